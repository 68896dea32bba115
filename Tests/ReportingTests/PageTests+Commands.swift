import Experiments
import Foundation
import Metrics
import Testing

@testable import Decisions
@testable import Reporting

/// The pages of commands beside `run` and `advise`.
extension PageTests {
  private static let script = "<script>alert('x')</script>"
  private static let chart = "<?xml version=\"1.0\"?><svg><title>Gnuplot</title><text>secret</text></svg>"

  /// What a forwarded page never is.
  private func checkSelfContained(_ page: String) {
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(!page.contains("<script>alert"))
    #expect(page.contains("default-src &#39;none&#39;"))
    #expect(!page.contains("http://") && !page.contains("https://"))
    #expect(!page.contains("src=") && !page.contains("<link"))
    #expect(page.contains("To make this page again"))
    #expect(page.utf8.count < 2_000_000)
  }

  @Test("curves have a page with the answer, a table under the chart, a slider over sizes and the data")
  func curves() throws {
    let result = try CurveReportTests.result(name: Self.script)
    let sources = PageSources(
      command: "simbench mrc x", charts: [("miss_ratio", Self.chart)],
      files: [("mrc.csv", "policy,capacity\n")])
    let page = CurvePage(result, sources).text
    checkSelfContained(page)
    let best = try #require(result.smallestNearBest)
    #expect(page.contains("<p class=\"answer\">\(best.policy) with "))
    #expect(page.contains("within 1 % of the most that any policy does."))
    #expect(page.contains("Misses in % of requests, by size in % of the working set"))
    let finding = try #require(MissRatioChart(result)?.finding)
    #expect(page.contains("role=\"img\" aria-label=\"\(HTML.escaped(finding))\""))
    #expect(page.contains("type=\"range\"") && page.contains("max=\"\(result.capacities.count - 1)\""))
    #expect(page.contains("<summary>mrc.csv</summary>"))
    #expect(page.contains("the figures have no error"))
    #expect(page.contains("&lt;script&gt;alert"))
    let sampled = CurvePage(try CurveReportTests.result(sampling: .rate(0.5)), sources).text
    #expect(sampled.contains("±") && sampled.contains("A sample of the keys was replayed"))
    var hidden = sources
    hidden.isPrivate = true
    let without = CurvePage(result, hidden).text
    #expect(!without.contains("alert") && !without.contains("secret"))
  }

  private func check(_ before: [(Metric, Double)], _ after: [(Metric, Double)], strategy: String) throws
    -> Check
  {
    func baseline(_ figures: [(Metric, Double)]) -> Baseline {
      Baseline(
        scenario: "cache", version: "1", seed: 1, replications: 3, trace: nil,
        strategies: [.init(name: strategy, figures: figures.map { .init($0.0.rawValue, mean: $0.1) })])
    }
    return Check(
      .init(baseline(before)), .init(baseline(after)),
      gate: Gate(try Gate.rules("hit_share,cost_usd_per_month")))
  }

  private func page(_ check: Check, isPrivate: Bool = false) -> String {
    let report = CheckReport([.init(Self.script, path: "a.json", .checked(check))], isList: false)
    return CheckPage(report, PageSources(command: "simbench check x", isPrivate: isPrivate)).text
  }

  @Test("a check's page holds what changed alone: before, now, and the bill as bars")
  func changes() throws {
    let check = try check(
      [(.hitShare, 0.43662), (.costPerMonth, 1257.6), (.quality, 0.9)],
      [(.hitShare, 0.03421), (.costPerMonth, 2143.1), (.quality, 0.9)], strategy: Self.script)
    let page = page(check)
    checkSelfContained(page)
    #expect(page.contains("2 of 2 figures that changed got worse than allowed; first of all "))
    #expect(page.contains("hit share 43.7 % -&gt; 3.4 % (-40.2 points), $1,258 -&gt; $2,143 a month (+70 %)"))
    #expect(page.contains("The bill of 1 strategy changed: 1 dearer, 0 cheaper"))
    #expect(
      page.contains("<td>43.66 %</td><td>3.42 %</td>") || page.contains("<td>43.7 %</td><td>3.4 %</td>"))
    #expect(!page.contains("quality"))
    #expect(page.contains("<summary>changes.csv</summary>"))
    #expect(page.contains("hit_share,regressed,0.43662,0.03421,,"))
    #expect(!self.page(check, isPrivate: true).contains(">Does &lt;script"))
  }

  @Test("a check's page holds nothing where nothing changed, and says so")
  func same() throws {
    let figures: [(Metric, Double)] = [(.hitShare, 0.4), (.costPerMonth, 100)]
    let page = page(try check(figures, figures, strategy: "exact"))
    #expect(page.contains("<p class=\"answer\">Nothing changed.</p>"))
    #expect(!page.contains("<table") && !page.contains("<svg") && !page.contains("The data"))
    #expect(page.contains("2 figures were compared with what was accepted before."))
  }
}
