import CacheTraces
import Declarations
import Eviction
import Testing

@testable import Files
@testable import Recordings
@testable import Traffic

/// libCacheSim's own example traces, in the forms that it ships.
@Suite("libCacheSim's traces", .enabled(if: TraceData.folder != nil))
struct LibCacheSimTraceTests {
  private func load(_ name: String, _ change: (inout CacheTraceFile) -> Void = { _ in }) throws
    -> LoadedCacheTrace
  {
    var file = CacheTraceFile(path: try #require(TraceData.folder) + "/cache/" + name, wants: .all)
    change(&file)
    return try file.load()
  }

  @Test("cloudPhysicsIO.csv is the oracleGeneral file where sizes stay as they first were")
  func csv() throws {
    let records = try load("cloudPhysicsIO.oracleGeneral.bin").trace
    let rows = try load("cloudPhysicsIO.csv")
    #expect(rows.format == .csv && rows.dropped.isEmpty)
    #expect(records.count == 113_872 && records.keyCount == 48_974)
    // The conversion took the first size of each key for all: 13,671 requests of the CSV have another.
    let changes = zip(records.sizes ?? [], rows.trace.sizes ?? []).count { $0 != $1 }
    #expect(changes == 13_671)
    let fixed = try load("cloudPhysicsIO.csv") { $0.usesFirstSizes = true }.trace
    #expect(TraceContent(fixed) == TraceContent(records))
    #expect(TraceContent(rows.trace.withUnitSizes) == TraceContent(records.withUnitSizes))
    for kind in [PolicyKind.lru, .fifo, .s3fifo] {
      let capacity: UInt64 = 128 << 20
      #expect(kind.replay(fixed, capacity: capacity) == kind.replay(records, capacity: capacity))
    }
  }

  @Test("plain keys read as they do a line at a time", arguments: ["multi1.txt", "loop.txt", "cpp.txt"])
  func keys(name: String) throws {
    let loaded = try load(name)
    #expect(loaded.format == .keys)
    let path = try #require(TraceData.folder) + "/cache/" + name
    var lines = try LineReader(path: path)
    var keys: [UInt64] = []
    while try lines.next() { keys.append(KeyLines.key(of: lines.line)) }
    #expect(TraceContent(loaded.trace) == TraceContent(try CacheTrace(keys)))
  }

  @Test("loop.txt's profile is that of a loop over 1,011 keys")
  func profile() throws {
    let profile = CacheTraceProfile(try load("loop.txt"))
    #expect(profile.requests == 505_500 && profile.distinctKeys == 1011)
    #expect(profile.reuseInterval.p50 == 1011 && profile.reuseInterval.p99 == 1011)
    #expect(abs(profile.zipfExponent) < 1e-9)
    #expect(profile.oneHitWonderShare == 0)
  }
}
