import Foundation
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Experiments
@testable import Metrics

/// Intervals of recordings.
@Suite("Groups of a recording")
struct SamplingGroupTests {
  /// A log of users drawn from one population: heavy and light ones, with questions of their own liking.
  static func log(users: Int, seed: UInt64) throws -> String {
    let random = RandomStream(seed: seed, replication: 0, purpose: RandomPurpose(1))
    var rows: [(time: Double, text: String)] = []
    for user in 0..<users {
      let requests = 1 + Int(-5 * Transcendental.log(random.uniform(user, 0)))
      let liking = random.uniform(user, 1)
      for request in 0..<requests {
        let time = random.uniform(user, 10 + 3 * request) * 36_000
        let question = Int(random.uniform(user, 11 + 3 * request) * 40 * (0.2 + liking))
        let output = 50 + Int(400 * liking * random.uniform(user, 12 + 3 * request))
        rows.append((time, "\(time),question \(question),u\(user),100,\(output)"))
      }
    }
    rows.sort { $0.time < $1.time }
    return "timestamp,prompt,user,input_tokens,output_tokens\n" + rows.map(\.text).joined(separator: "\n")
      + "\n"
  }

  static func result(_ log: String, replications: Int = 1) throws -> RunResult {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString).csv")
    try log.write(to: path, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: path) }
    return try SmallScenario.run(
      """
      {"simbench": 1, "name": "log", "run": {"replications": \(replications)},
       "workload": {"kind": "recorded", "path": "\(path.path)", "format": "table"},
       "providers": {"p": {"models": {"m": {"input_usd_per_1m": 1, "output_usd_per_1m": 10, "quality": 0.9}}}},
       "strategies": [{"name": "naive", "model": "m", "layers": []},
        {"name": "cached", "model": "m",
         "layers": [{"use": "exact_cache", "ttl_s": 600, "temperature_zero_only": false}]}],
       "output": {"plots": []}}
      """)
  }

  @Test("groups of unlike numbers of users count for their users", arguments: [31, 45, 60, 89])
  func unlike(_ users: Int) throws {
    // Each user has five calls as dear as all others: which users a log draws leaves the bill as it is.
    let rows = (0..<users * 5).map { "\($0 * 61),question \($0),u\($0 % users),100,50\n" }
    let result = try Self.result(
      "timestamp,prompt,user,input_tokens,output_tokens\n" + rows.joined())
    let naive = try #require(result.strategy("naive"))
    #expect(naive.leftOut.count == 30)
    for metric in [Metric.costUSD, .costPerMonth, .requests] {
      let estimate = result.estimate(metric, of: naive)
      #expect(estimate.halfWidth <= 1e-9 * estimate.mean, "\(metric) \(estimate)")
    }
  }

  @Test("leaving out and adding up agree: without a group, the rest is what a run of the rest would count")
  func parts() throws {
    let result = try Self.result(try Self.log(users: 60, seed: 1))
    let naive = try #require(result.strategy("naive"))
    let whole = naive.cells[0].metrics
    #expect(naive.leftOut.count == 30)
    // Each request is left out once: without a cache, the rests add up to 29 wholes.
    let requests = naive.leftOut.map { $0[.requests] * 29 / 30 }
    #expect(abs(requests.reduce(0, +) - 29 * whole[.requests]) < 1e-6)
    let cost = naive.leftOut.map { $0[.costUSD] * 29 / 30 }
    #expect(abs(cost.reduce(0, +) - 29 * whole[.costUSD]) < 1e-9)
    let month = naive.leftOut.map { $0[.costPerMonth] }
    #expect(abs(month.reduce(0, +) / 30 - whole[.costPerMonth]) < 1e-6 * whole[.costPerMonth])
    #expect(result.provenance.sampling == .init(groups: 30, unit: "groups of users, 60 in all"))
  }

  @Test("a recording has intervals from one replication, and a difference is paired")
  func intervals() throws {
    let result = try Self.result(try Self.log(users: 100, seed: 2))
    let cached = try #require(result.strategy("cached"))
    for metric in [Metric.costPerMonth, .hitShare, .savingShare, .quality, .latencyP95] {
      let estimate = result.estimate(metric, of: cached)
      #expect(estimate.halfWidth.isFinite && estimate.halfWidth > 0, "\(metric.rawValue)")
    }
    let saving = result.estimate(.savingPerMonth, of: cached)
    #expect(saving.halfWidth < result.estimate(.costPerMonth, of: result.strategies[0]).halfWidth)
  }

  @Test("without users, stretches of time are left out; a log of few requests gives no interval")
  func fewClusters() throws {
    let lines = (0..<400).map { "\($0),question \($0 % 7),100,\(50 + $0 % 90)" }
    let head = "timestamp,prompt,input_tokens,output_tokens\n"
    let long = try Self.result(head + lines.joined(separator: "\n") + "\n")
    let hours = 399.0 / 3600
    #expect(
      long.provenance.sampling
        == .init(groups: 20, unit: "stretches of time", interval: .series(hours: hours)))
    #expect(long.estimate(.costPerMonth, of: long.strategies[0]).halfWidth > 0)
    let short = try Self.result(head + lines.prefix(60).joined(separator: "\n") + "\n", replications: 3)
    #expect(short.provenance.sampling?.groups == 0)
    #expect(short.estimate(.costPerMonth, of: short.strategies[0]).halfWidth.isNaN)
    #expect(short.warnings.contains { $0.contains("give no interval") })
  }

  /// A log without users: calls that cost the same, seconds apart on average, in the hours of each day that are worked.
  ///
  /// - Parameter burst: how many times as many come in the hours in which much is going on, one in five.
  private static func plain(
    hours: Double, gap: Double, seed: UInt64, day: ClosedRange<Double> = 0...24, burst: Double = 1
  ) -> String {
    let random = RandomStream(seed: seed, replication: 0, purpose: RandomPurpose(1))
    let spells = RandomStream(seed: seed, replication: 0, purpose: RandomPurpose(2))
    var lines: [String] = []
    var time = 0.0
    var place = 0
    while time < hours * 3600 {
      let isBurst = burst != 1 && spells.uniform(Int(time / 3600 + spells.uniform(0, 1)), 0) < 0.2
      time -= gap / (isBurst ? burst : 1) * Transcendental.log(random.uniform(place, 0))
      place += 1
      let hour = (time / 3600).truncatingRemainder(dividingBy: 24)
      if day.contains(hour), time < hours * 3600 { lines.append("\(time),question \(place),100,200") }
    }
    return "timestamp,prompt,input_tokens,output_tokens\n" + lines.joined(separator: "\n") + "\n"
  }

  @Test("without users, how many requests come is luck, and the interval of the bill says so")
  func requestsVary() throws {
    var own: [Estimate] = []
    for seed in 1...40 as ClosedRange<UInt64> {
      let result = try Self.result(Self.plain(hours: 10, gap: 60, seed: seed))
      own.append(result.estimate(.costPerMonth, of: result.strategies[0]))
    }
    // 600 calls of 0.0021 dollars in 10 hours, 72 times.
    let truth = 600 * 0.0021 * 72
    let held = own.count { abs($0.mean - truth) <= $0.halfWidth }
    // Three standard deviations of a count of 40 at .95 are 4.1.
    #expect(held >= 34, "\(held) of 40")
    #expect(own.allSatisfy { $0.halfWidth < 0.25 * truth })
  }

  @Test("without users, what comes in bursts of an hour is worth fewer stretches, and the interval says so")
  func bursts() throws {
    // An hour in five with 8 times as many: 3 minutes between requests else, 48 an hour on average.
    let truth = 48 * 10 * 0.0021 * 72
    var held = 0
    for seed in 1...60 as ClosedRange<UInt64> {
      let result = try Self.result(Self.plain(hours: 10, gap: 180, seed: seed, burst: 8))
      let bill = result.estimate(.costPerMonth, of: result.strategies[0])
      if abs(bill.mean - truth) <= bill.halfWidth { held += 1 }
    }
    // As independent stretches it would be 45; two days in ten hours are not told apart from five.
    #expect(held >= 49, "\(held) of 60")
  }

  @Test("a log of some days is left out by days: that nights are quiet is no luck")
  func days() throws {
    let result = try Self.result(Self.plain(hours: 5 * 24, gap: 120, seed: 3, day: 9...17))
    #expect(result.provenance.sampling?.groups == 5)
    #expect(result.provenance.sampling?.unit == "stretches of time")
    let bill = result.estimate(.costPerMonth, of: result.strategies[0])
    #expect(bill.halfWidth > 0 && bill.halfWidth < 0.3 * bill.mean, "\(bill)")
    let long = try Self.result(Self.plain(hours: 40 * 24, gap: 1200, seed: 4))
    #expect(long.provenance.sampling?.groups == 20)
  }

  @Test("requests of one moment give no interval, and few users are told")
  func fewMoments() throws {
    let head = "timestamp,prompt,user,input_tokens,output_tokens\n"
    for users in [1, 20] {
      let rows = (0..<400).map { "5,question \($0),u\($0 % users),100,200" }
      let moment = try Self.result(head + rows.joined(separator: "\n") + "\n")
      #expect(moment.provenance.sampling?.groups == 0)
      #expect(moment.estimate(.costPerMonth, of: moment.strategies[0]).halfWidth.isNaN)
      #expect(moment.warnings.contains { $0.contains("give no interval") })
    }
    let hours = 399.0 / 3600
    let few = try Self.result(
      head + (0..<400).map { "\($0),question \($0),u\($0 % 8),100,200" }.joined(separator: "\n") + "\n")
    #expect(
      few.provenance.sampling
        == .init(groups: 20, unit: "stretches of time", fewUsers: 8, interval: .series(hours: hours)))
    #expect(few.warnings.contains { $0.hasPrefix("8 users are too few to tell how others would differ") })
    let one = try Self.result(
      head + (0..<400).map { "\($0),question \($0),u1,100,200" }.joined(separator: "\n") + "\n")
    #expect(one.provenance.sampling?.fewUsers == 0)
  }

  @Test("calls that name no user are no user: where they are many, the log is cut as one without users")
  func namelessCalls() throws {
    func log(_ nameless: Int, users: Int = 40) throws -> RunResult {
      // One call a minute, of which so many, spread over the log, name nobody.
      let rows = (0..<600).map { call in
        let isNameless = call * nameless / 600 != (call + 1) * nameless / 600
        return "\(call * 60),question \(call),\(isNameless ? "" : "u\(call % users)"),100,200\n"
      }
      return try Self.result("timestamp,prompt,user,input_tokens,output_tokens\n" + rows.joined())
    }
    let many = try log(400)
    #expect(many.provenance.sampling?.unit == "stretches of time")
    #expect(many.provenance.sampling?.fewUsers == 0)
    #expect(!many.warnings.contains { $0.hasPrefix("one user has") }, "\(many.warnings)")
    let bill = many.estimate(.costPerMonth, of: many.strategies[0])
    #expect(bill.halfWidth < 0.1 * bill.mean, "\(bill)")
    // No more than a group of users has.
    #expect(try log(20).provenance.sampling?.unit.hasPrefix("groups of users") == true)
    #expect(try log(60, users: 9).provenance.sampling?.fewUsers == 9)
  }

  @Test("users of whom a few use far more than the others are told: their mean has no interval to rely on")
  func heavyUsers() throws {
    func log(_ requests: (Double) -> Int) throws -> RunResult {
      let random = RandomStream(seed: 1, replication: 0, purpose: RandomPurpose(1))
      var rows: [String] = []
      for user in 0..<120 {
        for request in 0..<requests(random.uniform(user, 0)) {
          rows.append("\(rows.count),question \(request),u\(user),100,200")
        }
      }
      let head = "timestamp,prompt,user,input_tokens,output_tokens\n"
      return try Self.result(head + rows.joined(separator: "\n") + "\n")
    }
    // Of a power law, and of about equal users.
    let heavy = try log { min(4000, Int(2 * Transcendental.exp(-Transcendental.log($0) / 0.7))) }
    #expect(heavy.warnings.contains { $0.hasPrefix("a few users use so much more than the others") })
    let light = try log { 20 + Int(20 * $0) }
    #expect(!light.warnings.contains { $0.hasPrefix("a few users") })
  }

  @Test("users too few to tell a tail are told of where they use unlike amounts, and each alone is a group")
  func unlikeUsers() throws {
    func log(_ requests: (Int) -> Int) throws -> RunResult {
      var rows: [(time: Int, text: String)] = []
      for user in 0..<20 {
        for request in 0..<requests(user) {
          let time = request * 60 + user
          rows.append((time, "\(time),question \(request),u\(user),100,200\n"))
        }
      }
      rows.sort { $0.time < $1.time }
      let head = "timestamp,prompt,user,input_tokens,output_tokens\n"
      return try Self.result(head + rows.map(\.text).joined())
    }
    // From 3 requests to 300, evenly by the logarithm; and from 20 to 39.
    let unlike = try log { 3 * Int(Transcendental.exp(Double($0) / 19 * Transcendental.log(100))) }
    let text = "20 users who use such unlike amounts are few"
    #expect(unlike.warnings.contains { $0.hasPrefix(text) }, "\(unlike.warnings)")
    #expect(unlike.provenance.sampling == .init(groups: 20, unit: "users"))
    // From 30 to 300, a standard deviation of .7 of the logarithm.
    let middling = try log { Int(30 * Transcendental.exp(Double($0) / 19 * Transcendental.log(10))) }
    #expect(middling.warnings.contains { $0.hasPrefix(text) }, "\(middling.warnings)")
    let alike = try log { 20 + $0 }
    #expect(!alike.warnings.contains { $0.contains("unlike amounts") })
  }

  @Test("one user with half of the tokens is told, and what intervals make of it")
  func largestUser() throws {
    let head = "timestamp,prompt,user,input_tokens,output_tokens\n"
    func log(largest: Int) throws -> RunResult {
      let rows = (0..<390 + largest).map { row in
        "\(row),question \(row),\(row < 390 ? "u\(row % 39)" : "large"),100,200\n"
      }
      return try Self.result(head + rows.joined())
    }
    let text = "one user has 50 % of the tokens: intervals of dollars take for chance whether another log has"
    // The spread of all logarithms is .58, and with 3,900 requests .94: the others are alike all the same.
    for (largest, text) in [(390, text), (3900, text.replacingOccurrences(of: "50", with: "91"))] {
      let warnings = try log(largest: largest).warnings
      #expect(warnings.contains { $0.hasPrefix(text) }, "\(warnings)")
      #expect(!warnings.contains { $0.contains("unlike amounts") }, "\(warnings)")
    }
    #expect(try !log(largest: 60).warnings.contains { $0.hasPrefix("one user has") })
  }

  @Test("a trend or a change of level is told, and chance hardly ever is")
  func drift() throws {
    let head = "timestamp,prompt,input_tokens,output_tokens\n"
    func isTold(_ log: String) throws -> Bool {
      let text = "requests or dollars rise or fall along the log"
      return try Self.result(log).warnings.contains { $0.hasPrefix(text) }
    }
    // Ten hours of 600 requests: ever more an hour; twice as many in the second half; as dear again in it.
    let rising = (0..<600).map { (place: Int) -> Double in 36_000 * (Double(place) / 600).squareRoot() }
    let level = (0..<600).map { (place: Int) -> Double in
      place < 200 ? Double(place) * 90 : 18_000 + Double(place - 200) * 45
    }
    for times in [rising, level] {
      let rows = times.enumerated().map { "\($1),question \($0),100,200\n" }
      #expect(try isTold(head + rows.joined()))
    }
    let dearer = (0..<600).map { (place: Int) -> String in
      "\(place * 60),question \(place),100,\(place < 300 ? 100 : 300)\n"
    }
    #expect(try isTold(head + dearer.joined()))
    let steady = try (1...20 as ClosedRange<UInt64>).count {
      try isTold(Self.plain(hours: 10, gap: 60, seed: $0))
    }
    #expect(steady <= 3, "\(steady) of 20")
  }

  @Test("P99 of so few times that it lies among the four longest is told")
  func fewTimes() throws {
    func log(_ requests: Int) throws -> RunResult {
      let rows = (0..<requests).map { "\($0),question \($0),100,\(50 + $0 % 90)\n" }
      return try Self.result("timestamp,prompt,input_tokens,output_tokens\n" + rows.joined())
    }
    let text = "times lies among the four longest"
    #expect(try log(240).warnings.contains { $0.hasPrefix("P99 of") && $0.contains(text) })
    // As it does: the 99th percentile of 240 times is between the fourth longest and the third.
    let position = 0.99 * Double(240 - 1)
    #expect(position >= 240 - 4 && position < 240 - 3)
    #expect(try !log(400).warnings.contains { $0.contains(text) })
  }

  @Test(
    "a log of less than three days says what it cannot tell",
    arguments: [
      (0.5, "intervals of a log of 30 min tell"),
      (10, "intervals of a log of 10 h tell how such hours would differ"),
      (19.987, "intervals of a log of 19.99 h tell"),
      (24, "intervals of a log of a day or two"), (48, "intervals of a log of a day or two"),
      (49, nil), (400, nil),
    ] as [(Double, String?)])
  func limits(_ hours: Double, _ expected: String?) {
    let limit = LogInterval.series(hours: hours).limit
    #expect(expected.map { limit?.hasPrefix($0) == true } ?? (limit == nil), "\(limit ?? "nothing")")
    #expect(LogInterval.exchangeable.limit == nil)
  }

  @Test("95 % intervals of logs of 300 users hold the truth as often as they say", .tags(.slow), .unlessQuick)
  func coverage() throws {
    let metrics = [Metric.costPerMonth, .hitShare, .savingShare, .outputCost, .latencyMean]
    var estimates: [Metric: [Estimate]] = [:]
    for seed in 1...100 as ClosedRange<UInt64> {
      let result = try Self.result(try Self.log(users: 300, seed: seed))
      let cached = try #require(result.strategy("cached"))
      for metric in metrics { estimates[metric, default: []].append(result.estimate(metric, of: cached)) }
    }
    for metric in metrics {
      let own = try #require(estimates[metric])
      let truth = own.reduce(0) { $0 + $1.mean } / Double(own.count)
      let held = own.count { abs($0.mean - truth) <= $0.halfWidth }
      // Three standard deviations of a count of 100 at .95 are 6.5.
      #expect(held >= 88, "\(metric.rawValue): \(held) of 100")
    }
  }
}
