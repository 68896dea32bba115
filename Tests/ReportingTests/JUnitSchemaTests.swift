import Declarations
import Foundation
import FoundationXML
import TestSupport
import Testing

@testable import Decisions
@testable import Experiments
@testable import Reporting

/// What Jenkins' xUnit plugin wants of a report (junit-10.xsd), written out as rules, and beside it what is ours: attributes
/// that Surefire's schema (surefire-test-report.xsd) requires, and counts that are true.
@Suite("Reports of a check as JUnit wants them")
struct JUnitSchemaTests {
  /// The attributes of an element that must be there, and those that may.
  private static let attributes: [String: (required: Set<String>, allowed: Set<String>)] = [
    "testsuites": (["name", "tests", "failures", "errors"], ["time"]),
    "testsuite": (
      ["name", "tests", "failures", "errors", "skipped", "time"],
      ["group", "timestamp", "hostname", "id", "package", "file", "log", "url"]
    ),
    "testcase": (["name", "classname", "time"], ["group"]), "failure": (["message", "type"], []),
    "error": (["message", "type"], []), "skipped": (["message"], ["type"]),
    "properties": ([], []), "property": (["name", "value"], []), "system-out": ([], []),
    "system-err": ([], []),
  ]
  /// The elements that may hold text.
  private static let mixed: Set = ["failure", "error", "skipped", "system-out", "system-err"]
  /// The elements in an element, in their order.
  private static let children: [String: [String]] = [
    "testsuites": ["testsuite"], "testsuite": ["properties", "testcase", "system-out", "system-err"],
    "properties": ["property"],
    "testcase": ["skipped", "error", "failure", "system-out", "system-err"],
  ]

  /// What of an element and all in it is not as the schema wants it.
  private func faults(_ element: XMLElement) -> [String] {
    let name = element.name ?? ""
    guard let attributes = Self.attributes[name] else { return ["\(name) is unknown"] }
    let names = Set((element.attributes ?? []).compactMap(\.name))
    var faults = attributes.required.subtracting(names).map { "\(name) lacks \($0)" }
    faults += names.subtracting(attributes.required).subtracting(attributes.allowed).map {
      "\(name) has \($0)"
    }
    let inner = (element.children ?? []).compactMap { $0 as? XMLElement }
    let order = inner.map { child in Self.children[name]?.firstIndex(of: child.name ?? "") ?? -1 }
    if order.contains(-1) || order != order.sorted() { faults.append("\(name) holds \(inner.map(\.name))") }
    let texts = (element.children ?? []).filter { $0.kind == .text }.compactMap(\.stringValue)
    if !Self.mixed.contains(name), texts.contains(where: { $0.contains { !$0.isWhitespace } }) {
      faults.append("\(name) holds text")
    }
    // Jenkins' SUREFIRE_TIME without separators of thousands, and counts that a reader can add up.
    if let time = element.attribute(forName: "time")?.stringValue,
      time.wholeMatch(of: /[0-9]*(\.[0-9]*)?/) == nil
    {
      faults.append("time is \(time)")
    }
    for key in ["tests", "failures", "errors", "skipped"] {
      guard let text = element.attribute(forName: key)?.stringValue else { continue }
      if text.isEmpty || !text.utf8.allSatisfy({ (48...57).contains($0) }) {
        faults.append("\(key) is \(text)")
      }
    }
    func count(_ kind: String) -> Int { inner.count { !$0.elements(forName: kind).isEmpty } }
    func stated(_ key: String) -> Int? { element.attribute(forName: key)?.stringValue.flatMap { Int($0) } }
    if name == "testsuite" {
      let cases = element.elements(forName: "testcase").count
      if stated("tests") != cases { faults.append("tests are \(cases)") }
      for (key, kind) in [("failures", "failure"), ("errors", "error"), ("skipped", "skipped")]
      where stated(key) != count(kind) {
        faults.append("\(key) are \(count(kind))")
      }
    }
    if name == "testcase", inner.count > 1 { faults.append("a case has \(inner.count) outcomes") }
    if name == "testsuites" {
      for key in ["tests", "failures", "errors"] {
        let sum = inner.reduce(0) { $0 + (Int($1.attribute(forName: key)?.stringValue ?? "") ?? 0) }
        if stated(key) != sum { faults.append("\(key) of all are \(sum)") }
      }
    }
    return faults + inner.flatMap { self.faults($0) }
  }

  @Test("a report keeps the schema whatever came of its scenarios and however they are called")
  func schema() throws {
    let hostile = "a<b>&\"'%0A::error::]]>\u{1B}\u{202E}\u{FFFF}\n\r\u{0}"
    let gate = ", \"gate\": [{\"metric\": \"hit_share\"}], \"expect\": ["
    let rule = "{\"strategy\": \"exact\", \"metric\": \"hit_share\", \"min\": 0.99}"
    let scenario = try SmallScenario.make(SmallScenario.text(more: "\(gate)\(rule), \(rule)]"))
    let result = try Runner(scenario).runStrategies()
    var former = Baseline(result, of: scenario)
    former.strategies[1].figures[0].mean += 1
    former.demands = former.demands.map {
      $0 + [Demand(path: "constraints.quality_min", terms: .least(1, isOnInterval: false))]
    }
    let check = Check(
      result, scenario: scenario, baseline: .init(former), gate: Gate(try Gate.rules("requests,hit_share")))
    #expect(!check.passes && check.loosened.count == 1)
    var unheld = Check(result, scenario: scenario, baseline: nil)
    unheld.unheld = Diagnostic(hostile, kind: .baseline, file: hostile)
    let fault = Diagnostic(hostile, kind: .badInput, file: hostile, position: .init(line: 1, column: 2))
    let report = CheckReport(
      [
        .init(hostile, path: hostile, .checked(check)), .init("", path: "", .checked(unheld)),
        .init("fault", path: "x.json", .fault(fault)), .init("left", path: "y.json", .skipped(fault)),
      ], isList: true)
    let root = try #require(try XMLDocument(xmlString: report.junit).rootElement())
    #expect(root.name == "testsuites" && faults(root).isEmpty, "\(faults(root))")
    // XML 1.0 has no character for most controls, and a reader is not to see what turns its text around.
    for scalar in report.junit.unicodeScalars where scalar != "\n" {
      #expect(!scalar.isControlling && scalar.value != 0xFFFE && scalar.value != 0xFFFF, "\(scalar.value)")
    }
    for reference in report.junit.matches(of: /&#(x?)([0-9A-Fa-f]+);/) {
      let number = try #require(Int(reference.2, radix: reference.1.isEmpty ? 10 : 16))
      #expect(number == 10, "\(number)")
    }
    // The rules can fail.
    for (from, to) in [
      ("classname=", "class="), ("time=\"0\"", "time=\"0 s\""), ("<testcase ", "text<testcase "),
      (" skipped=\"", " skipped=\"-"), ("<system-out>", "<system-out a=\"\">"),
    ] {
      #expect(report.junit.contains(from))
      let broken = try XMLDocument(xmlString: report.junit.replacing(from, with: to))
      let other = try #require(broken.rootElement())
      #expect(!faults(other).isEmpty, "\(from)")
    }
    #expect(
      report.junit.contains("<system-out>gate loosened: constraints.quality_min 1 removed</system-out>"))
  }
}
