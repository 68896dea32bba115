import Eviction

/// Belady-Size over an array, in both variants.
struct BeladySizeModel: PolicyModel {
  let capacity: UInt64
  let samples: Int
  let isLibCacheSim: Bool
  let declines: Bool
  var table: BucketModel
  var residents: [ModelEntry] = []

  init(_ setup: PolicySetup) {
    capacity = setup.capacity
    samples = Int(setup.parameters["samples"] ?? 128)
    isLibCacheSim = setup.variant == .libcachesim
    declines = setup.variant == .bypass
    table = BucketModel(power: Int(setup.parameters["hashpower"] ?? 4))
  }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let isLast = access.next == .max
    if let position = residents.position(of: key) {
      residents[position].next = access.next
      if isLibCacheSim && isLast { remove(key) }
      return []
    }
    guard UInt64(access.size) <= capacity else { return [] }
    var victims: [UInt32] = []
    let own = ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next)
    if declines, residents.bytes + UInt64(access.size) > capacity, rank(own, now) > worst(now) { return [] }
    while residents.bytes + UInt64(access.size) > capacity {
      let victim = isLibCacheSim ? sampled(now) : exact(now)
      remove(victim)
      victims.append(victim)
    }
    guard !isLibCacheSim || !isLast else { return victims }
    residents.append(own)
    if isLibCacheSim { table.insert(key) }
    return victims
  }

  mutating func remove(_ key: UInt32) {
    residents.removeAll { $0.key == key }
    if isLibCacheSim { table.remove(key) }
  }

  private func value(_ entry: ModelEntry, _ now: Int) -> Int {
    Int(entry.size) * (Int(entry.next) - now)
  }

  private func rank(_ entry: ModelEntry, _ now: Int) -> Int {
    entry.next == .max ? .max : value(entry, now)
  }

  private func worst(_ now: Int) -> Int { residents.map { rank($0, now) }.max() ?? .max }

  private func exact(_ now: Int) -> UInt32 {
    var best = residents[0]
    for entry in residents.dropFirst() {
      let (one, two) = (rank(entry, now), rank(best, now))
      if (one, entry.size) > (two, best.size) || (one, entry.size) == (two, best.size) && entry.key < best.key
      {
        best = entry
      }
    }
    return best.key
  }

  private mutating func sampled(_ now: Int) -> UInt32 {
    var (victim, largest) = (UInt32.max, -1)
    for _ in 0..<samples {
      let key = table.sample()
      let value = value(residents[residents.position(of: key) ?? 0], now)
      if value > largest { (victim, largest) = (key, value) }
    }
    return victim
  }
}
