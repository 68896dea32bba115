import Eviction

/// CAR over four arrays, oldest first.
struct CARModel: PolicyModel {
  let capacity: UInt64
  var t1: [ModelEntry] = []
  var t2: [ModelEntry] = []
  var b1: [ModelEntry] = []
  var b2: [ModelEntry] = []
  var target = 0.0

  var residents: [ModelEntry] { t1 + t2 }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    if let position = t1.position(of: key) {
      t1[position].isMarked = true
      return []
    }
    if let position = t2.position(of: key) {
      t2[position].isMarked = true
      return []
    }
    let size = UInt64(access.size)
    let isKnown = (b1 + b2).position(of: key) != nil
    guard size <= capacity else {
      adapt(key)
      return []
    }
    var victims: [UInt32] = []
    while residents.bytes + size > capacity { victims.append(replace()) }
    if !victims.isEmpty && !isKnown {
      if t1.bytes + b1.bytes + size > capacity {
        while t1.bytes + b1.bytes + size > capacity && !b1.isEmpty { b1.removeFirst() }
      } else {
        while residents.bytes + (b1 + b2).bytes + size > 2 * capacity && !b2.isEmpty { b2.removeFirst() }
      }
    }
    adapt(key)
    let entry = ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next)
    if isKnown { t2.append(entry) } else { t1.append(entry) }
    return victims
  }

  mutating func remove(_ key: UInt32) {
    t1.removeAll { $0.key == key }
    t2.removeAll { $0.key == key }
  }

  private mutating func replace() -> UInt32 {
    while true {
      let fromFirst = t2.isEmpty || !t1.isEmpty && Double(t1.bytes) >= max(1, target)
      var entry = fromFirst ? t1.removeFirst() : t2.removeFirst()
      if entry.isMarked {
        entry.isMarked = false
        t2.append(entry)
      } else {
        if fromFirst { b1.append(entry) } else { b2.append(entry) }
        return entry.key
      }
    }
  }

  private mutating func adapt(_ key: UInt32) {
    let (first, second) = (Double(b1.bytes), Double(b2.bytes))
    if let position = b1.position(of: key) {
      target = min(target + max(1, second / first) * Double(b1[position].size), Double(capacity))
      b1.remove(at: position)
    } else if let position = b2.position(of: key) {
      target = max(target - max(1, first / second) * Double(b2[position].size), 0)
      b2.remove(at: position)
    }
  }
}
