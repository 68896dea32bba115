import Eviction
import Foundation
import Recordings
import Traffic

/// One replay from file to miss ratio: `eviction TRACE POLICY CAPACITY`.
///
/// Prints `policy capacity miss_ratio seconds peak_MiB anonymous_MiB` for the script that runs the peer beside it. A
/// policy that can replay a stream does; the others get the whole trace.
enum EvictionBenchmark {
  static func run(_ words: [String]) throws {
    guard words.count == 3, let capacity = UInt64(words[2]) else {
      throw Usage(text: "usage: eviction TRACE POLICY CAPACITY")
    }
    let choice = try PolicyChoice(parsing: words[1])
    var counts = ReplayCounts()
    let whole = try seconds {
      let needsTrace = choice.kind.needsWholeTrace(choice.variant)
      let file = CacheTraceFile(path: words[0], wants: needsTrace ? [.identities] : [], threads: 2)
      counts =
        needsTrace
        ? choice.replay(try file.load().trace, capacity: capacity)
        : try file.replay(choice, capacity: capacity, keys: 1 << 24)
    }
    let ratio = String(format: "%.6f", counts.missRatio)
    let memory = [peakResidentBytes(), anonymousBytes()].map { String($0 / 1_048_576) }
    print("\(choice) \(capacity) \(ratio) \(whole) \(memory.joined(separator: " "))")
  }

  private struct Usage: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }
}
