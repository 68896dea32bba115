import Declarations
import Providers
import Similarity
import Simulation
import Synchronization

extension RoutingStudy {
  /// What a router does in a split.
  struct Verdict: Sendable {
    var sweep: RouterSweep?
    var operation: RouterOperation
    var threshold: RouterThreshold?
    /// How many queries were labelled for it.
    var labels = 0
  }

  /// The verdicts of all routers in all splits, in their order.
  func judge(
    _ routers: [RouterSpecification], _ plans: [Plan], _ input: RoutingInput, _ pair: RoutePair
  ) throws(Diagnostic) -> [[Verdict]] {
    let slots = Mutex<[Result<Verdict, Diagnostic>?]>(
      Array(repeating: nil, count: routers.count * plans.count))
    forEachBlock(routers.count * plans.count, threads: threads) { _, block in
      let router = routers[block / plans.count]
      let split = block % plans.count
      let result = Result { () throws(Diagnostic) in
        try verdict(router, split: split, plans[split], input, pair)
      }
      slots.withLock { $0[block] = result }
    }
    let results = slots.withLock { $0.compactMap(\.self) }
    var verdicts: [[Verdict]] = []
    for place in routers.indices {
      var own: [Verdict] = []
      for split in plans.indices { own.append(try results[place * plans.count + split].get()) }
      verdicts.append(own)
    }
    return verdicts
  }

  private func verdict(
    _ router: RouterSpecification, split: Int, _ plan: Plan, _ input: RoutingInput, _ pair: RoutePair
  ) throws(Diagnostic) -> Verdict {
    let declaration = router.declaration
    let labels = declaration.labels(router.parameters).map { min($0, plan.training.count) }
    let task = RoutingTask(
      input: input, pair: pair, training: Array(plan.training.prefix(labels ?? .max)),
      unlabelled: plan.training, rows: plan.test, seed: seed, split: split)
    let judgement = try declaration.judge(router.parameters, task)
    let fees = RoutingStudy.fees(router, plan.test, input.table, pair)
    let labelled = declaration.isTrained ? task.training.count : 0
    if case .operation(var operation) = judgement.rows {
      for place in fees.indices { operation.cost[place] += fees[place] }
      operation.billSwitches(plan.test, input.table, pair, asksBoth: operation.models.isEmpty)
      return Verdict(sweep: nil, operation: operation, labels: labelled)
    }
    let sweep = RoutingStudy.sweep(judgement.rows, plan.test, fees, input.table, pair)
    let threshold: RouterThreshold
    if let own = declaration.threshold(router.parameters) {
      threshold = own
    } else {
      threshold = try calibrate(router, task, judgement.heldOut, sweep)
    }
    var operation = sweep.operation(at: threshold)
    if sweep.isBinary || input.table.models.count == 2 {
      operation.billSwitches(plan.test, input.table, pair, asksBoth: false)
    }
    return Verdict(
      sweep: sweep, operation: operation, threshold: threshold,
      labels: calibrates && declaration.threshold(router.parameters) == nil ? task.training.count : labelled)
  }

  /// The threshold of a router that only ranks, from training queries that it judged without having learnt
  /// from them.
  ///
  /// Without training queries it is drawn on the tested ones, in hindsight.
  private func calibrate(
    _ router: RouterSpecification, _ task: RoutingTask, _ heldOut: Judgement?, _ tested: RouterSweep
  ) throws(Diagnostic) -> RouterThreshold {
    if !calibrates { return RouterThreshold(key: .infinity) }
    let totals = PairTotals(
      task.table, task.pair, rows: task.training.isEmpty ? task.rows : task.training)
    if task.training.isEmpty { return rule.threshold(tested, strongQuality: totals.strongQuality) }
    var rows = task.training
    var judgement = heldOut
    if judgement == nil {
      if router.declaration.isTrained {
        (rows, judgement) = try task.crossJudge(router)
      } else {
        judgement = try router.declaration.judge(router.parameters, task.judging(task.training)).rows
      }
    }
    guard let judgement else { return RouterThreshold(key: .infinity) }
    let fees = RoutingStudy.fees(router, rows, task.table, task.pair)
    let sweep = RoutingStudy.sweep(judgement, rows, fees, task.table, task.pair)
    return rule.threshold(sweep, strongQuality: totals.strongQuality)
  }

  private static func sweep(
    _ judgement: Judgement, _ rows: [Int], _ fees: [Double], _ table: RecordedOutcomes, _ pair: RoutePair
  ) -> RouterSweep {
    switch judgement {
    case .scores(let scores):
      RouterSweep(scores: scores, rows: rows, fees: fees, table: table, pair: pair)
    case .options(let quality, let cost):
      RouterSweep(quality: quality, cost: cost, rows: rows, fees: fees, table: table, pair: pair)
    case .operation:
      RouterSweep(
        scores: Array(repeating: 0, count: rows.count), rows: rows, fees: fees, table: table, pair: pair)
    }
  }

  /// Dollars for the router itself, one value a query.
  static func fees(
    _ router: RouterSpecification, _ rows: [Int], _ table: RecordedOutcomes, _ pair: RoutePair
  ) -> [Double] {
    let price = TokenPrice(dollarsPerMillion: router.parameters["usd_per_1m"])
    return rows.map { (price * Int(table.inputTokens[$0 * table.models.count + pair.weak])).dollars }
  }
}

/// What a router decides on the test queries of a split.
package struct RouterDecisions: Sendable {
  /// The table's model for each row of the table; that of the weak model for rows that do not test.
  package let models: [UInt8]
  /// How many queries were labelled for it: their answers by every model it chooses among are known to it.
  package let labels: Int
  /// Dollars of those answers.
  package let labelCost: Double
}

extension RoutingStudy {
  /// What a router decides in a split, for whoever sends the queries himself.
  ///
  /// - Throws: a `Diagnostic` when the router cannot be held to the table, or calls more than one model.
  package func decide(
    _ router: RouterSpecification, split number: Int, _ input: RoutingInput, _ pair: RoutePair
  ) throws(Diagnostic) -> RouterDecisions {
    if let obstacle = obstacle(to: router, on: input.table) {
      throw Diagnostic("the router '\(router.label)' cannot work: \(obstacle)")
    }
    let plan = split(number, of: input.table)
    try check(plan, input.table, router.declaration.isTrained ? pair : nil, split: number)
    let verdict = try verdict(router, split: number, plan, input, pair)
    let coins = RandomStream(seed: seed, replication: number, purpose: .routingChoice)
    var choices = verdict.operation.models
    if let sweep = verdict.sweep, let threshold = verdict.threshold {
      choices = sweep.choices(at: threshold) { coins.uniform($0) }
    }
    guard choices.count == plan.test.count else {
      throw Diagnostic(
        "the router '\(router.label)' calls more than one model; one that chooses a model was expected (the layer 'cascade' asks two)"
      )
    }
    var models = [UInt8](repeating: UInt8(pair.weak), count: input.table.count)
    for (row, model) in zip(plan.test, choices) { models[row] = model }
    let labelled = plan.training.prefix(verdict.labels)
    return RouterDecisions(
      models: models, labels: labelled.count,
      labelCost: RoutingStudy.labelCost(
        input.table, router.declaration.choosesAmongAll ? nil : pair, labelled))
  }

  /// Dollars of the answers to some queries: of a pair of models, or of all.
  static func labelCost(_ table: RecordedOutcomes, _ pair: RoutePair?, _ rows: some Sequence<Int>) -> Double {
    let models = pair.map { [$0.weak, $0.strong] } ?? Array(table.models.indices)
    var cost: Int128 = 0
    for row in rows { for model in models { cost += Int128(table.costs[row * table.models.count + model]) } }
    return Double(cost) / 1e12
  }
}
