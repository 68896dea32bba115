/// Least recently used over blocks in the order ``PrefixOrder/kvcacheSimulator``.
///
/// Keeps the order of uses as ``PrefixLRU`` does, with the end of a request older than its beginning.
struct PinnedPrefixLRU: PrefixCache, ~Copyable {
  private let blocks: UnsafeBufferPointer<UInt32>
  private let capacity: Int

  /// For each block one more than the time of its last use; 0 when it was never used or was replaced within a
  /// request.
  private let lastUse: UnsafeMutablePointer<UInt32>
  private var uses: BlockUses
  private var count = 0

  init(_ columns: PrefixColumns, capacity: Int) {
    blocks = columns.blocks
    self.capacity = capacity
    lastUse = .filled(columns.blockCount, with: 0)
    uses = BlockUses(columns, isReversed: true)
  }

  deinit {
    lastUse.deallocate()
  }

  mutating func serve(_ places: Range<Int>) -> Int {
    var hit = 0
    while hit < places.count, isResident(blocks[places.lowerBound + hit]) { hit += 1 }
    let pinned = refresh(places)
    let stored = store(places, room: capacity - pinned)
    count += stored
    while count > capacity {
      let block = uses.read()
      if lastUse[Int(block)] == UInt32(truncatingIfNeeded: uses.readCount) { count -= 1 }
    }
    return hit
  }

  private func isResident(_ block: UInt32) -> Bool {
    lastUse[Int(block)] > uses.readCount
  }

  /// Marks the resident blocks of a request as used now and returns how many they are.
  private func refresh(_ places: Range<Int>) -> Int {
    var pinned = 0
    for place in places where isResident(blocks[place]) && !isServed(blocks[place], in: places) {
      lastUse[Int(blocks[place])] = now(place, in: places)
      pinned += 1
    }
    return pinned
  }

  /// Stores the other blocks of a request in `room` blocks, the last ones in place of each other, and returns
  /// how many are resident of them.
  private func store(_ places: Range<Int>, room: Int) -> Int {
    var stored = 0
    var newest: UInt32?
    for place in places where !isServed(blocks[place], in: places) {
      if stored < room {
        stored += 1
      } else {
        guard let newest else { break }
        lastUse[Int(newest)] = 0
      }
      lastUse[Int(blocks[place])] = now(place, in: places)
      newest = blocks[place]
    }
    return stored
  }

  /// Returns whether the request refreshed or stored `block` already.
  private func isServed(_ block: UInt32, in places: Range<Int>) -> Bool {
    lastUse[Int(block)] > places.lowerBound
  }

  private func now(_ place: Int, in places: Range<Int>) -> UInt32 {
    UInt32(truncatingIfNeeded: places.lowerBound + places.upperBound - place)
  }
}
