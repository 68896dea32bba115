import Eviction

/// Greedy-Dual-Size-Frequency over an array, in both variants.
struct GDSFModel: PolicyModel {
  let capacity: UInt64
  let fixedCost: Double?
  let declines: Bool
  let ranksFirst: Bool
  var residents: [ModelEntry] = []
  var priorities: [UInt32: Double] = [:]
  var clock = 0.0

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let cost = fixedCost ?? Double(access.cost)
    if let position = residents.position(of: key) {
      residents[position].frequency += 1
      residents[position].usedAt = now
      let entry = residents[position]
      priorities[key] = clock + Double(entry.frequency) * cost / Double(entry.size)
      return []
    }
    guard UInt64(access.size) <= capacity else { return [] }
    var victims: [UInt32] = []
    var room = capacity - residents.bytes
    var left = residents
    while room < UInt64(access.size),
      let entry = left.min(by: { (priority($0), $0.usedAt) < (priority($1), $1.usedAt) })
    {
      left.removeAll { $0.key == entry.key }
      if declines && priority(entry) > clock + cost / Double(access.size) { return [] }
      victims.append(entry.key)
      room += UInt64(entry.size)
    }
    let clockBefore = clock
    for victim in victims {
      clock = priorities[victim] ?? .nan
      remove(victim)
    }
    priorities[key] = (ranksFirst ? clockBefore : clock) + cost / Double(access.size)
    residents.append(ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next))
    return victims
  }

  mutating func remove(_ key: UInt32) {
    residents.removeAll { $0.key == key }
  }

  private func priority(_ entry: ModelEntry) -> Double { priorities[entry.key] ?? .nan }
}
