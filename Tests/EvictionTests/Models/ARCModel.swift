import Eviction

/// ARC over four arrays, oldest first, in both variants.
struct ARCModel: PolicyModel {
  let capacity: UInt64
  let isLibCacheSim: Bool
  var t1: [ModelEntry] = []
  var t2: [ModelEntry] = []
  var b1: [ModelEntry] = []
  var b2: [ModelEntry] = []
  var target = 0.0
  var victims: [UInt32] = []

  var residents: [ModelEntry] { t1 + t2 }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let (size, next) = (access.size, access.next)
    victims = []
    if let position = t1.position(of: key) {
      t2.append(t1.remove(at: position))
      return []
    }
    if let position = t2.position(of: key) {
      t2.append(t2.remove(at: position))
      return []
    }
    let (first, second) = (Double(b1.bytes), Double(b2.bytes))
    let inB1 = b1.position(of: key)
    let inB2 = b2.position(of: key)
    if let position = inB1 {
      let scale = isLibCacheSim ? 1 : Double(b1[position].size)
      target = min(Double(capacity), target + max(1, second / first) * scale)
      b1.remove(at: position)
    } else if let position = inB2 {
      let scale = isLibCacheSim ? 1 : Double(b2[position].size)
      target = max(0, target - max(1, first / second) * scale)
      b2.remove(at: position)
    }
    guard UInt64(size) <= capacity else { return [] }
    while residents.bytes + UInt64(size) > capacity {
      if inB1 == nil && inB2 == nil {
        if t1.bytes + b1.bytes + UInt64(size) > capacity {
          guard !b1.isEmpty else {
            victims.append(t1.removeFirst().key)
            continue
          }
          b1.removeFirst()
        } else if !b2.isEmpty && residents.bytes + b1.bytes + b2.bytes >= 2 * capacity {
          b2.removeFirst()
        }
      }
      let once = Double(t1.bytes)
      if once > 0 && (once > target || once == target && inB2 != nil) || t2.isEmpty {
        b1.append(t1.removeFirst())
        victims.append(b1[b1.count - 1].key)
      } else {
        b2.append(t2.removeFirst())
        victims.append(b2[b2.count - 1].key)
      }
    }
    let entry = ModelEntry(key: key, size: size, storedAt: now, usedAt: now, next: next)
    if inB1 == nil && inB2 == nil { t1.append(entry) } else { t2.append(entry) }
    return victims
  }

  mutating func remove(_ key: UInt32) {
    t1.removeAll { $0.key == key }
    t2.removeAll { $0.key == key }
  }
}
