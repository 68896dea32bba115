import Eviction
import Testing

@Suite struct PolicyKindTests {
  @Test("names are unique and lead back to their policy")
  func names() {
    #expect(Set(PolicyKind.allCases.map(\.rawValue)).count == PolicyKind.allCases.count)
    for kind in PolicyKind.allCases {
      #expect(PolicyKind(rawValue: kind.rawValue) == kind)
      #expect(!kind.summary.isEmpty && !kind.summary.hasSuffix(".") && !kind.source.isEmpty)
    }
    #expect(PolicyKind(rawValue: "LRU") == nil)
  }

  @Test("only what reads the future or has no limit is a bound")
  func bounds() {
    #expect(PolicyKind.allCases.filter(\.isBound) == [.belady, .beladysize, .unbounded])
  }

  @Test("a choice is written as policy, colon, variant")
  func choices() {
    #expect(PolicyChoice("s3fifo") == PolicyChoice(.s3fifo))
    #expect(PolicyChoice("slru:libcachesim") == PolicyChoice(.slru, variant: .libcachesim))
    for choice in ReplayTests.choices { #expect(PolicyChoice(choice.description) == choice) }
    for wrong in ["", ":", "s3fifo:", "slru:libcachesim-0.3.5", "s3fifo:x", "x", "lru:published:x"] {
      #expect(PolicyChoice(wrong) == nil)
    }
  }

  @Test(
    "a policy with several versions of libCacheSim says which one it is, and the name alone is the release")
  func versions() {
    for kind in [PolicyKind.s3fifo, .wtinylfu, .gdsf] {
      let release = PolicyChoice("\(kind):libcachesim")
      #expect(release == PolicyChoice(kind, variant: .libcachesimRelease))
      #expect(release?.description == "\(kind):libcachesim-0.3.5")
      let commit = PolicyChoice("\(kind):libcachesim-aa0fc409")
      #expect(commit == PolicyChoice(kind, variant: .libcachesimCommit))
    }
  }

  @Test("what is no longer the published algorithm is written out: a bound by its name may decline entries")
  func defaults() {
    #expect(PolicyChoice("belady")?.description == "belady:bypass")
    #expect(PolicyChoice("belady:published")?.description == "belady:published")
    #expect(PolicyChoice("beladysize") == PolicyChoice(.beladysize, variant: .bypass))
    #expect(PolicyChoice("lru")?.description == "lru")
  }

  @Test("only what may decline is a bound, of equal sizes, without lifetimes and admission")
  func standing() throws {
    func standing(_ text: String, equal: Bool = true, _ rules: EntryRules = EntryRules()) -> String? {
      PolicyChoice(text)?.standing(hasEqualSizes: equal, rules: rules).rawValue
    }
    #expect(standing("belady") == "bound" && standing("beladysize") == "bound")
    #expect(standing("belady:published") == "heuristic" && standing("belady:libcachesim") == "heuristic")
    #expect(standing("belady", equal: false) == "heuristic")
    #expect(standing("beladysize", equal: false) == "heuristic")
    #expect(standing("belady", EntryRules(lifetime: .fixed(5))) == "heuristic")
    #expect(standing("belady", EntryRules(admission: .tinylfu)) == "heuristic")
    #expect(standing("unbounded", equal: false) == "bound")
    #expect(standing("lru") == "deployable" && standing("gdsf", equal: false) == "deployable")
  }
}
