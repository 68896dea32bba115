import Declarations
import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

/// One request of a random stream, and what a limiter did with it.
private struct Use {
  var time: VirtualTime
  var tokens: Double
}

@Suite("Usage quotas")
struct UsageQuotaTests {
  /// A stream of bursts, pauses and requests at the same moment.
  private func stream(_ random: inout SplitMix) -> [Use] {
    var now = VirtualTime.zero
    return (0..<Int.random(in: 5...60, using: &random)).map { _ in
      switch Int.random(in: 0..<4, using: &random) {
      case 0: break
      case 1: now += VirtualTime(nanoseconds: Int64.random(in: 1...2_000_000_000, using: &random))
      case 2: now += .seconds(Double(Int.random(in: 1...5, using: &random)))
      default: now += .seconds(Double.random(in: 0...30, using: &random))
      }
      return Use(time: now, tokens: Double(Int.random(in: 0...120, using: &random)))
    }
  }

  /// Whether a rule, kept by its words alone, lets a request through after those that it let through before.
  private func allows(_ rule: UsageRule, _ use: Use, after passed: [Use], windowStart: inout VirtualTime?)
    -> Bool
  {
    func fits(_ part: [Use], _ requests: Int, _ tokens: Double) -> Bool {
      part.count < requests && part.reduce(0) { $0 + $1.tokens } + use.tokens <= tokens
    }
    switch rule {
    case .slidingWindow(let length, let requests, let tokens):
      return fits(passed.filter { use.time - $0.time < length }, requests, tokens)
    case .fixedWindow(let length, let requests, let tokens):
      if let start = windowStart, use.time - start < length {} else { windowStart = use.time }
      let start = windowStart ?? use.time
      return fits(passed.filter { $0.time >= start }, requests, tokens)
    case .calendar(let clock, let requests, let tokens):
      func day(_ time: VirtualTime) -> Double { ((time + clock.offset).seconds / 86400).rounded(.down) }
      return fits(passed.filter { day($0.time) == day(use.time) }, requests, tokens)
    case .tokenBucket(let capacity, let refill, let requests):
      var (level, last) = (capacity, VirtualTime.zero)
      for earlier in passed {
        level = min(capacity, level + (earlier.time - last).seconds * refill) - earlier.tokens
        last = earlier.time
      }
      level = min(capacity, level + (use.time - last).seconds * refill)
      return passed.count { use.time - $0.time < .seconds(60) } < requests && level >= use.tokens - 1e-6
    case .concurrent: return true
    }
  }

  private static let rules: [UsageRule] = [
    .slidingWindow(length: .seconds(10), requests: 4, tokens: 200),
    .fixedWindow(length: .seconds(10), requests: 4, tokens: 200),
    .calendar(CalendarClock(unit: .day, offset: .hours(23.999)), requests: 7, tokens: 300),
    .tokenBucket(capacity: 250, refillPerSecond: 8, requestsPerMinute: 6),
  ]

  @Test("a limiter lets through what its rule does and no more, over 10,000 random streams", arguments: 0..<4)
  func plainModels(_ number: Int) {
    let rule = UsageQuotaTests.rules[number]
    for seed in 0..<2500 {
      var random = SplitMix(state: UInt64(seed * 4 + number))
      var quota = UsageQuota(rule)
      var passed: [Use] = []
      var windowStart: VirtualTime?
      for use in stream(&random) {
        let expected = allows(rule, use, after: passed, windowStart: &windowStart)
        let wait = quota.ask(use.tokens, at: use.time)
        guard (wait == nil) == expected else {
          // A bucket's level is a sum of fractions: at the very edge the last digit may decide.
          if case .tokenBucket = rule, let wait, wait < .milliseconds(1) { continue }
          Issue.record("rule \(number), seed \(seed), at \(use.time.seconds) s with \(use.tokens) tokens")
          return
        }
        if expected { passed.append(use) }
      }
    }
  }

  @Test("who comes back when told to is let through, and not a nanosecond before", arguments: 0..<3)
  func retryAfter(_ number: Int) {
    let rule = UsageQuotaTests.rules[number]
    for seed in 0..<500 {
      var random = SplitMix(state: UInt64(seed))
      var quota = UsageQuota(rule)
      for use in stream(&random) {
        guard let wait = quota.ask(use.tokens, at: use.time), wait < .never else { continue }
        var (early, late) = (quota, quota)
        #expect(early.ask(use.tokens, at: use.time + wait - VirtualTime(nanoseconds: 1)) != nil, "\(seed)")
        #expect(late.ask(use.tokens, at: use.time + wait) == nil, "\(seed)")
        break
      }
    }
  }

  /// rate_limiter in reference/article_code_golden.json.
  @Test("the article's free user is blocked at request 11, with 40,000 tokens left")
  func articleTier() throws {
    var quota = TokenBucketQuota(capacity: 50_000, refillPerSecond: 500, requestsPerMinute: 10)
    for _ in 1...10 { #expect(quota.ask(1000, at: .zero) == nil) }
    #expect(quota.level == 40_000)
    #expect(quota.ask(1000, at: .zero) == .seconds(60))
    #expect(quota.ask(1000, at: .seconds(59.999)) == .milliseconds(1))
    #expect(quota.ask(1000, at: .seconds(60)) == nil)
    var spent = TokenBucketQuota(capacity: 50_000, refillPerSecond: 500, requestsPerMinute: 10)
    #expect(spent.ask(50_000, at: .zero) == nil)
    #expect(spent.ask(1000, at: .zero) == .seconds(2))
  }

  @Test("who waits for a bucket to hold enough is let through, however the times round")
  func rounding() {
    var quota = TokenBucketQuota(capacity: 50_000, refillPerSecond: 700.0 / 3, requestsPerMinute: 1_000_000)
    var now = VirtualTime(nanoseconds: 19_093_574_599)
    var tries = 0
    for request in 0..<2000 {
      while tries < 100_000, let wait = quota.ask(Double(9429 + request % 701) + 0.1, at: now) {
        tries += 1
        now = now + wait
      }
    }
    #expect(tries < 10_000)
  }

  @Test("a reservation gives back what an answer did not use, and a bucket overflows no more than full")
  func settlement() {
    var bucket = TokenBucketQuota(capacity: 100, refillPerSecond: 1, requestsPerMinute: 10)
    #expect(bucket.ask(100, at: .zero) == nil)
    bucket.settle(more: -60, at: .zero)
    #expect(bucket.level == 60)
    bucket.settle(more: -90, at: .zero)
    #expect(bucket.level == 100)
    var window = UsageQuota(.fixedWindow(length: .seconds(10), requests: 9, tokens: 100))
    #expect(window.ask(100, at: .zero) == nil)
    #expect(window.ask(1, at: .seconds(1)) == .seconds(9))
    window.settle(more: -40, admitted: .zero, at: .seconds(2))
    #expect(window.ask(40, at: .seconds(3)) == nil)
    // What comes back after its window is not the next window's.
    #expect(window.ask(90, at: .seconds(12)) == nil)
    window.settle(more: -40, admitted: .seconds(3), at: .seconds(13))
    #expect(window.ask(20, at: .seconds(14)) != nil)
  }

  @Test("charged after the answer, a quota is overdrawn by those under way, and then closed")
  func chargedAfter() {
    var quota = UsageQuota(.slidingWindow(length: .seconds(10), requests: 9, tokens: 100))
    #expect(quota.ask(nil, at: .zero) == nil)
    #expect(quota.ask(nil, at: .seconds(1)) == nil)
    quota.settle(more: 80, admitted: .zero, at: .seconds(2))
    quota.settle(more: 80, admitted: .seconds(1), at: .seconds(2))
    #expect(quota.ask(nil, at: .seconds(3)) == .seconds(7))
    #expect(quota.ask(nil, at: .seconds(10)) == nil)
  }
}

@Suite("The rate limit layer")
struct RateLimitTests {
  private func layer(_ more: String, tier: String = "\"requests_per_min\": 2") -> String {
    "{\"use\": \"rate_limit\", \"tiers\": {\"any\": {\(tier)}}\(more)}"
  }

  private func rig(_ times: [Double], user: Int = 1) -> Rig {
    var rig = Rig()
    for (place, time) in times.enumerated() { rig.ask(place, at: time, user: UInt32(place % user)) }
    return rig
  }

  @Test("a queue serves in order within its deadline, and refuses what waits longer")
  func queue() throws {
    let rig = self.rig([0, 0, 0, 1, 2])
    let gateway = try rig.run(
      layer(", \"algorithm\": \"fixed_window\", \"window_s\": 10, \"refused\": \"queue\", \"max_wait_s\": 15")
    )
    #expect(gateway.kinds == ["served", "served", "served", "served", "rejected"])
    // Two in the next window at 10 s; the fifth would wait for that at 20 s.
    #expect(gateway.seconds[2...3] == [11, 10])
  }

  @Test("whom one queue refuses leaves the queue before it then, and not when it came")
  func queueBehindQueue() throws {
    let rig = self.rig([0, 2, 3, 4])
    let gateway = try rig.run(
      layer(
        ", \"algorithm\": \"concurrent\", \"refused\": \"queue\", \"max_wait_s\": 60",
        tier: "\"concurrent_requests\": 2"),
      layer(
        ", \"algorithm\": \"fixed_window\", \"window_s\": 9, \"refused\": \"queue\", \"max_wait_s\": 5",
        tier: "\"requests_per_min\": 1"))
    #expect(gateway.kinds == ["served", "rejected", "rejected", "served"])
    // The second is refused at 7 s, when the last goes on to wait for the window at 9 s.
    #expect(gateway.seconds[3] == 6)
  }

  @Test("who comes back after the time told asks again, and loads the system again")
  func comeBack() throws {
    let rig = self.rig([0, 1, 2])
    let gateway = try rig.run(
      layer(
        ", \"algorithm\": \"sliding_window\", \"window_s\": 10, \"refused\": \"come_back\", \"max_wait_s\": 9"
      ))
    #expect(gateway.kinds == ["served", "served", "served"])
    #expect(gateway.seconds[2] == 9)
    let impatient = try rig.run(
      layer(
        ", \"algorithm\": \"sliding_window\", \"window_s\": 10, \"refused\": \"come_back\", \"max_wait_s\": 7"
      ))
    #expect(impatient.kinds[2] == "rejected")
  }

  @Test("a prompt that a layer before has shortened counts with what is left of it")
  func shortened() throws {
    // 10 of 100 tokens are left, and an answer has 50.
    let compress = "{\"use\": \"compress\", \"user_keep_share\": 0.1}"
    let limit = layer("", tier: "\"capacity_tokens\": 125, \"refill_tokens_per_s\": 0.001")
    let rig = self.rig([0, 1, 2])
    #expect(try rig.run(compress, limit).kinds == ["served", "served", "rejected"])
    #expect(try rig.run(limit, compress).kinds == ["rejected", "rejected", "rejected"])
  }

  @Test("beyond the quota a cheaper model answers")
  func degrade() throws {
    let rig = self.rig([0, 0, 0])
    let gateway = try rig.run(layer(", \"refused\": \"degrade\", \"degrade_to\": \"gpt-4o-mini\""))
    #expect(gateway.modelNames == ["gpt-4o", "gpt-4o", "gpt-4o-mini"])
    #expect(throws: Diagnostic.self) { try rig.run(layer(", \"refused\": \"degrade\"")) }
  }

  @Test("at most so many requests run at a time, and a place that is free is taken at once")
  func concurrent() throws {
    // Calls take a second.
    let rig = self.rig([0, 0.1, 0.2, 0.3, 5])
    let gateway = try rig.run(
      layer(", \"algorithm\": \"concurrent\", \"refused\": \"queue\"", tier: "\"concurrent_requests\": 2"))
    #expect(gateway.kinds.allSatisfy { $0 == "served" })
    #expect(gateway.seconds.map { ($0 * 1000).rounded() } == [1000, 1000, 1800, 1800, 1000])
    let strict = try rig.run(layer(", \"algorithm\": \"concurrent\"", tier: "\"concurrent_requests\": 2"))
    #expect(strict.kinds == ["served", "served", "rejected", "rejected", "served"])
  }

  @Test("a pool of 50 connections has the waiting time of M/M/50")
  func pool() throws {
    // Calls last as long as their answers, exponentially about a second; 45 arrive a second, over 12 runs.
    let (rate, places) = (45.0, 50)
    var waits: [Double] = []
    for seed in 0..<12 {
      var rig = Rig()
      for model in rig.catalog.models.indices {
        rig.catalog.models[model].latency = LatencyModel(
          base: 0, firstTokenSigma: 0, perOutputToken: 1e-5, outputSigma: 0)
      }
      var random = SplitMix(state: UInt64(seed))
      func exponential(_ mean: Double) -> Double {
        -mean * Transcendental.log(Double.random(in: 1e-12..<1, using: &random))
      }
      var time = 0.0
      for place in 0..<20_000 {
        time += exponential(1 / rate)
        rig.ask(place, at: time, tokens: 1, output: UInt32(exponential(100_000).rounded()))
      }
      let gateway = try rig.run(
        layer(
          ", \"algorithm\": \"concurrent\", \"per\": \"everyone\", \"refused\": \"queue\", \"max_wait_s\": 1000",
          tier: "\"concurrent_requests\": \(places)"))
      // The first quarter fills the pool.
      let seconds = gateway.seconds
      let measured = (5000..<20_000).map { seconds[$0] - Double(rig.stream.outputTokens[$0]) * 1e-5 }
      waits.append(measured.reduce(0, +) / Double(measured.count))
    }
    // Erlang's C: the probability of a wait, and its mean over all.
    var blocking = 1.0
    for server in 1...places { blocking = rate * blocking / (Double(server) + rate * blocking) }
    let load = rate / Double(places)
    let waiting = blocking / (1 - load * (1 - blocking))
    let estimate = Estimate(samples: waits, confidence: 0.99)
    #expect(abs(estimate.mean - waiting / (Double(places) - rate)) < estimate.halfWidth, "\(estimate)")
    #expect(estimate.halfWidth < 0.04)
  }

  @Test(
    "a reservation blocks until its answer is there",
    arguments: [
      ("on_admission", ["served", "served", "served"]), ("reserve", ["served", "rejected", "served"]),
      ("after", ["served", "served", "served"]),
    ])
  func reservation(_ charge: String, _ kinds: [String]) throws {
    // 150 tokens each of 1,200 in ten seconds, and 1,000 reserved for an answer.
    let gateway = try rig([0, 0.5, 2]).run(
      layer(
        ", \"algorithm\": \"sliding_window\", \"window_s\": 100, \"charge\": \"\(charge)\"",
        tier: "\"requests_per_min\": 9, \"capacity_tokens\": 1300"))
    #expect(gateway.kinds == kinds)
  }

  @Test(
    "a quota is a user's, a tier's, a model's, a key's or everyone's",
    arguments: [
      ("user", 4), ("everyone", 2), ("tier", 2), ("model", 2), ("key", 2),
    ])
  func subjects(_ per: String, _ served: Int) throws {
    let gateway = try rig([0, 0, 0, 0], user: 2).run(layer(", \"per\": \"\(per)\""))
    #expect(gateway.kinds.count { $0 == "served" } == served)
  }

  @Test("the users of a key share its quota, and others have their own")
  func keys() throws {
    let gateway = try rig([0, 0, 0, 0, 0, 0], user: 3).run(
      layer(", \"per\": \"key\", \"users_per_key\": 2"))
    // Users 0, 1 | 2 in turn: the key of the first two is used up by their first requests.
    #expect(gateway.kinds == ["served", "served", "served", "rejected", "rejected", "served"])
  }

  @Test("keys are those of the recording where it names any, unless users of a key are stated")
  func recordedKeys() throws {
    var rig = rig([0, 0, 0, 0, 0, 0], user: 6)
    for (place, key) in [3, 3, 3, 4, nil, 4].enumerated() {
      rig.stream.recorded.apiKey.append(key.map { UInt32($0) }, at: place)
    }
    #expect(
      try rig.run(layer(", \"per\": \"key\"")).kinds == [
        "served", "served", "rejected", "served", "served", "served",
      ])
    let stated = try rig.run(layer(", \"per\": \"key\", \"users_per_key\": 1"))
    #expect(stated.kinds.allSatisfy { $0 == "served" })
    let plan = try Rig.plan(layer(", \"per\": \"key\""), rig.catalog)
    #expect(
      plan.assumptions(for: rig.stream) == [] && plan.assumptions(for: QueryStream(name: "x")).count == 1)
  }

  @Test("a quota of a month is whole again at midnight of its clock")
  func month() throws {
    // February begins in Berlin at 23:00 UTC of 31 January, 743 hours after the beginning of the run.
    let gateway = try rig([1, 2, 742.9, 743, 744, 745].map { $0 * 3600 }).run(
      layer(", \"algorithm\": \"calendar_month\", \"utc_offset_h\": 1, \"summer_time\": \"eu\""))
    #expect(gateway.kinds == ["served", "served", "rejected", "served", "served", "rejected"])
  }

  @Test(
    "a quota of a day is whole again at midnight of the days that were recorded, if the times name any",
    arguments: [
      // 2026-06-03, 20:00 UTC; the same in 2025; a time that counts from the first request.
      (1_780_516_800, ["served", "served", "rejected", "served", "served", "rejected"]),
      (1_748_980_800, ["served", "served", "rejected", "served", "served", "rejected"]),
      (72_000, ["served", "served", "rejected", "rejected", "rejected", "rejected"]),
    ] as [(Int, [String])])
  func recordedDays(_ second: Int, _ kinds: [String]) throws {
    var rig = self.rig([0, 1, 3.9, 4, 5, 6].map { $0 * 3600 })
    var reading = RecordedReading()
    reading.zeroTime = Int128(second) * 1_000_000_000
    rig.stream.reading = reading
    #expect(try rig.run(layer(", \"algorithm\": \"calendar_day\"")).kinds == kinds)
  }

  @Test(
    "every request ends under random traffic, whatever the rule and what becomes of the refused",
    arguments: 0..<60)
  func conservation(_ seed: Int) throws {
    var random = SplitMix(state: UInt64(seed))
    var rig = Rig()
    var time = 0.0
    for place in 0..<300 {
      time += Double.random(in: 0...1.5, using: &random)
      rig.ask(place % 20, at: time, user: UInt32.random(in: 0..<3, using: &random))
    }
    let algorithm = ["token_bucket", "fixed_window", "sliding_window", "concurrent", "calendar_day"][seed % 5]
    let refused = ["reject", "queue", "come_back", "degrade"][seed / 5 % 4]
    let charge = ["on_admission", "reserve", "after"][seed / 20]
    var more = ", \"algorithm\": \"\(algorithm)\", \"refused\": \"\(refused)\", \"charge\": \"\(charge)\""
    if refused == "degrade" { more += ", \"degrade_to\": \"gpt-4o-mini\"" }
    let gateway = try rig.run(
      "{\"use\": \"exact_cache\", \"ttl_s\": 20}",
      layer(more, tier: "\"requests_per_min\": 9, \"concurrent_requests\": 1"),
      "{\"use\": \"coalesce\"}")
    #expect(!gateway.outcomes.kind.contains(.pending))
    #expect(gateway.layers[1].entryCount == 0)
  }
}
