import Declarations
import Providers
import Similarity
import Simulation
import Synchronization

/// Holds routers to recorded outcomes: trains each on a share of the queries and tests it on the others, in
/// several random splits.
///
/// A router that only ranks gets its threshold by a rule, on training queries it was not trained on (four
/// folds). Intervals come from resampling queries (Efron, 1979): every resample draws the table's queries with
/// replacement, and all routers and splits see the same draw.
package struct RoutingStudy: Sendable {
  /// The seed.
  package var seed: UInt64 = 1
  /// How many random splits.
  package var splits = 5
  /// The share of the queries that train; 0 tests on all queries, and trained routers are left out.
  package var trainShare = 0.7
  /// How many resamples.
  package var resamples = 1000
  /// The confidence of the intervals.
  package var confidence = 0.95
  /// How routers that only rank get a threshold.
  package var rule = OperatingRule.qualityFloor(0.95)
  /// Threads.
  package var threads = 1

  /// A study with the usual settings.
  package init() {}

  /// Whether routers that only rank get a threshold; without one they send nothing, and only curves count.
  var calibrates = true

  /// How many folds calibrate a threshold.
  private static let folds = 4
  /// Points of an averaged curve.
  private static let curvePoints = 100

  /// Runs the study.
  ///
  /// - Throws: a `Diagnostic` when a training split has one class only, or no router can be run.
  package func run(_ table: RecordedOutcomes, pair: RoutePair, routers: [RouterSpecification])
    throws(Diagnostic) -> RoutingResult
  {
    var notes: [String] = []
    let chosen = routers.filter { router in
      if router.declaration.isTrained && trainShare == 0 {
        notes.append("\(router.label) was left out: it wants training queries")
        return false
      }
      if router.declaration.needsLatent && table.latent.isEmpty {
        notes.append("\(router.label) was left out: it wants a modelled table")
        return false
      }
      if router.declaration.readsText && !table.latent.isEmpty {
        notes.append("\(router.label) was left out: modelled queries have no text")
        return false
      }
      if router.declaration.needsDomains && table.domainNames.isEmpty {
        notes.append("\(router.label) was left out: the table has one domain")
        return false
      }
      return true
    }
    guard !chosen.isEmpty else { throw Diagnostic(notes.joined(separator: "; "), kind: .usage) }
    let plans = (0..<(trainShare == 0 ? 1 : splits)).map { split($0, of: table.count) }
    for (place, plan) in plans.enumerated() {
      guard !plan.test.isEmpty, trainShare == 0 || plan.training.count >= 2 * RoutingStudy.folds else {
        throw Diagnostic(
          "the table has \(table.count) queries, too few for a training share of \(trainShare.short)",
          file: table.source)
      }
      guard chosen.contains(where: \.declaration.isTrained) else { continue }
      try checkClasses(table, pair, plan.training, split: place)
    }
    let input = RoutingInput(table, routers: chosen)
    let verdicts = try judge(chosen, plans, input, pair)
    return summarise(chosen, plans, verdicts, table, pair, notes)
  }

  /// The training and test queries of a split, as rows in random order.
  private func split(_ number: Int, of count: Int) -> (training: [Int], test: [Int]) {
    if trainShare == 0 { return ([], Array(0..<count)) }
    let random = RandomStream(seed: seed, replication: number, purpose: .routingSplit)
    let keys = (0..<count).map { random.bits($0) }
    let order = (0..<count).sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
    let cut = Int((Double(count) * trainShare).rounded(.down))
    return (Array(order[..<cut]), order[cut...].sorted())
  }

  private func checkClasses(_ table: RecordedOutcomes, _ pair: RoutePair, _ rows: [Int], split: Int)
    throws(Diagnostic)
  {
    let models = table.models.count
    func gap(_ row: Int) -> Double {
      table.scores[row * models + pair.strong] - table.scores[row * models + pair.weak]
    }
    guard let first = rows.first, rows.allSatisfy({ gap($0) == gap(first) }) else { return }
    throw Diagnostic(
      "the \(rows.count) training queries of split \(split + 1) have one class only: '\(table.models[pair.strong])' "
        + "and '\(table.models[pair.weak])' differ by \(gap(first).short) on all; queries of two classes were expected",
      file: table.source)
  }

  /// What a router does in a split.
  private struct Verdict: Sendable {
    var sweep: RouterSweep?
    var operation: RouterOperation
  }

  private func judge(
    _ routers: [RouterSpecification], _ plans: [(training: [Int], test: [Int])], _ input: RoutingInput,
    _ pair: RoutePair
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
    _ router: RouterSpecification, split: Int, _ plan: (training: [Int], test: [Int]), _ input: RoutingInput,
    _ pair: RoutePair
  ) throws(Diagnostic) -> Verdict {
    let task = RoutingTask(
      input: input, pair: pair, training: plan.training, rows: plan.test, seed: seed, split: split)
    let judgement = try router.declaration.judge(router.parameters, task)
    let fees = RoutingStudy.fees(router, plan.test, input.table, pair)
    if case .operation(var operation) = judgement {
      for place in fees.indices { operation.cost[place] += fees[place] }
      return Verdict(sweep: nil, operation: operation)
    }
    let sweep = RoutingStudy.sweep(judgement, plan.test, fees, input.table, pair)
    let own = router.declaration.threshold(router.parameters)
    let threshold: RouterThreshold
    if let own { threshold = own } else { threshold = try calibrate(router, task, sweep) }
    return Verdict(sweep: sweep, operation: sweep.operation(at: threshold))
  }

  /// The threshold of a router that only ranks.
  ///
  /// Without training queries it is drawn on the tested ones, in hindsight.
  private func calibrate(_ router: RouterSpecification, _ task: RoutingTask, _ tested: RouterSweep)
    throws(Diagnostic) -> RouterThreshold
  {
    let totals = PairTotals(
      task.table, task.pair, rows: task.training.isEmpty ? task.rows : task.training)
    if !calibrates { return RouterThreshold(key: .infinity) }
    if task.training.isEmpty { return rule.threshold(tested, strongQuality: totals.strongQuality) }
    var rows: [Int] = []
    var scores: [Double] = []
    var quality: [Double] = []
    var cost: [Double] = []
    let folds = router.declaration.isTrained ? RoutingStudy.folds : 1
    let random = RandomStream(seed: seed, replication: task.split, purpose: .routingFold)
    for fold in 0..<folds {
      func isHeldOut(_ row: Int) -> Bool { random.integer(below: folds, row) == fold }
      let part = RoutingTask(
        input: task.input, pair: task.pair, training: task.training.filter { !isHeldOut($0) || folds == 1 },
        rows: task.training.filter(isHeldOut), seed: seed, split: task.split)
      rows += part.rows
      switch try router.declaration.judge(router.parameters, part) {
      case .scores(let own): scores += own
      case .options(let expected, let price):
        quality += expected
        cost += price
      case .operation: return RouterThreshold(key: .infinity)
      }
    }
    let judgement: Judgement = quality.isEmpty ? .scores(scores) : .options(quality: quality, cost: cost)
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
  private static func fees(
    _ router: RouterSpecification, _ rows: [Int], _ table: RecordedOutcomes, _ pair: RoutePair
  ) -> [Double] {
    let price = TokenPrice(dollarsPerMillion: router.parameters["usd_per_1m"])
    return rows.map { (price * Int(table.inputTokens[$0 * table.models.count + pair.weak])).dollars }
  }
}

extension RoutingStudy {
  /// The figures of all routers, each a mean over the splits, in the order of routers and metrics.
  private func figures(
    _ plans: [(training: [Int], test: [Int])], _ verdicts: [[Verdict]], _ table: RecordedOutcomes,
    _ pair: RoutePair, _ frontiers: inout [OracleFrontier], weights: [Double]?,
    each: (Int, Int, [Double]) -> Void
  ) {
    var hull: [(Double, Double)] = []
    for (split, plan) in plans.enumerated() {
      let totals = PairTotals(table, pair, rows: plan.test, weights: weights)
      frontiers[split].weigh(totals, weights)
      for router in verdicts.indices {
        let verdict = verdicts[router][split]
        var quality = 0.0
        var cost = 0.0
        var calls = 0.0
        for (place, row) in plan.test.enumerated() {
          let weight = weights?[row] ?? 1
          quality += weight * verdict.operation.quality[place]
          cost += weight * verdict.operation.cost[place]
          calls += weight * verdict.operation.calls[place]
        }
        quality /= totals.weight
        cost /= totals.weight
        calls /= totals.weight
        let random = totals.weakQuality + calls * (totals.strongQuality - totals.weakQuality)
        let randomCost = totals.weakCost + calls * (totals.strongCost - totals.weakCost)
        let alike = totals.randomCost(quality: quality)
        let room = alike - frontiers[split].cost(quality: quality)
        var values = [
          quality, cost * 1000, calls, (quality - random) * 100, (cost - randomCost) * 1000,
          (alike - cost) * 1000, room > 1e-15 ? (alike - cost) / room : .nan,
        ].map { $0.magnitude < 1e-12 ? 0 : $0 }
        if let sweep = verdict.sweep {
          let curve = CurveFigures(sweep, totals: totals, weights: weights, hull: &hull)
          values += [curve.apgr, curve.apgrDollars] + curve.cpt + [curve.aiq, curve.cost95, curve.cost99]
        } else {
          values += Array(repeating: .nan, count: RoutingMetric.allCases.count - values.count)
        }
        each(router, split, values)
      }
    }
  }

  private func summarise(
    _ routers: [RouterSpecification], _ plans: [(training: [Int], test: [Int])], _ verdicts: [[Verdict]],
    _ table: RecordedOutcomes, _ pair: RoutePair, _ notes: [String]
  ) -> RoutingResult {
    let metrics = RoutingMetric.allCases.count
    let frontiers = plans.map { OracleFrontier(table, pair, rows: $0.test) }
    var bySplit = [[[Double]]](
      repeating: Array(repeating: [], count: plans.count), count: routers.count)
    var own = frontiers
    figures(plans, verdicts, table, pair, &own, weights: nil) { bySplit[$0][$1] = $2 }
    let samples = resample(plans, verdicts, table, pair, frontiers, width: routers.count * metrics)
    var results: [RouterResult] = []
    for (place, router) in routers.enumerated() {
      var figures: [IntervalEstimate] = []
      var deviations: [Double] = []
      for metric in 0..<metrics {
        let values = bySplit[place].map { $0[metric] }
        let mean = values.reduce(0, +) / Double(values.count)
        let ends = interval(samples.map { $0[place * metrics + metric] })
        figures.append(IntervalEstimate(value: mean, lower: ends.lower, upper: ends.upper))
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        deviations.append(values.count > 1 ? (squares / Double(values.count - 1)).squareRoot() : .nan)
      }
      let share = figures[RoutingMetric.strongShare.place].value
      let fee = RoutingStudy.fees(router, plans[0].test, table, pair)
      results.append(
        RouterResult(
          label: router.label, summary: router.declaration.summary, isBound: router.declaration.isBound,
          isAssumed: router.declaration.isAssumed,
          figures: figures, deviations: deviations, curve: curve(verdicts[place], plans, table, pair),
          latency: latency(router, verdicts[place], plans, table, pair),
          fee: fee.reduce(0, +) / Double(fee.count) * 1000, isOneSided: share >= 0.95 || share <= 0.05))
    }
    let training = plans[0].training
    let models = table.models.count
    let labels = training.reduce(0.0) { sum, row in
      sum + Double(table.costs[row * models + pair.weak] + table.costs[row * models + pair.strong]) / 1e12
    }
    return RoutingResult(
      source: table.source, weak: table.models[pair.weak], strong: table.models[pair.strong],
      models: table.models.indices.map {
        (
          table.models[$0], table.meanScore(of: $0, 0..<table.count),
          table.meanCost(of: $0, 0..<table.count) * 1000
        )
      }, queries: table.count, excluded: table.excluded, domains: table.domainNames.count, study: self,
      totals: PairTotals(table, pair, rows: plans.flatMap(\.test)), trainingQueries: training.count,
      testQueries: plans[0].test.count, trainingCost: labels, routers: results,
      dominations: table.dominations.map { (table.models[$0.better], table.models[$0.worse]) }, notes: notes)
  }

  /// The figures of each resample: routers times metrics.
  private func resample(
    _ plans: [(training: [Int], test: [Int])], _ verdicts: [[Verdict]], _ table: RecordedOutcomes,
    _ pair: RoutePair, _ frontiers: [OracleFrontier], width: Int
  ) -> [[Double]] {
    if resamples == 0 { return [] }
    let random = RandomStream(seed: seed, replication: 0, purpose: .routingBootstrap)
    let metrics = RoutingMetric.allCases.count
    let slots = Mutex([[Double]](repeating: [], count: resamples))
    let blockSize = 10
    forEachBlock((resamples + blockSize - 1) / blockSize, threads: threads) { _, block in
      var weights = [Double](repeating: 0, count: table.count)
      var own = frontiers
      for round in block * blockSize..<min(resamples, (block + 1) * blockSize) {
        for row in weights.indices { weights[row] = 0 }
        for draw in 0..<table.count { weights[random.integer(below: table.count, round, draw)] += 1 }
        var sums = [Double](repeating: 0, count: width)
        figures(plans, verdicts, table, pair, &own, weights: weights) { router, _, values in
          for metric in 0..<metrics {
            sums[router * metrics + metric] += values[metric] / Double(plans.count)
          }
        }
        slots.withLock { $0[round] = sums }
      }
    }
    return slots.withLock { $0 }
  }

  /// The percentile interval; resamples without the figure are left out.
  private func interval(_ samples: [Double]) -> (lower: Double, upper: Double) {
    let sorted = samples.filter(\.isFinite).sorted()
    guard sorted.count > 1 else { return (.nan, .nan) }
    func at(_ probability: Double) -> Double {
      let position = probability * Double(sorted.count - 1)
      let lower = min(Int(position), sorted.count - 2)
      return sorted[lower] + (position - Double(lower)) * (sorted[lower + 1] - sorted[lower])
    }
    let tail = (1 - confidence) / 2
    return (at(tail), at(1 - tail))
  }

  /// The mean curve: at each step between the two models' costs the mean accuracy over the splits.
  private func curve(
    _ verdicts: [Verdict], _ plans: [(training: [Int], test: [Int])], _ table: RecordedOutcomes,
    _ pair: RoutePair
  ) -> [CurvePoint] {
    let steps = RoutingStudy.curvePoints
    var costs = [Double](repeating: 0, count: steps + 1)
    var accuracies = costs
    for (verdict, plan) in zip(verdicts, plans) {
      guard let sweep = verdict.sweep else { return [] }
      let totals = PairTotals(table, pair, rows: plan.test)
      let line = sweep.line
      var place = 0
      for step in 0...steps {
        let cost = totals.weakCost + Double(step) / Double(steps) * (totals.strongCost - totals.weakCost)
        while place + 1 < line.count, line[place + 1].cost < cost { place += 1 }
        var accuracy = line[place].accuracy
        if place + 1 < line.count, cost > line[place].cost {
          let span = line[place + 1].cost - line[place].cost
          let share = span > 0 ? (cost - line[place].cost) / span : 0
          accuracy += share * (line[place + 1].accuracy - line[place].accuracy)
        }
        costs[step] += cost * 1000 / Double(plans.count)
        accuracies[step] += accuracy / Double(plans.count)
      }
    }
    return zip(costs, accuracies).map { CurvePoint(cost: $0, accuracy: $1) }
  }

  private func latency(
    _ router: RouterSpecification, _ verdicts: [Verdict], _ plans: [(training: [Int], test: [Int])],
    _ table: RecordedOutcomes, _ pair: RoutePair
  ) -> Double {
    if table.latencies.isEmpty { return .nan }
    let models = table.models.count
    var sum = 0.0
    var count = 0.0
    for (verdict, plan) in zip(verdicts, plans) {
      let isCascade = verdict.sweep == nil && !router.declaration.isBound
      for (place, row) in plan.test.enumerated() {
        let calls = verdict.operation.calls[place]
        sum += calls * table.latencies[row * models + pair.strong]
        sum += (isCascade ? 1 : 1 - calls) * table.latencies[row * models + pair.weak]
        count += 1
      }
    }
    return sum / count + router.parameters["latency_ms"] / 1000
  }
}

extension RouterSweep {
  /// Dollars a query and mean score at the start and after each group.
  var line: [CurvePoint] {
    let count = Double(max(1, rows.count))
    var quality = startQuality.reduce(0, +) / count
    var cost = startCost.reduce(0, +) / count
    var result = [CurvePoint(cost: cost, accuracy: quality)]
    var first = 0
    for end in ends {
      for event in first..<end {
        quality += self.quality[event] / count
        cost += self.cost[event] / count
      }
      first = end
      result.append(CurvePoint(cost: cost, accuracy: quality))
    }
    return result
  }
}
