/// A mean with the half-width of its confidence interval.
public struct Estimate: Sendable, Hashable {
  /// The mean over replications.
  public let mean: Double
  /// Half the width of the interval; not a number when one replication gives none.
  public let halfWidth: Double

  /// Wraps a mean and a half-width.
  public init(mean: Double, halfWidth: Double) {
    self.mean = mean
    self.halfWidth = halfWidth
  }

  /// The mean of independent samples with a Student t interval at the stated confidence.
  ///
  /// Samples that are not numbers are left out. With fewer than two the half-width is not a number.
  public init(samples: [Double], confidence: Double) {
    let finite = samples.filter { $0.isFinite }
    guard !finite.isEmpty else {
      self.init(mean: .nan, halfWidth: .nan)
      return
    }
    let n = Double(finite.count)
    let mean = finite.reduce(0, +) / n
    guard finite.count > 1 else {
      self.init(mean: mean, halfWidth: .nan)
      return
    }
    let variance = finite.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    let t = StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: finite.count - 1)
    self.init(mean: mean, halfWidth: t * (variance / n).squareRoot())
  }

  /// The half-width as people are told it: what the last digits of sums leave of 0 is 0.
  package var statedHalfWidth: Double { halfWidth < 1e-12 * mean.magnitude ? 0 : halfWidth }
}

extension Estimate {
  /// The mean of independent samples with the help of a control: a quantity that was drawn with each sample and whose
  /// mean is known to be 0 (a control variate: Lavenberg and Welch, Management Science 27, 1981).
  ///
  /// The samples are regressed on the control; what it explains is taken out of the mean and of the interval, which has
  /// one degree of freedom less. Pairs with a value that is not a number are left out. With fewer than four, or a
  /// control that does not vary, this is the plain mean.
  ///
  /// - Precondition: there is one value of the control a sample.
  public init(samples: [Double], control: [Double], confidence: Double) {
    precondition(samples.count == control.count, "A control has one value a sample.")
    let pairs = zip(samples, control).filter { $0.isFinite && $1.isFinite }
    let n = Double(pairs.count)
    let mean = pairs.reduce(0) { $0 + $1.0 } / n
    let level = pairs.reduce(0) { $0 + $1.1 } / n
    let spread = pairs.reduce(0) { $0 + ($1.1 - level) * ($1.1 - level) }
    guard pairs.count >= 4, spread > 0 else {
      self.init(samples: samples, confidence: confidence)
      return
    }
    let slope = pairs.reduce(0) { $0 + ($1.1 - level) * ($1.0 - mean) } / spread
    let rest = pairs.reduce(0) { sum, pair in
      let left = pair.0 - mean - slope * (pair.1 - level)
      return sum + left * left
    }
    let t = StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: pairs.count - 2)
    self.init(
      mean: mean - slope * level,
      halfWidth: t * (rest / (n - 2) * (1 / n + level * level / spread)).squareRoot())
  }
}

/// Student's t distribution.
public enum StudentT {
  /// The quantile at `p` in (0, 1), by bisection of the exact distribution function.
  ///
  /// - Precondition: `degreesOfFreedom` is positive.
  public static func quantile(_ p: Double, degreesOfFreedom: Int) -> Double {
    precondition(degreesOfFreedom > 0, "a t distribution wants at least one degree of freedom")
    if p == 0.5 { return 0 }
    if p < 0.5 { return -quantile(1 - p, degreesOfFreedom: degreesOfFreedom) }
    var low = 0.0
    var high = 1.0
    while cdf(high, degreesOfFreedom: degreesOfFreedom) < p && high < 1e12 { high *= 2 }
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if middle == low || middle == high { break }
      if cdf(middle, degreesOfFreedom: degreesOfFreedom) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// The distribution function, through the incomplete beta function.
  public static func cdf(_ t: Double, degreesOfFreedom: Int) -> Double {
    let n = Double(degreesOfFreedom)
    let tail = 0.5 * incompleteBeta(n / (n + t * t), a: n / 2, b: 0.5)
    return t < 0 ? tail : 1 - tail
  }

  /// The regularised incomplete beta function by its continued fraction (modified Lentz).
  static func incompleteBeta(_ x: Double, a: Double, b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    if x > (a + 1) / (a + b + 2) { return 1 - incompleteBeta(1 - x, a: b, b: a) }
    let front = Transcendental.exp(
      Transcendental.logGamma(a + b) - Transcendental.logGamma(a) - Transcendental.logGamma(b)
        + a * Transcendental.log(x) + b * Transcendental.log(1 - x))
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    if abs(d) < tiny { d = tiny }
    d = 1 / d
    var h = d
    for m in 1..<400 {
      let m = Double(m)
      for even in [true, false] {
        let numerator =
          even
          ? m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
          : -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 + numerator * d
        if abs(d) < tiny { d = tiny }
        c = 1 + numerator / c
        if abs(c) < tiny { c = tiny }
        d = 1 / d
        h *= d * c
      }
      if abs(d * c - 1) < 1e-16 { break }
    }
    return front * h / a
  }
}

/// Quantiles of a sample.
public enum Quantile {
  /// The values at several probabilities, linear between order statistics (type 7 of Hyndman and Fan, 1996).
  ///
  /// Selects in place; the buffer is reordered. Not a number for an empty sample.
  /// - Complexity: O(n) on average for each probability.
  public static func select(_ values: inout [Int64], at probabilities: [Double]) -> [Double] {
    guard !values.isEmpty else { return probabilities.map { _ in Double.nan } }
    let count = values.count
    return values.withUnsafeMutableBufferPointer { buffer in
      probabilities.map { probability in
        let position = min(max(probability, 0), 1) * Double(count - 1)
        let lower = Int(position)
        let low = nth(lower, of: buffer)
        if Double(lower) == position || lower + 1 >= count { return Double(low) }
        var high = Int64.max
        for index in (lower + 1)..<count where buffer[index] < high { high = buffer[index] }
        return Double(low) + (position - Double(lower)) * (Double(high) - Double(low))
      }
    }
  }

  /// Moves the n-th smallest value to place n, smaller ones before it, larger ones behind it.
  static func nth(_ n: Int, of values: UnsafeMutableBufferPointer<Int64>) -> Int64 {
    var low = 0
    var high = values.count - 1
    while low < high {
      let middle = low + (high - low) / 2
      let a = values[low]
      let b = values[middle]
      let c = values[high]
      let pivot = max(min(a, b), min(max(a, b), c))
      var i = low
      var j = high
      while i <= j {
        while values[i] < pivot { i += 1 }
        while values[j] > pivot { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if n <= j { high = j } else if n >= i { low = i } else { return values[n] }
    }
    return values[n]
  }
}

/// Intervals by resampling.
public enum Bootstrap {
  /// The percentile interval of a statistic (Efron: "Bootstrap methods", Annals of Statistics 7, 1979).
  ///
  /// - Parameters:
  ///   - samples: the observations.
  ///   - resamples: how often to resample.
  ///   - confidence: how often the interval is to hold the truth, 0...1.
  ///   - random: the addressed stream; resample r takes the sub-indices of index r.
  ///   - statistic: computed on each resample.
  /// - Returns: the lower and upper end at the stated confidence.
  public static func interval(
    _ samples: [Double], resamples: Int, confidence: Double, random: RandomStream,
    statistic: ([Double]) -> Double
  ) -> (lower: Double, upper: Double) {
    guard !samples.isEmpty, resamples > 0 else { return (.nan, .nan) }
    var values: [Double] = []
    values.reserveCapacity(resamples)
    var drawn = samples
    for round in 0..<resamples {
      for place in samples.indices {
        drawn[place] = samples[random.integer(below: samples.count, round, place)]
      }
      values.append(statistic(drawn))
    }
    values.sort()
    func at(_ probability: Double) -> Double {
      let position = probability * Double(values.count - 1)
      let lower = Int(position)
      let upper = min(lower + 1, values.count - 1)
      return values[lower] + (position - Double(lower)) * (values[upper] - values[lower])
    }
    let tail = (1 - confidence) / 2
    return (at(tail), at(1 - tail))
  }
}

/// A share of trials with its interval.
public struct Proportion: Sendable, Hashable {
  /// The share observed; not a number without trials.
  public let share: Double
  /// The lower end of the interval.
  public let lower: Double
  /// The upper end of the interval.
  public let upper: Double

  /// The score interval of Wilson ("Probable inference, the law of succession, and statistical inference",
  /// Journal of the American Statistical Association 22, 1927).
  public init(_ count: Int, of trials: Int, confidence: Double) {
    self.init(share: Double(count) / Double(trials), of: Double(trials), confidence: confidence)
  }

  /// The same for a share of so many trials as a weighted sample is worth, which need be no whole number.
  public init(share: Double, of trials: Double, confidence: Double) {
    guard trials > 0, share.isFinite else {
      (self.share, lower, upper) = (.nan, .nan, .nan)
      return
    }
    let z = Transcendental.normalQuantile(0.5 + confidence / 2)
    self.share = share
    let middle = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    let half =
      z / (1 + z * z / trials) * (share * (1 - share) / trials + z * z / (4 * trials * trials)).squareRoot()
    lower = share <= 0 ? 0 : max(0, middle - half)
    upper = share >= 1 ? 1 : min(1, middle + half)
  }
}
