import Simulation

/// Logistic regression with a quadratic penalty and a free intercept, for sparse features.
///
/// Newton's method, whose steps are solved by conjugate gradients (Lin, Weng and Keerthi: "Trust region Newton
/// method for large-scale logistic regression", JMLR 9, 2008, without the trust region: a step that does not
/// lower the loss is halved). The order of all sums is fixed.
struct LogisticRegression: Sendable {
  /// A weight a column.
  private(set) var weights: [Double]
  /// The log odds at zero features.
  private(set) var intercept = 0.0

  /// Fits probabilities, one a row, 0...1.
  ///
  /// - Parameter penalty: half of it is what a unit of squared weight costs beside a unit of log loss; positive.
  init(_ matrix: SparseMatrix, targets: [Double], penalty: Double, steps: Int = 12) {
    precondition(
      penalty > 0 && targets.count == matrix.rows, "a regression wants a penalty and a target a row")
    let columns = matrix.columns
    weights = [Double](repeating: 0, count: columns)
    var margins = [Double](repeating: 0, count: matrix.rows)
    var gradient = weights
    var image = margins
    var scratch = weights
    var loss = LogisticRegression.loss(margins, targets, weights, penalty)
    for _ in 0..<steps {
      let odds = margins.map { 1 / (1 + Transcendental.exp(-$0)) }
      let errors = zip(targets, odds).map { $0 - $1 }
      let curvature = odds.map { max($0 * (1 - $0), 1e-9) }
      matrix.multiplyTransposed(errors, into: &gradient)
      for column in 0..<columns { gradient[column] -= penalty * weights[column] }
      let slope = errors.reduce(0, +)
      // Conjugate gradients for the step; the intercept stands behind the columns.
      var step = [Double](repeating: 0, count: columns)
      var stepIntercept = 0.0
      var residual = gradient
      var residualIntercept = slope
      var direction = residual
      var directionIntercept = residualIntercept
      var squares = residual.reduce(0) { $0 + $1 * $1 } + residualIntercept * residualIntercept
      let limit = squares * 1e-6
      for _ in 0..<50 where squares > limit && squares > 0 {
        matrix.multiply(direction, into: &image)
        var sum = 0.0
        for row in image.indices {
          image[row] = (image[row] + directionIntercept) * curvature[row]
          sum += image[row]
        }
        matrix.multiplyTransposed(image, into: &scratch)
        var product = directionIntercept * sum
        for column in 0..<columns {
          scratch[column] += penalty * direction[column]
          product += direction[column] * scratch[column]
        }
        let length = squares / product
        for column in 0..<columns {
          step[column] += length * direction[column]
          residual[column] -= length * scratch[column]
        }
        stepIntercept += length * directionIntercept
        residualIntercept -= length * sum
        let next = residual.reduce(0) { $0 + $1 * $1 } + residualIntercept * residualIntercept
        let ratio = next / squares
        for column in 0..<columns { direction[column] = residual[column] + ratio * direction[column] }
        directionIntercept = residualIntercept + ratio * directionIntercept
        squares = next
      }
      var length = 1.0
      var isLower = false
      for _ in 0..<20 where !isLower {
        let trial = zip(weights, step).map { $0 + length * $1 }
        matrix.multiply(trial, into: &image)
        let shift = intercept + length * stepIntercept
        for row in image.indices { image[row] += shift }
        let trialLoss = LogisticRegression.loss(image, targets, trial, penalty)
        if trialLoss < loss {
          isLower = true
          let gain = loss - trialLoss
          (weights, intercept, loss) = (trial, shift, trialLoss)
          margins = image
          if gain < 1e-10 * loss { return }
        } else {
          length /= 2
        }
      }
      if !isLower { return }
    }
  }

  /// The log odds for the rows of a matrix with the same columns.
  func predict(_ matrix: SparseMatrix) -> [Double] {
    var result = [Double](repeating: 0, count: matrix.rows)
    matrix.multiply(weights, into: &result)
    for row in result.indices { result[row] += intercept }
    return result
  }

  private static func loss(
    _ margins: [Double], _ targets: [Double], _ weights: [Double], _ penalty: Double
  ) -> Double {
    var sum = 0.0
    for (margin, target) in zip(margins, targets) {
      // log(1 + e^m) - t m, without overflow.
      sum += max(margin, 0) + Transcendental.log(1 + Transcendental.exp(-abs(margin))) - target * margin
    }
    return sum + penalty / 2 * weights.reduce(0) { $0 + $1 * $1 }
  }
}
