import Declarations
import Experiments
import Files
import Providers
import Recordings
import Strategies
import Traffic

/// What a strategy's gateway would have logged of one replication, in the columns of LiteLLM's spend logs.
///
/// One JSON object a request: dollars are exact, times are those of the recording or count from 2026-01-01, texts are those
/// of the stream. What was refused before any call is a failure without tokens. Teams and API keys stand where they are
/// known. What the columns have no room for is in `metadata.simbench`: how the request ended, the layer that ended it,
/// its category, and what it would have cost on one model without a cache.
package struct SpendLog: Sendable {
  private let ledger: CallLedger
  private let stream: QueryStream
  private let outcomes: OutcomeTable
  private let catalog: ProviderCatalog
  /// Names as they stand in JSON.
  private let models: [[UInt8]]
  private let layers: [[UInt8]]
  private let categories: [[UInt8]]
  private let kinds: [[UInt8]]

  /// A log of outcomes that were kept with their details, and of the ledger that was made of them.
  package init(
    _ ledger: CallLedger, stream: QueryStream, outcomes: OutcomeTable, catalog: ProviderCatalog
  ) {
    self.ledger = ledger
    self.stream = stream
    self.outcomes = outcomes
    self.catalog = catalog
    func literals(_ names: [String]) -> [[UInt8]] { names.map { Array(JSONValue.quoted($0).utf8) } }
    models = literals(catalog.models.map(\.name))
    layers = literals(ledger.layers)
    categories = literals(ledger.categories)
    kinds = literals(OutcomeKind.allCases.map(\.name))
  }

  /// Writes the log, a line a request.
  package func write(to output: inout BufferedOutput) throws(BufferedOutput.Failure) {
    var clock = LogClock()
    var text: [UInt8] = []
    var place = 0
    for request in 0..<min(stream.count, outcomes.kind.count) where outcomes.kind[request] != .pending {
      line(request, ledger.calls[place], &clock, &text, to: &output)
      place += 1
      try output.writeIfFull()
    }
  }

  private func line(
    _ request: Int, _ call: LedgerCall, _ clock: inout LogClock, _ text: inout [UInt8],
    to output: inout BufferedOutput
  ) {
    let isFailed = call.outcome == .failed || call.outcome == .rejected
    // A cached answer is logged with the tokens that it has, and no spend.
    let input = !isFailed || call.cost > 0 ? call.inputTokens : 0
    let isHit = call.outcome.isHit || call.outcome == .coalesced
    output.append("{\"request_id\":\"simbench-")
    output.append(Int64(request), decimals: 0)
    output.append("\", \"call_type\":\"acompletion\", \"spend\":\"")
    output.append(call.cost, decimals: 12)
    output.append("\", \"startTime\":\"")
    clock.append(call.time, to: &output)
    output.append("\", \"endTime\":\"")
    clock.append(call.time + max(0, call.latency), to: &output)
    output.append("\", \"completionStartTime\":\"")
    clock.append(call.time + max(0, outcomes.firstToken[request]), to: &output)
    output.append("\", \"model\":")
    output.append(models[call.model])
    output.append(", \"end_user\":\"user-")
    output.append(Int64(call.user), decimals: 0)
    output.append("\", ")
    append("team_id", "team-", call.team, to: &output)
    append("api_key", "key-", call.apiKey, to: &output)
    output.append(isHit ? "\"cache_hit\":\"True\", " : "\"cache_hit\":\"False\", ")
    output.append(isFailed ? "\"status\":\"failure\", " : "\"status\":\"success\", ")
    append(tokens: input, call.outputTokens, to: &output)
    output.append(", \"total_tokens\":")
    output.append(Int64(input + call.outputTokens), decimals: 0)
    output.append(", \"metadata\":{\"usage_object\":{")
    append(tokens: input, call.outputTokens, to: &output)
    appendPromptCache(request, call, input, to: &output)
    output.append("}, \"simbench\":{\"outcome\":")
    output.append(kinds[Int(call.outcome.rawValue)])
    output.append(", \"input_tokens\":")
    output.append(Int64(call.inputTokens), decimals: 0)
    output.append(", \"uncached_usd\":\"")
    output.append(call.uncached, decimals: 12)
    output.append("\", \"category\":")
    output.append(categories[call.category])
    if layers.indices.contains(call.layer) {
      output.append(", \"layer\":")
      output.append(layers[call.layer])
    }
    if call.latency < 0 { output.append(", \"answered\":false") }
    output.append("}}, \"proxy_server_request\":{\"model\":")
    output.append(models[call.model])
    output.append(
      stream.marks[request].contains(.temperatureZero) ? ", \"temperature\":0" : ", \"temperature\":1")
    if stream.texts.isPresent {
      output.append(", \"messages\":[{\"role\":\"user\", \"content\":")
      text.removeAll(keepingCapacity: true)
      stream.texts.append(Int(stream.prompt[request]), to: &text)
      SpendLog.append(quoted: text, to: &output)
      output.append("}]")
    }
    output.append("}")
    if stream.hasTurns, stream.session[request] != QueryStream.noSession {
      output.append(", \"session_id\":\"session-")
      output.append(Int64(stream.session[request]), decimals: 0)
      output.append("\"")
    }
    output.append("}\n")
  }

  /// Appends a text as a JSON literal; one of plain ASCII as it stands.
  private static func append(quoted text: [UInt8], to output: inout BufferedOutput) {
    let isPlain = text.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
    guard isPlain else {
      output.append(JSONValue.quoted(String(decoding: text, as: UTF8.self)))
      return
    }
    output.append("\"")
    output.append(text)
    output.append("\"")
  }

  private func append(_ key: String, _ prefix: String, _ number: Int64, to output: inout BufferedOutput) {
    guard number >= 0 else { return }
    output.append("\"\(key)\":\"\(prefix)")
    output.append(number, decimals: 0)
    output.append("\", ")
  }

  private func append(tokens input: Int, _ answer: Int, to output: inout BufferedOutput) {
    output.append("\"prompt_tokens\":")
    output.append(Int64(input), decimals: 0)
    output.append(", \"completion_tokens\":")
    output.append(Int64(answer), decimals: 0)
  }

  /// What a served request read from the provider's prompt cache and wrote to it.
  private func appendPromptCache(
    _ request: Int, _ call: LedgerCall, _ input: Int, to output: inout BufferedOutput
  ) {
    guard call.outcome == .served, let details = outcomes.details else { return }
    if let cached = call.cachedTokens {
      output.append(", \"prompt_tokens_details\":{\"cached_tokens\":")
      output.append(Int64(min(input, cached)), decimals: 0)
      output.append("}")
    }
    let written = details.costs[CostComponent.cacheWrite.rawValue][request]
    let price = catalog.models[call.model].prices.standard.rates(input: input).cacheWrite.picodollars
    if written > 0, price > 0 {
      output.append(", \"cache_creation_input_tokens\":")
      output.append(written / price, decimals: 0)
    }
  }

  /// Picodollars as dollars, exactly.
  static func dollars(_ amount: Int64) -> String {
    let (whole, part) = amount.quotientAndRemainder(dividingBy: 1_000_000_000_000)
    let digits = String(part)
    return "\(whole)." + String(repeating: "0", count: 12 - digits.count) + digits
  }
}

/// Writes times as ISO 8601 with all nine decimals, whose days are worked out once each.
private struct LogClock {
  private var day = Int64.min
  private var text: [UInt8] = []

  mutating func append(_ nanoseconds: Int64, to output: inout BufferedOutput) {
    let length = CallLedger.day
    let number = CallLedger.day(of: nanoseconds)
    if Int64(number) != day {
      day = Int64(number)
      text = Array((CalendarTime(nanoseconds: Int128(number) * Int128(length)).day + "T").utf8)
    }
    let rest = nanoseconds - day * length
    let minutes = rest / 60_000_000_000
    output.append(text)
    LogClock.append(two: minutes / 60, to: &output)
    output.append(":")
    LogClock.append(two: minutes % 60, to: &output)
    output.append(":")
    let second = rest % 60_000_000_000
    if second < 10_000_000_000 { output.append("0") }
    output.append(second, decimals: 9)
    output.append("Z")
  }

  private static func append(two value: Int64, to output: inout BufferedOutput) {
    output.append(UInt8(ascii: "0") + UInt8(value / 10))
    output.append(UInt8(ascii: "0") + UInt8(value % 10))
  }
}
