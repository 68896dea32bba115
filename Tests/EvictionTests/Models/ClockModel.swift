import Eviction

/// Clock over an array, oldest first.
struct ClockModel: PolicyModel {
  let capacity: UInt64
  var residents: [ModelEntry] = []

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let (size, next) = (access.size, access.next)
    if let position = residents.position(of: key) {
      residents[position].isMarked = true
      return []
    }
    guard UInt64(size) <= capacity else { return [] }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(size) > capacity {
      var oldest = residents.removeFirst()
      if oldest.isMarked {
        oldest.isMarked = false
        residents.append(oldest)
      } else {
        victims.append(oldest.key)
      }
    }
    residents.append(ModelEntry(key: key, size: size, storedAt: now, usedAt: now, next: next))
    return victims
  }

  mutating func remove(_ key: UInt32) {
    residents.removeAll { $0.key == key }
  }
}
