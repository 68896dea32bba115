import Declarations
import Files

extension TraceFormat {
  /// Any JSON with the usage of a call in each record, such as answers that were kept without their requests, and
  /// tables with such a column.
  ///
  /// What `codex exec` prints of a turn is the sum of its thread so far; each turn has what it adds. What advised an answer of
  /// Anthropic's is a call of its own model. What `claude -p` prints at its end is a call where it took one turn, and else a
  /// sum, which is refused.
  static let usageLog = usages.withThreadSums

  private static let usages = calls(
    "usage_log", "any JSON with an object usage a record, such as answers kept without their requests",
    recognition: "usage with counts of tokens",
    layout: CallLayout(
      request: ["request", "request_body", "requestBody", "request_payload", "requestPayload"],
      response: ["response", "output", "completion", "answer"] + UsageReading.streams + ["."],
      messages: ["question", "query", "user_message", "request.messages"], usage: ["usage"],
      end: CallLayout.ends,
      latencySeconds: CallLayout.seconds, latencyMilliseconds: CallLayout.milliseconds,
      firstTokenSeconds: CallLayout.firstSeconds, firstTokenMilliseconds: CallLayout.firstMilliseconds,
      model: modelNames,
      cost: CallLayout.dollars, status: CallLayout.statuses, tellsTemperature: false,
      id: ["id", "request_id", "response.id"],
      // Events beside those that tell of calls, as Codex and others print them.
      isOther: { node in
        ["usage", "model", "error", "status_code"].allSatisfy { node[$0] == nil } && !holdsUsage(node)
          && !hasCounts(node) && !holdsStream(node)
      },
      isMention: isMention,
      isPiece: { node in node["usage"]?.value == .null && node["delta"] != nil },
      sameBeside: CallLayout.times.map { FieldPath($0) },
      // Gemini's answers.
      growing: ["responseId", "response.responseId"],
      marked: [
        CallLayout.Mark(name: turnMark, remark: .turns),
        CallLayout.Mark(name: UsageNames.guesses.text, remark: .guessed),
      ]),
    matches: { _, first in
      guard let first else { return false }
      return (first["usage"]?.members ?? []).contains { $0.key.lowercased().contains("token") }
        || hasUsage(first) || holdsStream(first) || GooseRequests.isRequest(first)
    },
    matchesRow: hasUsage,
    spread: { (node) throws(RowFault) in
      if let steps = ofSteps(node) { return steps }
      return try ofOneTurn(node).withAdvice
    })

  /// The calls of a result of the AI SDK, whose usage is that of its last step, or, earlier, of all; nil where it is one
  /// call. What was asked and what all steps cost together stands at the first: later ones ask with what came of those
  /// before, and are no equal requests. How long all of them took is the latency of none. Steps that are not kept are one
  /// sum, with a mark.
  private static func ofSteps(_ node: JSONNode) -> [JSONNode]? {
    guard let found = node.first(of: sumsOfSteps), node["usage"]?.members != nil else { return nil }
    guard let steps = found.elements else {
      guard found.members?.contains(where: { $0.node.number != nil }) == true, node["steps"] == nil,
        ["outputTokens", "completionTokens"].contains(where: {
          found[$0]?.number != node["usage"]?[$0]?.number
        })
      else { return nil }
      let rest = (node.members ?? []).filter { $0.key != "usage" }.map { ($0.key, Optional($0.node)) }
      return [node.rebuilt(rest + [("usage", found), (turnMark, JSONNode(true, at: node.position))])]
    }
    guard steps.count > 1,
      steps.allSatisfy({ $0["usage"]?.members?.contains { $0.node.number != nil } == true })
    else { return nil }
    let name = node["id"]?.string
    let outer = (node.members ?? []).filter { !ofResults.contains($0.key) }
    let outerTime = node.first(of: CallLayout.times.map { FieldPath($0) })
    return steps.enumerated().map { place, step in
      let around = outer.filter { place == 0 || ofAllSteps.contains($0.key) }.map {
        ($0.key, Optional(place == 0 ? $0.node : withoutCosts($0.node)))
      }
      let id = name.map { JSONNode(.string("\($0) step \(place)"), at: step.position) }
      return node.rebuilt(
        around + [
          ("usage", step["usage"]), ("model", step.at("response.modelId") ?? node["model"]),
          ("timestamp", step.at("response.timestamp") ?? outerTime), ("id", id),
          ("providerMetadata", step["providerMetadata"]),
        ])
    }
  }

  /// Where a result keeps its steps, and what they took together.
  private static let sumsOfSteps: [FieldPath] = ["steps", "totalUsage"]
  /// What a result tells of its last step, or of all together and of none alone.
  private static let ofResults: Set<String> = {
    var names = Set(CallLayout.times)
    names.formUnion([
      "usage", "totalUsage", "steps", "model", "id", "response", "text", "content", "providerMetadata",
      "messages",
    ])
    for paths in [
      CallLayout.milliseconds, CallLayout.seconds, CallLayout.firstMilliseconds, CallLayout.firstSeconds,
      CallLayout.ends,
    ] {
      names.formUnion(paths.map(\.text))
    }
    return names
  }()
  /// What a result tells of each of its steps: whose they are, and whether they failed.
  private static let ofAllSteps: Set<String> = {
    var names: Set<String> = [
      "session_id", "sessionId", "conversation_id", "team_id", "api_key_id", "metadata", "provider",
    ]
    for paths in [CallLayout.users, CallLayout.services, CallLayout.statuses, CallLayout.failures] {
      names.formUnion(paths.map(\.text))
    }
    return names
  }()

  /// An object such as `metadata` without what all steps cost and took.
  private static func withoutCosts(_ node: JSONNode) -> JSONNode {
    let whole = node.unfolded
    guard let members = whole.members else { return node }
    let left = members.filter { !["cost", "usage"].contains($0.key) }
    return left.count == members.count ? node : whole.rebuilt(left.map { ($0.key, Optional($0.node)) })
  }

  /// A record with the model of what `claude -p` prints at its end, where it is that; others as they are, those of several
  /// turns with a mark.
  @Sendable private static func ofOneTurn(_ node: JSONNode) throws(RowFault) -> JSONNode {
    guard let turns = node.first(of: turnNames)?.number else {
      let calls = node.first(of: UsageNames.callsOfModels)?.number ?? 0
      return calls > 1 && node["usage"] != nil ? withTurnMark(node) : node
    }
    let models = node["modelUsage"]?.members
    if turns > 1 {
      // What is called so beside messages is the length of a conversation.
      guard node["messages"] == nil, node["usage"] != nil else { return node }
      // Others call the turns of a conversation so far `turns`, beside what one call cost.
      let isCounted = countNames.contains { node[$0] != nil }
      guard models != nil || isCounted && ofSession.contains(where: { node[$0] != nil }) else {
        return withTurnMark(node)
      }
      throw RowFault(
        .badValue,
        "the usage sums up the calls of \(turns.short) turns ('num_turns'); a log with a row for each call was expected, "
          + "such as Claude Code's transcript of the session",
        at: node.position)
    }
    guard node["type"]?.string == "result", node["model"] == nil, let models, models.count == 1,
      let used = models.first
    else { return node }
    let model = used.node["canonicalModel"] ?? JSONNode(.string(used.key), at: node.position)
    return node.rebuilt((node.members ?? []).map { ($0.key, Optional($0.node)) } + [("model", model)])
  }

  /// A record with what marks one of several turns or calls.
  private static func withTurnMark(_ node: JSONNode) -> JSONNode {
    let mark = JSONNode(true, at: node.position)
    return node.rebuilt((node.members ?? []).map { ($0.key, Optional($0.node)) } + [(turnMark, mark)])
  }

  /// Names of a number of turns, those that Claude Code has, and what it tells beside it of a session.
  private static let turnNames: [FieldPath] = ["num_turns", "numTurns", "turns"]
  private static let countNames = ["num_turns", "numTurns"]
  private static let ofSession = ["total_cost_usd", "duration_api_ms", "durationApiMs", "totalCostUsd"]
  /// What marks a record of several turns.
  private static let turnMark = "several turns"

  /// Whether a record beside those with a usage names a model and has neither counts nor anything that was sent,
  /// answered, measured, billed, ended or failed: the start of a call, whose end tells it, or the choice of a router.
  @Sendable private static func isMention(_ node: JSONNode) -> Bool {
    guard node["model"] != nil, node["usage"] == nil, !hasCounts(node), !holdsUsage(node),
      !holdsStream(node)
    else { return false }
    return !(node.members ?? []).contains { $0.node.value != .null && ofCalls.contains($0.key) }
      && node.first(of: measures) == nil
      && node.first(of: CallLayout.statuses).map(isEnd) != true
      && node.first(of: CallLayout.failures).map(CallReader.isMarked) != true
  }

  /// Whether a status is that of a call which ended: a code, or a word of success or failure.
  private static func isEnd(_ status: JSONNode) -> Bool {
    if CallReader.isFailure(status) { return true }
    guard let text = status.string else { return status.integer.map { $0 >= 100 } ?? false }
    if Int(text) != nil { return true }
    return ends.contains(text.lowercased())
  }

  private static let ends: Set<String> = [
    "success", "successful", "succeeded", "ok", "200 ok", "completed", "complete", "finished", "done", "end",
    "ended", "stop", "end_turn",
  ]

  /// What a record of a call has some of, beside counts.
  private static let ofCalls = WantedNames([
    "messages", "message_list", "prompt", "prompts", "input", "inputs", "contents", "question", "query",
    "user_message", "request", "request_body", "body", "response", "response_body", "output", "outputs",
    "output_text", "text", "content", "completion", "answer", "choices", "candidates", "generations",
    "generated_text", "generation", "result", "results", "delta", "parts", "tool_calls", "data", "embedding",
    "embeddings", "images", "error", "error_message", "status_code", "http_status", "usage_metadata",
    "token_usage", "finish_reason", "finish_reasons", "stop_reason", "success", "ok", "is_success",
    "succeeded", "completion_chars", "completion_characters", "completion_length", "response_chars",
    "response_characters", "response_length", "answer_length", "output_chars", "output_length",
  ])
  private static let measures =
    CallLayout.dollars + CallLayout.hits + CallLayout.milliseconds + CallLayout.seconds + CallLayout.ends
    + CallLayout.firstMilliseconds + CallLayout.firstSeconds + CallLayout.durations
    + ["ttft", "time_to_first_token"]

  private static let modelNames: [FieldPath] =
    ["model"] + CallLayout.models + modelPlaces + CallLayout.settingModels

  /// Where records keep the model in an object of their own.
  private static let modelPlaces: [FieldPath] = [
    "response_metadata.model_name", "response.model", "metadata.model", "metadata.model_name", "llm.model",
    "output.model", "result.model", "request.model", "data.model", "payload.model", "request_body.model",
    "requestBody.model", "response_body.model", "responseBody.model", "input.model", "body.model",
    "llm_summary.model", "response.metrics.model", "providerData.requestModelId",
    "providerData.model", "response.0.model", "response.0.modelVersion",
    "response.0.message.model", "response_chunks.0.model", "chunks.0.model", "response.modelVersion",
    // Parts of the AI SDK's streams, and messages of Langflow.
    "response.modelId", "source.source",
  ]

  /// Whether a record holds counts of tokens among its own members.
  @Sendable private static func hasCounts(_ node: JSONNode) -> Bool {
    (node.members ?? []).contains { counts.contains($0.key) }
  }

  private static let counts = WantedNames(
    // llama.cpp tells more of its counts among its timings.
    [TableColumn.inputTokens.key] + TableColumn.inputTokens.aliases.filter { $0 != "tokens_evaluated" })

  /// Whether a record holds a streamed answer whose pieces tell a usage.
  @Sendable private static func holdsStream(_ node: JSONNode) -> Bool {
    guard let pieces = node.first(of: UsageReading.streams)?.unfolded, pieces.isStream,
      let usage = (try? UsageReading(answer: pieces)) ?? nil
    else { return false }
    return usage.input != nil || usage.output != nil
  }

  /// Whether a record holds a usage in an object of its own, and no tokens beside it.
  @Sendable private static func hasUsage(_ node: JSONNode) -> Bool { holdsUsage(node) && !hasCounts(node) }

  /// Whether a record holds a usage in an object of its own.
  private static func holdsUsage(_ node: JSONNode) -> Bool {
    let bits = node.keyBits
    return UsageNames.rowPlaces.contains { path in
      // Counts among anything else, without a model, may be the sum of a session.
      if path == UsageNames.metadata, node.first(of: modelNames) == nil { return false }
      guard path.bits & bits != 0, let found = node.at(path)?.unfolded, found.members?.isEmpty == false,
        let usage = try? UsageReading(found)
      else { return false }
      return usage.input != nil || usage.output != nil
    }
  }
}

extension TraceFormat {
  /// The same format, of whose events of Codex each turn has what it adds to its thread, and of goose's lines each answer
  /// what was asked.
  fileprivate var withThreadSums: TraceFormat {
    TraceFormat(
      name: name, summary: summary, recognition: recognition, parameters: parameters, matches: matches,
      rows: { (sample, source) throws(Diagnostic) in
        let reader = try rows(sample, source)
        guard case .json(_, let first) = sample, case .json(let parse) = reader else { return reader }
        if GooseRequests.isRequest(first) {
          let requests = GooseRequests()
          return .json { (node, row) throws(RowFault) in try parse(requests.own(node), &row) }
        }
        guard ThreadSums.isEvent(first) else { return reader }
        let sums = ThreadSums()
        return .json { (node, row) throws(RowFault) in try parse(sums.own(node), &row) }
      }, spread: spread, wanted: wanted, hasAnyKind: true)
  }
}

/// The sums of threads that events of `codex exec` have told so far.
private final class ThreadSums {
  private static let names = [
    "input_tokens", "cached_input_tokens", "cache_write_input_tokens", "output_tokens",
    "reasoning_output_tokens",
  ]

  private var sums: [String: [Int]] = [:]
  private var thread = ""

  /// Whether a record is one of the events.
  static func isEvent(_ node: JSONNode) -> Bool {
    ["thread.", "turn.", "item."].contains { node["type"]?.string?.hasPrefix($0) == true }
  }

  /// A turn's event with what the turn added to its thread; others as they are.
  func own(_ node: JSONNode) -> JSONNode {
    if node["type"]?.string == "thread.started" { thread = node["thread_id"]?.string ?? "" }
    guard node["type"]?.string == "turn.completed", let usage = node["usage"], let members = usage.members
    else { return node }
    let counts = ThreadSums.names.map { usage[$0]?.integer ?? 0 }
    let before = sums[thread] ?? []
    sums[thread] = counts
    // Counts that fell begin anew.
    guard before.count == counts.count, zip(before, counts).allSatisfy({ $0 >= 0 && $0 <= $1 }) else {
      return node
    }
    let added = members.map { member in
      let place = ThreadSums.names.firstIndex(of: member.key)
      let count = place.map { JSONNode(JSONValue(counts[$0] - before[$0]), at: member.node.position) }
      return (member.key, Optional(count ?? member.node))
    }
    return node.rebuilt(
      (node.members ?? []).map { ($0.key, $0.key == "usage" ? usage.rebuilt(added) : $0.node) })
  }
}
