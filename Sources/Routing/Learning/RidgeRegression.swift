/// Linear least squares with a quadratic penalty and a free intercept, for sparse features.
///
/// Solved by conjugate gradients on the normal equations (Hestenes and Stiefel: "Methods of conjugate gradients
/// for solving linear systems", 1952), with the columns centred implicitly. The order of all sums is fixed.
struct RidgeRegression: Sendable {
  /// A weight a column.
  let weights: [Double]
  /// The prediction at the mean of the training rows.
  let intercept: Double

  /// Fits targets, one a row of the matrix.
  ///
  /// - Parameter penalty: what a unit of squared weight costs beside a unit of squared error; positive.
  /// - Complexity: O(entries) an iteration, at most `iterations` of them.
  init(
    _ matrix: SparseMatrix, targets: [Double], penalty: Double, iterations: Int = 200,
    tolerance: Double = 1e-6
  ) {
    precondition(penalty > 0 && targets.count == matrix.rows, "a ridge wants a penalty and a target a row")
    let rows = Double(max(1, matrix.rows))
    let mean = targets.reduce(0, +) / rows
    var means = [Double](repeating: 0, count: matrix.columns)
    matrix.multiplyTransposed([Double](repeating: 1 / rows, count: matrix.rows), into: &means)
    var weights = [Double](repeating: 0, count: matrix.columns)
    var residual = targets.map { $0 - mean }
    var gradient = weights
    var image = residual
    // Residuals of centred targets add up to zero, so the transpose needs no centring at the start.
    matrix.multiplyTransposed(residual, into: &gradient)
    var direction = gradient
    var squares = RidgeRegression.squares(gradient)
    let limit = squares * tolerance * tolerance
    for _ in 0..<iterations where squares > limit && squares > 0 {
      matrix.multiply(direction, into: &image)
      let shift = RidgeRegression.product(direction, means)
      for row in image.indices { image[row] -= shift }
      let curvature = RidgeRegression.squares(image) + penalty * RidgeRegression.squares(direction)
      let step = squares / curvature
      for column in weights.indices { weights[column] += step * direction[column] }
      for row in residual.indices { residual[row] -= step * image[row] }
      matrix.multiplyTransposed(residual, into: &gradient)
      let sum = residual.reduce(0, +)
      for column in gradient.indices { gradient[column] -= penalty * weights[column] + sum * means[column] }
      let next = RidgeRegression.squares(gradient)
      let ratio = next / squares
      for column in direction.indices { direction[column] = gradient[column] + ratio * direction[column] }
      squares = next
    }
    self.weights = weights
    intercept = mean - RidgeRegression.product(weights, means)
  }

  /// The predictions for the rows of a matrix with the same columns.
  func predict(_ matrix: SparseMatrix) -> [Double] {
    var result = [Double](repeating: 0, count: matrix.rows)
    matrix.multiply(weights, into: &result)
    for row in result.indices { result[row] += intercept }
    return result
  }

  private static func squares(_ vector: [Double]) -> Double { product(vector, vector) }

  private static func product(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for place in first.indices { sum += first[place] * second[place] }
    return sum
  }
}
