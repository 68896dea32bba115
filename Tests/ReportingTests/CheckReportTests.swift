import Declarations
import Foundation
import FoundationXML
import TestSupport
import Testing

import Decisions
@testable import Experiments
@testable import Metrics
@testable import Reporting
@testable import Scenarios

@Suite("Reports of a check")
struct CheckReportTests {
  /// Marks of every form: XML, Markdown, workflow commands, terminals, people's names.
  private static let hostile =
    "a<b>&\"'|`*[x](y)@me:,%0A::error::x\n::warning::y\r\u{1B}[31m\u{202E}\u{FFFF}</details>"

  /// A strategy whose metrics went from one value to another.
  private func check(
    _ figures: [(Metric, Double, Double)], strategy: String = "exact",
    rules: String = "hit_share,cost_usd_per_month"
  ) throws -> Check {
    func baseline(_ value: ((Metric, Double, Double)) -> Double) -> Baseline {
      Baseline(
        scenario: "cache", version: "1", seed: 1, replications: 3, trace: nil,
        strategies: [
          .init(name: strategy, figures: figures.map { .init($0.0.rawValue, mean: value($0)) })
        ])
    }
    var (before, after) = (baseline { $0.1 }, baseline { $0.2 })
    before.settings = [FigureSetting(path: "strategies.\(strategy).exact_cache.capacity", value: 5000)]
    after.settings = [
      FigureSetting(
        path: "strategies.\(strategy).exact_cache.capacity", value: 50, position: .init(line: 12, column: 9))
    ]
    return Check(.init(before), .init(after), gate: Gate(try Gate.rules(rules)))
  }

  private func report(_ check: Check, name: String = "cache") -> CheckReport {
    CheckReport([.init(name, path: "scenarios/\(name).json", .checked(check))], isList: false)
  }

  private let fall: [(Metric, Double, Double)] = [
    (.hitShare, 0.43662, 0.03421), (.costPerMonth, 1257.6, 2143.1), (.exactHitShare, 0.43662, 0.03421),
    (.servedShare, 0.56338, 0.96579), (.quality, 0.9, 0.9),
  ]

  @Test("a strategy has one headline of what moved most, below the cause")
  func headline() throws {
    let text = report(try check(fall)).text()
    #expect(
      text == """
        change     strategies.exact.exact_cache.capacity 5000 -> 50
        REGRESSED  exact: hit share 43.7 % -> 3.4 % (-40.2 points), $1,258 -> $2,143 a month (+70 %)
        cache: 1 held, 2 regressed, 2 noted

        """)
  }

  @Test("of many settings that came or went the first are listed, and the rest is counted")
  func manyUnset() throws {
    func unset(_ count: Int) throws -> CheckReport {
      func baseline(_ names: Range<Int>) -> Baseline {
        var baseline = Baseline(
          scenario: "cache", version: "1", seed: 1, replications: 3, trace: nil,
          strategies: [.init(name: "exact", figures: [.init("hit_share", mean: 0.5)])])
        baseline.settings = names.map { FigureSetting(path: "providers.p.models.m\($0).price", value: 1) }
        return baseline
      }
      return self.report(Check(.init(baseline(0..<count)), .init(baseline(0..<0)), gate: .none))
    }
    #expect(try !unset(6).text().contains("more settings"))
    let lines = try unset(200).text().split(separator: "\n")
    #expect(lines.count == 5, "\(lines)")
    #expect(lines[2] == "change     providers.p.models.m2.price 1 -> unset")
    #expect(lines[3] == "change     197 more settings came or went (--all lists them)")
    #expect(try unset(200).text(showsAll: true).split(separator: "\n").count > 200)
    #expect(try unset(200).json.text().contains("m199.price"))
  }

  @Test("what failed stands first, what moved beside it is told apart, and more that fails is counted")
  func decided() throws {
    let one = try report(check(fall + [(.latencyP95, 1000, 1300)], rules: "cost_usd_per_month")).text()
    #expect(
      one.contains(
        "REGRESSED  exact: $1,258 -> $2,143 a month (+70 %); beside that hit share 43.7 % -> 3.4 % (-40.2 points), "
          + "latency p95 1.00 s -> 1.30 s (+30 %)\n"), "\(one)")
    let many: [(Metric, Double, Double)] = [
      (.hitShare, 0.9, 0.1), (.quality, 0.9, 0.2), (.failedShare, 0, 0.5), (.rejectedShare, 0, 0.4),
      (.falseHitShare, 0, 0.3), (.staleHitShare, 0, 0.2), (.latencyP95, 1000, 1100),
    ]
    let rules = many.map(\.0.rawValue).joined(separator: ",")
    let text = try report(check(many, rules: rules)).text()
    #expect(text.contains(", and 2 more that fail\n"), "\(text)")
    #expect(!text.contains("loss") && !text.contains("beside"), "\(text)")
  }

  @Test("better and within the tolerance are said in a word, and what is as before in none")
  func verdicts() throws {
    let rise = fall.map { ($0.0, $0.2, $0.1) }
    #expect(
      report(try check(rise)).text().contains("\nbetter     exact: hit share 3.4 % -> 43.7 % (+40.2 points)"))
    let held = try check(
      fall, rules: "hit_share:-50pt,cost_usd_per_month:+80%,exact_hit_share:50pt,served_share:50pt")
    #expect(report(held).text().contains("\nheld       exact: hit share 43.7 % -> 3.4 %"))
    #expect(report(held).exitCode == 0)
    let same = fall.map { ($0.0, $0.1, $0.1) }
    #expect(!report(try check(same)).text().contains("exact:"))
    #expect(report(try check(same)).text(showsAll: true).contains("ok         exact: as before\n"))
  }

  @Test("what is saved by a loss that does not gate is not called better, and the loss is named")
  func savedByLosses() throws {
    let saved: [(Metric, Double, Double)] = [
      (.costPerMonth, 717, 106), (.latencyP95, 14_600, 6400), (.hitShare, 0.35, 0.31),
      (.quality, 0.94, 0.42),
      (.rejectedShare, 0, 0.55), (.deferredShare, 0, 0.2),
    ]
    let check = try check(saved, rules: "cost_usd_per_month:+1%")
    #expect(check.passes)
    let text = report(check).text()
    #expect(
      text.contains("\nchanged    exact: $717 -> $106 a month (-85 %), quality 0.940 -> 0.420"), "\(text)")
    #expect(text.contains(", and 1 more loss\n"), "\(text)")
    for loss in ["rejected share 0.0 % -> 55.0 %", "deferred share 0.0 % -> 20.0 %"] {
      #expect(text.contains(loss), "\(text)")
    }
    #expect(!text.contains("better "), "\(text)")
    #expect(report(check).github.contains("title=cache exact changed::"))
    #expect(report(check).markdown.contains("| worse | exact | quality |"))
    #expect(report(check).text(showsAll: true).contains("\n  worse    exact quality: "))
    // Where all that gates fails already, what is deferred besides is told as well.
    let deferred = try report(self.check([(.hitShare, 0.35, 0.34), (.deferredShare, 0, 0.6)])).text()
    #expect(deferred.contains("deferred share 0.0 % -> 60.0 %"), "\(deferred)")
    // A trifle takes nothing from a gain.
    let trifle = try report(self.check([(.hitShare, 0.35, 0.4), (.latencyP95, 14_600, 14_601)])).text()
    #expect(trifle.contains("\nbetter     exact: hit share"), "\(trifle)")
  }

  @Test(
    "figures are shown as far as they differ, and never with seventeen digits",
    arguments: [
      (Metric.hitShare, 0.4366, 0.4366123, "43.6600 % -> 43.6612 % (+0.0012 points)"),
      (.hitShare, 0.5, 0.5.nextUp, "50.0 % -> 50.0 % (in the last digits)"),
      (.costPerMonth, 1257.61, 1257.93, "$1,257.61 -> $1,257.93 a month (+0.025 %)"),
      (.costPerMonth, 0, 12.5, "$0.00 -> $12.50 a month (+12.50)"),
      (.latencyP95, 13738.9, 12255.1, "13.7 s -> 12.3 s (-11 %)"),
      (.latencyP95, 2.5, 812, "3 ms -> 812 ms (325 times)"),
      (.costUSD, 1e-9, 3.25, "$0.00 -> $3.25 (more than a million times)"),
      (.quality, 0.935, 0.9116, "0.935 -> 0.912 (-0.023)"),
      (.providerCalls, 842, 2218, "842 -> 2,218 (+163 %)"),
      (.latencyP50, 3200, 1, "3.200 s -> 0.001 s (-99.97 %)"),
      (.latencyP50, 0.4, 12, "0.4 ms -> 12.0 ms (30.0 times)"),
      (.costPerMonth, 717, 0.4, "$717.00 -> $0.40 a month (-99.9 %)"),
      (.failedShare, 0, 1.0 / 3, "0.0 % -> 33.3 % (+33.3 points)"),
    ] as [(Metric, Double, Double, String)])
  func figures(metric: Metric, before: Double, after: Double, text: String) {
    #expect(FigureText(metric.rawValue, [before, after]).text(from: before, to: after) == text)
  }

  @Test("a value that is gone is told, and so is one that is new")
  func missing() {
    #expect(FigureText("quality", [0.9, nil]).text(from: 0.9, to: nil) == "0.900 -> n/a now")
    #expect(FigureText("gone_share", [0.25]).text(0.25) == "0.2500")
  }

  @Test("a share that is not nothing is not shown as nothing")
  func small() {
    let fall = FigureText("stale_hit_share", [0.0143, 0.000_31])
    #expect(fall.text(from: 0.0143, to: 0.000_31) == "1.43 % -> 0.03 % (-1.40 points)")
    #expect(FigureText("false_hit_share", [0.000_04]).text(0.000_04) == "0.004 %")
    #expect(FigureText("false_hit_share", [0]).text(0) == "0.0 %")
    #expect(FigureText("quality_change", [-0.000_13]).text(-0.000_13) == "-0.0001")
  }

  @Test("text and Markdown hold no number of more than ten digits")
  func digits() throws {
    let odd = Metric.allCases.enumerated().map { ($1, 1.0 / Double($0 + 3), 7.0 / Double(11 * $0 + 13)) }
    let report = report(try check(odd))
    for text in [report.text(showsAll: true), report.markdown, report.github, report.junit] {
      let digits = text.split { !$0.isNumber }.map(\.count).max() ?? 0
      #expect(digits <= 10, "\(digits)")
    }
  }

  @Test("JUnit is well-formed, with a case for each metric that gates and the cause in what fails")
  func junit() throws {
    let xml = report(try check(fall)).junit
    let document = try XMLDocument(xmlString: xml)
    let root = try #require(document.rootElement())
    #expect(root.name == "testsuites")
    let suite = try #require(root.elements(forName: "testsuite").first)
    #expect(suite.attribute(forName: "tests")?.stringValue == "2")
    #expect(suite.attribute(forName: "failures")?.stringValue == "2")
    let cases = suite.elements(forName: "testcase")
    #expect(
      cases.map { $0.attribute(forName: "name")?.stringValue } == [
        "exact hit_share", "exact cost_usd_per_month",
      ])
    let failure = try #require(cases.first?.elements(forName: "failure").first)
    #expect(failure.stringValue == "strategies.exact.exact_cache.capacity 5000 -> 50")
    #expect(
      failure.attribute(forName: "message")?.stringValue
        == "exact hit_share: baseline 43.7 %, now 3.4 %, allowed >= 43.7 %")
  }

  @Test("a GitHub annotation stands at the line of the cause, on one line")
  func github() throws {
    #expect(
      report(try check(fall)).github
        == "::error file=scenarios/cache.json,line=12,title=cache exact regressed::hit share 43.7 %25 -> 3.4 %25 "
        + "(-40.2 points), $1,258 -> $2,143 a month (+70 %25)%0Astrategies.exact.exact_cache.capacity 5000 -> 50\n"
    )
  }

  @Test("a finding for GitLab has what its schema wants, and keeps its fingerprint when figures move")
  func gitlab() throws {
    func findings(_ figures: [(Metric, Double, Double)]) throws -> [[String: Any]] {
      let text = report(try check(figures)).gitlab.text()
      return try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    }
    let first = try #require(try findings(fall).first)
    #expect(first["severity"] as? String == "major")
    #expect(first["check_name"] as? String == "simbench/regression")
    #expect((first["description"] as? String)?.contains("capacity 5000 -> 50") == true)
    let location = try #require(first["location"] as? [String: Any])
    #expect(location["path"] as? String == "scenarios/cache.json")
    #expect((location["lines"] as? [String: Int])?["begin"] == 12)
    let other = try findings([(.hitShare, 0.5, 0.1)])
    #expect(first["fingerprint"] as? String == other.first?["fingerprint"] as? String)
    #expect((first["fingerprint"] as? String)?.count == 16)
  }

  @Test("a rule that stands twice is two cases and two findings")
  func twice() throws {
    let rule = "{\"strategy\": \"exact\", \"metric\": \"hit_share\", \"min\": 0.99}"
    let scenario = try SmallScenario.make(SmallScenario.text(more: ", \"expect\": [\(rule), \(rule)]"))
    let check = Check(try Runner(scenario).run(), scenario: scenario, baseline: nil)
    let report = report(check)
    let names = try XMLDocument(xmlString: report.junit).nodes(forXPath: "//testcase/@name").map(
      \.stringValue)
    #expect(names == ["exact hit_share min 0.99", "exact hit_share min 0.99 (2)"])
    let text = report.gitlab.text()
    let findings = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(Set(findings.compactMap { $0["fingerprint"] as? String }).count == 2)
  }

  @Test(
    "a name in Markdown is no heading, no emphasis and no issue",
    arguments: [
      ("# head", "\\# head"), ("#12 fixes", "#<!-- -->12 fixes"), ("_under_", "\\_under\\_"),
      ("hit_share", "hit_share"), ("a_ b", "a\\_ b"),
      ("$a$", "<span>$</span>a<span>$</span>"), ("$910 -> $1,156 a month", "$910 -> $1,156 a month"),
      ("from -$5 to ($6)", "from -<span>$</span>5 to ($6)"), ("5$", "5<span>$</span>"),
      (":tada: s.json:70:12: no", ":<!-- -->tada: s.json:70:12: no"), ("http://a", "http:<!-- -->//a"),
    ])
  func markdownNames(name: String, escaped: String) {
    #expect(MarkdownText.escaped(name) == escaped)
  }

  @Test("every fault of a scenario that cannot be read is in every form")
  func faults() throws {
    var faults = FaultList()
    for line in [3, 1, 2] {
      faults.add(Diagnostic("fault \(line)", file: "s.json", position: .init(line: line, column: 1)))
    }
    var fault: Diagnostic?
    do throws(Diagnostic) { try faults.check() } catch { fault = error }
    let report = CheckReport([.init("s", path: "s.json", .fault(try #require(fault)))], isList: false)
    for text in [report.markdown, report.junit, report.github, report.gitlab.text(), report.json.text()] {
      let places = (1...3).compactMap { text.range(of: "fault \($0)")?.lowerBound }
      #expect(places.count == 3 && places == places.sorted(), "\(text)")
    }
    #expect(report.github.split(separator: "\n").count == 3)
    #expect(report.exitCode == 65)
    let sources = PageSources(command: "simbench check s", charts: [], files: [], isPrivate: false)
    let page = CheckPage(report, sources).text
    #expect((1...3).allSatisfy { page.contains("fault \($0)") })
  }

  @Test("hostile names stay text in every form")
  func hostile() throws {
    let name = CheckReportTests.hostile
    let report = report(try check(fall, strategy: name), name: name)
    let forms = [
      report.text(showsAll: true), report.markdown, report.junit, report.github, report.gitlab.text(),
      report.json.text(),
    ]
    for text in forms {
      let acting = text.unicodeScalars.filter { $0 != "\n" && String($0).singleLine != String($0) }
      #expect(acting.isEmpty)
    }
    let document = try XMLDocument(xmlString: report.junit)
    #expect(
      document.rootElement()?.elements(forName: "testsuite").first?.elements(forName: "testcase").count == 2)
    let commands = report.github.split(separator: "\n")
    #expect(commands.count == 1 && commands[0].hasPrefix("::error file=scenarios/a<b>"))
    // Behind the command's own two marks there is no third that begins another.
    #expect(commands[0].components(separatedBy: "::error file=").count == 2)
    #expect(!commands[0].components(separatedBy: ",title=")[0].contains("%0A"))
    let markdown = report.markdown
    #expect(!markdown.contains("<b>") && !markdown.contains("@me") && !markdown.contains("[x]("))
    #expect(markdown.components(separatedBy: "</details>").count == 2)
    for row in markdown.split(separator: "\n") where row.hasPrefix("|") {
      #expect(row.replacing("\\\\", with: "").replacing("\\|", with: "").count { $0 == "|" } == 7)
    }
  }

  @Test("Markdown of very many figures stays short enough for a comment and says what was cut")
  func long() throws {
    let name = String(repeating: "n", count: 90)
    let one = try check(Metric.allCases.map { ($0, 0.5, 0.25) }, strategy: name)
    let sections = (0..<200).map { CheckReport.Section("\(name)\($0)", path: "x.json", .checked(one)) }
    for count in [1, 60, 200] {
      let markdown = CheckReport(Array(sections.prefix(count)), isList: true).markdown
      #expect(markdown.utf8.count < 65_536, "\(markdown.utf8.count)")
      #expect(markdown.contains("left out here") == (count > 1))
      #expect(
        markdown.components(separatedBy: "<details>").count
          == markdown.components(separatedBy: "</details>").count)
    }
  }

  @Test(
    "of several scenarios the worst decides: broken, regressed, missing, nothing to compare with",
    arguments: [
      ([0, 4], 4), ([4, 66, 0], 66), ([4, 3, 66], 3), ([3, 65, 4], 65), ([0, 0], 0), ([65, 1], 1),
    ] as [([Int32], Int32)])
  func worst(codes: [Int32], worst: Int32) throws {
    let sections = try codes.map { code -> CheckReport.Section in
      let outcome: CheckReport.Section.Outcome =
        switch code {
        case 0: .checked(try check([(.hitShare, 0.5, 0.5)]))
        case 3: .checked(try check(fall))
        default: .fault(Diagnostic("x", kind: Diagnostic.Kind(rawValue: code) ?? .unexpected))
        }
      return .init("s", path: "s.json", outcome)
    }
    let report = CheckReport(sections, isList: true)
    #expect(report.exitCode == worst)
    #expect(report.text().hasSuffix("not judged\n"))
    let word = codes.contains(3) ? "regressed" : worst == 0 ? "passed" : "not judged"
    #expect(report.markdown.hasPrefix("### simbench check: \(word)\n"))
  }

  @Test("a rule that goes by the interval shows it")
  func intervalRule() throws {
    func words(_ rule: String) throws -> String {
      let expect = "[{\"strategy\": \"exact\", \"metric\": \"hit_share\", \(rule)}]"
      let scenario = try SmallScenario.make(SmallScenario.text(more: ", \"expect\": \(expect)"))
      return report(Check(try Runner(scenario).run(), scenario: scenario, baseline: nil)).text(showsAll: true)
    }
    let least = try words("\"min\": 0.01, \"rule\": \"ci\"")
    #expect(least.contains(/exact hit_share: now [0-9.]+ % ±[0-9.]+ %, rule min 0\.01/), "\(least)")
    let greater = try words("\"greater_than\": \"naive\", \"rule\": \"ci\"")
    #expect(greater.contains(/, allowed > 0\.0 %, [0-9.]+ points ±[0-9.]+ points more than it/), "\(greater)")
    let saved =
      "[{\"strategy\": \"naive\", \"metric\": \"hit_share\", \"greater_than\": \"exact\", \"rule\": \"ci\"}]"
    let scenario = try SmallScenario.make(SmallScenario.text(more: ", \"expect\": \(saved)"))
    let less = report(Check(try Runner(scenario).run(), scenario: scenario, baseline: nil)).text()
    #expect(less.contains(/, [0-9.]+ points ±[0-9.]+ points less than it/), "\(less)")
    #expect(!(try words("\"min\": 0.01")).contains("±"))
  }

  @Test("a page does not call worse what fails for being better")
  func failingImprovement() throws {
    func page(_ isStrict: Bool) throws -> String {
      func baseline(_ value: Double) -> Baseline {
        Baseline(
          scenario: "cache", version: "1", seed: 1, replications: 3, trace: nil,
          strategies: [.init(name: "exact", figures: [.init("hit_share", mean: value)])])
      }
      var gate = Gate(try Gate.rules("hit_share"))
      gate.failsOnImprovement = isStrict
      let check = Check(
        .init(baseline(isStrict ? 0.4 : 0.5)), .init(baseline(isStrict ? 0.5 : 0.4)), gate: gate)
      let sources = PageSources(command: "simbench check x", charts: [], files: [], isPrivate: false)
      return CheckPage(report(check), sources).text
    }
    #expect(try page(false).contains("1 of 1 figure that changed got worse than allowed"))
    let better = try page(true)
    #expect(better.contains("1 of 1 figure that changed moved further than allowed"))
    #expect(better.contains("better, which is to fail") && !better.contains(">regressed<"))
  }

  @Test("where figures are compared with nothing, every form has the rules and the reason")
  func unheld() throws {
    let rule = "{\"strategy\": \"exact\", \"metric\": \"hit_share\", \"min\": 0.01}"
    let scenario = try SmallScenario.make(SmallScenario.text(more: ", \"expect\": [\(rule)]"))
    var check = Check(try Runner(scenario).run(), scenario: scenario, baseline: nil)
    check.unheld = Diagnostic("there is no baseline", kind: .baseline, file: "Baselines/x.json")
    let report = CheckReport([.init("x", path: "x.json", .checked(check))], isList: true)
    #expect(report.exitCode == 4)
    #expect(
      report.text()
        == "x: 1 held, 0 regressed, 0 noted; not compared: there is no baseline\n\n"
        + "1 scenario: 0 held, 0 regressed, 1 not judged\n")
    #expect(report.markdown.hasPrefix("### simbench check: not compared\n"))
    for text in [report.markdown, report.junit, report.github, report.gitlab.text(), report.json.text()] {
      #expect(text.contains("there is no baseline"), "\(text)")
    }
    #expect(report.junit.contains("tests=\"2\" failures=\"0\" errors=\"1\""))
    let sources = PageSources(command: "simbench check x", charts: [], files: [], isPrivate: false)
    #expect(CheckPage(report, sources).text.contains("Not compared: there is no baseline"))
  }

  @Test("a scenario that cannot be judged is in every form")
  func fault() throws {
    let fault = Diagnostic(
      "there is no baseline", kind: .baseline, file: "Baselines/x.json", position: .init(line: 2, column: 3))
    let report = CheckReport([.init("x", path: "x.json", .fault(fault))], isList: true)
    #expect(
      report.text()
        == "x: not judged: there is no baseline\n\n1 scenario: 0 held, 0 regressed, 1 not judged\n")
    #expect(
      report.github == "::error file=Baselines/x.json,line=2,title=x not judged::there is no baseline\n")
    #expect(report.gitlab.text().contains("\"severity\": \"blocker\""))
    #expect(
      report.junit.contains(
        "<error message=\"Baselines/x.json:2:3: error: there is no baseline\" type=\"fault\"/>"))
    #expect(report.markdown.contains("x**: not judged: Baselines/x.json:2:3: error: there is no baseline"))
    let skipped = CheckReport([.init("x", path: "x.json", .skipped(fault))], isList: true)
    #expect(skipped.exitCode == 0)
    #expect(skipped.junit.contains("<skipped message="))
    #expect(skipped.github.hasPrefix("::warning "))
  }
}
