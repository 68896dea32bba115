import Declarations
import Experiments
import Providers
import Simulation
import Traffic

/// What should be changed about how a log's calls are made, and what it would save: measures in the order of their
/// dollars, each with a verdict.
package struct Advice: Sendable {
  /// What is to be done about a measure.
  package enum Verdict: String, Sendable, CaseIterable {
    /// It saves money, beyond chance.
    case doIt = "do it"
    /// It saves money, beyond chance, if the answers are as good, which nobody measured, or if what kept it from working
    /// is found.
    case tryFirst = "try it"
    /// It would save nothing worth having.
    case rightlyOff = "rightly off"
    /// It is done, and costs more than it brings.
    case stopDoing = "stop doing it"
    /// The log does not tell.
    case notEnoughData = "not enough data"
  }

  /// A measure with what is to be done about it.
  package struct Item: Sendable {
    /// Its short name.
    package var name: String
    /// What it is.
    package var title: String
    /// What is to be done.
    package var verdict: Verdict
    /// What was seen; nil where nothing was.
    package var finding: Measure.Finding?
    /// What the log lacks to tell.
    package var lacks: String?

    /// Whether something else must be found out before it is done.
    package var isOpen: Bool { verdict == .notEnoughData || verdict == .tryFirst }

    /// The share of the bill that is saved beyond chance, where its dollars are not: these hang on the log's heaviest users.
    package var sureShare: Estimate? {
      guard verdict == .notEnoughData, let finding, !finding.isUncertain, !finding.saving.isSurelyPositive,
        let share = finding.share, share.isSurelyPositive
      else { return nil }
      return share
    }
  }

  /// Why nothing is advised.
  package enum Refusal: Sendable {
    /// Too few calls, or too short a span.
    case tooLittle(calls: Int, days: Double)
    /// The bill was not reproduced.
    case notReproduced(share: Double, least: Double)
    /// Nothing has a price.
    case noBill
    /// Nothing says when calls were made, so that no month follows.
    case noTimes
  }

  /// The log.
  package let facts: LogFacts
  /// The measures, the most dollars first.
  package let items: [Item]
  /// Why there are none.
  package let refusal: Refusal?
  /// The run that caches were judged by; nil where none was made.
  package let run: RunResult?
  /// The bill of a month as it is; no number where no call has a price, or no month follows from the log.
  package let bill: Estimate
  /// The dearest conversations; nil where the log tells of none.
  package let lanes: SessionLanes?
  /// How the bill will go on.
  package let forecast: Forecast

  /// Calls below which nothing is said.
  private static let fewestCalls = 200
  /// Days below which no month follows from a log, however many its calls are: an hour.
  private static let fewestDays = 1.0 / 24
  /// Dollars a week below which nothing is advised.
  package static let leastPerWeek = 1.0
  private static let weeksPerMonth = 30.0 / 7

  /// Looks for what would save money.
  ///
  /// - Parameters:
  ///   - workload: the members of a scenario's `workload` that reads the log; nil where the log is a sample.
  ///   - least: the share of the bill that must be reproduced.
  ///   - budget: dollars a month that must not be exceeded, if somebody says so.
  ///   - progress: is told of each step as it begins.
  /// - Throws: a `Diagnostic` when a run fails.
  package init(
    _ facts: LogFacts, workload: JSONValue?, least: Double = 0.95, budget: Double? = nil,
    progress: (@Sendable (String) -> Void)? = nil
  ) throws(Diagnostic) {
    self.facts = facts
    refusal = Advice.refusal(facts, least: least)
    var isMonthKnown = facts.hasTimes && facts.unpriced < facts.count
    if case .tooLittle = refusal { isMonthKnown = false }
    bill =
      isMonthKnown
      ? facts.perMonth(facts.costs.map(Double.init)) : Estimate(mean: .nan, halfWidth: .nan)
    forecast = Forecast(facts, budget: budget)
    lanes = SessionLanes(
      facts.stream, costs: facts.costs,
      isBilledInFull: facts.calibration.reproducedShare.map { $0 >= least } ?? false,
      lifetime: facts.prefixLifetime)
    guard refusal == nil else {
      items = []
      run = nil
      return
    }
    progress?("looking for what repeats")
    var items = Measure.all.map { Advice.item($0.name, $0.title, $0.look(facts)) }
    progress?("replaying response caches")
    let caches = try CacheTrials(facts, workload: workload)
    run = caches.result
    items += caches.outcomes.map { Advice.item($0.name, $0.title, $0.outcome) }
    self.items = Advice.ordered(items)
  }

  /// Whether the bill was reproduced, where the log has one.
  package var isTrusted: Bool { if case .notReproduced = refusal { false } else { true } }

  /// The measures that should be taken.
  package var recommended: [Item] { items.filter { $0.verdict == .doIt || $0.verdict == .stopDoing } }

  /// The measures that a trial decides on.
  package var trials: [Item] { items.filter { $0.verdict == .tryFirst } }

  /// Measures that read the same tokens from a provider's cache, or take back what was written to it: of two of them, a call
  /// saves what the better one saves.
  private static let alternatives: Set<String> = ["prompt_cache", "breakpoints", "keep_alive", "end_writes"]

  /// Dollars of a month's bill that are left after each of some measures, taken one after the other.
  ///
  /// A measure saves its share of what those before it have left of each call; what a run tells as a sum, of all calls
  /// alike. Of measures that are instead of each other, a call has the better one.
  /// - Complexity: O(measures * calls).
  package func left(after measures: some Sequence<Item>) -> [Double] {
    let scale = facts.spansPerMonth / 1e12
    var left = facts.costs.map(Double.init)
    // What the alternatives so far save of each call; nothing yet where nil.
    var taken: [Double?] = Array(repeating: nil, count: left.count)
    return measures.map { item in
      let share = min(1, (item.finding?.saving.mean ?? 0) / bill.mean)
      let isAlternative = Advice.alternatives.contains(item.name)
      for call in left.indices where facts.costs[call] > 0 {
        let own = min(1, item.finding?.byCall.map { $0[call] / Double(facts.costs[call]) } ?? share)
        guard isAlternative, let former = taken[call] else {
          left[call] *= 1 - own
          if isAlternative { taken[call] = own }
          continue
        }
        guard own > former else { continue }
        left[call] *= (1 - own) / (1 - former)
        taken[call] = own
      }
      return left.reduce(0, +) * scale
    }
  }

  private static func refusal(_ facts: LogFacts, least: Double) -> Refusal? {
    if let share = facts.calibration.reproducedShare, share < least {
      return .notReproduced(share: share, least: least)
    }
    if facts.bill <= 0 { return .noBill }
    if !facts.hasTimes { return .noTimes }
    if facts.count < fewestCalls || facts.days < fewestDays {
      return .tooLittle(calls: facts.count, days: facts.days)
    }
    return nil
  }

  /// Measures in their order: what is to be done comes first, then what may be; each by its dollars.
  static func ordered(_ items: [Item]) -> [Item] {
    items.enumerated().sorted { left, right in
      let (first, second) = (rank(left.element), rank(right.element))
      return first == second ? left.offset < right.offset : first > second
    }.map(\.element)
  }

  private static func rank(_ item: Item) -> (tier: Int, dollars: Double) {
    let tier =
      switch item.verdict {
      // What leaves the answers as they are comes before what has to be tried, and before what refuses some.
      case .doIt, .stopDoing: item.finding.map { $0.isUnmeasured || $0.isRefusing } == true ? 4 : 5
      case .tryFirst: 3
      case .notEnoughData: item.finding == nil ? 0 : 2
      case .rightlyOff: 1
      }
    return (tier, item.finding.map { max(0, $0.saving.mean) } ?? 0)
  }

  private static func item(_ name: String, _ title: String, _ outcome: Measure.Outcome) -> Item {
    switch outcome {
    case .nothing: return Item(name: name, title: title, verdict: .rightlyOff)
    case .lacks(let what): return Item(name: name, title: title, verdict: .notEnoughData, lacks: what)
    case .found(let finding):
      let saving = finding.saving
      let verdict: Verdict
      if saving.mean / weeksPerMonth < leastPerWeek {
        verdict = .rightlyOff
      } else if !saving.isSurelyPositive || finding.isUncertain {
        verdict = .notEnoughData
      } else if case .similarCalls = finding.sight {
        // Whether a similar question has the same answer stands in no log.
        verdict = .notEnoughData
      } else if finding.isUnmeasured || finding.isUnexplained {
        verdict = .tryFirst
      } else {
        verdict = finding.isEnding ? .stopDoing : .doIt
      }
      return Item(name: name, title: title, verdict: verdict, finding: finding)
    }
  }
}
