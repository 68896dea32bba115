import Declarations
import Files

extension GenAISpan {
  /// What a span of MLflow says of a call, whose attributes are JSON in texts; nil where it tells of none.
  ///
  /// The usage of the provider's own answer comes before MLflow's. In that, what Anthropic's API had cached stands
  /// beside the input, and what others and LangChain had within it.
  static func mlflow(_ span: JSONNode, _ attributes: [String: JSONNode]) -> [(String, JSONNode?)]? {
    func value(_ key: String) -> JSONNode? { attributes["mlflow." + key].map { decoded($0) } }
    guard let type = value("spanType")?.string else { return nil }
    let (inputs, outputs, counts) = (value("spanInputs"), value("spanOutputs"), value("chat.tokenUsage"))
    guard ["LLM", "CHAT_MODEL", "EMBEDDING"].contains(type) || counts?.members?.isEmpty == false else {
      return nil
    }
    let model =
      value("llm.model") ?? inputs?["model"] ?? outputs?["model"] ?? attributes["model"].map { decoded($0) }
      ?? value("chat.model")
    var usage = outputs?["usage"]
    if usage?.members == nil {
      let name = model?.string?.lowercased() ?? ""
      let isBeside =
        (name.contains("claude") || name.contains("anthropic"))
        && value("message.format")?.string != "langchain"
      usage = counts.map { isBeside ? $0 : $0.cachedWithin }
    }
    return [
      ("model", model), ("messages", inputs?["messages"] ?? inputs?["prompt"] ?? inputs?["contents"]),
      ("system", inputs?["system"]), ("tools", inputs?["tools"]), ("parameters", inputs),
      ("response", outputs), ("usage", usage), ("cost", value("llm.cost")?["total_cost"]),
    ]
  }

  /// The value that a text of JSON holds.
  private static func decoded(_ node: JSONNode) -> JSONNode {
    guard let text = node.string, let parsed = try? JSONParser.parse(Array(text.utf8)) else { return node }
    return JSONNode(parsed.value, at: node.position)
  }
}

extension JSONNode {
  /// A usage whose cached tokens are part of the input, whatever their names say elsewhere.
  var cachedWithin: JSONNode {
    let names = [
      "cache_read_input_tokens": "cached_tokens", "cache_creation_input_tokens": "cache_write_tokens",
    ]
    return rebuilt((members ?? []).map { (names[$0.key] ?? $0.key, Optional($0.node)) })
  }
}

extension TraceFormat {
  /// Traces of MLflow 2 and 3, and tables of `search_traces`: their spans of models are the calls.
  static let mlflow: TraceFormat = {
    var format = calls(
      "mlflow", "traces of MLflow: JSON, JSONL, and tables of search_traces",
      recognition: "info with data.spans, or trace_metadata or request_metadata with spans or trace",
      layout: GenAISpan.layout,
      matches: { names, first in
        guard let first else { return false }
        let isTrace = first.at("info")?.members != nil && first.at("data.spans")?.elements != nil
        let isRow =
          !names.isDisjoint(with: ["trace_metadata", "request_metadata"])
          && !names.isDisjoint(with: ["spans", "trace"])
        return isTrace || isRow
      },
      spread: { node throws(RowFault) in try node.mlflowRows() })
    format.takesRows = true
    return format
  }()
}

extension JSONNode {
  fileprivate func mlflowRows() throws(RowFault) -> [JSONNode] {
    let whole = self["trace"]?.unfolded
    let trace = whole?.at("data.spans") == nil ? self : whole ?? self
    let spans = (trace.at("data.spans") ?? trace["spans"])?.unfolded.elements ?? []
    let info = trace["info"] ?? self
    let metadata = (info["trace_metadata"] ?? info["request_metadata"])?.unfolded
    if spans.isEmpty, metadata?["mlflow.trace.tokenUsage"] != nil {
      throw RowFault(
        .badValue,
        "the trace tells the sum of its calls' tokens and none of its spans; its spans were expected",
        at: position)
    }
    let others = [
      ("session_id", metadata?["mlflow.trace.session"]), ("user", metadata?["mlflow.trace.user"]),
    ]
    return spans.map { span in
      let row = GenAISpan.row(of: span)
      let own = Set((row.members ?? []).map(\.key))
      return row.rebuilt(
        (row.members ?? []).map { ($0.key, Optional($0.node)) } + others.filter { !own.contains($0.0) })
    }
  }
}
