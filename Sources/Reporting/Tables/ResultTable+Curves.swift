import Experiments
import Files
import Simulation

extension ResultTable {
  /// One row a combination: a column an axis, then every metric.
  static let sweep = ResultTable(file: "sweep.csv", name: .sweep, isPresent: { $0.sweep != nil }) {
    (result, csv) throws(BufferedOutput.Failure) in
    guard let sweep = result.sweep else { return }
    csv.text("strategy")
    csv.texts(sweep.axes)
    csv.metricNames()
    try csv.endRow()
    for row in sweep.rows {
      csv.text(sweep.strategy)
      for value in row.values { csv.value(value) }
      csv.metrics(of: row.result, in: result)
      try csv.endRow()
    }
  }

  /// Hit share against the size of an exact cache.
  static let sizeCurve = ResultTable(file: "curve.csv", name: nil, isPresent: { $0.sizeCurve != nil }) {
    (result, csv) throws(BufferedOutput.Failure) in
    guard let curve = result.sizeCurve else { return }
    csv.texts(["policy", "capacity", "bound", "hit_share", "hit_share_half_width", "miss_ratio"])
    try csv.endRow()
    for line in curve.lines {
      for (capacity, share) in zip(curve.capacities, line.hitShares) {
        csv.text(line.policy)
        csv.integer(capacity)
        csv.text(line.isBound ? "true" : "false")
        csv.estimate(share)
        csv.number(1 - share.mean)
        try csv.endRow()
      }
    }
  }

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

  /// How often trials of each length name the right and the wrong policy.
  static let decisionCurve = ResultTable(
    file: "decision.csv", name: nil, isPresent: { $0.decisionCurve != nil }
  ) {
    (result, csv) throws(BufferedOutput.Failure) in
    guard let curve = result.decisionCurve else { return }
    csv.texts([
      "capacity", "first", "second", "better", "hit_share_difference", "hit_share_difference_half_width",
      "requests", "trials", "right_share", "right_lower", "right_upper", "tied_share", "wrong_share",
      "wrong_lower", "wrong_upper", "needed_requests", "needed_lower", "needed_upper",
    ])
    try csv.endRow()
    for line in curve.lines {
      for point in line.points {
        csv.integer(line.capacity)
        csv.texts([curve.policies.first, curve.policies.second, curve.better(line) ?? ""])
        csv.estimate(line.difference)
        csv.integer(point.requests)
        csv.integer(point.trials)
        let right = point.share(point.right, confidence: curve.confidence)
        let wrong = point.share(point.wrong, confidence: curve.confidence)
        for value in [
          right.share, right.lower, right.upper,
          point.share(point.tied, confidence: curve.confidence).share, wrong.share, wrong.lower, wrong.upper,
          line.needed?.requests ?? .nan, line.needed?.low ?? .nan, line.needed?.high ?? .nan,
        ] { csv.number(value) }
        try csv.endRow()
      }
    }
  }

  /// Each layer's part of the saving.
  static let attribution = ResultTable(
    file: "attribution.csv", name: nil, isPresent: { $0.attribution != nil }
  ) {
    (result, csv) throws(BufferedOutput.Failure) in
    guard let attribution = result.attribution else { return }
    csv.texts([
      "strategy", "method", "layer", "saving_usd_per_month", "saving_usd_per_month_half_width",
      "share_of_saving", "quality_change", "quality_change_half_width", "refuses_or_degrades",
    ])
    try csv.endRow()
    let whole = attribution.total.mean
    let none = Estimate(mean: .nan, halfWidth: .nan)
    let total = Attribution.Part(layer: "total", saving: attribution.total, quality: none)
    let players = attribution.parts.map { ($0, "0") }
    for (part, isLimit) in players + (attribution.limits.map { [($0, "1")] } ?? []) + [(total, "")] {
      csv.texts([attribution.strategy, attribution.method, part.layer])
      csv.estimate(part.saving)
      csv.number(whole == 0 ? .nan : part.saving.mean / whole)
      csv.estimate(part.quality)
      csv.text(isLimit)
      try csv.endRow()
    }
  }
}

extension CSVWriter {
  /// Adds the value of a parameter: a number as it is written, anything else as text.
  mutating func value(_ text: String) {
    if let number = Double(text), number.isFinite,
      text.utf8.allSatisfy({ "0123456789.+-eE".utf8.contains($0) })
    {
      cell(Array(text.utf8))
    } else {
      self.text(text)
    }
  }
}
