import CacheTraces
import Eviction
import Foundation

/// The simulated side of `Benchmarks/redis-compare.sh`: `redis TRACE POLICY CAPACITY [KEY-BYTES VALUE-BYTES]`.
///
/// A line of the trace is the time of a request in milliseconds, a comma and a key. The capacity is in entries, or in
/// bytes when the lengths of keys and values are stated; then every entry has the overhead of Redis on top.
/// Prints the requests, the hits and how many entries fit.
enum RedisComparison {
  static func run(_ words: [String]) throws {
    guard words.count == 3 || words.count == 5, let capacity = UInt64(words[2]) else {
      throw Failure(text: "usage: redis TRACE POLICY CAPACITY [KEY-BYTES VALUE-BYTES]")
    }
    let choice = try PolicyChoice(parsing: words[1])
    let lengths = try words.dropFirst(3).map { word in
      guard let length = Int(word), 0..<1 << 20 ~= length else {
        throw Failure(text: "length '\(word)', expected a whole number below \(1 << 20)")
      }
      return length
    }
    let size = lengths.isEmpty ? 1 : UInt32(lengths[0] + lengths[1])
    let overhead =
      lengths.isEmpty ? 0 : StoreOverhead.redis(keyBytes: lengths[0], valueBytes: lengths[1])
    let trace = try trace(path: words[0], size: size)
    let counts = choice.kind.replay(
      trace, choice.setup(capacity: capacity, trace: trace), rules: EntryRules(overhead: overhead))
    print("\(counts.requests) \(counts.hits) \(capacity / max(1, UInt64(size) + UInt64(overhead)))")
  }

  private static func trace(path: String, size: UInt32) throws -> CacheTrace {
    let text = try String(contentsOfFile: path, encoding: .utf8)
    var builder = CacheTraceBuilder(hasSizes: true, hasTimes: true)
    for (index, line) in text.split(whereSeparator: \.isNewline).enumerated() {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      guard fields.count == 2, let time = Int64(fields[0]) else {
        throw Failure(
          text: "\(path):\(index + 1):1: error: '\(line)', expected milliseconds, a comma and a key")
      }
      try builder.append(KeyLines.key(of: Array(fields[1].utf8)), size: size, time: time)
    }
    return builder.finish()
  }

  private struct Failure: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }
}
