import Decisions
import Declarations

extension CheckReport {
  /// The report as text: what changed, a line a strategy that moved, and the rules that do not hold.
  ///
  /// - Parameter showsAll: whether every figure is listed, what held included.
  public func text(showsAll: Bool = false) -> String {
    var parts: [String] = []
    for section in sections {
      switch section.outcome {
      case .checked(let check): parts.append(text(check, section.name, showsAll))
      case .fault(let fault):
        let more = fault.others.isEmpty ? "" : ", and \(fault.others.count) more"
        if isList {
          parts.append("\(section.name.singleLine): not judged: \(fault.message.singleLine)\(more)\n")
        }
      case .skipped(let reason):
        parts.append("\(section.name.singleLine): skipped: \(reason.description.singleLine)\n")
      }
    }
    if isList { parts.append(total + "\n") }
    return parts.joined(separator: isList ? "\n" : "")
  }

  private func text(_ check: Check, _ name: String, _ showsAll: Bool) -> String {
    var result = ""
    func add(_ mark: String, _ words: String) {
      result += mark + String(repeating: " ", count: max(1, 11 - mark.count)) + words.singleLine + "\n"
    }
    for words in showsAll ? check.changes.map(\.description) : check.changes.folded { add("change", words) }
    for words in check.warnings { add("warning", words) }
    for remark in check.remarks { add("note", remark) }
    for headline in Headline.all(check) where showsAll || headline.verdict != .same {
      let mark = headline.verdict == .regressed ? "REGRESSED" : headline.verdict.mark
      add(mark, "\(headline.strategy): \(headline.text)")
      guard showsAll else { continue }
      for line in check.lines where line.kind == .figure && line.strategy == headline.strategy {
        add("  " + line.mark, line.words(reference: check.reference))
      }
    }
    for line in check.lines where line.kind == .rule && (showsAll || line.verdict == .fail) {
      add(line.mark, line.words(reference: check.reference))
    }
    return result + "\(name.singleLine): \(check.summary)\(check.gap)\n"
  }
}

extension Headline.Verdict {
  /// The verdict at the beginning of a line.
  fileprivate var mark: String { self == .same ? "ok" : rawValue }
}

extension Check.Line {
  /// The verdict at the beginning of a line.
  fileprivate var mark: String {
    switch verdict {
    case .pass: "ok"
    case .note: effect == .better || effect == .worse ? effect.rawValue : "note"
    case .fail: "REGRESSED"
    }
  }
}
