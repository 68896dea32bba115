/// Which pairs of tokens are merged, in which order and into what; open addressing, at most half full.
struct MergeTable: Sendable {
  private var keys: [UInt64]
  private var values: [(rank: UInt32, token: UInt32)]
  private let mask: Int

  /// Room for so many pairs.
  init(count: Int) {
    var size = 16
    while size < count * 2 { size *= 2 }
    keys = [UInt64](repeating: .max, count: size)
    values = [(rank: UInt32, token: UInt32)](repeating: (0, 0), count: size)
    mask = size - 1
  }

  /// Adds a pair; one that is there already keeps its first rank.
  mutating func insert(_ left: UInt32, _ right: UInt32, rank: UInt32, token: UInt32) {
    let key = UInt64(left) << 32 | UInt64(right)
    var slot = Self.slot(key) & mask
    while keys[slot] != .max {
      if keys[slot] == key { return }
      slot = (slot + 1) & mask
    }
    keys[slot] = key
    values[slot] = (rank, token)
  }

  /// What a pair is merged into, or nil.
  @inline(__always)
  func find(_ left: UInt32, _ right: UInt32) -> (rank: UInt32, token: UInt32)? {
    let key = UInt64(left) &<< 32 | UInt64(right)
    var slot = Self.slot(key) & mask
    while true {
      let found = keys[slot]
      if found == key { return values[slot] }
      if found == .max { return nil }
      slot = (slot &+ 1) & mask
    }
  }

  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    let mixed = (key ^ key &>> 30) &* 0xbf58_476d_1ce4_e5b9
    return Int(truncatingIfNeeded: mixed &>> 32)
  }
}

/// Merges the neighbours of a word until no pair is left: the lowest rank first, of equal ranks the leftmost.
struct PairMerger {
  /// From this many symbols on a heap finds the next pair; below, a scan does.
  static let heapFrom = 32

  private var previous: [Int32] = []
  private var next: [Int32] = []
  private var heap: [Candidate] = []

  /// A pair that may still be there.
  private struct Candidate {
    let rank: UInt32
    let place: Int32
    let token: UInt32
    let left: UInt32
    let right: UInt32

    static func precedes(_ first: Candidate, _ second: Candidate) -> Bool {
      first.rank != second.rank ? first.rank < second.rank : first.place < second.place
    }
  }

  /// Merges symbols in place.
  ///
  /// - Complexity: O(n log n).
  mutating func merge(_ symbols: inout [UInt32], by table: MergeTable) {
    if symbols.count < Self.heapFrom { scan(&symbols, table) } else { mergeByHeap(&symbols, by: table) }
  }

  private func scan(_ symbols: inout [UInt32], _ table: MergeTable) {
    while symbols.count > 1 {
      var best: (rank: UInt32, token: UInt32)?
      var place = 0
      for index in 0..<symbols.count - 1 {
        if let found = table.find(symbols[index], symbols[index + 1]), found.rank < best?.rank ?? .max {
          best = found
          place = index
        }
      }
      guard let best else { return }
      symbols[place] = best.token
      symbols.remove(at: place + 1)
    }
  }

  /// Merges symbols in place, with a heap whatever their number.
  mutating func mergeByHeap(_ symbols: inout [UInt32], by table: MergeTable) {
    let count = symbols.count
    previous = (0..<count).map { Int32($0) - 1 }
    next = (0..<count).map { $0 + 1 < count ? Int32($0 + 1) : -1 }
    heap.removeAll(keepingCapacity: true)
    // What has been merged into its left neighbour.
    let gone = UInt32.max
    for index in 0..<max(0, count - 1) { push(symbols, index, index + 1, table) }
    while let candidate = pop() {
      let left = Int(candidate.place)
      guard symbols[left] == candidate.left, next[left] >= 0 else { continue }
      let right = Int(next[left])
      guard symbols[right] == candidate.right else { continue }
      symbols[left] = candidate.token
      symbols[right] = gone
      next[left] = next[right]
      if next[right] >= 0 { previous[Int(next[right])] = Int32(left) }
      if previous[left] >= 0 { push(symbols, Int(previous[left]), left, table) }
      if next[left] >= 0 { push(symbols, left, Int(next[left]), table) }
    }
    symbols.removeAll { $0 == gone }
  }

  private mutating func push(_ symbols: [UInt32], _ left: Int, _ right: Int, _ table: MergeTable) {
    guard let found = table.find(symbols[left], symbols[right]) else { return }
    heap.append(
      Candidate(
        rank: found.rank, place: Int32(left), token: found.token, left: symbols[left], right: symbols[right]))
    var place = heap.count - 1
    while place > 0 {
      let parent = (place - 1) / 2
      guard Candidate.precedes(heap[place], heap[parent]) else { return }
      heap.swapAt(place, parent)
      place = parent
    }
  }

  private mutating func pop() -> Candidate? {
    guard let first = heap.first else { return nil }
    let last = heap.removeLast()
    guard !heap.isEmpty else { return first }
    heap[0] = last
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2]
      where child < heap.count && Candidate.precedes(heap[child], heap[least]) {
        least = child
      }
      guard least != place else { return first }
      heap.swapAt(place, least)
      place = least
    }
  }
}
