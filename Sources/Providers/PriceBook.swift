import Declarations

/// Prices of models, dated, in LiteLLM's schema.
///
/// The keys read are `input_cost_per_token`, `output_cost_per_token`, `cache_read_input_token_cost` and
/// `cache_creation_input_token_cost`; others are kept out of the way. A member `_date` dates the book.
public struct PriceBook: Sendable {
  /// One priced model.
  public struct Entry: Sendable, Hashable {
    /// The model's name.
    public var model: String
    /// Its prices.
    public var prices: ModelPrices
    /// Who sells it, as the book says.
    public var provider: String
  }

  /// The day the prices were read.
  public let date: String
  /// Where the book came from.
  public let source: String
  /// The entries in the order of the book.
  public let entries: [Entry]
  private let places: [String: Int]

  /// Makes a book.
  public init(date: String, source: String, entries: [Entry]) {
    self.date = date
    self.source = source
    self.entries = entries
    places = Dictionary(entries.enumerated().map { ($1.model, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The entry of a model, or nil.
  public subscript(_ model: String) -> Entry? { places[model].map { entries[$0] } }

  /// The names of the models in the order of the book.
  public var models: [String] { entries.map(\.model) }

  /// Reads a book in LiteLLM's schema; models without a token price are passed over.
  ///
  /// - Throws: a `Diagnostic` at a price that is no number, negative or absurd (above $1 a token).
  public static func parse(_ bytes: [UInt8], source: String) throws(Diagnostic) -> PriceBook {
    let root = try JSONParser.parse(bytes, what: "price book")
    guard let members = root.members else {
      throw Diagnostic("a price book is an object of models", position: root.position)
    }
    var entries: [Entry] = []
    for member in members where !member.key.hasPrefix("_") && member.key != "sample_spec" {
      guard let input = try price(member.node, "input_cost_per_token", member.key) else { continue }
      let output = try price(member.node, "output_cost_per_token", member.key) ?? TokenPrice(picodollars: 0)
      entries.append(
        Entry(
          model: member.key,
          prices: ModelPrices(
            input: input, output: output,
            cachedInput: try price(member.node, "cache_read_input_token_cost", member.key),
            cacheWrite: try price(member.node, "cache_creation_input_token_cost", member.key)),
          provider: member.node["litellm_provider"]?.string ?? ""))
    }
    return PriceBook(date: root["_date"]?.string ?? "undated", source: source, entries: entries)
  }

  private static func price(_ node: JSONNode, _ key: String, _ model: String) throws(Diagnostic)
    -> TokenPrice?
  {
    guard let value = node[key] else { return nil }
    if case .null = value.value { return nil }
    guard let dollars = value.number, dollars >= 0, dollars <= 1 else {
      throw Diagnostic(
        "'\(model).\(key)' is no price; dollars a token from 0 to 1 were expected", position: value.position)
    }
    return TokenPrice(dollarsPerMillion: dollars * 1e6)
  }

  /// A book whose entries come before those of another.
  public func overriding(_ other: PriceBook) -> PriceBook {
    PriceBook(
      date: date, source: source,
      entries: entries + other.entries.filter { self[$0.model] == nil })
  }

  /// The embedded book: the models of the articles at the prices they print, and a few current ones.
  public static let embedded: PriceBook = {
    let rows: [(String, Double, Double, Double, Double, String)] = [
      // Model, input, output, cached read, cache write (dollars per million tokens), provider.
      ("gpt-4o", 2.50, 10.00, 1.25, 2.50, "openai"),
      ("gpt-4o-mini", 0.15, 0.60, 0.075, 0.15, "openai"),
      ("gpt-4.1", 2.00, 8.00, 0.50, 2.00, "openai"),
      ("gpt-4.1-mini", 0.40, 1.60, 0.10, 0.40, "openai"),
      ("gpt-4.1-nano", 0.10, 0.40, 0.025, 0.10, "openai"),
      ("o3", 2.00, 8.00, 0.50, 2.00, "openai"),
      ("o3-mini", 1.10, 4.40, 0.55, 1.10, "openai"),
      ("o4-mini", 1.10, 4.40, 0.275, 1.10, "openai"),
      ("gpt-3.5-turbo", 0.50, 1.50, 0.50, 0.50, "openai"),
      ("gpt-5", 1.25, 10.00, 0.125, 1.25, "openai"),
      ("gpt-5-mini", 0.25, 2.00, 0.025, 0.25, "openai"),
      ("gpt-5-nano", 0.05, 0.40, 0.005, 0.05, "openai"),
      ("claude-opus-4", 15.00, 75.00, 1.50, 18.75, "anthropic"),
      ("claude-sonnet-4", 3.00, 15.00, 0.30, 3.75, "anthropic"),
      ("claude-haiku-3.5", 0.80, 4.00, 0.08, 1.00, "anthropic"),
      ("claude-opus-4.5", 5.00, 25.00, 0.50, 6.25, "anthropic"),
      ("claude-sonnet-4.5", 3.00, 15.00, 0.30, 3.75, "anthropic"),
      ("claude-haiku-4.5", 1.00, 5.00, 0.10, 1.25, "anthropic"),
      ("gemini-2.5-pro", 1.25, 10.00, 0.3125, 1.25, "gemini"),
      ("gemini-2.5-flash", 0.15, 0.60, 0.0375, 0.15, "gemini"),
      ("deepseek-v3.2", 0.28, 0.40, 0.028, 0.28, "deepseek"),
      ("mixtral-8x7b", 0.60, 0.60, 0.60, 0.60, "together"),
      ("gpt-4", 30.00, 60.00, 30.00, 30.00, "openai"),
      ("gpt-4-turbo", 10.00, 30.00, 10.00, 10.00, "openai"),
      ("gpt-4-1106-preview", 10.00, 30.00, 10.00, 10.00, "openai"),
      ("mistralai/Mixtral-8x7B-Instruct-v0.1", 0.60, 0.60, 0.60, 0.60, "together"),
      ("text-embedding-3-small", 0.02, 0, 0.02, 0.02, "openai"),
      ("text-embedding-3-large", 0.13, 0, 0.13, 0.13, "openai"),
    ]
    return PriceBook(
      date: "2026-11-01", source: "embedded",
      entries: rows.map { model, input, output, read, write, provider in
        Entry(
          model: model,
          prices: ModelPrices(
            input: TokenPrice(dollarsPerMillion: input), output: TokenPrice(dollarsPerMillion: output),
            cachedInput: TokenPrice(dollarsPerMillion: read), cacheWrite: TokenPrice(dollarsPerMillion: write)
          ),
          provider: provider)
      })
  }()
}
