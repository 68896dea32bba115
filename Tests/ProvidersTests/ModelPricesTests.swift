import Declarations
import Testing
import Traffic

@testable import Providers

/// Prices of one model in LiteLLM's schema.
func prices(_ members: String) throws -> ModelPrices {
  let book = try PriceBook.parse(Array("{\"m\": {\(members)}}".utf8), source: "test")
  return try #require(book["m"]).prices
}

@Suite("Prices of a model")
struct ModelPricesTests {
  static let flat = "\"input_cost_per_token\": 2e-06, \"output_cost_per_token\": 8e-06"

  @Test("a log's tokens of audio and images are billed at their prices, and are never more than the input")
  func recordedKinds() throws {
    let list = try prices(
      """
      "input_cost_per_token": 3e-07, "input_cost_per_audio_token": 1e-06, "output_cost_per_token": 2.5e-06,
      "output_cost_per_image_token": 3e-05, "cache_read_input_token_cost": 3e-08
      """)
    var stream = QueryStream(name: "log")
    stream.append(Request(arrival: .zero, prompt: 0, intent: 0, userTokens: 1000, outputTokens: 50))
    stream.recorded.audioInputTokens.append(900, at: 0)
    stream.recorded.imageOutputTokens.append(40, at: 0)
    var usage = stream.recordedUsage(of: 0)
    // 100 x 0.3, 900 x 1, 10 x 2.5 and 40 x 30 millionths.
    #expect(list.cost(of: usage).total.picodollars == 2_155_000_000)
    #expect(usage.input == 1000 && usage.answer == 50)
    usage.scaleInput(to: 500)
    #expect((usage.uncached, usage.audioInput, usage.imageOutput) == (50, 450, 40))
    usage.scale(by: 2)
    #expect((usage.uncached, usage.audioInput, usage.output, usage.imageOutput) == (100, 900, 20, 80))
    stream.recorded.cachedTokens.append(400, at: 0)
    usage = stream.recordedUsage(of: 0)
    #expect((usage.cached, usage.uncached, usage.audioInput) == (400, 0, 600))
  }

  @Test(
    "what is cut out of a prompt is taken from what was read and written where it stood, and from nothing else",
    arguments: [
      // Of a system prompt of 1,000 tokens, a context of 800 and a question of 200.
      (1000, 0, [1000, 400, 200], [1000, 0, 600]), (1400, 0, [1000, 400, 200], [1200, 0, 400]),
      (1000, 800, [1000, 400, 200], [1000, 400, 200]), (1000, 0, [500, 800, 200], [500, 0, 1000]),
      (0, 0, [1000, 400, 100], [0, 0, 1500]), (2000, 0, [1000, 400, 100], [1500, 0, 0]),
    ])
  func shortened(_ cached: Int, _ written: Int, _ parts: [Int], _ left: [Int]) {
    var usage = TokenUsage(uncached: 2000 - cached - written, cached: cached, written: written)
    usage.scaleInput(from: [1000, 800, 200], to: parts)
    #expect([usage.cached, usage.written, usage.uncached] == left)
    // Counted by another tokenizer before.
    usage = TokenUsage(uncached: 4000 - 2 * (cached + written), cached: 2 * cached, written: 2 * written)
    usage.scaleInput(from: [1000, 800, 200], to: parts.map { 2 * $0 })
    #expect([usage.cached, usage.written, usage.uncached] == left.map { 2 * $0 })
  }

  @Test("a cache write at 0 costs what input costs")
  func zeroWrite() throws {
    let own = try prices(Self.flat + ", \"cache_creation_input_token_cost\": 0.0")
    #expect(own.cacheWrite == own.input)
    #expect(own.cost(of: TokenUsage(written: 1000)).cacheWrite.picodollars == 2_000_000_000)
    let tiered = try prices(
      """
      "tiered_pricing": [{"range": [0, 10], "input_cost_per_token": 1e-06, "cache_creation_input_token_cost": 0}]
      """)
    #expect(tiered.cacheWrite == tiered.input)
  }

  @Test("a free model writes for nothing")
  func freeWrite() throws {
    let own = try prices("\"input_cost_per_token\": 0, \"cache_creation_input_token_cost\": 0")
    #expect(own.cacheWrite.picodollars == 0)
  }

  @Test("a cached read without a price costs what input costs, and the model says so")
  func noReadPrice() throws {
    let own = try prices(Self.flat)
    #expect(own.cachedInput == own.input && !own.statesCachedInput)
    #expect(try prices(Self.flat + ", \"cache_read_input_token_cost\": 2e-07").statesCachedInput)
  }

  @Test("a write for an hour has its own price, else that of a write")
  func hourWrite() throws {
    let usage = TokenUsage(writtenForAnHour: 10)
    let both = "\(Self.flat), \"cache_creation_input_token_cost\": 2.5e-06"
    #expect(try prices(both).cost(of: usage).total.picodollars == 25_000_000)
    let hour = try prices(both + ", \"cache_creation_input_token_cost_above_1hr\": 4e-06")
    #expect(hour.cost(of: usage).total.picodollars == 40_000_000)
    #expect(hour.cost(of: TokenUsage(written: 10)).total.picodollars == 25_000_000)
  }

  @Test("input beyond a bound prices the whole call, at the bound the rates below still hold")
  func bounds() throws {
    let own = try prices(
      """
      \(Self.flat), "cache_read_input_token_cost": 2e-07, "input_cost_per_token_above_128k_tokens": 4e-06,
      "output_cost_per_token_above_128k_tokens": 1e-05, "cache_read_input_token_cost_above_128k_tokens": 4e-07
      """)
    let at = own.cost(of: TokenUsage(uncached: 100_000, cached: 28_000, output: 10))
    #expect(at.total.picodollars == 100_000 * 2_000_000 + 28_000 * 200_000 + 10 * 8_000_000)
    let above = own.cost(of: TokenUsage(uncached: 100_000, cached: 28_001, output: 10))
    #expect(above.total.picodollars == 100_000 * 4_000_000 + 28_001 * 400_000 + 10 * 10_000_000)
    #expect(own.cost(input: 128_001, output: 10, cached: 28_001) == above)
  }

  @Test("xAI bills the upper tier from the bound on")
  func inclusive() throws {
    let own = try prices(
      """
      \(Self.flat), "litellm_provider": "xai", "input_cost_per_token_above_200k_tokens": 4e-06
      """)
    #expect(own.cost(of: TokenUsage(uncached: 199_999)).total.picodollars == 199_999 * 2_000_000)
    #expect(own.cost(of: TokenUsage(uncached: 200_000)).total.picodollars == 200_000 * 4_000_000)
  }

  @Test("of ranges the one that holds the input prices the call, and the last all beyond")
  func ranges() throws {
    let own = try prices(
      """
      "tiered_pricing": [
        {"range": [32000, 128000], "input_cost_per_token": 2e-06, "output_cost_per_token": 4e-06},
        {"range": [0, 32000.0], "input_cost_per_token": 1e-06, "output_cost_per_token": 3e-06,
         "output_cost_per_reasoning_token": 5e-06, "cache_read_input_token_cost": 1e-07}]
      """)
    func cost(_ usage: TokenUsage) -> Int64 { own.cost(of: usage).total.picodollars }
    #expect(cost(TokenUsage(uncached: 32_000, output: 1)) == 32_000 * 1_000_000 + 3_000_000)
    #expect(cost(TokenUsage(uncached: 32_001, output: 1)) == 32_001 * 2_000_000 + 4_000_000)
    #expect(cost(TokenUsage(uncached: 500_000)) == 500_000 * 2_000_000)
    #expect(cost(TokenUsage(uncached: 1, reasoning: 1)) == 6_000_000)
    // A range without a price of reads reads at its own price of input.
    #expect(cost(TokenUsage(cached: 40_000)) == 40_000 * 2_000_000)
    #expect(cost(TokenUsage(cached: 1000)) == 1000 * 100_000)
  }

  @Test("a service has its own prices, and where it has none the usual ones")
  func services() throws {
    let own = try prices(
      """
      \(Self.flat), "cache_read_input_token_cost": 2e-07, "input_cost_per_token_priority": 3e-06,
      "input_cost_per_token_batches": 9e-07, "input_cost_per_token_above_200k_tokens": 4e-06,
      "input_cost_per_token_above_200k_tokens_priority": 7e-06
      """)
    func cost(_ service: TokenUsage.Service, uncached: Int = 1, cached: Int = 0, output: Int = 0) -> Int64 {
      own.cost(of: TokenUsage(uncached: uncached, cached: cached, output: output, service: service)).total
        .picodollars
    }
    #expect(cost(.priority) == 3_000_000)
    #expect(cost(.priority, output: 1) == 11_000_000)
    #expect(cost(.priority, uncached: 200_001) == 200_001 * 7_000_000)
    #expect(cost(.flex) == 2_000_000)
    // A batch without a price of its own: output at half, reads at the usual price.
    #expect(cost(.batch) == 900_000)
    #expect(cost(.batch, output: 1) == 4_900_000)
    #expect(cost(.batch, cached: 1) == 1_100_000)
    #expect(
      try prices(Self.flat).cost(of: TokenUsage(uncached: 1, output: 1, service: .batch)).total.picodollars
        == 5_000_000)
  }

  @Test("reasoning, audio and images have their own prices, else those of text")
  func kinds() throws {
    var usage = TokenUsage(uncached: 1, output: 1, reasoning: 10)
    (usage.audioInput, usage.audioOutput, usage.imageInput, usage.imageOutput, usage.cachedAudio) = (
      100, 1000, 10_000, 100_000, 1_000_000
    )
    let plain = try prices(Self.flat)
    #expect(plain.cost(of: usage).total.picodollars == 1_010_101 * 2_000_000 + 101_011 * 8_000_000)
    let own = try prices(
      """
      \(Self.flat), "output_cost_per_reasoning_token": 9e-06, "input_cost_per_audio_token": 3e-06,
      "output_cost_per_audio_token": 1e-05, "input_cost_per_image_token": 4e-06,
      "output_cost_per_image_token": 3e-05, "cache_read_input_audio_token_cost": 1e-06
      """)
    let cost = own.cost(of: usage)
    #expect(cost.input.picodollars == 2_000_000 + 100 * 3_000_000 + 10_000 * 4_000_000)
    #expect(cost.cachedInput.picodollars == 1_000_000 * 1_000_000)
    let answer: Int64 = 8_000_000 + 10 * 9_000_000 + 1000 * 10_000_000 + 100_000 * 30_000_000
    #expect(cost.output.picodollars == answer)
  }

  @Test("a stated price replaces those of every tier")
  func setting() throws {
    var own = try prices(Self.flat + ", \"input_cost_per_token_above_200k_tokens\": 4e-06")
    own.input = TokenPrice(picodollars: 7)
    #expect(own.cost(of: TokenUsage(uncached: 300_000)).total.picodollars == 2_100_000)
  }

  @Test(
    "a broken range is refused at its place",
    arguments: ["[1]", "[5, 5]", "[-1, 4]", "\"all\"", "[\"0\", 4]"])
  func badRange(_ range: String) throws {
    let fault = try #require(throws: Diagnostic.self) {
      try prices("\"tiered_pricing\": [{\"input_cost_per_token\": 1e-06, \"range\": \(range)}]")
    }
    #expect(
      fault.message
        == "'m.tiered_pricing' has a range that is none; two counts of tokens, the lesser first, were expected"
    )
    #expect(fault.position == SourcePosition(line: 1, column: 68))
  }
}
