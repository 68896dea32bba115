import Eviction
import Simulation

/// The sampled policies of Redis over an array; a hole is filled by the last entry, so that draws name the same slots.
struct RedisModel: PolicyModel {
  let capacity: UInt64
  let seed: UInt64
  let isLFU: Bool
  let samples: Int
  let millisecondsPerTick: Int64
  let factor: Double
  let decay: Int64
  var residents: [ModelEntry] = []
  var usedAt: [UInt32: Int64] = [:]
  var counts: [UInt32: Int64] = [:]
  var pool: [(key: UInt32, score: Int64)] = []
  var draws = 0
  var hits = 0

  init(_ setup: PolicySetup, isLFU: Bool, parameters: PolicyParameters) {
    capacity = setup.capacity
    seed = setup.seed
    self.isLFU = isLFU
    samples = Int(parameters["samples"] ?? 5)
    millisecondsPerTick = isLFU ? 60_000 : Int64((parameters["resolution"] ?? 1) * 1000)
    factor = parameters["factor"] ?? 10
    decay = Int64(parameters["decay"] ?? 1)
  }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let tick = access.time / millisecondsPerTick
    if contains(key) {
      var count = decayed(key, at: tick)
      let coins = RandomStream(seed: seed, replication: 0, purpose: RandomPurpose(401, instance: 1))
      if count < 255 && coins.uniform(hits) * (max(0, Double(count) - 5) * factor + 1) < 1 { count += 1 }
      hits += 1
      counts[key] = count
      usedAt[key] = tick
      return []
    }
    guard UInt64(access.size) <= capacity else { return [] }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(access.size) > capacity {
      victims.append(findVictim(at: tick))
      remove(victims[victims.count - 1])
    }
    residents.append(ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next))
    counts[key] = 5
    usedAt[key] = tick
    return victims
  }

  mutating func remove(_ key: UInt32) {
    guard let slot = residents.position(of: key) else { return }
    residents.swapAt(slot, residents.count - 1)
    residents.removeLast()
  }

  private func decayed(_ key: UInt32, at tick: Int64) -> Int64 {
    guard decay > 0 else { return counts[key] ?? 0 }
    return max(0, (counts[key] ?? 0) - (tick - (usedAt[key] ?? 0)) / decay)
  }

  private mutating func findVictim(at tick: Int64) -> UInt32 {
    while true {
      for slot in drawSlots() {
        let key = residents[slot].key
        let score = isLFU ? 255 - decayed(key, at: tick) : tick - (usedAt[key] ?? 0)
        let place = pool.firstIndex { $0.score >= score } ?? pool.count
        if pool.count == 16 && place == 0 { continue }
        pool.insert((key: key, score: score), at: place)
        if pool.count > 16 { pool.removeFirst() }
      }
      while let best = pool.popLast() {
        if contains(best.key) { return best.key }
      }
    }
  }

  private mutating func drawSlots() -> [Int] {
    let stream = RandomStream(seed: seed, replication: 0, purpose: RandomPurpose(401))
    let size = min(samples, residents.count)
    var slots: [Int] = []
    for sample in 0..<size {
      let last = residents.count - size + sample
      let slot = stream.integer(below: last + 1, draws, sample)
      slots.append(slots.contains(slot) ? last : slot)
    }
    draws += 1
    return slots
  }
}
