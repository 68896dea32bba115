import Declarations

extension PriceBook {
  /// What stands for the date of a book without one.
  public static let undated = "no date"

  /// A price above this a token, in dollars, is likely meant per million tokens.
  static let greatestPlausible = 0.01

  /// Reads a book in LiteLLM's schema; models without a price of tokens are told in `unread`.
  ///
  /// - Throws: a `Diagnostic` at a price that is no number, negative or absurd (above $1 a token), and for a book
  ///   without a price.
  public static func parse(_ bytes: [UInt8], source: String) throws(Diagnostic) -> PriceBook {
    let root = try PriceBook.root(bytes)
    let members = PriceBookForm.entries(root)
    guard root.members != nil || !members.isEmpty else {
      throw Diagnostic("a price book is an object of models", position: root.position)
    }
    let date = root["_date"]?.string ?? undated
    var entries: [Entry] = []
    var unread: [Unread] = []
    var warnings: [Diagnostic] = []
    for member in members {
      let fields = try PriceFields(member.node, model: member.key)
      let prices = try ModelPrices(member.node, fields: fields, model: member.key)
      if let reason = UnreadReason.reason(member.node, prices) {
        unread.append(Unread(model: member.key, reason: reason, position: member.keyPosition))
      } else if let prices {
        entries.append(
          Entry(
            model: member.key, prices: prices, provider: member.node["litellm_provider"]?.string ?? "",
            book: "\(source) of \(date)"))
        warnings += PriceBook.implausible(member.node, member.key)
      }
    }
    guard !entries.isEmpty else {
      let first = unread.first.map { " ('\($0.model)': \($0.reason))" } ?? ""
      throw Diagnostic(
        "the price book has no model with a price of input tokens\(first); an object of models with "
          + "input_cost_per_token and output_cost_per_token was expected", position: root.position)
    }
    return PriceBook(date: date, source: source, entries: entries, unread: unread, warnings: warnings)
  }

  /// The JSON of a book; a text of another kind is named.
  static func root(_ bytes: [UInt8]) throws(Diagnostic) -> JSONNode {
    let start = bytes.prefix(200)
    if let first = start.first(where: { $0 > 0x20 }), first < 0x80, first != UInt8(ascii: "{"),
      first != UInt8(ascii: "["), let line = start.split(separator: 0x0A).first
    {
      let isYAML = line.contains(UInt8(ascii: ":"))
      if isYAML || line.contains(UInt8(ascii: ",")) {
        throw Diagnostic(
          "the price book is \(isYAML ? "YAML or other text" : "a table"); JSON was expected, an object of models or a "
            + "list of them", position: SourcePosition(line: 1, column: 1))
      }
    }
    return try JSONParser.parse(bytes, what: "price book")
  }

  /// Warnings of prices that are likely meant per million tokens.
  private static func implausible(_ node: JSONNode, _ model: String) -> [Diagnostic] {
    (node.members ?? []).compactMap { member in
      guard PriceFields.isTokenPrice(member.key), let dollars = member.node.number,
        dollars > greatestPlausible
      else { return nil }
      return Diagnostic(
        "'\(model).\(member.key)' is \(dollars.short) dollars a token, \((dollars * 1e6).short) a million; if "
          + "\(dollars.short) a million was meant, \(dollars.short)e-06 was expected",
        position: member.node.position)
    }
  }

  /// How many models of the book are priced, and why others are not; nil when all are.
  public var summary: String? {
    guard !unread.isEmpty else { return nil }
    var counts: [(reason: String, count: Int)] = []
    for model in unread {
      if let place = counts.firstIndex(where: { $0.reason == model.reason }) {
        counts[place].count += 1
      } else {
        counts.append((model.reason, 1))
      }
    }
    let sorted = counts.sorted { ($0.count, $1.reason) > ($1.count, $0.reason) }
    let reasons = sorted.map { "\($0.count) \($0.reason)" }.joined(separator: ", ")
    let models = unread.count == 1 ? "1 model of \(source) has" : "\(unread.count) models of \(source) have"
    return "\(models) no price here: \(reasons)"
  }
}

/// Why a model of a book has no price here.
enum UnreadReason {
  private static let units = [
    ("per_second", "second"), ("per_image_token", ""), ("per_image", "image"), ("per_character", "character"),
    ("per_pixel", "pixel"), ("per_query", "query"), ("per_page", "page"), ("per_request", "request"),
    ("per_text_message", "message"), ("per_session", "session"), ("per_credit", "credit"),
    ("per_unit", "unit"),
  ]

  /// The reason, or nil when the prices can be used.
  static func reason(_ node: JSONNode, _ prices: ModelPrices?) -> String? {
    guard let members = node.members else { return "no object of prices" }
    if let reason = node["_reason"]?.string { return reason }
    if (node["input_cost_per_request"]?.number ?? 0) > 0 { return "priced per request; not tokens alone" }
    if let prices, prices.greatest.picodollars > 0 { return nil }
    for member in members where member.key != "search_context_cost_per_query" {
      let isPrice = member.key.contains("cost") && (member.node.number ?? 0) > 0
      guard isPrice || member.key == "tiered_pricing" else { continue }
      let keys = (member.node.elements?.first?.members ?? []).map(\.key) + [member.key]
      for key in keys {
        if let unit = units.first(where: { key.contains($0.0) })?.1, !unit.isEmpty {
          return "priced per \(unit); not tokens"
        }
      }
    }
    if prices != nil { return nil }
    if node["output_cost_per_token"]?.number != nil { return "only a price of output" }
    if let plain = members.first(where: { ["input", "prompt", "input_price", "price"].contains($0.key) }),
      plain.node.number != nil
    {
      return "'\(plain.key)' does not tell its unit"
    }
    let hasOther = members.contains { PriceFields.isTokenPrice($0.key) && $0.node.number != nil }
    return hasOther ? "no usual price of input" : "no price"
  }
}
