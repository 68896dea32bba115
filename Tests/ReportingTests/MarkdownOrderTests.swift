import Testing

@testable import Decisions
@testable import Metrics
@testable import Reporting

@Suite("What a check's Markdown shows of many strategies")
struct MarkdownOrderTests {
  @Test("what failed stands before what merely moved, so that it is not cut")
  func failedFirst() throws {
    func baseline(_ hits: Double, last: Double) -> Baseline {
      let names = (0..<40).map { "s\($0)" }
      return Baseline(
        scenario: "many", version: "1", seed: 1, replications: 3, trace: nil,
        strategies: names.map { .init(name: $0, figures: [.init(Metric.hitShare.rawValue, mean: hits)]) }
          + [.init(name: "zz", figures: [.init(Metric.hitShare.rawValue, mean: last)])])
    }
    let check = Check(
      .init(baseline(0.1, last: 0.5)), .init(baseline(0.4, last: 0.2)),
      gate: Gate(try Gate.rules("hit_share")))
    let markdown = CheckReport([.init("many", path: "many.json", .checked(check))], isList: false).markdown
    // What concerns the files stands before.
    let lines = markdown.split(separator: "\n").filter { $0.hasPrefix("- ") }.drop { $0.contains("files of") }
    #expect(lines.first?.hasPrefix("- **regressed** zz: hit share ") == true, "\(markdown)")
    #expect(lines.count == 31 && lines.last == "- and 11 more", "\(markdown)")
  }
}
