import Similarity
import Simulation

/// A bilinear model of which of two models answers a query better (Ong et al.: "RouteLLM: Learning to Route LLMs
/// with Preference Data", 2024, after Koren, Bell and Volinsky: "Matrix factorization techniques for recommender
/// systems", IEEE Computer 42(8), 2009): score(m, q) = w . (v_m * (A x_q + c)) + b_m, with the features x_q of the
/// query's text projected to the models' vectors.
///
/// Fitted to the probability sigma(score(strong, q) - score(weak, q)) that the strong model is better (Bradley and
/// Terry, 1952) by stochastic gradients in a fixed order. It differs from the published one in its features, which
/// are ours, and in its target: recorded gaps, a tie counting one half. Only the difference of the two models'
/// vectors enters; it is what is stored.
struct MatrixFactorisation: Sendable {
  /// How it is fitted.
  struct Settings: Sendable, Hashable {
    /// The length of a model's vector.
    var rank: Int
    /// The first step of the gradients.
    var rate: Double
    /// What half a unit of a squared weight costs beside a unit of log loss over all queries.
    var penalty: Double
    /// Passes over the training queries.
    var epochs: Int
  }

  /// The vector of each feature; what lies beyond the rank is zero and stays so.
  private var projection: [SIMD8<Float>]
  private var offset: SIMD8<Float>
  /// The difference of the two models' vectors times the last weights.
  private var difference: SIMD8<Float>
  private var bias: Double
  /// What a touch of a column takes off its weights, so that a pass takes the same off every column.
  private let decay: [Float]
  private let settings: Settings
  private let random: RandomStream

  /// The greatest rank.
  static let greatestRank = 8

  /// A model that has learnt nothing.
  init(_ matrix: SparseMatrix, gaps: [Double], _ settings: Settings, random: RandomStream) {
    precondition(
      (1...MatrixFactorisation.greatestRank).contains(settings.rank) && gaps.count == matrix.rows,
      "a factorisation wants a rank of at most 8 and a gap a query")
    self.settings = settings
    self.random = random
    let rank = settings.rank
    func vector(_ purpose: Int, _ index: Int, _ scale: Double) -> SIMD8<Float> {
      var result = SIMD8<Float>.zero
      for part in 0..<rank { result[part] = Float(scale * random.normal(purpose, index * rank + part)) }
      return result
    }
    projection = (0..<matrix.columns).map { vector(0, $0, 0.1) }
    offset = .zero
    difference = vector(1, 0, 1 / Double(rank).squareRoot())
    // The log odds of the mean gap.
    let share = (1 + gaps.reduce(0, +) / Double(max(1, gaps.count))) / 2
    bias = Transcendental.log(max(share, 1e-9) / max(1 - share, 1e-9))
    var touches = [Float](repeating: 0, count: matrix.columns)
    for column in matrix.indices { touches[Int(column)] += 1 }
    decay = touches.map { $0 > 0 ? Float(settings.penalty) / $0 : 0 }
  }

  /// A model fitted to gaps (strong - weak, -1...1), one a row.
  init(fitting matrix: SparseMatrix, gaps: [Double], _ settings: Settings, random: RandomStream) {
    self.init(matrix, gaps: gaps, settings, random: random)
    for epoch in 0..<settings.epochs { train(matrix, gaps: gaps, epoch: epoch) }
  }

  /// One pass over the queries.
  mutating func train(_ matrix: SparseMatrix, gaps: [Double], epoch: Int) {
    let keys = (0..<matrix.rows).map { random.bits(2 + epoch, $0) }
    let order = (0..<matrix.rows).sorted { (keys[$0], $0) < (keys[$1], $1) }
    let step = Float(settings.rate / (1 + Double(epoch)))
    let shrink = step * Float(settings.penalty) / Float(max(1, matrix.rows))
    for row in order {
      let hidden = hidden(matrix, row)
      let score = bias + Double((difference * hidden).sum())
      let error = 1 / (1 + Transcendental.exp(-score)) - (1 + gaps[row]) / 2
      let move = step * Float(error)
      bias -= Double(move)
      let pull = move * difference
      difference -= move * hidden + shrink * difference
      offset -= pull
      for place in matrix.starts[row]..<matrix.starts[row + 1] {
        let column = Int(matrix.indices[place])
        let kept = 1 - min(1, step * decay[column])
        projection[column] = kept * projection[column] - pull * matrix.values[place]
      }
    }
  }

  /// The log odds that the strong model is better, one a row.
  func scores(_ matrix: SparseMatrix) -> [Double] {
    (0..<matrix.rows).map { bias + Double((difference * hidden(matrix, $0)).sum()) }
  }

  /// The vector of a query.
  private func hidden(_ matrix: SparseMatrix, _ row: Int) -> SIMD8<Float> {
    var sum = offset
    for place in matrix.starts[row]..<matrix.starts[row + 1] {
      sum += projection[Int(matrix.indices[place])] * matrix.values[place]
    }
    return sum
  }
}

extension MatrixFactorisation {
  /// The penalties and first steps among which cross-validation chooses.
  static let penalties: [Double] = [1, 3, 10, 30]
  static let rates: [Double] = [0.1, 0.3]

  /// Fits gaps with the penalty, the first step and the number of passes that predict held-out folds best.
  ///
  /// - Parameters:
  ///   - folds: the fold of each row, below `RoutingStudy.folds`.
  ///   - settings: its epochs are the most that are tried; its penalty and rate are taken where they are positive.
  /// - Returns: the model of all rows, and the log odds of each row by a model of the other folds.
  static func crossValidated(
    _ matrix: SparseMatrix, gaps: [Double], folds: [Int], _ settings: Settings, random: RandomStream
  ) -> (model: MatrixFactorisation, heldOut: [Double]) {
    var trials: [Settings] = []
    for rate in settings.rate > 0 ? [settings.rate] : rates {
      for penalty in settings.penalty > 0 ? [settings.penalty] : penalties {
        trials.append(
          Settings(rank: settings.rank, rate: rate, penalty: penalty, epochs: settings.epochs))
      }
    }
    var losses = [Double](repeating: 0, count: trials.count * settings.epochs)
    var predictions = losses.map { _ in [Double](repeating: 0, count: matrix.rows) }
    for fold in 0..<RoutingStudy.folds {
      let kept = folds.indices.filter { folds[$0] != fold }
      let held = folds.indices.filter { folds[$0] == fold }
      let training = matrix.selecting(kept)
      let test = matrix.selecting(held)
      let targets = kept.map { gaps[$0] }
      for (place, trial) in trials.enumerated() {
        var model = MatrixFactorisation(training, gaps: targets, trial, random: random)
        for epoch in 0..<settings.epochs {
          model.train(training, gaps: targets, epoch: epoch)
          let cell = place * settings.epochs + epoch
          for (row, score) in zip(held, model.scores(test)) {
            predictions[cell][row] = score
            // log(1 + e^s) - t s, without overflow.
            losses[cell] +=
              max(score, 0) + Transcendental.log(1 + Transcendental.exp(-abs(score)))
              - (1 + gaps[row]) / 2 * score
          }
        }
      }
    }
    var best = 0
    for cell in losses.indices where losses[cell] < losses[best] { best = cell }
    var chosen = trials[best / settings.epochs]
    chosen.epochs = best % settings.epochs + 1
    return (
      MatrixFactorisation(fitting: matrix, gaps: gaps, chosen, random: random), predictions[best]
    )
  }
}
