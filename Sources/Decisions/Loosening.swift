import Declarations
import Metrics

/// A demand that a change makes laxer or takes away: what would have failed passes now.
public struct Loosening: Sendable, Hashable, CustomStringConvertible {
  /// What is laxer, such as `expect.exact.hit_share.min 0.3 -> 0.1`.
  public var text: String
  /// Where the scenario's file has it now; nil where it is gone.
  public var position: SourcePosition?

  /// The loosening in words.
  public var description: String { "gate loosened: " + text }

  /// What of the demands of a run is laxer in another, in their order; none where one does not know its demands.
  static func all(from before: Baseline, to after: Baseline) -> [Loosening] {
    guard let former = before.demands, let present = after.demands else { return [] }
    var result = gates(before, after, former, present)
    for demand in former {
      let now = Demand.at(demand.path, in: present)
      switch (demand.terms, now?.terms) {
      case (.gate, _): continue
      case (.equals(let old, let slack, let was), _):
        result += equality(demand, old, slack, was, present)
      case (.least(let old, let was), .least(let new, let isOnInterval)?):
        result += bound(demand.path, old, new, isLooser: new < old, was, isOnInterval, now?.position)
      case (.most(let old, let was), .most(let new, let isOnInterval)?):
        result += bound(demand.path, old, new, isLooser: new > old, was, isOnInterval, now?.position)
      case (.least(let old, _), _), (.most(let old, _), _):
        if let other = twin(of: demand, at: old, in: former), Demand.at(other, in: present) == nil {
          // A rule `equals` was kept as both bounds, and is named once.
          if demand.path.hasSuffix(".min") {
            result.append(Loosening(text: "\(demand.path.dropLast(3))equals \(old.short) removed"))
          }
          continue
        }
        // What must exceed another has no number of its own.
        let value = demand.path.contains(Demand.exceeding) ? "" : " \(old.short)"
        result.append(Loosening(text: "\(demand.path)\(value) removed"))
      }
    }
    return result
  }

  /// How a rule `equals` is laxer: in its value or what it may be missed by, by one of its bounds where only the other stays,
  /// or since it is gone.
  private static func equality(
    _ demand: Demand, _ old: Double, _ slack: Double, _ was: Bool, _ present: [Demand]
  ) -> [Loosening] {
    let base = demand.path.dropLast(Demand.equality.count)
    func words(_ value: Double, _ slack: Double) -> String {
      slack == 0 ? value.short : "\(value.short) ±\(slack.short)"
    }
    if let now = present.first(where: { $0.path == demand.path }),
      case .equals(let new, let more, let isOnInterval) = now.terms
    {
      let isLooser =
        !Constraint.isAtLeast(new - more, old - slack) || !Constraint.isAtLeast(old + slack, new + more)
      if isLooser {
        let way = "\(words(old, slack)) -> \(words(new, more))"
        return [Loosening(text: "\(demand.path) \(way)", position: now.position)]
      }
      return bound(demand.path, old, new, isLooser: false, was, isOnInterval, now.position)
    }
    var result: [Loosening] = []
    var gone: [String] = []
    let least = present.first { $0.path == "\(base)min" }
    if let least, case .least(let new, let isOnInterval) = least.terms {
      let former = old - slack
      result += bound(least.path, former, new, isLooser: new < former, was, isOnInterval, least.position)
    } else {
      gone.append("\(base)min \((old - slack).short) removed")
    }
    let most = present.first { $0.path == "\(base)max" }
    if let most, case .most(let new, let isOnInterval) = most.terms {
      let former = old + slack
      result += bound(most.path, former, new, isLooser: new > former, was, isOnInterval, most.position)
    } else {
      gone.append("\(base)max \((old + slack).short) removed")
    }
    if gone.count == 2 { gone = ["\(demand.path) \(words(old, slack)) removed"] }
    return result + gone.map { Loosening(text: $0) }
  }

  /// The path of the other bound of a rule where both are the same number, as earlier versions kept a rule `equals`; nil where
  /// there is none.
  private static func twin(of demand: Demand, at value: Double, in demands: [Demand]) -> String? {
    let (own, other) = demand.path.hasSuffix(".min") ? (".min", ".max") : (".max", ".min")
    guard demand.path.hasPrefix("expect."), demand.path.hasSuffix(own),
      !demand.path.contains(Demand.exceeding)
    else { return nil }
    let path = String(demand.path.dropLast(own.count)) + other
    let isTwin = demands.contains { candidate in
      guard candidate.path == path else { return false }
      switch candidate.terms {
      case .least(let bound, _), .most(let bound, _): return bound == value
      case .gate, .equals: return false
      }
    }
    return isTwin ? path : nil
  }

  private static func bound(
    _ path: String, _ old: Double, _ new: Double, isLooser: Bool, _ was: Bool, _ isOnInterval: Bool,
    _ position: SourcePosition?
  ) -> [Loosening] {
    if isLooser { return [Loosening(text: "\(path) \(old.short) -> \(new.short)", position: position)] }
    guard was, !isOnInterval else { return [] }
    return [Loosening(text: "\(path) is held to the mean and not to its interval", position: position)]
  }

  /// The metrics that gate less strictly, those of several strategies and those that do not gate any more together.
  private static func gates(
    _ before: Baseline, _ after: Baseline, _ former: [Demand], _ present: [Demand]
  ) -> [Loosening] {
    let (old, new) = (gate(of: former), gate(of: present))
    let common = before.strategies.filter { after.strategy($0.name) != nil }
    var metrics: [Metric] = []
    for rule in old.rules where !metrics.contains(rule.metric) { metrics.append(rule.metric) }
    // By metric and words the strategies, and by words and strategies the metrics.
    var entries: [(metric: String, words: String, strategies: [String], position: SourcePosition?)] = []
    for metric in metrics {
      for strategy in common {
        // What had no value is held to nothing.
        guard let figure = strategy.figure(metric.rawValue),
          let rule = old.rule(on: metric, of: strategy.name)
        else { continue }
        let now = new.rule(on: metric, of: strategy.name)
        guard let words = words(from: rule, to: now, around: figure.mean) else { continue }
        if let place = entries.firstIndex(where: { $0.metric == metric.rawValue && $0.words == words }) {
          entries[place].strategies.append(strategy.name)
        } else {
          let position = now.flatMap { rule in
            present.first { $0.terms == .gate(rule) }?.position
          }
          entries.append((metric.rawValue, words, [strategy.name], position))
        }
      }
    }
    var result: [(words: String, strategies: [String], metrics: [String], position: SourcePosition?)] = []
    for entry in entries {
      if let place = result.firstIndex(where: {
        $0.words == entry.words && $0.strategies == entry.strategies
      }) {
        result[place].metrics.append(entry.metric)
      } else {
        result.append((entry.words, entry.strategies, [entry.metric], entry.position))
      }
    }
    return result.map { entry in
      let names = entry.metrics.joined(separator: ", ")
      let words =
        entry.metrics.count > 1 ? entry.words.replacing("gates no more", with: "gate no more") : entry.words
      let whose =
        entry.strategies.count == common.count ? "" : " of " + entry.strategies.joined(separator: ", ")
      return Loosening(text: "\(names)\(whose) \(words)", position: entry.position)
    }
  }

  private static func gate(of demands: [Demand]) -> Gate {
    Gate(
      demands.compactMap { demand -> Gate.Rule? in
        guard case .gate(let rule) = demand.terms else { return nil }
        return rule
      })
  }

  /// How a rule is laxer than it was, around a value; nil where it is not.
  private static func words(from old: Gate.Rule, to new: Gate.Rule?, around value: Double) -> String? {
    guard let new else { return "gates no more" }
    guard new.worse == old.worse || new.worse == .either else {
      return "fails only where it \(new.worse == .less ? "falls" : "rises")"
    }
    let (was, isNow) = (old.slack ?? .relative(0), new.slack ?? .relative(0))
    guard isNow.amount(around: value) > was.amount(around: value) else { return nil }
    return "may get worse by \(was.words) -> \(isNow.words)"
  }
}

extension Gate.Slack {
  /// The slack in words: a number in the metric's unit, or a share in per cent.
  fileprivate var words: String {
    switch self {
    case .absolute(let amount): amount.short
    case .relative(let share): share == 0 ? "0" : (share * 100).shortened + " %"
    }
  }
}
