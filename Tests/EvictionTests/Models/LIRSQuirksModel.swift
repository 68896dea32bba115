import Eviction

/// LIRS as libCacheSim runs it, over arrays, oldest first.
struct LIRSQuirksModel: PolicyModel {
  let capacity: UInt64
  let hirLimit: UInt64
  let lirLimit: UInt64
  var stack: [(entry: ModelEntry, status: LIRSModel.Status)] = []
  var queue: [ModelEntry] = []
  var ghosts: [UInt32] = []
  var victims: [UInt32] = []

  init(capacity: UInt64, share: Double) {
    self.capacity = capacity
    hirLimit = max(1, UInt64(share * Double(capacity)))
    lirLimit = capacity > hirLimit ? capacity - hirLimit : 0
  }

  var lir: [ModelEntry] { stack.filter { $0.status == .lir }.map(\.entry) }
  var residents: [ModelEntry] { lir + queue }

  /// An entry that its own hit evicted counts as a hit for as long as the stack says that it is resident.
  func contains(_ key: UInt32) -> Bool {
    residents.position(of: key) != nil || stack.contains { $0.entry.key == key && $0.status == .hir }
  }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    victims = []
    if let place = place(of: key) { stack.append(stack.remove(at: place)) }
    if let position = queue.position(of: key) { queue.append(queue.remove(at: position)) }
    serve(key, access, now: now)
    while stack.reduce(0, { $0 + UInt64($1.entry.size) }) > 2 * capacity, let first = ghosts.first {
      ghosts.removeFirst()
      stack.removeAll { $0.entry.key == first }
    }
    return victims
  }

  mutating func remove(_ key: UInt32) {
    guard contains(key) else { return }
    stack.removeAll { $0.entry.key == key }
    queue.removeAll { $0.key == key }
    prune()
  }

  private func place(of key: UInt32) -> Int? { stack.firstIndex { $0.entry.key == key } }

  private mutating func serve(_ key: UInt32, _ access: Access, now: Int) {
    switch (place(of: key).map { stack[$0] }, queue.first { $0.key == key }) {
    case ((_, .lir)?, _):
      prune()
    case ((let entry, .hir)?, _):
      queue.removeAll { $0.key == key }
      makeRoom(entry.size)
      stack[stack.count - 1].status = .lir
    case ((let entry, .evicted)?, _):
      guard UInt64(access.size) <= capacity else { return }
      makeRoom(entry.size)
      ghosts.removeAll { $0 == key }
      while residents.bytes + UInt64(access.size) > capacity {
        while queue.bytes >= hirLimit && !queue.isEmpty { evict() }
        if !lir.isEmpty { demote() } else if !queue.isEmpty { evict() }
      }
      stack[stack.count - 1].status = .lir
    case (nil, let entry?):
      makeRoom(entry.size)
      stack.append((entry: entry, status: .hir))
    case (nil, nil):
      let size = UInt64(access.size)
      guard size <= capacity && size <= lirLimit && size <= hirLimit else { return }
      let entry = ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next)
      if lir.bytes + size <= lirLimit {
        stack.append((entry: entry, status: .lir))
      } else {
        while queue.bytes + size > hirLimit { evict() }
        stack.append((entry: entry, status: .hir))
        queue.append(entry)
      }
    }
  }

  private mutating func makeRoom(_ size: UInt32) {
    while !lir.isEmpty && lir.bytes + UInt64(size) > lirLimit { demote() }
  }

  private mutating func demote() {
    while stack[0].status != .lir { discardLowest() }
    let lowest = stack.removeFirst().entry
    if UInt64(lowest.size) <= hirLimit {
      while queue.bytes + UInt64(lowest.size) > hirLimit { evict() }
      queue.append(lowest)
    } else {
      victims.append(lowest.key)
    }
    prune()
  }

  private mutating func evict() {
    let victim = queue.removeFirst()
    victims.append(victim.key)
    if let place = place(of: victim.key) {
      stack[place].status = .evicted
      ghosts.append(victim.key)
    }
  }

  private mutating func prune() {
    while stack.count > 1 && stack[0].status != .lir { discardLowest() }
  }

  private mutating func discardLowest() {
    let lowest = stack.removeFirst().entry.key
    ghosts.removeAll { $0 == lowest }
  }
}
