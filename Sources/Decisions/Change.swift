import Declarations
import Experiments
import Scenarios

/// Something that differs between two runs before any figure does: what a difference of figures comes from.
public struct Change: Sendable, Hashable, CustomStringConvertible {
  /// What differs.
  public enum Kind: String, Sendable {
    case setting, layerAdded = "layer_added", layerRemoved = "layer_removed", layerOrder = "layer_order"
    case strategyAdded = "strategy_added", strategyRemoved = "strategy_removed"
    case trace, seed, replications
  }

  /// What differs.
  public var kind: Kind
  /// The path of a setting, or the name of a layer or strategy.
  public var subject: String
  /// The value before, as text; nil where there was none.
  public var before: String?
  /// The value now, as text; nil where there is none.
  public var after: String?
  /// The strategies that it concerns; empty when it is all of them.
  public var strategies: [String] = []
  /// Where the scenario's file has it, if it stands there.
  public var position: SourcePosition?

  /// The change in words, such as `strategies.exact.exact_cache.capacity 5000 -> 50`.
  public var description: String {
    switch kind {
    case .setting, .seed, .replications: "\(subject) \(before ?? "unset") -> \(after ?? "unset")\(others)"
    case .layerAdded: "layer \(subject) added to \(names(strategies))"
    case .layerRemoved: "layer \(subject) removed from \(names(strategies))"
    case .layerOrder:
      "order of layers \(before ?? "") -> \(after ?? "") in \(names(strategies))"
    case .strategyAdded: "strategy \(subject) added"
    case .strategyRemoved: "strategy \(subject) removed"
    case .trace: "the trace differs (\(before ?? "none") -> \(after ?? "none"))"
    }
  }

  private var others: String {
    strategies.count > 1 ? " (also in \(names(strategies.dropFirst())))" : ""
  }

  /// Some names, and how many are left where they are many.
  private func names(_ all: some Collection<String>) -> String {
    let left = all.count - Change.mostNames
    guard left > 1 else { return all.joined(separator: ", ") }
    return all.prefix(Change.mostNames).joined(separator: ", ") + " and \(left) more"
  }

  private static let mostNames = 4

  /// Whether it can move the figures of a strategy.
  public func concerns(_ strategy: String) -> Bool { strategies.isEmpty || strategies.contains(strategy) }
}

extension Change {
  /// What differs between two runs, in the order in which it matters.
  ///
  /// Settings are compared where both runs know theirs, and those of the strategies that both have. The parameters of
  /// a layer that came or went are part of it.
  public static func all(from before: Baseline, to after: Baseline) -> [Change] {
    var changes: [Change] = []
    if let now = after.trace, let former = before.trace, now.differs(from: former) {
      changes.append(Change(kind: .trace, subject: "trace", before: former.text, after: now.text))
    } else if before.settings != nil, after.settings != nil, (before.trace == nil) != (after.trace == nil) {
      changes.append(
        Change(kind: .trace, subject: "trace", before: before.trace?.text, after: after.trace?.text))
    }
    func add(_ kind: Kind, _ former: some Equatable, _ now: some Equatable) {
      let (old, new) = ("\(former)", "\(now)")
      guard old != new else { return }
      changes.append(Change(kind: kind, subject: kind.rawValue, before: old, after: new))
    }
    add(.seed, before.seed, after.seed)
    add(.replications, before.replications, after.replications)
    let (old, new) = (before.strategies.map(\.name), after.strategies.map(\.name))
    for name in old where !new.contains(name) {
      changes.append(Change(kind: .strategyRemoved, subject: name, strategies: [name]))
    }
    for name in new where !old.contains(name) {
      changes.append(Change(kind: .strategyAdded, subject: name, strategies: [name]))
    }
    guard let former = before.settings, let present = after.settings else { return changes }
    return changes
      + SettingComparison(former, present, strategies: old.filter(new.contains), all: old + new).changes
  }
}

extension Baseline.Trace {
  fileprivate var text: String { (name.map { $0 + " " } ?? "") + hash }
}

/// Two lists of settings, held against each other.
private struct SettingComparison {
  private(set) var changes: [Change] = []
  private let common: [String]
  private let all: [String]

  /// A setting with the strategy that it belongs to, and its path inside.
  private typealias Place = (strategy: String?, rest: String)

  init(_ before: [FigureSetting], _ after: [FigureSetting], strategies: [String], all: [String]) {
    common = strategies
    // The longest name first: a name may be the beginning of another.
    self.all = all.sorted { $0.utf8.count > $1.utf8.count }
    let former = Dictionary(before.map { ($0.path, $0) }) { first, _ in first }
    let present = Dictionary(after.map { ($0.path, $0) }) { first, _ in first }
    let changed = changedLayers(former, present)
    for setting in after {
      let place = place(of: setting.path)
      guard isCompared(place, without: changed) else { continue }
      guard let old = former[setting.path] else {
        // A default that was not there before comes with a stated setting, or with another version of simbench.
        if !setting.isDefault { add(setting.path, place, nil, setting.text, setting.position) }
        continue
      }
      if old.text != setting.text { add(setting.path, place, old.text, setting.text, setting.position) }
    }
    for setting in before where present[setting.path] == nil {
      let place = place(of: setting.path)
      if isCompared(place, without: changed) { add(setting.path, place, setting.text, nil, nil) }
    }
  }

  private func place(of path: String) -> Place {
    for name in all {
      let prefix = "strategies.\(name)."
      if path.hasPrefix(prefix) { return (name, String(path.dropFirst(prefix.count))) }
    }
    return (nil, path)
  }

  private func isCompared(_ place: Place, without layers: [String: Set<String>]) -> Bool {
    guard let strategy = place.strategy else { return true }
    guard common.contains(strategy), place.rest != "layers" else { return false }
    let layer = String(place.rest.prefix { $0 != "." && $0 != "#" })
    return layers[strategy]?.contains(layer) != true
  }

  /// Notes layers that came, went or moved; returns those that came or went.
  private mutating func changedLayers(
    _ former: [String: FigureSetting], _ present: [String: FigureSetting]
  ) -> [String: Set<String>] {
    var changed: [String: Set<String>] = [:]
    for name in common {
      func layers(_ settings: [String: FigureSetting]) -> [String]? {
        guard let value = settings["strategies.\(name).layers"]?.value else { return nil }
        return JSONNode(value).elements?.compactMap(\.string)
      }
      guard let old = layers(former), let now = layers(present), old != now else { continue }
      let position = present["strategies.\(name).layers"]?.position
      for layer in Set(old + now).sorted() {
        let (least, most) = (old.count { $0 == layer }, now.count { $0 == layer })
        guard least != most else { continue }
        changed[name, default: []].insert(layer)
        group(
          Change(
            kind: least < most ? .layerAdded : .layerRemoved, subject: layer, strategies: [name],
            position: position))
      }
      // A layer that came or went moves no other one.
      let others = changed[name] ?? []
      if old.filter({ !others.contains($0) }) != now.filter({ !others.contains($0) }) {
        group(
          Change(
            kind: .layerOrder, subject: "layers", before: old.joined(separator: ", "),
            after: now.joined(separator: ", "), strategies: [name], position: position))
      }
    }
    return changed
  }

  private mutating func add(
    _ path: String, _ place: Place, _ before: String?, _ after: String?, _ position: SourcePosition?
  ) {
    group(
      Change(
        kind: .setting, subject: path, before: before, after: after,
        strategies: place.strategy.map { [$0] } ?? [], position: position))
  }

  /// Adds a change, or its strategy to the same change of another strategy.
  private mutating func group(_ change: Change) {
    func rest(_ change: Change) -> String {
      change.kind == .setting ? place(of: change.subject).rest : change.subject
    }
    guard let strategy = change.strategies.first,
      let same = changes.firstIndex(where: {
        !$0.strategies.isEmpty && $0.kind == change.kind && rest($0) == rest(change)
          && $0.before == change.before && $0.after == change.after
      })
    else {
      changes.append(change)
      return
    }
    changes[same].strategies.append(strategy)
  }
}
