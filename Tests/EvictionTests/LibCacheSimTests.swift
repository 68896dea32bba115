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
}
