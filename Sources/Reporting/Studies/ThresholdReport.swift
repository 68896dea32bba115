import Metrics
import Tables
import Declarations
import Experiments
import Files
import Simulation

extension StudyReport {
  static let threshold = StudyReport(
    table: .thresholdCurve,
    chart: Chart("threshold_tradeoff", script: Chart.thresholdTradeoff),
    json: { result in
      result.thresholdCurve.map { ("threshold_curve", json($0)) }
    },
    sentences: { result in [sentence(result), optimum(result)].compactMap(\.self) })

  private static func sentence(_ result: RunResult) -> String? {
    guard let curve = result.thresholdCurve, let first = curve.points.first, let last = curve.points.last,
      first.threshold < last.threshold
    else { return nil }
    func text(_ point: ThresholdCurve.Point) -> String {
      "\(NumberText.percent(point.hitShare.mean)) hits with \(NumberText.percent(point.falseHitShare.mean)) false"
    }
    func name(_ point: ThresholdCurve.Point) -> String { NumberText.data(point.threshold) }
    // Fewer replications have other means than the table.
    let all = result.provenance.replications
    let part = curve.replications < all ? " in \(curve.replications) of the \(all) replications" : ""
    var sentence = "Threshold of \(curve.strategy.singleLine)\(part): "
    if let own = curve.points.first(where: { $0.threshold == curve.ownThreshold }) {
      sentence += "\(text(own)) at its \(name(own)); "
    }
    return sentence + "\(text(first)) at \(name(first)), \(text(last)) at \(name(last))."
  }

  private static func optimum(_ result: RunResult) -> String? {
    guard let curve = result.thresholdCurve, let optimum = curve.optimum else { return nil }
    let best = curve.points[optimum.place]
    let total = NumberText.dollars(best.totalCostPerMonth.mean)
    var sentence =
      "With \(curve.prices.words), \(curve.strategy.singleLine) costs least at \(curve.interval(optimum)): "
      + "\(total) a month in all"
    if best.threshold != curve.ownThreshold {
      let saving = MetricUnit(.totalSavingPerMonth, greatest: best.totalCostPerMonth.mean)
      sentence +=
        ", $\(saving.text(optimum.savingOverOwn)) less than at its \(NumberText.data(curve.ownThreshold))"
    }
    if optimum.isAtEnd {
      sentence += "; the threshold is the last that was tried, a further one may cost less"
    }
    return sentence + "."
  }

  private static func json(_ curve: ThresholdCurve) -> JSONValue {
    JSONValue(members: [
      ("strategy", .string(curve.strategy)), ("own_threshold", JSONValue(curve.ownThreshold)),
      (
        "points",
        JSONValue(
          curve.points.map { point in
            JSONValue(members: [
              ("threshold", JSONValue(point.threshold)), ("hit_share", .estimate(point.hitShare)),
              ("semantic_hit_share", .estimate(point.semanticHitShare)),
              ("false_hit_share", .estimate(point.falseHitShare)),
              ("cost_saving_share", .estimate(point.savingShare)), ("quality", .estimate(point.quality)),
              ("stale_hit_share", .estimate(point.staleHitShare)),
              ("cost_usd_per_month", .estimate(point.costPerMonth)),
              ("error_cost_usd_per_month", .estimate(point.errorCostPerMonth)),
              ("total_cost_usd_per_month", .estimate(point.totalCostPerMonth)),
            ])
          })
      ), ("optimum", curve.optimum.map { json($0, of: curve) } ?? .null),
    ])
  }

  private static func json(_ optimum: ThresholdCurve.Optimum, of curve: ThresholdCurve) -> JSONValue {
    JSONValue(members: [
      ("threshold", JSONValue(curve.points[optimum.place].threshold)), ("low", JSONValue(optimum.low)),
      ("high", JSONValue(optimum.high)), ("at_end", .boolean(optimum.isAtEnd)),
      ("saving_over_own_usd_per_month", .estimate(optimum.savingOverOwn)),
    ])
  }
}

extension ResultTable {
  /// Hits and false hits against the threshold of a semantic cache.
  static let thresholdCurve = ResultTable(
    file: "threshold.csv", name: nil, isPresent: { $0.thresholdCurve != nil }
  ) {
    (result, csv) throws(BufferedOutput.Failure) in
    guard let curve = result.thresholdCurve else { return }
    let columns: [(Metric, (ThresholdCurve.Point) -> Estimate)] = [
      (.hitShare, \.hitShare), (.semanticHitShare, \.semanticHitShare), (.falseHitShare, \.falseHitShare),
      (.savingShare, \.savingShare), (.quality, \.quality), (.staleHitShare, \.staleHitShare),
      (.costPerMonth, \.costPerMonth), (.errorCostPerMonth, \.errorCostPerMonth),
      (.totalCostPerMonth, \.totalCostPerMonth),
    ]
    csv.texts(["strategy", "threshold", "own"])
    for (metric, _) in columns { csv.texts([metric.rawValue, metric.rawValue + "_half_width"]) }
    csv.texts(["optimum", "optimum_low", "optimum_high"])
    try csv.endRow()
    for (place, point) in curve.points.enumerated() {
      csv.text(curve.strategy)
      csv.number(point.threshold)
      csv.text(point.threshold == curve.ownThreshold ? "true" : "false")
      for (_, value) in columns { csv.estimate(value(point)) }
      csv.text(place == curve.optimum?.place ? "true" : "false")
      csv.number(curve.optimum?.low ?? .nan)
      csv.number(curve.optimum?.high ?? .nan)
      try csv.endRow()
    }
  }
}
