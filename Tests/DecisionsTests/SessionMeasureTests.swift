import Foundation
import Providers
import Recordings
import Testing
import Traffic

@testable import Decisions

/// Measures on conversations: what breaks their prefixes, and what it costs.
@Suite("Measures on conversations")
struct SessionMeasureTests {
  private typealias Call = (session: Int, seconds: Double, model: String, input: Int, cached: Int)

  private func facts(_ calls: [Call]) throws -> LogFacts {
    let lines = calls.sorted { $0.seconds < $1.seconds }.enumerated().map { place, call in
      "{\"request_id\": \"r\(place)\", \"startTime\": \(1_762_128_000 + call.seconds), \"model\": \"\(call.model)\", "
        + "\"session_id\": \"s\(call.session)\", \"prompt_tokens\": \(call.input), \"completion_tokens\": 10, "
        + "\"total_tokens\": \(call.input + 10), \"spend\": 0.01, \"metadata\": {\"usage_object\": {\"prompt_tokens\": \(call.input), "
        + "\"completion_tokens\": 10, \"prompt_tokens_details\": {\"cached_tokens\": \(call.cached)}}}}"
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "sessions-\(UUID().uuidString).jsonl"
    ).path
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    let stream = try advisedLog(path)
    let prices = PriceBook.embedded
    return LogFacts(stream, calibration: Calibration(stream, prices: prices), prices: prices)
  }

  /// Forty conversations of six turns each; what a turn is like is told by its conversation and number.
  private func log(
    _ turn: (Int, Int) -> (gap: Double, model: String, isRead: Bool)
  ) throws -> LogFacts {
    var calls: [Call] = []
    for session in 0..<40 {
      var (time, former) = (Double(session) * 7000, 0)
      for number in 0..<6 {
        let own = turn(session, number)
        time += own.gap
        let input = 20_000 + 1000 * number
        calls.append((session, time, own.model, input, number > 0 && own.isRead ? former : 0))
        former = input
      }
    }
    return try facts(calls)
  }

  private func finding(_ measure: Measure, _ facts: LogFacts) throws -> Measure.Finding {
    guard case .found(let finding) = measure.look(facts) else {
      Issue.record("\(measure.name) found nothing")
      throw CancellationError()
    }
    return finding
  }

  private func isNothing(_ measure: Measure, _ facts: LogFacts) -> Bool {
    if case .nothing = measure.look(facts) { true } else { false }
  }

  @Test("how long a prefix lives is what the log's own cached tokens say, where they say it")
  func ownLifetime() throws {
    // Pauses of 1,000 s that are read, and one of 5,000 s that is not.
    var lived = try log { _, number in
      number == 3
        ? (5000, "claude-sonnet-4-5", false) : (number % 2 == 0 ? 1000 : 30, "claude-sonnet-4-5", true)
    }
    #expect(lived.prefixLifetime == 300)
    var calibration = lived.calibration
    try calibration.replayPromptCache(lived.stream)
    lived = LogFacts(lived.stream, calibration: calibration, prices: .embedded)
    #expect(lived.prefixLifetime == 1800)
    let sight = try finding(.keepAlive, lived).sight
    guard case .idleConversations(let turns, let kept, _, _, let interval) = sight else {
      Issue.record("another sight")
      return
    }
    #expect(turns == 40 && kept == 40)
    // Four fifths of 1,800 s.
    #expect(interval == 1440)
    // Nothing explains reads that come and go by chance.
    let chance = try log { session, number in (30, "gpt-4o", (session * 7 + number * 3) % 5 < 2) }
    calibration = chance.calibration
    try calibration.replayPromptCache(chance.stream)
    #expect(try #require(calibration.promptCache).share < 0.9)
    #expect(LogFacts(chance.stream, calibration: calibration, prices: .embedded).prefixLifetime == 300)
  }

  /// Dollars that reading a token from gpt-4o's cache saves.
  private let perToken = 1.25e-6

  @Test("a pause that reads would bridge is found, with every read paid, the last turn's too")
  func keepAlive() throws {
    let facts = try log { _, number in
      number == 3 ? (500, "claude-sonnet-4-5", false) : (30, "claude-sonnet-4-5", true)
    }
    let finding = try finding(.keepAlive, facts)
    guard case .idleConversations(let turns, let kept, let reads, let most, 240) = finding.sight else {
      Issue.record("another sight")
      return
    }
    // A read after 240 s bridges 500 s; one more goes out after each last turn.
    #expect(turns == 40 && kept == 40 && most == 1)
    #expect(reads == 80)
    // Read for $0.30 a million tokens instead of $3; turn 3 follows 22,000 tokens, and the last has 25,000.
    let saved = 40 * (22_000 * 2.7e-6 - 22_000 * 0.3e-6 - 25_000 * 0.3e-6)
    #expect(abs(finding.saving.mean - saved * facts.spansPerMonth) < 1e-6)
  }

  @Test("reads that cost more than they save are not advised")
  func idle() throws {
    // Pauses of an hour would take fifteen reads each.
    let facts = try log { _, number in
      number == 3 ? (3600, "claude-sonnet-4-5", false) : (30, "claude-sonnet-4-5", true)
    }
    #expect(isNothing(.keepAlive, facts))
    #expect(isNothing(.stickyModel, facts) && isNothing(.stableHistory, facts))
  }

  @Test("turns that go to another model, and histories that change, have the price of what was read anew")
  func broken() throws {
    // Of two models at one price.
    let routed = try log { _, number in
      (30, number == 3 ? "gpt-4o-2024-08-06" : "gpt-4o", number != 3)
    }
    let changed = try finding(.stickyModel, routed)
    guard case .changedModels(let turns) = changed.sight else {
      Issue.record("another sight")
      return
    }
    #expect(turns == 40 && changed.isUnmeasured)
    // Turn 3 had 22,000 tokens before it.
    #expect(abs(changed.saving.mean - 40 * 22_000 * perToken * routed.spansPerMonth) < 1e-6)
    let edited = try log { _, number in (30, "gpt-4o", number != 3) }
    let history = try finding(.stableHistory, edited)
    guard case .brokenHistory(let heads, let tools, let edits) = history.sight else {
      Issue.record("another sight")
      return
    }
    #expect(heads + tools + edits == 40)
    #expect(abs(history.saving.mean - 40 * 22_000 * perToken * edited.spansPerMonth) < 1e-6)
    #expect(history.saving.isSurelyPositive)
    #expect(isNothing(.breakpoints, edited) && isNothing(.keepAlive, edited))
  }

  @Test("a history that is whole was not edited, whatever share of the tokens falls to a message")
  func wholeHistory() throws {
    let stream = try messages("claude-sonnet-4-5", unlogged: 20_000)
    let facts = LogFacts(stream, calibration: Calibration(stream, prices: .embedded), prices: .embedded)
    #expect(isNothing(.stableHistory, facts))
    guard case .unmarkedTurns(let turns) = try finding(.breakpoints, facts).sight else {
      Issue.record("another sight")
      return
    }
    #expect(turns == 30 * 3)
    // All that the turn before had sent was billed again.
    let lane = try #require(SessionLanes(stream)?.lanes.first)
    #expect(lane.turns.map(\.again) == [0, 24_000, 28_000, 32_000])
  }

  @Test("of two measures that read the same tokens from a cache, each call saves what the better one saves")
  func alternatives() throws {
    let stream = try messages("claude-sonnet-4-5")
    let facts = LogFacts(stream, calibration: Calibration(stream, prices: .embedded), prices: .embedded)
    let items = try [Measure.breakpoints, .promptCache].map { measure in
      Advice.Item(
        name: measure.name, title: measure.title, verdict: .doIt, finding: try finding(measure, facts))
    }
    let saved = try items.map { try #require($0.finding?.byCall) }
    let left = try Advice(facts, workload: nil).left(after: items)
    let better = zip(saved[0], saved[1]).reduce(0.0) { $0 + max($1.0, $1.1) }
    let whole = facts.bill - better / 1e12
    #expect(abs(left[1] - whole * facts.spansPerMonth) < 1e-6 * left[1])
    // Both save nearly all that can be read: taken one after the other they saved it twice.
    #expect(left[1] > 0.95 * left[0])
  }

  @Test("a conversation that stays with its model pays that model's prices")
  func stayed() throws {
    // gpt-4o-mini reads 23,000 tokens anew for less than gpt-4o reads them from its cache.
    let cheaper = try log { _, number in (30, number == 3 ? "gpt-4o-mini" : "gpt-4o", number != 3) }
    #expect(isNothing(.stickyModel, cheaper))
    let dearer = try log { _, number in (30, number == 3 ? "gpt-4o" : "gpt-4o-mini", number != 3) }
    // 23,000 tokens at $2.50 a million, or 22,000 at $0.075 and 1,000 at $0.15; 10 of the answer at $10, or $0.60.
    let saved = 23_000 * 2.5e-6 + 10 * 10e-6 - (22_000 * 0.075e-6 + 1000 * 0.15e-6 + 10 * 0.6e-6)
    let stayed = try finding(.stickyModel, dearer)
    #expect(abs(stayed.saving.mean - 40 * saved * dearer.spansPerMonth) < 1e-6)
  }

  @Test(
    "turns that begin as the turn before and do not read it lack a breakpoint, where the provider wants one")
  func breakpoints() throws {
    for model in ["claude-sonnet-4-5", "gpt-4o"] {
      let stream = try messages(model)
      let facts = LogFacts(stream, calibration: Calibration(stream, prices: .embedded), prices: .embedded)
      guard model != "gpt-4o" else {
        // Who caches by itself has no breakpoints.
        #expect(isNothing(.breakpoints, facts))
        continue
      }
      let finding = try finding(.breakpoints, facts)
      guard case .unmarkedTurns(let turns) = finding.sight else {
        Issue.record("another sight")
        return
      }
      #expect(turns == 30 * 3)
      // What the turn before had sent, 4,000 to 12,000 tokens, for $0.30 a million instead of $3, and 4,000 tokens of each of
      // four turns for $3.75, the last ones of which nobody reads.
      let saved = 30 * ((4000.0 + 8000 + 12_000) * 2.7e-6 - 4 * 4000 * 0.75e-6)
      #expect(abs(finding.saving.mean - saved * facts.spansPerMonth) < 1e-3 * finding.saving.mean)
    }
  }

  /// Conversations with their messages, of which nothing was read from a cache.
  ///
  /// - Parameter unlogged: tokens of each prompt that stand in no message, as those of tools that are not logged.
  private func messages(_ model: String, unlogged: Int = 0) throws -> QueryStream {
    var lines: [String] = []
    for session in 0..<30 {
      var messages: [String] = []
      for turn in 0..<4 {
        let text = (0..<60).map { "w\(session)x\(turn)y\($0)" }.joined(separator: " ")
        messages.append("{\"role\": \"user\", \"content\": \"\(text)\"}")
        let time = 1_762_128_000_000 + session * 600_000 + turn * 30_000
        let input = unlogged + 4000 * (turn + 1)
        lines.append(
          "{\"timestamp\": \(time), \"session_id\": \"s\(session)\", \"request\": {\"model\": \"\(model)\", "
            + "\"messages\": [\(messages.joined(separator: ", "))]}, \"response\": {\"model\": \"\(model)\", "
            + "\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"ok \(turn)\"}}], \"usage\": "
            + "{\"prompt_tokens\": \(input), \"completion_tokens\": 10, \"prompt_tokens_details\": {\"cached_tokens\": 0}}}, "
            + "\"status\": 200}")
        messages.append("{\"role\": \"assistant\", \"content\": \"ok \(turn)\"}")
      }
    }
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "messages-\(UUID().uuidString).jsonl"
    ).path
    try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    return try advisedLog(path)
  }

  @Test("a log without conversations or cached tokens lacks them")
  func lacks() throws {
    let path = try PlantedLog(.none, seed: 1).write()
    defer { try? FileManager.default.removeItem(atPath: path) }
    let stream = try advisedLog(path)
    let facts = LogFacts(
      stream, calibration: Calibration(stream, prices: .embedded), prices: .embedded)
    for measure in [Measure.keepAlive, .stickyModel, .stableHistory, .breakpoints] {
      guard case .lacks(let what) = measure.look(facts) else {
        Issue.record("\(measure.name) lacks nothing")
        continue
      }
      #expect(what == "conversations with their cached tokens")
    }
  }
}
