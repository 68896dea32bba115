import Providers
import Simulation

/// A complete answer, as a cache would store it.
public struct Answer: Sendable {
  /// The model that gave it.
  public var model: Int
  /// The probability that it is good.
  public var quality: Double
  /// The version of the right answer when it was given.
  public var version: UInt32
  /// When it was complete.
  public var completed: VirtualTime
  /// Its tokens.
  public var tokens: UInt32
  /// What the call cost; of a call that others share, an equal part.
  public var cost: Money
  /// How long the call took.
  public var latency: VirtualTime
  /// Whether a layer made it worse than the model's own, by a shorter or a shared prompt.
  public var isWorsened = false
}

extension Answer {
  /// The length of its text, at four bytes a token.
  var bytes: Int { Int(tokens) * 4 }
}
