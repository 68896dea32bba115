import Declarations
import Files
import Foundation
import Providers
import Strategies
import TestSupport
import Testing
import Traffic

@testable import Experiments
@testable import Reporting
@testable import Tables

@Suite("The ledger of calls")
struct CallLedgerTests {
  /// Prices of article 002 in dollars for a million tokens of input and output.
  private static let prices: [(model: String, input: Double, output: Double)] = [
    ("gpt-4o", 2.5, 10), ("gpt-4o-mini", 0.15, 0.6), ("claude-sonnet-4", 3, 15), ("claude-opus-4", 15, 75),
  ]

  private func ledger(_ calls: [(model: String, input: Int, output: Int)]) -> CallLedger {
    var ledger = CallLedger()
    ledger.models = CallLedgerTests.prices.map(\.model)
    ledger.categories = ["any"]
    for (place, call) in calls.enumerated() {
      guard let model = ledger.models.firstIndex(of: call.model) else { continue }
      let price = CallLedgerTests.prices[model]
      let prices = ModelPrices(
        input: TokenPrice(dollarsPerMillion: price.input),
        output: TokenPrice(dollarsPerMillion: price.output),
        cachedInput: TokenPrice(dollarsPerMillion: price.input))
      ledger.calls.append(
        LedgerCall(
          time: CallLedger.origin + Int64(place) * 1_000_000_000, model: model, inputTokens: call.input,
          outputTokens: call.output,
          cost: prices.cost(input: call.input, output: call.output).total.picodollars))
    }
    return ledger
  }

  private func dollars(_ amount: Int128) -> Double { Double(amount) / 1e12 }

  /// cost_breakdown_by_model in reference/article_code_golden.json.
  @Test("the cost by model is what the article's tracker prints, 1.702 in all")
  func breakdown() {
    let calls =
      Array(repeating: ("gpt-4o-mini", 800, 200), count: 50)
      + Array(repeating: ("claude-sonnet-4", 1500, 500), count: 30)
      + Array(repeating: ("gpt-4o", 2000, 800), count: 10)
      + Array(repeating: ("claude-opus-4", 3000, 1000), count: 10)
    let ledger = ledger(calls)
    let totals = ledger.totals(by: .model)
    #expect(totals.map(\.name) == ["claude-opus-4", "claude-sonnet-4", "gpt-4o", "gpt-4o-mini"])
    #expect(totals.map { dollars($0.cost) } == [1.2, 0.36, 0.13, 0.012])
    #expect(totals.map(\.calls) == [10, 30, 10, 50])
    #expect(totals.map(\.inputTokens) == [30000, 45000, 20000, 40000])
    #expect(totals.map(\.outputTokens) == [10000, 15000, 8000, 10000])
    #expect(dollars(ledger.total.cost) == 1.702)
  }

  /// before_after_demo and pipeline_queries in reference/article_code_golden.json.
  @Test("ten queries cost 0.029060 on one model and 0.009516 routed")
  func beforeAfter() {
    let queries = [
      (520, 160, false), (520, 160, false), (516, 158, false), (516, 158, false), (528, 164, true),
      (520, 160, false), (504, 152, false), (520, 160, false), (532, 166, true), (532, 166, false),
    ]
    let before = ledger(queries.map { ("gpt-4o", $0.0, $0.1) })
    let after = ledger(queries.map { ($0.2 ? "claude-sonnet-4" : "gpt-4o-mini", $0.0, $0.1) })
    #expect(abs(dollars(before.total.cost) - 0.02906) < 1e-12)
    #expect(abs(dollars(after.total.cost) - 0.009516) < 1e-6)
    let models = after.totals(by: .model)
    #expect(models.map(\.calls) == [2, 8])
    #expect(models.map(\.inputTokens) == [1060, 4148] && models.map(\.outputTokens) == [330, 1274])
    // The article's tracker rounds each call to a millionth of a dollar, hence its third digit.
    #expect(abs((1 - dollars(after.total.cost) / dollars(before.total.cost)) * 100 - 67.254) < 0.01)
  }

  /// budget_alerts_demo in reference/article_code_golden.json, whose order is that of its chain of elif.
  @Test("one call that jumps all thresholds fires each once, the lower first")
  func jumpedThresholds() {
    let calls = ledger(Array(repeating: ("gpt-4o", 5000, 2000), count: 5))
    #expect(calls.calls.allSatisfy { $0.cost == 32_500_000_000 })
    let alerts = calls.alerts(budget: 10_000_000_000)
    #expect(alerts.map(\.level) == [.warning, .throttle, .stop])
    #expect(alerts.map(\.call) == [1, 1, 1])
  }

  /// circuit_breaker_exercise_1usd_gpt4o_1000in_500out in reference/article_code_golden.json.
  @Test("a budget of $1.00 is warned of at call 94, throttled at 114 and stopped at 127 of 1,000")
  func breaker() {
    let calls = ledger(Array(repeating: ("gpt-4o", 1000, 500), count: 1000))
    let alerts = calls.alerts(budget: 1_000_000_000_000)
    #expect(alerts.map(\.call) == [94, 114, 127])
    #expect(alerts.map { dollars($0.spent) } == [0.705, 0.855, 0.9525])
    #expect(dollars(calls.total.cost) == 7.5)
  }

  // MARK: Forms

  private func drawn() throws -> (CallLedger, SpendLog) {
    let limited = """
      {"name": "limited", "extends": "full", "add": [{"use": "rate_limit", "per": "key", "users_per_key": 400,
       "tiers": {"any": {"requests_per_min": 10}}}, {"use": "budget", "per": "team", "monthly_usd": 1000}]}
      """
    var runner = Runner(
      try SmallScenario.make(SmallScenario.text(strategies: SmallScenario.strategies + ", " + limited)))
    runner.keepsOutcomes = true
    let result = try runner.runStrategies()
    let strategy = try #require(result.strategy("limited"))
    let outcomes = try #require(strategy.cells[0].outcomes)
    let plans = try #require(runner.scenario.strategies.first { $0.name == "limited" }).plans
    let ledger = CallLedger(
      stream: try runner.stream(), outcomes: outcomes, catalog: runner.scenario.catalog,
      layers: strategy.layers, model: strategy.model, accounts: Accounts(of: plans))
    return (
      ledger,
      SpendLog(ledger, stream: try runner.stream(), outcomes: outcomes, catalog: runner.scenario.catalog)
    )
  }

  private func csv(_ ledger: CallLedger) throws -> [UInt8] {
    var output = BufferedOutput(descriptor: nil)
    try CSVWriter.run(&output) { (csv) throws(BufferedOutput.Failure) in try ledger.write(to: &csv) }
    return output.pending
  }

  private func same(_ ledger: CallLedger, _ other: CallLedger) -> Bool {
    LedgerGrouping.allCases.allSatisfy { grouping in
      ledger.totals(by: grouping) == other.totals(by: grouping)
    } && ledger.calls.map(\.latency) == other.calls.map(\.latency)
      && ledger.calls.map(\.time) == other.calls.map(\.time)
  }

  @Test("a ledger comes back from CSV, from SQLite and from spend logs as it was, to the picodollar")
  func forms() throws {
    let (ledger, log) = try drawn()
    let (teams, keys) = (ledger.totals(by: .team), ledger.totals(by: .key))
    #expect(teams.count > 50 && teams.allSatisfy { $0.name.hasPrefix("team-") })
    #expect(keys.count > 1 && keys.allSatisfy { $0.name.hasPrefix("key-") })
    var output = BufferedOutput(descriptor: nil)
    try log.write(to: &output)
    #expect(same(ledger, try CallLedger(spendLog: output.pending)))
    #expect(ledger.calls.count > 1000 && ledger.total.hits > 0 && ledger.total.unanswered > 0)
    #expect(same(ledger, try CallLedger(csv: try csv(ledger))))
    let path = NSTemporaryDirectory() + "ledger-\(UUID().uuidString).sqlite"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ledger.writeSQLite(to: path)
    #expect(same(ledger, try CallLedger(sqlite: path)))
    // A second one takes the place of the first.
    try CallLedger().writeSQLite(to: path)
    #expect(try CallLedger(sqlite: path).calls.isEmpty)
  }

  @Test("the ledger's cost is the gateway's, and what stands beside it is the naive strategy's")
  func totals() throws {
    var runner = Runner(try SmallScenario.make(SmallScenario.text()))
    runner.keepsOutcomes = true
    let result = try runner.runStrategies()
    let stream = try runner.stream()
    for strategy in result.strategies {
      let outcomes = try #require(strategy.cells[0].outcomes)
      let ledger = CallLedger(
        stream: stream, outcomes: outcomes, catalog: runner.scenario.catalog, layers: strategy.layers,
        model: strategy.model)
      #expect(ledger.total.cost == outcomes.cost.reduce(Int128(0)) { $0 + Int128($1) })
      #expect(ledger.totals(by: .day).reduce(0) { $0 + $1.calls } == stream.count)
      #expect(ledger.total.uncached > 0)
    }
  }

  @Test("the ledger of a recording has the days that were recorded, if its times name any")
  func recordedDays() throws {
    var runner = Runner(try SmallScenario.make(SmallScenario.text()))
    runner.keepsOutcomes = true
    let strategy = try runner.runStrategies().strategies[0]
    let outcomes = try #require(strategy.cells[0].outcomes)
    let stream = try runner.stream()
    func first(_ second: Int128?) -> Int64? {
      var recorded = stream
      var reading = RecordedReading()
      reading.zeroTime = second.map { $0 * 1_000_000_000 }
      recorded.reading = reading
      return CallLedger(
        stream: recorded, outcomes: outcomes, catalog: runner.scenario.catalog, layers: strategy.layers,
        model: strategy.model
      ).calls.first?.time
    }
    let drawn = try #require(first(nil))
    // 2026-06-03, 20:00 UTC, and a time that counts from the first request.
    #expect(first(1_780_516_800) == drawn - CallLedger.origin + 1_780_516_800_000_000_000)
    #expect(first(72_000) == drawn)
  }

  @Test("cached tokens that nobody knows come back as such, and are n/a in sums that know of none")
  func untoldCached() throws {
    var ledger = ledger([("gpt-4o", 10, 1), ("gpt-4o", 10, 1)])
    ledger.calls[0].cachedTokens = nil
    #expect(ledger.total.cachedTokens == nil)
    #expect(try CallLedger(csv: try csv(ledger)).calls.map(\.cachedTokens) == [nil, 0])
    let path = NSTemporaryDirectory() + "ledger-\(UUID().uuidString).sqlite"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try ledger.writeSQLite(to: path)
    #expect(try CallLedger(sqlite: path).calls.map(\.cachedTokens) == [nil, 0])
    ledger.calls[1].cachedTokens = 4
    #expect(ledger.total.cachedTokens == 4)
  }

  @Test("names that a spreadsheet or a comma could bend come back")
  func names() throws {
    var ledger = ledger([("gpt-4o", 1, 1)])
    ledger.models[0] = "a,\"b\"\nc"
    ledger.layers = ["x"]
    ledger.calls[0].layer = 0
    let read = try CallLedger(csv: try csv(ledger))
    #expect(read.models == ["a,\"b\"\nc"] && read.layers == ["x"])
  }

  private static let header =
    "timestamp_s,model,input_tokens,cached_tokens,output_tokens,latency_ms,cost_usd,uncached_usd,user,outcome,layer,category,team,api_key"

  @Test(
    "a damaged row is told with its line",
    arguments: [
      ("a,b", "1:1: error: the first line is no header of a ledger; \(header) was expected"),
      ("\(header)\n1,m", "2:1: error: the row has 2 cells; 14 were expected"),
      (
        "\(header)\nx,m,1,0,1,1,0,0,1,served,,a,,",
        "2:1: error: the row has 'x' as timestamp_s; a number with at most 9 decimals was expected"
      ),
      (
        "\(header)\n1,m,1,0,1,1,0.0000000000001,0,1,served,,a,,",
        "2:1: error: the row has '0.0000000000001' as cost_usd; a number with at most 12 decimals was expected"
      ),
      (
        "\(header)\n1,m,1,0,1,1,99999999999,0,1,served,,a,,",
        "2:1: error: the row has '99999999999' as cost_usd; a number with at most 12 decimals was expected"
      ),
      (
        "\(header)\n1,m,1,0,1,1,0,0,-1,served,,a,,",
        "2:1: error: the row has the user -1; a number below 2^32 was expected"
      ),
      (
        "\(header)\n1,m,1,0,1,1,0,0,1,gone,,a,,",
        "2:1: error: the row has the outcome 'gone'; coalesced, exact_hit, failed, pending, rejected, semantic_hit, served were expected"
      ),
      (
        "\(header)\n1,m,9000000000000000000,0,1,1,0,0,1,served,,a,,",
        "2:1: error: the row has '9000000000000000000' as input_tokens; a number from 0 to 1000000000000 was expected"
      ),
      ("\(header)\n\"1", "2:1: error: the row ends within quotation marks; one was expected"),
      ("\(header)\n\"1\"x", "2:1: error: the row goes on behind a quotation mark; a comma was expected"),
    ])
  func damaged(text: String, message: String) throws {
    let error = #expect(throws: Diagnostic.self) { try CallLedger(csv: Array(text.utf8)) }
    #expect(error?.description == message)
  }

  @Test(
    "a damaged line of a spend log is told with its line",
    arguments: [
      ("{}", "1:1: error: the line lacks 'metadata.simbench'; a log of `run --ledger` was expected"),
      ("\n{\"a\":", "2:6: error: the text ends where a value was expected at 'a'"),
      (
        #""outcome":"gone""#,
        "1:1: error: the line has gone as 'outcome'; the name of an outcome was expected"
      ),
      (
        #""outcome":"served","input_tokens":-1"#,
        "1:1: error: the line has no count as 'input_tokens'; a whole number up to 1000000000000 was expected"
      ),
    ])
  func damagedLog(text: String, message: String) throws {
    let line =
      text.hasPrefix("\"")
      ? """
      {"startTime": "2026-01-01T00:00:00Z", "endTime": "2026-01-01T00:00:01Z", "model": "m", "end_user": "user-1",
      """.replacing("\n", with: "") + "\"metadata\": {\"simbench\": {" + text + "}}}" : text
    let error = #expect(throws: Diagnostic.self) { try CallLedger(spendLog: Array(line.utf8)) }
    #expect(error?.description == message)
  }

  @Test("an answer before its question is refused, and the first of all times has a day")
  func times() throws {
    func log(_ start: String, _ end: String) throws -> CallLedger {
      let line = """
        {"spend": "0.1", "startTime": "\(start)", "endTime": "\(end)", "model": "m", "end_user": "user-7",
         "completion_tokens": 1, "metadata": {"simbench": {"outcome": "served", "input_tokens": 5,
         "uncached_usd": "0.1", "category": "any"}}}
        """
      return try CallLedger(spendLog: Array(line.replacing("\n", with: "").utf8))
    }
    let ledger = try log("2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z")
    #expect(ledger.calls[0].latency == 500_000_000 && ledger.calls[0].cost == 100_000_000_000)
    for start in ["2026-01-01T00:00:01Z", "2200-01-01T00:00:00Z"] {
      let error = #expect(throws: Diagnostic.self) { try log(start, "1700-01-01T00:00:00Z") }
      #expect(error?.message == "the line has a time before its start as 'endTime'; a later one was expected")
    }
    #expect(
      CallLedger.day(of: .min) == -106_752 && CallLedger.day(of: -1) == -1 && CallLedger.day(of: 0) == 0)
  }

  @Test("what is no database is refused")
  func noDatabase() throws {
    let path = NSTemporaryDirectory() + "ledger-\(UUID().uuidString).db"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try "no database, but long enough to be taken for the head of one, which has a hundred bytes, so they say"
      .write(toFile: path, atomically: true, encoding: .utf8)
    let error = #expect(throws: Diagnostic.self) { try CallLedger(sqlite: path) }
    #expect(
      error?.description
        == "\(path): error: SQLite: file is not a database; a database of `run --ledger` was expected")
    let missing = #expect(throws: Diagnostic.self) { try CallLedger().writeSQLite(to: "/nowhere/x.db") }
    #expect(missing?.kind == .outputFailed)
    // What is being written is expected to be nothing yet.
    let written = NSTemporaryDirectory() + "ledger-\(UUID().uuidString).db"
    defer { try? FileManager.default.removeItem(atPath: written) }
    let fault = #expect(throws: Diagnostic.self) {
      try SQLiteDatabase(creating: written).run("SELECT * FROM calls")
    }
    #expect(fault?.description == "\(written): error: SQLite: no such table: calls")
  }

  @Test("a ledger with a model and a category a call is read in one pass")
  func namesApart() throws {
    let count = 300_000
    var text =
      "timestamp_s,model,input_tokens,cached_tokens,output_tokens,latency_ms,cost_usd,uncached_usd,user,outcome,layer,"
      + "category,team,api_key\n"
    for call in 0..<count {
      text += "1767225600.5,model \(call),10,2,3,1.5,0.25,0.5,7,served,,category \(call),,\n"
    }
    let ledger = try CallLedger(csv: Array(text.utf8))
    #expect(ledger.models.count == count && ledger.categories.count == count && ledger.layers.isEmpty)
    #expect(ledger.calls.last?.model == count - 1 && ledger.calls.last?.category == count - 1)
  }

  // MARK: Projection

  @Test("weekdays and weekend days are projected each by their own mean over seven days")
  func projection() {
    // 2026-01-01, day 20,454, was a Thursday: two weekdays, a weekend, five weekdays.
    let costs: [Int128] = [900, 900, 10, 10, 100, 100, 100, 100, 100]
    let projection = SpendProjection(costs: costs, firstDay: 20_454)
    // Days 10 to 30 of the month are 15 weekdays and 6 days of weekends.
    #expect(projection.spent == 2320 && projection.days == 9)
    #expect(projection.month == 2320 + 15 * 100 + 6 * 10)
    #expect(projection.isAlert(budget: 3233) && !projection.isAlert(budget: 3234))
    #expect(SpendProjection(costs: [5], firstDay: 20_454).month == 150)
    #expect(SpendProjection(costs: [], firstDay: 0).month == 0)
    #expect(SpendProjection(costs: Array(repeating: 1, count: 40), firstDay: 0).month == 30)
  }

  @Test("some hours of a day are no day, and no month follows from them")
  func hours() throws {
    func projection(_ times: [String]) throws -> SpendProjection? {
      let lines = times.map { time in
        "{\"spend\": \"0.1\", \"startTime\": \"\(time)\", \"endTime\": \"\(time)\", \"model\": \"m\", \"end_user\": \"user-7\", "
          + "\"completion_tokens\": 1, \"metadata\": {\"simbench\": {\"outcome\": \"served\", \"input_tokens\": 5, "
          + "\"uncached_usd\": \"0.1\", \"category\": \"any\"}}}\n"
      }
      return try CallLedger(spendLog: Array(lines.joined().utf8)).projection
    }
    #expect(try projection(["2026-01-01T00:10:00Z", "2026-01-01T04:00:00Z"]) == nil)
    #expect(try projection(["2026-01-01T00:10:00Z", "2026-01-01T23:30:00Z"])?.month == 6_000_000_000_000)
    #expect(try projection(["2026-01-01T00:10:00Z", "2026-01-02T01:00:00Z"])?.days == 1)
  }

  @Test("projections are scored against what the month became, and alerts with them")
  func score() throws {
    let week = (0..<30).map { (20_454 + $0 + 4) % 7 == 6 || (20_454 + $0 + 4) % 7 == 0 ? Int128(300) : 1000 }
    let steady = try #require(ProjectionScore(costs: week, firstDay: 20_454))
    #expect(steady.projections.count == 23 && steady.meanError == 0 && steady.bias == 0)
    #expect(ProjectionScore(costs: Array(week.prefix(29)), firstDay: 20_454) == nil)
    // From the sixteenth day on three times as much: known from 19 days on, the first of which 4,920 is projected.
    let costs = (0..<30).map { Int128($0 < 15 ? 100 : 300) }
    let score = try #require(ProjectionScore(costs: costs, firstDay: 20_454))
    #expect(score.actual == 6000)
    #expect(score.alarm(budget: 4000) == ProjectionScore.Alarm(firstDay: 19, isTrue: true))
    #expect(score.alarm(budget: 6000) == ProjectionScore.Alarm(firstDay: nil, isTrue: false))
    #expect(score.errors.first == -0.5 && score.bias < 0 && score.meanError == -score.bias)
  }

  @Test("the report of a whole month says how right its projections were")
  func scoreReport() {
    var ledger = CallLedger()
    ledger.models = ["gpt-4o"]
    ledger.categories = ["simple"]
    let day: Int64 = 86_400_000_000_000
    for number in 0..<31 {
      ledger.calls.append(
        LedgerCall(
          time: CallLedger.origin + Int64(number) * day, model: 0, inputTokens: 1, outputTokens: 1,
          cost: number < 15 ? 100_000_000_000 : 300_000_000_000))
    }
    let text = LedgerReport(ledger, by: .day, budget: 4).text
    #expect(text.contains("the month came to $6.00; projections from day 7 on were off by"))
    #expect(text.contains("alert after 19 days"))
    ledger.calls.removeLast()
    #expect(!LedgerReport(ledger, by: .day, budget: 4).text.contains("the month came to"))
    #expect(ledger.projectionScore == nil)
  }

  @Test("a steady month is projected from its ninth day within 1 %, weekends or none")
  func scored() throws {
    for weekend in [Int128(1000), 300] {
      let month = (0..<30).map { (20_454 + $0 + 4) % 7 == 6 || (20_454 + $0 + 4) % 7 == 0 ? weekend : 1000 }
      let whole = month.reduce(0, +)
      let projected = SpendProjection(costs: Array(month.prefix(9)), firstDay: 20_454).month
      #expect(abs(Double(projected - whole)) <= Double(whole) / 100)
    }
  }
}
