import Simulation

extension RouterDeclaration {
  /// Who knows the gap of every query.
  static let oracle = RouterDeclaration(
    "oracle", "knows the gap strong - weak of every query", isBound: true,
    threshold: { _ in RouterThreshold(key: 0) }
  ) { _, task in .scores(task.gaps(task.rows)) }

  /// The cheapest model whose answer is right; where none is, the cheapest.
  static let oracleCheapest = RouterDeclaration(
    "oracle_cheapest", "the cheapest model that is right, of all; the cheapest where none is", isBound: true
  ) { _, task in
    let models = task.table.models.count
    var result = RouterOperation(quality: [], cost: [], calls: [])
    for row in task.rows {
      let base = row * models
      let order = (0..<models).sorted {
        (task.table.costs[base + $0], $0) < (task.table.costs[base + $1], $1)
      }
      let model = order.first { task.table.scores[base + $0] >= 0.5 } ?? order[0]
      result.quality.append(task.table.scores[base + model])
      result.cost.append(Double(task.table.costs[base + model]) / 1e12)
      result.calls.append(model == task.pair.strong ? 1 : 0)
      result.models.append(UInt8(model))
    }
    return .operation(result)
  }

  /// A classifier that tells with a stated accuracy whether the strong model is needed.
  static let confusion = RouterDeclaration(
    "confusion", "tells with a stated accuracy whether the strong model is needed", isAssumed: true,
    parameters: [Parameter("accuracy", 0.8, 0...1, "how often it is right")],
    threshold: { _ in RouterThreshold(key: 0.5) }
  ) { parameters, task in
    let coins = RandomStream(seed: task.seed, replication: 0, purpose: .routingCoin)
    let accuracy = parameters["accuracy"]
    return .scores(
      zip(task.rows, task.gaps(task.rows)).map { row, gap in
        (coins.uniform(row) < accuracy) == (gap > 0) ? 1 : 0
      })
  }

  /// Who sees the latent difficulty of a modelled query with a stated noise.
  static let observer = RouterDeclaration(
    "observer", "sees the difficulty of a modelled query with a stated noise", isAssumed: true,
    needsLatent: true,
    parameters: [Parameter("noise", 1, 0...1000, "standard deviation of the noise beside difficulties of 1")]
  ) { parameters, task in
    let observer = DifficultyObserver(noise: parameters["noise"], seed: task.seed)
    return .scores(task.rows.map { observer.observe(task.table.latent[$0], query: $0) })
  }

  /// The weak model first; a judge of stated error decides whether the strong one is asked as well.
  static let cascade = RouterDeclaration(
    "cascade", "weak first; a judge that errs as stated calls the strong one; both are billed",
    isAssumed: true,
    parameters: [Parameter("error", 0.1, 0...1, "how often the judge is wrong")]
  ) { parameters, task in
    let models = task.table.models.count
    let judge = CascadeJudge(error: parameters["error"])
    var result = RouterOperation(quality: [], cost: [], calls: [])
    for row in task.rows {
      let base = row * models
      let weak = task.table.scores[base + task.pair.weak]
      let escalation = judge.escalation(weak)
      result.quality.append(
        (1 - escalation) * judge.keptQuality(weak)
          + escalation * task.table.scores[base + task.pair.strong])
      result.cost.append(
        (Double(task.table.costs[base + task.pair.weak])
          + escalation * Double(task.table.costs[base + task.pair.strong])) / 1e12)
      result.calls.append(escalation)
    }
    return .operation(result)
  }
}
