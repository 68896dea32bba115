import Declarations
import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Experiments

@Suite("Calls too dear to bill")
struct BillingLimitTests {
  @Test("a price and a prompt beyond exact money are refused before anything runs")
  func refused() throws {
    let scenario = try SmallScenario.make(
      SmallScenario.text(),
      [
        "providers.openai.models.gpt-4o.input_usd_per_1m=1000000", "workload.tokens.system=10000000",
        "providers.openai.models.gpt-4o.output_usd_per_1m=1",
      ])
    let fault = try #require(throws: Diagnostic.self) { try Runner(scenario).run() }
    #expect(fault.kind == .badInput)
    #expect(fault.message.contains("at most 9,000,000 USD are billed exactly"))
  }

  @Test(
    "what layers add counts before anything runs",
    arguments: [
      #"{"use":"window_batch","max_size":100000,"instruction_tokens":0}"#,
      #"{"use":"window_batch","max_size":1,"instruction_tokens":1000000}"#,
      #"{"use":"cascade","first":"gpt-4o","then":"gpt-4o","input_usd_per_1m":1000000}"#,
    ])
  func layers(layer: String) throws {
    let changes = [
      "providers.openai.models.gpt-4o.input_usd_per_1m=1000000",
      "providers.openai.models.gpt-4o.output_usd_per_1m=1000000", "workload.tokens.system=2000000",
    ]
    let plain = try SmallScenario.make(SmallScenario.text(), changes)
    _ = try Runner(plain).stream()
    let scenario = try SmallScenario.make(
      SmallScenario.text(),
      changes + ["strategies=[{\"name\":\"s\",\"model\":\"gpt-4o\",\"layers\":[\(layer)]}]", "expect=[]"])
    let fault = try #require(throws: Diagnostic.self) { try Runner(scenario).run() }
    #expect(fault.kind == .badInput)
    #expect(fault.message.hasPrefix("a request of 's' could cost"), "\(fault.message)")
  }

  @Test("searches of the web count before anything runs, and are named")
  func searches() throws {
    let scenario = try SmallScenario.make(SmallScenario.text())
    var stream = QueryStream(name: "searches")
    stream.append(
      Request(
        arrival: .zero, prompt: 0, intent: 0, user: 0, systemPrompt: 0, systemTokens: 0, contextTokens: 0,
        userTokens: 10, outputTokens: 5, latentDifficulty: 0, marks: []))
    try AmountGuard(scenario.catalog).check([stream], scenario.strategies)
    stream.recorded.webSearches.append(400_000_000, at: 0)
    // At gpt-4o-mini's $25 a thousand.
    let searched = stream
    let fault = try #require(throws: Diagnostic.self) {
      try AmountGuard(scenario.catalog).check([searched], scenario.strategies)
    }
    #expect(fault.message.contains("tokens and 400000000 searches of the web, "), "\(fault.message)")
  }

  @Test("the dearest model of the articles with a long prompt runs")
  func allowed() throws {
    let scenario = try SmallScenario.make(
      SmallScenario.text(),
      [
        "providers.openai.models.gpt-4o.input_usd_per_1m=75",
        "providers.openai.models.gpt-4o.output_usd_per_1m=150",
        "workload.tokens.system=1000000",
      ])
    #expect(try Runner(scenario).run().strategies.count == 3)
  }

  @Test("a stated input and output price keep the book's discount on cached input")
  func bookPrices() throws {
    let scenario = try SmallScenario.make(
      SmallScenario.text(),
      [
        "providers.openai.models.gpt-4o.input_usd_per_1m=5",
        "providers.openai.models.gpt-4o.output_usd_per_1m=20",
      ])
    let prices = scenario.catalog.models[0].prices
    #expect(prices.input.dollarsPerMillion == 5)
    #expect(prices.cachedInput.dollarsPerMillion == 2.5)
    #expect(prices.cacheWrite == prices.input)
  }
}

@Suite("Prompt cache of a scenario")
struct PromptCachePresetTests {
  private func catalog(_ cache: String, _ models: String = "{\"claude-opus-4-5\": {}}") throws
    -> ProviderCatalog
  {
    let strategies =
      "[{\"name\": \"s\", \"model\": \"claude-opus-4-5\", \"layers\": [{\"use\": \"prompt_cache\"}]}]"
    return try SmallScenario.make(
      SmallScenario.text(),
      [
        "providers={\"p\": {\"models\": \(models), \"prompt_cache\": \(cache)}}", "strategies=\(strategies)",
        "expect=[]", "analysis={}",
      ]
    ).catalog
  }

  @Test("a preset states what the scenario leaves open, the least prefix by model")
  func preset() throws {
    let plain = try catalog("{}")
    #expect(plain.providers[0].promptCache == PromptCacheRule())
    #expect(plain.models[0].minimumPrefixTokens == nil)
    let anthropic = try catalog("{\"preset\": \"anthropic\"}")
    #expect(anthropic.providers[0].promptCache?.lifetime == .seconds(300))
    #expect(anthropic.providers[0].promptCache?.stepTokens == 1)
    #expect(anthropic.models[0].minimumPrefixTokens == 4096)
    let own = try catalog("{\"preset\": \"anthropic\", \"min_prefix_tokens\": 7, \"ttl_s\": 3600}")
    #expect(own.providers[0].promptCache?.lifetime == .seconds(3600))
    #expect(own.providers[0].promptCache?.minimumPrefixTokens == 7)
    #expect(own.models[0].minimumPrefixTokens == nil)
  }

  @Test("a price of cached reads that nobody states is said")
  func assumedReads() throws {
    let models = "{\"claude-opus-4-5\": {}, \"m\": {\"input_usd_per_1m\": 1, \"output_usd_per_1m\": 2}}"
    #expect(
      try catalog("{}", models).notes == [
        "the price of input that 'm' reads from the prompt cache is not stated; it costs what input costs"
      ])
  }
}

@Suite("Part of a day")
struct PartOfDayTests {
  @Test(
    "a month from part of a day or week is pointed out",
    arguments: [
      ("workload.arrivals.diurnal_peak_to_mean=1.5", 0.3, true),
      ("workload.arrivals.diurnal_peak_to_mean=1.5", 24, false),
      ("workload.arrivals.weekend_ratio=0.5", 24, true), ("workload.arrivals.weekend_ratio=1", 0.3, false),
    ])
  func warning(_ pattern: String, _ hours: Double, _ warns: Bool) throws {
    let scenario = try SmallScenario.make(
      SmallScenario.text(), [pattern, "run.measure_h=\(hours)", "workload.arrivals.rate_per_s=0.01"])
    let result = try Runner(scenario).run()
    #expect(result.warnings.contains { $0.contains("no whole") } == warns)
  }
}
