/// A lognormal distribution given by its median and 95th percentile.
public struct Lognormal: Sendable, Hashable {
  /// Mean of the logarithm.
  public let mu: Double
  /// Standard deviation of the logarithm; 0 makes the distribution a constant.
  public let sigma: Double

  /// The z-score of the 95th percentile.
  public static let z95 = 1.644_853_626_951_472_7

  /// A lognormal whose median and 95th percentile are as stated.
  ///
  /// - Precondition: `median` is positive and `p95` is at least `median`.
  public init(median: Double, p95: Double) {
    precondition(median > 0 && p95 >= median, "a lognormal wants 0 < median <= p95")
    mu = Transcendental.log(median)
    sigma = Transcendental.log(p95 / median) / Lognormal.z95
  }

  /// A lognormal by the parameters of its logarithm.
  public init(mu: Double, sigma: Double) {
    self.mu = mu
    self.sigma = sigma
  }

  /// The quantile that belongs to a standard normal value.
  @inlinable public func value(z: Double) -> Double {
    sigma == 0 ? Transcendental.exp(mu) : Transcendental.exp(mu + sigma * z)
  }

  /// The mean of the distribution.
  public var mean: Double { Transcendental.exp(mu + sigma * sigma / 2) }
}

/// An exact Zipf distribution over ranks `0..<count`: the weight of rank k is (k + 1)^-exponent.
///
/// Sampling inverts the cumulative weights with a guide table (Chen and Asau: "On generating random variates
/// from an empirical distribution", AIIE Transactions, 1974), so a value is monotone in its uniform.
public struct Zipf: Sendable {
  /// Number of ranks.
  public let count: Int
  /// The exponent; 0 is the uniform distribution.
  public let exponent: Double
  @usableFromInline let cumulative: [Double]
  @usableFromInline let guide: [UInt32]

  /// - Precondition: `count` is positive and below 2^32, `exponent` is not negative.
  public init(count: Int, exponent: Double) {
    precondition(count > 0 && count < Int(UInt32.max), "a Zipf distribution wants 1 to 2^32 - 2 ranks")
    precondition(exponent >= 0, "a Zipf exponent is not negative")
    self.count = count
    self.exponent = exponent
    var sums = [Double](repeating: 0, count: count)
    var total = 0.0
    for rank in 0..<count {
      total += exponent == 0 ? 1 : 1 / Transcendental.power(Double(rank + 1), exponent)
      sums[rank] = total
    }
    for rank in 0..<count { sums[rank] /= total }
    sums[count - 1] = 1
    var guide = [UInt32](repeating: 0, count: count + 1)
    var rank = 0
    for slot in 0...count {
      let level = Double(slot) / Double(count)
      while rank < count - 1 && sums[rank] <= level { rank += 1 }
      guide[slot] = UInt32(rank)
    }
    cumulative = sums
    self.guide = guide
  }

  /// The rank whose cumulative weight first exceeds `uniform`.
  ///
  /// - Complexity: O(1) on average.
  @inlinable public func rank(_ uniform: Double) -> Int {
    var rank = Int(guide[min(Int(uniform * Double(count)), count)])
    while rank > 0 && cumulative[rank - 1] > uniform { rank -= 1 }
    while rank < count - 1 && cumulative[rank] <= uniform { rank += 1 }
    return rank
  }

  /// The probability of a rank.
  public func probability(_ rank: Int) -> Double {
    rank == 0 ? cumulative[0] : cumulative[rank] - cumulative[rank - 1]
  }
}

/// A discrete mixture: class k with probability proportional to its weight.
public struct DiscreteMixture: Sendable {
  /// Cumulative probabilities; the last is 1.
  public let cumulative: [Double]

  /// - Precondition: at least one weight, none negative, a positive sum.
  public init(weights: [Double]) {
    let total = weights.reduce(0, +)
    precondition(!weights.isEmpty && total > 0 && weights.allSatisfy { $0 >= 0 }, "weights are positive")
    var sum = 0.0
    var levels: [Double] = []
    for weight in weights {
      sum += weight
      levels.append(sum / total)
    }
    levels[levels.count - 1] = 1
    cumulative = levels
  }

  /// The class at a uniform value.
  ///
  /// - Complexity: O(classes).
  @inlinable public func index(_ uniform: Double) -> Int {
    var index = 0
    while index < cumulative.count - 1 && cumulative[index] <= uniform { index += 1 }
    return index
  }
}

extension RandomStream {
  /// An exponential value with mean 1.
  @inlinable public func exponential(_ index: Int, _ sub: Int = 0) -> Double {
    -Transcendental.log(uniform(index, sub))
  }

  /// A Weibull value with scale 1 and the stated shape, by inversion.
  @inlinable public func weibull(shape: Double, _ index: Int, _ sub: Int = 0) -> Double {
    Transcendental.power(exponential(index, sub), 1 / shape)
  }

  /// A gamma value with scale 1 and the stated shape.
  ///
  /// Marsaglia and Tsang: "A simple method for generating gamma variables", ACM TOMS 26, 2000; its rejections
  /// take the next sub-indices of the same address (three a trial).
  public func gamma(shape: Double, _ index: Int, _ sub: Int = 0) -> Double {
    precondition(shape > 0, "a gamma shape is positive")
    let boosted = shape < 1 ? shape + 1 : shape
    let d = boosted - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    var place = sub &* 4096
    while true {
      let z = normal(index, place + 1)
      let u = uniform(index, place + 2)
      place += 3
      let v = 1 + c * z
      if v <= 0 { continue }
      let cube = v * v * v
      if Transcendental.log(u) < 0.5 * z * z + d - d * cube + d * Transcendental.log(cube) {
        let value = d * cube
        if shape >= 1 { return value }
        return value * Transcendental.power(uniform(index, place + 1), 1 / shape)
      }
    }
  }
}
