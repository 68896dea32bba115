import Declarations
import Foundation
import Scenarios
import Simulation
import TestSupport
import Testing

@testable import Experiments
@testable import Metrics
@testable import Recordings

/// Logs that are never held whole.
@Suite("Windows of a log")
struct RecordedWindowTests {
  private static let random = RandomStream(seed: 11, replication: 0, purpose: RandomPurpose(1))

  /// A form of log: the name of its file and its lines.
  struct Log: Sendable, CustomTestStringConvertible {
    let name: String
    let lines: [String]
    var strategies = RecordedWindowTests.strategies
    var testDescription: String { name }
  }

  private static let strategies = """
    {"name": "naive", "model": "gpt-4o", "layers": []},
    {"name": "limited", "model": "gpt-4o", "layers": [{"use": "exact_cache", "capacity": 12, "ttl_s": 900}]},
    {"name": "own", "model": "gpt-4o", "layers": [
      {"use": "exact_cache", "key": ["prompt", "system", "request", "user", "temperature"]}, {"use": "coalesce"}]},
    {"name": "held", "extends": "limited", "add": [
      {"use": "budget", "monthly_usd": 90, "per": "team"}, {"use": "rate_limit", "per": "user"}]}
    """

  private static let recorded = """
    {"name": "as logged", "model": "recorded"},
    {"name": "cached", "model": "recorded", "layers": [{"use": "exact_cache", "capacity": 20}]},
    {"name": "moved", "model": "recorded", "layers": [
      {"use": "recorded_cache"}, {"use": "remap", "routes": {"gpt-4o": "gpt-4o-mini"}}]}
    """

  /// Chats whose lines are out of order by some seconds, some of them told twice, some failed and tried again.
  private static func chats(_ count: Int, disorder: Int, labels: Int) -> [String] {
    var lines: [String] = []
    for call in 0..<count {
      let draw = { (place: Int, bound: Int) in random.integer(below: bound, call, place) }
      let time = 1_762_128_000 + call * 20 + draw(1, max(1, disorder)) * 20
      let isFailed = draw(2, 9) == 0
      let label = draw(3, 4) < labels ? ", \"intent\": \"i\(draw(4, 9))\"" : ""
      let tools =
        draw(5, 3) == 0
        ? ", \"tools\": [{\"type\": \"function\", \"function\": {\"name\": \"f\(draw(6, 2))\"}}]" : ""
      func line(_ fails: Bool) -> String {
        """
        {"id": "call-\(call)", "created": \(time), "model": "\(draw(7, 3) == 0 ? "gpt-4o-mini" : "gpt-4o")",
         "user": "u\(draw(8, 14))", "team_id": "t\(draw(9, 3))", "temperature": \(draw(10, 4) == 0 ? 0.7 : 0),
         "cache_hit": \(draw(18, 5) == 0)\(draw(18, 5) == 0 && draw(19, 3) == 0 ? "" : ", \"latency_ms\": \(300 + draw(11, 4000))")\(label)\(tools)\(fails ? ", \"status\": \"failure\"" : ""),
         "messages": [{"role": "system", "content": "You are \(draw(12, 3))."},
          {"role": "user", "content": "question \(draw(13, 40))"}],
         "usage": {"prompt_tokens": \(200 + draw(14, 900)), "completion_tokens": \(20 + draw(15, 300)),
          "prompt_tokens_details": {"cached_tokens": \(draw(16, 2) * 100)}}}
        """.replacing("\n", with: "")
      }
      if isFailed { lines.append(line(true)) }
      lines.append(line(false))
      if draw(17, 6) == 0 { lines.append(line(false)) }
    }
    return lines
  }

  private static func table(_ count: Int) -> [String] {
    ["timestamp,prompt_id,input_tokens,output_tokens,tier"]
      + (0..<count).map { row in
        let draw = { (place: Int, bound: Int) in random.integer(below: bound, row, place) }
        return
          "\(draw(21, 90_000)),p\(draw(22, 30)),\(100 + draw(23, 500)),\(10 + draw(24, 90)),\(["free", "pro"][draw(25, 2)])"
      }
  }

  /// Questions with retrieved contexts of some lengths, some of them labelled.
  private static func contexts(_ count: Int) -> [String] {
    ["timestamp,prompt,context_tokens,input_tokens,output_tokens,intent"]
      + (0..<count).map { row in
        let draw = { (place: Int, bound: Int) in random.integer(below: bound, row, place) }
        let label = draw(53, 4) == 0 ? "i\(draw(54, 5))" : ""
        return "\(draw(51, 90_000)),q\(draw(52, 20)),\(100 * draw(55, 4)),900,\(10 + draw(56, 90)),\(label)"
      }
  }

  /// Spans of agents around the calls that they tell of again, most of them behind those.
  private static func spans(_ count: Int) -> [String] {
    (0..<count).flatMap { call -> [String] in
      let draw = { (place: Int, bound: Int) in random.integer(below: bound, call, place) }
      func span(_ id: String, parent: String?, operation: String) -> String {
        let start = 1_762_128_000_000_000_000 + call * 30_000_000_000
        return """
          {"traceId": "t\(call)", "spanId": "\(id)"\(parent.map { ", \"parentSpanId\": \"\($0)\"" } ?? ""), "name": "\(operation)",
           "startTimeUnixNano": "\(start)", "endTimeUnixNano": "\(start + 2_000_000_000)", "attributes": {
            "gen_ai.operation.name": "\(operation)", "gen_ai.request.model": "gpt-4o",
            "gen_ai.usage.input_tokens": \(100 + draw(31, 700)), "gen_ai.usage.output_tokens": \(10 + draw(32, 80)),
            "user.id": "u\(draw(33, 12))"}}
          """.replacing("\n", with: "")
      }
      let inner = span("c\(call)", parent: draw(34, 2) == 0 ? "a\(call)" : nil, operation: "chat")
      let outer = span("a\(call)", parent: nil, operation: "invoke_agent")
      return draw(35, 3) == 0 ? [outer, inner] : [inner, outer]
    }
  }

  static let logs = [
    Log(name: "chat.jsonl", lines: chats(220, disorder: 1, labels: 0)),
    Log(name: "shuffled.jsonl", lines: chats(220, disorder: 400, labels: 2)),
    Log(name: "labelled.jsonl", lines: chats(150, disorder: 6, labels: 4)),
    Log(name: "recorded.jsonl", lines: chats(200, disorder: 9, labels: 1), strategies: recorded),
    Log(name: "table.csv", lines: table(260)),
    Log(name: "contexts.csv", lines: contexts(240)),
    Log(name: "spans.jsonl", lines: spans(160)),
    Log(
      name: "untimed.jsonl",
      lines: (0..<240).map { "{\"prompt\": \"q\(random.integer(below: 50, $0, 41))\"}" }),
  ]

  /// A scenario on a log in a file of its own.
  private final class Case {
    let path: String
    private let text: String

    init(_ log: Log, run: String = "\"warmup_h\": 0.2, \"replications\": 2", more: String = "") throws {
      path = FileManager.default.temporaryDirectory.path + "/simbench-\(UUID().uuidString)-\(log.name)"
      try (log.lines.joined(separator: "\n") + "\n").write(toFile: path, atomically: true, encoding: .utf8)
      text = """
        {"simbench": 1, "name": "log", "run": {"seed": 5, \(run)}, \(more)
         "workload": {"kind": "recorded", "path": "\(path)", "rate_per_s": 0.05},
         "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.9}, "gpt-4o-mini": {"quality": 0.8}},
          "faults": {"error_share": 0.05, "error_billed_share": 0.5}}},
         "strategies": [\(log.strategies)], "output": {"plots": []}}
        """
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func runner(window: Int = 1 << 18, spooled: Int = 1 << 17) throws -> Runner {
      var runner = Runner(try SmallScenario.make(text))
      (runner.windowRequests, runner.spooledRows) = (window, spooled)
      return runner
    }
  }

  private func compare(_ whole: RunResult, _ windows: RunResult, _ name: String) {
    #expect(whole.requests == windows.requests && whole.requests > 100)
    #expect(whole.provenance == windows.provenance)
    #expect(whole.profile?.reading?.json == windows.profile?.reading?.json)
    #expect(whole.profile?.distinctUsers == windows.profile?.distinctUsers)
    #expect(whole.profile?.distinctPrompts == windows.profile?.distinctPrompts)
    #expect(whole.assumptions == windows.assumptions)
    for (left, right) in zip(whole.strategies, windows.strategies) {
      #expect(left.cells.count == right.cells.count && left.leftOut.count == right.leftOut.count)
      for (own, other) in zip(left.cells, right.cells) {
        WindowTests.compare(own, other, "\(name) \(left.name)")
      }
      for metric in Metric.allCases where !WindowTests.isQuantile(metric) && metric != .latencyMean {
        let (own, other) = (whole.estimate(metric, of: left), windows.estimate(metric, of: right))
        #expect(
          own.halfWidth == other.halfWidth || own.halfWidth.isNaN && other.halfWidth.isNaN,
          "\(name) \(left.name) \(metric.rawValue) \(own) \(other)")
      }
    }
  }

  @Test(
    "requests, money, layers and intervals are those of the log held whole, whatever its form",
    arguments: logs)
  func whole(log: Log) throws {
    let own = try Case(log)
    let whole = try own.runner().run()
    for (window, spooled) in [(1 << 18, 1 << 17), (37, 16), (5, 64)] {
      compare(whole, try own.runner(window: window, spooled: spooled).runWindows(), "\(log.name) \(window)")
    }
  }

  @Test("a log is cut where the scenario ends, and its warm-up is not measured")
  func cut() throws {
    let own = try Case(Self.logs[1], run: "\"warmup_h\": 0.4, \"measure_h\": 1.6")
    let whole = try own.runner().run()
    compare(whole, try own.runner(window: 20, spooled: 16).runWindows(), "cut")
    #expect(whole.requests < 220)
  }

  @Test("a sample of a log in windows is the sample, with its error")
  func sample() throws {
    let strategies = """
      {"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "cached", "model": "gpt-4o", "layers": [{"use": "exact_cache"}]}
      """
    let log = Log(
      name: "sampled.jsonl", lines: Self.chats(500, disorder: 30, labels: 2), strategies: strategies)
    let own = try Case(log, more: "\"sample\": {\"rate\": 0.5, \"by\": \"key\"},")
    let whole = try own.runner().run()
    let windows = try own.runner(window: 20, spooled: 16).runWindows()
    compare(whole, windows, "sample")
    #expect(windows.provenance.sample != nil)
    for metric in [Metric.costPerMonth, .hitShare, .requests] {
      for (left, right) in zip(whole.strategies, windows.strategies) {
        let (one, other) = (whole.samplingError(metric, of: left), windows.samplingError(metric, of: right))
        #expect(one == other || one.isNaN && other.isNaN, "\(metric.rawValue) \(one) \(other)")
      }
    }
  }

  @Test(
    "a call that is told of again counts once within the rows that are compared, and what lies beyond is said"
  )
  func doubled() throws {
    var lines = Self.chats(120, disorder: 1, labels: 0)
    let once = try Case(Log(name: "once", lines: lines))
    let whole = try once.runner().runWindows()
    // A hit of a gateway's cache has the name of the call that it repeats.
    let named = lines.filter { $0.contains("\"cache_hit\": false") && !$0.contains("failure") }
    lines.append(try #require(named.first))
    let own = try Case(Log(name: "twice", lines: lines))
    let (near, far) = (try own.runner().runWindows(), try own.runner(spooled: 16).runWindows())
    #expect(near.requests == whole.requests && far.requests == whole.requests + 1)
    let warning = "a stream compares each row with the 16 before it"
    #expect(far.warnings.contains { $0.hasPrefix(warning) })
    #expect(!near.warnings.contains { $0.hasPrefix("a stream compares") })
  }

  @Test("what wants the whole log is refused before it is read")
  func refused() throws {
    let broken = Log(
      name: "broken.jsonl", lines: ["{\"prompt\": \"q\"}", "{"],
      strategies: "{\"name\": \"one\", \"model\": \"gpt-4o\", \"layers\": [{\"use\": \"semantic_cache\"}]}")
    do {
      _ = try Case(broken).runner().runWindows()
      Issue.record("nothing was refused")
    } catch let fault as Diagnostic {
      #expect(
        fault.message
          == "'semantic_cache' of 'one' cannot run as a stream: what a log's prompts mean is read from the "
          + "texts of the whole stream; a run without "
          + "--stream, of a sample if the whole does not fit, was expected")
    }
  }

  @Test("faults of a log are those of a log held whole, with their places")
  func faults() throws {
    for (lines, strategies) in [
      (["{\"prompt\": \"q\"}", "{"], Self.strategies), (["{\"prompt\": \"q\"}"], Self.recorded),
      (["timestamp,prompt", "1,a", "x,b"], Self.strategies),
    ] {
      let own = try Case(Log(name: "faulty", lines: lines, strategies: strategies))
      func fault(_ body: () throws -> RunResult) -> Diagnostic? {
        do {
          _ = try body()
          return nil
        } catch { return error as? Diagnostic }
      }
      let whole = fault { try own.runner().run() }
      #expect(whole != nil)
      #expect(whole == fault { try own.runner().runWindows() })
    }
  }

  @Test("a log without calls gives shares that are n/a")
  func empty() throws {
    let own = try Case(Log(name: "empty.csv", lines: ["timestamp,prompt"]))
    let result = try own.runner().runWindows()
    #expect(result.requests == 0)
    #expect(result.warnings.contains("the stream is empty: shares are n/a"))
    #expect(result.estimate(.hitShare, of: result.strategies[1]).mean.isNaN)
  }
}
