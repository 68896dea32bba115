import Declarations
import Experiments
import Foundation
import Metrics
import Scenarios
import Simulation

/// How often the intervals of recordings hold the truth, over many logs of one world: `logs [SEEDS]`.
///
/// The truth of a figure is its mean over all logs. `make coverage` puts the table into Benchmarks/coverage.md.
enum LogCoverage {
  private static let metrics = [
    "cost_usd_per_month", "cost_usd_per_1k_requests", "hit_share", "cost_saving_share", "latency_p50_ms",
    "latency_p95_ms", "latency_p99_ms", "failed_share",
  ].compactMap(Metric.init(rawValue:))

  /// What logs are drawn from.
  private enum World {
    /// So many users whose uses are lognormal about so many requests, of such a standard deviation of the logarithm.
    case users(Int, requests: Double, spread: Double)
    /// Requests without users for so many hours, so many an hour on average, by a rhythm.
    case hours(Double, rate: Double, Rhythm)
  }

  private enum Rhythm {
    case steady
    /// Busy days and quiet nights; of each week two quiet days.
    case days
    case weeks
    /// Bursts of 8 times as many, such minutes long on average, in a fifth of the time.
    case bursts(minutes: Double)
  }

  private static let worlds: [(name: String, world: World)] = [
    ("12 equal users", .users(12, requests: 40, spread: 0)),
    ("12 unequal users", .users(12, requests: 40, spread: 1)),
    ("40 equal users", .users(40, requests: 20, spread: 0)),
    ("40 unequal users", .users(40, requests: 20, spread: 1)),
    ("300 equal users", .users(300, requests: 10, spread: 0)),
    ("300 unequal users", .users(300, requests: 10, spread: 1)),
    ("10 h", .hours(10, rate: 60, .steady)),
    ("10 h in bursts of 10 min", .hours(10, rate: 100, .bursts(minutes: 10))),
    ("10 h in bursts of 1 h", .hours(10, rate: 100, .bursts(minutes: 60))),
    ("a day", .hours(24, rate: 50, .days)),
    ("two weeks", .hours(336, rate: 15, .weeks)),
  ]

  /// Runs every world under `seeds` seeds; the table goes to standard output.
  static func run(seeds: Int) throws {
    print("| log | " + metrics.map(\.rawValue).joined(separator: " | ") + " |")
    print("|---|" + metrics.map { _ in "---|" }.joined())
    for (name, world) in worlds {
      let results = try Parallel.map(seeds, threads: Parallel.defaultThreads) { seed in
        Result { try result(of: world, seed: UInt64(seed) + 1) }
      }.map { try $0.get() }
      let cells = metrics.map { metric in
        // Figures of a cache where it decides them, and of the log else.
        let place = metric.rawValue.contains("share") && metric.rawValue != "failed_share" ? 1 : 0
        return coverage(results.map { $0.estimate(metric, of: $0.strategies[place]) })
      }
      print("| \(name) | \(cells.joined(separator: " | ")) |")
    }
  }

  /// Per cent of the intervals that hold the mean over all.
  private static func coverage(_ estimates: [Estimate]) -> String {
    let known = estimates.filter { $0.halfWidth.isFinite }
    guard !known.isEmpty else { return "" }
    let truth = known.reduce(0.0) { $0 + $1.mean } / Double(known.count)
    let held = known.count { abs($0.mean - truth) <= $0.halfWidth }
    return String(Double(1000 * held / known.count) / 10)
  }

  private static func result(of world: World, seed: UInt64) throws -> RunResult {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString).csv")
    try log(of: world, seed: seed).write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    let text = """
      {"simbench": 1, "name": "logs", "run": {"replications": 1, "threads": 1},
       "workload": {"kind": "recorded", "path": "\(path.path)", "format": "table"},
       "providers": {"p": {"models": {"m": {"input_usd_per_1m": 1, "output_usd_per_1m": 10, "quality": 0.9}}}},
       "strategies": [{"name": "as logged", "model": "recorded"},
        {"name": "cached", "model": "m",
         "layers": [{"use": "exact_cache", "ttl_s": 1e9, "temperature_zero_only": false}]}],
       "output": {"plots": []}}
      """
    return try Runner(Scenario(bytes: Array(text.utf8), path: "logs")).run()
  }

  private static func log(of world: World, seed: UInt64) -> String {
    func stream(_ purpose: UInt64) -> RandomStream {
      RandomStream(seed: seed, replication: 0, purpose: RandomPurpose(purpose))
    }
    let (people, calls) = (stream(1), stream(2))
    var rows: [(time: Double, text: String)] = []
    func add(time: Double, user: Int, level: Double, liking: Double) {
      let place = rows.count
      let isOnce = calls.uniform(place, 0) < 0.35
      let question =
        isOnce ? "once \(place)" : "question \(Int(calls.uniform(place, 1) * 40 * (0.2 + liking)))"
      let output = Int((50 + 400 * calls.uniform(place, 2)) * level)
      let latency = Transcendental.exp(0.6 * calls.normal(place, 3))
      let status = calls.uniform(place, 4) < 0.05 ? 500 : 200
      rows.append((time, "\(time),m,\(question),u\(user),100,\(output),\(latency),\(status)\n"))
    }
    switch world {
    case .users(let count, let requests, let spread):
      for user in 0..<count {
        let own = requests * Transcendental.exp(spread * people.normal(user, 0) - spread * spread / 2)
        let level = Transcendental.exp(0.4 * people.normal(user, 1))
        for request in 0..<max(1, Int(own)) {
          add(
            time: people.uniform(user, 3 + request) * 864_000, user: user, level: level,
            liking: people.uniform(user, 2))
        }
      }
    case .hours(let hours, let rate, let rhythm):
      var (time, place) = (0.0, 0)
      var (isBurst, turn, spell) = (people.uniform(0, 0) < 0.2, 0.0, 0)
      while true {
        var own = rate
        switch rhythm {
        case .steady: break
        case .days: own *= 1 + 0.8 * Transcendental.sine(Double.pi * (time - 8) / 12)
        case .weeks:
          own *= 1 + 0.8 * Transcendental.sine(Double.pi * (time - 8) / 12)
          if Int(time / 24) % 7 >= 5 { own *= 0.3 }
        case .bursts(let minutes):
          while turn <= time {
            if spell > 0 { isBurst.toggle() }
            spell += 1
            turn -= minutes / 60 * (isBurst ? 1 : 4) * Transcendental.log(people.uniform(spell, 1))
          }
          own *= isBurst ? 8 / 2.4 : 1 / 2.4
        }
        time -= Transcendental.log(people.uniform(place, 2)) / own
        place += 1
        guard time < hours else { break }
        add(time: time * 3600, user: 0, level: 1, liking: 0.8)
      }
    }
    rows.sort { $0.time < $1.time }
    return "timestamp,model,prompt,user,input_tokens,output_tokens,latency_s,status\n"
      + rows.map(\.text).joined()
  }
}
