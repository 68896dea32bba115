import Declarations

extension TraceFormat {
  /// Logs of One API and New API, as their page's API gives them or a table of their database.
  ///
  /// Of their kinds those of use are calls and those of errors failed ones; quota is 500,000 for a dollar. What was cached
  /// stands in `other`, beside the input where that has Anthropic's meaning.
  static let oneAPI = calls(
    "one_api", "logs of One API and New API: JSON of their API, or a table of their database",
    recognition: "quota with token_name, model_name and prompt_tokens",
    layout: CallLayout(
      usage: ["counts", "."], time: ["created_at"], latencySeconds: ["use_time"], model: ["model_name"],
      user: ["username", "user_id"], apiKey: ["token_id", "token_name"], session: [], cost: ["dollars"],
      status: ["outcome"], tellsTemperature: false, id: ["id"], isOther: { ![2, 5].contains($0.oneAPIKind) }),
    matches: { names, _ in names.isSuperset(of: ["quota", "token_name", "model_name", "prompt_tokens"]) },
    spread: { node in
      let quota = node["quota"].flatMap { $0.number ?? $0.string.flatMap(Double.init) }
      let isFailed = node.oneAPIKind == 5
      return [
        node.rebuilt(
          (node.members ?? []).map { ($0.key, Optional($0.node)) } + [
            ("dollars", quota.map { JSONNode(JSONValue($0 / 500_000), at: node.position) }),
            ("outcome", isFailed ? JSONNode(.string("error"), at: node.position) : nil),
            ("counts", node.oneAPICounts),
          ])
      ]
    })
}

extension JSONNode {
  /// The kind of a log; those that state none are calls.
  fileprivate var oneAPIKind: Int {
    guard let kind = self["type"] else { return 2 }
    return kind.integer ?? kind.string.flatMap { Int($0) } ?? 0
  }

  /// The usage of a log whose `other` tells what was cached (New API); nil where it does not.
  fileprivate var oneAPICounts: JSONNode? {
    guard let other = self["other"]?.unfolded,
      (other.members ?? []).contains(where: {
        $0.key == "cache_tokens" || $0.key.hasPrefix("cache_creation_tokens")
      })
    else { return nil }
    let isBeside = other["usage_semantic"]?.string == "anthropic" || other["claude"]?.boolean == true
    // Of what was written the lifetimes tell a part, or all.
    let lifetimes = rebuilt([
      ("ephemeral_5m_input_tokens", other["cache_creation_tokens_5m"]),
      ("ephemeral_1h_input_tokens", other["cache_creation_tokens_1h"]),
    ])
    return rebuilt([
      (isBeside ? "input_tokens" : "prompt_tokens", self["prompt_tokens"]),
      ("completion_tokens", self["completion_tokens"]),
      ("cache_read_input_tokens", other["cache_tokens"]),
      ("cache_creation_input_tokens", other["cache_write_tokens"] ?? other["cache_creation_tokens"]),
      ("cache_creation", lifetimes),
    ])
  }
}
