import Simulation

/// What a provider bills of a call that is cancelled before its answer is complete.
public enum CancellationBilling: String, CaseIterable, Sendable {
  /// The provider finishes what nobody waits for, and bills it.
  case whole
  /// The input, and of the output what was written by then.
  case started
  case nothing

  /// What is billed of a call.
  ///
  /// - Parameters:
  ///   - written: how long output had been written when the call was cancelled; negative before the first token.
  ///   - whole: how long it would have taken to write all of it.
  public func part(of cost: CallCost, written: VirtualTime, whole: VirtualTime) -> CallCost {
    switch self {
    case .whole: return cost
    case .nothing: return CallCost()
    case .started:
      let length = max(1, whole.nanoseconds)
      let part =
        Int128(cost.output.picodollars) * Int128(min(max(0, written.nanoseconds), length)) / Int128(length)
      var billed = cost
      billed.output = Money(picodollars: Int64(clamping: part))
      return billed
    }
  }
}
