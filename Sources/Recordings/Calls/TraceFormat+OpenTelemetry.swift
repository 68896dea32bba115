import Declarations

extension TraceFormat {
  /// Spans of calls of models by OpenTelemetry's conventions for generative AI, today's names and older ones.
  ///
  /// A record is a span, or a batch of them as the collector's file exporter writes it. Spans without a model are
  /// no calls and left out; a span around the spans of calls, as that of an agent, tells of those again and is left
  /// out too, also where no span names the one that it lies in.
  static let openTelemetry = calls(
    "otel", "OpenTelemetry GenAI spans: OTLP JSON of the collector, or one span a line",
    recognition: "resourceSpans, scopeSpans, or attributes with a start time",
    layout: GenAISpan.layout, wanted: GenAISpan.wanted,
    matches: { names, first in
      first?.at("result.resourceSpans") != nil || first?.at("trace.resourceSpans") != nil
        || first?.at("batches.0.resource") != nil
        || names.contains("resourceSpans") || names.contains("scopeSpans")
        || names.contains("attributes.llm.model_name") || names.contains("attributes.openinference.span.kind")
        || (names.contains("attributes")
          && ["startTimeUnixNano", "start_time_unix_nano", "start_time", "startTime"].contains(
            where: names.contains))
        || first.map(GenAISpan.hasAttributes) ?? false
    },
    matchesRow: GenAISpan.hasAttributes,
    spread: { node in
      let places: [FieldPath] = ["resourceSpans", "result.resourceSpans", "trace.resourceSpans", "batches"]
      let list = node.first(of: places)?.elements
      let batches = list ?? [node]
      let scopes = batches.flatMap { batch in
        (batch["scopeSpans"] ?? batch["instrumentationLibrarySpans"])?.elements ?? []
      }
      let spans = scopes.isEmpty && list == nil ? [node] : scopes.flatMap { $0["spans"]?.elements ?? [] }
      return spans.map { GenAISpan.row(of: $0) }
    })
}

/// A span of a model's call, its attributes in one place.
struct GenAISpan {
  /// The span as a row: start, end, model, settings, messages, response, usage, user, error.
  let row: JSONNode

  private static let usages = [
    "gen_ai.usage.", "llm.usage.", "llm.token_count.", "ai.usage.", "ag.metrics.tokens.incremental.",
  ]
  private static let requests = ["gen_ai.request.", "llm.request.", "ai.settings."]
  /// Names of the model; agentgateway leaves that of a request empty which names none, and Elastic's integration of Bedrock
  /// has it alone.
  private static let models = [
    "gen_ai.request.model", "gen_ai.response.model", "llm.request.model", "llm.response.model",
    "llm.model_name", "ai.model.id", "langfuse.observation.model.name", "gen_ai.model.id",
  ]
  /// Settings that OpenLLMetry, and the conventions before and for OpenAI, have outside of these.
  private static let settings: [String: String] = [
    "llm.temperature": "temperature", "llm.top_p": "top_p", "llm.top_k": "top_k",
    "llm.frequency_penalty": "frequency_penalty", "llm.presence_penalty": "presence_penalty",
    "llm.stop_sequences": "stop_sequences", "llm.chat.stop_sequences": "stop_sequences",
    "gen_ai.openai.request.seed": "seed", "gen_ai.openai.request.response_format": "response_format",
  ]

  /// Counts that Semantic Kernel has beside what it tells of the response, in its versions of 2024, and agentgateway beside
  /// that of the request, in those of 2025.
  private static let responses = [
    ("prompt_tokens", "gen_ai.response.prompt_tokens"),
    ("completion_tokens", "gen_ai.response.completion_tokens"),
    ("prompt_tokens", "llm.request.tokens"), ("completion_tokens", "llm.response.tokens"),
  ]

  private static let counts = [
    "prompt": "prompt_tokens", "completion": "completion_tokens", "total": "total_tokens",
  ]

  /// The name of a count in a usage: older names of the conventions, and the makers' names of the cache's.
  private static func count(_ name: String) -> String {
    for kind in ["read", "creation"] where name.hasSuffix("cache_\(kind)_input_tokens") {
      return name.dropLast("_input_tokens".count) + ".input_tokens"
    }
    return counts[name] ?? name
  }

  init?(_ span: JSONNode) {
    var attributes: [String: JSONNode] = [:]
    var names: [String] = []
    func take(_ name: String, _ node: JSONNode, isNested: Bool = false) {
      if attributes.updateValue(node, forKey: name) == nil { names.append(name) }
      // Some write attributes as objects within one another.
      guard isNested || !name.contains(".") else { return }
      for member in node.members ?? [] { take(name + "." + member.key, member.node, isNested: true) }
    }
    GenAISpan.attributes(of: span) { take($0, $1) }
    let said = GenAISpan.events(span) { take($0, $1, isNested: $2) }
    func value(_ keys: String...) -> JSONNode? { keys.lazy.compactMap { attributes[$0] }.first }
    let model =
      GenAISpan.models.lazy.compactMap { attributes[$0] }.first { $0.string?.isEmpty != true }
      ?? (span["attributes"] == nil && attributes.keys.contains { $0.hasPrefix("gen_ai.usage.") }
        ? span["model"] : nil)
      ?? GenAISpan.ownModel(span, attributes)
    let tracked = model == nil ? GenAISpan.mlflow(span, attributes) : nil
    guard model != nil || tracked != nil else { return nil }
    var members: [(String, JSONNode?)] = [
      ("model", model), ("answered_model", value("gen_ai.response.model", "llm.response.model")),
    ]
    if GenAISpan.isAgent(span, operation: value("gen_ai.operation.name")?.string) {
      members.append(("agent", JSONNode(true)))
    }
    var usage: [(String, JSONNode?)] = []
    for name in names {
      for prefix in GenAISpan.usages where name.hasPrefix(prefix) {
        // By the convention, what was cached is part of the input, whatever the provider says. Pydantic AI tells it among
        // details, in which the provider's own input is another one.
        var own = name.dropFirst(prefix.count)
        if own.hasPrefix("details.") {
          own = own.dropFirst("details.".count)
          if ["input_tokens", "output_tokens"].contains(own) { continue }
        }
        usage.append((GenAISpan.count(String(own)), attributes[name]))
      }
      for prefix in GenAISpan.requests where name.hasPrefix(prefix) && !name.hasSuffix(".model") {
        members.append((String(name.dropFirst(prefix.count)), attributes[name]))
      }
      if let setting = GenAISpan.settings[name], attributes[name]?.string != "text" {
        members.append((setting, attributes[name]))
      }
    }
    if usage.isEmpty {
      usage = GenAISpan.responses.map { ($0.0, attributes[$0.1]) }.filter { $0.1 != nil }
    }
    if value("gen_ai.operation.name")?.string == "embeddings" { usage.append(("output_tokens", JSONNode(0))) }
    let isFailed = GenAISpan.isFailed(span, value("error.type"))
    members += GenAISpan.names(span) + GenAISpan.times(span)
    let failure = span.rebuilt([
      ("error", JSONNode(.object([JSONMember(key: "code", node: JSONNode(2))])))
    ])
    if let tracked {
      // What failed has no answer, and no usage.
      row = span.rebuilt(
        members.dropFirst() + tracked.filter { !isFailed || ($0.0 != "response" && $0.0 != "usage") }
          + (isFailed ? [("response", failure)] : []))
      return
    }
    let counts =
      usage.isEmpty
      ? value("langfuse.observation.usage_details")?.unfolded
        ?? (GenAISpan.isGeneration(span) ? attributes["usage"] : nil) : span.rebuilt(usage)
    members += [
      ("system", value("gen_ai.system_instructions")?.unfolded),
      ("messages", GenAISpan.messages(attributes, names, events: said, span)),
      ("tools", GenAISpan.tools(attributes, names, span)),
      // OpenInference has all settings in one attribute, and the conventions name the form of an answer for themselves.
      ("parameters", value("llm.invocation_parameters")?.unfolded),
      ("tool_choice", value("ai.prompt.toolChoice")?.unfolded),
      ("response_format", value("gen_ai.output.type").flatMap { $0.string == "text" ? nil : $0 }),
      (
        "response",
        isFailed
          ? failure
          : value("gen_ai.output.messages", "gen_ai.completion", "ai.response.text")?.unfolded
            ?? GenAISpan.list(attributes, names, "gen_ai.completion.", span)
            ?? GenAISpan.list(attributes, names, "llm.output_messages.", span)
            ?? GenAISpan.list(value("llm.output_messages"))
      ),
      ("usage", counts),
      ("first_time", GenAISpan.firstPiece(span)),
      ("first_ms", value("ai.response.msToFirstChunk")),
      (
        "first_s",
        value(
          "gen_ai.server.time_to_first_token", "gen_ai.response.time_to_first_chunk",
          "gen_ai.latency.time_to_first_token")
      ),
      (
        "cost",
        value(
          "gen_ai.usage.cost", "llm.cost.total", "gen_ai.cost.total", "operation.cost",
          "gen_ai.cost.total_cost",
          "litellm.cost.total", "tfy.request_cost", "ag.metrics.costs.incremental.total",
          "agw.ai.usage.cost.total")
      ),
      ("cost_details", value("langfuse.observation.cost_details")?.unfolded),
      ("providerMetadata", value("ai.response.providerMetadata")?.unfolded),
      ("service_tier", value("openai.response.service_tier", "gen_ai.openai.response.service_tier")),
      (
        "session_id",
        value(
          "gen_ai.conversation.id", "session.id", "langfuse.session.id",
          "traceloop.association.properties.session_id", "lmnr.association.properties.session_id",
          "ai.telemetry.metadata.sessionId", "ai.telemetry.metadata.session_id")
      ),
      (
        "user",
        value(
          "enduser.id", "user.id", "gen_ai.user.id", "llm.user", "langfuse.user.id",
          "traceloop.association.properties.user_id", "lmnr.association.properties.user_id",
          "ai.telemetry.metadata.userId", "ai.telemetry.metadata.user_id")
      ),
    ]
    row = span.rebuilt(members)
  }

  /// The value of OTLP's `{"stringValue": ...}` and the like.
  static func plain(_ value: JSONNode) -> JSONNode? {
    guard let member = value.members?.first else { return nil }
    if member.key == "arrayValue" {
      return JSONNode(
        .array((member.node["values"]?.elements ?? []).compactMap(plain)), at: member.node.position)
    }
    return member.node
  }
}
