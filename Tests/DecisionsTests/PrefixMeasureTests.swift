import Foundation
import Providers
import Recordings
import Testing
import Traffic

@testable import Decisions

/// What a log's prefixes would save follows the rules of each provider's prompt cache.
@Suite("Measures on prefixes")
struct PrefixMeasureTests {
  /// A call: its model, tokens of its head and of its question, and what of its usage is stated.
  private struct Call {
    var model = "gpt-4o"
    var head = 2000
    var question = 200
    var members = ""
    /// Dollars; nil where the log has none.
    var cost: Double?
    /// What else is stated of it.
    var outside = ""
    /// Whether its head is its own.
    var isStamped = false
  }

  /// A log of calls that follow each other after so many seconds.
  private func facts(_ count: Int, seconds: Int = 60, _ call: (Int) -> Call) throws -> LogFacts {
    let path = NSTemporaryDirectory() + "prefixes-\(UUID().uuidString).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    func text(_ tokens: Int, _ place: Int) -> String {
      let own = "\(1_000_000 + place) "
      return own + String(repeating: "x", count: max(0, 4 * tokens - own.utf8.count))
    }
    let rows = (0..<count).map { place in
      let call = call(place)
      let cost = call.cost.map { ", \"cost\": \($0)" } ?? ""
      return "{\"timestamp\": \(1_700_006_400 + place * seconds), \"user\": \"u\(place % 40)\", "
        + "\"model\": \"\(call.model)\", \"messages\": [{\"role\": \"system\", \"content\": "
        + "\"\(text(call.head, call.isStamped ? place : 0))\"}, {\"role\": \"user\", \"content\": "
        + "\"\(text(call.question, 1 + place))\"}], \"usage\": {\"prompt_tokens\": "
        + "\(call.head + call.question), \"completion_tokens\": 10\(call.members)}\(cost)\(call.outside)}\n"
    }
    try rows.joined().write(toFile: path, atomically: true, encoding: .utf8)
    let stream = try advisedLog(path)
    return LogFacts(stream, calibration: Calibration(stream, prices: .embedded), prices: .embedded)
  }

  /// Dollars that a measure saves on a log; nil where it finds nothing.
  private func saved(_ measure: Measure, on facts: LogFacts) -> Double? {
    guard case .found(let finding) = measure.look(facts) else { return nil }
    return finding.saving.mean / facts.spansPerMonth
  }

  @Test(
    "a prefix below the least of its model saves nothing",
    arguments: [
      ("claude-haiku-4-5", 2000, 5000), ("claude-opus-4-5", 3000, 5000), ("claude-sonnet-4-5", 900, 1500),
      ("claude-3-5-haiku-20241022", 1500, 2500), ("gpt-4o", 900, 1300),
    ])
  func least(_ model: String, _ below: Int, _ above: Int) throws {
    let short = try facts(300) { _ in Call(model: model, head: below, question: 20) }
    #expect(saved(.promptCache, on: short) == nil)
    let long = try facts(300) { _ in Call(model: model, head: above, question: 20) }
    #expect(try #require(saved(.promptCache, on: long)) > 0)
  }

  @Test("OpenAI's prefixes are read in steps of 128 tokens")
  func steps() throws {
    let facts = try facts(301) { _ in Call(head: 1340) }
    // 1,280 tokens at half of $2.50 a million, 300 times.
    #expect(abs(try #require(saved(.promptCache, on: facts)) - 300 * 1280 * 1.25e-6) < 1e-9)
  }

  @Test("a head that is too short to be kept is not worth moving a stamp")
  func shortHead() throws {
    let short = try facts(300) { _ in Call(head: 700, question: 700, isStamped: true) }
    #expect(saved(.stableHead, on: short) == nil)
    let long = try facts(300) { _ in Call(head: 1400, question: 700, isStamped: true) }
    #expect(try #require(saved(.stableHead, on: long)) > 0)
  }

  @Test("what OpenAI reads by itself is not promised beside what Anthropic is asked for")
  func mixed() throws {
    let claude = Call(model: "claude-sonnet-4-5")
    let own = try facts(200, seconds: 120) { _ in claude }
    let read = Call(members: ", \"prompt_tokens_details\": {\"cached_tokens\": 1024}")
    let mixed = try facts(400) { $0 % 2 == 0 ? read : claude }
    guard case .found(let finding) = Measure.promptCache.look(mixed),
      case .repeatedPrefix(_, _, let recorded, let isPart, _) = finding.sight
    else {
      Issue.record("no prefix was found")
      return
    }
    #expect(!finding.isUncertain && !finding.isAutomatic && isPart && recorded == nil)
    let saving = try #require(saved(.promptCache, on: own))
    #expect(abs(finding.saving.mean / mixed.spansPerMonth - saving) < 1e-9)
  }

  @Test(
    "what a provider should read by itself is to be tried where the log says that it read nothing, and not by a gateway's sums",
    arguments: [
      (", \"prompt_tokens_details\": {\"cached_tokens\": 0}", false), ("", true),
    ])
  func untold(_ details: String, _ isUncertain: Bool) throws {
    // 2,200 tokens in and 10 out at the full price.
    let facts = try facts(300) { _ in Call(members: details, cost: 0.0056) }
    #expect(facts.calibration.reproducedShare == 1)
    guard case .found(let finding) = Measure.promptCache.look(facts) else {
      Issue.record("no prefix was found")
      return
    }
    #expect(finding.isAutomatic && finding.isUncertain == isUncertain)
    #expect(finding.isUnexplained == !isUncertain)
    let advice = try Advice(facts, workload: nil)
    let item = try #require(advice.items.first { $0.name == "prompt_cache" })
    #expect(item.verdict == (isUncertain ? .notEnoughData : .tryFirst))
    #expect(advice.recommended.isEmpty)
  }

  @Test("what a provider would read if asked is not mixed with what another did not read, nobody knows why")
  func unexplainedBesideAsked() throws {
    let unread = Call(members: ", \"prompt_tokens_details\": {\"cached_tokens\": 0}")
    var claude = unread
    claude.model = "claude-sonnet-4-5"
    let own = try facts(200, seconds: 120) { [claude] _ in claude }
    let mixed = try facts(400) { [claude] in $0 % 2 == 0 ? unread : claude }
    guard case .found(let finding) = Measure.promptCache.look(mixed),
      case .repeatedPrefix(_, _, _, let isPart, _) = finding.sight
    else {
      Issue.record("no prefix was found")
      return
    }
    #expect(isPart && !finding.isUnexplained && !finding.isAutomatic)
    let saving = try #require(saved(.promptCache, on: own))
    #expect(abs(finding.saving.mean / mixed.spansPerMonth - saving) < 1e-9)
  }

  @Test("a provider that charges for writes and is not asked to keep prefixes keeps them by itself")
  func chargedWrites() throws {
    guard case .found(let finding) = Measure.promptCache.look(try facts(300) { _ in Call(model: "gpt-5.6") })
    else {
      Issue.record("no prefix was found")
      return
    }
    #expect(finding.isAutomatic && finding.isUncertain)
  }

  @Test("what a provider may have read already does not stand before what is sure to be unread")
  func sureFirst() throws {
    // Two calls of Claude a minute apart, and two and a half hours later the next ones: a prefix that is kept for an hour
    // costs more than it saves.
    let facts = try facts(2400) { Call(model: $0 % 150 < 2 ? "claude-sonnet-4-5" : "gpt-4o") }
    guard case .found(let finding) = Measure.promptCache.look(facts),
      case .repeatedPrefix(let lifetime, _, _, let isPart, _) = finding.sight
    else {
      Issue.record("no prefix was found")
      return
    }
    #expect(!finding.isUncertain && isPart && lifetime == 300)
    // 16 reads of 2,000 tokens for $0.30 instead of $3 a million, and as many writes for $3.75.
    let saving = 16 * (2000 * 2.7e-6 - 2000 * 0.75e-6)
    #expect(abs(finding.saving.mean / facts.spansPerMonth - saving) < 0.002 * saving)
  }

  @Test("of calls that tell nothing nothing is promised beside those that tell that nothing was read")
  func partlyTold() throws {
    let facts = try facts(300) {
      Call(members: $0 % 2 == 0 ? ", \"prompt_tokens_details\": {\"cached_tokens\": 0}" : "", cost: 0.0056)
    }
    guard case .found(let finding) = Measure.promptCache.look(facts),
      case .repeatedPrefix(_, _, let recorded, let isPart, _) = finding.sight
    else {
      Issue.record("no prefix was found")
      return
    }
    #expect(finding.isAutomatic && !finding.isUncertain && isPart && recorded == 0)
    // 15 steps of 128 tokens at half of $2.50 a million: 150 calls tell, and the first of them begins.
    #expect(abs(finding.saving.mean / facts.spansPerMonth - 149 * 1920 * 1.25e-6) < 1e-9)
  }

  @Test(
    "what failed for nothing and what a gateway's cache answered keep no prefix warm",
    arguments: [#", "status": "failure""#, #", "cache_hit": true"#])
  func unsent(_ mark: String) throws {
    // Each call of Claude is five minutes behind one that no provider read, and ten behind the one before it.
    func log(_ mark: String) throws -> LogFacts {
      try facts(600, seconds: 300) {
        Call(model: "claude-sonnet-4-5", cost: $0 % 2 == 0 ? 0 : nil, outside: $0 % 2 == 0 ? mark : "")
      }
    }
    let unsent = try log(mark)
    #expect((0..<600).allSatisfy { unsent.isSent($0) == ($0 % 2 == 1) })
    guard case .found(let finding) = Measure.promptCache.look(unsent),
      case .repeatedPrefix(let lifetime, _, _, _, _) = finding.sight
    else {
      Issue.record("no prefix was found")
      return
    }
    // Ten minutes apart, prefixes live on when they are kept for an hour.
    #expect(lifetime == 3600)
  }

  @Test("OpenAI keeps a prefix for ten minutes, whatever would be worth an hour")
  func automaticLifetime() throws {
    #expect(saved(.promptCache, on: try facts(300, seconds: 540) { _ in Call() }) != nil)
    #expect(saved(.promptCache, on: try facts(300, seconds: 900) { _ in Call() }) == nil)
  }

  @Test("a head that Anthropic has forgotten is written again at a price")
  func headWrites() throws {
    let claude = Call(model: "claude-sonnet-4-5", isStamped: true)
    // 2,000 tokens of $3 a million: 299 reads for a tenth, one write for a quarter more.
    let warm = try #require(saved(.stableHead, on: try facts(300) { _ in claude }))
    #expect(abs(warm - (299 * 2000 * 2.7e-6 - 2000 * 0.75e-6)) < 0.002 * warm)
    #expect(saved(.stableHead, on: try facts(300, seconds: 400) { _ in claude }) == nil)
  }

  @Test("a long question that comes once is not written to the cache")
  func longQuestions() throws {
    let facts = try facts(300) { _ in Call(model: "claude-sonnet-4-5", question: 4000) }
    guard case .found(let finding) = Measure.promptCache.look(facts),
      case .repeatedPrefix(let lifetime, _, _, _, let marksHead) = finding.sight
    else {
      Issue.record("no prefix was found")
      return
    }
    #expect(marksHead && lifetime == 300)
    // 2,000 tokens of $3 a million: 299 reads for a tenth, one write for a quarter more.
    let saving = 299 * 2000 * 2.7e-6 - 2000 * 0.75e-6
    #expect(abs(finding.saving.mean / facts.spansPerMonth - saving) < 0.002 * saving)
  }

  @Test("of the siblings of a model the nearest is taken that costs half at most")
  func siblings() throws {
    // Sonnet 4.5 costs $3 a million, and Opus $5 since 4.5 and $15 before.
    for (model, sibling) in [
      ("claude-opus-4-5", "claude-haiku-4-5"), ("claude-opus-4-1-20250805", "claude-sonnet-4-5"),
    ] {
      let facts = try facts(300) { _ in Call(model: model, head: 300, question: 20) }
      guard case .found(let finding) = Measure.cheaperModel.look(facts),
        case .simpleCalls(_, let cheaper, _, _, _, _) = finding.sight
      else {
        Issue.record("nothing is cheaper than \(model)")
        return
      }
      #expect(cheaper == sibling)
    }
  }
}
