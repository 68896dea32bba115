import Declarations
import Metrics
import Scenarios

/// What a scenario is held to: a metric that gates, a rule of `expect` or a bound of `constraints`.
///
/// None of them moves a figure; where they are loosened, a loss passes that would have failed.
public struct Demand: Sendable {
  /// What is demanded.
  enum Terms: Sendable, Hashable {
    /// A metric may not get worse.
    case gate(Gate.Rule)
    /// A least value, held to the mean or to the worse end of the interval.
    case least(Double, isOnInterval: Bool)
    /// A greatest value, held to the mean or to the worse end of the interval.
    case most(Double, isOnInterval: Bool)
    /// A value that may be missed by so much either way, held to the mean or to both ends of the interval.
    case equals(Double, within: Double, isOnInterval: Bool)
  }

  /// Where it stands, such as `expect.exact.hit_share.min`; no two of a scenario are alike.
  var path: String
  /// What is demanded.
  var terms: Terms
  /// Where the scenario's file has it; nil where nothing states it.
  var position: SourcePosition?

  /// What stands before the name of a strategy that must be exceeded.
  static let exceeding = ".greater_than."
  /// What stands at the end of a rule that states a value.
  static let equality = "equals"

  /// The demand at a path; a bound that only a rule `equals` of the same metric states is made of that.
  static func at(_ path: String, in demands: [Demand]) -> Demand? {
    if let own = demands.first(where: { $0.path == path }) { return own }
    let bounds = [".min", ".max"]
    guard let end = bounds.first(where: { path.hasSuffix($0) }), !path.contains(exceeding) else { return nil }
    let whole = "\(path.dropLast(end.count)).\(equality)"
    guard let rule = demands.first(where: { $0.path == whole }),
      case .equals(let value, let slack, let isOnInterval) = rule.terms
    else { return nil }
    return Demand(
      path: path,
      terms: end == ".min"
        ? .least(value - slack, isOnInterval: isOnInterval)
        : .most(value + slack, isOnInterval: isOnInterval),
      position: rule.position)
  }

  /// The demands of a scenario: its gate, its rules and its bounds, each once.
  static func all(of scenario: Scenario) -> [Demand] {
    var list = DemandList()
    let stated = scenario.tree["gate"]?.elements ?? []
    for (place, rule) in Gate(scenario).rules.enumerated() {
      let path = "gate." + (rule.strategy.map { $0 + "." } ?? "") + rule.metric.rawValue
      list.replace(
        Demand(path: path, terms: .gate(rule), position: place < stated.count ? stated[place].position : nil))
    }
    for node in scenario.tree["expect"]?.elements ?? [] {
      let rule = Settings(node)
      let versus = rule.optionalString("versus").map { "versus.\($0)." } ?? ""
      let path = "expect.\(rule.string("strategy")).\(rule.string("metric")).\(versus)"
      let isOnInterval = rule.string("rule") == "ci"
      func least(_ value: Double, _ key: String = "min") {
        list.tighten(path + key, .least(value, isOnInterval: isOnInterval), node.position)
      }
      func most(_ value: Double) {
        list.tighten(path + "max", .most(value, isOnInterval: isOnInterval), node.position)
      }
      if let value = rule.optionalNumber("min") { least(value) }
      if let value = rule.optionalNumber("max") { most(value) }
      if let value = rule.optionalNumber("equals") {
        list.tighten(
          path + Demand.equality,
          .equals(value, within: rule.number("tolerance"), isOnInterval: isOnInterval), node.position)
      }
      if let other = rule.optionalString("greater_than") { least(0, String(exceeding.dropFirst()) + other) }
    }
    for constraint in scenario.constraints {
      let key = constraint.metric.rawValue + (constraint.isMaximum ? "_max" : "_min")
      list.tighten(
        "constraints." + key,
        constraint.isMaximum
          ? .most(constraint.bound, isOnInterval: false) : .least(constraint.bound, isOnInterval: false),
        scenario.section("constraints")?.position(key))
    }
    return list.demands
  }
}

/// Demands, of which no two stand at one path.
private struct DemandList {
  private(set) var demands: [Demand] = []

  /// Adds a demand, or puts it in the place of the one before: the later counts.
  mutating func replace(_ demand: Demand) {
    if let place = demands.firstIndex(where: { $0.path == demand.path }) {
      demands[place] = demand
    } else {
      demands.append(demand)
    }
  }

  /// Adds a bound, or takes the stricter one where there is one already: both must be kept.
  mutating func tighten(_ path: String, _ terms: Demand.Terms, _ position: SourcePosition?) {
    guard let place = demands.firstIndex(where: { $0.path == path }) else {
      demands.append(Demand(path: path, terms: terms, position: position))
      return
    }
    switch (demands[place].terms, terms) {
    case (.least(let one, let first), .least(let other, let second)):
      demands[place].terms = .least(max(one, other), isOnInterval: first || second)
    case (.most(let one, let first), .most(let other, let second)):
      demands[place].terms = .most(min(one, other), isOnInterval: first || second)
    case (.equals(let one, let slack, let first), .equals(let other, let more, let second)) where one == other:
      demands[place].terms = .equals(one, within: min(slack, more), isOnInterval: first || second)
    case (_, .equals(let value, let slack, let isOnInterval)):
      // Two values are held by what both of them allow.
      let base = path.dropLast(Demand.equality.count)
      tighten("\(base)min", .least(value - slack, isOnInterval: isOnInterval), position)
      tighten("\(base)max", .most(value + slack, isOnInterval: isOnInterval), position)
    default: break
    }
  }
}

extension Demand {
  /// The demand as a baseline keeps it: a bound is a number, or a list with `ci`; a gate is a list of the change that is worse
  /// and how much of it passes; a value is a list that begins with a word, which earlier versions pass over.
  var json: JSONValue {
    switch terms {
    case .least(let value, let isOnInterval), .most(let value, let isOnInterval):
      return isOnInterval ? JSONValue([JSONValue(value), .string("ci")]) : JSONValue(value)
    case .equals(let value, let slack, let isOnInterval):
      var parts: [JSONValue] = [.string(Demand.equality), JSONValue(value), JSONValue(slack)]
      if isOnInterval { parts.append(.string("ci")) }
      return JSONValue(parts)
    case .gate(let rule):
      let way: JSONValue =
        switch rule.worse {
        case .less: .string("less")
        case .more: .string("more")
        case .either: .string("either")
        }
      switch rule.slack {
      case .absolute(let amount): return JSONValue([way, .string("absolute"), JSONValue(amount)])
      case .relative(let share): return JSONValue([way, .string("relative"), JSONValue(share)])
      case nil: return JSONValue([way])
      }
    }
  }

  /// Reads a demand of a baseline; nil where it is none that this version knows.
  init?(path: String, _ node: JSONNode) {
    let parts = node.elements ?? [node]
    if path.hasPrefix("gate.") {
      guard let rule = Gate.Rule(String(path.dropFirst("gate.".count)), parts) else { return nil }
      self.init(path: path, terms: .gate(rule))
      return
    }
    if parts.first?.string == Demand.equality {
      guard parts.count > 2, let value = parts[1].number, let slack = parts[2].number else { return nil }
      self.init(path: path, terms: .equals(value, within: slack, isOnInterval: parts.count > 3))
      return
    }
    guard let value = parts.first?.number else { return nil }
    let isOnInterval = parts.count > 1
    // What must exceed a strategy has its name at the end, which may be `ttl_max`.
    let isMost =
      (path.hasSuffix(".max") || path.hasSuffix("_max")) && !path.contains(Demand.exceeding)
    self.init(
      path: path,
      terms: isMost
        ? .most(value, isOnInterval: isOnInterval) : .least(value, isOnInterval: isOnInterval))
  }
}

extension Gate.Rule {
  /// A rule by its name, such as `exact.hit_share`, and the parts of its list in a baseline.
  fileprivate init?(_ name: String, _ parts: [JSONNode]) {
    let point = name.lastIndex(of: ".")
    let last = point.map { String(name[name.index(after: $0)...]) } ?? name
    guard let metric = Metric(rawValue: last), let word = parts.first?.string else { return nil }
    let worse: Gate.Direction
    switch word {
    case "less": worse = .less
    case "more": worse = .more
    case "either": worse = .either
    default: return nil
    }
    var slack: Gate.Slack?
    if parts.count == 3, let amount = parts[2].number {
      slack = parts[1].string == "relative" ? .relative(amount) : .absolute(amount)
    }
    self.init(metric, of: point.map { String(name[..<$0]) }, worse: worse, slack: slack)
  }
}
