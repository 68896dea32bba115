import CacheTraces
import Eviction
import TestSupport
import Testing

/// Exact counts of the release of libCacheSim that PyPI serves, on streams that are made here.
@Suite struct LibCacheSimReleaseTests {
  /// The streams of the table.
  struct Stream: Hashable, Sendable, CustomStringConvertible {
    var seed: UInt64
    var requests: Int
    var keys: Int
    var isSized: Bool

    var description: String {
      "seed \(seed), \(requests) requests to \(keys) keys\(isSized ? ", sized" : "")"
    }

    func trace() throws -> CacheTrace {
      var random = SplitMix(state: seed)
      let keys = random.skewedKeys(requests, below: keys).map { UInt64($0) }
      guard isSized else { return try CacheTrace(keys) }
      return try CacheTrace(sized: keys.map { (key: $0, size: UInt32($0 * 7919 % 9 + 1)) })
    }
  }

  static let streams = [
    Stream(seed: 1, requests: 20_000, keys: 2000, isSized: false),
    Stream(seed: 2, requests: 8000, keys: 700, isSized: false),
    Stream(seed: 3, requests: 20_000, keys: 2000, isSized: true),
  ]

  @Test("the variants named libcachesim miss what libcachesim 0.3.5 misses", arguments: streams)
  func misses(stream: Stream) throws {
    let trace = try stream.trace()
    let rows = Reference.ownRows("libcachesim-0.3.5.csv").filter { UInt64($0[0]) == stream.seed }
    #expect(Set(rows.map { $0[4] }).count == 13 && rows.count >= 39)
    for row in rows {
      let choice = try PolicyChoice(parsing: row[4] + ":libcachesim")
      let capacity = try #require(UInt64(row[5]))
      #expect(choice.replay(trace, capacity: capacity).misses == Int(row[6]), "\(choice) at \(capacity)")
    }
  }

  @Test(
    "the older S3-FIFO, W-TinyLFU and GDSF are others on the same streams",
    arguments: ["s3fifo", "wtinylfu", "gdsf"])
  func older(policy: String) throws {
    let trace = try Self.streams[0].trace()
    let rows = Reference.ownRows("libcachesim-0.3.5.csv").filter { $0[0] == "1" && $0[4] == policy }
    let older = try PolicyChoice(parsing: policy + ":libcachesim-aa0fc409")
    let different = try rows.count { row in
      older.replay(trace, capacity: try #require(UInt64(row[5]))).misses != Int(row[6])
    }
    #expect(rows.count == 4 && different >= 2, "\(different)")
  }
}
