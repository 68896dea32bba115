import Decisions
import Declarations

extension CheckReport {
  /// The report as JSON: an object of one scenario, or one with a list where several were asked for.
  public var json: JSONValue {
    guard isList || sections.count != 1 else { return json(sections[0]) }
    return JSONValue(members: [
      ("passes", .boolean(exitCode == 0)), ("exit_code", JSONValue(Int(exitCode))),
      ("scenarios", JSONValue(sections.map(json))),
    ])
  }

  private func json(_ section: Section) -> JSONValue {
    var members: [(String, JSONValue)] = [
      ("scenario", .string(section.name)), ("path", .string(section.path)),
      ("passes", .boolean(section.exitCode == 0)),
    ]
    switch section.outcome {
    case .fault(let fault), .skipped(let fault):
      if case .skipped = section.outcome { members.append(("skipped", true)) }
      members += json(fault, section)
    case .checked(let check):
      members += json(check)
      if let unheld = check.unheld { members += json(unheld, section) }
    }
    return JSONValue(members: members)
  }

  private func json(_ fault: Diagnostic, _ section: Section) -> [(String, JSONValue)] {
    [
      ("exit_code", JSONValue(Int(section.exitCode))), ("error", .string(fault.description)),
      ("errors", .strings(fault.all.map(\.description))),
    ]
  }

  private func json(_ check: Check) -> [(String, JSONValue)] {
    let (passed, failed, noted) = check.counts
    return [
      ("held", JSONValue(passed)), ("regressed", JSONValue(failed)), ("noted", JSONValue(noted)),
      ("compared_with", .string(check.reference)),
      ("changes", JSONValue(check.changes.map(json))), ("loosened", .strings(check.loosened.map(\.text))),
      ("baseline_edited", .boolean(check.editedFile != nil)),
      ("remarks", .strings(check.remarks)),
      (
        "headlines",
        JSONValue(
          Headline.all(check).map { headline in
            JSONValue(members: [
              ("strategy", .string(headline.strategy)), ("verdict", .string(headline.verdict.rawValue)),
              ("text", .string(headline.text)),
            ])
          })
      ),
      ("lines", JSONValue(check.lines.map(json))),
    ]
  }

  private func json(_ change: Change) -> JSONValue {
    JSONValue(members: [
      ("kind", .string(change.kind.rawValue)), ("subject", .string(change.subject)),
      ("before", change.before.map { .string($0) } ?? .null),
      ("after", change.after.map { .string($0) } ?? .null), ("strategies", .strings(change.strategies)),
      ("text", .string(change.description)),
    ])
  }

  private func json(_ line: Check.Line) -> JSONValue {
    func value(_ number: Double?) -> JSONValue { number.map { JSONValue($0) } ?? .null }
    return JSONValue(members: [
      ("verdict", .string(line.verdict.rawValue)), ("kind", .string(line.kind.rawValue)),
      ("strategy", .string(line.strategy)), ("metric", .string(line.metric)), ("rule", .string(line.rule)),
      ("gates", .boolean(line.isGated)), ("effect", .string(line.effect.rawValue)),
      ("expected", value(line.expected)), ("value", value(line.value)),
      ("margin", value(line.margin)), ("half_width", value(line.halfWidth)),
      ("difference", line.difference.map { .estimate($0) } ?? .null),
      ("least", value(line.allowed.least)), ("most", value(line.allowed.most)),
      ("allowed", .string(line.allowedText)),
      ("claim", line.claim.map { .string($0) } ?? .null),
    ])
  }
}
