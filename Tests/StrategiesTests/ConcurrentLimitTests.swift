import Providers
import Simulation
import TestSupport
import Testing
import Traffic

@testable import Strategies

@Suite("The limit of requests at a time")
struct ConcurrentLimitTests {
  /// A stream whose calls last as long as their answers, and when each of them comes and how long it takes.
  private func rig(_ random: inout SplitMix) -> (rig: Rig, calls: [(start: Double, length: Double)]) {
    var rig = Rig()
    for model in rig.catalog.models.indices {
      rig.catalog.models[model].latency = LatencyModel(
        base: 0, firstTokenSigma: 0, perOutputToken: 1e-5, outputSigma: 0)
    }
    var calls: [(start: Double, length: Double)] = []
    var time = 0.0
    for place in 0..<Int.random(in: 5...60, using: &random) {
      time += Double.random(in: 0...1, using: &random)
      let output = UInt32.random(in: 1...300_000, using: &random)
      rig.ask(place, at: time, tokens: 1, output: output)
      calls.append((time, Double(output) * 1e-5))
    }
    return (rig, calls)
  }

  @Test("as many run at a time as are allowed and no more, over 2,500 random streams", arguments: 0..<25)
  func plainModel(_ part: Int) throws {
    for seed in part * 100..<(part + 1) * 100 {
      var random = SplitMix(state: UInt64(seed))
      let places = Int.random(in: 1...5, using: &random)
      let (rig, calls) = rig(&random)
      let gateway = try rig.run(
        """
        {"use": "rate_limit", "algorithm": "concurrent", "per": "everyone",
         "tiers": {"any": {"concurrent_requests": \(places)}}}
        """)
      var ends: [Double] = []
      let expected = calls.map { call in
        ends.removeAll { $0 <= call.start }
        guard ends.count < places else { return "rejected" }
        ends.append(call.start + call.length)
        return "served"
      }
      guard gateway.kinds == expected else {
        Issue.record("seed \(seed), \(places) at a time: \(gateway.kinds)")
        return
      }
    }
  }
}
