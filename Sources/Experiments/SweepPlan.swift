import Declarations
import Scenarios
import Strategies

/// The cells of a sweep: every combination of its axes.
struct SweepPlan {
  let strategy: String
  let axes: [String]
  let values: [[String]]
  let strategies: [Scenario.Strategy]

  /// - Throws: a `Diagnostic` when the scenario has no sweep, or one with too many cells.
  init(_ scenario: Scenario, maximumCells: Int) throws(Diagnostic) {
    guard let section = scenario.section("sweep") else {
      throw Diagnostic("the scenario has no 'sweep'; a strategy and axes were expected", file: scenario.path)
    }
    let name = section.string("strategy")
    let place = try Scenario.place(of: name, in: scenario.strategies, at: section.position("strategy"))
    let base = scenario.strategies[place]
    let members = section.members("axes")
    var count = 1
    for member in members {
      let (product, overflow) = count.multipliedReportingOverflow(by: member.node.elements?.count ?? 0)
      count = overflow ? .max : product
    }
    guard count <= maximumCells else {
      throw Diagnostic(
        "the sweep has \(count == .max ? "more than 2^63" : String(count)) cells; at most \(maximumCells) were "
          + "expected (--max-cells allows more)", file: scenario.path, position: section.position("axes"))
    }
    let resolver = scenario.resolver
    var values: [[String]] = []
    var strategies: [Scenario.Strategy] = []
    for cell in 0..<count {
      var left = cell
      var layers = base.layers
      var texts: [String] = []
      for member in members.reversed() {
        let elements = member.node.elements ?? []
        let element = elements[left % elements.count]
        left /= elements.count
        layers = try resolver.setting(member.key, to: element, in: layers, at: member.keyPosition)
        texts.insert(element.string ?? element.text(indent: nil), at: 0)
      }
      let label = zip(members.map(\.key), texts).map { "\($0)=\($1)" }.joined(separator: " ")
      strategies.append(try resolver.strategy(base, named: "\(name) \(label)", layers: layers))
      values.append(texts)
    }
    strategy = name
    axes = members.map(\.key)
    self.values = values
    self.strategies = strategies
  }
}
