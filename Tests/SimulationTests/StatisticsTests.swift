import TestSupport
import Testing

@testable import Simulation

@Suite("Statistics")
struct StatisticsTests {
  /// Percentage points of Student's t (Abramowitz and Stegun, table 26.10, to more digits).
  @Test(
    "Student's t has the quantiles of the tables",
    arguments: [
      (0.975, 1, 12.7062047364), (0.975, 2, 4.30265272991), (0.975, 4, 2.77644510520),
      (0.975, 9, 2.26215716280),
      (0.975, 30, 2.04227245630), (0.975, 120, 1.97993040509), (0.95, 9, 1.83311293265),
      (0.995, 9, 3.24983554159),
      (0.9995, 5, 6.86882662588), (0.5, 3, 0), (0.025, 9, -2.26215716280), (0.75, 1, 1),
    ])
  func studentQuantile(_ p: Double, _ degrees: Int, _ expected: Double) {
    #expect(abs(StudentT.quantile(p, degreesOfFreedom: degrees) - expected) < 1e-10 * max(1, abs(expected)))
  }

  @Test("with many degrees of freedom Student's t is normal")
  func studentLimit() {
    let normal = Transcendental.normalQuantile(0.975)
    #expect(abs(StudentT.quantile(0.975, degreesOfFreedom: 1_000_000) - normal) < 1e-5)
  }

  @Test("Student's distribution function undoes its quantile", arguments: [1, 2, 3, 10, 99, 9999])
  func studentInverse(_ degrees: Int) {
    for p in [0.001, 0.1, 0.3, 0.5, 0.8, 0.99] {
      let t = StudentT.quantile(p, degreesOfFreedom: degrees)
      #expect(abs(StudentT.cdf(t, degreesOfFreedom: degrees) - p) < 1e-11)
    }
  }

  @Test("an estimate is the mean with its t interval")
  func estimate() {
    let estimate = Estimate(samples: [1, 2, 3, 4], confidence: 0.95)
    #expect(estimate.mean == 2.5)
    // s = sqrt(5/3), t(0.975, 3) = 3.18244630528
    #expect(abs(estimate.halfWidth - 3.18244630528 * (5.0 / 3 / 4).squareRoot()) < 1e-10)
  }

  @Test("an estimate leaves out what is no number")
  func estimateOfGaps() {
    #expect(Estimate(samples: [.nan, 1, .infinity, 3], confidence: 0.95).mean == 2)
    #expect(Estimate(samples: [.nan, 7], confidence: 0.95).mean == 7)
    #expect(Estimate(samples: [7], confidence: 0.95).halfWidth.isNaN)
    #expect(Estimate(samples: [.nan], confidence: 0.95).mean.isNaN)
    #expect(Estimate(samples: [], confidence: 0.95).mean.isNaN)
    #expect(Estimate(samples: [5, 5, 5], confidence: 0.95).halfWidth == 0)
  }

  @Test("what a control explains is taken out of the mean and of the interval")
  func control() {
    let luck = [0.4, -0.1, 0.3, 0, 0.2]
    let exact = Estimate(samples: luck.map { 7 + 3 * $0 }, control: luck, confidence: 0.95)
    #expect(abs(exact.mean - 7) < 1e-12)
    #expect(exact.halfWidth < 1e-7)
    // By hand: the slope is 2, the rest [.1, -.1, -.1, .1], the level of the control 0.
    let noisy = Estimate(
      samples: [10 - 3 + 0.1, 10 - 1 - 0.1, 10 + 1 - 0.1, 10 + 3 + 0.1], control: [-1.5, -0.5, 0.5, 1.5],
      confidence: 0.95)
    #expect(abs(noisy.mean - 10) < 1e-12)
    #expect(abs(noisy.halfWidth - 4.302652729911275 * (0.04 / 2 / 4).squareRoot()) < 1e-9)
  }

  @Test("too few samples, or a control that does not vary or is not known, leave the plain mean")
  func noControl() {
    let samples = [1.0, 2, 4, 9]
    let plain = Estimate(samples: samples, confidence: 0.9)
    #expect(Estimate(samples: samples, control: [3, 3, 3, 3], confidence: 0.9) == plain)
    let unknown = Estimate(samples: samples, control: Array(repeating: .nan, count: 4), confidence: 0.9)
    #expect(unknown == plain)
    let few = Array(samples.prefix(3))
    #expect(
      Estimate(samples: few, control: [1, 2, 3], confidence: 0.9) == Estimate(samples: few, confidence: 0.9))
    let holed = Estimate(samples: [1, .nan, 2, 4, 9], control: [0, 5, 0.5, -1, 1], confidence: 0.9)
    #expect(holed == Estimate(samples: [1, 2, 4, 9], control: [0, 0.5, -1, 1], confidence: 0.9))
  }

  @Test("with a control the interval of a skewed quantity holds the truth, where the plain one does not")
  func controlCoverage() {
    let random = RandomStream(seed: 8, replication: 0, purpose: .arrivals)
    var held = (plain: 0, controlled: 0)
    for trial in 0..<400 {
      // Rare and heavy: one in twenty of four weights, as volatile answers among popular questions.
      let weights = [0.5, 0.3, 0.15, 0.05]
      let draws = (0..<10).map { sample in
        weights.enumerated().reduce(0.0) { sum, weight in
          sum + (random.uniform(trial, sample * 8 + weight.offset) < 0.2 ? weight.element : 0)
        }
      }
      let samples = draws.enumerated().map { sample, draw in
        3 * draw + 0.05 * random.normal(trial, sample * 8 + 6)
      }
      if abs(Estimate(samples: samples, confidence: 0.95).mean - 0.6)
        <= Estimate(samples: samples, confidence: 0.95).halfWidth
      {
        held.plain += 1
      }
      let own = Estimate(samples: samples, control: draws.map { $0 - 0.2 }, confidence: 0.95)
      if abs(own.mean - 0.6) <= own.halfWidth { held.controlled += 1 }
    }
    #expect(held.plain < 370)
    #expect(held.controlled >= 372 && held.controlled <= 392)
  }

  @Test("t intervals cover the true mean as often as they say")
  func coverage() {
    let random = RandomStream(seed: 3, replication: 0, purpose: RandomPurpose(5))
    var covered = 0
    for trial in 0..<4000 {
      let estimate = Estimate(samples: (0..<6).map { random.normal(trial, $0) }, confidence: 0.9)
      if abs(estimate.mean) <= estimate.halfWidth { covered += 1 }
    }
    #expect(abs(Double(covered) / 4000 - 0.9) < 0.02)
  }

  @Test("selected quantiles are those of the sorted sample", arguments: 0..<80)
  func quantiles(_ seed: Int) {
    var random = SplitMix(state: UInt64(seed))
    let count = [1, 2, 3, 10, 101, 1000][seed % 6]
    let span = [1, 5, Int64.max / 4][seed % 3]
    var values = (0..<count).map { _ in Int64.random(in: -span...span, using: &random) }
    if seed % 7 == 0 { values.sort() }
    let sorted = values.sorted()
    let levels = [0, 0.5, 0.95, 0.99, 1, 0.25, 0.001, Double.random(in: 0...1, using: &random)]
    let selected = Quantile.select(&values, at: levels)
    for (level, value) in zip(levels, selected) {
      let position = level * Double(count - 1)
      let lower = Int(position)
      let upper = min(lower + 1, count - 1)
      let low = Double(sorted[lower])
      #expect(value == low + (position - Double(lower)) * (Double(sorted[upper]) - low), "level \(level)")
    }
    #expect(values.sorted() == sorted)
  }

  @Test("an empty sample has no quantiles, and levels are clamped")
  func quantileEnds() {
    var none: [Int64] = []
    let nothing = Quantile.select(&none, at: [0.5, 0.9])
    #expect(nothing.count == 2 && nothing[0].isNaN && nothing[1].isNaN)
    var values: [Int64] = [3, 1, 2]
    let ends = Quantile.select(&values, at: [-1, 2])
    #expect(ends == [1, 3])
  }

  @Test("bootstrap intervals of a mean cover the truth about as often as they say")
  func bootstrap() {
    let random = RandomStream(seed: 3, replication: 0, purpose: RandomPurpose(6))
    var covered = 0
    for trial in 0..<1000 {
      let samples = (0..<40).map { random.normal(trial, $0) }
      let resampling = RandomStream(seed: UInt64(trial), replication: 1, purpose: RandomPurpose(7))
      let interval = Bootstrap.interval(samples, resamples: 400, confidence: 0.9, random: resampling) {
        $0.reduce(0, +) / Double($0.count)
      }
      #expect(interval.lower <= interval.upper)
      if interval.lower <= 0 && interval.upper >= 0 { covered += 1 }
    }
    // Percentile intervals of small samples are a little short.
    #expect(abs(Double(covered) / 1000 - 0.88) < 0.03)
  }

  @Test("a bootstrap is repeatable, exact for constants and empty without samples")
  func bootstrapEnds() {
    let random = RandomStream(seed: 3, replication: 0, purpose: RandomPurpose(6))
    func interval(_ samples: [Double]) -> (lower: Double, upper: Double) {
      Bootstrap.interval(samples, resamples: 50, confidence: 0.95, random: random) { $0.max() ?? 0 }
    }
    #expect(interval([2, 2, 2]) == (2, 2))
    #expect(interval([1, 5, 3]) == interval([1, 5, 3]))
    #expect(interval([]).lower.isNaN)
  }
}
