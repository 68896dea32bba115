/// First in, first out over blocks.
///
/// Blocks leave in the order in which they were stored, so that a block is resident exactly while fewer than
/// `capacity` others were stored after it: one number a block is the whole cache.
struct PrefixFIFO: PrefixCache, ~Copyable {
  private let blocks: UnsafeBufferPointer<UInt32>
  private let capacity: UInt32
  private let isReversed: Bool

  /// For each block how many had been stored when it was last stored, itself included; 0 for never.
  private let stored: UnsafeMutablePointer<UInt32>
  private var storedCount: UInt32 = 0

  init(_ columns: PrefixColumns, capacity: Int, isReversed: Bool) {
    blocks = columns.blocks
    self.capacity = UInt32(clamping: capacity)
    self.isReversed = isReversed
    stored = .filled(columns.blockCount, with: 0)
  }

  deinit {
    stored.deallocate()
  }

  mutating func serve(_ places: Range<Int>) -> Int {
    var hit = 0
    while hit < places.count, isResident(blocks[places.lowerBound + hit]) { hit += 1 }
    if hit == places.count { return hit }
    if isReversed {
      for place in places.reversed() { use(blocks[place]) }
    } else {
      for place in (places.lowerBound + hit)..<places.upperBound { use(blocks[place]) }
    }
    return hit
  }

  private func isResident(_ block: UInt32) -> Bool {
    let number = stored[Int(block)]
    return number != 0 && storedCount - number < capacity
  }

  private mutating func use(_ block: UInt32) {
    if isResident(block) { return }
    storedCount += 1
    stored[Int(block)] = storedCount
  }
}
