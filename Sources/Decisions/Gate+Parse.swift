import Declarations
import Experiments
import Metrics

extension Gate {
  /// The rules of a text such as `hit_share:-1pt,exact.cost_usd_per_month:+1%`.
  ///
  /// A rule is a metric, or a strategy and a metric with a point between them, and behind a colon how far the metric
  /// may go: `pt` are points of a share, `%` is relative to the value before, a plain number is in the metric's unit.
  /// The sign says which way is worse; without one it is what is worse for everyone. Blanks around the parts are passed over.
  /// - Throws: a `Diagnostic` of kind `usage`.
  public static func rules(_ text: String) throws(Diagnostic) -> [Rule] {
    var rules: [Rule] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      rules.append(try rule(String(part)))
    }
    return rules
  }

  private static func rule(_ text: String) throws(Diagnostic) -> Rule {
    let trimmed = text.withoutOuterBlanks
    guard !trimmed.isEmpty else {
      throw Diagnostic(
        "--fail holds an empty rule; <metric>:<tolerance> was expected, such as hit_share:-1pt", kind: .usage)
    }
    var name = trimmed
    var bound: String?
    if let colon = trimmed.lastIndex(of: ":") {
      name = trimmed[..<colon].withoutOuterBlanks
      bound = trimmed[trimmed.index(after: colon)...].withoutOuterBlanks
    }
    var strategy: String?
    if let point = name.lastIndex(of: ".") {
      strategy = String(name[..<point])
      name = String(name[name.index(after: point)...])
    }
    guard strategy != "" else {
      throw Diagnostic(
        "--fail '\(trimmed)' names no strategy before its point; <strategy>.<metric> was expected",
        kind: .usage)
    }
    guard let metric = Metric(rawValue: name) else {
      let names = Metric.allCases.map(\.rawValue)
      let hint = name.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "--fail '\(trimmed)' names the metric '\(name)', which is unknown\(hint); <metric>:<tolerance> was expected, "
          + "such as hit_share:-1pt, and `simbench list metrics` lists them", kind: .usage)
    }
    guard let bound else { return Rule(metric, of: strategy) }
    let (worse, slack) = try self.slack(bound, of: metric, in: trimmed)
    return Rule(metric, of: strategy, worse: worse, slack: slack)
  }

  private static func slack(_ text: String, of metric: Metric, in rule: String) throws(Diagnostic)
    -> (Direction?, Slack)
  {
    var digits = Substring(text)
    var worse: Direction?
    if digits.first == "-" || digits.first == "+" {
      worse = digits.first == "-" ? .less : .more
      digits = digits.dropFirst()
    }
    var unit = ""
    for end in ["pt", "%"] where unit.isEmpty && digits.hasSuffix(end) {
      unit = end
      digits = digits.dropLast(end.count)
      while digits.last == " " { digits = digits.dropLast() }
    }
    guard let first = digits.unicodeScalars.first, "0"..."9" ~= first || first == ".",
      let number = digits.decimalNumber
    else {
      throw Diagnostic(
        "--fail '\(rule)' has the tolerance '\(text)'; a number was expected, such as -1pt, +1% or 200",
        kind: .usage)
    }
    switch unit {
    case "pt":
      guard metric.unit == .share else {
        throw Diagnostic(
          "--fail '\(rule)' counts in points, but \(metric.rawValue) is no share; % or a plain number was expected",
          kind: .usage)
      }
      return (worse, .absolute(number / 100))
    case "%": return (worse, .relative(number / 100))
    default:
      // A slip for points: no share moves by so much.
      guard number < 1 || metric.unit != .share && metric.unit != .quality else {
        let sign = worse.map { $0 == .less ? "-" : "+" } ?? ""
        throw Diagnostic(
          "--fail '\(rule)' would never fail: \(metric.rawValue) goes from 0 to 1; \(sign)0.01"
            + (metric.unit == .share ? ", \(sign)1pt" : "") + " or \(sign)1% was expected", kind: .usage)
      }
      return (worse, .absolute(number))
    }
  }

  /// Checks that each rule names a strategy that there is.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  public func check(strategies: [String]) throws(Diagnostic) {
    for name in rules.compactMap(\.strategy) where !strategies.contains(name) {
      let hint = name.nearest(in: strategies).map { " (did you mean '\($0)'?)" } ?? ""
      // Several scenarios, and what each is held to, have names in common.
      var seen: Set<String> = []
      let known = strategies.filter { seen.insert($0).inserted }
      throw Diagnostic(
        "--fail names the strategy '\(name)', which is unknown\(hint); one of \(known.joined(separator: ", ")) "
          + "was expected", kind: .usage)
    }
  }
}

extension StringProtocol {
  /// The text without the blanks at its ends.
  fileprivate var withoutOuterBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
