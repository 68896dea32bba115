/// Keys in a heap by a 64-bit rank, smallest first; a key finds its own slot.
///
/// Invariant: the rank of a slot is at most the ranks of its four children, and `slot[key]` is where the key is.
struct RankHeap: ~Copyable {
  /// The number of keys in the heap.
  private(set) var count = 0

  private let slots: UnsafeMutablePointer<(rank: UInt64, key: UInt32)>
  private let slot: UnsafeMutablePointer<UInt32>
  private static let arity = 4

  /// Creates an empty heap for the keys `0..<keys`.
  init(keys: Int) {
    slots = .allocate(capacity: keys)
    slots.initialize(repeating: (rank: 0, key: 0), count: keys)
    slot = .allocate(capacity: keys)
    slot.initialize(repeating: 0, count: keys)
  }

  deinit {
    slots.deallocate()
    slot.deallocate()
  }

  /// The key of the smallest rank; the heap is not empty.
  var first: UInt32 {
    assert(count > 0, "An empty heap has no first key.")
    return slots[0].key
  }

  /// Adds `key`, which is not in the heap.
  ///
  /// - Complexity: O(log count).
  mutating func insert(_ key: UInt32, rank: UInt64) {
    count += 1
    siftUp((rank: rank, key: key), from: count - 1)
  }

  /// Gives `key`, which is in the heap, another rank.
  ///
  /// - Complexity: O(log count).
  func update(_ key: UInt32, rank: UInt64) {
    let place = Int(slot[Int(key)])
    let item = (rank: rank, key: key)
    if rank < slots[place].rank { siftUp(item, from: place) } else { siftDown(item, from: place) }
  }

  /// Takes `key`, which is in the heap, out of it.
  ///
  /// - Complexity: O(log count).
  mutating func remove(_ key: UInt32) {
    let place = Int(slot[Int(key)])
    count -= 1
    guard place < count else { return }
    let last = slots[count]
    if last.rank < slots[place].rank { siftUp(last, from: place) } else { siftDown(last, from: place) }
  }

  @inline(__always)
  private func put(_ item: (rank: UInt64, key: UInt32), at place: Int) {
    slots[place] = item
    slot[Int(item.key)] = UInt32(truncatingIfNeeded: place)
  }

  private func siftUp(_ item: (rank: UInt64, key: UInt32), from start: Int) {
    var place = start
    while place > 0 {
      let parent = (place - 1) / Self.arity
      if slots[parent].rank <= item.rank { break }
      put(slots[parent], at: place)
      place = parent
    }
    put(item, at: place)
  }

  private func siftDown(_ item: (rank: UInt64, key: UInt32), from start: Int) {
    var place = start
    while true {
      let first = place * Self.arity + 1
      if first >= count { break }
      var smallest = first
      for child in first + 1..<max(first + 1, min(first + Self.arity, count))
      where slots[child].rank < slots[smallest].rank {
        smallest = child
      }
      if slots[smallest].rank >= item.rank { break }
      put(slots[smallest], at: place)
      place = smallest
    }
    put(item, at: place)
  }
}
