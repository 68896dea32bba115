import Tables
import Experiments
import Files
import Simulation
import Strategies

extension ResultTable {
  /// One row a strategy, with every metric.
  static let summary = ResultTable(file: "summary.csv", name: .summary, isPresent: { !$0.strategies.isEmpty })
  {
    (result, csv) throws(BufferedOutput.Failure) in
    csv.texts([
      "scenario", "scenario_hash", "trace_hash", "seed", "version", "replications", "confidence", "strategy",
      "bound",
    ])
    if result.provenance.sample != nil { csv.texts(["sample_rate", "sample_by"]) }
    csv.metricNames(in: result)
    try csv.endRow()
    let provenance = result.provenance
    for strategy in result.strategies {
      csv.texts([provenance.scenario, provenance.scenarioHash, provenance.traceHash ?? ""])
      csv.integer(provenance.seed)
      csv.text(provenance.version)
      csv.integer(provenance.replications)
      csv.number(provenance.confidence)
      csv.texts([strategy.name, strategy.isBound ? "true" : "false"])
      if let sample = provenance.sample?.sample {
        csv.number(sample.rate)
        csv.text(sample.unit.rawValue)
      }
      csv.metrics(of: strategy, in: result)
      try csv.endRow()
    }
  }

  /// One row a layer: means over replications of what it counts; blank what it does not.
  static let layers = ResultTable(
    file: "layers.csv", name: .layers, isPresent: { $0.strategies.contains { !$0.layers.isEmpty } }
  ) { (result, csv) throws(BufferedOutput.Failure) in
    csv.texts(["strategy", "layer", "position", "entries", "hit_share", "hit_share_half_width"])
    let counters = LayerCounter.allCases.filter { counter in
      !LayerCounter.isSpecial.contains(counter)
        || result.strategies.contains { $0.cells.contains { $0.layers.contains { $0[counter] > 0 } } }
    }
    for counter in counters { csv.texts([counter.name, counter.name + "_half_width"]) }
    try csv.endRow()
    for strategy in result.strategies {
      for (position, layer) in strategy.layers.enumerated() {
        let counts = strategy.cells.compactMap {
          $0.layers.indices.contains(position) ? $0.layers[position] : nil
        }
        func estimate(_ value: (LayerStatistics) -> Double) -> Estimate {
          Estimate(samples: counts.map(value), confidence: result.provenance.confidence)
        }
        csv.texts([strategy.name, layer])
        csv.integer(position)
        csv.number(estimate { Double($0.entries) }.mean)
        csv.estimate(
          estimate { $0[.lookups] > 0 ? Double($0[.hits]) / Double($0[.lookups]) : .nan })
        // What a layer does not count is no zero.
        let own = strategy.counters[position]
        for counter in counters {
          csv.estimate(
            own.contains(counter)
              ? estimate { Double($0[counter]) } : Estimate(mean: .nan, halfWidth: .nan))
        }
        try csv.endRow()
      }
    }
  }

  /// Hours of a span, more than five years, beyond which those without a request are no rows of the timeline: two rows of a
  /// log that lie decades apart would make a million.
  private static let mostEmptyHours = 50_000

  /// One row a strategy and hour of the whole span, warm-up included: means over replications.
  static let timeline = ResultTable(
    file: "timeline.csv", name: .timeline, isPresent: { !$0.strategies.isEmpty }
  ) {
    (result, csv) throws(BufferedOutput.Failure) in
    let kinds = OutcomeKind.allCases.filter { $0 != .pending }
    csv.texts(
      ["strategy", "hour", "requests"] + kinds.map(\.name) + ["false_hits", "stale_hits", "cost_usd"])
    try csv.endRow()
    for strategy in result.strategies {
      let name = CSVWriter.escaped(strategy.name)
      let hours = strategy.cells.map(\.timeline.count).max() ?? 0
      for hour in 0..<hours {
        if hours > ResultTable.mostEmptyHours,
          strategy.cells.allSatisfy({ hour >= $0.timeline.count || $0.timeline[hour].requests == 0 })
        {
          continue
        }
        // A replication that ends earlier had no requests in this hour.
        let buckets = strategy.cells.map { hour < $0.timeline.count ? $0.timeline[hour] : TimelineBucket() }
        let count = Double(buckets.count)
        csv.cell(name)
        csv.integer(hour)
        csv.number(Double(buckets.reduce(0) { $0 + $1.requests }) / count)
        for kind in kinds {
          csv.number(Double(buckets.reduce(0) { $0 + $1.kinds[Int(kind.rawValue)] }) / count)
        }
        csv.number(Double(buckets.reduce(0) { $0 + $1.falseHits }) / count)
        csv.number(Double(buckets.reduce(0) { $0 + $1.staleHits }) / count)
        csv.number(Double(buckets.reduce(Int128(0)) { $0 + $1.cost }) / count / 1e12)
        try csv.endRow()
      }
    }
  }
}
