import Declarations

extension PriceBook {
  /// Entries in LiteLLM's schema.
  public func json(_ entries: [Entry]) -> JSONValue {
    func dollars(_ price: TokenPrice) -> JSONValue { JSONValue(Double(price.picodollars) / 1e12) }
    let members = entries.map { entry -> (String, JSONValue) in
      (
        entry.model,
        JSONValue(members: [
          ("input_cost_per_token", dollars(entry.prices.input)),
          ("output_cost_per_token", dollars(entry.prices.output)),
          ("cache_read_input_token_cost", dollars(entry.prices.cachedInput)),
          ("cache_creation_input_token_cost", dollars(entry.prices.cacheWrite)),
          ("litellm_provider", .string(entry.provider)), ("mode", "chat"),
        ])
      )
    }
    return JSONValue(members: [("_date", .string(date))] + members)
  }

  /// Entries as a table in dollars per million tokens.
  public func table(_ entries: [Entry]) -> String {
    func cell(_ price: TokenPrice) -> String {
      let text = "\(price.dollarsPerMillion)"
      return String(repeating: " ", count: max(0, 10 - text.count)) + text
    }
    let width = max(5, entries.map(\.model.count).max() ?? 0)
    func padded(_ text: String) -> String { text + String(repeating: " ", count: max(0, width - text.count)) }
    var text = "USD per million tokens, book of \(date) (\(source))\n"
    text += padded("model") + "      input    output    cached     write  provider\n"
    for entry in entries {
      let prices = entry.prices
      text += padded(entry.model) + " " + cell(prices.input) + cell(prices.output) + cell(prices.cachedInput)
      text += cell(prices.cacheWrite) + "  " + entry.provider + "\n"
    }
    return text
  }
}
