import Declarations
import TestSupport
import Testing

@testable import Experiments
@testable import Scenarios

@Suite("Memory of a run")
struct MemoryEstimateTests {
  private func message(_ estimate: MemoryEstimate, free: Int?) -> String? {
    do throws(Diagnostic) {
      try estimate.check(free: free)
      return nil
    } catch {
      return error.message
    }
  }

  @Test("a run that fits, or of whose machine nothing is known, goes on")
  func fits() {
    let estimate = MemoryEstimate(requests: 1e6, replications: 5, cellsAtOnce: 2, possiblePrompts: 1e6)
    #expect(message(estimate, free: Int(estimate.bytes)) == nil)
    #expect(message(estimate, free: nil) == nil)
    #expect(message(estimate, free: Int(estimate.bytes) - 1) != nil)
  }

  @Test("what would fit is said: fewer replications, fewer threads, fewer requests, a smaller world")
  func wayOut() {
    var estimate = MemoryEstimate(requests: 1e7, replications: 10, cellsAtOnce: 2, possiblePrompts: 1e7)
    let whole = estimate.bytes
    estimate.replications = 4
    let four = estimate.bytes
    estimate.replications = 10
    #expect(
      message(estimate, free: Int(four))?.hasSuffix("4 replications would fit (--replications)") == true)
    #expect(
      message(estimate, free: Int(four))
        == "the run would take about \(((whole / 1e8).rounded() / 10).short) GB of memory, with 10000000 requests in 10 "
        + "replications on 2 threads, and \(((four / 1e8).rounded() / 10).short) GB are free; 4 replications would fit "
        + "(--replications)")
    #expect(
      message(estimate, free: 2_500_000_000)?.hasSuffix(
        "one replication on one thread would fit (--replications 1 --threads 1)") == true)
    let few = message(estimate, free: 1_000_000_000) ?? ""
    #expect(few.hasSuffix(" requests in one replication on one thread would fit"), "\(few)")
    estimate.possiblePrompts = 4e9
    #expect(message(estimate, free: 1_000_000_000)?.contains("fewer intents") == true)
  }

  @Test("prompts that never come again go with the requests, not with the size of the world")
  func oneOffs() {
    var estimate = MemoryEstimate(requests: 1e8, replications: 1, cellsAtOnce: 1, possiblePrompts: 100)
    estimate.comparedPrompts = 2e7
    let fault = message(estimate, free: 1_000_000_000) ?? ""
    #expect(fault.hasSuffix(" requests in one replication on one thread would fit"), "\(fault)")
  }

  @Test("a scenario of billions of requests is refused before anything is made")
  func refused() throws {
    let scenario = try SmallScenario.make(
      SmallScenario.text(), ["workload.arrivals.rate_per_s=500000", "run.replications=10000"])
    let fault = try #require(throws: Diagnostic.self) { try Runner(scenario).run() }
    #expect(fault.kind == .badInput)
    #expect(fault.message.hasPrefix("the run would take about"))
  }
}
