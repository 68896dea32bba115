import Declarations
import Eviction
import Experiments

/// Miss-ratio curves as JSON, for scripts.
package struct CurveJSON {
  private let result: CurveResult

  /// JSON of curves.
  package init(_ result: CurveResult) { self.result = result }

  /// The whole result.
  package var value: JSONValue {
    JSONValue(members: [
      ("trace", .string(result.trace)), ("requests", JSONValue(result.requests)),
      ("keys", JSONValue(result.workingSet.keys)), ("keys_counted", .boolean(result.isCounted)),
      ("unit", .string(CapacityText(unit: result.plan.unit).unitName)),
      ("working_set", JSONValue(Int(clamping: result.workingSetCapacity))),
      ("first_request_share", JSONValue(Double(result.workingSet.first.misses) / Double(result.requests))),
      ("seed", JSONValue(Int(clamping: result.plan.seed))),
      (
        "sample",
        result.sample.map {
          JSONValue(members: [("keys", JSONValue($0.keys)), ("requests", JSONValue($0.requests))])
        } ?? .null
      ),
      ("curves", JSONValue(result.lines.map(curve))),
      ("most_hits", CurveFindings(result).most.map(cache) ?? .null),
      ("smallest_within_1_percent", result.smallestNearBest.map(cache) ?? .null),
      (
        "dropped_rows",
        JSONValue(members: result.dropped.map { ($0.reason, JSONValue($0.count)) })
      ),
      ("warnings", JSONValue(result.warnings.map { .string($0) })),
    ])
  }

  private func curve(_ line: CurveResult.Line) -> JSONValue {
    func capacity(_ place: Int?) -> JSONValue {
      place.map { JSONValue(Int(clamping: line.shape.capacities[$0])) } ?? .null
    }
    return JSONValue(members: [
      ("policy", .string(line.policy.description)), ("version", .string(line.policy.variant.rawValue)),
      ("bound", .boolean(result.standing(line.policy) == .bound)),
      ("standing", .string(result.standing(line.policy).rawValue)),
      ("knee", capacity(line.shape.knee)),
      ("capacity_for_90_percent_of_hits", capacity(line.shape.smallest(reaching: 0.9))),
      ("capacity_for_99_percent_of_hits", capacity(line.shape.smallest(reaching: 0.99))),
      ("points", JSONValue(line.points.map(point))),
    ])
  }

  private func point(_ point: MissRatioPoint) -> JSONValue {
    let counts = point.counts
    var members: [(String, JSONValue)] = [
      ("capacity", JSONValue(Int(clamping: point.capacity))), ("hits", JSONValue(counts.hits)),
      ("misses", JSONValue(counts.misses)), ("miss_ratio", JSONValue(counts.missRatio)),
    ]
    if result.sample != nil { members.append(("miss_ratio_error", JSONValue(point.expectedError ?? .nan))) }
    if counts.expired > 0 { members.append(("expired", JSONValue(counts.expired))) }
    if result.plan.unit == .bytes { members.append(("byte_miss_ratio", JSONValue(counts.byteMissRatio))) }
    if result.hasTokens { members.append(("token_miss_ratio", JSONValue(counts.tokenMissRatio))) }
    if result.hasCosts { members.append(("cost_miss_ratio", JSONValue(counts.costMissRatio))) }
    return JSONValue(members: members)
  }

  private func cache(_ cache: CurveFindings.Cache) -> JSONValue {
    JSONValue(members: [
      ("policy", .string(cache.policy.description)),
      ("capacity", JSONValue(Int(clamping: cache.capacity))),
      ("miss_ratio", JSONValue(cache.missRatio)),
    ])
  }
}
