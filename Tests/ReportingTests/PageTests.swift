import Foundation
import Testing

@testable import Experiments
@testable import Reporting

/// The page that is forwarded: nothing of a log is markup in it, and it asks no network for anything.
@Suite("The page")
struct PageTests {
  private static let hostile = "<script>alert('x')</script>\" onload=\"y' & \u{202E}evil \u{0}"

  @Test("texts and values are escaped, and what would turn the order of letters is shown by its number")
  func escaping() {
    let markup = HTML.tag("p", [("title", Self.hostile)], Self.hostile).markup
    #expect(!markup.contains("<script"))
    #expect(!markup.contains("\u{202E}"))
    #expect(markup.contains("\\u{202e}evil"))
    #expect(
      markup.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload=&quot;y&#39; &amp; "))
    #expect(HTML.escaped("a\u{061C}b\u{2066}") == "a\\u{61c}b\\u{2066}")
    #expect(HTML.tag("br", [], []).markup == "<br>")
    #expect(HTML.tag("p", "a\nb\tc").markup == "<p>a\nb\tc</p>")
  }

  @Test("a run's page holds the question, the answer and every strategy, and nothing hostile as markup")
  func run() throws {
    var result = Sample.five(names: ["naive", "exact", "semantic", Self.hostile, "oracle"])
    result.provenance.title = Self.hostile
    result.warnings = [Self.hostile]
    let chart = "<?xml version=\"1.0\"?><svg><title>Gnuplot</title><g id=\"gnuplot_canvas\"/></svg>"
    let page = RunPage(
      result,
      PageSources(
        command: "simbench run \(Self.hostile)", charts: [("cost_bar", chart)],
        files: [("summary.csv", "a,b\n\(Self.hostile)\n")])
    ).text
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains(" onload=\""))
    #expect(!page.contains("\u{202E}"))
    for name in ["naive", "exact", "semantic", "oracle"] { #expect(page.contains(">\(name)")) }
    #expect(page.contains("Verdict: "))
    // Nothing is fetched: no address but those of the markup of drawings, and a policy that forbids it.
    #expect(page.contains("default-src &#39;none&#39;"))
    #expect(!page.contains("http://") && !page.contains("https://"))
    #expect(!page.contains("src=") && !page.contains("<link"))
    #expect(page.contains("<svg>") && page.contains("id=\"cost_bar-gnuplot_canvas\""))
    #expect(!page.contains("<title>Gnuplot"))
    #expect(page.contains("The figures of the chart") && page.contains("What the chart draws"))
    #expect(page.utf8.count < 2_000_000)
    let hidden = RunPage(
      result, PageSources(command: "simbench run SCENARIO", charts: [("cost_bar", chart)], isPrivate: true)
    ).text
    #expect(hidden.contains("<h1>Which strategy is worth having?</h1>") && !hidden.contains("<svg"))
    #expect(!hidden.contains("Warning: "))
  }

  @Test("what is left out in turn is what another log would have others of")
  func intervalsOfLogs() {
    var result = Sample.five()
    result.provenance.sampling = .init(groups: 30, unit: "groups of users, 300 in all")
    let sources = PageSources(command: "simbench run x", charts: [], files: [], isPrivate: false)
    let page = RunPage(result, sources).text
    #expect(page.contains("± says how a log of other users, like these, would differ;"))
    result.provenance.sampling = .init(groups: 0, unit: "")
    let none = RunPage(result, sources).text
    #expect(none.contains("A log of so few users, requests or moments gives no interval."))
  }

  @Test("a chart that is asked for twice stands twice on the page, and its figures with it")
  func doubleChart() {
    let chart = (name: "cost_bar", svg: "<svg></svg>")
    let page = RunPage(Sample.five(), PageSources(command: "", charts: [chart, chart])).text
    #expect(page.matches(of: /The figures of the chart/).count == 2)
  }

  @Test("a slider says at each place what would be there, and begins at what is stated")
  func sliders() throws {
    let result = Sample.five()
    let curve = try #require(result.thresholdCurve)
    let markup = PageSlider.all(of: result).map(\.markup).joined()
    #expect(markup.contains("type=\"range\""))
    #expect(markup.contains("max=\"\(curve.points.count - 1)\""))
    for point in curve.points { #expect(markup.contains("At \(point.threshold.short): ")) }
    var plain = result
    plain.thresholdCurve = nil
    plain.sizeCurve = nil
    #expect(PageSlider.all(of: plain).isEmpty)
  }

  @Test("every colour of text has 4.5:1 or more on its grounds, in both schemes")
  func contrast() throws {
    func luminance(_ hex: Substring) -> Double {
      let digits = hex.count == 3 ? hex.map { "\($0)\($0)" }.joined() : String(hex)
      let value = Int(digits, radix: 16) ?? 0
      let parts = [value >> 16 & 255, value >> 8 & 255, value & 255].map { part -> Double in
        let share = Double(part) / 255
        return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
      }
      return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
    }
    let schemes = Page.style.split(separator: "\n").filter {
      $0.contains(":root{--ground") && $0.contains("--warn")
    }
    #expect(schemes.count == 2)
    for scheme in schemes {
      var colors: [String: Double] = [:]
      for part in scheme.split(whereSeparator: { ";{}".contains($0) }) where part.hasPrefix("--") {
        let pair = part.split(separator: ":")
        colors[String(pair[0])] = luminance(pair[1].dropFirst())
      }
      for ground in ["--ground", "--panel"] {
        for ink in ["--ink", "--soft", "--good", "--warn"] {
          let (a, b) = (try #require(colors[ground]), try #require(colors[ink]))
          #expect((max(a, b) + 0.05) / (min(a, b) + 0.05) >= 4.5, "\(ink) on \(ground)")
        }
      }
    }
  }
}
