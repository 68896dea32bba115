import Eviction
import Foundation
import Recordings
import Traffic

/// The cost and the error of curves of a trace: `curves TRACE`.
///
/// Prints JSON: the one-pass LRU curve, SHARDS at a rate of .01 and miniature simulations at .05, with the mean and the
/// greatest absolute error of their miss ratios at 40 sizes, those of the simulations from 100 sampled entries on.
enum CurveBenchmark {
  private static let fewestEntries = 100.0

  static func run(_ words: [String]) throws {
    guard words.count == 1 else { throw Usage(text: "usage: curves TRACE") }
    let trace = try CacheTraceFile(path: words[0], wants: [.identities]).load().trace
    let capacities = CapacityScale.logarithmic(upTo: UInt64(trace.keyCount), points: 40)
    var rows: [String] = []
    var exact: [Double] = []
    let onePass = seconds {
      let curve = LRUCurve(entries: trace)
      exact = capacities.map { curve.counts(at: $0).missRatio }
    }
    rows.append(row("lru, all sizes in one pass, one core", onePass, "exact"))
    for (policy, rate) in [("lru", 0.01), ("arc", 0.05), ("s3fifo", 0.05)] {
      // Of fewer sampled entries a miniature simulation tells nothing.
      let sizes = policy == "lru" ? capacities : capacities.filter { Double($0) * rate >= fewestEntries }
      let study = study(policy, sizes)
      let truth = policy == "lru" ? exact : study.run(trace, threads: 2).map(\.counts.missRatio)
      var sampled: [Double] = []
      let time = try seconds {
        sampled = try study.run(trace, .rate(rate), threads: 1).points.map(\.counts.missRatio)
      }
      let errors = zip(sampled, truth).map { abs($0 - $1) }
      let mean = errors.reduce(0, +) / Double(errors.count)
      let name = policy == "lru" ? "SHARDS" : "miniature simulation"
      rows.append(
        row(
          "\(policy), \(name) at rate \(rate), one core", time,
          String(format: "%.4f mean, %.4f greatest", mean, errors.max() ?? .nan)))
    }
    print("[\(rows.joined(separator: ", "))]")
  }

  private static func study(_ policy: String, _ capacities: [UInt64]) -> MissRatioStudy {
    MissRatioStudy(
      policies: [policy].compactMap(PolicyChoice.init), capacities: capacities, rules: EntryRules(), seed: 1)
  }

  private static func row(_ name: String, _ seconds: Double, _ error: String) -> String {
    "{\"name\": \"\(name)\", \"seconds\": \(seconds), \"error\": \"\(error)\"}"
  }

  private struct Usage: Error, CustomStringConvertible {
    var text: String
    var description: String { text }
  }
}
