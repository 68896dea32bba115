import Traffic

/// Where a layer stands: between which others, in front of which stream.
public struct LayerPlace: Sendable {
  /// The layers that see a request before it.
  public var before: [any LayerPlan]
  /// Those that see it after it.
  public var behind: [any LayerPlan]
  /// What is asked.
  public var stream: QueryStream

  /// The place of a layer of a strategy.
  package init(_ position: Int, of plans: [any LayerPlan], _ stream: QueryStream) {
    before = Array(plans[..<position])
    behind = Array(plans[(position + 1)...])
    self.stream = stream
  }

  /// Whether a layer of a kind stands somewhere else in the strategy.
  func hasOther<Plan: LayerPlan>(_ kind: Plan.Type) -> Bool { (before + behind).contains { $0 is Plan } }

  /// Whether any request has a system prompt of known length.
  var hasSystemTokens: Bool { stream.systemTokens.contains { $0 > 0 } }
}
