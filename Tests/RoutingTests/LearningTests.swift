import Similarity
import Simulation
import Testing

@testable import Routing

@Suite("What routers learn with")
struct LearningTests {
  private static let random = RandomStream(seed: 9, replication: 0, purpose: RandomPurpose(901))

  /// A sparse matrix and the same densely.
  private func matrix(rows: Int, columns: Int, seed: Int) -> (SparseMatrix, [[Double]]) {
    var sparse = SparseMatrix(columns: columns)
    var dense: [[Double]] = []
    for row in 0..<rows {
      var values = [Double](repeating: 0, count: columns)
      for column in 0..<columns where LearningTests.random.uniform(seed, row * columns + column) < 0.4 {
        let value = Float(LearningTests.random.normal(seed + 1, row * columns + column))
        sparse.append(column, value)
        values[column] = Double(value)
      }
      sparse.endRow()
      dense.append(values)
    }
    return (sparse, dense)
  }

  @Test("the ridge solves its normal equations", arguments: [0.1, 1, 30])
  func ridge(_ penalty: Double) {
    let (sparse, dense) = matrix(rows: 40, columns: 8, seed: 1)
    let targets = (0..<40).map { LearningTests.random.normal(3, $0) }
    let model = RidgeRegression.path(
      sparse, targets: targets, penalties: [penalty], tolerance: 1e-12)[0]
    // The gradient of the loss is zero in every weight and in the intercept.
    let errors = dense.indices.map { row in
      targets[row] - model.intercept - zip(dense[row], model.weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(abs(errors.reduce(0, +)) < 1e-8)
    for column in 0..<8 {
      let slope = dense.indices.reduce(0.0) { $0 + errors[$1] * dense[$1][column] }
      #expect(abs(slope - penalty * model.weights[column]) < 1e-8)
    }
    #expect(zip(model.predict(sparse), zip(targets, errors)).allSatisfy { abs($0 - ($1.0 - $1.1)) < 1e-9 })
  }

  @Test("the logistic regression is at the foot of its loss")
  func logistic() {
    let (sparse, dense) = matrix(rows: 60, columns: 6, seed: 11)
    let targets = (0..<60).map { LearningTests.random.uniform(13, $0) < 0.3 ? 1.0 : 0 }
    let model = LogisticRegression(sparse, targets: targets, penalty: 0.5, steps: 50)
    let errors = zip(targets, model.predict(sparse)).map { $0 - 1 / (1 + Transcendental.exp(-$1)) }
    #expect(abs(errors.reduce(0, +)) < 1e-3)
    for column in 0..<6 {
      let slope = dense.indices.reduce(0.0) { $0 + errors[$1] * dense[$1][column] }
      #expect(abs(slope - 0.5 * model.weights[column]) < 1e-3)
    }
  }

  @Test("the nearest are found as by comparing all", arguments: [1, 5, 100])
  func nearest(_ k: Int) {
    let (training, trainingRows) = matrix(rows: 50, columns: 12, seed: 20)
    let (queries, queryRows) = matrix(rows: 15, columns: 12, seed: 30)
    let targets = (0..<50).map { LearningTests.random.normal(40, $0) }
    let expected = queryRows.map { query -> Double in
      let products = trainingRows.map { zip($0, query).reduce(0) { $0 + $1.0 * $1.1 } }
      let order = products.indices.sorted {
        products[$0] != products[$1] ? products[$0] > products[$1] : $0 < $1
      }
      let best = order.prefix(k)
      return best.reduce(0) { $0 + targets[$1] } / Double(best.count)
    }
    let found = NearestNeighbours.predict(training: training, targets: targets, queries: queries, k: k)
    #expect(zip(found, expected).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test("TF-IDF knows only terms of at least two training texts, and its rows have length one")
  func terms() {
    let texts = TextTable(["alpha beta beta", "beta gamma", "Alpha, beta!", "delta"])
    let counts = TermCounts(texts)
    let weights = TermWeights(counts, rows: [0, 1, 2])
    // alpha, beta and the pair "alpha beta" occur twice or more.
    #expect(weights.columns == 3)
    let matrix = weights.matrix(counts, rows: [0, 3])
    #expect(matrix.starts == [0, 3, 3])
    let squares = matrix.values.reduce(0) { $0 + $1 * $1 }
    #expect(abs(squares - 1) < 1e-6)
  }

  private static func matrix(_ rows: [[Float]]) -> SparseMatrix {
    var matrix = SparseMatrix(columns: rows.first?.count ?? 0)
    for row in rows {
      for (column, value) in row.enumerated() where value != 0 { matrix.append(column, value) }
      matrix.endRow()
    }
    return matrix
  }

  @Test("several penalties at once give what each gives alone")
  func path() {
    let rows = (0..<60).map { row in
      (0..<9).map { Float(LearningTests.random.normal(60, row * 9 + $0)) }
    }
    let targets = (0..<60).map { LearningTests.random.normal(61, $0) + Double(rows[$0][2]) }
    let matrix = LearningTests.matrix(rows)
    let penalties: [Double] = [0.5, 4, 100, 1000]
    let together = RidgeRegression.path(matrix, targets: targets, penalties: penalties, tolerance: 1e-12)
    for (model, penalty) in zip(together, penalties) {
      let alone = RidgeRegression.path(matrix, targets: targets, penalties: [penalty], tolerance: 1e-12)[0]
      #expect(model.penalty == penalty && abs(model.intercept - alone.intercept) < 1e-9)
      for (left, right) in zip(model.weights, alone.weights) { #expect(abs(left - right) < 1e-9) }
    }
    #expect(together[0].weights[2] > together[3].weights[2])
  }

  @Test("cross-validation shrinks noise, keeps a signal, and judges each row without it")
  func crossValidation() {
    let count = 240
    let rows = (0..<count).map { row in
      (0..<12).map { Float(LearningTests.random.normal(70, row * 12 + $0)) }
    }
    let matrix = LearningTests.matrix(rows)
    let folds = (0..<count).map { $0 % RoutingStudy.folds }
    let noise = (0..<count).map { LearningTests.random.normal(71, $0) }
    let signal = (0..<count).map { noise[$0] * 0.1 + 2 * Double(rows[$0][3]) }
    let ofNoise = RidgeRegression.crossValidated(matrix, targets: noise, folds: folds)
    let ofSignal = RidgeRegression.crossValidated(matrix, targets: signal, folds: folds)
    #expect(ofNoise.model.penalty > ofSignal.model.penalty)
    #expect(ofSignal.error < 0.1)
    // A row's own target does not enter its held-out prediction.
    var other = signal
    other[5] += 1000
    let changed = RidgeRegression.crossValidated(matrix, targets: other, folds: folds, stated: 3)
    let before = RidgeRegression.crossValidated(matrix, targets: signal, folds: folds, stated: 3)
    #expect(changed.heldOut[5] == before.heldOut[5] && changed.heldOut[6] != before.heldOut[6])
  }

  @Test("a factorisation learns what separates two kinds of queries, and not from the row it judges")
  func factorisation() {
    var rows: [[Float]] = []
    var gaps: [Double] = []
    for row in 0..<200 {
      let isHard = row % 2 == 0
      rows.append(
        (0..<16).map {
          (Float(LearningTests.random.normal(50, row * 16 + $0)) + (isHard ? Float($0 % 2) : 0)) / 4
        })
      gaps.append(isHard ? 1 : -1)
    }
    let matrix = LearningTests.matrix(rows)
    let folds = (0..<200).map { $0 / 2 % RoutingStudy.folds }
    let settings = MatrixFactorisation.Settings(rank: 4, rate: 0, penalty: 0, epochs: 20)
    func fit(_ gaps: [Double]) -> (model: MatrixFactorisation, heldOut: [Double]) {
      MatrixFactorisation.crossValidated(
        matrix, gaps: gaps, folds: folds, settings,
        random: RandomStream(seed: 1, replication: 0, purpose: .routingWeights))
    }
    let fit = fit(gaps)
    #expect(zip(fit.model.scores(matrix), gaps).count { ($0 > 0) == ($1 > 0) } > 160)
    #expect(zip(fit.heldOut, gaps).count { ($0 > 0) == ($1 > 0) } > 140)
    let random = gaps.indices.map { LearningTests.random.uniform(80, $0) < 0.5 ? 1.0 : -1.0 }
    let blind = self.blind(matrix, random, folds, settings)
    #expect((70...130).contains(blind))
  }

  /// How many of random gaps a factorisation tells on rows it has not learnt from.
  private func blind(
    _ matrix: SparseMatrix, _ gaps: [Double], _ folds: [Int], _ settings: MatrixFactorisation.Settings
  ) -> Int {
    let fit = MatrixFactorisation.crossValidated(
      matrix, gaps: gaps, folds: folds, settings,
      random: RandomStream(seed: 1, replication: 0, purpose: .routingWeights))
    return zip(fit.heldOut, gaps).count { ($0 > 0) == ($1 > 0) }
  }
}
