import Simulation

/// What a cache entry has shown of its answers: how similar later prompts were, and whether its answer was right.
///
/// A logistic curve over similarity is fitted to the observations, and an answer is given only as far as the curve,
/// with its uncertainty, bounds the error: the verified policy of Schroeder, Desai, Cuadron, Chu, Liu, Zhao,
/// Krusche, Kemper, Zaharia and Gonzalez, "vCache: Verified Semantic Prompt Caching", 2025, from the paper's
/// formulas. Observations that a similarity parts have no best curve and no curvature, which the formulas leave
/// open: here a weak ridge ends the fit, and the covariance takes a standard normal prior of both coefficients.
struct Verification: Sendable {
  private var similarities: [Double] = [0, 1]
  private var areRight = [false, true]
  private var slope = 0.0
  private var middle = 1.0
  private var deviation = 1.0

  /// Observations from which on an answer may be given; the two that every entry starts with count.
  static let least = 6
  private static let ridge = 1e-3
  private static let priorPrecision = 1.0
  private static let levels = 50

  /// Number of observations.
  var count: Int { similarities.count }

  /// Takes note of a prompt's similarity and of whether the entry's answer was right for it.
  mutating func observe(_ similarity: Double, isRight: Bool) {
    similarities.append(similarity)
    areRight.append(isRight)
    if count >= Verification.least { fit() }
  }

  /// The probability with which a prompt must be sent on, so that at most a share `errorShare` of answers is wrong.
  ///
  /// - Complexity: O(1): 50 levels of confidence are tried.
  func explorationShare(_ similarity: Double, errorShare: Double) -> Double {
    guard count >= Verification.least, slope > 0 else { return 1 }
    var least = 1.0
    for level in 0..<Verification.levels {
      let epsilon = 1e-6 + (1 - 2e-6) * Double(level) / Double(Verification.levels - 1)
      let place = min(max(middle + Transcendental.normalQuantile(1 - epsilon) * deviation, 0), 1)
      let right = (1 - epsilon) * Verification.logistic(slope * (similarity - place))
      least = min(least, 1 - errorShare / max(1 - right, 1e-300))
    }
    return max(0, least)
  }

  /// Fits the curve by Newton's method; the sums are in the order of the observations.
  private mutating func fit() {
    var offset = 0.0
    var slope = 0.0
    var information = (oo: 0.0, os: 0.0, ss: 0.0)
    for _ in 0..<100 {
      var gradient = (offset: -Verification.ridge * offset, slope: -Verification.ridge * slope)
      information = (0, 0, 0)
      for (similarity, isRight) in zip(similarities, areRight) {
        let probability = Verification.logistic(offset + slope * similarity)
        let rest = (isRight ? 1 : 0) - probability
        let weight = probability * (1 - probability)
        gradient.offset += rest
        gradient.slope += rest * similarity
        information.oo += weight
        information.os += weight * similarity
        information.ss += weight * similarity * similarity
      }
      let inverse = Verification.inverse(information, plus: Verification.ridge)
      let step = (
        offset: inverse.oo * gradient.offset + inverse.os * gradient.slope,
        slope: inverse.os * gradient.offset + inverse.ss * gradient.slope
      )
      offset += step.offset
      slope += step.slope
      if abs(step.offset) + abs(step.slope) < 1e-9 { break }
    }
    self.slope = slope
    guard slope > 0 else { return }
    middle = min(max(-offset / slope, 0), 1)
    // The delta method on -offset / slope.
    let covariance = Verification.inverse(information, plus: Verification.priorPrecision)
    let change = (offset: -1 / slope, slope: offset / (slope * slope))
    let variance =
      change.offset * change.offset * covariance.oo + 2 * change.offset * change.slope * covariance.os
      + change.slope * change.slope * covariance.ss
    deviation = max(0, variance).squareRoot()
  }

  /// The inverse of a symmetric matrix with something added to its diagonal.
  private static func inverse(_ matrix: (oo: Double, os: Double, ss: Double), plus precision: Double) -> (
    oo: Double, os: Double, ss: Double
  ) {
    let (oo, ss) = (matrix.oo + precision, matrix.ss + precision)
    let determinant = oo * ss - matrix.os * matrix.os
    return (ss / determinant, -matrix.os / determinant, oo / determinant)
  }

  private static func logistic(_ x: Double) -> Double {
    x >= 0 ? 1 / (1 + Transcendental.exp(-x)) : Transcendental.exp(x) / (1 + Transcendental.exp(x))
  }
}
