import Eviction

/// 2Q over three arrays, oldest first, in both variants.
struct TwoQueueModel: PolicyModel {
  let capacity: UInt64
  let isLibCacheSim: Bool
  var recent: [ModelEntry] = []
  var main: [ModelEntry] = []
  var ghost: [ModelEntry] = []

  var residents: [ModelEntry] { recent + main }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let (size, next) = (access.size, access.next)
    if recent.position(of: key) != nil { return [] }
    let wasGhost = ghost.position(of: key) != nil
    ghost.removeAll { $0.key == key }
    if let position = main.position(of: key) {
      main.append(main.remove(at: position))
      return []
    }
    guard UInt64(size) <= (isLibCacheSim ? capacity / 4 : capacity) else { return [] }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(size) > capacity {
      guard recent.bytes > capacity / 4 || main.isEmpty else {
        victims.append(main.removeFirst().key)
        continue
      }
      let oldest = recent.removeFirst()
      victims.append(oldest.key)
      guard UInt64(oldest.size) <= capacity / 2 else { continue }
      while ghost.bytes + UInt64(oldest.size) > capacity / 2 { ghost.removeFirst() }
      ghost.append(oldest)
    }
    let entry = ModelEntry(key: key, size: size, storedAt: now, usedAt: now, next: next)
    guard wasGhost else {
      recent.append(entry)
      return victims
    }
    while isLibCacheSim && main.bytes + UInt64(size) > capacity - capacity / 4 {
      victims.append(main.removeFirst().key)
    }
    main.append(entry)
    return victims
  }

  mutating func remove(_ key: UInt32) {
    recent.removeAll { $0.key == key }
    main.removeAll { $0.key == key }
  }
}
