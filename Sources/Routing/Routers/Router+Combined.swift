import Simulation

extension RouterDeclaration {
  /// Ridge regression of the gap on everything a text shows.
  static let combined = RouterDeclaration(
    "combined", "ridge regression of the gap on TF-IDF, text statistics and domain", isTrained: true,
    parameters: combinedParameters
  ) { parameters, task in
    let features = CombinedFeatures(task, parameters)
    let model = RidgeRegression(
      features.training, targets: task.gaps(task.training), penalty: parameters["penalty"])
    return .scores(model.predict(features.queries))
  }

  /// Expected quality and cost of every model; what a right answer is worth decides.
  static let costAware = RouterDeclaration(
    "cost_aware", "expected quality of every model against its expected cost", isTrained: true,
    parameters: combinedParameters, choosesAmongAll: true
  ) { parameters, task in
    let features = CombinedFeatures(task, parameters)
    let models = task.table.models.count
    var quality = [Double](repeating: 0, count: task.rows.count * models)
    var cost = quality
    for model in 0..<models {
      let regression = RidgeRegression(
        features.training, targets: task.training.map { task.table.scores[$0 * models + model] },
        penalty: parameters["penalty"])
      let line = CostLine(task.table, model: model, rows: task.training)
      for (place, prediction) in regression.predict(features.queries).enumerated() {
        quality[place * models + model] = min(max(prediction, 0), 1)
        cost[place * models + model] = line.cost(
          inputTokens: Double(task.table.inputTokens[task.rows[place] * models + model]))
      }
    }
    return RouterJudgement(rows: .options(quality: quality, cost: cost), heldOut: nil)
  }

  private static let combinedParameters = [
    Parameter("penalty", 10, 1e-3...1e9, "weight of the ridge"),
    Parameter("statistics", 0.1, 0...100, "scale of the text statistics beside a row of TF-IDF"),
    Parameter("domains", 1, 0...100, "scale of the domain"),
  ]
}

/// TF-IDF with text statistics, standardised over training, and the domain behind it.
private struct CombinedFeatures {
  let training: SparseMatrix
  let queries: SparseMatrix

  init(_ task: RoutingTask, _ parameters: RouterParameters) {
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
    let scales = spreads.map { $0 > 1e-12 ? parameters["statistics"] / $0.squareRoot() : 0 }
    let domains = task.table.domainNames.count
    let domainScale = Float(parameters["domains"])
    let base = weights.columns
    func tail(_ row: Int, _ matrix: inout SparseMatrix) {
      for part in 0..<size {
        matrix.append(base + part, Float((statistics[row * size + part] - means[part]) * scales[part]))
      }
      if domains > 0 { matrix.append(base + size + Int(task.table.domains[row]), domainScale) }
    }
    training = weights.matrix(task.input.terms, rows: task.training, tailColumns: size + domains, tail: tail)
    queries = weights.matrix(task.input.terms, rows: task.rows, tailColumns: size + domains, tail: tail)
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
