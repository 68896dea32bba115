import Declarations
import Experiments
import Files
import Providers
import Recordings
import Strategies
import Traffic

/// What a strategy's gateway would have logged of one replication, in the columns of LiteLLM's spend logs.
///
/// One JSON object a request: dollars are exact, times count from 2026-01-01, texts are those of the stream. What
/// was refused before any call is a failure without tokens.
package struct SpendLog: Sendable {
  private let stream: QueryStream
  private let outcomes: OutcomeTable
  private let catalog: ProviderCatalog
  /// 2026-01-01T00:00:00Z.
  private static let origin: Int64 = 1_767_225_600_000_000_000

  /// A log of outcomes that were kept with their details.
  package init(stream: QueryStream, outcomes: OutcomeTable, catalog: ProviderCatalog) {
    self.stream = stream
    self.outcomes = outcomes
    self.catalog = catalog
  }

  /// Writes the log, a line a request.
  package func write(to output: inout BufferedOutput) throws(BufferedOutput.Failure) {
    for request in 0..<min(stream.count, outcomes.kind.count) where outcomes.kind[request] != .pending {
      output.append(line(request).text(indent: nil))
      output.append("\n")
      try output.writeIfFull()
    }
  }

  private func line(_ request: Int) -> JSONValue {
    let kind = outcomes.kind[request]
    let isBilled = outcomes.cost[request] > 0
    let isFailed = kind == .failed || kind == .rejected
    let start = SpendLog.origin + outcomes.arrival(of: request, in: stream).nanoseconds
    let latency = max(0, outcomes.latency[request])
    let model = catalog.models[Int(outcomes.model[request])]
    // A cached answer is logged with the tokens that it has, and no spend.
    let hasTokens = !isFailed || isBilled
    let output = isFailed ? 0 : Int(stream.outputTokens[request])
    let tokens = hasTokens ? (stream.inputTokens(request), output) : (0, 0)
    var body: [(String, JSONValue)] = [
      ("model", .string(model.name)),
      ("temperature", stream.marks[request].contains(.temperatureZero) ? 0 : 1),
    ]
    if stream.texts.isPresent {
      let text = stream.texts.text(Int(stream.prompt[request]))
      body.append(("messages", [["role": "user", "content": .string(text)]]))
    }
    var members: [(String, JSONValue)] = [
      ("request_id", .string("simbench-\(request)")), ("call_type", "acompletion"),
      ("spend", .string(SpendLog.dollars(outcomes.cost[request]))),
      ("startTime", .string(SpendLog.date(start))), ("endTime", .string(SpendLog.date(start + latency))),
      ("completionStartTime", .string(SpendLog.date(start + max(0, outcomes.firstToken[request])))),
      ("model", .string(model.name)), ("end_user", .string("user-\(stream.user[request])")),
      (
        "cache_hit",
        .string(kind == .exactHit || kind == .semanticHit || kind == .coalesced ? "True" : "False")
      ),
      ("status", isFailed ? "failure" : "success"),
      ("prompt_tokens", JSONValue(tokens.0)), ("completion_tokens", JSONValue(tokens.1)),
      ("total_tokens", JSONValue(tokens.0 + tokens.1)),
      ("metadata", ["usage_object": usage(request, tokens, model.prices, isServed: kind == .served)]),
      ("proxy_server_request", JSONValue(members: body)),
    ]
    if stream.hasTurns, stream.session[request] != QueryStream.noSession {
      members.append(("session_id", .string("session-\(stream.session[request])")))
    }
    return JSONValue(members: members)
  }

  private func usage(_ request: Int, _ tokens: (Int, Int), _ prices: ModelPrices, isServed: Bool) -> JSONValue
  {
    var members: [(String, JSONValue)] = [
      ("prompt_tokens", JSONValue(tokens.0)), ("completion_tokens", JSONValue(tokens.1)),
    ]
    guard isServed, let details = outcomes.details else { return JSONValue(members: members) }
    members.append(
      ("prompt_tokens_details", ["cached_tokens": JSONValue(min(tokens.0, details.cachedTokens[request]))]))
    let written = details.costs[CostComponent.cacheWrite.rawValue][request]
    let price = prices.standard.rates(input: tokens.0).cacheWrite.picodollars
    if written > 0, price > 0 {
      members.append(("cache_creation_input_tokens", JSONValue(Int(written / price))))
    }
    return JSONValue(members: members)
  }

  /// Picodollars as dollars, exactly.
  static func dollars(_ amount: Int64) -> String {
    let (whole, part) = amount.quotientAndRemainder(dividingBy: 1_000_000_000_000)
    let digits = String(part)
    return "\(whole)." + String(repeating: "0", count: 12 - digits.count) + digits
  }

  /// Nanoseconds since 1970 as ISO 8601 with all of them.
  private static func date(_ nanoseconds: Int64) -> String {
    CalendarTime(nanoseconds: Int128(nanoseconds)).text(decimals: 9)
  }
}
