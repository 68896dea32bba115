import CacheTraces
import Declarations
import Eviction
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Cache traces in chunks")
struct CacheTraceStreamTests {
  private func chunks(_ bytes: [UInt8], size: Int, threads: Int) throws -> [CacheTrace] {
    let temporary = try TemporaryFile(bytes)
    var file = CacheTraceFile(path: temporary.path, wants: .all, threads: threads)
    file.batchRequests = 50
    var stream = try CacheTraceStream(file, chunkRequests: size)
    var chunks: [CacheTrace] = []
    while let chunk = try stream.next() {
      #expect(chunk.keyCount == stream.keyCount)
      chunks.append(chunk)
    }
    return chunks
  }

  @Test("the chunks of a file are the trace, cut", arguments: [1, 2])
  func chunks(threads: Int) throws {
    let sample = SampleTrace(2000, seed: 1, wholeSeconds: true)
    let whole = try sample.trace()
    for bytes in [sample.csv(), try encoded(whole, .simtrace)] {
      for size in [1, 70, 1000, 5000] {
        let chunks = try chunks(bytes, size: size, threads: threads)
        #expect(chunks.flatMap(\.keys) == whole.keys)
        #expect(chunks.flatMap { $0.sizes ?? [] } == whole.sizes)
        #expect(chunks.flatMap { $0.columns.times ?? [] } == whole.columns.times)
        #expect(chunks.flatMap { $0.columns.costs ?? [] } == whole.columns.costs)
        #expect(chunks.flatMap { $0.columns.tokens ?? [] } == whole.columns.tokens)
        #expect(chunks.last?.keyCount == whole.keyCount)
        #expect(size != 70 || chunks.count == 20)
      }
    }
  }

  @Test("a replay in chunks counts what one of the whole trace does")
  func replay() throws {
    let sample = SampleTrace(3000, seed: 2)
    let whole = try sample.trace(times: false, rest: false)
    let chunks = try chunks(sample.csv(["key", "size"]), size: 333, threads: 2)
    for kind in PolicyKind.allCases {
      for variant in kind.variants where !kind.needsWholeTrace(variant) {
        var setup = PolicySetup(capacity: 100_000, keys: 1 << 20, variant: variant)
        let session = try kind.session(setup)
        for chunk in chunks { try session.replay(chunk) }
        if kind.reads.contains(.identity) {
          setup.keys = whole.keyCount
          setup.identities = whole.identities
        }
        #expect(session.counts == kind.replay(whole, setup), "\(kind) \(variant)")
      }
    }
    #expect(PolicyKind.wtinylfu.needsWholeTrace(.published))
    #expect(!PolicyKind.wtinylfu.needsWholeTrace(.libcachesimRelease))
    #expect(throws: EvictionError.readsFuture(policy: "belady")) {
      try PolicyKind.belady.session(PolicySetup(capacity: 1, keys: 1))
    }
    let small = try PolicyKind.lru.session(PolicySetup(capacity: 1, keys: 3))
    #expect(throws: EvictionError.tooManyKeys(limit: 3)) { try small.replay(chunks[0]) }
  }

  @Test("a stream that is left early ends its thread")
  func early() throws {
    let temporary = try TemporaryFile(SampleTrace(20_000, seed: 3).keyLines())
    for _ in 0..<20 {
      var stream = try CacheTraceStream(
        CacheTraceFile(path: temporary.path, format: .keys, threads: 2), chunkRequests: 10)
      #expect(try stream.next()?.count == 10)
    }
  }
}
