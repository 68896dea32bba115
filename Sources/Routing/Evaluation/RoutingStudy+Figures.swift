import Simulation
import Synchronization
import Providers
import Similarity

extension RoutingStudy {
  /// The figures of all routers, each a mean over the splits, in the order of routers and metrics.
  func figures(
    _ plans: [Plan], _ verdicts: [[Verdict]], _ table: RecordedOutcomes,
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
        var switches = verdict.operation.switchCost.isEmpty ? Double.nan : 0
        for (place, row) in plan.test.enumerated() {
          let weight = weights?[row] ?? 1
          quality += weight * verdict.operation.quality[place]
          cost += weight * verdict.operation.cost[place]
          calls += weight * verdict.operation.calls[place]
        }
        for (row, lost) in zip(plan.test, verdict.operation.switchCost) {
          switches += (weights?[row] ?? 1) * lost
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
          switches / totals.weight * 1000,
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

  func summarise(
    _ routers: [RouterSpecification], _ plans: [Plan], _ verdicts: [[Verdict]],
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
    _ plans: [Plan], _ verdicts: [[Verdict]], _ table: RecordedOutcomes,
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
    _ verdicts: [Verdict], _ plans: [Plan], _ table: RecordedOutcomes,
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
    _ router: RouterSpecification, _ verdicts: [Verdict], _ plans: [Plan],
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
