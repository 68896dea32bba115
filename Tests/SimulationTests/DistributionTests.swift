import Testing

@testable import Simulation

@Suite("Distributions")
struct DistributionTests {
  private let random = RandomStream(seed: 7, replication: 0, purpose: RandomPurpose(1))

  private func moments(_ count: Int, _ value: (Int) -> Double) -> (mean: Double, variance: Double) {
    let values = (0..<count).map(value)
    let mean = values.reduce(0, +) / Double(count)
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1))
  }

  @Test(
    "a lognormal has the median and the 95th percentile it is given by",
    arguments: [(0.45, 1.4), (60, 300), (5, 5), (1e-6, 1)])
  func lognormal(_ median: Double, _ p95: Double) {
    let law = Lognormal(median: median, p95: p95)
    #expect(abs(law.value(z: 0) / median - 1) < 1e-14)
    #expect(abs(law.value(z: Lognormal.z95) / p95 - 1) < 1e-13)
    #expect(abs(law.value(z: Transcendental.normalQuantile(0.95)) / p95 - 1) < 1e-13)
    let values = (0..<40_001).map { law.value(z: random.normal($0)) }.sorted()
    #expect(abs(Transcendental.log(values[20_000] / median)) <= 0.03 * law.sigma)
    #expect(abs(Transcendental.log(values[38_000] / p95)) <= 0.05 * law.sigma)
  }

  @Test("the mean of a lognormal is that of its samples")
  func lognormalMean() {
    let law = Lognormal(median: 2, p95: 5)
    #expect(abs(moments(200_000) { law.value(z: random.normal($0)) }.mean / law.mean - 1) < 0.01)
  }

  @Test("a lognormal without spread is a constant")
  func constant() {
    let law = Lognormal(median: 3, p95: 3)
    #expect(law.sigma == 0)
    #expect(law.value(z: -8) == law.value(z: 8))
  }

  @Test("Zipf probabilities are exact and sum to 1", arguments: [0, 0.6, 1, 1.5])
  func zipfProbabilities(_ exponent: Double) {
    let law = Zipf(count: 1000, exponent: exponent)
    let weights = (1...1000).map { 1 / Transcendental.power(Double($0), exponent) }
    let total = weights.reduce(0, +)
    for rank in 0..<1000 { #expect(abs(law.probability(rank) - weights[rank] / total) < 1e-15) }
    #expect(abs((0..<1000).reduce(0) { $0 + law.probability($1) } - 1) < 1e-12)
    #expect(law.cumulative.last == 1)
  }

  @Test("Zipf samples follow their probabilities", arguments: [0, 0.6, 1, 1.5])
  func zipfSamples(_ exponent: Double) {
    let law = Zipf(count: 50, exponent: exponent)
    let count = 100_000
    var counts = [Int](repeating: 0, count: 50)
    for index in 0..<count { counts[law.rank(random.uniform(index))] += 1 }
    var chi = 0.0
    for rank in 0..<50 {
      let expected = law.probability(rank) * Double(count)
      chi += (Double(counts[rank]) - expected) * (Double(counts[rank]) - expected) / expected
    }
    #expect(chi < 49 + 5 * (2 * 49.0).squareRoot())
  }

  @Test(
    "a Zipf rank is that of a linear search, and never falls as the uniform grows",
    arguments: [0, 0.6, 1, 1.5, 3])
  func zipfInversion(_ exponent: Double) {
    for count in [1, 2, 3, 17, 400] {
      let law = Zipf(count: count, exponent: exponent)
      var uniforms = (0..<500).map { random.uniform($0, count) } + law.cumulative + [0, 0x1p-54, 1 - 0x1p-53]
      uniforms += law.cumulative.map(\.nextDown)
      var last = 0
      for uniform in uniforms.sorted() {
        let rank = law.rank(uniform)
        let plain = law.cumulative.firstIndex { $0 > uniform } ?? count - 1
        #expect(rank == plain, "\(count) \(uniform)")
        #expect(rank >= last)
        last = rank
      }
    }
  }

  @Test("a mixture gives each class its share")
  func mixture() {
    let law = DiscreteMixture(weights: [6, 0, 3, 1])
    var counts = [Int](repeating: 0, count: 4)
    for index in 0..<50_000 { counts[law.index(random.uniform(index))] += 1 }
    #expect(counts[1] == 0)
    for (count, share) in zip(counts, [0.6, 0, 0.3, 0.1]) {
      #expect(abs(Double(count) / 50_000 - share) < 0.01)
    }
    #expect(law.index(1) == 3)
    #expect(law.index(0) == 0)
    #expect(DiscreteMixture(weights: [0, 1, 0]).index(0.999) == 1)
  }

  @Test("exponential samples have mean and variance 1")
  func exponential() {
    let (mean, variance) = moments(200_000) { random.exponential($0) }
    #expect(abs(mean - 1) < 0.01)
    #expect(abs(variance - 1) < 0.03)
  }

  @Test("Weibull samples have the moments of their shape", arguments: [0.5, 0.7, 1, 2, 5])
  func weibull(_ shape: Double) {
    func gamma(_ x: Double) -> Double { Transcendental.exp(Transcendental.logGamma(x)) }
    let expected = gamma(1 + 1 / shape)
    let spread = gamma(1 + 2 / shape) - expected * expected
    let (mean, variance) = moments(200_000) { random.weibull(shape: shape, $0) }
    #expect(abs(mean - expected) < 5 * (spread / 200_000).squareRoot())
    #expect(abs(variance / spread - 1) < 0.12)
  }

  @Test("gamma samples have the moments of their shape", arguments: [0.1, 0.25, 0.9, 1, 2.5, 30])
  func gamma(_ shape: Double) {
    let (mean, variance) = moments(200_000) { random.gamma(shape: shape, $0) }
    #expect(abs(mean - shape) < 5 * (shape / 200_000).squareRoot())
    #expect(abs(variance / shape - 1) < 0.06)
    #expect(random.gamma(shape: shape, 5) == random.gamma(shape: shape, 5))
    #expect(random.gamma(shape: shape, 5, 0) != random.gamma(shape: shape, 5, 1))
  }
}
