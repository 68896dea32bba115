import Simulation
import Testing

@testable import Experiments
@testable import Traffic

/// Intervals of logs from their figures without each group.
@Suite("Intervals of logs")
struct LogIntervalTests {
  /// Values that look like nothing, the same everywhere.
  private static func values(_ count: Int) -> [Double] {
    (0..<count).map { (place: Int) -> Double in
      let value: Int = place * 37 + place * place * 11
      return Double(value % 101)
    }
  }

  /// What numpy and scipy give by the same rule, written apart from it.
  @Test(
    "half-widths are those of an implementation of its own",
    arguments: [
      (LogInterval.exchangeable, 12, 241.98591530664473),
      (LogInterval.series(hours: 10), 30, 551.4000194472783),
      (LogInterval.series(hours: 24), 30, 388.3142148969288),
      (LogInterval.series(hours: 24), 10, 334.6101007623323),
      (LogInterval.series(hours: 336), 14, 352.23817360680545),
    ])
  func reference(_ interval: LogInterval, _ count: Int, _ expected: Double) {
    let own = interval.halfWidth(Self.values(count), confidence: 0.95)
    #expect(abs(own - expected) < 1e-9 * expected, "\(own)")
  }

  @Test("luck of replications, another confidence, one large group and groups without a value are in it")
  func details() {
    let few = LogInterval.exchangeable
    var values = Self.values(12)
    let lucky = few.halfWidth(values, luck: 2, confidence: 0.95)
    #expect(abs(lucky - 242.00983245649545) < 1e-9)
    #expect(abs(few.halfWidth(values, confidence: 0.9) - 188.3592036749314) < 1e-9)
    values[4] = 400
    #expect(abs(few.halfWidth(values, confidence: 0.95) - 1145.2612196934303) < 1e-8)
    var gaps = Self.values(30)
    (gaps[3], gaps[17]) = (.nan, .nan)
    let series = LogInterval.series(hours: 10).halfWidth(gaps, confidence: 0.95)
    #expect(abs(series - 490.0115220698471) < 1e-9)
    let days = LogInterval.series(hours: 72).halfWidth([1, 2, 4], confidence: 0.95)
    #expect(abs(days - 7.58916606719352) < 1e-9)
  }

  @Test("too few groups give no interval, and groups that are alike one of no width")
  func degenerate() {
    for interval in [LogInterval.exchangeable, .series(hours: 10), .series(hours: 400)] {
      #expect(interval.halfWidth([1, 2], confidence: 0.95).isNaN)
      #expect(interval.halfWidth([], confidence: 0.95).isNaN)
      #expect(interval.halfWidth(Self.values(9) + [.nan], confidence: 0.95).isNaN)
      #expect(interval.halfWidth(Array(repeating: 7, count: 30), confidence: 0.95) == 0)
    }
  }

  @Test("what varies most where the waves of a day's log see least has a wider interval")
  func busyMiddle() {
    let busy = Self.values(30).enumerated().map { place, value -> Double in
      let sine = Transcendental.sine(Double.pi * (Double(place) + 0.5) / 30)
      return value * sine * sine * sine * sine
    }
    let own = LogInterval.series(hours: 24).halfWidth(busy, confidence: 0.95)
    #expect(abs(own - 272.9990087523374) < 1e-9 * own, "\(own)")
  }

  /// How many of some logs have the truth in the interval of their mean, and how wide their intervals are on average for
  /// those of Student's t of as many independent groups.
  private static func coverage(
    _ interval: LogInterval, groups: Int, logs: Int, truth: Double,
    _ group: (_ log: Int, _ place: Int) -> Double
  ) -> (held: Int, width: Double) {
    let quantile = StudentT.quantile(0.975, degreesOfFreedom: groups - 1)
    let n = Double(groups)
    var (held, width, plain) = (0, 0.0, 0.0)
    for log in 0..<logs {
      let parts = (0..<groups).map { group(log, $0) }
      let sum = parts.reduce(0, +)
      let half = interval.halfWidth(parts.map { (sum - $0) / (n - 1) }, confidence: 0.95)
      if abs(sum / n - truth) <= half { held += 1 }
      width += half
      let squares = parts.reduce(0.0) { $0 + ($1 - sum / n) * ($1 - sum / n) }
      plain += quantile * (squares / (n - 1) / n).squareRoot()
    }
    return (held, width / plain)
  }

  private static let random = RandomStream(seed: 15, replication: 0, purpose: RandomPurpose(1))

  @Test("groups that are alike keep the interval of Student's t, and skewed ones have a wider one")
  func users() {
    let normal = Self.coverage(.exchangeable, groups: 30, logs: 400, truth: 0) {
      Self.random.normal($0, $1)
    }
    // A count of 400 at .95 has a standard deviation of 4.4.
    #expect(normal.held >= 366 && normal.held <= 394, "\(normal)")
    #expect(normal.width > 1 && normal.width < 1.03, "\(normal)")
    // Users of exponential use: by Student's t 90 of 100 logs of 12 would hold the truth.
    let skewed = Self.coverage(.exchangeable, groups: 12, logs: 400, truth: 1) {
      -Transcendental.log(Self.random.uniform($0, $1))
    }
    #expect(skewed.held >= 356, "\(skewed)")
    #expect(skewed.width > 1.15 && skewed.width < 1.4, "\(skewed)")
  }

  @Test("stretches of time that are alike by threes are worth the third, and independent ones themselves")
  func series() {
    let alike = Self.coverage(.series(hours: 10), groups: 30, logs: 200, truth: 0) {
      Self.random.normal($0, $1 / 3)
    }
    // By Student's t of 30 it would be 143.
    #expect(alike.held >= 178, "\(alike)")
    #expect(alike.width > 1.8, "\(alike)")
    let alone = Self.coverage(.series(hours: 10), groups: 30, logs: 200, truth: 0) {
      Self.random.normal($0, $1)
    }
    #expect(alone.held >= 180 && alone.width < 1.25, "\(alone)")
  }

  @Test("that nights and weekends are quiet is no luck where a log goes through a day or two weeks")
  func seasons() {
    let day = Self.coverage(.series(hours: 24), groups: 30, logs: 200, truth: 0) {
      Self.random.normal($0, $1) + 5 * Transcendental.sine(2 * Double.pi * (Double($1) + 0.5) / 30)
    }
    #expect(day.held >= 180 && day.held <= 199 && day.width < 0.4, "\(day)")
    let weeks = Self.coverage(.series(hours: 336), groups: 14, logs: 200, truth: -2) {
      Self.random.normal($0, $1) - ($1 % 7 >= 5 ? 7 : 0)
    }
    #expect(weeks.held >= 180 && weeks.held <= 199 && weeks.width < 0.5, "\(weeks)")
  }

  @Test("values that are all alike have an interval of 0, and not what rounding leaves")
  func alike() throws {
    var part = SampledPart(StreamSample(rate: 0.1, unit: .key))
    (part.wholeRequests, part.keptRequests) = (10_000, 1200)
    var stream = QueryStream(name: "s")
    stream.sampled = part
    var sample = try #require(SampleSummary([stream], scaled: []))
    sample.excessWithout = (0..<StreamSample.groups).map { Double($0) / 100 }
    // The sum of some of them is another number than so many times the value.
    for value in [1.0000315, 0.1, 1.0 / 3, 12.0000315] as [Double] {
      for count in [10, 16, 29, 30] {
        let left = [Double](repeating: value, count: count)
        for interval in [LogInterval.exchangeable, .series(hours: 30)] {
          #expect(interval.halfWidth(left, confidence: 0.95) == 0, "\(value) \(count)")
        }
        #expect(SamplingGroups.halfWidth(left, confidence: 0.95) == 0, "\(value) \(count)")
      }
      let left = [Double](repeating: value, count: StreamSample.groups)
      let regression = try #require(SampleRegression(left, sample))
      #expect(SamplingGroups.halfWidth(regression.rest, confidence: 0.95, fitted: 1) == 0, "\(value)")
    }
    #expect(LogInterval.mean(of: [1, 2, 6]) == 3 && LogInterval.mean(of: []).isNaN)
  }
}
