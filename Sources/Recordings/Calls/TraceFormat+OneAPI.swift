import Declarations

extension TraceFormat {
  /// Logs of One API and New API, as their page's API gives them or a table of their database.
  ///
  /// Of their kinds those of use are calls and those of errors failed ones; quota is 500,000 for a dollar.
  static let oneAPI = calls(
    "one_api", "logs of One API and New API: JSON of their API, or a table of their database",
    recognition: "quota with token_name, model_name and prompt_tokens",
    layout: CallLayout(
      usage: ["."], time: ["created_at"], latencySeconds: ["use_time"], model: ["model_name"],
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
}
