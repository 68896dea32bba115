import Declarations
import Testing

@testable import Providers

@Suite("Price books in other forms")
struct PriceFormTests {
  private func book(_ text: String) throws -> PriceBook {
    try PriceBook.parse(Array(text.utf8), source: "test")
  }

  /// Dollars a million tokens of input, output and cached input.
  private func prices(_ text: String, _ model: String) throws -> [Double] {
    let rates = try #require(try book(text)[model]).prices.standard.base
    return [rates.input, rates.output, rates.cachedInput].map { Double($0.picodollars) / 1e6 }
  }

  @Test(
    "catalogues of gateways and tools are read in their own units",
    arguments: [
      (
        #"{"data":[{"id":"m","pricing":{"prompt":"0.0000025","completion":"0.00001","request":"0","input_cache_read":"0.00000125","internal_reasoning":"0"}}]}"#,
        "m"
      ),
      (
        #"{"object":"list","data":[{"id":"m","pricing":{"input":"0.0000025","output":"0.00001","input_cache_read":"0.00000125"}}]}"#,
        "m"
      ),
      (
        #"{"openai":{"id":"openai","models":{"m":{"id":"m","cost":{"input":2.5,"output":10,"cache_read":1.25}}}}}"#,
        "openai/m"
      ),
      (
        #"{"model_list":[{"model_name":"m","litellm_params":{"model":"x","input_cost_per_token":2.5e-6},"model_info":{"input_cost_per_token":1,"output_cost_per_token":1e-5,"cache_read_input_token_cost":1.25e-6}}]}"#,
        "m"
      ),
      (
        #"{"data":[{"modelName":"m","unit":"TOKENS","inputPrice":2.5e-6,"outputPrice":1e-5,"prices":{"input_cached_tokens":{"price":1.25e-6}}}]}"#,
        "m"
      ),
      (
        #"{"metadata":{},"data":[{"provider":"OPENAI","model":"m","operator":"equals","input_cost_per_1m":2.5,"output_cost_per_1m":10,"prompt_cache_read_per_1m":1.25}]}"#,
        "m"
      ),
      (
        #"{"m":{"pricing_config":{"pay_as_you_go":{"request_token":{"price":0.00025},"response_token":{"price":0.001},"cache_read_input_token":{"price":0.000125}}}}}"#,
        "m"
      ),
      (
        #"{"m":{"input_cost_per_1k_tokens":0.0025,"output_cost_per_1k_tokens":0.01,"cache_read_cost_per_1k_tokens":0.00125}}"#,
        "m"
      ),
      (#"{"m":{"input_usd_per_1m":2.5,"output_usd_per_1m":10,"cached_input_usd_per_1m":1.25}}"#, "m"),
      (
        #"[{"model":"m","input_cost_per_token":2.5e-6,"output_cost_per_token":1e-5,"cache_read_input_token_cost":1.25e-6}]"#,
        "m"
      ),
    ])
  func forms(text: String, model: String) throws {
    #expect(try prices(text, model) == [2.5, 10, 1.25])
  }

  @Test("what has no price of its own says why")
  func unread() throws {
    let catalogue = try book(
      #"{"data":[{"id":"openrouter/auto","pricing":{"prompt":"-1","completion":"-1"}},{"id":"t","pricing":{"input":"1e-6","output":"2e-6","input_tiers":[{"cost":"1e-6","min":0},{"cost":"2e-6","min":200000}]}},{"id":"m","pricing":{"prompt":"1e-6","completion":"2e-6"}},{"id":"r","pricing":{"prompt":"1e-6","completion":"2e-6","request":"0.01"}}]}"#
    )
    #expect(catalogue.models == ["m"])
    #expect(catalogue.reasonUnread("openrouter/auto") == "no fixed price (prompt is -1)")
    #expect(catalogue.reasonUnread("t") == "prices by length in a form that is not read")
    #expect(catalogue.reasonUnread("r") == "priced per request; not tokens alone")
    let patterns = try book(
      #"{"data":[{"model":"gpt","operator":"startsWith","input_cost_per_1m":1,"output_cost_per_1m":2},{"model":"m","operator":"equals","input_cost_per_1m":1,"output_cost_per_1m":2}]}"#
    )
    #expect(patterns.reasonUnread("gpt") == "a pattern of names (startsWith); a name was expected")
  }

  @Test("a longer input's price of models.dev is a tier")
  func tiers() throws {
    let prices = try #require(
      try book(
        #"{"google":{"models":{"g":{"cost":{"input":1.25,"output":10,"context_over_200k":{"input":2.5,"output":15}}}}}}"#
      )["gemini/g"]
    ).prices
    #expect(prices.standard.steps.map(\.bound) == [200_000])
    #expect(prices.standard.steps.map { Double($0.rates.input.picodollars) / 1e6 } == [2.5])
  }

  @Test(
    "texts of other kinds, and prices without a unit, are refused by name",
    arguments: [
      (
        "model_list:\n  - model_name: m\n",
        "the price book is YAML or other text; JSON was expected, an object of models or a list of them"
      ),
      (
        "model,input,output\nm,2.5,10\n",
        "the price book is a table; JSON was expected, an object of models or a list of them"
      ),
      (
        #"{"m":{"input":2.5,"output":10}}"#,
        "the price book has no model with a price of input tokens ('m': 'input' does not tell its unit); an object of "
          + "models with input_cost_per_token and output_cost_per_token was expected"
      ),
      ("[1]", "a price book is an object of models"),
    ])
  func refused(text: String, message: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try book(text) }
    #expect(fault.message == message)
    #expect(throws: Diagnostic.self) { try PriceBook.lint(Array("x: 1".utf8)) }
  }

  @Test(
    "a name with a variant or a preview is no other model's, and the hint is the plain name",
    arguments: ["m-5:free", "openai/m-5:extended", "m-5-preview-05-06", "m-5-exp-0827", "m-5-0709"])
  func variants(name: String) throws {
    let book = try book(
      #"{"m-5":{"input_cost_per_token":1e-6},"m-5-preview-tts":{"input_cost_per_token":1e-6}}"#)
    #expect(book.resolve(name) == nil)
    #expect(book.hint(name) == "m-5")
  }
}
