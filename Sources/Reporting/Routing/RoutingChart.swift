import Routing

/// Accuracy against cost: which routers beat the line of random routing, and by how much.
struct RoutingChart {
  private let result: RoutingResult

  init(_ result: RoutingResult) { self.result = result }

  /// Where the figures come from.
  static func origin(_ result: RoutingResult) -> String {
    let name = result.source.split(separator: "/").last.map(String.init) ?? result.source
    let runs = result.study.trainShare == 0 ? "all queries" : "\(result.study.splits) splits"
    return
      "\(result.weak.clipped(to: 32)) and \(result.strong.clipped(to: 32)) · \(name.clipped(to: 30)) · \(NumberText.fixed(Double(result.queries))) queries, \(runs)"
  }

  var script: ChartScript? { nil }
}
