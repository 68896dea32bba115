import Declarations
import Foundation
import Providers
import Recordings
import Simulation
import Testing
import Traffic

@testable import Decisions

/// Advice finds what was planted in a log, and nothing where nothing is.
@Suite("Advice")
struct AdviceTests {
  private func advice(_ path: String, least: Double = 0.95, budget: Double? = nil) throws -> Advice {
    let stream = try advisedLog(path)
    let prices = PriceBook.embedded
    let facts = LogFacts(stream, calibration: Calibration(stream, prices: prices), prices: prices)
    return try Advice(
      facts, workload: ["kind": "recorded", "path": .string(path), "format": "auto"], least: least,
      budget: budget)
  }

  @Test(
    "the planted remedy comes first, with an interval above nothing", arguments: PlantedLog.Remedy.allCases)
  func planted(_ remedy: PlantedLog.Remedy) throws {
    let path = try PlantedLog(remedy, seed: 1).write()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let advice = try advice(path)
    #expect(advice.refusal == nil)
    guard remedy != .none else {
      #expect(advice.recommended.isEmpty && advice.trials.isEmpty)
      return
    }
    let first = try #require((advice.recommended + advice.trials).first)
    #expect(first.name == remedy.rawValue)
    // Nobody measured what another model answers.
    #expect(first.verdict == (remedy == .cheaperModel ? .tryFirst : .doIt))
    let saving = try #require(first.finding?.saving)
    #expect(saving.isSurelyPositive)
    #expect(saving.mean < advice.bill.mean)
  }

  /// What is wrong about the advice on a planted log; nil where it is the remedy, and its interval covers what the remedy
  /// saves on other draws of the same generator.
  private func fault(_ remedy: PlantedLog.Remedy, _ seed: UInt64) throws -> String? {
    let path = try PlantedLog(remedy, seed: seed).write()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let advice = try advice(path)
    let first = (advice.recommended + advice.trials).first
    let name = "\(remedy) \(seed)"
    guard remedy != .none else { return first.map { "\(name): \($0.name) instead of nothing" } }
    guard first?.name == remedy.rawValue, let finding = first?.finding else {
      return "\(name): \(first?.name ?? "nothing") first"
    }
    var cap = Double.infinity
    if case .heavyUsers(_, _, _, let dollars, _, _, _) = finding.sight { cap = dollars }
    let draws = (0..<40).map { PlantedLog(remedy, seed: 1000 + $0, variant: seed).saving(cap: cap) }
    let truth = draws.reduce(0, +) / Double(draws.count)
    // A month is the log's span from its first call to its last, which is a call short of three days.
    let off = abs(finding.saving.mean - truth)
    return off <= finding.saving.halfWidth + 0.005 * truth
      ? nil : "\(name): \(finding.saving.mean) ±\(finding.saving.halfWidth) for \(truth)"
  }

  @Test(
    "of thirty planted logs at least 28 get their remedy first, or none, with an interval that covers what it saves",
    .tags(.slow), .unlessQuick)
  func truth() throws {
    let all = PlantedLog.Remedy.allCases.flatMap { remedy in (1...5).map { (remedy, UInt64($0)) } }
    let faults = Parallel.map(all.count, threads: 2) { place -> String? in
      do { return try fault(all[place].0, all[place].1) } catch { return "\(all[place]): \(error)" }
    }
    .compactMap { $0 }
    #expect(faults.count <= 2, "\(faults)")
  }

  @Test("a measure on calls that another one made cheaper saves its share of what is left of them")
  func overlap() throws {
    let path = try PlantedLog(.cheaperModel, seed: 4).write()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let advice = try advice(path)
    let item = try #require(advice.trials.first)
    let saved = try #require(item.finding?.byCall)
    let facts = advice.facts
    let left = saved.indices.reduce(0.0) { sum, call in
      guard facts.costs[call] > 0 else { return sum }
      let cost = Double(facts.costs[call])
      return sum + cost * (1 - saved[call] / cost) * (1 - saved[call] / cost)
    }
    let twice = try #require(advice.left(after: [item, item]).last)
    #expect(abs(twice - left * facts.spansPerMonth / 1e12) < 1e-6 * twice)
  }

  @Test("what a cap on users saves is what they spend beyond it")
  func cap() throws {
    let path = try PlantedLog(.capUsers, seed: 9).write()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let advice = try advice(path)
    let finding = try #require(advice.items.first { $0.name == "cap_users" }?.finding)
    guard case .heavyUsers(let users, _, let share, let cap, let refused, let capped, 0) = finding.sight
    else {
      Issue.record("the heavy users were not seen")
      return
    }
    #expect(users == 2)
    #expect(share > 0.5)
    // By hand: what anybody spends a day above the cap, the call that passes it left in.
    let facts = advice.facts
    var spent: [String: Double] = [:]
    var beyond = 0.0
    var (calls, callers) = (0, Set<UInt32>())
    for request in 0..<facts.count {
      let key = "\(facts.stream.user[request]) \(Int(facts.stream.arrival[request].hours / 24))"
      let cost = Double(facts.costs[request]) / 1e12
      if spent[key, default: 0] >= cap {
        beyond += cost
        calls += 1
        callers.insert(facts.stream.user[request])
      }
      spent[key, default: 0] += cost
    }
    #expect(abs(beyond * facts.spansPerMonth - finding.saving.mean) < 1e-6 * finding.saving.mean)
    #expect(refused == calls && refused > 0 && capped == callers.count)
  }

  @Test("calls that name no user are nobody's to cap, and no job")
  func nameless() throws {
    let path = NSTemporaryDirectory() + "nameless-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    // Three of ten name one of sixty users, and the others come in one dense run.
    let rows = (0..<6000).map { place in
      let user = place % 10 < 3 ? "\"user\": \"u\(place / 10 % 60)\", " : ""
      return "{\"timestamp\": \(1_700_006_400 + place * 10), \(user)\"model\": \"gpt-4o\", \"usage\": "
        + "{\"prompt_tokens\": 4000, \"completion_tokens\": 500}}\n"
    }
    try rows.joined().write(toFile: path, atomically: true, encoding: .utf8)
    let stream = try advisedLog(path)
    let facts = LogFacts(stream, calibration: Calibration(stream, prices: .embedded), prices: .embedded)
    #expect(facts.users().count == 60 && facts.users().allSatisfy { $0.calls == 30 })
    for measure in [Measure.capUsers, .batch] {
      guard case .nothing = measure.look(facts) else {
        Issue.record("\(measure.name) found something")
        continue
      }
    }
  }

  @Test("a batch halves tokens where the book has no price of one, and neither searches nor off-peak hours")
  func halved() throws {
    let path = NSTemporaryDirectory() + "batch-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    // From Monday, 2026-11-30, at midnight.
    let rows = (0..<60).map { place in
      "{\"timestamp\": \(1_795_996_800 + place * 5), \"user\": \"u\", \"model\": \"m\", \"usage\": {\"prompt_tokens\": 1000, "
        + "\"completion_tokens\": 10, \"num_search_queries\": 1}}\n"
    }
    try rows.joined().write(toFile: path, atomically: true, encoding: .utf8)
    let stream = try advisedLog(path)
    func saved(_ more: String) throws -> Double {
      let text = #"{"m": {"input_cost_per_token": 4e-06, "output_cost_per_token": 0, \#(more)}}"#
      let prices = try PriceBook.parse(Array(text.utf8), source: "test")
      let facts = LogFacts(stream, calibration: Calibration(stream, prices: prices), prices: prices)
      guard case .found(let finding) = Measure.batch.look(facts) else { return .nan }
      return finding.saving.mean / facts.spansPerMonth
    }
    // Of 60 calls with 1,000 tokens half of 0.4 cents.
    #expect(abs(try saved(#""search_context_cost_per_query": 0.01"#) - 0.12) < 1e-9)
    let offPeak = #""off_peak_pricing": {"input_cost_per_token": 3e-06, "hours_utc": "00:00-01:00"}"#
    #expect(abs(try saved(offPeak) - 0.06) < 1e-9)
  }

  @Test("measures stand in the order of their dollars, those that touch answers behind those that do not")
  func order() {
    func item(_ name: String, _ dollars: Double, isUnmeasured: Bool = false, isRefusing: Bool = false)
      -> Advice.Item
    {
      var finding = Measure.Finding(
        sight: .equalCallsAtOnce(share: 0.1), saving: Estimate(mean: dollars, halfWidth: 1))
      finding.isUnmeasured = isUnmeasured
      finding.isRefusing = isRefusing
      return Advice.Item(name: name, title: name, verdict: .doIt, finding: finding)
    }
    let off = Advice.Item(name: "off", title: "off", verdict: .rightlyOff)
    let items = [
      off, item("small", 6.76), item("cap", 900, isRefusing: true), item("greater", 43.2),
      item("tried", 500, isUnmeasured: true), item("greatest", 43.21),
    ]
    #expect(Advice.ordered(items).map(\.name) == ["greatest", "greater", "small", "cap", "tried", "off"])
  }

  @Test("a share that is sure is told where the dollars of a few heavy users are not")
  func sureShare() throws {
    func item(_ saving: Estimate, _ share: Estimate?, isUncertain: Bool = false) -> Advice.Item {
      var finding = Measure.Finding(
        sight: .repeatedCalls(lifetime: 3600, hitShare: 0.5), saving: saving, share: share)
      finding.isUncertain = isUncertain
      return Advice.Item(
        name: "exact_cache", title: "cache", verdict: .notEnoughData, finding: finding, lacks: nil)
    }
    let (wide, narrow) = (Estimate(mean: 52, halfWidth: 60), Estimate(mean: 0.52, halfWidth: 0.17))
    #expect(item(wide, narrow).sureShare == narrow)
    #expect(item(wide, Estimate(mean: 0.52, halfWidth: 0.6)).sureShare == nil)
    #expect(item(wide, nil).sureShare == nil && item(wide, narrow, isUncertain: true).sureShare == nil)
    // A saving of a tenth of every user's calls is a tenth of the bill, however much each user asks.
    let path = try PlantedLog(.none, seed: 1).write()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let stream = try advisedLog(path)
    let facts = LogFacts(
      stream, calibration: Calibration(stream, prices: .embedded), prices: .embedded)
    let tenth = facts.shareOfBill(facts.costs.map { Double($0) / 10 })
    #expect(abs(tenth.mean - 0.1) < 1e-9 && !(tenth.halfWidth > 1e-9))
  }

  @Test("forty calls of a day are not enough data")
  func tooLittle() throws {
    var log = PlantedLog(.exactCache, seed: 3)
    log.keep(40)
    let path = try log.write()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let advice = try advice(path)
    guard case .tooLittle(let calls, _) = advice.refusal else {
      Issue.record("forty calls were taken for enough")
      return
    }
    #expect(calls == 40)
    #expect(advice.items.isEmpty)
  }

  /// The advice on calls that repeat each question once a half minute, each with some members of its own.
  private func advice(_ count: Int, seconds: Int = 30, _ members: (Int) -> String) throws -> Advice {
    let path = NSTemporaryDirectory() + "advice-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let rows = (0..<count).map { place in
      "{\"timestamp\": \(1_700_000_000 + place * seconds), \"user\": \"u\(place % 9)\", "
        + "\"messages\": [{\"role\": \"user\", \"content\": \"q\(place % 50)\"}], \(members(place)), "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 300}}\n"
    }
    try rows.joined().write(toFile: path, atomically: true, encoding: .utf8)
    return try advice(path)
  }

  @Test("calls of a moment are too few for a month, however many they are")
  func moment() throws {
    let advice = try advice(300, seconds: 0) { _ in #""model": "gpt-4o", "temperature": 0"# }
    guard case .tooLittle = advice.refusal else {
      Issue.record("a month was made of a moment")
      return
    }
    #expect(advice.bill.mean.isNaN)
  }

  @Test("calls whose model has no price are counted, and a bill of nothing else is unknown")
  func unpriced() throws {
    let half = try advice(400) {
      "\"temperature\": 0, \"model\": \"\($0 % 2 == 0 ? "gpt-4o" : "nobody's own")\""
    }
    #expect(half.facts.unpriced == 200 && half.bill.mean > 0)
    let all = try advice(400) { _ in #""model": "nobody's own", "temperature": 0"# }
    #expect(all.facts.unpriced == 400 && all.bill.mean.isNaN)
    guard case .noBill = all.refusal else {
      Issue.record("a bill was made of calls without a price")
      return
    }
  }

  @Test("where no call is at temperature 0, nothing is said of repeats that no cache looked up")
  func warmCalls() throws {
    for members in [#""model": "gpt-4o", "temperature": 1"#, #""model": "gpt-4o""#] {
      let advice = try advice(400) { _ in members }
      let exact = try #require(advice.items.first { $0.name == "exact_cache" })
      #expect(exact.verdict == .notEnoughData && exact.lacks?.hasPrefix("calls at temperature 0") == true)
    }
  }

  @Test("users that are too few to stand for others are told")
  func fewUsers() throws {
    let few = try advice(400) { _ in #""model": "gpt-4o", "temperature": 0"# }
    let warnings = few.facts.intervalWarnings
    #expect(warnings.first?.hasPrefix("9 users are too few to tell how others would differ") == true)
    // 400 calls half a minute apart.
    #expect(warnings.dropFirst().first?.hasPrefix("intervals of a log of 3.3") == true, "\(warnings)")
    let path = try PlantedLog(.cheaperModel, seed: 1).write()
    defer { try? FileManager.default.removeItem(atPath: path) }
    #expect(try !advice(path).facts.intervalWarnings.contains { $0.contains("too few") })
  }

  @Test("one user with most of the tokens, and calls that grow along the log, are told as a run tells them")
  func intervals() throws {
    func facts(_ user: (Int) -> Int, _ input: (Int) -> Int) throws -> LogFacts {
      let path = NSTemporaryDirectory() + "intervals-\(UUID().uuidString).jsonl"
      defer { try? FileManager.default.removeItem(atPath: path) }
      let rows = (0..<600).map { place in
        "{\"timestamp\": \(1_700_006_400 + place * 1200), \"user\": \"u\(user(place))\", \"model\": \"gpt-4o\", "
          + "\"usage\": {\"prompt_tokens\": \(input(place)), \"completion_tokens\": 10}}\n"
      }
      try rows.joined().write(toFile: path, atomically: true, encoding: .utf8)
      let stream = try advisedLog(path)
      return LogFacts(stream, calibration: Calibration(stream, prices: .embedded), prices: .embedded)
    }
    let one = try facts({ $0 % 2 == 0 ? 0 : $0 % 60 }, { _ in 1000 }).intervalWarnings
    #expect(one.contains { $0.hasPrefix("one user has 50 % of the tokens") }, "\(one)")
    let grown = try facts({ $0 % 3 }, { 100 + 10 * $0 }).intervalWarnings
    #expect(grown.contains { $0.hasPrefix("requests or dollars rise or fall along the log") }, "\(grown)")
    let even = try facts({ $0 % 60 }, { 1000 + $0 % 7 }).intervalWarnings
    #expect(even.isEmpty, "\(even)")
  }

  @Test("where the bill was not reproduced nothing is advised")
  func notReproduced() throws {
    var log = PlantedLog(.exactCache, seed: 3)
    log.replace("\"cost\": 0.0", with: "\"cost\": 0.1")
    let path = try log.write()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let advice = try advice(path)
    guard case .notReproduced(let share, let least) = advice.refusal else {
      Issue.record("a bill that is not reproduced was trusted")
      return
    }
    #expect(share < 0.5)
    #expect(least == 0.95)
    #expect(!advice.isTrusted)
  }

  @Test("weekends are drawn from weekends, and the budget ends when the middle draw passes it")
  func forecast() throws {
    // From Monday 2025-11-03 on: a dollar on weekdays, nothing on weekends, but for cents that keep the days.
    var lines: [String] = []
    for day in 0..<16 {
      let isWeekend = day % 7 >= 5
      for call in 0..<20 {
        let date = Date(timeIntervalSince1970: 1_762_128_000 + Double(day) * 86_400 + Double(call) * 4000)
        lines.append(
          "{\"timestamp\": \"\(date.formatted(.iso8601))\", \"request\": {\"model\": \"gpt-4o\", \"messages\": "
            + "[{\"role\": \"user\", \"content\": \"q\(day) \(call)\"}]}, \"response\": {\"model\": \"gpt-4o\", "
            + "\"usage\": {\"prompt_tokens\": \(isWeekend ? 1 : 20_000), \"completion_tokens\": 1}}}")
      }
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "days-\(UUID().uuidString).jsonl"
    ).path
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let forecast = try advice(path, budget: 5.5).forecast
    #expect(forecast.days.count == 30)
    // The last whole day is Monday 17: what comes are 22 weekdays and 8 days at a weekend, without any luck.
    let end = try #require(forecast.days.last)
    #expect(abs(end.low - end.high) < 1e-9)
    #expect(abs(end.middle - 22 * 1.0002) < 0.05)
    #expect(forecast.endOfBudget == 8)
  }
}
