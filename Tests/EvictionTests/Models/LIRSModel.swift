import Eviction

/// LIRS over two arrays, oldest first, as published.
struct LIRSModel: PolicyModel {
  enum Status {
    case lir
    case hir
    case evicted
  }

  let capacity: UInt64
  let lirLimit: UInt64
  var stack: [(entry: ModelEntry, status: Status)] = []
  var queue: [ModelEntry] = []

  init(capacity: UInt64, share: Double) {
    self.capacity = capacity
    let hirLimit = max(1, UInt64(share * Double(capacity)))
    lirLimit = capacity > hirLimit ? capacity - hirLimit : 0
  }

  var lir: [ModelEntry] { stack.filter { $0.status == .lir }.map(\.entry) }
  var residents: [ModelEntry] { lir + queue }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    defer { prune() }
    var entry = ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next)
    let place = stack.firstIndex { $0.entry.key == key }
    if let place, stack[place].status == .lir {
      stack.append(stack.remove(at: place))
      return []
    }
    if let place { stack.remove(at: place) }
    var victims: [UInt32] = []
    if let position = queue.position(of: key) {
      entry = queue.remove(at: position)
    } else {
      guard UInt64(access.size) <= capacity else { return [] }
      while residents.bytes + UInt64(access.size) > capacity {
        if queue.isEmpty { demote() }
        let victim = queue.removeFirst()
        if let inStack = stack.firstIndex(where: { $0.entry.key == victim.key }) {
          stack[inStack].status = .evicted
        }
        victims.append(victim.key)
      }
    }
    if place != nil || lir.bytes + UInt64(entry.size) <= lirLimit {
      stack.append((entry: entry, status: .lir))
      while lir.bytes > lirLimit { demote() }
    } else {
      stack.append((entry: entry, status: .hir))
      queue.append(entry)
    }
    return victims
  }

  mutating func remove(_ key: UInt32) {
    guard contains(key) else { return }
    stack.removeAll { $0.entry.key == key }
    queue.removeAll { $0.key == key }
    prune()
  }

  private mutating func demote() {
    prune()
    queue.append(stack.removeFirst().entry)
    prune()
  }

  private mutating func prune() {
    while let lowest = stack.first, lowest.status != .lir { stack.removeFirst() }
  }
}
