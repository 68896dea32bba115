import Declarations
import TestSupport
import Testing

@testable import Experiments
@testable import Scenarios

/// A setting that a run would ignore ends it with a sentence.
@Suite("Settings without effect")
struct IdleSettingTests {
  static func scenario(layer: String, sets: [String] = []) throws -> Scenario {
    try SmallScenario.make(
      SmallScenario.text(strategies: #"{"name": "a", "model": "gpt-4o", "layers": [\#(layer)]}"#), sets)
  }

  static let bytes = #"{"use": "exact_cache", "capacity_bytes": 90000}"#

  @Test(
    "a layer refuses what it would ignore",
    arguments: [
      (#"{"use": "exact_cache", "capacity_bytes": 9, "capacity": 9}"#, "exact_cache.capacity"),
      (#"{"use": "exact_cache", "overhead_bytes": 9}"#, "exact_cache.overhead_bytes"),
      (
        #"{"use": "exact_cache", "capacity_bytes": 9, "store": "redis", "overhead_bytes": 9}"#,
        "exact_cache.overhead_bytes"
      ),
      (#"{"use": "exact_cache", "store": "redis"}"#, "exact_cache.store"),
      (#"{"use": "exact_cache", "eviction_weight": "latency_ms"}"#, "exact_cache.eviction_weight"),
      (#"{"use": "semantic_cache", "disclaimer_quality": 0.5}"#, "semantic_cache.disclaimer_quality"),
      (#"{"use": "budget", "monthly_usd": 9, "throttle": 0.5}"#, "budget.throttle"),
      (#"{"use": "compress", "method": "filler_words", "user_keep_share": 0.5}"#, "compress.user_keep_share"),
    ])
  func layers(_ layer: String, _ key: String) throws {
    let fault = try #require(throws: Diagnostic.self) { try Self.scenario(layer: layer) }
    #expect(
      fault.message.hasPrefix("'strategies[0].layers[0].\(key.split(separator: ".")[1])' does nothing: "))
    #expect(fault.position != nil)
  }

  @Test(
    "what weighs, holds bytes or throttles takes the same settings",
    arguments: [
      #"{"use": "exact_cache", "capacity_bytes": 9, "overhead_bytes": 9}"#,
      #"{"use": "exact_cache", "capacity_bytes": 9, "store": "redis"}"#,
      #"{"use": "exact_cache", "eviction": "gdsf", "eviction_weight": "latency_ms"}"#,
      #"{"use": "semantic_cache", "disclaimer_threshold": 0.8, "disclaimer_quality": 0.5}"#,
      #"{"use": "budget", "monthly_usd": 9, "throttle": 0.5, "throttle_to": "gpt-4o-mini"}"#,
    ])
  func taken(_ layer: String) throws { _ = try Self.scenario(layer: layer) }

  @Test("--set of a capacity beside bytes is refused, and null gives the default back")
  func overrides() throws {
    let fault = try #require(throws: Diagnostic.self) {
      try Self.scenario(layer: Self.bytes, sets: ["a.exact_cache.capacity=5"])
    }
    #expect(fault.message.contains("'capacity_bytes' is stated instead"))
    let changed = try Self.scenario(
      layer: Self.bytes, sets: ["a.exact_cache.capacity_bytes=null", "a.exact_cache.capacity=5"])
    #expect(changed.tree["strategies"]?.elements?[0]["layers"]?.elements?[0]["capacity"]?.integer == 5)
  }

  @Test("a sweep of what does nothing is refused")
  func sweep() throws {
    let text = SmallScenario.text(
      strategies: #"{"name": "a", "model": "gpt-4o", "layers": [\#(Self.bytes)]}"#,
      more: #", "sweep": {"strategy": "a", "axes": {"exact_cache.capacity": [1, 2, 3]}}"#)
    let fault = try #require(throws: Diagnostic.self) { try Runner(try SmallScenario.make(text)).sweep() }
    #expect(fault.message.contains("'exact_cache.capacity' does nothing"))
  }

  @Test("a strategy may replace a capacity that it takes over by bytes, when it drops the former")
  func extending() throws {
    func strategies(_ set: String) -> String {
      #"{"name": "a", "model": "gpt-4o", "layers": [{"use": "exact_cache", "capacity": 5}]},"#
        + #"{"name": "b", "extends": "a", "set": {\#(set)}}"#
    }
    #expect(throws: Diagnostic.self) {
      try SmallScenario.make(SmallScenario.text(strategies: strategies(#""exact_cache.capacity_bytes": 9"#)))
    }
    _ = try SmallScenario.make(
      SmallScenario.text(
        strategies: strategies(#""exact_cache.capacity": null, "exact_cache.capacity_bytes": 9"#)))
  }

  @Test(
    "arrivals refuse the parameters of another law",
    arguments: ["cv", "shape", "burst_ratio", "burst_mean_s", "burst_time_share"])
  func arrivals(_ key: String) throws {
    let fault = try #require(throws: Diagnostic.self) {
      try SmallScenario.make(
        SmallScenario.text(), ["workload.arrivals.\(key)=\(key == "burst_ratio" ? 2 : 0.9)"])
    }
    #expect(fault.message.hasPrefix("'workload.arrivals.\(key)' does nothing: 'process' is 'poisson'"))
  }

  @Test("what is explained shows the message length that is assumed without text")
  func userTokens() throws {
    let tokens = try SmallScenario.make(SmallScenario.text()).tree["workload"]?["tokens"]
    #expect(tokens?["user_median"]?.number == 60)
    #expect(tokens?["user_p95"]?.number == 300)
    #expect(tokens?["output_p95"]?.number == 600)
  }
}
