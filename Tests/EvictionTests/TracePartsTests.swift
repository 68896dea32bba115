import CacheTraces
import Glibc
import Simulation
import TestSupport
import Testing

@testable import Eviction

@Suite struct TracePartsTests {
  @Test(
    "XXH64 gives the published values",
    arguments: [
      ("", 0xEF46_DB37_51D8_E999 as UInt64), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ])
  func hash(text: String, expected: UInt64) {
    #expect(Array(text.utf8).withUnsafeBytes(XXHash64.hash) == expected)
  }

  @Test("the hash does not depend on how the bytes come")
  func hashInPieces() {
    var random = SplitMix(state: 5)
    let bytes = (0..<500).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    for length in 0..<bytes.count {
      let whole = bytes[..<length].withUnsafeBytes(XXHash64.hash)
      for size in [1, 7, 32, 33] {
        var hash = XXHash64()
        for start in stride(from: 0, to: length, by: size) {
          bytes[start..<min(start + size, length)].withUnsafeBytes { hash.combine($0) }
        }
        #expect(hash.value == whole, "\(length) bytes in pieces of \(size)")
      }
    }
  }

  @Test("keys are numbered the same one at a time and in batches of any length")
  func batches() throws {
    var random = SplitMix(state: 77)
    let keys = (0..<30_000).map { _ in random.next() % 9000 &* 0x1_0000_0001 }
    let expected = try CacheTrace(keys)
    for length in [1, 31, 32, 33, 1000, 30_000] {
      var builder = CacheTraceBuilder(expectedRequests: 0, wants: .all)
      let batch = RequestBatch(capacity: length, wants: .all)
      for start in stride(from: 0, to: keys.count, by: length) {
        batch.count = 0
        for key in keys[start..<min(start + length, keys.count)] {
          batch.append(key, size: UInt32(key % 3) + 1, time: Int64(key), cost: 2, tokens: 3)
        }
        try builder.append(batch)
      }
      let trace = builder.finish()
      #expect(trace.keys == expected.keys)
      #expect(trace.identities == expected.identities)
      #expect(trace.sizes == keys.map { UInt32($0 % 3) + 1 })
      #expect(trace.columns.times == keys.map { Int64($0) })
      #expect(trace.columns.costs?.allSatisfy { $0 == 2 } == true)
    }
  }

  @Test("a table for many keys takes memory for those that are used")
  func lazyTable() throws {
    func residentPages() throws -> Int {
      let file = try #require(fopen("/proc/self/statm", "r"))
      defer { fclose(file) }
      var text = [CChar](repeating: 0, count: 200)
      fgets(&text, 200, file)
      let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        .split(separator: " ")
      return try #require(Int(words[1]))
    }
    let before = try residentPages()
    var cache = LRU(capacity: 1000, keys: 1 << 30)
    let trace = try CacheTrace(denseKeys: (0..<10_000).map { $0 % 3000 }, keyCount: 3000)
    #expect(cache.replay(trace).misses == 10_000)
    // 16 GiB of entries; other tests run beside this one.
    #expect(try residentPages() - before < (2 << 30) / Int(getpagesize()))
  }

  @Test("identities and next indices that do not fit are refused")
  func parts() throws {
    let known = try CacheTrace(
      denseKeys: [0, 1, 0], keyCount: 2, identities: [7, 9], next: [2, .max, .max])
    #expect(known.identities == [7, 9] && known.next == [2, .max, .max])
    #expect(throws: EvictionError.identityCount(keys: 2, values: 1)) {
      try CacheTrace(denseKeys: [0, 1], keyCount: 2, identities: [7])
    }
    for next: [UInt32] in [[0, .max], [2, .max]] {
      #expect(throws: EvictionError.nextOutOfRange(request: 0, next: next[0], requests: 2)) {
        try CacheTrace(denseKeys: [0, 0], keyCount: 1, next: next)
      }
    }
    #expect(throws: EvictionError.columnCount("next indices", requests: 2, values: 1)) {
      try CacheTrace(denseKeys: [0, 0], keyCount: 1, next: [1])
    }
  }
}
