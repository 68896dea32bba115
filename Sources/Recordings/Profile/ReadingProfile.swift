import Declarations
import Traffic

/// What was read of a log: what it told, and what was assumed by which rule; what it lacks is n/a, never 0.
package struct ReadingProfile: Sendable {
  /// How the log was read.
  package var reading: RecordedReading
  /// Rows that became requests.
  package var requests = 0
  /// Calls by model, most first.
  package var models: [(name: String, calls: Int)] = []
  /// Share of the commonest prompt; nil without prompts.
  package var commonestShare: Double?
  /// Sums of what was recorded, with the rows that tell it; nil where no row does.
  package var cached, written, writtenHour, reasoning, gatewayHits, failed: (sum: Int, rows: Int)?
  /// Picodollars, with the rows that tell them.
  package var spend: (sum: Int128, rows: Int)?
  /// Rows with a latency, and with a time of the first token.
  package var latencies = 0
  package var firstTokens = 0

  /// Nothing read yet.
  package init(_ reading: RecordedReading) { self.reading = reading }

  /// Profiles what was read; nil for a stream that was not.
  ///
  /// - Complexity: O(requests).
  init?(_ stream: QueryStream) {
    guard let reading = stream.reading else { return nil }
    var sums = ReadingSums(stream)
    sums.add(stream)
    self.init(reading, sums, modelNames: stream.recorded.modelNames)
  }

  /// What was read of a log, from its sums.
  init(_ reading: RecordedReading, _ sums: ReadingSums, modelNames: [String]) {
    func told(_ sum: (sum: Int, rows: Int)) -> (sum: Int, rows: Int)? { sum.rows > 0 ? sum : nil }
    self.reading = reading
    requests = sums.requests
    let calls = sums.calls
    models = calls.indices.filter { calls[$0] > 0 }.sorted { (calls[$1], $0) < (calls[$0], $1) }.map {
      (modelNames[$0], calls[$0])
    }
    commonestShare = sums.commonestShare
    cached = told(sums.cached)
    written = told(sums.written)
    writtenHour = told(sums.writtenHour)
    reasoning = told(sums.reasoning)
    gatewayHits = told(sums.gatewayHits)
    failed = told(sums.failed)
    spend = sums.spend.rows > 0 ? sums.spend : nil
    latencies = sums.latencies
    firstTokens = sums.firstTokens
  }

  /// Names and values for a table.
  package var rows: [(name: String, value: String)] {
    func amount(_ value: (sum: Int, rows: Int)?) -> String {
      value.map { "\($0.sum)\(share($0.rows))" } ?? "n/a"
    }
    var rows: [(name: String, value: String)] = [
      ("what was read", reading.format), ("rows read", String(requests)), ("times", times),
      ("input tokens are", rules(reading.inputRules)), ("output tokens are", rules(reading.outputRules)),
      (
        "temperature recorded",
        reading.temperatures > 0 ? "\(reading.temperatures) of \(requests) rows" : "n/a"
      ),
    ]
    let names = models.prefix(12).map { "\($0.name) \($0.calls)" }.joined(separator: ", ")
    let more = models.count > 12 ? ", \(models.count - 12) more" : ""
    rows.append(("models with calls", models.isEmpty ? "n/a" : names + more))
    rows.append(
      ("share of the commonest prompt", commonestShare.map { StreamProfile.text($0 * 100, 2, " %") } ?? "n/a")
    )
    rows += [
      ("cached tokens", amount(cached)), ("tokens written for 5 min", amount(written)),
      ("tokens written for 1 h", amount(writtenHour)), ("reasoning tokens", amount(reasoning)),
      ("recorded spend", spend.map { "$" + ReadingProfile.dollars($0.sum) + share($0.rows) } ?? "n/a"),
      ("failed calls", amount(failed)), ("gateway cache hits", amount(gatewayHits)),
      ("latency recorded", latencies > 0 ? "\(latencies) of \(requests) rows" : "n/a"),
      ("first token recorded", firstTokens > 0 ? "\(firstTokens) of \(requests) rows" : "n/a"),
      ("user recorded", reading.users > 0 ? "\(reading.users) of \(requests) rows" : "n/a"),
    ]
    for (index, note) in reading.notes.enumerated() { rows.append(("note \(index + 1)", note)) }
    return rows
  }

  /// The same as JSON; what the log lacks is null.
  package var json: JSONValue {
    func amount(_ value: (sum: Int, rows: Int)?) -> JSONValue {
      value.map { ["sum": JSONValue($0.sum), "rows": JSONValue($0.rows)] } ?? .null
    }
    func rules(_ counts: [Int]) -> JSONValue {
      JSONValue(members: zip(["recorded", "estimated", "assumed"], counts).map { ($0, JSONValue($1)) })
    }
    func rows(_ count: Int) -> JSONValue { count > 0 ? JSONValue(count) : .null }
    return JSONValue(members: [
      ("format", .string(reading.format)), ("rows", JSONValue(requests)),
      ("time_unit", reading.timeUnit.map { .string($0) } ?? .null),
      ("first", reading.firstTime.flatMap(ReadingProfile.date).map { .string($0) } ?? .null),
      ("last", reading.lastTime.flatMap(ReadingProfile.date).map { .string($0) } ?? .null),
      ("input_tokens", rules(reading.inputRules)), ("output_tokens", rules(reading.outputRules)),
      ("temperature_rows", rows(reading.temperatures)),
      (
        "models",
        models.isEmpty ? .null : JSONValue(members: models.map { ($0.name, JSONValue($0.calls)) })
      ),
      ("commonest_prompt_share", commonestShare.map { JSONValue($0) } ?? .null),
      ("cached_tokens", amount(cached)), ("written_5m_tokens", amount(written)),
      ("written_1h_tokens", amount(writtenHour)), ("reasoning_tokens", amount(reasoning)),
      (
        "spend",
        spend.map { ["usd": JSONValue(Double($0.sum) / 1e12), "rows": JSONValue($0.rows)] } ?? .null
      ),
      ("failed", amount(failed)), ("gateway_hits", amount(gatewayHits)), ("latency_rows", rows(latencies)),
      ("first_token_rows", rows(firstTokens)), ("user_rows", rows(reading.users)),
      ("notes", JSONValue(reading.notes.map { .string($0) })),
    ])
  }

  private func share(_ rows: Int) -> String { rows == requests ? "" : " in \(rows) of \(requests) rows" }

  private func rules(_ counts: [Int]) -> String {
    let parts = RecordedReading.TokenRule.allCases.filter { counts[Int($0.rawValue)] > 0 }.map {
      rule -> String in
      let count = counts[Int(rule.rawValue)]
      return "\(rule.name): \(count) \(count == 1 ? "row" : "rows")"
    }
    return parts.isEmpty ? "n/a" : parts.joined(separator: "; ")
  }

  private var times: String {
    guard let unit = reading.timeUnit, let first = reading.firstTime, let last = reading.lastTime else {
      return "n/a; the rows are spaced evenly (rate_per_s)"
    }
    guard let from = ReadingProfile.date(first), let to = ReadingProfile.date(last) else {
      return "\(unit), from an origin of their own"
    }
    return "\(unit), \(from) to \(to)"
  }

  /// An amount of picodollars with its digits up to the last that is not 0, at least two.
  private static func dollars(_ picodollars: Int128) -> String {
    var fraction = String(picodollars % 1_000_000_000_000)
    fraction = String(repeating: "0", count: 12 - fraction.count) + fraction
    while fraction.count > 2, fraction.last == "0" { fraction.removeLast() }
    return "\(picodollars / 1_000_000_000_000).\(fraction)"
  }

  /// A time since 1970 to the second; nil before 1973, since it then counts from another origin.
  private static func date(_ nanoseconds: Int128) -> String? {
    guard nanoseconds >= 100_000_000_000_000_000 else { return nil }
    return CalendarTime(nanoseconds: nanoseconds).text()
  }
}
