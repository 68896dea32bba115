import Declarations
import Providers
import Simulation
import Testing

@testable import Scenarios

@Suite("Faults and retries of a scenario")
struct FaultSectionTests {
  private func scenario(_ provider: String, layers: String = "[]") throws -> Scenario {
    try Scenario(
      bytes: Array(
        """
        {"simbench": 1, "name": "x", "run": {"measure_h": 1, "warmup_h": 0, "replications": 1},
        "workload": {"kind": "synthetic", "arrivals": {"process": "poisson", "rate_per_s": 0.01}},
        "providers": {"p": {"models": {"gpt-4o": {}}\(provider)}},
        "strategies": [{"name": "a", "model": "gpt-4o", "layers": \(layers)}]}
        """.utf8), path: "x.json")
  }

  @Test("what is stated reaches the provider, in its units")
  func stated() throws {
    let catalog = try scenario(
      """
      , "faults": {"slow_downs": [{"start_h": 1, "duration_min": 2, "factor": 3}],
        "storms": [{"start_h": 2, "duration_min": 1, "rejected_share": 0.4}],
        "storm_process": {"mean_gap_h": 2, "mean_length_min": 3, "rejected_share": 0.5, "retry_after_s": 6}},
      "retry": {"timeout_s": 9, "timeout_billed": "started", "budget_share": 0.1}
      """
    ).catalog
    let faults = catalog.providers[0].faults
    #expect(faults.slowDowns == [.init(start: .hours(1), end: .seconds(3720), factor: 3)])
    #expect(
      faults.storms == [.init(start: .hours(2), end: .seconds(7260), share: 0.4, retryAfter: .seconds(20))])
    #expect(
      faults.stormProcess == .init(meanGap: 7200, meanLength: 180, share: 0.5, retryAfter: .seconds(6)))
    let retry = catalog.providers[0].retry
    #expect(retry.timeout == .seconds(9) && retry.timeoutBilling == .started && retry.budgetShare == 0.1)
    let plain = try scenario("").catalog.providers[0]
    #expect(plain.faults == FaultProfile() && plain.retry == RetryPolicy())
  }

  @Test(
    "what does nothing or cannot be is refused with its place and reason",
    arguments: [
      (
        #", "retry": {"timeout_billed": "whole"}"#, "[]", "3:57",
        "'providers.p.retry.timeout_billed' does nothing: 'timeout_s' is not stated"
      ),
      (
        #", "faults": {"storm_process": {"mean_gap_h": 1, "mean_length_min": 0, "rejected_share": 1}}"#, "[]",
        "3:112",
        "'providers.p.faults.storm_process.mean_length_min' is 0; a number of at least 0.1 was expected"
      ),
      (
        "", #"[{"use": "budget", "monthly_usd": 1, "users_per_team": 3}]"#, "4:96",
        "'strategies[0].layers[0].users_per_team' does nothing: 'per' is not 'team'"
      ),
      (
        "", #"[{"use": "hedge", "after_ms": 5, "quantile": 0.9}]"#, "4:92",
        "'strategies[0].layers[0].quantile' does nothing: 'after_ms' is stated instead; one of them was expected"
      ),
    ])
  func refused(_ provider: String, _ layers: String, _ place: String, _ message: String) throws {
    let error = #expect(throws: Diagnostic.self) { try scenario(provider, layers: layers) }
    #expect(error?.message == message)
    #expect(error.map { "\($0.position?.line ?? 0):\($0.position?.column ?? 0)" } == place)
  }
}
