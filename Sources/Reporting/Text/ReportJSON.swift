import Declarations
import Experiments
import Metrics
import Simulation

/// What a run found, as one JSON value; values that have no meaning are null.
package struct ReportJSON {
  private let result: RunResult

  /// The JSON of a result.
  package init(_ result: RunResult) { self.result = result }

  /// The value; numbers are exact, names as they are.
  package var value: JSONValue {
    var members: [(String, JSONValue)] = [
      ("provenance", provenance), ("requests", JSONValue(result.requests)),
    ]
    if result.strategies.indices.contains(result.baseline) {
      members.append(("baseline", .string(result.strategies[result.baseline].name)))
    }
    members.append(("strategies", JSONValue(result.strategies.map { strategy($0) })))
    members.append(("constraints", JSONValue(result.constraints.map { constraint($0) })))
    members.append(("verdict", VerdictJSON(result).value))
    members += StudyReport.all.compactMap { $0.json(result) }.map { ($0.key, $0.value) }
    if let sweep = result.sweep { members.append(("sweep", self.sweep(sweep))) }
    if let reading = result.profile?.reading ?? result.partReading?.profile {
      members.append(("reading", reading.json))
    }
    let dropped = result.dropped.map { drop -> JSONValue in
      JSONValue(members: [("reason", .string(drop.reason)), ("rows", JSONValue(drop.count))])
    }
    members.append(("dropped", JSONValue(dropped)))
    members.append(("warnings", .strings(result.warnings)))
    return JSONValue(members: members)
  }

  private var provenance: JSONValue {
    let provenance = result.provenance
    var members: [(String, JSONValue)] = [
      ("scenario", .string(provenance.scenario)), ("title", .string(provenance.title)),
      ("scenario_hash", .string(provenance.scenarioHash)),
      ("trace_hash", provenance.traceHash.map { .string($0) } ?? .null),
      // A seed above Int64 would lose digits as a number.
      (
        "seed",
        Int64(exactly: provenance.seed).map { JSONValue(integerLiteral: $0) } ?? .string("\(provenance.seed)")
      ),
      ("replications", JSONValue(provenance.replications)), ("confidence", JSONValue(provenance.confidence)),
      ("warmup_h", JSONValue(provenance.warmUpHours)), ("measure_h", JSONValue(provenance.measuredHours)),
      ("simbench", .string(provenance.version)),
    ]
    if let sample = SampleText(result) { members.append(("sample", sample.json)) }
    return JSONValue(members: members)
  }

  private func metrics(_ strategy: StrategyResult) -> JSONValue {
    JSONValue(
      members: result.metrics.map { metric in
        let estimate = result.estimate(metric, of: strategy)
        guard result.provenance.sample != nil else { return (metric.rawValue, .estimate(estimate)) }
        return (
          metric.rawValue,
          JSONValue(members: [
            ("mean", JSONValue(estimate.mean)), ("half_width", JSONValue(estimate.halfWidth)),
            ("sampling_error", JSONValue(result.samplingError(metric, of: strategy))),
          ])
        )
      })
  }

  private func strategy(_ strategy: StrategyResult) -> JSONValue {
    JSONValue(members: [
      ("name", .string(strategy.name)), ("title", strategy.title.map { .string($0) } ?? .null),
      ("bound", .boolean(strategy.isBound)), ("layers", .strings(strategy.layers)),
      ("metrics", metrics(strategy)),
    ])
  }

  private func constraint(_ constraint: Constraint) -> JSONValue {
    let broken = result.strategies.filter {
      !$0.isBound && !constraint.allows(result.estimate(constraint.metric, of: $0).mean)
    }
    return JSONValue(members: [
      ("metric", .string(constraint.metric.rawValue)),
      (constraint.isMaximum ? "max" : "min", JSONValue(constraint.bound)),
      ("broken_by", .strings(broken.map(\.name))),
    ])
  }

  private func sweep(_ sweep: SweepResult) -> JSONValue {
    JSONValue(members: [
      ("strategy", .string(sweep.strategy)), ("axes", .strings(sweep.axes)),
      (
        "rows",
        JSONValue(
          sweep.rows.map { row in
            JSONValue(members: [("values", .strings(row.values)), ("metrics", metrics(row.result))])
          })
      ),
    ])
  }

}

extension JSONValue {
  /// A mean with its half-width.
  static func estimate(_ value: Estimate) -> JSONValue {
    JSONValue(members: [("mean", JSONValue(value.mean)), ("half_width", JSONValue(value.halfWidth))])
  }

  /// A list of texts.
  static func strings(_ texts: [String]) -> JSONValue { JSONValue(texts.map { .string($0) }) }
}
