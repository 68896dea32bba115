import Declarations
import Files

extension TraceFormat {
  /// The log of language models that Azure's API Management writes to Azure Monitor (`ApiManagementGatewayLlmLog`), and that
  /// of Azure OpenAI (`RequestResponse`), as tables or as diagnostics.
  ///
  /// A call has a row with its counts and a deployment; rows with pieces of long texts and neither count nothing. Azure OpenAI
  /// tells a call's counts where its answer is kept, as of streamed ones it is not, and else none: a log without any is
  /// refused.
  static let apiManagement: TraceFormat = {
    var format = azureLogs
    format.countless = { sample in
      guard isRequests(sample) else { return nil }
      return "the log is Azure OpenAI's of requests, which tells no tokens; API Management's of language "
        + "models (GatewayLlmLogs), or another with the usage of answers, was expected"
    }
    return format
  }()

  /// Whether a file begins as Azure OpenAI's log.
  private static func isRequests(_ sample: TraceSample) -> Bool {
    switch sample {
    case .empty: false
    case .csv(let header):
      header.names.contains { ["properties_s", "modeldeploymentname"].contains($0.lowercased()) }
    case .json(let keys, let first):
      (keys + (first.azureProperties?.members ?? []).map(\.key)).contains {
        $0.lowercased() == "modeldeploymentname"
      }
    }
  }

  private static let azureLogs = calls(
    "azure_apim", "logs of language models of Azure API Management and Azure OpenAI: JSON, JSONL or CSV",
    recognition:
      "PromptTokens, CompletionTokens and CorrelationId, or modelDeploymentName, also under properties",
    layout: CallLayout(
      request: ["backend_request_body"], response: ["backend_response_body", "responsemessages"],
      messages: ["requestmessages"], usage: ["usage"], time: ["timegenerated", "time", "timestamp"],
      latencyMilliseconds: ["durationms"], model: ["modelname", "deploymentname", "modeldeploymentname"],
      session: [], status: ["resultsignature"], tellsTemperature: false,
      id: ["correlationid", "requestid"], isPiece: { $0["call"] == nil }),
    column: { String($0.lowercased().prefix { $0 != " " }) },
    matches: { names, first in
      let all = Set((names + (first?.azureProperties?.members ?? []).map(\.key)).map { $0.lowercased() })
      return ["prompttokens", "completiontokens", "correlationid"].allSatisfy(all.contains)
        || all.contains("modeldeploymentname") && all.contains("operationname")
        || ["properties_s", "category", "operationname", "durationms"].allSatisfy(all.contains)
    },
    spread: { node in
      let members = ((node.azureProperties?.members ?? []) + (node.members ?? [])).map {
        ($0.key.lowercased(), $0.node)
      }
      func value(_ name: String) -> JSONNode? { members.first { $0.0 == name && !$0.1.isVoid }?.1 }
      let counts = [
        ("prompt_tokens", value("prompttokens")), ("completion_tokens", value("completiontokens")),
      ]
      let isCounted =
        ["deploymentname", "modelname", "modeldeploymentname"].contains { value($0) != nil }
        || counts.contains { ($0.1?.number ?? 0) > 0 }
      return [
        node.rebuilt(
          [("usage", node.rebuilt(counts)), ("call", isCounted ? JSONNode(true) : nil)]
            + [
              "timegenerated", "time", "timestamp", "modelname", "deploymentname", "modeldeploymentname",
              "correlationid", "requestid", "requestmessages", "responsemessages", "durationms",
              "resultsignature", "backend_request_body", "backend_response_body",
            ].map { ($0, value($0)) })
      ]
    })
}

extension JSONNode {
  /// What a row of Azure Monitor tells beside the columns of all logs.
  fileprivate var azureProperties: JSONNode? { (self["properties"] ?? self["properties_s"])?.unfolded }
}
