import Testing

@testable import Decisions
@testable import Metrics
@testable import Reporting

@Suite("Losses in the headlines of a check")
struct HeadlineLossTests {
  /// The text of a check of figures that went from one value to another.
  private func text(_ figures: [(Metric, Double, Double)]) throws -> String {
    func baseline(_ value: ((Metric, Double, Double)) -> Double) -> Baseline {
      Baseline(
        scenario: "losses", version: "1", seed: 1, replications: 3, trace: nil,
        strategies: [.init(name: "app", figures: figures.map { .init($0.0.rawValue, mean: value($0)) })])
    }
    let check = Check(
      .init(baseline { $0.1 }), .init(baseline { $0.2 }), gate: Gate(try Gate.rules("cost_usd_per_month")))
    return CheckReport([.init("losses", path: "losses.json", .checked(check))], isList: false).text()
  }

  private static let saved = (Metric.costPerMonth, 900.0, 600.0)

  @Test(
    "what is later than at the 95th percentile of the latency is told beside a saving",
    arguments: [
      (Metric.firstTokenP95, "first token p95 1.00 s -> 3.00 s"),
      (.firstTokenP50, "first token p50 1.00 s -> 3.00 s"),
      (.latencyP50, "latency p50 1.00 s -> 3.00 s"),
      (.latencyP99, "latency p99 1.00 s -> 3.00 s"),
    ])
  func later(metric: Metric, words: String) throws {
    let late = try text([Self.saved, (.latencyP95, 4000, 3900), (metric, 1000, 3000)])
    #expect(late.contains("changed    app: ") && late.contains(words), "\(late)")
    // A tenth is no loss, and where the 95th percentile tells it once is enough.
    let trifle = try text([Self.saved, (.latencyP95, 4000, 3900), (metric, 1000, 1050)])
    #expect(trifle.contains("better     app: "), "\(trifle)")
    let told = try text([Self.saved, (.latencyP95, 4000, 8000), (metric, 1000, 3000)])
    #expect(told.contains("latency p95 4.00 s -> 8.00 s") && !told.contains(words), "\(told)")
    // A little more at the 95th percentile does not tell of much more elsewhere.
    let beside = try text([Self.saved, (.latencyP95, 4000, 4100), (metric, 1000, 3000)])
    #expect(beside.contains("latency p95 4.00 s -> 4.10 s") && beside.contains(words), "\(beside)")
  }

  @Test("fewer requests are told beside what they save, and more are not")
  func fewerRequests() throws {
    let fewer = try text([Self.saved, (.requests, 1000, 800)])
    #expect(fewer.contains("changed    app: ") && fewer.contains("requests 1,000 -> 800 (-20 %)"), "\(fewer)")
    #expect(try text([Self.saved, (.requests, 1000, 1200)]).contains("better     app: "))
  }

  @Test("that nobody knows the quality is told beside what is saved, and beside nothing else")
  func unknownQuality() throws {
    let blind = try text([Self.saved])
    #expect(blind.contains("app: $900 -> $600 a month (-33 %); quality n/a\n"), "\(blind)")
    for figures in [
      [Self.saved, (.quality, 0.9, 0.9)], [(.costPerMonth, 600, 900)], [(.costPerMonth, 900, 899)],
    ] as [[(Metric, Double, Double)]] {
      let known = try text(figures)
      #expect(!known.contains("n/a"), "\(known)")
    }
  }
}
