import Declarations

/// The prices of one entry of a book in LiteLLM's schema, by key.
struct PriceFields {
  /// A length of input above which other prices hold, as the keys spell it.
  struct Bound: Hashable {
    var text: String
    var tokens: Int
  }

  /// The keys of prices a token that this module reads, without the endings of services and bounds.
  static let tokenKeys = [
    "input_cost_per_token", "output_cost_per_token", "cache_read_input_token_cost",
    "cache_creation_input_token_cost", "cache_creation_input_token_cost_above_1hr",
    "output_cost_per_reasoning_token", "input_cost_per_audio_token", "output_cost_per_audio_token",
    "cache_read_input_audio_token_cost", "input_cost_per_image_token", "output_cost_per_image_token",
  ]

  private var prices: [String: TokenPrice] = [:]
  /// The bounds that keys name, ascending.
  private(set) var bounds: [Bound] = []

  /// Reads the prices a token of an entry.
  ///
  /// - Throws: a `Diagnostic` at a price that is no number, negative or absurd (above $1 a token).
  init(_ node: JSONNode, model: String) throws(Diagnostic) {
    for member in node.members ?? [] where PriceFields.isTokenPrice(member.key) {
      guard let price = try PriceFields.price(member.node, member.key, model) else { continue }
      prices[member.key] = price
      if let bound = PriceFields.bound(of: member.key), !bounds.contains(bound) { bounds.append(bound) }
    }
    bounds.sort { $0.tokens < $1.tokens }
  }

  subscript(_ key: String) -> TokenPrice? { prices[key] }

  /// Whether some key ends so.
  func hasKey(ending suffix: String) -> Bool { prices.keys.contains { $0.hasSuffix(suffix) } }

  static func isTokenPrice(_ key: String) -> Bool { tokenKeys.contains { key.hasPrefix($0) } }

  /// `..._above_200k_tokens...` names a bound of 200,000 tokens.
  static func bound(of key: String) -> Bound? {
    // Most keys name none, and a book has thousands of them.
    guard key.utf8.contains("_above_".utf8) else { return nil }
    let parts = key.split(separator: "_", omittingEmptySubsequences: false)
    guard let place = parts.lastIndex(of: "above"), place + 2 < parts.count, parts[place + 2] == "tokens"
    else { return nil }
    let text = parts[place + 1]
    let isThousands = text.hasSuffix("k")
    guard let count = Int(isThousands ? text.dropLast() : text), (0...1_000_000_000).contains(count) else {
      return nil
    }
    return Bound(text: String(text), tokens: isThousands ? count * 1000 : count)
  }

  static func price(_ node: JSONNode, _ key: String, _ model: String) throws(Diagnostic) -> TokenPrice? {
    if case .null = node.value { return nil }
    guard let dollars = node.number, dollars >= 0, dollars <= 1 else {
      var hint = ""
      if let dollars = node.number, dollars > 1 {
        hint = "; \(dollars.short) dollars a million tokens are written \(dollars.short)e-06"
      }
      throw Diagnostic(
        "'\(model).\(key)' is no price; dollars a token from 0 to 1 were expected\(hint)",
        position: node.position)
    }
    return TokenPrice(dollarsPerMillion: dollars * 1e6)
  }
}
