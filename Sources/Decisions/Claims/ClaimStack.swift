import Declarations
import Experiments
import Metrics
import Scenarios
import Simulation

/// Claims on layers that are put behind each other: what each saves alone, and what it saves of what those before it leave.
package struct ClaimStack: Sendable {
  /// A claim on a layer.
  package struct Layer: Sendable {
    /// The claim.
    package var claim: Claim
    /// What its strategy saves alone.
    package var alone: Estimate
    /// What its layers save behind those of the claims before it, of the cost that these leave.
    package var stacked: Estimate
  }

  /// The ids of the claims in order, with their places.
  let ids: [(id: String, position: SourcePosition)]

  /// Reads the stack that a file states; nil where it states none.
  ///
  /// - Throws: a `Diagnostic` at an id that no claim has, or at a claim that is not simulated in the scenario of the first.
  init?(_ root: Settings, claims: [Claim]) throws(Diagnostic) {
    let nodes = root.list("stack")
    if nodes.isEmpty { return nil }
    ids = nodes.map { ($0.string ?? "", $0.position) }
    var run: ClaimRun?
    for (id, position) in ids {
      guard let claim = claims.first(where: { $0.id == id }) else {
        let hint = id.nearest(in: claims.map(\.id)).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "no claim has the id '\(id)' of 'stack'\(hint); that of a simulated claim was expected",
          position: position)
      }
      guard let simulated = claim.simulated, claim.unit == .share, claim.claimed != nil else {
        throw Diagnostic(
          "the claim '\(id)' of 'stack' is no simulated share; one of what a layer saves was expected",
          position: position)
      }
      guard run ?? simulated.run == simulated.run else {
        throw Diagnostic(
          "the claim '\(id)' of 'stack' is simulated in another scenario than '\(ids[0].id)'; the same was expected",
          position: position)
      }
      run = simulated.run
    }
  }

  /// The claims in order.
  func claims(of all: [Claim]) -> [Claim] { ids.compactMap { own in all.first { $0.id == own.id } } }

  /// A scenario's strategies that hold the layers of the first claim, of the first two, and so on.
  static func strategies(_ claims: [Claim], in scenario: Scenario) -> [Scenario.Strategy] {
    var stacks: [Scenario.Strategy] = []
    for claim in claims {
      guard let own = scenario.strategies.first(where: { $0.name == claim.simulated?.strategy }) else {
        continue
      }
      var stack = stacks.last ?? own
      if !stacks.isEmpty {
        stack.layers += own.layers
        stack.plans += own.plans
        stack.isBound = stack.isBound || own.isBound
      }
      stack.name = "the first \(stacks.count + 1) of the stack"
      stacks.append(stack)
    }
    return stacks
  }

  /// What each claim's layers save, of results with the strategies of `strategies(_:in:)`.
  static func layers(_ claims: [Claim], _ result: RunResult, values: [String: Double]) -> [Layer] {
    let stacks = result.strategies.filter { $0.name.hasSuffix(" of the stack") }
    var former = result.strategies[result.baseline]
    var layers: [Layer] = []
    for (claim, stack) in zip(claims, stacks) {
      guard let simulated = claim.simulated, let own = result.strategy(simulated.strategy) else { continue }
      let samples = zip(stack.cells, former.cells).map { cell, base in
        simulated.figure.value { name in
          Metric(rawValue: name).map { RunResult.value($0, of: cell, versus: base) } ?? values[name]
        }
      }
      layers.append(
        Layer(
          claim: claim, alone: result.estimate(simulated.figure, of: own, values: values),
          stacked: Estimate(samples: samples, confidence: result.provenance.confidence)))
      former = stack
    }
    return layers
  }
}
