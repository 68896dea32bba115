import Simulation

/// Which machine of a provider a prompt is sent to: one that its beginning and its key name, and others while that one
/// has more than it takes.
struct MachineChoice {
  private let count: Int
  private let perMinute: Double?
  /// What each machine still takes of a beginning and key, the first named one first.
  private var buckets: [UInt64: [TokenBucket]] = [:]

  init(_ rule: PromptCacheRule) {
    count = rule.machines
    perMinute = rule.machineRequestsPerMinute
  }

  /// The machine that a beginning and a key name.
  func home(_ beginning: Int, key: UInt64) -> Int { Int(hash(beginning, key) % UInt64(count)) }

  private func hash(_ beginning: Int, _ key: UInt64) -> UInt64 {
    RandomStream.mix(RandomStream.mix(UInt64(beginning) &+ 0x9E37_79B9_7F4A_7C15) &+ key)
  }

  /// The machine of a prompt.
  mutating func choose(_ beginning: Int, key: UInt64, at now: VirtualTime) -> Int {
    let hash = hash(beginning, key)
    let home = Int(hash % UInt64(count))
    guard let perMinute else { return home }
    var own = buckets[hash] ?? []
    defer { buckets[hash] = own }
    for place in 0..<count {
      if place == own.count {
        own.append(TokenBucket(capacity: max(1, perMinute), refillPerSecond: perMinute / 60))
      }
      own[place].refill(to: now)
      // A hair below one is one that refilling rounded down.
      if own[place].level >= 1 - 1e-9 {
        own[place].take(1)
        return (home + place) % count
      }
    }
    return (home + count - 1) % count
  }
}
