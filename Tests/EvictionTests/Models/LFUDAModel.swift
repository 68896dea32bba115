import Eviction

/// LFU with dynamic ageing over an array, as published.
struct LFUDAModel: PolicyModel {
  let capacity: UInt64
  var residents: [ModelEntry] = []
  var ageAtUse: [UInt32: Int] = [:]
  var age = 0

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    if let position = residents.position(of: key) {
      residents[position].frequency += 1
      residents[position].usedAt = now
      ageAtUse[key] = age
      return []
    }
    guard UInt64(access.size) <= capacity else { return [] }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(access.size) > capacity,
      let victim = residents.min(by: { (priority($0), $0.usedAt) < (priority($1), $1.usedAt) })
    {
      age = priority(victim)
      remove(victim.key)
      victims.append(victim.key)
    }
    residents.append(ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next))
    ageAtUse[key] = age
    return victims
  }

  mutating func remove(_ key: UInt32) {
    residents.removeAll { $0.key == key }
  }

  private func priority(_ entry: ModelEntry) -> Int { entry.frequency + (ageAtUse[entry.key] ?? 0) }
}

/// LFU with dynamic ageing as libCacheSim runs it: arrays by class number, each oldest first.
struct LFUDAClassesModel: PolicyModel {
  static let last = UInt64.max - 1

  let capacity: UInt64
  var classes: [UInt64: [ModelEntry]] = [:]
  var age: UInt64 = 0
  var highest: UInt64 = 0

  var residents: [ModelEntry] { classes.values.flatMap { $0 } }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    for (old, entries) in classes {
      guard let position = entries.position(of: key) else { continue }
      var entry = entries[position]
      entry.usedAt = now
      take(key, from: old)
      let new = old > Self.last - age ? Self.last : old + age
      highest = max(highest, new)
      if old == age && classes[old] == nil { advance() }
      classes[new, default: []].append(entry)
      return []
    }
    guard UInt64(access.size) <= capacity else { return [] }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(access.size) > capacity { victims.append(evict()) }
    classes[min(age + 1, Self.last), default: []].append(
      ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next))
    return victims
  }

  mutating func remove(_ key: UInt32) {
    for (number, entries) in classes where entries.position(of: key) != nil { take(key, from: number) }
  }

  private mutating func take(_ key: UInt32, from number: UInt64) {
    classes[number]?.removeAll { $0.key == key }
    if classes[number]?.isEmpty == true { classes[number] = nil }
  }

  private mutating func evict() -> UInt32 {
    if age == 0 { age = 1 }
    if classes[age] == nil {
      // libCacheSim has crashed here: the age moves on regardless, or the idlest of those passed over goes.
      guard let next = classes.keys.filter({ $0 > age }).min() else {
        let idlest = residents.min { $0.usedAt < $1.usedAt }
        guard let idlest else { return .max }
        remove(idlest.key)
        return idlest.key
      }
      age = next
    }
    guard let victim = classes[age]?.first else { return .max }
    take(victim.key, from: age)
    if classes[age] == nil { advance() }
    return victim.key
  }

  private mutating func advance() {
    if let next = classes.keys.filter({ $0 > age && $0 <= highest }).min() { age = next }
  }
}
