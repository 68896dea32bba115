import Eviction
import Testing

/// Exact counts of libCacheSim aa0fc409; each policy follows its quirks.
@Suite(.enabled(if: Reference.isAvailable)) struct LibCacheSimTests {
  @Test(
    "unit-size miss counts equal libcachesim_small_traces.csv",
    arguments: ["cloudPhysicsIO.oracleGeneral.bin", "multi1.txt", "loop.txt", "cpp.txt"])
  func unitSizes(name: String) throws {
    let trace = try Reference.trace(name).withUnitSizes
    var compared = 0
    for row in Reference.rows("libcachesim_small_traces.csv") where row[0] == name {
      #expect(trace.count == Int(row[2]))
      guard let kind = PolicyKind(rawValue: row[4]), kind.variants.contains(.libcachesim) else { continue }
      let capacity = try #require(UInt64(row[5]))
      let counts = kind.replay(trace, capacity: capacity, variant: .libcachesim)
      #expect(counts.misses == Int(row[6]), "\(kind) at \(capacity)")
      compared += 1
    }
    #expect(compared >= 30)
  }

  @Test(
    "byte miss counts and miss bytes equal libcachesim_cloudphysics_bytes.csv",
    arguments: [
      ("LRU", PolicyKind.lru), ("FIFO", .fifo), ("LFU", .lfu), ("Sieve", .sieve), ("S3FIFO", .s3fifo),
      ("Clock", .clock), ("Belady", .belady), ("ARC", .arc),
    ])
  func byteSizes(name: String, kind: PolicyKind) throws {
    let trace = try Reference.trace("cloudPhysicsIO.oracleGeneral.bin")
    let rows = Reference.rows("libcachesim_cloudphysics_bytes.csv").filter { $0[0] == "test_" + name }
    #expect(rows.count == 8)
    for row in rows {
      let capacity = try #require(UInt64(row[2]))
      let counts = kind.replay(trace, capacity: capacity, variant: .libcachesim)
      #expect(counts.misses == Int(row[4]), "\(kind) at \(capacity)")
      #expect(counts.missBytes == UInt64(row[6]), "\(kind) at \(capacity)")
    }
  }

  @Test("byte counts of five-segment SLRU equal libcachesim_cloudphysics_bytes.csv")
  func fiveSegments() throws {
    let trace = try Reference.trace("cloudPhysicsIO.oracleGeneral.bin")
    let rows = Reference.rows("libcachesim_cloudphysics_bytes.csv").filter { $0[0] == "test_SLRU" }
    #expect(rows.count == 8)
    for row in rows {
      let capacity = try #require(UInt64(row[2]))
      let counts = PolicyChoice(.slru, variant: .libcachesim, parameters: ["segments": 5])
        .replay(trace, capacity: capacity)
      #expect(counts.misses == Int(row[4]), "\(capacity)")
      #expect(counts.missBytes == UInt64(row[6]), "\(capacity)")
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
    let trace = try Reference.trace("cloudPhysicsIO.oracleGeneral.bin")
    let choice = try PolicyChoice(parsing: text)
    let rows = Reference.rows("libcachesim_cloudphysics_bytes.csv").filter { $0[0] == "test_" + name }
    #expect(rows.count == 8)
    for row in rows {
      let capacity = try #require(UInt64(row[2]))
      let counts = choice.replay(trace, capacity: capacity)
      #expect(counts.misses == Int(row[4]), "\(choice) at \(capacity)")
      #expect(counts.missBytes == UInt64(row[6]), "\(choice) at \(capacity)")
    }
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
