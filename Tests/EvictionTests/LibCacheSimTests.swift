import Eviction
import Testing

/// Exact counts of libCacheSim aa0fc409; each policy follows its quirks.
@Suite(.enabled(if: Reference.isAvailable)) struct LibCacheSimTests {
  @Test(
    "unit-size miss counts equal libcachesim_small_traces.csv",
    arguments: ["cloudPhysicsIO.oracleGeneral.bin", "multi1.txt", "loop.txt", "cpp.txt"])
  func unitSizes(name: String) throws {
    let trace = try Reference.trace(name).withUnitSizes
    var left: Set<String> = []
    for row in Reference.rows("libcachesim_small_traces.csv") where row[0] == name {
      #expect(trace.count == Int(row[2]))
      guard let kind = PolicyKind(rawValue: row[4]),
        let variant = [.libcachesimCommit, .libcachesim].first(where: kind.variants.contains)
      else {
        left.insert(row[4])
        continue
      }
      let capacity = try #require(UInt64(row[5]))
      let counts = kind.replay(trace, capacity: capacity, variant: variant)
      #expect(counts.misses == Int(row[6]), "\(kind) at \(capacity)")
    }
    #expect(left.isSubset(of: ["wtinylfu"]), "every other policy of the table is compared")
  }

  /// The policy that each test of libCacheSim runs.
  static let compared = [
    "test_ARC": "arc:libcachesim",
    "test_Belady": "belady:libcachesim",
    "test_Clock": "clock:libcachesim",
    "test_FIFO": "fifo:libcachesim",
    "test_GDSF": "gdsf:libcachesim-aa0fc409",
    "test_LFU": "lfu:libcachesim",
    "test_LFUCpp": "lfu:libcachesim",
    "test_LFUDA": "lfuda:libcachesim",
    "test_LIRS": "lirs:libcachesim",
    "test_LRU": "lru:libcachesim",
    "test_MRU": "mru:libcachesim",
    "test_S3FIFO": "s3fifo:libcachesim-aa0fc409",
    "test_SLRU": "slru:libcachesim:segments=5",
    "test_Sieve": "sieve:libcachesim",
  ]

  /// The tests whose rows are not compared to the digit, and why.
  static let different = [
    "test_Random":
      "draws a bucket of the hash table and takes its newest entry, so not uniformly; close, below",
    "test_BeladySize": "compared below, with the hash table that its test builds",
    "test_Hyperbolic": "compared below, with the hash table that its test builds",
    "test_LHD": "compared below, with the hash table that its test builds",
    "test_LeCaR": "policy-definitions.md does not say what it does",
    "test_Cacheus": "policy-definitions.md does not say what it does",
    "test_CR_LFU": "an expert of Cacheus alone, not a policy of ours",
    "test_SR_LRU": "an expert of Cacheus alone, not a policy of ours",
    "test_QDLP_FIFO": "a forerunner of S3-FIFO, not a policy of ours",
  ]

  @Test("byte miss counts and miss bytes equal libcachesim_cloudphysics_bytes.csv", arguments: compared)
  func byteSizes(name: String, words: String) throws {
    try expectBytes(of: words, asIn: name)
  }

  /// Holds a policy to the eight rows of a test.
  private func expectBytes(of words: String, asIn name: String) throws {
    let trace = try Reference.trace("cloudPhysicsIO.oracleGeneral.bin")
    let choice = try PolicyChoice(parsing: words)
    let rows = Reference.rows("libcachesim_cloudphysics_bytes.csv").filter { $0[0] == name }
    #expect(rows.count == 8)
    for row in rows {
      let capacity = try #require(UInt64(row[2]))
      let counts = choice.replay(trace, capacity: capacity)
      #expect(counts.misses == Int(row[4]), "\(choice) at \(capacity)")
      #expect(counts.missBytes == UInt64(row[6]), "\(choice) at \(capacity)")
    }
  }

  @Test("each test in libcachesim_cloudphysics_bytes.csv is compared or known to differ")
  func noneForgotten() {
    let tests = Set(Reference.rows("libcachesim_cloudphysics_bytes.csv").map { $0[0] })
    #expect(Set(Self.compared.keys).isDisjoint(with: Self.different.keys))
    #expect(tests == Set(Self.compared.keys).union(Self.different.keys))
  }

  @Test("random replacement comes within two points of libCacheSim's, which is not uniform")
  func random() throws {
    let trace = try Reference.trace("cloudPhysicsIO.oracleGeneral.bin")
    let rows = Reference.rows("libcachesim_cloudphysics_bytes.csv").filter { $0[0] == "test_Random" }
    #expect(rows.count == 8)
    for row in rows {
      let (capacity, ratio) = (try #require(UInt64(row[2])), try #require(Double(row[5])))
      let counts = PolicyKind.random.replay(trace, capacity: capacity)
      #expect(abs(counts.missRatio - ratio) < 0.02, "\(counts.missRatio) against \(ratio) at \(capacity)")
    }
  }

  /// The sampled policies draw from a hash table, whose size at the start is that of the test behind the rows.
  @Test(
    "byte counts of the sampled policies equal libcachesim_cloudphysics_bytes.csv",
    arguments: [
      ("Hyperbolic", "hyperbolic:libcachesim:hashpower=12"), ("LHD", "lhd:libcachesim"),
      ("BeladySize", "beladysize:libcachesim:hashpower=20"),
    ])
  func sampled(name: String, text: String) throws {
    try expectBytes(of: text, asIn: "test_" + name)
  }

  /// Rows that are not compared to the last request: nobody has written down what their programs do.
  ///
  /// libCacheSim's LeCaR and Cacheus (and SR_LRU and CR_LFU, Cacheus's experts alone, which are no policies of ours)
  /// draw from the C library's generator and size their histories in objects; ours follow the papers with
  /// addressed draws. Both should still be near.
  @Test(
    "LeCaR and Cacheus come near the rows of libcachesim_cloudphysics_bytes.csv, which have no definition",
    arguments: [("LeCaR", PolicyKind.lecar, 0.02), ("Cacheus", .cacheus, 0.06)])
  func undefined(name: String, kind: PolicyKind, tolerance: Double) throws {
    let trace = try Reference.trace("cloudPhysicsIO.oracleGeneral.bin")
    let rows = Reference.rows("libcachesim_cloudphysics_bytes.csv").filter { $0[0] == "test_" + name }
    #expect(rows.count == 8 && !kind.variants.contains(.libcachesim))
    for row in rows {
      let capacity = try #require(UInt64(row[2]))
      let ratio = try #require(Double(row[5]))
      #expect(abs(kind.replay(trace, capacity: capacity).missRatio - ratio) < tolerance, "\(capacity)")
    }
  }
}
