import Declarations
import Providers
import Simulation
import Testing
import Traffic

@testable import Scenarios

@Suite("Quantised models of a scenario")
struct QuantisationTests {
  private func catalog(_ model: String) throws -> ProviderCatalog {
    try Scenario(
      bytes: Array(
        """
        {"simbench": 1, "name": "x", "run": {"measure_h": 1, "warmup_h": 0, "replications": 1},
        "workload": {"kind": "synthetic"},
        "providers": {"p": {"models": {"gpt-4o": {\(model)}}}},
        "strategies": [{"name": "a", "model": "gpt-4o", "layers": []}]}
        """.utf8), path: "x.json"
    ).catalog
  }

  @Test(
    "a format takes its share of the quality and of the price book's prices",
    arguments: [("fp8", 1.0), ("int8", 0.98), ("int4", 0.97)])
  func presets(_ format: String, _ factor: Double) throws {
    let quality = "\"quality\": {\"simple\": 0.9, \"medium\": 0.8, \"complex\": 0.5}"
    let full = try catalog(quality).models[0]
    let model = try catalog(quality + ", \"quantised\": \"\(format)\"").models[0]
    #expect(model.quality == .byClass([0.9 * factor, 0.8 * factor, 0.5 * factor]))
    #expect(model.prices.input.picodollars == full.prices.input.picodollars / 2)
    #expect(model.prices.output.picodollars == full.prices.output.picodollars / 2)
    #expect(model.latency == full.latency)
    let stated = try catalog(quality + ", \"quantised\": \"\(format)\", \"price_multiplier\": 0.25")
    #expect(stated.models[0].prices.input.picodollars == full.prices.input.picodollars / 4)
    #expect(stated.notes == [])
  }

  @Test("stated prices are left alone, and an assumed one is told")
  func prices() throws {
    let own = "\"quantised\": \"int8\", \"input_usd_per_1m\": 2, \"output_usd_per_1m\": 8"
    let stated = try catalog(own)
    #expect(stated.models[0].prices.input == TokenPrice(dollarsPerMillion: 2) && stated.notes == [])
    #expect(
      try catalog("\"quantised\": \"int8\"").notes == [
        "nothing is published of the price of 'gpt-4o' as int8; it is taken to be half that of the price book "
          + "(price_multiplier)"
      ])
  }

  @Test("an item-response model loses its share at middling difficulty")
  func itemResponse() {
    let full = QualityModel.itemResponse(ability: 1.5, slope: 2)
    let less = full.times(0.97)
    func value(_ model: QualityModel, _ latent: Double) -> Double {
      model.probability(difficulty: .medium, latent: latent)
    }
    #expect(abs(value(less, 0) - 0.97 * value(full, 0)) < 1e-12)
    #expect(value(less, 1) < value(full, 1) && value(less, -1) < value(full, -1))
  }

  @Test("a multiplier without a format is refused")
  func idle() throws {
    let fault = try #require(throws: Diagnostic.self) { try catalog("\"price_multiplier\": 0.5") }
    #expect(
      fault.message == "'providers.p.models.gpt-4o.price_multiplier' does nothing: 'quantised' is not stated")
    #expect(fault.position?.line == 3 && fault.position?.column == 43)
  }
}
