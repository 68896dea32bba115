import Declarations
import Experiments
import Metrics
import Scenarios

/// Which metrics may not get worse, and by how much.
public struct Gate: Sendable {
  /// How much a metric may change before its rule fails.
  public enum Slack: Sendable, Hashable {
    /// In the metric's unit; shares go from 0 to 1.
    case absolute(Double)
    /// As a share of the value before; absolute where that is 0.
    case relative(Double)

    /// The slack around a value.
    func amount(around value: Double) -> Double {
      switch self {
      case .absolute(let amount): amount
      case .relative(let share): value == 0 ? share : abs(value) * share
      }
    }
  }

  /// Which change is worse.
  public enum Direction: Sendable, Hashable {
    /// A smaller value.
    case less
    /// A greater value.
    case more
    /// Any other value.
    case either
  }

  /// A metric that may not get worse.
  public struct Rule: Sendable, Hashable {
    /// The strategy; nil stands for every one.
    public var strategy: String?
    /// The metric.
    public var metric: Metric
    /// Which change is worse.
    public var worse: Direction
    /// How much worse it may get; nil takes the gate's tolerance.
    public var slack: Slack?

    /// Makes a rule; by default any change that is worse for everyone fails, or any at all where that depends.
    public init(_ metric: Metric, of strategy: String? = nil, worse: Direction? = nil, slack: Slack? = nil) {
      self.strategy = strategy
      self.metric = metric
      self.worse = worse ?? metric.isMoreBetter.map { $0 ? .less : .more } ?? .either
      self.slack = slack
    }
  }

  /// The metrics that gate where nobody states any: what a request costs, whether it is answered, how well and how fast.
  public static let headlines: [Metric] = [
    .hitShare, .costPerMonth, .totalCostPerMonth, .quality, .falseHitShare, .staleHitShare, .latencyP95,
    .failedShare, .rejectedShare,
  ]

  /// The rules; of those that fit a figure the last one counts, and one that names its strategy before all others.
  public var rules: [Rule]
  /// The slack of rules that state none.
  public var tolerance = Slack.relative(0)
  /// Whether nobody stated the rules.
  public private(set) var isDefault = false
  /// Whether better fails as well.
  public var failsOnImprovement = false

  /// A gate of some rules.
  public init(_ rules: [Rule]) { self.rules = rules }

  /// The scenario's gate: the rules that it declares, or the headline metrics; costs of errors only where they have
  /// prices.
  public init(_ scenario: Scenario) {
    if let stated = scenario.tree["gate"]?.elements {
      rules = stated.map { Rule(Settings($0)) }
    } else {
      rules = Gate.headlines(isPriced: scenario.errorPrices.isStated)
      isDefault = true
    }
  }

  /// What is said of rules that can hardly be meant: slips of the sign and of the unit, as a rule.
  var oddities: [String] { slips + rules.compactMap(\.idleness) }

  /// That stated rules hold nothing, since their metric has no value before and none now.
  func idleness(_ before: Baseline, _ after: Baseline) -> [String] {
    guard !isDefault else { return [] }
    let strategies = before.strategies + after.strategies
    var names: [String] = []
    for rule in rules where !names.contains(rule.name) {
      let held = strategies.contains {
        (rule.strategy ?? $0.name) == $0.name && $0.figure(rule.metric.rawValue) != nil
      }
      if !held { names.append(rule.name) }
    }
    return names.map { "the gate on \($0) holds nothing: it has no value before and none now" }
  }

  /// Rules that fail where a metric gets better for everyone.
  private var slips: [String] {
    rules.compactMap { rule in
      guard let isMoreBetter = rule.metric.isMoreBetter, rule.worse == (isMoreBetter ? .more : .less) else {
        return nil
      }
      return
        "the gate on \(rule.name) fails where it \(isMoreBetter ? "rises" : "falls"), which is better for everyone; "
        + "the other sign goes the other way"
    }
  }

  /// Nothing fails.
  public static let none = Gate([])

  /// A rule for each headline metric.
  static func headlines(isPriced: Bool) -> [Rule] {
    headlines.filter { isPriced || $0 != .totalCostPerMonth }.map { Rule($0) }
  }

  /// The rule on a metric of a strategy, or nil when it does not gate.
  public func rule(on metric: Metric, of strategy: String) -> Rule? {
    let fitting = rules.filter { $0.metric == metric && ($0.strategy ?? strategy) == strategy }
    return fitting.last { $0.strategy != nil } ?? fitting.last
  }

  /// Whether anything of a strategy gates.
  func isOn(_ strategy: String) -> Bool { rules.contains { ($0.strategy ?? strategy) == strategy } }
}

extension Gate.Rule {
  /// The metric, behind the strategy where it names one.
  fileprivate var name: String { (strategy.map { $0 + "." } ?? "") + metric.rawValue }

  /// That it never fails, where it allows a share more than there is.
  fileprivate var idleness: String? {
    guard case .absolute(let amount) = slack, amount >= 1, metric.unit == .share || metric.unit == .quality
    else { return nil }
    return "the gate on \(name) never fails: it allows \(amount.short) in a metric from 0 to 1"
  }

  /// The rule that an element of a scenario's `gate` declares.
  fileprivate init(_ settings: Settings) {
    let slack =
      settings.optionalNumber("worse_by").map { Gate.Slack.absolute($0) }
      ?? settings.optionalNumber("worse_by_share").map { .relative($0) }
    let worse: Gate.Direction? = settings.optionalString("worse").map { $0 == "less" ? .less : .more }
    // The validator has checked the name.
    self.init(
      Metric(rawValue: settings.string("metric")) ?? .hitShare, of: settings.optionalString("strategy"),
      worse: worse, slack: slack)
  }
}
