import Simulation

/// Which missed entries a cache stores at all, before its replacement policy sees them.
public enum AdmissionRule: Hashable, Sendable {
  /// Every one.
  case always

  /// Those of at most a size, overhead left out.
  case size(most: UInt32)

  /// Each with a probability, by a coin that its request has under every policy and capacity.
  case probability(Double)
}

/// An ``AdmissionRule`` at work in one cache.
struct AdmissionFilter: ~Copyable {
  private let rule: AdmissionRule
  private let coins: RandomStream

  init(_ rule: AdmissionRule, seed: UInt64) {
    self.rule = rule
    coins = RandomStream(seed: seed, replication: 0, purpose: .admission)
  }

  /// Returns whether the entry of a miss is stored.
  @inline(__always)
  mutating func admits(_ key: UInt32, size: UInt32, request: Int) -> Bool {
    switch rule {
    case .always: true
    case .size(let most): size <= most
    case .probability(let share): coins.uniform(request) < share
    }
  }
}
