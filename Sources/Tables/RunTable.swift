import Declarations
import Experiments
import Files
import Providers
import Recordings
import Strategies
import Traffic

/// What a strategy's gateway would have recorded of one replication, in the columns of the format `table`: with its
/// conversations and the prefixes of its prompts, which spend logs have no room for.
///
/// Times, dollars and tokens are exact, so that a recording that is read back is the run.
package struct RunTable: Sendable {
  private let stream: QueryStream
  private let outcomes: OutcomeTable
  private let catalog: ProviderCatalog
  private let writer: TraceWriter
  /// Whether anything was written to a prompt cache for an hour.
  private let hasHourWrites: Bool
  /// The requests that arrived, in the order of their arrival.
  private let order: [Int]
  /// The place of each request in its conversation, by when it arrived.
  private let turns: [Int]

  /// A table of outcomes that were kept with their details.
  package init(stream: QueryStream, outcomes: OutcomeTable, catalog: ProviderCatalog) {
    self.stream = stream
    self.outcomes = outcomes
    self.catalog = catalog
    writer = TraceWriter(stream)
    hasHourWrites = outcomes.details?.writtenHourTokens.contains { $0 > 0 } ?? false
    let count = min(stream.count, outcomes.kind.count)
    let order = (0..<count).filter { outcomes.kind[$0] != .pending }.sorted {
      (outcomes.arrival(of: $0, in: stream), $0) < (outcomes.arrival(of: $1, in: stream), $1)
    }
    self.order = order
    var turns = [Int](repeating: 0, count: stream.count)
    var next = [Int](repeating: 0, count: stream.hasTurns ? stream.sessionCount : 0)
    for request in order where stream.hasTurns && stream.session[request] != QueryStream.noSession {
      let session = Int(stream.session[request])
      turns[request] = next[session]
      next[session] += 1
    }
    self.turns = turns
  }

  /// Writes the table, a line a request.
  package func write(to output: inout BufferedOutput) throws(BufferedOutput.Failure) {
    for request in order {
      output.append(line(request).text(indent: nil))
      output.append("\n")
      try output.writeIfFull()
    }
  }

  private func line(_ request: Int) -> JSONValue {
    let kind = outcomes.kind[request]
    let isFailed = kind == .failed || kind == .rejected
    let model = catalog.models[Int(outcomes.model[request])]
    let latency = outcomes.latency[request]
    let own = stream[request]
    let sent = outcomes.details?.sent[request]
    var members: [(String, JSONValue)] = [
      (
        "timestamp",
        TraceWriter.seconds(Int128(outcomes.arrival(of: request, in: stream).nanoseconds))
      ),
      ("prompt_id", .string(String(own.prompt))), ("user", .string(String(own.user))),
      ("system_prompt", .string(String(own.systemPrompt))),
      ("system_tokens", JSONValue(sent?.system ?? Int(own.systemTokens))),
      ("context_tokens", JSONValue(sent?.context ?? Int(own.contextTokens))),
      ("input_tokens", JSONValue(sent?.input ?? stream.inputTokens(request))),
      ("output_tokens", JSONValue(sent?.output ?? Int(own.outputTokens))),
      ("temperature", own.marks.contains(.temperatureZero) ? 0 : 1), ("model", .string(model.name)),
      ("cost", .string(SpendLog.dollars(outcomes.cost[request]))),
      ("latency_s", latency < 0 ? .null : TraceWriter.seconds(Int128(latency))),
      ("first_token_s", latency < 0 ? .null : TraceWriter.seconds(Int128(outcomes.firstToken[request]))),
      ("status", isFailed ? "failure" : "success"),
      ("gateway_hit", .boolean(kind.isHit || kind == .coalesced)),
    ]
    members += writer.accounts(of: request) + writer.marks(of: request)
    let isServed = kind == .served && outcomes.details != nil
    func count(_ column: KeyPath<RequestDetails, [Int]>) -> JSONValue {
      isServed ? JSONValue(outcomes.details?[keyPath: column][request] ?? 0) : .null
    }
    let cached = outcomes.details?.cached(request)
    members.append(("cached_tokens", isServed ? cached.map { JSONValue($0) } ?? .null : .null))
    members.append(("written_tokens", count(\.writtenTokens)))
    if hasHourWrites { members.append(("written_1h_tokens", count(\.writtenHourTokens))) }
    if !stream.variants.ofRequest.isEmpty {
      members.append(("request_variant", .string(String(stream.variants.variant(of: request)))))
    }
    if stream.hasTurns {
      // In an open loop, a turn may come before the answer that it followed when it was recorded.
      let arrival = outcomes.arrival(of: request, in: stream)
      let followed = stream.predecessors(of: request).filter { before in
        outcomes.arrival(of: before, in: stream).nanoseconds + max(0, outcomes.latency[before])
          <= arrival.nanoseconds
      }
      members += writer.turn(of: request, number: turns[request], followed: followed.map { turns[$0] })
    }
    // The blocks of a prompt have the tokens that it had before a layer changed it.
    if sent == nil || sent?.input == stream.inputTokens(request) { members += writer.prefix(of: request) }
    return JSONValue(members: members)
  }
}
