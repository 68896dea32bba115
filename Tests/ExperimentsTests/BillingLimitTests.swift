import Declarations
import Testing

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
