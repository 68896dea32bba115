import Eviction
import Foundation

/// One replay from file to miss ratio: `eviction TRACE POLICY CAPACITY`.
///
/// Prints `policy capacity miss_ratio seconds MiB` for the script that runs the peer beside it.
enum EvictionBenchmark {
  static func run(_ words: [String]) throws {
    guard words.count == 3, let capacity = UInt64(words[2]) else {
      throw Usage(text: "usage: eviction TRACE POLICY CAPACITY")
    }
    let choice = try PolicyChoice(parsing: words[1])
    var counts = ReplayCounts()
    var (loading, replaying) = (0.0, 0.0)
    let whole = try seconds {
      var trace = try CacheTrace(keyLines: [])
      loading = try seconds {
        let data = try Data(contentsOf: URL(fileURLWithPath: words[0]), options: .alwaysMapped)
        trace = try CacheTrace(oracleGeneral: [UInt8](data)).withUnitSizes
      }
      replaying = seconds { counts = choice.replay(trace, capacity: capacity) }
    }
    let ratio = String(format: "%.6f", counts.missRatio)
    print(
      "\(choice) \(capacity) \(ratio) \(whole) \(peakResidentBytes() / 1_048_576) \(loading) \(replaying)")
  }

  private struct Usage: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }
}
