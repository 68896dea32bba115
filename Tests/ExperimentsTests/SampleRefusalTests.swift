import Declarations
import Scenarios
import TestSupport
import Testing

@testable import Experiments

/// What a sample refuses, and what it warns of.
@Suite("Samples that are refused")
struct SampleRefusalTests {
  private func fault(_ unit: String, _ layer: String, rate: Double = 0.1, limits: String = "") -> String? {
    let strategies = "{\"name\": \"one\", \"model\": \"gpt-4o\", \"layers\": [\(layer)]}"
    let text = SampleTests.text(
      sample: "{\"rate\": \(rate), \"by\": \"\(unit)\"}", strategies: strategies, limits: limits)
    do { _ = try SmallScenario.make(text) } catch let fault as Diagnostic { return fault.message } catch {}
    return nil
  }

  @Test("a cache that all share is sampled by key, and one of each user by user")
  func caches() {
    #expect(fault("key", #"{"use": "exact_cache"}"#) == nil)
    #expect(
      fault("user", #"{"use": "exact_cache"}"#)
        == "'exact_cache' of 'one' cannot be sampled by user: all users share its answers, and in a sample fewer ask "
        + "for the same; --by key or the whole stream was expected")
    #expect(fault("user", #"{"use": "exact_cache", "key": ["prompt", "user"]}"#) == nil)
    #expect(
      fault("key", #"{"use": "semantic_cache", "threshold": 0.9, "similarity": {}}"#)
        == "'semantic_cache' of 'one' cannot be sampled by key: similar prompts share its answers, and in a sample fewer "
        + "are asked; --by intent where similarity is stated, 'key' with user and --by user, or the whole stream was expected"
    )
  }

  @Test("quotas of a user are sampled by user, and those that all share are scaled")
  func quotas() {
    #expect(fault("user", #"{"use": "rate_limit"}"#) == nil)
    #expect(fault("user", #"{"use": "rate_limit", "per": "everyone"}"#) == nil)
    #expect(
      fault("key", #"{"use": "rate_limit"}"#)
        == "'rate_limit' of 'one' cannot be sampled by key: it goes by users, of whose requests a sample by key leaves out "
        + "some; --by user or the whole stream was expected")
    #expect(
      fault("user", #"{"use": "rate_limit", "per": "everyone"}"#, rate: 0.01)
        == "'requests_per_min' is 10, of which a part of 0.01 leaves 0.1; at least 1 was expected: a part of 0.1 or more"
    )
    #expect(
      fault("user", #"{"use": "budget", "monthly_usd": 10, "per": "team"}"#)
        == "'budget' of 'one' cannot be sampled by user: its users share by the team, and a sample leaves out some of each; "
        + "'per' user or everyone, or the whole stream was expected")
  }

  @Test("a capacity or quota of which nothing is left is refused with the least rate")
  func tooSmall() {
    #expect(
      fault("key", #"{"use": "exact_cache", "capacity": 500}"#, rate: 0.001)
        == "'capacity' is 500, of which a part of 0.001 leaves 0.5; at least 50 was expected: a part of 0.1 or more"
    )
    #expect(
      fault("user", #"{"use": "compress"}"#, rate: 0.01, limits: #", "limits": {"requests_per_min": 20}"#)
        == "'requests_per_min' is 20, of which a part of 0.01 leaves 0.2; at least 1 was expected: a part of 0.05 or more"
    )
  }

  @Test("a synthetic stream without sessions is not sampled by them")
  func sessions() {
    #expect(
      fault("session", #"{"use": "compress"}"#)
        == "the stream has no sessions to sample by; --by user, key or intent was expected")
  }

  @Test("few units, and one with much of the whole, are warned of")
  func warnings() throws {
    func warnings(_ workload: String, _ rate: Double) throws -> [String] {
      let text = SampleTests.text(
        sample: "{\"rate\": \(rate), \"by\": \"key\"}",
        strategies: #"{"name": "naive", "model": "gpt-4o", "layers": []}"#, workload: workload)
      return try SmallScenario.run(text).warnings
    }
    let few = try warnings("", 0.02)
    #expect(
      few.contains { $0.hasPrefix("the sample tells as much as ") && $0.contains("with fewer than 100") })
    #expect(
      try !warnings("", 0.3).contains { $0.hasPrefix("the sample tells ") || $0.hasPrefix("one key has ") })
  }

  @Test("a limit of all requests that has room for few of a sample is warned of, and one per user is not")
  func limits() throws {
    func warnings(_ tokens: Int, per: String = "everyone", algorithm: String = "token_bucket") throws
      -> [String]
    {
      let layer = """
        {"use": "rate_limit", "per": "\(per)", "algorithm": "\(algorithm)", "tiers": {"any": {"capacity_tokens": \(tokens),
         "refill_tokens_per_s": 1000000, "requests_per_min": 1000000, "concurrent_requests": 100}}}
        """
      let text = SampleTests.text(
        sample: #"{"rate": 0.2, "by": "user"}"#,
        strategies: #"{"name": "limited", "model": "gpt-4o", "layers": [\#(layer)]}"#)
      return try SmallScenario.run(text).warnings.filter { $0.hasPrefix("limits that all requests share") }
    }
    let few = try warnings(10_000)
    #expect(few.count == 1 && few[0].contains("rate_limit.capacity_tokens "))
    #expect(try warnings(10_000_000).isEmpty)
    #expect(try warnings(10_000, per: "user").isEmpty)
    let atATime = try warnings(10_000, algorithm: "concurrent")
    #expect(atATime.count == 1 && atATime[0].contains("(rate_limit.concurrent_requests 20)"))
  }
}
