import Simulation

/// What becomes of a claim.
package enum ClaimVerdict: String, CaseIterable, Sendable {
  /// It follows from what stands beside it, and the simulation gives it.
  case holds
  /// It is true under a condition that it does not state.
  case holdsIf = "holds if"
  /// What stands beside it, or the printed code, gives another figure.
  case inconsistent
  /// No inputs that fit the rest of the text can give it.
  case impossible
  /// Nothing is stated that tests it, or the formula or the simulation that should gives no figure or was not run.
  case untested = "not tested"

  /// The verdict on figures.
  ///
  /// A condition that gives the claimed figure, or that gives none, goes before everything: it says how the claim is
  /// true. Then come the limits of what is possible, what was recomputed, and what was simulated.
  static func of(_ claim: Claim, _ figures: ClaimFigures) -> ClaimVerdict {
    guard let claimed = claim.claimed else { return claim.condition == nil ? .untested : .holdsIf }
    func agrees(_ other: ClosedRange<Double>) -> Bool {
      let slack =
        claim.tolerance
        * max(
          claimed.lowerBound.magnitude, claimed.upperBound.magnitude, other.lowerBound.magnitude,
          other.upperBound.magnitude)
      return claimed.lowerBound <= other.upperBound + slack && other.lowerBound <= claimed.upperBound + slack
    }
    if claim.condition != nil {
      guard let figure = figures.conditional else { return .holdsIf }
      if agrees(figure...figure) { return .holdsIf }
    }
    if let least = figures.least, claimed.upperBound < least * (1 - claim.tolerance) { return .impossible }
    if let greatest = figures.greatest, claimed.lowerBound > greatest * (1 + claim.tolerance) {
      return .impossible
    }
    if let recomputed = figures.recomputed, !agrees(recomputed) { return .inconsistent }
    if let simulated = figures.simulated, simulated.mean.isFinite {
      let half = simulated.halfWidth.isFinite ? simulated.halfWidth : 0
      if !agrees(simulated.mean - half...simulated.mean + half) { return .inconsistent }
    }
    return figures.haveNone ? .untested : .holds
  }
}

/// The figures beside a claim.
package struct ClaimFigures: Sendable {
  /// What follows from the inputs.
  package var recomputed: ClosedRange<Double>?
  /// What a simulation gives.
  package var simulated: Estimate?
  /// What the strategy that was simulated loses against the baseline, where the figure is of what it saves.
  package var losses: [Loss] = []
  /// The figure under the claim's condition.
  package var conditional: Double?
  /// The least that is possible.
  package var least: Double?
  /// The greatest that is possible.
  package var greatest: Double?

  /// Whether no figure tests the claim.
  var haveNone: Bool {
    recomputed == nil && simulated?.mean.isFinite != true && least == nil && greatest == nil
  }
}

/// A claim with its figures and what becomes of it.
package struct JudgedClaim: Sendable {
  /// The claim.
  package var claim: Claim
  /// Its figures.
  package var figures: ClaimFigures
  /// What becomes of it.
  package var verdict: ClaimVerdict
}
