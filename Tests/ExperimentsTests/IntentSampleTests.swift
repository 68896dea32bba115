import Declarations
import Scenarios
import Simulation
import Strategies
import TestSupport
import Testing

@testable import Experiments
@testable import Metrics
@testable import Traffic

/// Samples of intents, in which what goes by meaning and by prefix is as in the whole.
@Suite("Samples by intent")
struct IntentSampleTests {
  private static let full = """
    {"name": "naive", "model": "gpt-4o", "layers": []},
    {"name": "full", "model": "gpt-4o", "layers": [
      {"use": "exact_cache", "capacity": 600, "temperature_zero_only": false},
      {"use": "semantic_cache", "threshold": 0.9, "capacity": 600, "temperature_zero_only": false},
      {"use": "coalesce"},
      {"use": "router", "classifier": {"kind": "confusion"},
       "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}},
      {"use": "prompt_cache"}]}
    """

  /// - Parameter lifetime: of the prompt cache; with 1 s a system prompt is warm for about half of the calls.
  private static func text(
    seed: Int = 1, sample: String? = nil, strategies: String = full, cache: String = #"{"ttl_s": 1}"#,
    between: Double = 0.45, exponent: Double = 0.4, workload: String = ""
  ) -> String {
    """
    {"simbench": 1, "name": "intents",
     "run": {"seed": \(seed), "measure_h": 1.5, "replications": 1},
     \(sample.map { "\"sample\": \($0)," } ?? "")
     "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 1.6}, "users": {"count": 2000, "zipf_exponent": 0.4},
      "intents": {"count": 1500, "zipf_exponent": \(exponent), "one_off_share": 0.1},
      "paraphrases": {"per_intent": 3, "similarity": {"between_mean": \(between)}},
      "tokens": {"system": 1100, "context_median": 900, "context_p95": 1200, "user_median": 60, "user_p95": 300,
       "output_median": 100, "output_p95": 300}\(workload)},
     "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.95}, "gpt-4o-mini": {"quality": 0.8}},
      "prompt_cache": \(cache)}, "embedder": {"model": "text-embedding-3-small"}},
     "strategies": [\(strategies)], "output": {"plots": []}}
    """
  }

  @Test("it holds all requests of an intent, whatever their words")
  func requests() throws {
    let whole = try Runner(try SmallScenario.make(Self.text())).streams()[0]
    let part = try Runner(try SmallScenario.make(Self.text(sample: #"{"rate": 0.2, "by": "intent"}"#)))
      .streams()[0]
    let sampled = try #require(part.sampled)
    let intents = Set(part.intent.filter { $0 < 1500 })
    #expect(part.intent.count { $0 < 1500 } == whole.intent.count { intents.contains($0) })
    #expect(sampled.units == Set(part.intent).count && sampled.wholeRequests == whole.count)
    #expect(abs(Double(intents.count) / 1500 - 0.2) < 0.04)
    for request in 0..<part.count {
      let origin = part.origin(of: request)
      #expect(part.arrival[request] == whole.arrival[origin] && part.user[request] == whole.user[origin])
    }
  }

  @Test("it has as large a part of popular intents as of others, by their names alone")
  func strata() throws {
    let sample = #"{"rate": 0.1, "by": "intent"}"#
    for seed in 1...8 {
      let text = Self.text(seed: seed, sample: sample, exponent: 1)
      let part = try #require(try Runner(SmallScenario.make(text)).streams()[0].sampled)
      // By its hash alone, a sample of these has up to a half more or fewer.
      #expect(abs(part.excess) < 0.13, "seed \(seed): \(part.excess)")
      let again = try Runner(SmallScenario.make(text, ["run.threads=1"])).streams()[0]
      #expect(again.sampled == part)
    }
    let (one, other) = (Self.text(seed: 1, sample: sample), Self.text(seed: 2, sample: sample))
    let intents = try [one, other].map { Set(try Runner(SmallScenario.make($0)).streams()[0].intent) }
    #expect(intents[0] != intents[1])
  }

  @Test("its figures are near the whole's where few intents have most of the requests")
  func skewed() throws {
    for seed in 1...4 {
      let whole = try SmallScenario.run(Self.text(seed: seed, exponent: 1))
      let part = try SmallScenario.run(
        Self.text(seed: seed, sample: #"{"rate": 0.2, "by": "intent"}"#, exponent: 1))
      let (own, other) = (part.strategies[1], whole.strategies[1])
      let hits = part.estimate(.hitShare, of: own).mean - whole.estimate(.hitShare, of: other).mean
      #expect(abs(hits) < 0.04, "seed \(seed): \(hits)")
      #expect(abs(hits) <= part.samplingError(.hitShare, of: own))
      let saving = part.estimate(.savingShare, of: own).mean - whole.estimate(.savingShare, of: other).mean
      #expect(abs(saving) < 0.05, "seed \(seed): \(saving)")
    }
  }

  @Test("where intents share nothing, each request ends as it does in the whole")
  func sameCourse() throws {
    let strategies = """
      {"name": "apart", "model": "gpt-4o", "layers": [
        {"use": "exact_cache", "capacity": 50000}, {"use": "semantic_cache", "threshold": 0.9, "capacity": 50000}]}
      """
    func gateway(_ sample: String?) throws -> Gateway {
      let runner = Runner(
        try SmallScenario.make(Self.text(sample: sample, strategies: strategies, between: -0.9)))
      let stream = try runner.preparedStreams()[0]
      let gateway = runner.gateway(of: runner.scenario.strategies[0], replication: 0, on: stream)
      try gateway.run()
      return gateway
    }
    let (whole, part) = (try gateway(nil), try gateway(#"{"rate": 0.3, "by": "intent"}"#))
    #expect(part.outcomes.kind.contains(.semanticHit))
    for request in 0..<part.stream.count {
      let origin = part.stream.origin(of: request)
      #expect(part.outcomes.kind[request] == whole.outcomes.kind[origin])
      #expect(part.outcomes.cost[request] == whole.outcomes.cost[origin])
      #expect(part.outcomes.latency[request] == whole.outcomes.latency[origin])
    }
  }

  private func fault(_ text: String) -> String? {
    do { _ = try SmallScenario.make(text) } catch let fault as Diagnostic { return fault.message } catch {}
    return nil
  }

  @Test(
    "prompt caches of which calls share more than a system prompt are refused",
    arguments: [
      (
        #"{"kind": "kv_lru"}"#, "{}",
        "a provider's prompt_cache keeps what prompts of many have in common; a cache of kind automatic_prefix or "
          + "breakpoints, or the whole stream was expected"
      ),
      (
        #"{"machines": 4}"#, "{}",
        "a provider's prompt_cache has machines that fill with the calls of all; one machine, or the whole stream was expected"
      ),
      (
        #"{"kind": "breakpoints"}"#, #"{"interval_s": 100}"#,
        "'keep_alive' goes by conversations, of which a sample leaves turns out; the layer without it, or the whole stream "
          + "was expected"
      ),
    ])
  func promptCaches(cache: String, pings: String, message: String) {
    let layer = pings == "{}" ? "" : #", "keep_alive": \#(pings)"#
    let strategies =
      "{\"name\": \"one\", \"model\": \"gpt-4o\", \"layers\": [{\"use\": \"prompt_cache\"\(layer)}]}"
    let text = Self.text(sample: #"{"rate": 0.5, "by": "intent"}"#, strategies: strategies, cache: cache)
    #expect(fault(text) == "'prompt_cache' of 'one' cannot be sampled by intent: " + message)
  }

  @Test("texts, sessions, conversations and parts are refused by intent, and prefixes by any other unit")
  func refusals() {
    let sample = #"{"rate": 0.5, "by": "intent"}"#
    let cache = #"{"use": "semantic_cache", "threshold": 0.9}"#
    func one(_ layer: String) -> String {
      "{\"name\": \"one\", \"model\": \"gpt-4o\", \"layers\": [\(layer)]}"
    }
    let texts = Self.text(sample: sample, strategies: one(cache)).replacing(
      #""similarity": {"between_mean": 0.45}"#, with: #""text": "grammar:support""#)
    #expect(
      fault(texts)
        == "'semantic_cache' of 'one' cannot be sampled by intent: it compares texts, and a sample leaves out prompts of "
        + "other intents that are alike; 'similarity' by statistics, or the whole stream was expected")
    #expect(
      fault(Self.text(sample: sample, strategies: one(#"{"use": "rate_limit"}"#)))?.contains(
        "it goes by users, of whose requests a sample by intent leaves out some") == true)
    #expect(
      fault(
        Self.text(sample: #"{"parts": 4, "part": 0, "by": "intent"}"#, strategies: one(cache)))
        == "'semantic_cache' of 'one' cannot be cut by intent: what the intents share in it is met as often as in the whole "
        + "in the mean alone; a run of the whole, or of a sample, was expected")
    #expect(
      fault(
        Self.text(sample: #"{"rate": 0.5, "by": "key"}"#, strategies: one(#"{"use": "prompt_cache"}"#)))
        == "'prompt_cache' of 'one' cannot be sampled by key: prefixes that many keys share, such as a system prompt and a "
        + "context, are read more rarely in a sample and go cold; --by intent, of a synthetic stream without sessions, or the "
        + "whole stream was expected")
  }
}
