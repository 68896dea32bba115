import Declarations
import Testing

@testable import Providers

@Suite("Names of priced models")
struct PriceNamesTests {
  private static let book: PriceBook = {
    do {
      return try PriceBook.parse(
        Array(
          """
          {"gpt-4o": {"input_cost_per_token": 1e-06}, "gpt-4o-2024-05-13": {"input_cost_per_token": 5e-06},
           "deepseek/deepseek-chat": {"input_cost_per_token": 2e-06},
           "claude-sonnet-4-5": {"input_cost_per_token": 3e-06}, "claude-sonnet-4": {"input_cost_per_token": 3e-06},
           "gpt-3.5-turbo": {"input_cost_per_token": 5e-07},
           "ft:gpt-4o-mini-2024-07-18": {"input_cost_per_token": 3e-07}, "whisper-1": {"input_cost_per_second": 0.0001},
           "groq/llama": {"input_cost_per_token": 4e-06}}
          """.utf8), source: "test")
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  @Test(
    "a name is found as providers, gateways and logs spell it",
    arguments: [
      ("gpt-4o", "gpt-4o", PriceBook.Match.Way.exact), ("openai/gpt-4o", "gpt-4o", .withoutPrefix),
      ("openrouter/openai/gpt-4o", "gpt-4o", .withoutPrefix), ("GPT-4o", "gpt-4o", .alias),
      ("googleai/gpt-4o", "gpt-4o", .withoutPrefix),
      ("gpt-4o-2024-08-06", "gpt-4o", .withoutDate), ("gpt-4o-latest", "gpt-4o", .withoutDate),
      ("azure/us/gpt-4o-2024-11-20", "gpt-4o", .withoutPrefixAndDate),
      ("gpt-4o-2024-05-13", "gpt-4o-2024-05-13", .exact),
      ("openai/gpt-4o-2024-05-13", "gpt-4o-2024-05-13", .withoutPrefix),
      ("deepseek-chat", "deepseek/deepseek-chat", .alias),
      ("claude-sonnet-4.5", "claude-sonnet-4-5", .alias),
      ("claude-sonnet-4-5@20250929", "claude-sonnet-4-5", .withoutDate),
      ("vertex_ai/claude-sonnet-4-5@20250929", "claude-sonnet-4-5", .withoutPrefixAndDate),
      ("bedrock/us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5", .withoutPrefixAndDate),
      (
        "bedrock/eu-west-1/anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5",
        .withoutPrefixAndDate
      ),
      ("azure/gpt-35-turbo", "gpt-3.5-turbo", .withoutPrefix), ("gpt-35-turbo", "gpt-3.5-turbo", .alias),
      ("claude-sonnet-4-0", "claude-sonnet-4", .alias), ("openai:gpt-4o", "gpt-4o", .withoutPrefix),
      ("bedrock:anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5", .withoutPrefixAndDate),
      ("anthropic/claude-4-sonnet-20250522", "claude-sonnet-4", .withoutPrefixAndDate),
      ("anthropic/claude-4.5-sonnet-20250929", "claude-sonnet-4-5", .withoutPrefixAndDate),
      ("ft:gpt-4o-mini-2024-07-18:org::id", "ft:gpt-4o-mini-2024-07-18", .withoutPrefix),
      ("openai/ft:gpt-4o-mini-2024-07-18:org:name:id", "ft:gpt-4o-mini-2024-07-18", .withoutPrefix),
      (
        "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-5-20250929-v1:0",
        "claude-sonnet-4-5", .withoutPrefixAndDate
      ),
      (
        "projects/p/locations/us-east5/publishers/anthropic/models/claude-sonnet-4@20250514",
        "claude-sonnet-4",
        .withoutPrefixAndDate
      ),
    ])
  func found(_ name: String, _ model: String, _ way: PriceBook.Match.Way) throws {
    let match = try #require(Self.book.resolve(name))
    #expect(match.entry.model == model && match.way == way)
    #expect((match.note(name) == nil) == (way == .exact))
  }

  @Test(
    "models that are no longer sold have the last prices of their makers",
    arguments: [
      ("claude-3-5-sonnet-20241022", 3_000_000, 15_000_000, 300_000),
      ("anthropic/claude-3.5-sonnet", 3_000_000, 15_000_000, 300_000),
      ("claude-3-5-sonnet-v2@20241022", 3_000_000, 15_000_000, 300_000),
      ("us.anthropic.claude-3-5-sonnet-20241022-v2:0", 3_000_000, 15_000_000, 300_000),
      ("claude-3-7-sonnet-latest", 3_000_000, 15_000_000, 300_000),
      ("claude-3-5-haiku-20241022", 800_000, 4_000_000, 80_000),
      ("anthropic/claude-3.5-haiku", 800_000, 4_000_000, 80_000),
      ("claude-3-haiku-20240307", 250_000, 1_250_000, 30_000),
      ("claude-3-opus-20240229", 15_000_000, 75_000_000, 1_500_000),
      ("anthropic/claude-opus-4.1", 15_000_000, 75_000_000, 1_500_000),
      ("gpt-4.5-preview-2025-02-27", 75_000_000, 150_000_000, 37_500_000),
      ("gpt-4-0125-preview", 10_000_000, 30_000_000, 10_000_000),
      ("o1-mini-2024-09-12", 1_100_000, 4_400_000, 550_000),
      ("google/gemini-2.0-flash-001", 100_000, 400_000, 25_000),
      ("vertex_ai/gemini-3-pro-preview", 2_000_000, 12_000_000, 200_000),
    ] as [(String, Int64, Int64, Int64)])
  func retired(_ name: String, _ input: Int64, _ output: Int64, _ cached: Int64) throws {
    let prices = try #require(PriceBook.embedded.resolve(name)).entry.prices
    #expect(prices.input.picodollars == input && prices.output.picodollars == output)
    #expect(prices.cachedInput.picodollars == cached)
  }

  @Test("beyond 200,000 tokens a call of Claude Sonnet 4 or Gemini 3 Pro is dearer as a whole")
  func retiredLong() throws {
    func cost(_ name: String, _ input: Int) throws -> Int64 {
      let prices = try #require(PriceBook.embedded.resolve(name)).entry.prices
      return prices.cost(input: input, output: 10).total.picodollars
    }
    #expect(try cost("claude-sonnet-4-20250514", 200_000) == 200_000 * 3_000_000 + 10 * 15_000_000)
    #expect(try cost("claude-sonnet-4-20250514", 200_001) == 200_001 * 6_000_000 + 10 * 22_500_000)
    #expect(try cost("gemini-3-pro-preview", 200_001) == 200_001 * 4_000_000 + 10 * 18_000_000)
  }

  @Test("what was resolved is said with the book")
  func note() throws {
    let match = try #require(Self.book.resolve("openai/gpt-4o"))
    #expect(
      match.note("openai/gpt-4o")
        == "the model 'openai/gpt-4o' is priced as 'gpt-4o' (without its prefix) in test of no date")
    let zone = try #require(Self.book.resolve("azure/eu/gpt-4o-2024-08-06"))
    #expect(
      zone.note("azure/eu/gpt-4o-2024-08-06")?.hasSuffix(
        "; a region may cost a tenth more, which `--prices` states") == true)
    let global = "global.anthropic.claude-sonnet-4-5-20250929-v1:0"
    #expect(try #require(Self.book.resolve(global)).note(global)?.hasSuffix("of no date") == true)
  }

  @Test("of a file's names the fullest that the model has counts, as with prices of a region")
  func regions() throws {
    let own = try PriceBook.parse(
      Array(
        """
        {"us.anthropic.claude-sonnet-4-5-20250929-v1:0": {"input_cost_per_token": 3.3e-06},
         "anthropic.claude-sonnet-4-5-20250929-v1:0": {"input_cost_per_token": 3e-06}}
        """.utf8), source: "own.json")
    let both = own.overriding(.embedded)
    for (prefix, cost) in [
      ("us.", 3_300_000), ("bedrock/us.", 3_300_000), ("bedrock/converse/us.", 3_300_000),
      ("arn:aws:bedrock:us-east-1:1:inference-profile/us.", 3_300_000), ("bedrock/global.", 3_000_000),
    ] as [(String, Int64)] {
      let match = try #require(both.resolve(prefix + "anthropic.claude-sonnet-4-5-20250929-v1:0"))
      #expect(match.entry.book == own.label && match.entry.prices.input.picodollars == cost)
    }
  }

  @Test(
    "another model or another host's prices never stand in",
    arguments: [
      "gpt-4", "gpt-4o-mini", "groq/gpt-4o", "llama", "together_ai/llama", "gpt-4o-mini-2024-07-18", "", "/",
      "@", "ft:gpt-4o-2024-08-06:org::id", "mistral:7b", "openai:gpt-4",
    ])
  func notFound(_ name: String) { #expect(Self.book.resolve(name) == nil) }

  @Test(
    "a name that is not found gets the nearest, or why the book has no price for it",
    arguments: [
      (
        "together_ai/gpt-4o",
        "the model 'together_ai/gpt-4o' is not in the price book of no date (did you mean 'gpt-4o'?)"
      ),
      (
        "openai/gtp-4o",
        "the model 'openai/gtp-4o' is not in the price book of no date (did you mean 'gpt-4o'?)"
      ),
      (
        "whisper-1",
        "the model 'whisper-1' has no price of tokens in test of no date: priced per second; not tokens"
      ),
      ("xyzzy", "the model 'xyzzy' is not in the price book of no date"),
      (
        "ft:gpt-4o-2024-08-06:org::id",
        "the model 'ft:gpt-4o-2024-08-06:org::id' is not in the price book of no date: a fine-tuned model has prices of its own, which `--prices` states under 'ft:gpt-4o-2024-08-06'"
      ),
    ])
  func missing(_ name: String, _ message: String) { #expect(Self.book.missing(name) == message) }

  @Test(
    "an effort changes no price: the model is that of the name without it, and said to be",
    arguments: [
      ("openai/o3-mini-high", "o3-mini"), ("gpt-5-high", "gpt-5"), ("gpt-5-mini-minimal", "gpt-5-mini"),
      ("claude-sonnet-4-5-thinking", "claude-sonnet-4-5"), ("gpt-5.5-medium", "gpt-5.5"),
      ("claude-4.6-sonnet-medium-thinking", "claude-sonnet-4-6"), ("claude-opus-5[1m]", "claude-opus-5"),
      ("claude-sonnet-4-5-20250929[1m]", "claude-sonnet-4-5"),
      ("claude-4.5-sonnet-thinking", "claude-sonnet-4.5"),
    ])
  func efforts(_ name: String, _ model: String) throws {
    let match = try #require(PriceBook.embedded.resolve(name))
    #expect(match.entry.model == model && match.way == .withoutEffort)
    #expect(match.note(name)?.contains("without its effort, which changes the tokens") == true)
    // Another model's word, and one that is dearer.
    for other in ["kimi-k9-thinking", "gpt-5.5-fast", "high", "-high", "gpt-4o-high-end"] {
      #expect(PriceBook.embedded.resolve(other) == nil, "\(other)")
    }
    #expect(try #require(PriceBook.embedded.resolve("mistral-medium")).way != .withoutEffort)
  }

  @Test(
    "the hint for a deployment or a variant is its model, and none is made of two letters",
    arguments: [
      ("azure/gpt-4o-prod", "gpt-4o"), ("openai/gpt-4o:extended", "gpt-4o"), ("us.deepseek.r1-v1:0", nil),
      ("deepseek.v3-v1:0", nil),
      ("o5", "o1"),
    ] as [(String, String?)])
  func variants(_ name: String, _ model: String?) {
    #expect(PriceBook.embedded.resolve(name) == nil)
    #expect(PriceBook.embedded.hint(name) == model)
  }

  @Test("what a book names without a price is not priced by the book behind it")
  func unreadStays() throws {
    let own = try PriceBook.parse(
      Array("{\"gpt-4o\": {\"output_cost_per_image\": 1}, \"m\": {\"input_cost_per_token\": 1e-06}}".utf8),
      source: "own.json")
    let both = own.overriding(.embedded)
    #expect(both["gpt-4o"] == nil && both.resolve("gpt-4o") == nil)
    #expect(both.reasonUnread("gpt-4o") == "priced per image; not tokens")
    #expect(both["m"]?.book == "own.json of no date")
    #expect(both["gpt-4o-mini"]?.book.hasPrefix("the embedded book of ") == true)
  }

  @Test(
    "a file's own spelling comes before the book behind it, a dated model there before a file's undated one")
  func order() throws {
    let own = try PriceBook.parse(
      Array(
        """
        {"deepseek/deepseek-chat": {"input_cost_per_token": 7e-06}, "gpt-4o": {"input_cost_per_token": 8e-06}}
        """.utf8), source: "own.json")
    let both = own.overriding(.embedded)
    #expect(PriceBook.embedded["deepseek-chat"] != nil)
    #expect(both.resolve("deepseek-chat")?.entry.prices.input.picodollars == 7_000_000)
    #expect(both.resolve("openai/gpt-4o-2024-08-06")?.entry.prices.input.picodollars == 8_000_000)
    let dated = try #require(both.resolve("gpt-4o-2024-05-13"))
    #expect(dated.way == .exact && dated.entry.book == PriceBook.embedded.label)
  }

  @Test(
    "a price file without prices is refused",
    arguments: [
      ("{}", ""), ("{\"sample_spec\": {\"input_cost_per_token\": 0}}", ""),
      ("{\"m\": {\"output_cost_per_token\": 1e-05}}", " ('m': only a price of output)"),
      ("{\"m\": 3}", " ('m': no object of prices)"),
      (
        "{\"m\": {\"input_cost_per_request\": 0.1, \"input_cost_per_token\": 1e-06}}",
        " ('m': priced per request; not tokens alone)"
      ),
    ])
  func empty(_ text: String, _ reason: String) throws {
    let fault = try #require(throws: Diagnostic.self) {
      try PriceBook.parse(Array(text.utf8), source: "test")
    }
    #expect(
      fault.message
        == "the price book has no model with a price of input tokens\(reason); an object of models with "
        + "input_cost_per_token and output_cost_per_token was expected")
    #expect(fault.kind == .badInput)
  }

  @Test("a price that is likely meant per million is warned of")
  func perMillion() throws {
    let book = try PriceBook.parse(Array("{\"m\": {\"input_cost_per_token\": 0.15}}".utf8), source: "test")
    #expect(
      book.warnings.map(\.message) == [
        "'m.input_cost_per_token' is 0.15 dollars a token, 150000 a million; if 0.15 a million was meant, 0.15e-06 was "
          + "expected"
      ])
    #expect(book.warnings.first?.position == SourcePosition(line: 1, column: 32))
  }

  @Test("the reasons of what is not read are counted, the most frequent first")
  func summary() throws {
    let book = try PriceBook.parse(
      Array(
        """
        {"a": {"input_cost_per_token": 1e-06}, "b": {"output_cost_per_image": 1}, "c": {"mode": "rerank"},
         "d": {"output_cost_per_image": 1}, "e": {"input_cost_per_token": 0, "input_cost_per_second": 1},
         "f": {"tiered_pricing": [{"input_cost_per_query": 1, "max_results_range": [0, 1]}]}}
        """.utf8), source: "f.json")
    #expect(
      book.summary
        == "5 models of f.json have no price here: 2 priced per image; not tokens, 1 no price, 1 priced per query; not "
        + "tokens, 1 priced per second; not tokens")
    #expect(PriceBook.embedded.summary == nil)
  }

  @Test("a printed book is read back with the same prices")
  func roundTrip() throws {
    let text = PriceBook.embedded.json(PriceBook.embedded.entries).text()
    let again = try PriceBook.parse(Array(text.utf8), source: "again")
    #expect(again.models == PriceBook.embedded.models)
    for entry in PriceBook.embedded.entries {
      #expect(again[entry.model]?.prices == entry.prices, "\(entry.model)")
    }
    let ranges = try PriceBook.parse(
      Array(
        """
        {"m": {"tiered_pricing": [
          {"range": [0, 10], "input_cost_per_token": 1e-06, "output_cost_per_token": 2e-06},
          {"range": [10, 20], "input_cost_per_token": 3e-06, "output_cost_per_reasoning_token": 4e-06}]},
         "x": {"litellm_provider": "xai", "input_cost_per_token": 1e-06, "input_cost_per_token_above_3_tokens": 2e-06}}
        """.utf8), source: "test")
    let back = try PriceBook.parse(Array(ranges.json(ranges.entries).text().utf8), source: "test")
    #expect(back.entries == ranges.entries)
  }
}
