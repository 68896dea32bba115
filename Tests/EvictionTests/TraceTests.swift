import CacheTraces
import Eviction
import TestSupport
import Testing

@Suite struct TraceTests {
  static func record(key: UInt64, size: UInt32) -> [UInt8] {
    func bytes(_ value: UInt64, _ count: Int) -> [UInt8] {
      (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
    }
    return bytes(5, 4) + bytes(key, 8) + bytes(UInt64(size), 4) + bytes(.max, 8)
  }

  @Test("keys are numbered in order of first appearance, and each request knows the next")
  func numbering() throws {
    let trace = try CacheTrace([9, .max, 9, 0, .max, 9])
    #expect(trace.keys == [0, 1, 0, 2, 1, 0])
    #expect(trace.keyCount == 3)
    #expect(trace.next == [2, 4, 5, .max, .max, .max])
    #expect(trace.sizes == nil)
  }

  @Test("numbering agrees with a dictionary past several growths")
  func growth() throws {
    var random = SplitMix(state: 31)
    let keys = (0..<50_000).map { _ in random.next() % 20_000 &* 0x1_0000_0001 }
    var numbers: [UInt64: UInt32] = [:]
    let expected = keys.map { key in
      let number = numbers[key] ?? UInt32(numbers.count)
      numbers[key] = number
      return number
    }
    #expect(try CacheTrace(keys).keys == expected)
  }

  @Test("an oracleGeneral record gives a key and a size; size 0 is left out")
  func oracleGeneral() throws {
    let bytes =
      Self.record(key: 77, size: 4096) + Self.record(key: 78, size: 0) + Self.record(key: 77, size: 1)
    let trace = try CacheTrace(oracleGeneral: bytes)
    #expect(trace.keys == [0, 0])
    #expect(trace.sizes == [4096, 1])
    #expect(try CacheTrace(oracleGeneral: []).count == 0)
  }

  @Test("a cut inside a record names the record", arguments: [1, 23, 25, 47])
  func truncated(length: Int) throws {
    let bytes = Array((Self.record(key: 1, size: 1) + Self.record(key: 2, size: 1)).prefix(length))
    let error = EvictionError.truncatedRecord(record: length / 24, bytes: length % 24)
    #expect(throws: error) { try CacheTrace(oracleGeneral: bytes) }
    #expect(error.description == "record \(length / 24) is cut off: \(length % 24) of 24 bytes")
  }

  @Test(
    "line ends and blank lines do not change the keys",
    arguments: ["a\nb\na", "a\r\nb\r\na\r\n", "\n\na\n\r\n\nb\na\n\n", "a\nb\r\na\n"])
  func lines(text: String) throws {
    #expect(try CacheTrace(keyLines: Array(text.utf8)).keys == [0, 1, 0])
  }

  @Test("a key is its bytes: numbers, spaces, zeros and invalid UTF-8 stay apart")
  func keyBytes() throws {
    let keys: [[UInt8]] = [
      Array("1".utf8), Array("01".utf8), Array("1 ".utf8), Array("0".utf8), Array("00".utf8), [0], [0, 0],
      [0xFF],
      Array("18446744073709551615".utf8), Array("18446744073709551616".utf8), Array("-1".utf8),
      Array("+1".utf8),
      Array("184467440737095516150".utf8),
    ]
    let trace = try CacheTrace(keyLines: Array(keys.joined(separator: [10])))
    #expect(trace.keys == (0..<UInt32(keys.count)).map { $0 })
    #expect(KeyLines.key(of: keys[0]) == 1)
    #expect(KeyLines.key(of: keys[8]) == .max)
  }

  @Test("parts that do not agree are refused")
  func disagreement() throws {
    #expect(throws: EvictionError.columnCount("sizes", requests: 2, values: 1)) {
      try CacheTrace(denseKeys: [0, 1], sizes: [1], keyCount: 2)
    }
    #expect(throws: EvictionError.keyOutOfRange(request: 1, key: 2, keys: 2)) {
      try CacheTrace(denseKeys: [0, 2], keyCount: 2)
    }
    #expect(throws: EvictionError.self) { try CacheTrace(denseKeys: [], keyCount: .max) }
    #expect(throws: EvictionError.self) { try CacheTrace(denseKeys: [0], keyCount: -1) }
  }
}
