import Eviction

/// A plain cache of blocks: a list searched from its front, written from what the policies and orders say.
struct PrefixModel {
  var choice: PrefixChoice
  var capacity: Int

  private struct Resident {
    var block: UInt32
    var storedAt: Int
    var usedAt: Int
    var uses = 1
    var nextUse: Int
  }

  private var residents: [Resident] = []
  private var clock = 0

  init(_ choice: PrefixChoice, capacity: Int) {
    self.choice = choice
    self.capacity = capacity
  }

  /// Serves every request and returns the length of each one's hit.
  static func hits(_ trace: PrefixTrace, _ choice: PrefixChoice, capacity: Int) -> [Int] {
    var model = PrefixModel(choice, capacity: capacity)
    return (0..<trace.count).map { request in
      let places = trace.offsets[request]..<trace.offsets[request + 1]
      let hit = places.prefix { place in model.residents.contains { $0.block == trace.blocks[place] } }.count
      model.serve(places, of: trace)
      return hit
    }
  }

  private mutating func serve(_ places: Range<Int>, of trace: PrefixTrace) {
    if capacity == 0 { return }
    switch choice.order {
    case .firstToLast: for place in places { use(place, of: trace) }
    case .lastToFirst: for place in places.reversed() { use(place, of: trace) }
    case .kvcacheSimulator: usePinned(places.map { trace.blocks[$0] })
    }
  }

  private mutating func use(_ place: Int, of trace: PrefixTrace) {
    let block = trace.blocks[place]
    let nextUse = trace.blocks[(place + 1)...].firstIndex(of: block) ?? .max
    clock += 1
    if let index = residents.firstIndex(where: { $0.block == block }) {
      residents[index].usedAt = clock
      residents[index].uses += 1
      residents[index].nextUse = nextUse
      return
    }
    if residents.count == capacity {
      let victim = residents.indices.min { rank(residents[$0]) < rank(residents[$1]) }
      guard let victim else { return }
      if choice.policy == .belady && residents[victim].nextUse <= nextUse { return }
      residents.remove(at: victim)
    }
    residents.append(Resident(block: block, storedAt: clock, usedAt: clock, nextUse: nextUse))
  }

  /// What the policy keeps longer compares greater.
  private func rank(_ resident: Resident) -> (Int, Int) {
    switch choice.policy {
    case .lru: (resident.usedAt, 0)
    case .fifo: (resident.storedAt, 0)
    case .lfu: (resident.uses, resident.usedAt)
    case .belady: (-resident.nextUse, 0)
    }
  }

  private mutating func usePinned(_ blocks: [UInt32]) {
    clock += blocks.count + 1
    let pinned = Set(residents.map(\.block)).intersection(blocks)
    var served: Set<UInt32> = []
    for (place, block) in blocks.enumerated() where pinned.contains(block) && served.insert(block).inserted {
      let index = residents.firstIndex { $0.block == block }
      if let index { residents[index].usedAt = clock - place }
    }
    for (place, block) in blocks.enumerated() where !residents.contains(where: { $0.block == block }) {
      if residents.count == capacity {
        let loose = residents.indices.filter { !pinned.contains(residents[$0].block) }
        guard let victim = loose.min(by: { residents[$0].usedAt < residents[$1].usedAt }) else { continue }
        residents.remove(at: victim)
      }
      residents.append(Resident(block: block, storedAt: clock, usedAt: clock - place, nextUse: 0))
    }
  }
}

/// The most blocks that any cache can hit: every set that each request may leave behind is tried.
struct ExhaustivePrefixCache {
  /// - Precondition: the trace has at most 16 blocks.
  static func mostHits(_ trace: PrefixTrace, capacity: Int) -> Int {
    var best: [UInt16: Int] = [0: 0]
    for request in 0..<trace.count {
      let blocks = trace.blocks[trace.offsets[request]..<trace.offsets[request + 1]]
      let own = blocks.reduce(UInt16(0)) { $0 | 1 << UInt16($1) }
      var reached: [UInt16: Int] = [:]
      for (held, hits) in best {
        let hit = blocks.prefix { held & 1 << UInt16($0) != 0 }.count
        let all = held | own
        var kept = all
        while true {
          if kept.nonzeroBitCount <= capacity { reached[kept] = max(reached[kept] ?? 0, hits + hit) }
          if kept == 0 { break }
          kept = (kept - 1) & all
        }
      }
      best = reached
    }
    return best.values.max() ?? 0
  }
}
