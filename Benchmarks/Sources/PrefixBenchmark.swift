import Declarations
import Eviction
import Experiments
import Foundation
import Recordings
import Traffic

/// A Mooncake trace from file to the prefix hit rates of kvcache-simulator's budgets: `prefix TRACE`.
///
/// Prints what that tool prints, hit tokens instead of percentages, for the script that runs it beside this;
/// then the seconds from file to result, of reading and of the replays, and the peak memory in MiB.
enum PrefixBenchmark {
  static func run(_ words: [String]) throws {
    guard words.count == 1 else { throw Usage(text: "usage: prefix TRACE") }
    let start = ContinuousClock.now
    let trace = try PrefixTrace(try RecordedSource(path: words[0]).read())
    let size = try KeyValueSize(bytesPerToken: 95_232)
    let capacities = try (0...14).map {
      try PrefixCapacity(Double(1 << $0), .gibibytes).blocks(of: trace.blockTokens, size: size)
    }
    let middle = ContinuousClock.now
    let study = PrefixStudy(
      policies: PrefixChoice.kvcacheSimulator, capacities: capacities, warmUp: .half)
    let points = study.run(trace, threads: 2)
    let end = ContinuousClock.now
    for point in points where point.isFilledByWarmUp {
      print("\(point.choice) \(point.capacity) \(point.counts.tokensHit)")
    }
    let (whole, reading, replaying) = (end - start, middle - start, end - middle)
    print(
      "seconds \(whole / .seconds(1)) \(reading / .seconds(1)) \(replaying / .seconds(1))"
        + " MiB \(peakResidentBytes() / 1_048_576)")
  }

  private struct Usage: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }
}
