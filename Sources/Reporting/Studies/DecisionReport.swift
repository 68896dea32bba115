import Tables
import Declarations
import Experiments
import Files
import Simulation

extension StudyReport {
  static let decision = StudyReport(
    table: .decisionCurve,
    chart: Chart("decision_vs_requests", script: Chart.decisionVersusRequests),
    json: { result in
      result.decisionCurve.map { ("decision_curve", json($0)) }
    },
    sentences: { result in sentences(result) })

  private static func sentences(_ result: RunResult) -> [String] {
    guard let curve = result.decisionCurve else { return [] }
    return curve.lines.compactMap { line in
      guard let first = line.points.first, let last = line.points.last else { return nil }
      func share(_ count: Int) -> String {
        let share = first.share(count, confidence: curve.confidence)
        return "\(NumberText.percent(share.share)) [\(NumberText.percent(share.lower)), "
          + "\(NumberText.percent(share.upper))]"
      }
      let size = "With \(NumberText.count(line.capacity, "entry", "entries"))"
      let length = NumberText.count(first.requests, "request")
      let trials = "of \(NumberText.count(first.trials, "trial"))"
      guard let better = curve.better(line) else {
        return
          "\(size) \(curve.policies.first) and \(curve.policies.second) cannot be told apart even by "
          + "\(NumberText.count(last.requests, "request")); \(length) tie in \(share(first.tied)) \(trials)."
      }
      let outcome =
        "\(length) name the wrong winner in \(share(first.wrong)) and none in \(share(first.tied))"
      let points = MetricUnit(.hitShare, greatest: 1).text(
        Estimate(mean: abs(line.difference.mean), halfWidth: line.difference.halfWidth))
      let sure = "\(NumberText.percent(curve.confidence)) sure"
      guard let needed = line.needed else {
        return "\(size) \(better) wins by \(points) points; \(outcome) \(trials), and "
          + "\(last.requests.grouped) are too few to be \(sure)."
      }
      let high = needed.high.map { NumberText.significant($0, digits: 2) } ?? "more"
      return "\(size) \(better) wins by \(points) points; \(outcome) \(trials), and to be \(sure) takes "
        + "\(NumberText.significant(needed.requests, digits: 2)) "
        + "[\(NumberText.significant(needed.low, digits: 2)), \(high)]."
    }
  }

  private static func json(_ curve: DecisionCurve) -> JSONValue {
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
        ("hit_share_difference", .estimate(line.difference)),
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
      ("policies", .strings([curve.policies.first, curve.policies.second])), ("lines", JSONValue(lines)),
    ])
  }
}

extension ResultTable {
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
}
