import Declarations

extension TraceFormat {
  /// The log of language models that Azure's API Management writes to Azure Monitor (`ApiManagementGatewayLlmLog`), as its
  /// table or as diagnostics.
  ///
  /// A call has a row with its counts and a deployment; rows with pieces of long texts and neither count nothing.
  static let apiManagement = calls(
    "azure_apim", "logs of language models of Azure API Management: JSON, JSONL or CSV",
    recognition: "PromptTokens, CompletionTokens and CorrelationId, also under properties",
    layout: CallLayout(
      response: ["responsemessages"], messages: ["requestmessages"], usage: ["usage"],
      time: ["timegenerated", "time", "timestamp"],
      model: ["modelname", "deploymentname"], session: [], tellsTemperature: false,
      id: ["correlationid", "requestid"], isPiece: { $0["usage"] == nil }),
    column: { String($0.lowercased().prefix { $0 != " " }) },
    matches: { names, first in
      let inner = (first?["properties"]?.unfolded.members ?? []).map(\.key)
      let all = Set((names + inner).map { $0.lowercased() })
      return ["prompttokens", "completiontokens", "correlationid"].allSatisfy(all.contains)
    },
    spread: { node in
      let inner = node["properties"]?.unfolded
      let members = ((inner?.members ?? []) + (node.members ?? [])).map { ($0.key.lowercased(), $0.node) }
      func value(_ name: String) -> JSONNode? { members.first { $0.0 == name && !$0.1.isVoid }?.1 }
      let counts = [
        ("prompt_tokens", value("prompttokens")), ("completion_tokens", value("completiontokens")),
      ]
      let isCounted =
        value("deploymentname") != nil || value("modelname") != nil
        || counts.contains { ($0.1?.number ?? 0) > 0 }
      return [
        node.rebuilt(
          [("usage", isCounted ? node.rebuilt(counts) : nil)]
            + [
              "timegenerated", "time", "timestamp", "modelname", "deploymentname", "correlationid",
              "requestid",
              "requestmessages", "responsemessages",
            ].map { ($0, value($0)) })
      ]
    })
}
