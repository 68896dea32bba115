import Eviction
import Simulation

/// LeCaR over arrays, oldest first.
struct LeCaRModel: PolicyModel {
  let capacity: UInt64
  let historyLimit: UInt64
  let learningRate: Double
  let discount: Double
  let stream: RandomStream
  var draws = 0
  var weight = 0.5
  var residents: [ModelEntry] = []

  /// What each expert evicted, in the order it went; `usedAt` is when.
  var histories: [[ModelEntry]] = [[], []]

  init(_ setup: PolicySetup) {
    capacity = setup.capacity
    historyLimit = UInt64((setup.parameters["history"] ?? 0.5) * Double(capacity))
    learningRate = setup.parameters["learning_rate"] ?? 0.45
    discount = setup.parameters["discount"] ?? 0.005
    stream = RandomStream(seed: setup.seed, replication: 0, purpose: RandomPurpose(401))
  }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    if let position = residents.position(of: key) {
      residents[position].frequency += 1
      residents[position].usedAt = now
      return []
    }
    var entry = ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next)
    for expert in 0..<2 {
      guard let position = histories[expert].position(of: key) else { continue }
      let remembered = histories[expert].remove(at: position)
      entry.frequency = remembered.frequency + 1
      learn(expert, age: now - remembered.usedAt)
    }
    guard UInt64(access.size) <= capacity else { return [] }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(access.size) > capacity { victims.append(evict(now)) }
    residents.append(entry)
    return victims
  }

  mutating func remove(_ key: UInt32) {
    residents.removeAll { $0.key == key }
  }

  private mutating func learn(_ expert: Int, age: Int) {
    let count =
      residents.isEmpty
      ? Double(capacity) : Double(capacity) * Double(residents.count) / Double(residents.bytes)
    let regret = count > 0 ? Transcendental.exp(Double(age) * Transcendental.log(discount) / count) : 0
    var weights = [weight, 1 - weight]
    weights[1 - expert] *= Transcendental.exp(learningRate * regret)
    weight = min(max(weights[0] / (weights[0] + weights[1]), 0.01), 0.99)
  }

  private mutating func evict(_ now: Int) -> UInt32 {
    var (oldest, rarest) = (residents[0], residents[0])
    for entry in residents {
      if entry.usedAt < oldest.usedAt { oldest = entry }
      if (entry.frequency, entry.usedAt) < (rarest.frequency, rarest.usedAt) { rarest = entry }
    }
    if oldest == rarest {
      remove(oldest.key)
      return oldest.key
    }
    let expert = stream.uniform(draws) < weight ? 0 : 1
    draws += 1
    var victim = expert == 0 ? oldest : rarest
    remove(victim.key)
    victim.usedAt = now
    if UInt64(victim.size) <= historyLimit {
      while histories[expert].bytes + UInt64(victim.size) > historyLimit { histories[expert].removeFirst() }
      histories[expert].append(victim)
    }
    return victim.key
  }
}
