import Declarations
import Scenarios
import Simulation
import TestSupport
import Testing

@testable import Experiments
@testable import Metrics

/// Streams that are never held whole.
@Suite("Windows of a stream")
struct WindowTests {
  private static let strategies = """
    {"name": "naive", "model": "gpt-4o", "layers": []},
    {"name": "limited", "model": "gpt-4o", "layers": [{"use": "exact_cache", "capacity": 40, "ttl_s": 900}]},
    {"name": "shared", "extends": "limited", "add": [
      {"use": "coalesce"}, {"use": "budget", "monthly_usd": 3500, "per": "everyone"}]},
    {"name": "held", "extends": "limited", "add": [{"use": "rate_limit", "per": "tier"}]}
    """

  private static func text(sample: String? = nil, strategies: String = strategies) -> String {
    """
    {"simbench": 1, "name": "windows", "run": {"seed": 8, "warmup_h": 0.1, "measure_h": 0.5, "replications": 2},
     \(sample.map { "\"sample\": \($0)," } ?? "")
     "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 1}, "users": {"count": 90},
      "intents": {"count": 60, "one_off_share": 0.2, "volatile_share": 0.3,
       "answer_lifetime_h": {"volatile": 0.05}}, "paraphrases": {"per_intent": 3, "text": "grammar:support"}},
     "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.95}},
      "faults": {"error_share": 0.05, "error_billed_share": 0.5, "outages": [{"start_h": 0.3, "duration_min": 1}]}}},
     "strategies": [\(strategies)],
     "analysis": {"false_hit_usd": 0.1, "stale_hit_usd": 0.2}, "output": {"plots": []}}
    """
  }

  /// Metrics that are read from a histogram.
  static func isQuantile(_ metric: Metric) -> Bool {
    ["latency_p", "first_token_p", "time_per_output_token_p"].contains { metric.rawValue.hasPrefix($0) }
  }

  static func compare(_ whole: CellResult, _ windows: CellResult, _ name: String) {
    for metric in Metric.allCases {
      let (left, right) = (whole.metrics[metric], windows.metrics[metric])
      // A mean is exact in a histogram; elsewhere it is a sum of rounded numbers.
      let tolerance = isQuantile(metric) ? 1e-4 : metric == .latencyMean ? 1e-12 : 0
      #expect(
        left.isNaN && right.isNaN || abs(left - right) <= tolerance * abs(left),
        "\(name) \(metric.rawValue) \(left) \(right)")
    }
    for (left, right) in zip(whole.timeline, windows.timeline) {
      #expect(left.requests == right.requests && left.kinds == right.kinds && left.cost == right.cost)
    }
    for (left, right) in zip(whole.layers, windows.layers) {
      #expect(
        left.entries == right.entries && left[.hits] == right[.hits] && left[.evictions] == right[.evictions])
    }
    #expect(whole.halves == windows.halves && whole.served == windows.served)
    #expect(whole.staleLuck == windows.staleLuck)
  }

  @Test(
    "requests, money and layers are those of the whole, whatever a window holds",
    arguments: [1, 7, 400, 100_000])
  func whole(requests: Int) throws {
    let scenario = try SmallScenario.make(Self.text())
    var runner = Runner(scenario)
    runner.windowRequests = requests
    let whole = try runner.run()
    let windows = try runner.runWindows()
    #expect(whole.requests == windows.requests)
    for (left, right) in zip(whole.strategies, windows.strategies) {
      #expect(left.cells.count == 2 && right.cells.count == 2)
      for (own, other) in zip(left.cells, right.cells) { Self.compare(own, other, left.name) }
    }
    #expect(whole.strategies[2].cells[0].metrics[.coalescedShare] > 0)
    #expect(whole.strategies[2].cells[0].metrics[.rejectedShare] > 0)
  }

  @Test("layers that treat each request alone do the same in windows", arguments: [1, 40])
  func single(requests: Int) throws {
    let strategies = """
      {"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "sent", "model": "gpt-4o", "layers": [
        {"use": "exact_cache", "capacity": 60}, {"use": "remap", "routes": {"gpt-4o": "gpt-4o-mini"},
         "token_factors": {"gpt-4o": 1.3}}, {"use": "fallback", "models": ["gpt-4o-mini", "gpt-4o"]}]},
      {"name": "judged", "model": "gpt-4o", "layers": [
        {"use": "cascade", "first": "gpt-4o-mini", "then": "gpt-4o"},
        {"use": "hedge", "quantile": 0.9, "least_calls": 20, "most_share": 0.2}]},
      {"name": "short", "model": "gpt-4o", "layers": [
        {"use": "compress", "user_keep_share": 0.5, "latency_ms": 4000, "quality_factor": 0.9}]}
      """
    let text = Self.text(strategies: strategies).replacing(
      #""models": {"#, with: #""models": {"gpt-4o-mini": {"quality": 0.8}, "#)
    var runner = Runner(try SmallScenario.make(text))
    runner.windowRequests = requests
    let (whole, windows) = (try runner.run(), try runner.runWindows())
    for (left, right) in zip(whole.strategies, windows.strategies) {
      for (own, other) in zip(left.cells, right.cells) { Self.compare(own, other, left.name) }
    }
    let costs = whole.strategies.map { $0.cells[0].metrics[.costUSD] }
    #expect(Set(costs).count == 4)
  }

  @Test("a cache that keeps prompts weighs those of its window", arguments: [1, 40])
  func weighed(requests: Int) throws {
    let strategies = """
      {"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "weighed", "model": "gpt-4o", "layers": [
        {"use": "exact_cache", "capacity_bytes": 40000, "stored_key": "text"}]},
      {"name": "some", "model": "gpt-4o", "layers": [
        {"use": "exact_cache", "capacity": 90, "admission": "probability:0.5"}]}
      """
    var runner = Runner(try SmallScenario.make(Self.text(strategies: strategies)))
    runner.windowRequests = requests
    let (whole, windows) = (try runner.run(), try runner.runWindows())
    for (left, right) in zip(whole.strategies, windows.strategies) {
      for (own, other) in zip(left.cells, right.cells) { Self.compare(own, other, left.name) }
    }
    #expect(whole.strategies[1].cells[0].layers[0][.evictions] > 0)
  }

  /// Every layer of `full` in the benchmark of the gateway, by statistics of similarity.
  static let full = """
    {"name": "naive", "model": "gpt-4o", "layers": []},
    {"name": "full", "model": "gpt-4o", "layers": [
      {"use": "exact_cache", "capacity": 400, "ttl_s": 900},
      {"use": "semantic_cache", "threshold": 0.92, "capacity": 400, "ttl_s": 900},
      {"use": "coalesce"},
      {"use": "router", "classifier": {"kind": "confusion"},
       "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}},
      {"use": "prompt_cache"},
      {"use": "budget", "monthly_usd": 1000, "throttle_to": "gpt-4o-mini"}]},
    {"name": "verified", "extends": "full", "set": {"semantic_cache.rule": {"kind": "verified", "error_share": 0.1}}},
    {"name": "by model", "extends": "full", "set": {"semantic_cache.key": ["prompt", "model"]}},
    {"name": "deferred", "extends": "full", "add": [{"use": "batch_api"}]}
    """

  static func fullText(
    seed: Int = 8, sample: String? = nil, hours: Double = 0.5, rate: Double = 1, cache: String = "{}",
    strategies: String = full
  ) -> String {
    """
    {"simbench": 1, "name": "full",
     "run": {"seed": \(seed), "warmup_h": 0.1, "measure_h": \(hours), "replications": 1},
     \(sample.map { "\"sample\": \($0)," } ?? "")
     "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": \(rate)}, "users": {"count": 90},
      "intents": {"count": 300, "zipf_exponent": 0.6, "one_off_share": 0.2, "volatile_share": 0.3,
       "answer_lifetime_h": {"volatile": 0.05}},
      "paraphrases": {"per_intent": 4, "similarity": {"between_mean": 0.5}},
      "tokens": {"system": 1100, "context_median": 900, "context_p95": 2500, "user_median": 60, "user_p95": 300,
       "output_median": 350, "output_p95": 1100}, "batch_eligible_share": 0.1},
     "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.95}, "gpt-4o-mini": {"quality": 0.8}},
      "prompt_cache": \(cache), "batch": {"price_multiplier": 0.5, "window_h": 24},
      "faults": {"error_share": 0.02}},
      "embedder": {"model": "text-embedding-3-small", "latency_ms_median": 25}},
     "strategies": [\(strategies)], "output": {"plots": []}}
    """
  }

  @Test(
    "semantic caches by statistics, routers and prompt caches are those of the whole",
    arguments: [1, 40, 100_000], ["{}", #"{"kind": "breakpoints"}"#])
  func everyLayer(requests: Int, cache: String) throws {
    var strategies = Self.full
    if cache != "{}" {
      // What a client asks of its provider once holds in every window.
      strategies = strategies.replacing(
        #"{"use": "prompt_cache"}"#, with: #"{"use": "prompt_cache", "breakpoints": "system"}"#)
    }
    var runner = Runner(try SmallScenario.make(Self.fullText(cache: cache, strategies: strategies)))
    runner.windowRequests = requests
    let (whole, windows) = (try runner.run(), try runner.runWindows())
    for (left, right) in zip(whole.strategies, windows.strategies) {
      for (own, other) in zip(left.cells, right.cells) { Self.compare(own, other, left.name) }
    }
    let metrics = whole.strategies[1].cells[0].metrics
    #expect(metrics[.semanticHitShare] > 0 && metrics[.falseHitShare] > 0)
    #expect(metrics[.cachedTokenShare] > 0.1)
    #expect(Set(whole.strategies.map { $0.cells[0].metrics[.costUSD] }).count == 4)
  }

  @Test("all layers of a sample by intent in windows are those of the sample, with their errors")
  func everyLayerSampled() throws {
    let text = Self.fullText(sample: #"{"rate": 0.5, "by": "intent"}"#)
    var runner = Runner(try SmallScenario.make(text))
    runner.windowRequests = 30
    let (whole, windows) = (try runner.run(), try runner.runWindows())
    for (left, right) in zip(whole.strategies, windows.strategies) {
      for (own, other) in zip(left.cells, right.cells) { Self.compare(own, other, left.name) }
      #expect(
        whole.samplingError(.costPerMonth, of: left) == windows.samplingError(.costPerMonth, of: right))
    }
  }

  @Test("a sample in windows is the sample, with its error")
  func sample() throws {
    let strategies = """
      {"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "limited", "model": "gpt-4o", "layers": [{"use": "exact_cache", "capacity": 90, "ttl_s": 900}]}
      """
    let text = Self.text(sample: #"{"rate": 0.6, "by": "key"}"#, strategies: strategies)
    var runner = Runner(try SmallScenario.make(text))
    runner.windowRequests = 50
    let whole = try runner.run()
    let windows = try runner.runWindows()
    #expect(whole.provenance.sample == windows.provenance.sample && windows.provenance.sample != nil)
    for (left, right) in zip(whole.strategies, windows.strategies) {
      for (own, other) in zip(left.cells, right.cells) { Self.compare(own, other, left.name) }
      for metric in [Metric.costPerMonth, .hitShare, .retries] {
        let (own, other) = (whole.samplingError(metric, of: left), windows.samplingError(metric, of: right))
        #expect(own == other, "\(metric.rawValue) \(own) \(other)")
      }
    }
  }

  @Test(
    "what wants the whole stream is refused with the way out",
    arguments: [
      (
        #"{"use": "exact_cache", "eviction": "belady"}"#,
        "'exact_cache' of 'one' cannot run as a stream: 'belady' reads the future; a run without --stream, of a sample if "
          + "the whole does not fit, was expected"
      ),
      (
        #"{"use": "exact_cache", "key": ["prompt", "user"]}"#,
        "'exact_cache' of 'one' cannot run as a stream: keys of more than the prompt are numbered over the whole stream; a "
          + "run without --stream, of a sample if the whole does not fit, was expected"
      ),
      (
        #"{"use": "semantic_cache", "threshold": 0.9}"#,
        "'semantic_cache' of 'one' cannot run as a stream: it compares or reads the texts of the whole stream; a run without "
          + "--stream, of a sample if the whole does not fit, was expected"
      ),
      (
        #"{"use": "router", "classifier": {"kind": "keywords"}, "routes": {"simple": "gpt-4o", "medium": "gpt-4o", "complex": "gpt-4o"}}"#,
        "'router' of 'one' cannot run as a stream: its classifier reads the whole stream; a run without --stream, of a "
          + "sample if the whole does not fit, was expected"
      ),
      (
        #"{"use": "window_batch"}"#,
        "'window_batch' of 'one' cannot run as a stream: it keeps notes of single requests; a run without --stream, of a "
          + "sample if the whole does not fit, was expected"
      ),
    ])
  func refused(layer: String, message: String) throws {
    let text = Self.text(strategies: "{\"name\": \"one\", \"model\": \"gpt-4o\", \"layers\": [\(layer)]}")
    let runner = Runner(try SmallScenario.make(text))
    do {
      _ = try runner.runWindows()
      Issue.record("nothing was refused")
    } catch {
      #expect(error.message == message)
      #expect(error.position != nil)
    }
  }

  @Test("a time is read from a histogram within a 16,384th")
  func histogram() {
    let random = RandomStream(seed: 1, replication: 0, purpose: RandomPurpose(1))
    var histogram = DurationHistogram()
    var times: [Int64] = []
    for draw in 0..<20_000 {
      let time = Int64(Transcendental.exp(random.uniform(draw) * 30))
      times.append(time)
      histogram.add(time)
    }
    times.sort()
    var accumulated = histogram
    accumulated.accumulate()
    for level in [0, 0.01, 0.3, 0.5, 0.95, 0.99, 1] {
      #expect(accumulated.quantile(level) == histogram.quantile(level))
      let position = level * Double(times.count - 1)
      let (lower, upper) = (Int(position), min(Int(position) + 1, times.count - 1))
      let exact =
        Double(times[lower]) + (position - Double(lower)) * Double(times[upper] - times[lower])
      #expect(abs(histogram.quantile(level) - exact) <= exact / 16_384 + 1e-9, "\(level)")
    }
    #expect(abs(histogram.mean * 20_000 - times.reduce(0.0) { $0 + Double($1) }) < 1)
    #expect(DurationHistogram().quantile(0.5).isNaN && DurationHistogram().mean.isNaN)
  }
}
