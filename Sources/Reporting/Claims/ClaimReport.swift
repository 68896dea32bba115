import Decisions
import Declarations
import Tables

/// What became of claims, as text and as JSON.
package struct ClaimReport: Sendable {
  private let results: [ClaimStudy.FileResult]
  private let style: TextStyle

  /// A report; `isANSI` where escape sequences of a terminal may be used.
  package init(_ results: [ClaimStudy.FileResult], isANSI: Bool = false) {
    self.results = results
    style = TextStyle(isANSI: isANSI)
  }

  private static let width = 80

  /// How many claims there are, and how many have each verdict, in a line.
  package var finding: String {
    let all = results.flatMap(\.claims)
    let parts = ClaimVerdict.allCases.filter { verdict in
      verdict != .untested || all.contains { $0.verdict == verdict }
    }.map { verdict in
      "\(all.count { $0.verdict == verdict }) \(verdict == .holds ? "hold" : verdict == .holdsIf ? "hold if" : verdict.rawValue)"
    }
    return NumberText.count(all.count, "claim") + ": " + parts.joined(separator: ", ")
  }

  /// A line with figures a claim, with what it says above and why below.
  package var text: String {
    var lines: [String] = []
    for result in results {
      lines += result.file.title.wrapped(to: ClaimReport.width).map(style.bold)
      lines.append("")
      for judged in result.claims { lines += self.lines(judged) }
      lines.append("")
      if !result.stack.isEmpty { lines += stackLines(result.stack) + [""] }
    }
    return lines.joined(separator: "\n") + "\n" + style.bold(finding) + "\n"
  }

  private func lines(_ judged: JudgedClaim) -> [String] {
    let claim = judged.claim
    let says = (claim.id + "  " + claim.says).wrapped(to: ClaimReport.width, indent: "  ")
    var figures: [String] = []
    if claim.claimed != nil { figures.append("claimed \(ClaimText.range(claim.claimed, claim.unit))") }
    if judged.figures.recomputed != nil {
      figures.append("recomputed \(ClaimText.range(judged.figures.recomputed, claim.unit))")
    }
    if judged.figures.simulated != nil {
      figures.append("simulated \(ClaimText.estimate(judged.figures.simulated, claim.unit))")
    }
    figures.append(style.bold(judged.verdict.rawValue))
    let reason = ClaimText.reason(judged)
    return says + ["  " + figures.joined(separator: " · ")]
      + (reason.isEmpty
        ? [] : ("  " + reason).wrapped(to: ClaimReport.width - 2, indent: "").map { "  " + $0 })
  }

  private func stackLines(_ stack: [ClaimStack.Layer]) -> [String] {
    let head = "What layers save alone, and behind those above of the cost that these leave:"
    var lines = [style.bold(head)]
    for layer in stack {
      let claim = layer.claim
      let figures = [
        "claimed " + ClaimText.range(claim.claimed, claim.unit),
        "alone " + ClaimText.estimate(layer.alone, claim.unit),
        "stacked " + ClaimText.estimate(layer.stacked, claim.unit),
      ]
      lines += "\(claim.id)  \(claim.says)".wrapped(to: ClaimReport.width, indent: "  ")
      lines.append("  " + figures.joined(separator: " · "))
    }
    return lines
  }

  private func json(_ layer: ClaimStack.Layer, of file: ClaimFile) -> JSONValue {
    JSONValue(members: [
      ("file", .string(file.name)), ("id", .string(layer.claim.id)),
      ("alone", JSONValue(layer.alone.mean)), ("alone_half_width", JSONValue(layer.alone.halfWidth)),
      ("stacked", JSONValue(layer.stacked.mean)), ("stacked_half_width", JSONValue(layer.stacked.halfWidth)),
    ])
  }

  /// The same as JSON.
  package var json: JSONValue {
    let stacks = results.flatMap { result in result.stack.map { json($0, of: result.file) } }
    return JSONValue(
      members: [
        ("claims", JSONValue(results.flatMap { result in result.claims.map { json($0, of: result.file) } })),
        (
          "verdicts",
          JSONValue(
            members: ClaimVerdict.allCases.map { verdict in
              (verdict.rawValue, JSONValue(results.flatMap(\.claims).count { $0.verdict == verdict }))
            })
        ),
      ] + (stacks.isEmpty ? [] : [("stack", JSONValue(stacks))]))
  }

  private func json(_ judged: JudgedClaim, of file: ClaimFile) -> JSONValue {
    func range(_ range: ClosedRange<Double>?) -> JSONValue {
      guard let range else { return .null }
      if range.lowerBound == range.upperBound { return JSONValue(range.lowerBound) }
      return JSONValue([JSONValue(range.lowerBound), JSONValue(range.upperBound)])
    }
    let claim = judged.claim
    return JSONValue(members: [
      ("file", .string(file.name)), ("id", .string(claim.id)), ("says", .string(claim.says)),
      ("unit", .string(claim.unit.rawValue)), ("claimed", range(claim.claimed)),
      ("recomputed", range(judged.figures.recomputed)),
      ("simulated", judged.figures.simulated.map { JSONValue($0.mean) } ?? .null),
      ("simulated_half_width", judged.figures.simulated.map { JSONValue($0.halfWidth) } ?? .null),
      ("verdict", .string(judged.verdict.rawValue)),
      ("condition", claim.condition.map { .string($0.says) } ?? .null),
      ("because", claim.because.map { .string($0) } ?? .null),
      ("simulated_with", ClaimText.price(judged).map { .string($0) } ?? .null),
    ])
  }
}
