import Simulation

/// How the right answer of an intent changes over time.
///
/// An intent is volatile or static; its answer changes once a lifetime, at a phase of its own. Which intents are volatile
/// is a draw, whatever they ask, unless some are marked by their words.
public struct AnswerClock: Sendable {
  /// Lifetime of a static answer, or `never`.
  public let staticLifetime: VirtualTime
  /// Lifetime of a volatile answer, or `never`.
  public let volatileLifetime: VirtualTime
  /// The share of intents that are volatile.
  public let volatileShare: Double
  /// Intents that hold a word of things that change; the others have `volatileShare`.
  var marked: Set<UInt32> = []
  /// The share of them that is volatile.
  var markedShare = 0.0
  let random: RandomStream

  /// Answers that never change.
  public static let constant = AnswerClock(
    staticLifetime: .never, volatileLifetime: .never, volatileShare: 0, seed: 0, replication: 0)

  /// Makes a clock; which intents are volatile is drawn anew each replication.
  public init(
    staticLifetime: VirtualTime, volatileLifetime: VirtualTime, volatileShare: Double, seed: UInt64,
    replication: Int
  ) {
    self.staticLifetime = staticLifetime
    self.volatileLifetime = volatileLifetime
    self.volatileShare = volatileShare
    random = RandomStream(seed: seed, replication: replication, purpose: .answers)
  }

  /// How probably an answer changes within a time, before it is known which answers are volatile and when they change.
  public func changeProbability(of intent: UInt32, within age: VirtualTime) -> Double {
    func share(_ lifetime: VirtualTime) -> Double {
      lifetime == .never || lifetime.nanoseconds <= 0
        ? 0 : min(1, Double(max(0, age.nanoseconds)) / Double(lifetime.nanoseconds))
    }
    let ofVolatile = volatileShare(of: intent)
    return ofVolatile * share(volatileLifetime) + (1 - ofVolatile) * share(staticLifetime)
  }

  private func volatileShare(of intent: UInt32) -> Double {
    !marked.isEmpty && marked.contains(intent) ? markedShare : volatileShare
  }

  /// The version of an intent's answer at a time.
  ///
  /// - Complexity: O(1).
  public func version(of intent: UInt32, at time: VirtualTime) -> UInt32 {
    if staticLifetime == .never && volatileLifetime == .never { return 0 }
    let ofVolatile = volatileShare(of: intent)
    let isVolatile = ofVolatile > 0 && random.uniform(Int(intent), 0) < ofVolatile
    let lifetime = isVolatile ? volatileLifetime : staticLifetime
    if lifetime == .never || lifetime.nanoseconds <= 0 { return 0 }
    let phase = random.integer(below: Int(lifetime.nanoseconds), Int(intent), 1)
    return UInt32(
      truncatingIfNeeded: (time + VirtualTime(nanoseconds: Int64(phase))).nanoseconds / lifetime.nanoseconds)
  }
}
