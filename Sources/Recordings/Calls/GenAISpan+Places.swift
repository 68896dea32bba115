import Declarations
import Files

/// Where stores and exporters of spans keep what OpenTelemetry's own JSON has under `attributes`, `startTimeUnixNano`
/// and the like: ClickHouse, Application Insights, Logfire, Elastic APM, SigNoz, Phoenix, Sentry, gateways that log attributes
/// flat.
extension GenAISpan {
  /// Objects of attributes.
  private static let containers = [
    "attributes", "SpanAttributes", "spanAttributes", "span_attributes", "customDimensions",
    "custom_dimensions",
    "labels", "numeric_labels", "attributes_string", "attributes_number", "Properties", "properties",
  ]
  private static let prefixes = ["gen_ai.", "gen_ai_", "llm.", "ai.", "mlflow.", "agw."]
  static let starts: [FieldPath] = [
    "startTimeUnixNano", "start_time_unix_nano", "start_time", "startTime", "start_timestamp", "Timestamp",
    "timestamp", "@timestamp", "start", "time", "_time",
    // Azure Monitor, and its page's tables.
    "TimeGenerated", "timestamp [UTC]", "TimeGenerated [UTC]",
  ]
  static let ends: [FieldPath] = [
    "endTimeUnixNano", "end_time_unix_nano", "end_time", "endTime", "end_timestamp",
  ]
  /// Durations, with their decimal places to a nanosecond.
  private static let durations: [(path: FieldPath, name: String)] = [
    ("Duration", "ns"), ("durationInNs", "ns"), ("durationNano", "ns"), ("duration_nano", "ns"),
    ("duration_ns", "ns"), ("durationNs", "ns"), ("span.duration.us", "us"),
    ("transaction.duration.us", "us"),
    ("event.duration", "ns"), ("gen_ai.performance.response_time", "ms"), ("duration_ms", "ms"),
    ("durationMs", "ms"), ("latency_ms", "ms"), ("DurationMs", "ms"),
  ]
  private static let traces: [FieldPath] = [
    "traceId", "trace_id", "context.trace_id", "TraceId", "operation_Id", "trace.id", "traceID",
    "OperationId",
    // Honeycomb.
    "trace.trace_id",
  ]
  private static let spans: [FieldPath] = [
    "spanId", "span_id", "context.span_id", "SpanId", "span.id", "spanID", "trace.span_id",
  ]
  private static let parents: [FieldPath] = [
    "parentSpanId", "parent_span_id", "parentId", "parent_id", "ParentSpanId", "operation_ParentId",
    "parent.id",
    "parentSpanID", "trace.parent_id", "ParentId",
  ]

  /// Whether a record has attributes of models somewhere.
  static func hasAttributes(_ node: JSONNode) -> Bool {
    isNamed(node) || containers(node).contains { node[$0].map { isNamed($0.unfolded) } ?? false }
  }

  /// The objects of attributes that a span may have: those of Sentry are `data`.
  private static func containers(_ span: JSONNode) -> [String] {
    span["start_timestamp"] == nil ? containers : containers + ["data"]
  }

  private static func isNamed(_ node: JSONNode) -> Bool {
    (node.members ?? []).contains { member in
      let isFlat = member.key.hasPrefix(flat)
      let key = isFlat ? String(member.key.dropFirst(flat.count)) : member.key
      return prefixes.contains { key.hasPrefix($0) }
        && ["model", "tokens", "usage", "token_count"].contains { key.contains($0) }
        || member.key == nested && isNamed(within: member.node)
    }
  }

  /// What stands before the names of attributes that lie beside what else a span has, as in tables of Phoenix and in Axiom.
  private static let flat = "attributes."

  /// Attributes of the conventions as objects within one another, as Elasticsearch keeps them.
  private static let nested = "gen_ai"

  private static func isNamed(within node: JSONNode) -> Bool {
    node["usage"]?.members != nil || ["request", "response"].contains { node[$0]?["model"] != nil }
  }

  /// Gives all attributes of a span with their names.
  static func attributes(of span: JSONNode, _ take: (String, JSONNode) -> Void) {
    for name in containers(span) {
      guard let found = span[name]?.unfolded else { continue }
      if let list = found.elements {
        for pair in list {
          if let key = pair["key"]?.string, let value = pair["value"].flatMap(plain) { take(key, value) }
        }
      }
      for member in found.members ?? [] { take(dotted(member.key), member.node) }
    }
    for member in span.members ?? [] where member.node.value != .null {
      if member.key.hasPrefix(flat) {
        take(String(member.key.dropFirst(flat.count)), member.node)
      } else if prefixes.contains(where: member.key.hasPrefix) || member.key == nested {
        take(dotted(member.key), member.node)
      }
    }
  }

  /// A name whose points a store has made low lines: `gen_ai_usage_input_tokens`.
  private static func dotted(_ name: String) -> String {
    guard name.hasPrefix("gen_ai_") else { return name }
    for part in ["usage", "request", "response", "operation", "conversation"]
    where name.hasPrefix("gen_ai_" + part + "_") {
      return "gen_ai.\(part)." + name.dropFirst("gen_ai__".count + part.count)
    }
    return name
  }

  /// What tells the span from others, the one that it lies in, and the trace of both; ids are those of a trace.
  static func names(_ span: JSONNode) -> [(String, JSONNode?)] {
    let trace = span.first(of: traces)?.string ?? ""
    func name(_ paths: [FieldPath]) -> JSONNode? {
      let isPlain = paths == spans && (span["operation_Id"] != nil || isGeneration(span))
      let isTable = paths == spans && span["OperationId"] != nil
      let own = span.first(of: paths) ?? (isPlain ? span["id"] : isTable ? span["Id"] : nil)
      guard let id = own?.string, !id.isEmpty else { return nil }
      return JSONNode(.string(trace + "/" + id), at: span.position)
    }
    let own = trace.isEmpty ? nil : JSONNode(.string(trace), at: span.position)
    return [("span", name(spans)), ("parent", name(parents)), ("trace", own)]
  }

  /// When the span began and ended, or how long it took.
  static func times(_ span: JSONNode) -> [(String, JSONNode?)] {
    let end = span.first(of: ends) ?? (span["start_timestamp"] == nil ? nil : span["timestamp"])
    var members: [(String, JSONNode?)] = [("start", span.first(of: starts)), ("end", end)]
    for (path, unit) in durations {
      if let duration = span.at(path) { members.append(("took_" + unit, duration)) }
    }
    // Application Insights and Envoy count milliseconds.
    if span["customDimensions"] != nil || span["response_code"] != nil {
      members.append(("took_ms", span["duration"]))
    }
    // agentgateway writes the unit behind the number.
    if let text = span["duration"]?.string, let duration = DurationText.read(Array(text.utf8)[...]) {
      members.append(("took_ns", JSONNode(JSONValue(Int(duration)), at: span.position)))
    }
    // Logfire counts seconds.
    if span["span_name"] != nil, span["start_timestamp"] != nil, let found = span["duration"],
      let seconds = found.number ?? found.string.flatMap({ Double($0) }), seconds >= 0, seconds < 1e9
    {
      members.append(("took_ns", JSONNode(JSONValue(Int((seconds * 1e9).rounded())), at: span.position)))
    }
    return members
  }

  /// Whether the span is that of an agent or a workflow, whose usage sums up the calls within it.
  static func isAgent(_ span: JSONNode, operation: String?) -> Bool {
    if ["invoke_agent", "create_agent", "invoke_workflow"].contains(operation) { return true }
    return span.first(of: operations)?.string?.hasSuffix("invoke_agent") == true
  }

  /// Where Sentry has the kind of a span.
  private static let operations: [FieldPath] = ["span.op", "sentry.op", "op"]

  /// Whether the span tells of a failure.
  static func isFailed(_ span: JSONNode, _ error: JSONNode?) -> Bool {
    if let code = span["status"]?["code"], code.integer == 2 { return true }
    let codes: [FieldPath] = [
      "status.code", "status.status_code", "status_code", "StatusCode", "statusCode", "otel_status_code",
    ]
    for code in codes {
      guard let found = span.at(code) else { continue }
      if found.string?.uppercased().hasSuffix("ERROR") == true || (found.integer ?? 0) >= 400 { return true }
    }
    if let success = (span["success"] ?? span["Success"]).flatMap({ Cell($0) }), !success.isNothing,
      !TableColumns.isYes(success)
    {
      return true
    }
    if let code = span["response_code"] ?? span["http.status"], CallReader.isFailure(code) { return true }
    return error.map { !$0.isVoid } ?? false
  }
}
