import Eviction

/// MQ over arrays, oldest first.
struct MultiQueueModel: PolicyModel {
  let capacity: UInt64
  let lifetime: Double
  let ghostLimit: Double
  var queues: [[ModelEntry]]
  var out: [ModelEntry] = []
  var expires: [UInt32: Int] = [:]
  var time = 0

  init(capacity: UInt64, parameters: PolicyParameters) {
    self.capacity = capacity
    lifetime = parameters["lifetime"] ?? 5
    ghostLimit = (parameters["ghost"] ?? 4) * Double(capacity)
    queues = Array(repeating: [], count: Int(parameters["queues"] ?? 8))
  }

  var residents: [ModelEntry] { queues.flatMap { $0 } }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    defer { adjust() }
    for queue in queues.indices {
      guard let position = queues[queue].position(of: key) else { continue }
      var entry = queues[queue].remove(at: position)
      entry.frequency += 1
      enter(entry)
      return []
    }
    guard UInt64(access.size) <= capacity else {
      out.removeAll { $0.key == key }
      return []
    }
    var victims: [UInt32] = []
    while residents.bytes + UInt64(access.size) > capacity,
      let lowest = queues.firstIndex(where: { !$0.isEmpty })
    {
      let victim = queues[lowest].removeFirst()
      victims.append(victim.key)
      guard Double(victim.size) <= ghostLimit else { continue }
      while Double(out.bytes + UInt64(victim.size)) > ghostLimit { out.removeFirst() }
      out.append(victim)
    }
    var entry = ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next)
    if let position = out.position(of: key) { entry.frequency = out.remove(at: position).frequency + 1 }
    enter(entry)
    return victims
  }

  mutating func remove(_ key: UInt32) {
    for queue in queues.indices { queues[queue].removeAll { $0.key == key } }
  }

  private mutating func enter(_ entry: ModelEntry) {
    var queue = 0
    while entry.frequency >= 2 << queue && queue + 1 < queues.count { queue += 1 }
    queues[queue].append(entry)
    expires[entry.key] = time + span
  }

  private mutating func adjust() {
    time += 1
    for queue in queues.indices.dropFirst() {
      guard let oldest = queues[queue].first, (expires[oldest.key] ?? 0) < time else { continue }
      queues[queue - 1].append(queues[queue].removeFirst())
      expires[oldest.key] = time + span
    }
  }

  private var span: Int { Int(lifetime * Double(residents.count)) }
}
