import Eviction

/// Segmented LRU over arrays, oldest first, in both variants.
struct SLRUModel: PolicyModel {
  let capacity: UInt64
  let isLibCacheSim: Bool
  let limits: [UInt64]
  var segments: [[ModelEntry]]
  var victims: [UInt32] = []

  init(capacity: UInt64, isLibCacheSim: Bool) {
    self.capacity = capacity
    self.isLibCacheSim = isLibCacheSim
    limits = isLibCacheSim ? Array(repeating: capacity / 4, count: 4) : [capacity, capacity - capacity / 5]
    segments = Array(repeating: [], count: limits.count)
  }

  var residents: [ModelEntry] { segments.flatMap { $0 } }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let (size, next) = (access.size, access.next)
    victims = []
    for segment in segments.indices {
      guard let position = segments[segment].position(of: key) else { continue }
      let entry = segments[segment].remove(at: position)
      let target = min(segment + 1, segments.count - 1)
      segments[target].append(entry)
      settle(target)
      return victims
    }
    guard UInt64(size) <= limits[0] else { return [] }
    while residents.bytes + UInt64(size) > capacity, let lowest = segments.firstIndex(where: { !$0.isEmpty })
    {
      victims.append(segments[lowest].removeFirst().key)
    }
    let roomy = segments.indices.first { segments[$0].bytes + UInt64(size) <= limits[$0] }
    let entry = ModelEntry(key: key, size: size, storedAt: now, usedAt: now, next: next)
    segments[isLibCacheSim ? roomy ?? 0 : 0].append(entry)
    return victims
  }

  mutating func remove(_ key: UInt32) {
    for segment in segments.indices { segments[segment].removeAll { $0.key == key } }
  }

  private mutating func settle(_ segment: Int) {
    while segments[segment].bytes > limits[segment] {
      let oldest = segments[segment].removeFirst()
      if segment == 0 {
        victims.append(oldest.key)
      } else {
        segments[segment - 1].append(oldest)
        settle(segment - 1)
      }
    }
  }
}
