import Decisions
import Declarations
import Experiments

/// A verdict as text, Markdown or JSON.
public struct CheckReport: Sendable {
  private let check: Check
  private let scenario: String

  /// A report on a verdict.
  public init(_ check: Check, scenario: String) {
    self.check = check
    self.scenario = scenario
  }

  private var counts: (passed: Int, failed: Int, noted: Int) {
    (
      check.lines.count { $0.verdict == .pass }, check.lines.count { $0.verdict == .fail },
      check.lines.count { $0.verdict == .note }
    )
  }

  private var summary: String {
    let (passed, failed, noted) = counts
    return "\(scenario.singleLine): \(passed) held, \(failed) regressed, \(noted) noted"
  }

  private func number(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "n/a" }
    if let whole = Int64(exactly: value), abs(value) < 1e15 { return String(whole) }
    return "\(value)"
  }

  private func words(_ line: Check.Line) -> String {
    let what = [line.strategy, line.metric].filter { !$0.isEmpty }.joined(separator: " ")
    let claim = line.claim.map { " (claim \($0))" } ?? ""
    if line.metric.isEmpty { return "\(what): \(line.rule) \(line.allowed)".trimmingTrailingSpace + claim }
    if line.rule == "baseline" {
      return "\(what): baseline \(number(line.expected)), now \(number(line.value)), allowed \(line.allowed)"
        + claim
    }
    if line.allowed.isEmpty { return "\(what): \(number(line.value)), \(line.rule)" }
    return "\(what): now \(number(line.value)), rule \(line.rule), allowed \(line.allowed)" + claim
  }

  /// The report as text: what failed first; what held only when asked for.
  public func text(showsAll: Bool = false) -> String {
    var result = ""
    for line in check.lines where line.verdict == .fail { result += "REGRESSED  \(words(line).singleLine)\n" }
    for line in check.lines where line.verdict == .note { result += "note       \(words(line).singleLine)\n" }
    for line in check.lines where line.verdict == .pass && (showsAll || line.rule != "baseline") {
      result += "ok         \(words(line).singleLine)\n"
    }
    return result + summary + "\n"
  }

  /// The report as Markdown, for a comment on a pull request.
  public var markdown: String {
    var result = "### simbench check: \(check.passes ? "passed" : "regressed")\n\n\(summary)\n"
    let shown = check.lines.filter { $0.verdict != .pass || $0.rule != "baseline" }
    if shown.isEmpty { return result }
    result += "\n| verdict | strategy | metric | expected | now | allowed |\n|---|---|---|---|---|---|\n"
    for verdict in [Check.Verdict.fail, .note, .pass] {
      for line in shown where line.verdict == verdict {
        let cells = [
          verdict.rawValue, line.strategy, line.metric,
          line.expected.map { "\(line.rule == "baseline" ? "baseline" : line.rule): \(number($0))" }
            ?? line.rule,
          number(line.value), line.allowed,
        ]
        result += "| " + cells.map(CheckReport.markdownCell).joined(separator: " | ") + " |\n"
      }
    }
    return result
  }

  /// A text in a cell of a Markdown table: it stays text, on one line.
  private static func markdownCell(_ text: String) -> String {
    var result = ""
    for character in text.singleLine {
      switch character {
      case "<": result += "&lt;"
      case "&": result += "&amp;"
      case "\\", "|", "`", "*", "[", "]": result += "\\\(character)"
      default: result.append(character)
      }
    }
    return result
  }

  /// The report as JSON.
  public var json: JSONValue {
    func value(_ number: Double?) -> JSONValue { number.map { JSONValue($0) } ?? .null }
    let (passed, failed, noted) = counts
    return JSONValue(members: [
      ("scenario", .string(scenario)), ("passes", .boolean(check.passes)), ("held", JSONValue(passed)),
      ("regressed", JSONValue(failed)), ("noted", JSONValue(noted)),
      (
        "lines",
        JSONValue(
          check.lines.map { line in
            JSONValue(members: [
              ("verdict", .string(line.verdict.rawValue)), ("strategy", .string(line.strategy)),
              ("metric", .string(line.metric)), ("rule", .string(line.rule)),
              ("expected", value(line.expected)),
              ("value", value(line.value)), ("half_width", value(line.halfWidth)),
              ("allowed", .string(line.allowed)),
              ("claim", line.claim.map { .string($0) } ?? .null),
            ])
          })
      ),
    ])
  }
}

extension String {
  fileprivate var trimmingTrailingSpace: String {
    var copy = self
    while copy.last == " " { copy.removeLast() }
    return copy
  }
}
