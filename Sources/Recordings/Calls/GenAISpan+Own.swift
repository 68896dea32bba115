import Declarations

/// Spans whose makers have names of their own for a model and its usage.
extension GenAISpan {
  /// What makes a span a call.
  static let wanted =
    "a span with a model: gen_ai.request.model, gen_ai.response.model, llm.model_name, ai.model.id or a maker's own name"

  /// Whether the span is that of a model in Mastra's own form, whose attributes have no places before their names.
  static func isGeneration(_ span: JSONNode) -> Bool {
    ["model_generation", "llm_generation"].contains(span["type"]?.string)
  }

  /// The model of a span of Mastra, or of one of Agenta that calls a model itself: what lies within it is summed up beside.
  static func ownModel(_ span: JSONNode, _ attributes: [String: JSONNode]) -> JSONNode? {
    if isGeneration(span) { return attributes["model"] }
    let isCall =
      ["chat", "completion", "embedding"].contains(attributes["ag.type.span"]?.string)
      || attributes.keys.contains { $0.hasPrefix("ag.metrics.tokens.incremental") }
    guard isCall else { return nil }
    return [
      "ag.meta.request.model", "ag.meta.response.model", "ag.data.parameters.model",
      "ag.data.parameters.prompt.llm_config.model",
    ].lazy.compactMap { attributes[$0] }.first
  }
}
