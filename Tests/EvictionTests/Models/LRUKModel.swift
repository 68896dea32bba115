import Eviction

/// LRU-K over whole histories of requests.
struct LRUKModel: PolicyModel {
  let capacity: UInt64
  let depth: Int
  let retained: Int
  var residents: [ModelEntry] = []
  var history: [UInt32: [Int]] = [:]

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    if let position = residents.position(of: key) {
      residents[position].usedAt = now
      history[key, default: []].append(now)
      return []
    }
    guard UInt64(access.size) <= capacity else { return [] }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(access.size) > capacity,
      let victim = residents.min(by: { (kthLast($0), $0.usedAt) < (kthLast($1), $1.usedAt) })
    {
      residents.removeAll { $0.key == victim.key }
      victims.append(victim.key)
    }
    if let last = history[key]?.last, now - last > retained { history[key] = [] }
    history[key, default: []].append(now)
    residents.append(ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next))
    return victims
  }

  mutating func remove(_ key: UInt32) {
    residents.removeAll { $0.key == key }
    history[key] = []
  }

  /// The K-th last request, or a time before all others.
  private func kthLast(_ entry: ModelEntry) -> Int {
    let times = history[entry.key] ?? []
    return times.count >= depth ? times[times.count - depth] : -1
  }
}
