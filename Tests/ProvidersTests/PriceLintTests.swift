import Declarations
import Testing

@testable import Providers

@Suite("What cannot be right in a price book")
struct PriceLintTests {
  static let base = "\"input_cost_per_token\": 1e-06, \"output_cost_per_token\": 2e-06, "

  private func findings(_ members: String) throws -> [String] {
    try PriceBook.lint(Array("{\"m\": {\(members)}}".utf8)).map(\.message)
  }

  @Test(
    "each fault is named with what was expected",
    arguments: [
      (
        "\"input_cost_per_token_priority\": 5e-05",
        "'m.input_cost_per_token_priority' is 50 times 'input_cost_per_token'; at most 4 times was expected"
      ),
      (
        "\"input_cost_per_token_batches\": 2e-06",
        "'m.input_cost_per_token_batches' is 2 times 'input_cost_per_token'; at most 1 times was expected"
      ),
      (
        "\"cache_creation_input_token_cost_above_1hr\": 7e-06",
        "'m.cache_creation_input_token_cost_above_1hr' is 7 times the price of input; about 2 times was expected"
      ),
      (
        "\"cache_creation_input_token_cost\": 1e-07, \"cache_read_input_token_cost\": 5e-07",
        "'m.cache_creation_input_token_cost' is below 'cache_read_input_token_cost', 5e-07; at least the price of input was expected"
      ),
      (
        "\"cache_creation_input_token_cost\": 0",
        "'m.cache_creation_input_token_cost' is 0; it is read as the price of input, 1e-06"
      ),
      (
        "\"cache_read_input_token_cost\": 2e-06",
        "'m.cache_read_input_token_cost' is above the price of input, 1e-06; at most that was expected"
      ),
      (
        "\"input_cost_per_token_batches\": 5e-08",
        "'m.input_cost_per_token_batches' is 0.05 times 'input_cost_per_token'; at least 0.25 times was expected"
      ),
      (
        "\"output_cost_per_token_priority\": 1e-06",
        "'m.output_cost_per_token_priority' is 0.5 times 'output_cost_per_token'; at least 1 times was expected"
      ),
      (
        "\"cache_read_input_token_cost\": 0",
        "'m.cache_read_input_token_cost' is 0; about a tenth of the price of input, 1e-06, was expected"
      ),
      (
        "\"cache_creation_input_token_cost\": 1.25e-06, \"cache_read_input_token_cost\": 1e-06",
        "'m.cache_read_input_token_cost' is the price of input beside a dearer write, 1.25e-06; less was expected"
      ),
      (
        "\"input_cost_per_token_above_200k_tokens\": 2e-06, \"cache_read_input_token_cost_above_200k_tokens\": 3e-06",
        "'m.cache_read_input_token_cost_above_200k_tokens' is above 'input_cost_per_token_above_200k_tokens', 2e-06; at most that was expected"
      ),
      (
        "\"output_cost_per_reasoning_token\": 0.5",
        "'m.output_cost_per_reasoning_token' is 0.5 dollars a token; at most 0.01 was expected, and 0.5 a million is 0.5e-06"
      ),
      (
        "\"input_cost_per_token_above_200k_tokens\": 5e-07",
        "'m.input_cost_per_token_above_200k_tokens' is below the price of shorter input, 1e-06; at least that was expected"
      ),
      (
        "\"tiered_pricing\": [{\"range\": [0, 5], \"input_cost_per_token\": 1e-06}, {\"range\": [6, 9], \"input_cost_per_token\": 1e-06}]",
        "'m.tiered_pricing' has a range from 6; one from 5 was expected next"
      ),
      (
        "\"tiered_pricing\": [{\"range\": [0, 5], \"input_cost_per_token\": 2e-06}, {\"range\": [5, 9], \"input_cost_per_token\": 1e-06}]",
        "'m.tiered_pricing' is cheaper from 5 on than below; at least 2e-06 was expected"
      ),
      (
        "\"off_peak_pricing\": {\"hours_utc\": \"at night\"}",
        "'m.off_peak_pricing' has days or hours that are not understood; hours_utc as HH:MM-HH:MM, weekdays from 1 to 7 and a weekday_timezone of UTC or Asia/Shanghai were expected, and calls cost the usual price at every hour"
      ),
      (
        "\"off_peak_pricing\": {\"windows\": [{\"hours_utc\": \"16:30-00:30\", \"weekdays\": [\"sat\", 7]}]}",
        "'m.off_peak_pricing' has days or hours that are not understood; hours_utc as HH:MM-HH:MM, weekdays from 1 to 7 and a weekday_timezone of UTC or Asia/Shanghai were expected, and calls cost the usual price at every hour"
      ),
      (
        "\"ouput_cost_per_token\": 2e-06",
        "'m.ouput_cost_per_token' is an unknown price (did you mean 'output_cost_per_token'?)"
      ),
    ])
  func faults(_ member: String, _ message: String) throws {
    #expect(try findings(Self.base + member) == [message])
  }

  @Test("a chat model without a price of output is named")
  func noOutput() throws {
    #expect(
      try findings("\"mode\": \"chat\", \"input_cost_per_token\": 1e-06") == [
        "'m.input_cost_per_token' stands without a price of output"
      ])
  }

  @Test("output that is cheaper than input is named where a model writes, and input that is free beside it")
  func outputBelowInput() throws {
    let swapped = "\"input_cost_per_token\": 3.5e-06, \"output_cost_per_token\": 1.05e-06"
    #expect(
      try findings("\"mode\": \"chat\", " + swapped) == [
        "'m.output_cost_per_token' is below the price of input, 3.5e-06; at least that was expected"
      ])
    #expect(try findings("\"mode\": \"embedding\", " + swapped) == [])
    #expect(
      try findings("\"input_cost_per_token\": 0, \"output_cost_per_token\": 1e-06") == [
        "'m.input_cost_per_token' is 0 beside a price of output, 1e-06; more was expected"
      ])
    #expect(try findings("\"input_cost_per_token\": 0, \"output_cost_per_token\": 0") == [])
  }

  @Test("prices as providers have them are no findings")
  func plain() throws {
    let usual = """
      "cache_read_input_token_cost": 1e-07, "cache_creation_input_token_cost": 1.25e-06,
      "cache_creation_input_token_cost_above_1hr": 2e-06, "input_cost_per_token_batches": 5e-07,
      "input_cost_per_token_priority": 2e-06, "input_cost_per_token_above_200k_tokens": 2e-06,
      "input_cost_per_token_above_200k_tokens_priority": 4e-06, "output_cost_per_image": 0.3,
      "search_context_cost_per_query": {"search_context_size_low": 0.03}, "supports_vision": true,
      "cache_creation_input_token_cost_above_12hr_above_272k_tokens_flex": 1e-06
      """
    #expect(try findings(Self.base + usual) == [])
    #expect(
      try PriceBook.lint(Array(PriceBook.embeddedText.utf8)).allSatisfy { $0.message.contains("is 0;") })
  }
}
