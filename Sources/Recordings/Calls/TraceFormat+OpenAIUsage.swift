import Declarations

extension TraceFormat {
  /// The usage export of OpenAI's dashboard, which is refused: it has no calls.
  static let openAIUsage = TraceFormat(
    name: "openai_usage",
    summary:
      "usage exports of OpenAI's dashboard: refused, since they hold sums over hours or days and no calls",
    recognition: "num_model_requests",
    parameters: [],
    matches: { sample in
      switch sample {
      case .empty: false
      case .csv(let header): header.names.contains("num_model_requests")
      case .json(let keys, let first):
        keys.contains("num_model_requests")
          || (first["results"]?.elements?.first?["num_model_requests"] != nil)
          // Documents of Elastic's integration.
          || first.at("openai.base.num_model_requests") != nil
      }
    },
    rows: { (_, _) throws(Diagnostic) in
      throw Diagnostic(
        "is a usage export of OpenAI, which holds sums over buckets of time; a log with one row a call was expected"
      )
    })
}
