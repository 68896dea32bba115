import Eviction
import Simulation

/// Hyperbolic caching over an array, in both variants.
struct HyperbolicModel: PolicyModel {
  let capacity: UInt64
  let samples: Int
  let isLibCacheSim: Bool
  let countsSize: Bool
  var sampled: SampledResidents
  var table: BucketModel
  var costs: [UInt32: Float] = [:]

  init(_ setup: PolicySetup) {
    capacity = setup.capacity
    samples = Int(setup.parameters["samples"] ?? 64)
    countsSize = setup.parameters["by_size"] != 0
    isLibCacheSim = setup.variant == .libcachesim
    sampled = SampledResidents(seed: setup.seed)
    table = BucketModel(power: Int(setup.parameters["hashpower"] ?? 4))
  }

  var residents: [ModelEntry] { sampled.entries }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    if let position = residents.position(of: key) {
      sampled.entries[position].frequency += 1
      costs[key] = access.cost
      return []
    }
    guard UInt64(access.size) <= capacity else { return [] }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(access.size) > capacity {
      let candidates = (0..<samples).map { _ in draw() }
      let lowest = candidates.map { priority($0, now: now) }.min()
      guard let victim = candidates.first(where: { priority($0, now: now) == lowest }) else { break }
      remove(victim.key)
      victims.append(victim.key)
    }
    sampled.entries.append(
      ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next))
    table.insert(key)
    costs[key] = access.cost
    return victims
  }

  mutating func remove(_ key: UInt32) {
    sampled.remove(key)
    table.remove(key)
  }

  private mutating func draw() -> ModelEntry {
    guard isLibCacheSim else { return sampled.sample() }
    let key = table.sample()
    return residents[residents.position(of: key) ?? 0]
  }

  private func priority(_ entry: ModelEntry, now: Int) -> Double {
    let age = Double(now - entry.storedAt)
    if isLibCacheSim { return 1e8 * Double(entry.frequency) / age }
    let worth = Double(costs[entry.key] ?? 0) * Double(entry.frequency) / age
    return countsSize ? worth / Double(entry.size) : worth
  }
}
