/// Linear least squares with a quadratic penalty and a free intercept, for sparse features.
struct RidgeRegression: Sendable {
  /// A weight a column.
  let weights: [Double]
  /// The prediction at zero features.
  let intercept: Double
  /// What a unit of squared weight cost beside a unit of squared error.
  let penalty: Double

  /// The penalties among which cross-validation chooses.
  static let penalties: [Double] = [1, 3, 10, 30, 100, 300, 1000]

  /// Fits targets, one a row of the matrix, with a stated penalty.
  init(_ matrix: SparseMatrix, targets: [Double], penalty: Double) {
    self = RidgeRegression.path(matrix, targets: targets, penalties: [penalty])[0]
  }

  private init(weights: [Double], intercept: Double, penalty: Double) {
    self.weights = weights
    self.intercept = intercept
    self.penalty = penalty
  }

  /// Fits the same targets with several ascending penalties at the price of the least one.
  ///
  /// Shifted conjugate gradients on the dual problem (Xc Xc' + penalty) a = y, with the columns centred implicitly:
  /// all shifts share one Krylov space (Frommer: "BiCGStab(l) for families of shifted linear systems", 2003;
  /// Jegerlehner, 1996). The order of all sums is fixed.
  /// - Complexity: O(entries + rows * penalties) an iteration, at most `iterations` of them.
  static func path(
    _ matrix: SparseMatrix, targets: [Double], penalties: [Double], iterations: Int = 200,
    tolerance: Double = 1e-5
  ) -> [RidgeRegression] {
    precondition(
      penalties.allSatisfy { $0 > 0 } && targets.count == matrix.rows,
      "a ridge wants positive penalties and a target a row")
    let least = penalties.min() ?? 1
    let rows = matrix.rows
    let mean = targets.reduce(0, +) / Double(max(1, rows))
    var residual = targets.map { $0 - mean }
    var direction = residual
    var image = residual
    var columns = [Double](repeating: 0, count: matrix.columns)
    var shifts = penalties.map { ShiftedSystem(shift: $0 - least, start: residual) }
    var squares = product(residual, residual)
    let limit = squares * tolerance * tolerance
    var lastStep = 1.0
    var lastRatio = 0.0
    for _ in 0..<iterations where squares > limit && squares > 0 {
      matrix.multiplyTransposed(direction, into: &columns)
      matrix.multiply(columns, into: &image)
      let shift = image.reduce(0, +) / Double(rows)
      for row in 0..<rows { image[row] += least * direction[row] - shift }
      let step = squares / product(direction, image)
      for row in 0..<rows { residual[row] -= step * image[row] }
      let next = product(residual, residual)
      let ratio = next / squares
      for place in shifts.indices {
        shifts[place].advance(
          step: step, ratio: ratio, lastStep: lastStep, lastRatio: lastRatio, residual: residual,
          isDone: { $0 * $0 * next <= limit })
      }
      for row in 0..<rows { direction[row] = residual[row] + ratio * direction[row] }
      (squares, lastStep, lastRatio) = (next, step, ratio)
    }
    return zip(penalties, shifts).map { penalty, system in
      var weights = [Double](repeating: 0, count: matrix.columns)
      matrix.multiplyTransposed(system.solution, into: &weights)
      matrix.multiply(weights, into: &image)
      let level = image.reduce(0, +) / Double(max(1, rows))
      return RidgeRegression(weights: weights, intercept: mean - level, penalty: penalty)
    }
  }

  /// Fits targets with the penalty that predicts held-out folds best.
  ///
  /// - Parameters:
  ///   - folds: the fold of each row, below `RoutingStudy.folds`.
  ///   - stated: a penalty that is taken instead of a choice.
  /// - Returns: the model of all rows, the prediction of each row by a model of the other folds, and the mean
  ///   squared error of these.
  static func crossValidated(
    _ matrix: SparseMatrix, targets: [Double], folds: [Int], stated: Double? = nil
  ) -> (model: RidgeRegression, heldOut: [Double], error: Double) {
    let penalties = stated.map { [$0] } ?? self.penalties
    var predictions = penalties.map { _ in [Double](repeating: 0, count: matrix.rows) }
    for fold in 0..<RoutingStudy.folds {
      let kept = folds.indices.filter { folds[$0] != fold }
      let held = folds.indices.filter { folds[$0] == fold }
      let test = matrix.selecting(held)
      let models = path(
        matrix.selecting(kept), targets: kept.map { targets[$0] }, penalties: penalties, tolerance: 1e-3)
      for (place, model) in models.enumerated() {
        for (row, value) in zip(held, model.predict(test)) { predictions[place][row] = value }
      }
    }
    let errors = predictions.map { prediction in
      zip(prediction, targets).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        / Double(max(1, targets.count))
    }
    var best = 0
    for place in errors.indices where errors[place] < errors[best] { best = place }
    return (
      RidgeRegression(matrix, targets: targets, penalty: penalties[best]), predictions[best], errors[best]
    )
  }

  /// The predictions for the rows of a matrix with the same columns.
  func predict(_ matrix: SparseMatrix) -> [Double] {
    var result = [Double](repeating: 0, count: matrix.rows)
    matrix.multiply(weights, into: &result)
    for row in result.indices { result[row] += intercept }
    return result
  }

  private static func product(_ first: [Double], _ second: [Double]) -> Double {
    var sum = 0.0
    for place in first.indices { sum += first[place] * second[place] }
    return sum
  }
}

/// One of several systems that differ by a multiple of the identity.
private struct ShiftedSystem {
  let shift: Double
  private(set) var solution: [Double]
  private var direction: [Double]
  /// Its residual over that of the unshifted system, now and before.
  private var scale = 1.0
  private var lastScale = 1.0
  private var isDone = false

  init(shift: Double, start: [Double]) {
    self.shift = shift
    direction = start
    solution = [Double](repeating: 0, count: start.count)
  }

  mutating func advance(
    step: Double, ratio: Double, lastStep: Double, lastRatio: Double, residual: [Double],
    isDone: (Double) -> Bool
  ) {
    if self.isDone { return }
    let next =
      scale * lastScale * lastStep
      / (step * lastRatio * (lastScale - scale) + lastScale * lastStep * (1 + shift * step))
    let own = step * next / scale
    let ownRatio = ratio * (next / scale) * (next / scale)
    for row in solution.indices {
      solution[row] += own * direction[row]
      direction[row] = next * residual[row] + ownRatio * direction[row]
    }
    (lastScale, scale) = (scale, next)
    self.isDone = isDone(next)
  }
}
