import Decisions
import Declarations

extension CheckReport {
  /// The report as JUnit XML: a suite a scenario, a case a rule and a strategy's metric that gates.
  ///
  /// No clock takes part: the same verdict gives the same bytes, and the times that Surefire's schema requires are 0.
  public var junit: String {
    let suites = sections.map { ($0.name, $0.path, cases($0), warnings($0)) }
    func count(_ cases: [Case], _ kind: String) -> Int { cases.count { $0.result?.kind == kind } }
    func attributes(_ cases: [Case]) -> String {
      "tests=\"\(cases.count)\" failures=\"\(count(cases, "failure"))\" errors=\"\(count(cases, "error"))\""
    }
    var result = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    result += "<testsuites name=\"simbench \(command)\" \(attributes(suites.flatMap(\.2)))>\n"
    for (name, path, cases, warnings) in suites {
      result += "  <testsuite name=\"\(XMLText.escaped(name))\" \(attributes(cases)) "
      result += "skipped=\"\(count(cases, "skipped"))\" time=\"0\""
      result += path.isEmpty ? ">\n" : " file=\"\(XMLText.escaped(path))\">\n"
      for one in cases {
        result +=
          "    <testcase name=\"\(XMLText.escaped(one.name))\" classname=\"\(XMLText.escaped(name))\" time=\"0\""
        guard let outcome = one.result else {
          result += "/>\n"
          continue
        }
        result += ">\n      <\(outcome.kind) message=\"\(XMLText.escaped(outcome.message))\""
        if outcome.kind != "skipped" { result += " type=\"\(outcome.type)\"" }
        result += outcome.text.isEmpty ? "/>\n" : ">\(XMLText.escaped(outcome.text))</\(outcome.kind)>\n"
        result += "    </testcase>\n"
      }
      if !warnings.isEmpty {
        result += "    <system-out>\(XMLText.escaped(warnings))</system-out>\n"
      }
      result += "  </testsuite>\n"
    }
    return result + "</testsuites>\n"
  }

  /// What the reader is warned of, which no case of its own can tell; empty where there is nothing.
  private func warnings(_ section: Section) -> String {
    guard case .checked(let check) = section.outcome else { return "" }
    return check.warnings.joined(separator: "\n")
  }

  /// A test case, and what is said of one that did not pass.
  private struct Case {
    var name: String
    var result: (kind: String, type: String, message: String, text: String)?
  }

  private func cases(_ section: Section) -> [Case] {
    func error(_ fault: Diagnostic) -> Case {
      let others = fault.others.map(\.description).joined(separator: "\n")
      return Case(name: "simbench \(command)", result: ("error", "fault", fault.description, others))
    }
    switch section.outcome {
    case .fault(let fault): return [error(fault)]
    case .skipped(let fault):
      return [Case(name: "simbench \(command)", result: ("skipped", "", fault.description, ""))]
    case .checked(let check):
      let causes = check.causes.joined(separator: "\n")
      var counts: [String: Int] = [:]
      let lines = check.lines.filter { $0.isGated && $0.effect != .appeared || $0.verdict == .fail }
      let judged = lines.map { line -> Case in
        var name = [line.strategy, line.metric].filter { !$0.isEmpty }.joined(separator: " ")
        if line.kind == .rule { name += " " + line.rule }
        // Services tell cases by their names.
        let earlier = counts[name, default: 0]
        counts[name] = earlier + 1
        if earlier > 0 { name += " (\(earlier + 1))" }
        guard line.verdict == .fail else { return Case(name: name) }
        return Case(
          name: name,
          result: (
            "failure", line.kind == .rule ? "rule" : "regression", line.words(reference: check.reference),
            causes
          ))
      }
      return judged + (check.unheld.map { [error($0)] } ?? [])
    }
  }
}

/// Text of users in XML.
enum XMLText {
  /// A text as it stands in an attribute or an element: what XML 1.0 has no character for is written as an escape.
  static func escaped(_ text: String) -> String {
    var result = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if !result.isEmpty { result += "&#10;" }
      for scalar in String(line).singleLine.unicodeScalars {
        switch scalar {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "'": result += "&apos;"
        case "\u{FFFE}", "\u{FFFF}": result += "\\u{" + String(scalar.value, radix: 16) + "}"
        default: result.unicodeScalars.append(scalar)
        }
      }
    }
    return result
  }
}
