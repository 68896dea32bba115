import Declarations
import Experiments
import Scenarios

/// A figure that somebody states, and how it is put to the test.
package struct Claim: Sendable {
  /// What a figure is counted in.
  package enum Unit: String, CaseIterable, Sendable {
    /// A part of one.
    case share
    /// Dollars.
    case usd
    /// Milliseconds.
    case ms
    /// Seconds.
    case s
    /// Anything that is counted.
    case count
  }

  /// A condition under which the claim is true.
  package struct Condition: Sendable {
    /// The condition in words, to stand behind "holds if".
    package var says: String
    /// The figure under the condition, where it can be computed; it must be the one claimed.
    package var formula: Expression?
  }

  /// What a simulation says of the figure.
  package struct Simulated: Sendable {
    /// The scenario.
    package var scenario: String
    /// Its strategy.
    package var strategy: String
    /// The figure, from metrics of the strategy.
    package var figure: Expression
    /// Changes to the scenario.
    package var overrides: [Override]
    /// Where it stands.
    package var position: SourcePosition

    /// The run that it belongs to.
    var run: ClaimRun { ClaimRun(scenario: scenario, overrides: overrides) }
  }

  /// A short name, such as `003-31`.
  package var id: String
  /// The claim in words.
  package var says: String
  /// The figure, or the least and the greatest of those claimed; nil where there is none to compare.
  package var claimed: ClosedRange<Double>?
  /// What it is counted in.
  package var unit: Unit
  /// What follows from the inputs that stand beside the claim: the least and the greatest.
  package var formula: [Expression]
  /// The least that is possible at all.
  package var least: Expression?
  /// The greatest that is possible at all.
  package var greatest: Expression?
  /// How far off a figure may be, as a part of it.
  package var tolerance: Double
  /// A condition under which the claim is true.
  package var condition: Condition?
  /// What a simulation says.
  package var simulated: Simulated?
  /// Why the verdict is what it is.
  package var because: String?
}

/// A scenario with changes, which several claims may want.
package struct ClaimRun: Sendable, Hashable {
  /// The scenario by name.
  package var scenario: String
  /// Changes to it.
  package var overrides: [Override]
}
