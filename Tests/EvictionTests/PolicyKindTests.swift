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
    #expect(PolicyChoice("s3fifo:libcachesim") == PolicyChoice(.s3fifo, variant: .libcachesim))
    for choice in ReplayTests.choices { #expect(PolicyChoice(choice.description) == choice) }
    for wrong in ["", ":", "s3fifo:", "s3fifo:x", "x", "lru:published:x"] {
      #expect(PolicyChoice(wrong) == nil)
    }
  }
}
