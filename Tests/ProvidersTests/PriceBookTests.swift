import Declarations
import Foundation
import TestSupport
import Testing

@testable import Providers

@Suite("Price book")
struct PriceBookTests {
  static let rows = Reference.golden["calculate_cost"]?["rows"]?.elements ?? []

  /// The articles' prices, some of which the makers have changed since.
  static let articles: [String: ModelPrices] = {
    var book: [String: ModelPrices] = [:]
    for member in Reference.golden["pricing_usd_per_1m_tokens"]?.members ?? [] {
      func price(_ key: String) -> TokenPrice {
        TokenPrice(dollarsPerMillion: member.node[key]?.number ?? 0)
      }
      book[member.key] = ModelPrices(
        input: price("input"), output: price("output"), cachedInput: price("cached_input"))
    }
    return book
  }()

  @Test("the articles' models are embedded at today's prices", .enabled(if: Reference.isAvailable))
  func articlePrices() throws {
    #expect(Self.articles.count == 13)
    let changed: Set = ["gemini-2.5-pro", "gemini-2.5-flash"]
    for (model, stated) in Self.articles {
      let prices = try #require(PriceBook.embedded[model]).prices
      #expect(
        (prices.input, prices.output, prices.cachedInput) == (stated.input, stated.output, stated.cachedInput)
          || changed.contains(model), "\(model)")
    }
  }

  @Test(
    "the embedded prices are those of the makers",
    arguments: [
      ("gemini-2.5-flash", 0.30, 2.50, 0.03), ("gemini-2.5-pro", 1.25, 10, 0.125),
      ("deepseek-v3.2", 0.28, 0.42, 0.028), ("gpt-4o", 2.5, 10, 1.25), ("claude-opus-4-5", 5, 25, 0.5),
    ])
  func current(_ model: String, _ input: Double, _ output: Double, _ cached: Double) throws {
    let prices = try #require(PriceBook.embedded[model]).prices
    #expect(prices.input.dollarsPerMillion == input)
    #expect(prices.output.dollarsPerMillion == output)
    #expect(prices.cachedInput.dollarsPerMillion == cached)
  }

  /// The rows of `calculate_cost` in reference/article_code_golden.json, rounded there to six decimals.
  @Test(
    "a call costs what the article's code computes", .enabled(if: Reference.isAvailable), arguments: 0..<78)
  func calculateCost(_ row: Int) throws {
    let fields = try #require(Self.rows[row].elements)
    let name = try #require(fields[0].string)
    let tokens = fields[1...3].compactMap(\.integer)
    let expected = fields[4...7].compactMap(\.number)
    let prices = try #require(Self.articles[name])
    let cost = prices.cost(input: tokens[0], output: tokens[1], cached: tokens[2])
    let parts = [cost.input, cost.cachedInput, cost.output, cost.total]
    for (part, value) in zip(parts, expected) {
      // Half a microdollar may fall to either side: the article's binary sums are not exact, ours are.
      let isTie = part.picodollars % 1_000_000 == 500_000
      #expect(abs(part.microdollars - value) < (isTie ? 1.5e-6 : 1e-12), "\(name) \(part.dollars)")
    }
    #expect(cost.total == cost.input + cost.cachedInput + cost.output)
  }

  @Test("the rows of the article are all there", .enabled(if: Reference.isAvailable))
  func rowCount() { #expect(Self.rows.count == 78) }

  @Test("100,000 requests cost what the article says", .enabled(if: Reference.isAvailable))
  func hundredThousand() throws {
    let stated = try #require(Reference.golden["cost_100k_requests_1000in_500out"]?.members)
    for member in stated {
      let prices = try #require(Self.articles[member.key])
      #expect(
        prices.cost(input: 1000, output: 500).total.picodollars * 100_000 == Int64(member.node.number! * 1e12)
      )
    }
  }

  @Test(
    "cached input saves what the article says, and a written prefix pays back",
    .enabled(if: Reference.isAvailable))
  func cacheSavings() throws {
    let golden = try #require(Reference.golden["anthropic_cache_savings_demo"])
    let prices = try #require(PriceBook.embedded["claude-sonnet-4"]).prices
    let plain = prices.cost(input: 2000, output: 500).total
    let read = prices.cost(input: 2000, output: 500, cached: 1500).total
    let written = prices.cost(input: 2000, output: 500, written: 1500).total
    #expect(plain.dollars == golden["no_cache"]?.number)
    #expect(read.dollars == golden["with_1500_cached"]?.number)
    #expect((plain - read).dollars == golden["saving"]?.number)
    #expect(written.dollars == golden["with_write_premium"]?["write_call"]?.number)
    #expect(read.dollars == golden["with_write_premium"]?["read_call"]?.number)
  }

  @Test("LiteLLM's book is read", .enabled(if: Reference.isAvailable))
  func liteLLM() throws {
    let book = try PriceBook.parse(
      try Reference.bytes("data/prices/litellm_prices_subset.json"), source: "file")
    #expect(book.models.count > 20)
    let prices = try #require(book["gpt-4o"]).prices
    #expect(
      prices.standard.base
        == TokenRates(
          input: TokenPrice(dollarsPerMillion: 2.5), output: TokenPrice(dollarsPerMillion: 10),
          cachedInput: TokenPrice(dollarsPerMillion: 1.25)))
    #expect(prices.batch?.base.input == TokenPrice(dollarsPerMillion: 1.25))
    #expect(prices.priority?.base.cachedInput == TokenPrice(dollarsPerMillion: 2.125))
    #expect(book["gpt-4o"]?.provider == "openai")
    #expect(book["nope"] == nil)
    for entry in book.entries { #expect(entry.prices.cachedInput <= entry.prices.input) }
  }

  private func parse(_ text: String) throws(Diagnostic) -> PriceBook {
    try PriceBook.parse(Array(text.utf8), source: "test")
  }

  @Test("keys that are no models are passed over, and models without a token price are told")
  func passedOver() throws {
    let book = try parse(
      """
      {"_date": "2026-01-02", "sample_spec": {"input_cost_per_token": 1}, "image": {"output_cost_per_image": 0.02},
       "free": {"input_cost_per_token": 0}, "none": {"input_cost_per_token": null},
       "a": {"input_cost_per_token": 2e-06, "output_cost_per_token": 8e-06, "cache_creation_input_token_cost": 2.5e-06}}
      """)
    #expect(book.models == ["free", "a"])
    #expect(book.unread.map(\.model) == ["image", "none"])
    #expect(book.unread.map(\.reason) == ["priced per image; not tokens", "no price"])
    #expect(book.date == "2026-01-02")
    #expect(book["a"]?.prices.input.picodollars == 2_000_000)
    #expect(book["a"]?.prices.cachedInput.picodollars == 2_000_000)
    #expect(book["a"]?.prices.cacheWrite.picodollars == 2_500_000)
    #expect(book["free"]?.prices.output.picodollars == 0)
  }

  @Test(
    "a bad price is refused at its place",
    arguments: [
      "{\"m\": {\"input_cost_per_token\": -1e-06}}", "{\"m\": {\"input_cost_per_token\": \"cheap\"}}",
      "{\"m\": {\"input_cost_per_token\": 1.5}}", "{\"m\": {\"input_cost_per_token\": true}}",
    ])
  func badPrice(_ text: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try parse(text) }
    #expect(fault.message.contains("'m.input_cost_per_token' is no price"))
    #expect(fault.position == SourcePosition(line: 1, column: 32))
    #expect(fault.kind == .badInput)
  }

  @Test(
    "what is no object of models is refused", arguments: ["[]", "7", "", "{\"m\":", "{\"m\": {}, \"m\": {}}"])
  func badBook(_ text: String) { #expect(throws: Diagnostic.self) { try parse(text) } }

  @Test("a book's entries come before those it overrides")
  func overriding() throws {
    let own = try parse(
      "{\"gpt-4o\": {\"input_cost_per_token\": 1e-06}, \"new\": {\"input_cost_per_token\": 3e-06}}")
    let both = own.overriding(.embedded)
    #expect(both["gpt-4o"]?.prices.input.picodollars == 1_000_000)
    #expect(both["new"] != nil)
    #expect(both["gpt-4o-mini"] == PriceBook.embedded["gpt-4o-mini"])
    #expect(Set(both.models).count == both.models.count)
  }

  @Test("money adds up exactly and rounds only at the edge")
  func money() {
    var sum = Money.zero
    for _ in 0..<10 { sum += Money(dollars: 0.1) }
    #expect(sum == Money(dollars: 1))
    #expect(TokenPrice(dollarsPerMillion: 0.075) * 1_000_001 == Money(picodollars: 75_000_075_000))
    #expect(TokenPrice(dollarsPerMillion: 2.5).times(0.5) == TokenPrice(dollarsPerMillion: 1.25))
    #expect(Money(dollars: 1e300).picodollars == .max)
    #expect(Money(dollars: -1e300).picodollars == .min)
    #expect(Money(dollars: .nan) == .zero)
    #expect(TokenPrice(dollarsPerMillion: -3).picodollars == 0)
    #expect(TokenPrice(dollarsPerMillion: 1e300).picodollars == 1_000_000_000_000)
  }
}

extension TokenPrice {
  static func <= (left: TokenPrice, right: TokenPrice) -> Bool { left.picodollars <= right.picodollars }
}
