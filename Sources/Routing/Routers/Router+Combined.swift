import Simulation

extension RouterDeclaration {
  /// Ridge regression of the gap on everything a text shows.
  static let combined = RouterDeclaration(
    "combined",
    "ridge regression of the gap on TF-IDF, text statistics, domain and the vectors of a chosen embedder",
    isTrained: true,
    parameters: combinedParameters
  ) { parameters, task in
    let features = CombinedFeatures(
      task, statistics: parameters["statistics"], domains: parameters["domains"])
    let fit = RidgeRegression.crossValidated(
      features.training, targets: task.gaps(task.training), folds: task.folds, stated: parameters.penalty)
    return .scores(fit.model.predict(features.queries), heldOut: fit.heldOut)
  }

  /// Expected quality and cost of every model; what a right answer is worth decides.
  static let costAware = RouterDeclaration(
    "cost_aware", "expected quality of every model against its expected cost", isTrained: true,
    parameters: combinedParameters, choosesAmongAll: true
  ) { parameters, task in
    let features = CombinedFeatures(
      task, statistics: parameters["statistics"], domains: parameters["domains"])
    let models = task.table.models.count
    var rows = ModelOptions(queries: task.rows.count, models: models)
    var heldOut = ModelOptions(queries: task.training.count, models: models)
    let folds = task.folds
    for model in 0..<models {
      let fit = RidgeRegression.crossValidated(
        features.training, targets: task.training.map { task.table.scores[$0 * models + model] },
        folds: folds, stated: parameters.penalty)
      let line = CostLine(task.table, model: model, rows: task.training)
      func cost(_ row: Int) -> Double {
        line.cost(inputTokens: Double(task.table.inputTokens[row * models + model]))
      }
      rows.enter(model, quality: fit.model.predict(features.queries), cost: task.rows.map(cost))
      heldOut.enter(model, quality: fit.heldOut, cost: task.training.map(cost))
    }
    return RouterJudgement(rows: rows.judgement, heldOut: heldOut.judgement)
  }

  private static let combinedParameters = [
    penaltyParameter,
    Parameter("statistics", 1, 0...100, "length of a row's text statistics beside its TF-IDF"),
    Parameter("domains", 1, 0...100, "length of its domain"),
  ]

  static let penaltyParameter = Parameter(
    "penalty", 0, 0...1e9, "weight of the ridge; 0 chooses it by cross-validation in the training queries")
}

extension RouterParameters {
  /// The stated weight of a ridge, or nil when it is to be chosen.
  var penalty: Double? { self["penalty"] > 0 ? self["penalty"] : nil }
}

/// Expected quality and dollars of every model on every query, row-major by query.
private struct ModelOptions {
  private let models: Int
  private var quality: [Double]
  private var cost: [Double]

  init(queries: Int, models: Int) {
    self.models = models
    quality = [Double](repeating: 0, count: queries * models)
    cost = quality
  }

  mutating func enter(_ model: Int, quality values: [Double], cost prices: [Double]) {
    for (place, value) in values.enumerated() {
      quality[place * models + model] = min(max(value, 0), 1)
      cost[place * models + model] = prices[place]
    }
  }

  var judgement: Judgement { .options(quality: quality, cost: cost) }
}

/// TF-IDF, and behind it text statistics, standardised over training, the domain, and the vectors of an embedder
/// where one was chosen. Each of these parts of a row has about the length that is stated, TF-IDF and vectors one.
struct CombinedFeatures {
  let training: SparseMatrix
  let queries: SparseMatrix

  init(_ task: RoutingTask, statistics length: Double, domains domainLength: Double) {
    let weights = TermWeights(task.input.terms, rows: task.training)
    let size = TextStatistics.count
    let statistics = task.input.statistics
    let count = Double(max(1, task.training.count))
    var means = [Double](repeating: 0, count: size)
    var spreads = means
    for row in task.training { for part in 0..<size { means[part] += statistics[row * size + part] / count } }
    for row in task.training {
      for part in 0..<size {
        let distance = statistics[row * size + part] - means[part]
        spreads[part] += distance * distance / count
      }
    }
    let scales = spreads.map { $0 > 1e-12 ? length / ($0 * Double(size)).squareRoot() : 0 }
    let domains = domainLength > 0 ? task.table.domainNames.count : 0
    let domainScale = Float(domainLength)
    let base = weights.columns
    let vectors = task.input.vectors
    func tail(_ row: Int, _ matrix: inout SparseMatrix) {
      for part in 0..<size {
        matrix.append(base + part, Float((statistics[row * size + part] - means[part]) * scales[part]))
      }
      if domains > 0 { matrix.append(base + size + Int(task.table.domains[row]), domainScale) }
      vectors?.append(row, to: &matrix, from: base + size + domains)
    }
    let columns = size + domains + (vectors?.dimensions ?? 0)
    training = weights.matrix(task.input.terms, rows: task.training, tailColumns: columns, tail: tail)
    queries = weights.matrix(task.input.terms, rows: task.rows, tailColumns: columns, tail: tail)
  }
}

/// Expected dollars of a model's call as a straight line of its input tokens, by least squares.
private struct CostLine {
  private let start: Double
  private let slope: Double

  init(_ table: RecordedOutcomes, model: Int, rows: [Int]) {
    let models = table.models.count
    let count = Double(max(1, rows.count))
    var meanTokens = 0.0
    var meanCost = 0.0
    for row in rows {
      meanTokens += Double(table.inputTokens[row * models + model]) / count
      meanCost += Double(table.costs[row * models + model]) / 1e12 / count
    }
    var squares = 0.0
    var products = 0.0
    for row in rows {
      let distance = Double(table.inputTokens[row * models + model]) - meanTokens
      squares += distance * distance
      products += distance * (Double(table.costs[row * models + model]) / 1e12 - meanCost)
    }
    slope = squares > 0 ? products / squares : 0
    start = meanCost - slope * meanTokens
  }

  func cost(inputTokens: Double) -> Double { max(0, start + slope * inputTokens) }
}
