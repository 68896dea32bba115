import Declarations
import Foundation
import Providers
import Simulation
import TestSupport
import Testing

@testable import Experiments
@testable import Metrics

/// Intervals of quantiles of times, of which each group of a log is left out in turn.
@Suite("Intervals of quantiles")
struct QuantileIntervalTests {
  /// The curve of times in nanoseconds.
  private static func curve(_ times: [Int64], byClass: Bool = false) -> TimeCurve {
    var durations = Durations()
    if byClass { durations.countClasses() }
    for time in times { durations.append(time) }
    durations.sort()
    return durations.curve
  }

  /// The figures of a cell without requests.
  private static var figures: CellFigures {
    var figures = CellFigures()
    figures.ledger = Array(repeating: 0, count: CostComponent.allCases.count)
    return figures
  }

  /// A strategy of a log whose groups have some times in nanoseconds.
  private static func strategy(
    _ groups: [[Int64]], interval: LogInterval = .exchangeable, confidence: Double = 0.95
  ) -> (strategy: StrategyResult, plain: [MetricValues]) {
    func cell(without group: Int? = nil) -> CellResult {
      var figures = Self.figures
      for (place, times) in groups.enumerated() where place != group {
        for time in times { figures.latencies.append(time) }
      }
      figures.finish()
      var cell = CellResult()
      cell.metrics = MetricValues(figures)
      cell.times = figures.timeCurves
      return cell
    }
    let left = groups.indices.map { cell(without: $0) }
    var strategy = StrategyResult(name: "log", title: nil, isBound: false, layers: [], cells: [cell()])
    strategy.leftOut = left.map(\.metrics)
    strategy.linearizeQuantiles(of: left, interval, confidence: confidence)
    return (strategy, left.map(\.metrics))
  }

  private static func halfWidth(
    _ strategy: StrategyResult, _ metric: Metric, _ interval: LogInterval
  ) -> Double {
    interval.halfWidth(strategy.leftOut.map { $0[metric] }, confidence: 0.95)
  }

  /// Twelve groups of twenty times that look like nothing, the same everywhere, in milliseconds.
  private static let groups: [[Int64]] = (0..<12).map { (group: Int) -> [Int64] in
    (0..<20).map { (place: Int) -> Int64 in
      let value: Int = ((group * 20 + place) * 7919) % 1009 + 100 + group * 10
      return Int64(value) * 1_000_000
    }
  }

  /// What numpy gives by the same rule, written apart from it.
  @Test(
    "half-widths are those of an implementation of its own",
    arguments: [
      (LogInterval.exchangeable, Metric.latencyP50, 33.39857923049023, 669.2846864044778),
      (.exchangeable, .latencyP90, 35.06165242091979, 1072.213250115439),
      (.exchangeable, .latencyP95, 21.51602046970594, 1119.033283365348),
      (.exchangeable, .latencyP99, 34.07080538456795, 1164.9231602348),
      (.series(hours: 30), .latencyP50, 48.84695880171459, 669.0597141566379),
      (.series(hours: 30), .latencyP95, 30.00218316949312, 1118.95869483999),
    ] as [(LogInterval, Metric, Double, Double)])
  func reference(_ interval: LogInterval, _ metric: Metric, _ expected: Double, _ first: Double) {
    let (own, plain) = Self.strategy(Self.groups, interval: interval)
    let half = Self.halfWidth(own, metric, interval)
    #expect(abs(half - expected) < 1e-8 * expected, "\(half)")
    #expect(abs(own.leftOut[0][metric] - first) < 1e-8 * first, "\(own.leftOut[0][metric])")
    // Nothing but quantiles is drawn on a line.
    #expect(own.leftOut.map { $0[.latencyMean] } == plain.map { $0[.latencyMean] })
  }

  @Test("a difference of quantiles has the interval of the lines' differences")
  func difference() {
    let all = Self.groups.flatMap(\.self)
    let halved = all.enumerated().map { $0.offset % 3 == 0 ? $0.element / 2 : $0.element }
    let others = (0..<12).map { Array(halved[($0 * 20)..<($0 * 20 + 20)]) }
    let (own, other) = (Self.strategy(Self.groups).strategy, Self.strategy(others).strategy)
    for (metric, expected) in [(Metric.latencyP50, 22.06392523851869), (.latencyP95, 28.5157942490717)] {
      let lines = zip(own.leftOut, other.leftOut).map { $0[metric] - $1[metric] }
      let half = LogInterval.exchangeable.halfWidth(lines, confidence: 0.95)
      #expect(abs(half - expected) < 1e-8 * expected, "\(metric.rawValue) \(half)")
    }
  }

  @Test("times that are all alike, missing or not kept leave the quantiles as they are")
  func degenerate() {
    let alike = Self.strategy(Array(repeating: Array(repeating: 5_000_000, count: 20), count: 12))
    for metric in [Metric.latencyP50, .latencyP95, .latencyP99] {
      #expect(alike.strategy.leftOut.allSatisfy { $0[metric] == 5 }, "\(metric.rawValue)")
    }
    let none = Self.strategy(Array(repeating: [], count: 12))
    #expect(none.strategy.leftOut.allSatisfy { $0[.latencyP95].isNaN })
    let (own, plain) = Self.strategy(Self.groups)
    var bare = own
    bare.leftOut = plain
    bare.linearizeQuantiles(of: plain.map { _ in CellResult() }, .exchangeable, confidence: 0.95)
    #expect(bare.leftOut.map { $0[.latencyP95] } == plain.map { $0[.latencyP95] })
  }

  /// How many of some logs of 30 groups have the truth, the mean of all, in the interval of a quantile; and how many by the
  /// quantiles without each group.
  private static func coverage(
    logs: Int, each: Int, _ metric: Metric, _ time: (_ log: Int, _ place: Int) -> Int64
  ) -> (held: Int, plainly: Int) {
    var (values, halves, plain): ([Double], [Double], [Double]) = ([], [], [])
    for log in 0..<logs {
      let groups = (0..<30).map { group in (0..<each).map { time(log, group * each + $0) } }
      let (own, left) = strategy(groups)
      values.append(own.cells[0].metrics[metric])
      halves.append(halfWidth(own, metric, .exchangeable))
      plain.append(LogInterval.exchangeable.halfWidth(left.map { $0[metric] }, confidence: 0.95))
    }
    let truth = values.reduce(0, +) / Double(logs)
    func held(_ halves: [Double]) -> Int { zip(values, halves).count { abs($0 - truth) <= $1 } }
    return (held(halves), held(plain))
  }

  private static let random = RandomStream(seed: 15, replication: 0, purpose: RandomPurpose(1))

  @Test("times in tenths of a second have an interval of P95 that holds the truth")
  func tenths() {
    let seen = Self.coverage(logs: 60, each: 100, .latencyP95) { log, place in
      let seconds = Transcendental.exp(0.6 * Self.random.normal(log, place))
      return Int64((seconds * 10).rounded(.up)) * 100_000_000
    }
    // Of 400 modelled logs 92 in 100 hold it, and 48 by the quantiles without each group, of which most are the same.
    #expect(seen.held >= 46, "\(seen)")
    #expect(seen.plainly < 45, "\(seen)")
  }

  @Test("P99 of few requests has an interval that holds the truth")
  func tail() {
    let seen = Self.coverage(logs: 200, each: 20, .latencyP99) { log, place in
      Int64(1e9 * Transcendental.exp(0.6 * Self.random.normal(log, place)))
    }
    // Of 1,000 modelled logs 97 in 100 hold it, and 83 by the quantiles without each group.
    #expect(seen.held >= 184, "\(seen)")
    #expect(seen.plainly < seen.held, "\(seen)")
  }

  @Test("classes count the times up to their ends, whether times are kept or counted")
  func classes() {
    let times: [Int64] = [0, 5, 511, 512, 513, 700, 16_383, 16_384, 1_000_000_007, 99_999_999_999, .max]
    let (kept, counted) = (Self.curve(times).classes, Self.curve(times, byClass: true).classes)
    #expect(kept == counted)
    #expect(kept.share(upTo: -1) == 0 && kept.share(upTo: .max) == 1)
    for time in times {
      let place = TimeClasses.place(of: time)
      let below = times.count { TimeClasses.place(of: $0) <= place }
      #expect(kept.share(upTo: place) == Double(below) / Double(times.count), "\(time)")
    }
    #expect(TimeClasses.place(of: -1) == 0 && TimeClasses.place(of: 511) == 511)
    #expect(TimeClasses.place(of: 512) == TimeClasses.place(of: 513))
    #expect(TimeClasses().share(upTo: 3).isNaN)
    #expect(TimeClasses(places: kept.places, ends: kept.ends) == kept)
    let damaged: [([Int], [Int])] = [
      ([1], []), ([2, 1], [1, 2]), ([1, 2], [2, 2]), ([-1], [1]), ([1], [0]),
    ]
    for (places, ends) in damaged {
      #expect(TimeClasses(places: places, ends: ends) == nil, "\(places) \(ends)")
    }
  }

  @Test("a curve is linear between its levels and ends at the longest time")
  func curves() {
    let curve = Self.curve((0...1000).map { $0 * 1_000_000 })
    #expect(curve.value(at: 0) == 0 && curve.value(at: 1) == 1000)
    for level in [0.005, 0.3, 0.95, 0.987, 0.9999] {
      #expect(abs(curve.value(at: level) - 1000 * level) < 1e-6, "\(level)")
    }
    #expect(Self.curve([]).value(at: 0.5).isNaN)
  }

  @Test("every quantile of times among the metrics is known as one, with its level")
  func metrics() {
    let times = (1...1000).map { Int64($0) * 1_000_000 }
    var figures = Self.figures
    for time in times {
      figures.latencies.append(time)
      figures.firstTokens.append(time / 2)
      figures.outputTokenTimes.append(time / 4)
    }
    figures.finish()
    let (values, curves) = (MetricValues(figures), figures.timeCurves)
    for metric in Metric.allCases {
      let isNamed = ["_p50_", "_p90_", "_p95_", "_p99_"].contains { metric.rawValue.contains($0) }
      #expect(isNamed == (metric.timeQuantile != nil), "\(metric.rawValue)")
      guard let quantile = metric.timeQuantile else { continue }
      let value = curves[quantile.time.rawValue].value(at: quantile.level)
      #expect(abs(values[metric] - value) < 1e-9 * value, "\(metric.rawValue)")
    }
  }

  @Test("the times of a cell come back from a partial to the bit")
  func partial() throws {
    var cell = CellResult()
    cell.latencies = CellResult.latencyLevels
    cell.times = Array(repeating: Self.curve(Self.groups[0]), count: 3)
    let text = cell.partial(0).text(indent: nil)
    let node = try JSONParser.parse(Array(text.utf8))
    #expect(try CellResult(partial: node).times == cell.times)
    let own = ExactText.text(cell.times[0].classes)
    #expect(text.contains("\"\(own)\""))
    let damaged = try JSONParser.parse(Array(text.replacingOccurrences(of: own, with: own + "*").utf8))
    #expect(throws: Diagnostic.self) { try CellResult(partial: damaged) }
  }

  @Test("classes come back from their text, which is short, and no other text is one")
  func classText() {
    let random = Self.random
    for (count, spread) in [(0, 1.0), (1, 1), (3, 4), (300, 2), (20_000, 0.6)] {
      let times = (0..<count).map { Int64(1e9 * Transcendental.exp(spread * random.normal(count, $0))) }
      let classes = Self.curve(times).classes
      let text = ExactText.text(classes)
      #expect(ExactText.classes(text) == classes, "\(count)")
      #expect(text.utf8.count <= 5 * classes.places.count, "\(count)")
    }
    let last = TimeClasses.place(of: .max)
    let edges = TimeClasses(places: [0, 1, 40, last], ends: [1, 33, 1_000_000_000, .max / 8])
    #expect(edges != nil && edges.flatMap { ExactText.classes(ExactText.text($0)) } == edges)
    #expect(ExactText.classes("") == TimeClasses())
    // Half a number, a gap of nothing, a class beyond all, a number beyond all, a sum beyond all, no digit.
    let great = String(repeating: "_", count: 11) + "f"
    for text in ["g", "A", "AAB", "A____fB", String(repeating: "_", count: 13) + "B", "B=", "B B", "é"] {
      #expect(ExactText.classes(text) == nil, "\(text)")
    }
    #expect(ExactText.classes(great) != nil && ExactText.classes(String(repeating: great, count: 9)) == nil)
  }
}
