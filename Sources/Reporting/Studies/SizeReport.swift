import Tables
import Declarations
import Experiments
import Files
import Simulation

extension StudyReport {
  static let size = StudyReport(
    table: .sizeCurve,
    chart: Chart("hit_vs_size", script: Chart.hitVersusSize),
    json: { result in
      result.sizeCurve.map { ("size_curve", json($0)) }
    },
    sentences: { result in [sentence(result)].compactMap(\.self) })

  private static func sentence(_ result: RunResult) -> String? {
    guard let curve = result.sizeCurve, let gap = curve.widestHeadRoom else { return nil }
    let entries = curve.capacities[gap.place].grouped
    return
      "At \(entries) entries \(gap.policy) hits \(NumberText.percent(gap.share)) and the bound \(gap.bound) "
      + "\(NumberText.percent(gap.boundShare)): \(NumberText.significant((gap.boundShare - gap.share) * 100, digits: 2)) "
      + "points of head-room, the most at any size\(curve.strategy.map { ", with the key and lifetime of \($0.singleLine)" } ?? "")."
  }

  private static func json(_ curve: SizeCurve) -> JSONValue {
    JSONValue(members: [
      ("capacities", JSONValue(curve.capacities.map { JSONValue($0) })),
      ("distinct_keys", JSONValue(curve.distinctKeys)),
      (
        "lines",
        JSONValue(
          curve.lines.map { line in
            JSONValue(members: [
              ("policy", .string(line.policy)), ("bound", .boolean(line.isBound)),
              ("hit_share", JSONValue(line.hitShares.map { .estimate($0) })),
            ])
          })
      ),
    ])
  }
}

extension ResultTable {
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
}

extension SizeCurve {
  /// The best policy and the bound at one size.
  struct HeadRoom {
    var place: Int
    var policy: String
    var share: Double
    var bound: String
    var boundShare: Double
  }

  /// The best policy that is no bound at a capacity.
  func best(at place: Int, isBound: Bool = false) -> (policy: String, share: Double)? {
    lines.filter { $0.isBound == isBound && place < $0.hitShares.count && $0.hitShares[place].mean.isFinite }
      .map { ($0.policy, $0.hitShares[place].mean) }
      .max { $0.1 < $1.1 }
  }

  /// The size at which the best policy stays furthest behind the bound; nil without both.
  var widestHeadRoom: HeadRoom? {
    capacities.indices.compactMap { place -> HeadRoom? in
      guard let policy = best(at: place), let bound = best(at: place, isBound: true) else { return nil }
      return HeadRoom(
        place: place, policy: policy.policy, share: policy.share, bound: bound.policy, boundShare: bound.share
      )
    }.max { $0.boundShare - $0.share < $1.boundShare - $1.share }
  }
}
