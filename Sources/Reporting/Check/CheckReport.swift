import Decisions
import Declarations
import Experiments
import Files
import Metrics
import Simulation
import Tables

/// Verdicts on scenarios in every form that a person or a CI service reads.
public struct CheckReport: Sendable {
  /// A scenario and what came of it.
  public struct Section: Sendable {
    /// What came of a scenario.
    public enum Outcome: Sendable {
      /// It was checked.
      case checked(Check)
      /// It could not be checked.
      case fault(Diagnostic)
      /// It was left out, with the reason.
      case skipped(Diagnostic)
    }

    /// The scenario's name.
    public var name: String
    /// Its file; empty where there is none.
    public var path: String
    /// What came of it.
    public var outcome: Outcome

    /// A scenario and what came of it.
    public init(_ name: String, path: String, _ outcome: Outcome) {
      self.name = name
      self.path = path
      self.outcome = outcome
    }

    /// The exit code of the scenario alone.
    public var exitCode: Int32 {
      switch outcome {
      case .checked(let check):
        check.passes ? check.unheld?.kind.exitCode ?? 0 : Diagnostic.Kind.regressed.exitCode
      case .fault(let fault): fault.kind.exitCode
      case .skipped: 0
      }
    }
  }

  /// The command, as titles name it.
  let command: String
  /// The scenarios.
  let sections: [Section]
  /// Whether several were asked for, be it that there is one.
  let isList: Bool

  /// A report on several scenarios.
  public init(command: String = "check", _ sections: [Section], isList: Bool) {
    self.command = command
    self.sections = sections
    self.isList = isList
  }

  /// Exit codes from the worst to the best: what is broken, what regressed, what was not judged.
  static let severity: [Int32] = [
    Diagnostic.Kind.unexpected.exitCode, Diagnostic.Kind.outputFailed.exitCode,
    Diagnostic.Kind.usage.exitCode, Diagnostic.Kind.badInput.exitCode, Diagnostic.Kind.regressed.exitCode,
    Diagnostic.Kind.missingInput.exitCode, Diagnostic.Kind.baseline.exitCode,
  ]

  /// The worst exit code of the scenarios.
  public var exitCode: Int32 {
    let codes = Set(sections.map(\.exitCode))
    return CheckReport.severity.first { codes.contains($0) } ?? codes.first { $0 != 0 } ?? 0
  }

  /// The whole in a word: what regressed is said before what could not be judged.
  var verdict: String {
    if exitCode == 0 { return command == "check" ? "passed" : "compared" }
    let hasRegressed = sections.contains { $0.exitCode == Diagnostic.Kind.regressed.exitCode }
    let isJudged = sections.allSatisfy { if case .fault = $0.outcome { false } else { true } }
    return hasRegressed ? "regressed" : isJudged ? "not compared" : "not judged"
  }

  /// The count of scenarios by what came of them, in a line.
  var total: String {
    let held = sections.count { $0.exitCode == 0 }
    let regressed = sections.count { $0.exitCode == Diagnostic.Kind.regressed.exitCode }
    let skipped = sections.count { if case .skipped = $0.outcome { true } else { false } }
    let parts = [
      "\(held - skipped) held", "\(regressed) regressed", "\(sections.count - held - regressed) not judged",
    ]
    let noun = sections.count == 1 ? "scenario" : "scenarios"
    return "\(sections.count) \(noun): " + parts.joined(separator: ", ")
      + (skipped > 0 ? ", \(skipped) skipped" : "")
  }
}

extension Check {
  /// Lines by verdict.
  var counts: (passed: Int, failed: Int, noted: Int) {
    (
      lines.count { $0.verdict == .pass }, lines.count { $0.verdict == .fail },
      lines.count { $0.verdict == .note }
    )
  }

  /// The counts of lines in words.
  var summary: String {
    let (passed, failed, noted) = counts
    return "\(passed) held, \(failed) regressed, \(noted) noted"
  }

  /// Why the figures were compared with nothing, behind the counts; empty where they were.
  var gap: String { unheld.map { "; not compared: \($0.message.singleLine)" } ?? "" }

  /// What the reader of a change is warned of: a baseline that nobody accepted, and what is laxer.
  var warnings: [String] {
    let edited = editedFile.map { "\($0) \(Check.editedWords)" }
    return [edited].compactMap(\.self) + loosened.map(\.description)
  }

  /// What a baseline is whose file was changed, behind its name.
  static let editedWords =
    "was changed by hand, or in a merge: what it holds is not what was accepted with --update"

  /// What is laxer, what changed and how it was compared, a sentence each.
  var causes: [String] { warnings + changes.folded + remarks }
}

extension [Change] {
  /// How many settings that came or went are listed one by one, and how many of more of them.
  private static var most: (whole: Int, first: Int) { (6, 3) }

  /// The changes in words; of many settings that came or went, as those of a new price book, the first and a count.
  var folded: [String] {
    func comesOrGoes(_ change: Change) -> Bool {
      change.kind == .setting && (change.before == nil || change.after == nil)
    }
    let all = self.count(where: comesOrGoes)
    guard all > Self.most.whole else { return map(\.description) }
    var result: [String] = []
    var seen = 0
    for change in self {
      if comesOrGoes(change) { seen += 1 }
      if !comesOrGoes(change) || seen <= Self.most.first { result.append(change.description) }
    }
    let left = all - Self.most.first
    return result + [
      NumberText.count(left, "more setting", "more settings") + " came or went (--all lists them)"
    ]
  }
}

extension Check.Line {
  private var figures: FigureText { FigureText(metric, [expected, value, allowed.least, allowed.most]) }

  /// The values that pass, in words.
  var allowedText: String {
    switch (allowed.least, allowed.most) {
    case (nil, nil): ""
    case (let low?, nil): (allowed.excludesLeast ? "> " : ">= ") + figures.text(low)
    case (nil, let high?): "<= " + figures.text(high)
    case (let low?, let high?):
      low == high ? "= " + figures.text(low) : figures.text(low) + " .. " + figures.text(high)
    }
  }

  /// The value that was expected, in words.
  var expectedText: String { figures.text(expected) }

  /// The value now, in words.
  var valueText: String { kind == .figure && effect == .gone ? "n/a now" : figures.text(value) }

  /// The difference with its interval, where both were run on the same randomness.
  var differenceText: String {
    guard let difference, difference.mean.isFinite, difference.mean != 0 else { return "" }
    let isShare = Metric(rawValue: metric)?.unit == .share
    return ", difference \(NumberText.estimate(difference, scale: isShare ? 100 : 1))"
      + (isShare ? " points" : "")
  }

  /// What a rule that goes by an interval is held to, behind the value; empty for others.
  private var marginText: String {
    guard let margin else { return "" }
    guard let lead else { return " ±\(FigureText(metric, [margin]).text(margin))" }
    // Shares lie points apart, and what lies below is less than the other.
    let figures = FigureText(metric, [margin, lead.magnitude])
    func words(_ value: Double) -> String {
      let text = figures.text(value)
      return Metric(rawValue: metric)?.unit == .share ? text.replacing(" %", with: " points") : text
    }
    return ", \(words(lead.magnitude)) ±\(words(margin)) \(lead < 0 ? "less" : "more") than it"
  }

  /// The line in words.
  func words(reference: String) -> String {
    let what = [strategy, metric].filter { !$0.isEmpty }.joined(separator: " ")
    let claim = claim.map { " (claim \($0))" } ?? ""
    switch kind {
    case .strategy: return "\(what): \(rule)"
    case .rule:
      return lead == nil
        ? "\(what): now \(valueText)\(marginText), rule \(rule), allowed \(allowedText)\(claim)"
        : "\(what): now \(valueText), rule \(rule), allowed \(allowedText)\(marginText)\(claim)"
    case .figure where effect == .appeared: return "\(what): \(valueText), \(rule)"
    case .figure where rule != "baseline": return "\(what): \(rule) (\(expectedText))"
    case .figure:
      let allowed = allowedText.isEmpty ? "" : ", allowed \(allowedText)"
      return "\(what): \(reference) \(expectedText), now \(valueText)\(allowed)\(differenceText)"
    }
  }
}
