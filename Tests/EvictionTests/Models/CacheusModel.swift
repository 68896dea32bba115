import Eviction
import Simulation

/// Cacheus over arrays, oldest first.
struct CacheusModel: PolicyModel {
  let capacity: UInt64
  let historyLimit: UInt64
  let stream: RandomStream
  var draws = 0
  var weight = 0.5

  var single: [ModelEntry] = []
  var reused: [ModelEntry] = []
  var reusedLimit: UInt64

  /// What each expert evicted, in the order it went; `isMarked` for what never had a hit.
  var histories: [[ModelEntry]] = [[], []]
  var demoted: Set<UInt32> = []
  var fresh: Set<UInt32> = []

  // The learning rate, and since when it is what it is.
  var rate: Double?
  var firstRate = 0.0
  var rates = (before: 0.0, now: 0.0)
  var lastHitRate = 0
  var badPeriods = 0
  var outcomes: [Bool] = []

  init(_ setup: PolicySetup) {
    capacity = setup.capacity
    historyLimit = UInt64((setup.parameters["history"] ?? 0.5) * Double(capacity))
    let start = max(1, UInt64((setup.parameters["single"] ?? 0.01) * Double(capacity)))
    reusedLimit = capacity - min(capacity, start)
    stream = RandomStream(seed: setup.seed, replication: 0, purpose: RandomPurpose(401))
  }

  var residents: [ModelEntry] { single + reused }

  private var entryCount: Double {
    residents.isEmpty
      ? Double(capacity) : Double(capacity) * Double(residents.count) / Double(residents.bytes)
  }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    var victims: [UInt32] = []
    let isHit = contains(key)
    if isHit {
      use(key, now: now)
    } else {
      var entry = ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next)
      let frequency = recall(key)
      if UInt64(access.size) <= capacity {
        while residents.bytes + UInt64(access.size) > capacity { victims.append(evict()) }
        entry.frequency = (frequency ?? 0) + 1
        if frequency != nil {
          place(entry)
        } else {
          single.append(entry)
          fresh.insert(key)
        }
        demote()
      }
    }
    learn(isHit)
    return victims
  }

  mutating func remove(_ key: UInt32) {
    single.removeAll { $0.key == key }
    reused.removeAll { $0.key == key }
    demoted.remove(key)
    fresh.remove(key)
  }

  private mutating func use(_ key: UInt32, now: Int) {
    guard var entry = residents.first(where: { $0.key == key }) else { return }
    if demoted.contains(key) {
      let freshInHistory = histories[0].count { $0.isMarked }
      let step = max(1, (Double(freshInHistory) / Double(max(1, demoted.count))).rounded())
      reusedLimit = raised(reusedLimit, by: step * Double(entry.size))
    }
    remove(key)
    entry.frequency += 1
    entry.usedAt = now
    place(entry)
    demote()
  }

  private mutating func place(_ entry: ModelEntry) {
    if UInt64(entry.size) <= reusedLimit { reused.append(entry) } else { single.append(entry) }
  }

  private mutating func demote() {
    while reused.bytes > reusedLimit {
      single.append(reused.removeFirst())
      demoted.insert(single[single.count - 1].key)
    }
  }

  private func raised(_ limit: UInt64, by step: Double) -> UInt64 {
    limit >= capacity - 1 ? limit : min(capacity - 1, limit + UInt64(min(step, 1e15)))
  }

  /// Takes the key out of a history and returns its frequency.
  private mutating func recall(_ key: UInt32) -> Int? {
    for expert in 0..<2 {
      guard let position = histories[expert].position(of: key) else { continue }
      var weights = [weight, 1 - weight]
      weights[expert] *= Transcendental.exp(-(rate ?? 0))
      weight = min(max(weights[0] / (weights[0] + weights[1]), 0.01), 0.99)
      let entry = histories[expert][position]
      if expert == 0 && entry.isMarked {
        let freshInHistory = histories[0].count { $0.isMarked }
        let step = max(1, (Double(demoted.count) / Double(freshInHistory)).rounded())
        reusedLimit = capacity - raised(capacity - reusedLimit, by: step * Double(entry.size))
      }
      histories[expert].remove(at: position)
      return entry.frequency
    }
    return nil
  }

  private mutating func evict() -> UInt32 {
    if rate == nil {
      let bound = (2 * Transcendental.log(2) / max(entryCount, 1)).squareRoot()
      firstRate = min(max(bound, 0.001), 1)
      rate = firstRate
      rates.now = firstRate
    }
    let oldest = single.first ?? reused[0]
    var rarest = oldest
    for entry in residents
    where (entry.frequency, -entry.usedAt) < (rarest.frequency, -rarest.usedAt) { rarest = entry }
    if oldest.key == rarest.key {
      remove(oldest.key)
      return oldest.key
    }
    let expert = stream.uniform(draws) < weight ? 0 : 1
    draws += 1
    var victim = expert == 0 ? oldest : rarest
    victim.isMarked = expert == 0 && fresh.contains(victim.key)
    remove(victim.key)
    if UInt64(victim.size) <= historyLimit {
      while histories[expert].bytes + UInt64(victim.size) > historyLimit { histories[expert].removeFirst() }
      histories[expert].append(victim)
    }
    return victim.key
  }

  private mutating func learn(_ isHit: Bool) {
    guard let current = rate else { return }
    outcomes.append(isHit)
    let (bytes, count) = residents.isEmpty ? (1, 1) : (Int(residents.bytes), residents.count)
    guard outcomes.count * bytes >= Int(capacity) * count else { return }
    let hitRate = Int((1000 * Double(outcomes.count { $0 }) / Double(outcomes.count)).rounded())
    let rise = hitRate - lastHitRate
    let move = (rates.now * 1000).rounded() - (rates.before * 1000).rounded()
    if rise != 0 && move != 0 {
      let step = abs(current * move / 1000)
      let isUp = (rise > 0) == (move > 0)
      rate = isUp ? min(current + step, 1) : max(current - step, 0.001)
      badPeriods = 0
    } else if rise <= 0 {
      if rise < 0 || hitRate == 0 { badPeriods += 1 }
      if badPeriods == 10 {
        rate = firstRate
        badPeriods = 0
      } else if rise < 0 {
        wander(from: current)
      }
    }
    rates = (before: rates.now, now: rate ?? 0)
    lastHitRate = hitRate
    outcomes = []
  }

  private mutating func wander(from current: Double) {
    switch current {
    case 1...: rate = 0.9
    case ...0.001: rate = 0.005
    default:
      rate = stream.uniform(draws) < 0.5 ? min(current * 1.25, 1) : max(current * 0.75, 0.001)
      draws += 1
    }
  }
}
