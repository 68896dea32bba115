import Declarations
import Experiments
import Metrics
import Providers
import Scenarios
import Simulation
import Strategies
import Traffic

/// Response caches in front of a log's own calls, run as a scenario.
struct CacheTrials {
  /// What a kind of cache would bring.
  struct Kind {
    var name: String
    var title: String
    var outcome: Measure.Outcome
  }

  /// The run; nil where none was made.
  private(set) var result: RunResult?
  /// A kind of cache each.
  private(set) var outcomes: [Kind] = []

  private static let lifetimes = [3600, 86_400, 604_800]
  private static let threshold = 0.95
  /// What a question stands alone behind: a system prompt. With more before it, a similar one asks something else.
  private static let mostMessages = 2
  /// Distinct prompts above which similar ones are not looked for.
  private static let mostPrompts = 30_000

  /// Runs caches on the log of some facts.
  ///
  /// - Throws: a `Diagnostic` when the run fails.
  init(_ facts: LogFacts, workload: JSONValue?) throws(Diagnostic) {
    let kinds = [
      ("exact_cache", "answer equal calls from a response cache"),
      ("single_flight", "let equal calls that run at once share one"),
      ("semantic_cache", "answer similar calls from a response cache"),
    ]
    guard facts.hasTexts, let workload else {
      let lack = facts.hasTexts ? "the calls that the sample leaves out" : "the text of its calls"
      outcomes = kinds.map { Kind(name: $0.0, title: $0.1, outcome: .lacks(lack)) }
      return
    }
    guard facts.isPriced else {
      outcomes = kinds.map { Kind(name: $0.0, title: $0.1, outcome: .lacks("prices of all its models")) }
      return
    }
    let isSearched = facts.stream.texts.isPresent && facts.stream.promptCount <= CacheTrials.mostPrompts
    let scenario = CalibrationScenario.trials(
      facts.stream, assumed: facts.assumedModel,
      layers: CacheTrials.strategies(isSearched: isSearched, hasUsers: facts.hasUsers), workload: workload)
    var options = Scenario.Options()
    options.prices = facts.prices
    let runner = Runner(try Scenario(bytes: Array(scenario.utf8), path: "advise", options: options))
    let result = try runner.run()
    self.result = result
    func metric(_ metric: Metric, _ name: String) -> Estimate {
      result.strategy(name).map { result.estimate(metric, of: $0) } ?? Estimate(mean: .nan, halfWidth: .nan)
    }
    guard metric(.hitShareEligible, CacheTrials.name(86_400)).mean.isFinite else {
      // Nothing was looked up: that repeats there may be are passed by tells nothing of them.
      outcomes = kinds.map {
        Kind(name: $0.0, title: $0.1, outcome: .lacks("calls at temperature 0, which caches may answer"))
      }
      return
    }
    let best = CacheTrials.lifetimes.map { ($0, CacheTrials.name($0)) }.max {
      metric(.savingPerMonth, $0.1).mean < metric(.savingPerMonth, $1.1).mean
    }
    if let (lifetime, name) = best {
      let shorter = CacheTrials.lifetimes.filter { $0 < lifetime }.map {
        (lifetime: $0, saving: metric(.savingPerMonth, CacheTrials.name($0)).mean)
      }
      let own = metric(.savingPerMonth, CacheTrials.name(ofOneUser: lifetime)).mean
      outcomes.append(
        Kind(
          name: kinds[0].0, title: kinds[0].1,
          outcome: CacheTrials.outcome(
            .repeatedCalls(
              lifetime: lifetime, hitShare: metric(.hitShare, name).mean, shorter: shorter,
              ofOneUser: own.isFinite ? own : nil), name,
            metric(.savingPerMonth, name), metric(.savingShare, name))))
      outcomes.append(
        Kind(
          name: kinds[1].0, title: kinds[1].1,
          outcome: CacheTrials.outcome(
            .equalCallsAtOnce(share: metric(.coalescedShare, "single-flight").mean), "single-flight",
            metric(.savingPerMonth, "single-flight"), metric(.savingShare, "single-flight"))))
      guard isSearched, let exact = result.strategy(CacheTrials.name(86_400)),
        let similar = result.strategy("semantic")
      else {
        outcomes.append(
          Kind(
            name: kinds[2].0, title: kinds[2].1,
            outcome: .lacks(
              facts.stream.texts.isPresent ? "fewer distinct prompts to compare" : "the text of its calls")))
        return
      }
      let histories = (0..<facts.count).count { facts.stream.messageCount($0) > CacheTrials.mostMessages }
      guard histories < facts.count else {
        outcomes.append(
          Kind(name: kinds[2].0, title: kinds[2].1, outcome: .lacks("questions without others before them")))
        return
      }
      let beyond = result.difference(.savingPerMonth, of: similar, versus: exact)
      outcomes.append(
        Kind(
          name: kinds[2].0, title: kinds[2].1,
          outcome: CacheTrials.outcome(
            .similarCalls(
              threshold: CacheTrials.threshold, hitShare: metric(.hitShare, "semantic").mean,
              beyondExact: result.difference(.hitShare, of: similar, versus: exact).mean,
              histories: histories), "semantic",
            beyond, result.difference(.savingShare, of: similar, versus: exact))))
    }
  }

  private static func outcome(
    _ sight: Measure.Sight, _ strategy: String, _ saving: Estimate, _ share: Estimate
  ) -> Measure.Outcome {
    guard saving.mean > 0 else { return .nothing }
    var finding = Measure.Finding(sight: sight, saving: saving, share: share)
    finding.strategy = strategy
    if case .similarCalls = sight { finding.isUnmeasured = true }
    return .found(finding)
  }

  private static func name(_ lifetime: Int) -> String {
    lifetime < 86_400 ? "exact \(lifetime / 3600) h" : "exact \(lifetime / 86_400) d"
  }

  private static func name(ofOneUser lifetime: Int) -> String { name(lifetime) + ", of one user" }

  private static func strategies(isSearched: Bool, hasUsers: Bool) -> [(name: String, layers: [JSONValue])] {
    func exact(_ lifetime: Int) -> JSONValue {
      ["use": "exact_cache", "capacity": 1_000_000, "ttl_s": JSONValue(lifetime)]
    }
    func own(_ lifetime: Int) -> JSONValue {
      [
        "use": "exact_cache", "capacity": 1_000_000, "ttl_s": JSONValue(lifetime),
        "key": ["prompt", "system", "context", "model", "request", "user"],
      ]
    }
    var all: [(name: String, layers: [JSONValue])] = lifetimes.map { (name($0), [exact($0)]) }
    if hasUsers { all += lifetimes.map { (name: name(ofOneUser: $0), layers: [own($0)]) } }
    all.append(("single-flight", [["use": "coalesce"]]))
    if isSearched {
      let similar: JSONValue = [
        "use": "semantic_cache", "threshold": JSONValue(threshold), "capacity": 1_000_000, "ttl_s": 86_400,
        "key": ["prompt", "system", "model", "request"], "max_messages": JSONValue(mostMessages),
      ]
      all.append(("semantic", [exact(86_400), similar]))
    }
    return all
  }
}
