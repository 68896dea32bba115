import Eviction

/// Evicts the entry that a rule ranks lowest: FIFO, LRU, LFU and Belady differ in nothing else.
struct RankedModel: PolicyModel {
  let capacity: UInt64
  let ranksBefore: (ModelEntry, ModelEntry) -> Bool

  /// Whether an entry that ranks before all residents is not stored where there is no room.
  var declines = false

  /// What is free at least after an eviction.
  var room: UInt64 = 0
  var residents: [ModelEntry] = []

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let (size, next) = (access.size, access.next)
    if let position = residents.position(of: key) {
      residents[position].usedAt = now
      residents[position].next = next
      residents[position].frequency += 1
      return []
    }
    guard UInt64(size) <= capacity else { return [] }
    let own = ModelEntry(key: key, size: size, storedAt: now, usedAt: now, next: next)
    if declines, residents.bytes + UInt64(size) > capacity, residents.allSatisfy({ ranksBefore(own, $0) }) {
      return []
    }
    var victims: [UInt32] = []
    let wanted = residents.bytes + UInt64(size) > capacity ? max(UInt64(size), room) : 0
    while residents.bytes + wanted > capacity, let victim = residents.min(by: ranksBefore) {
      residents.removeAll { $0.key == victim.key }
      victims.append(victim.key)
    }
    residents.append(own)
    return victims
  }

  mutating func remove(_ key: UInt32) {
    residents.removeAll { $0.key == key }
  }
}
