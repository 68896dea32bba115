import Eviction

/// SIEVE over an array, oldest first; the hand is the key it points at.
struct SieveModel: PolicyModel {
  let capacity: UInt64
  var residents: [ModelEntry] = []
  var hand: UInt32?

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let (size, next) = (access.size, access.next)
    if let position = residents.position(of: key) {
      residents[position].isMarked = true
      return []
    }
    guard UInt64(size) <= capacity else { return [] }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(size) > capacity {
      var position = hand.flatMap { residents.position(of: $0) } ?? 0
      while residents[position].isMarked {
        residents[position].isMarked = false
        position = (position + 1) % residents.count
      }
      hand = residents[position].key
      victims.append(residents[position].key)
      remove(residents[position].key)
    }
    residents.append(ModelEntry(key: key, size: size, storedAt: now, usedAt: now, next: next))
    return victims
  }

  mutating func remove(_ key: UInt32) {
    guard let position = residents.position(of: key) else { return }
    if hand == key { hand = position + 1 < residents.count ? residents[position + 1].key : nil }
    residents.remove(at: position)
  }
}
