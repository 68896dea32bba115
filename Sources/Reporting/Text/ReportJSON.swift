import Declarations
import Experiments
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
    if let curve = result.sizeCurve { members.append(("size_curve", size(curve))) }
    if let curve = result.thresholdCurve { members.append(("threshold_curve", threshold(curve))) }
    if !result.discrimination.isEmpty { members.append(("discrimination", discrimination)) }
    if !result.falseHits.isEmpty { members.append(("false_hits", falseHits)) }
    if let curve = result.decisionCurve { members.append(("decision_curve", decision(curve))) }
    if let sweep = result.sweep { members.append(("sweep", self.sweep(sweep))) }
    if let attribution = result.attribution { members.append(("attribution", self.attribution(attribution))) }
    let dropped = result.dropped.map { drop -> JSONValue in
      JSONValue(members: [("reason", .string(drop.reason)), ("rows", JSONValue(drop.count))])
    }
    members.append(("dropped", JSONValue(dropped)))
    if !result.training.isEmpty {
      let training = result.training.map { training -> JSONValue in
        JSONValue(members: [
          ("strategy", .string(training.strategy)), ("router", .string(training.router)),
          ("labelled_queries", JSONValue(training.labels)), ("labels_usd", estimate(training.cost)),
        ])
      }
      members.append(("training", JSONValue(training)))
    }
    members.append(("warnings", strings(result.warnings)))
    return JSONValue(members: members)
  }

  private func strings(_ texts: [String]) -> JSONValue { JSONValue(texts.map { .string($0) }) }

  private func estimate(_ value: Estimate) -> JSONValue {
    JSONValue(members: [("mean", JSONValue(value.mean)), ("half_width", JSONValue(value.halfWidth))])
  }

  private var provenance: JSONValue {
    let provenance = result.provenance
    return JSONValue(members: [
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
    ])
  }

  private func metrics(_ strategy: StrategyResult) -> JSONValue {
    JSONValue(members: Metric.allCases.map { ($0.rawValue, estimate(result.estimate($0, of: strategy))) })
  }

  private func strategy(_ strategy: StrategyResult) -> JSONValue {
    JSONValue(members: [
      ("name", .string(strategy.name)), ("title", strategy.title.map { .string($0) } ?? .null),
      ("bound", .boolean(strategy.isBound)), ("layers", strings(strategy.layers)),
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
      ("broken_by", strings(broken.map(\.name))),
    ])
  }

  private func size(_ curve: SizeCurve) -> JSONValue {
    JSONValue(members: [
      ("capacities", JSONValue(curve.capacities.map { JSONValue($0) })),
      ("distinct_keys", JSONValue(curve.distinctKeys)),
      (
        "lines",
        JSONValue(
          curve.lines.map { line in
            JSONValue(members: [
              ("policy", .string(line.policy)), ("bound", .boolean(line.isBound)),
              ("hit_share", JSONValue(line.hitShares.map { estimate($0) })),
            ])
          })
      ),
    ])
  }

  private func decision(_ curve: DecisionCurve) -> JSONValue {
    func share(_ count: Int, _ point: DecisionCurve.Point) -> JSONValue {
      let share = point.share(count, confidence: curve.confidence)
      return JSONValue(members: [
        ("share", JSONValue(share.share)), ("lower", JSONValue(share.lower)),
        ("upper", JSONValue(share.upper)),
      ])
    }
    let lines = curve.lines.map { line in
      JSONValue(members: [
        ("capacity", JSONValue(line.capacity)), ("better", curve.better(line).map { .string($0) } ?? .null),
        ("hit_share_difference", estimate(line.difference)),
        ("needed_requests", JSONValue(line.needed?.requests ?? .nan)),
        ("needed_lower", JSONValue(line.needed?.low ?? .nan)),
        ("needed_upper", JSONValue(line.needed?.high ?? .nan)),
        (
          "points",
          JSONValue(
            line.points.map { point in
              JSONValue(members: [
                ("requests", JSONValue(point.requests)), ("trials", JSONValue(point.trials)),
                ("right", share(point.right, point)), ("wrong", share(point.wrong, point)),
                ("tied", share(point.tied, point)),
              ])
            })
        ),
      ])
    }
    return JSONValue(members: [
      ("policies", strings([curve.policies.first, curve.policies.second])), ("lines", JSONValue(lines)),
    ])
  }

  private func threshold(_ curve: ThresholdCurve) -> JSONValue {
    JSONValue(members: [
      ("strategy", .string(curve.strategy)), ("own_threshold", JSONValue(curve.ownThreshold)),
      (
        "points",
        JSONValue(
          curve.points.map { point in
            JSONValue(members: [
              ("threshold", JSONValue(point.threshold)), ("hit_share", estimate(point.hitShare)),
              ("semantic_hit_share", estimate(point.semanticHitShare)),
              ("false_hit_share", estimate(point.falseHitShare)),
              ("cost_saving_share", estimate(point.savingShare)), ("quality", estimate(point.quality)),
              ("stale_hit_share", estimate(point.staleHitShare)),
              ("cost_usd_per_month", estimate(point.costPerMonth)),
              ("error_cost_usd_per_month", estimate(point.errorCostPerMonth)),
              ("total_cost_usd_per_month", estimate(point.totalCostPerMonth)),
            ])
          })
      ), ("optimum", curve.optimum.map { optimum($0, of: curve) } ?? .null),
    ])
  }

  private func optimum(_ optimum: ThresholdCurve.Optimum, of curve: ThresholdCurve) -> JSONValue {
    JSONValue(members: [
      ("threshold", JSONValue(curve.points[optimum.place].threshold)), ("low", JSONValue(optimum.low)),
      ("high", JSONValue(optimum.high)), ("at_end", .boolean(optimum.isAtEnd)),
      ("saving_over_own_usd_per_month", estimate(optimum.savingOverOwn)),
    ])
  }

  private var discrimination: JSONValue {
    JSONValue(
      result.discrimination.map { curve in
        JSONValue(members: [
          ("embedder", .string(curve.embedder)), ("requests", JSONValue(curve.requests)),
          ("answerable", JSONValue(curve.answerable)), ("right_nearest", JSONValue(curve.rightNearest)),
          ("area_under_roc", JSONValue(curve.area)),
        ])
      })
  }

  private var falseHits: JSONValue {
    JSONValue(
      result.falseHits.map { list in
        JSONValue(members: [
          ("strategy", .string(list.strategy)), ("total", JSONValue(list.total)),
          (
            "most_frequent",
            JSONValue(
              list.rows.map { row in
                JSONValue(members: [
                  ("count", JSONValue(row.count)), ("share_of_requests", JSONValue(row.share)),
                  ("similarity", JSONValue(row.similarity)), ("asked", .string(row.asked)),
                  ("answered", .string(row.answered)),
                ])
              })
          ),
        ])
      })
  }

  private func sweep(_ sweep: SweepResult) -> JSONValue {
    JSONValue(members: [
      ("strategy", .string(sweep.strategy)), ("axes", strings(sweep.axes)),
      (
        "rows",
        JSONValue(
          sweep.rows.map { row in
            JSONValue(members: [("values", strings(row.values)), ("metrics", metrics(row.result))])
          })
      ),
    ])
  }

  private func attribution(_ attribution: Attribution) -> JSONValue {
    JSONValue(members: [
      ("strategy", .string(attribution.strategy)), ("method", .string(attribution.method)),
      (
        "saving_usd_per_month",
        JSONValue(
          attribution.parts.map { part in
            JSONValue(members: [
              ("layer", .string(part.layer)), ("saving", estimate(part.saving)),
              ("quality_change", estimate(part.quality)),
            ])
          })
      ),
      (
        "refusing_or_degrading",
        attribution.limits.map { part in
          JSONValue(members: [
            ("layers", .string(part.layer)), ("saving", estimate(part.saving)),
            ("quality_change", estimate(part.quality)),
          ])
        } ?? .null
      ),
      ("total_usd_per_month", estimate(attribution.total)),
    ])
  }
}
