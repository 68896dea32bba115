import Declarations

extension TraceFormat {
  /// Traces as Jaeger's page and API export them; spans of models are those of OpenTelemetry.
  static let jaeger = calls(
    "jaeger", "Jaeger traces of GenAI spans: JSON of its page or API",
    recognition: "traceID with spans or operationName", layout: GenAISpan.layout, wanted: GenAISpan.wanted,
    matches: { names, _ in
      names.contains("traceID") && !names.isDisjoint(with: ["spans", "operationName"])
    },
    spread: { node in (node["spans"]?.elements ?? [node]).map { GenAISpan.row(of: $0.jaegerSpan) } })

  /// Spans as Zipkin's API and exporters write them.
  static let zipkin = calls(
    "zipkin", "Zipkin traces of GenAI spans: JSON of its API, lists of spans or of traces",
    recognition: "traceId, id and tags, with localEndpoint or duration", layout: GenAISpan.layout,
    wanted: GenAISpan.wanted,
    matches: { names, _ in
      ["traceId", "id", "tags"].allSatisfy(names.contains)
        && !names.isDisjoint(with: ["localEndpoint", "remoteEndpoint", "duration"])
        && names.isDisjoint(with: ["startTime", "attributes", "observations"])
    },
    spread: { node in [GenAISpan.row(of: node.zipkinSpan)] })

  /// Spans of Datadog's LLM Observability, as they are sent to it or given by its API.
  ///
  /// Its input counts cached tokens, whatever the provider says. Costs are sent in dollars and stored in billionths.
  static let datadog = calls(
    "datadog", "Datadog LLM Observability spans: JSON of its API",
    recognition: "start_ns with meta or span_kind, alone or under attributes",
    layout: CallLayout(
      response: ["response"], usage: ["usage"], time: ["start"], latencyNanoseconds: ["duration"],
      settings: ["metadata"], cost: ["cost"], worksOutCosts: true, status: ["status"],
      tellsTemperature: false, id: ["span"],
      isOther: { !["llm", "embedding"].contains($0["kind"]?.string) }, span: ["span"], parentSpan: ["parent"]),
    matches: { names, first in
      let isSpan = { (names: Set<String>) in
        names.contains("start_ns") && !names.isDisjoint(with: ["meta", "span_kind"])
      }
      return isSpan(names) || first?.at("data.attributes.spans") != nil
        || first?.at("attributes.spans") != nil
        || isSpan(Set((first?["attributes"]?.members ?? []).map(\.key)))
    },
    spread: { node in
      let outer = node["data"]?["attributes"] ?? node["attributes"] ?? node
      return (outer["spans"]?.elements ?? [outer]).map { $0.datadogCall(within: outer) }
    })

  /// Traces of OpenAI's Agents SDK; spans that generate are calls.
  static let openAIAgents = calls(
    "openai_agents", "traces of OpenAI's Agents SDK: JSON or JSONL of their spans",
    recognition: "span_data with started_at",
    layout: CallLayout(
      request: ["request"], response: ["response"], usage: ["usage"], time: ["started_at"],
      end: ["ended_at"], settings: ["settings"], session: ["session_id"], status: ["error"],
      tellsTemperature: false, id: ["id"],
      isOther: { !["generation", "response"].contains($0["kind"]?.string) }, span: ["id"],
      parentSpan: ["parent_id"]),
    matches: { names, first in
      names.contains("span_data") && names.contains("started_at") || first?["object"]?.string == "trace"
    },
    spread: { node in [node.agentsSpan] })
}

extension GenAISpan {
  /// How the rows of spans are laid out.
  static let layout = CallLayout(
    response: ["response"], usage: ["usage"], time: ["start"], end: ["end"], firstTokenTime: ["first_time"],
    latencyMilliseconds: ["took_ms"],
    latencyMicroseconds: ["took_us"], latencyNanoseconds: ["took_ns"], firstTokenSeconds: ["first_s"],
    firstTokenMilliseconds: ["first_ms"], answeredModel: ["answered_model"], cost: ["cost"],
    costDetails: ["cost_details"],
    tellsTemperature: false, id: ["span"],
    isSpan: "other", isAgent: "agent", span: ["span"], parentSpan: ["parent"], trace: ["trace"])

  /// The row of a span, or of one that is no call.
  static func row(of span: JSONNode) -> JSONNode {
    GenAISpan(span)?.row ?? span.rebuilt([("other", span)] + names(span))
  }
}

extension JSONNode {
  /// A span of Jaeger in the form of OpenTelemetry; its times are microseconds.
  fileprivate var jaegerSpan: JSONNode {
    func object(_ list: JSONNode?) -> JSONNode {
      rebuilt((list?.elements ?? []).compactMap { pair in pair["key"]?.string.map { ($0, pair["value"]) } })
    }
    let tags = object(self["tags"])
    let events = (self["logs"]?.elements ?? []).map { log in
      let fields = object(log["fields"])
      return log.rebuilt([("name", fields["event"]), ("attributes", fields)])
    }
    let parent = (self["references"]?.elements ?? []).first { $0["refType"]?.string == "CHILD_OF" }
    return rebuilt([
      ("traceId", self["traceID"]), ("spanId", self["spanID"]),
      ("parentSpanId", parent?["spanID"] ?? self["parentSpanID"]), ("start_time", self["startTime"]),
      ("end_time", end(of: self["startTime"])), ("attributes", tags),
      ("events", JSONNode(.array(events), at: position)), ("status", status(tags)),
    ])
  }

  /// A span of Zipkin in the form of OpenTelemetry; its times are microseconds.
  fileprivate var zipkinSpan: JSONNode {
    rebuilt([
      ("traceId", self["traceId"]), ("spanId", self["id"]), ("parentSpanId", self["parentId"]),
      ("start_time", self["timestamp"]), ("end_time", end(of: self["timestamp"])),
      ("attributes", self["tags"]), ("status", self["tags"].flatMap(status)),
    ])
  }

  private func end(of start: JSONNode?) -> JSONNode? {
    guard let start = start?.integer, let duration = self["duration"]?.integer else { return nil }
    let (end, overflow) = start.addingReportingOverflow(duration)
    return overflow ? nil : JSONNode(JSONValue(end), at: position)
  }

  /// The status that the tags of a span tell.
  private func status(_ tags: JSONNode) -> JSONNode? {
    let error = tags["error"]
    let hasError = error?.boolean ?? error?.string.map { $0.lowercased() != "false" && !$0.isEmpty } ?? false
    guard hasError || tags["otel.status_code"]?.string == "ERROR" else { return nil }
    return rebuilt([("code", JSONNode(2, at: position))])
  }

  fileprivate func datadogCall(within outer: JSONNode) -> JSONNode {
    let meta = self["meta"] ?? self
    let usage = (self["metrics"]?.members ?? []).map { member in
      (member.key == "cache_read_input_tokens" ? "cache_read_tokens" : member.key, Optional(member.node))
    }
    func text(_ side: String) -> JSONNode? { meta[side]?["messages"] ?? meta[side]?["value"] }
    let tags = (self["tags"]?.elements ?? []) + (outer["tags"]?.elements ?? [])
    func tag(_ names: [String]) -> JSONNode? {
      for name in names {
        for tag in tags where tag.string?.hasPrefix(name + ":") == true {
          return JSONNode(.string(String(tag.string?.dropFirst(name.count + 1) ?? "")), at: tag.position)
        }
      }
      return nil
    }
    let trace = self["trace_id"].flatMap { $0.string ?? $0.integer.map { String($0) } } ?? ""
    func name(_ key: String) -> JSONNode? {
      guard let id = self[key].flatMap({ $0.string ?? $0.integer.map { String($0) } }), id != "undefined"
      else {
        return nil
      }
      return JSONNode(.string(trace + "/" + id), at: position)
    }
    return rebuilt([
      ("kind", meta["kind"] ?? meta["span.kind"] ?? self["span_kind"]), ("start", self["start_ns"]),
      ("duration", self["duration"]), ("span", name("span_id")), ("parent", name("parent_id")),
      ("model", meta["model_name"] ?? meta["metadata"]?["model_name"]), ("metadata", meta["metadata"]),
      ("messages", text("input")), ("tools", meta["tool_definitions"]), ("response", text("output")),
      ("usage", rebuilt(usage)),
      ("session_id", self["session_id"] ?? outer["session_id"]), ("status", self["status"]),
      ("user", tag(["user_id", "usr.id", "user_handle"])),
      ("cost", outer["spans"] == nil ? nil : self["metrics"]?["total_cost"]),
      ("cost_nano_usd", self["metrics"]?["estimated_total_cost"]),
    ])
  }

  fileprivate var agentsSpan: JSONNode {
    guard let data = self["span_data"] else { return self }
    let answer = data["response"]?.members == nil ? nil : data["response"]
    return rebuilt([
      ("id", self["id"]), ("parent_id", self["parent_id"]), ("kind", data["type"]),
      ("started_at", self["started_at"]), ("ended_at", self["ended_at"]), ("error", self["error"]),
      ("session_id", self["group_id"] ?? self["trace_id"]), ("settings", data["model_config"]),
      (
        "request",
        rebuilt([
          ("model", data["model"] ?? answer?["model"]), ("messages", data["input"]),
          ("instructions", answer?["instructions"]), ("tools", answer?["tools"]),
          // The answer says again what was asked.
          ("parameters", answer),
        ])
      ), ("response", answer ?? data["output"]), ("usage", data["usage"] ?? answer?["usage"]),
    ])
  }
}
