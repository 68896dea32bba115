import Eviction
import Simulation

/// Random replacement over an array; a hole is filled by the last entry, so that draws name the same slots.
struct RandomModel: PolicyModel {
  let capacity: UInt64
  let seed: UInt64
  var residents: [ModelEntry] = []
  var evictions = 0

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    guard !contains(key), UInt64(access.size) <= capacity else { return [] }
    let draws = RandomStream(seed: seed, replication: 0, purpose: RandomPurpose(401))
    var victims: [UInt32] = []
    while residents.bytes + UInt64(access.size) > capacity {
      victims.append(residents[draws.integer(below: residents.count, evictions)].key)
      remove(victims[victims.count - 1])
      evictions += 1
    }
    residents.append(ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next))
    return victims
  }

  mutating func remove(_ key: UInt32) {
    guard let slot = residents.position(of: key) else { return }
    residents.swapAt(slot, residents.count - 1)
    residents.removeLast()
  }
}
