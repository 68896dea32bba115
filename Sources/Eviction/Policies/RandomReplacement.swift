import Simulation

/// Evicts a resident entry drawn uniformly.
///
/// The draw of an eviction is a function of the seed and of the number of evictions before it.
package struct RandomReplacement: SampledPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  package var residents: ResidentKeys
  private let draws: RandomStream
  private var evictions = 0

  /// `true`: the draw is fixed by the number of evictions.
  package static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    residents = ResidentKeys(keys: setup.keys)
    draws = RandomStream(seed: setup.seed, replication: 0, purpose: .eviction)
  }

  /// Changes nothing.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {}

  /// Evicts drawn entries until `key` fits, and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    guard admits(key, size: access.size) else { return }
    while capacity - used < access.size, let victim = victim() {
      evictions += 1
      residents.remove(victim)
      evicted(victim)
    }
    residents.append(key, size: access.size)
  }

  /// Returns the entry that the draw of the next eviction names.
  package mutating func victim() -> UInt32? {
    count == 0 ? nil : residents[draws.integer(below: count, evictions)]
  }
}

extension PolicyKind {
  /// Random replacement.
  public static let random = PolicyKind(
    "random", RandomReplacement.self, summary: "evicts any entry with the same probability",
    source:
      "Belady, A study of replacement algorithms for a virtual-storage computer, IBM Systems Journal, 1966")
}
