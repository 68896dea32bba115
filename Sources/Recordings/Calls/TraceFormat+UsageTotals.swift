import Declarations

extension TraceFormat {
  /// Exports of usage and costs that hold sums, which are refused: they have no calls.
  static let usageTotals = TraceFormat(
    name: "usage_totals",
    summary:
      "usage and cost exports of Anthropic, OpenAI and OpenRouter: refused, since they hold sums and no calls",
    recognition: "sums over hours, days or models",
    parameters: [],
    matches: { sample in
      switch sample {
      case .empty: false
      case .csv(let header): isTotal(Set(header.names))
      case .json(let keys, let first):
        isTotal(Set(keys)) || isTotal(Set(first["results"]?.elements?.first?.members?.map(\.key) ?? []))
      }
    },
    rows: { (_, _) throws(Diagnostic) in
      throw Diagnostic(
        "is an export of usage or costs, which holds sums over buckets of time; a log with one row a call was expected"
      )
    })

  /// Whether columns are those of sums.
  @Sendable private static func isTotal(_ names: Set<String>) -> Bool {
    let marks: [Set<String>] = [
      ["requests", "byok_usage_inference"], ["requests", "model_permaslug"], ["uncached_input_tokens"],
      ["usage_input_tokens_no_cache"], ["n_requests", "n_context_tokens_total"],
      ["amount_value", "amount_currency"], ["amount", "line_item"], ["cost_usd", "usage_date_utc"],
    ]
    return marks.contains { $0.isSubset(of: names) }
  }
}
