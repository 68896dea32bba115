/// Least recently used over blocks.
///
/// Every use lies in the trace already, so that the order of uses needs no list: for each block the time of
/// its last use, and a reader that follows behind. A block is resident exactly when its last use was not
/// read; the reader stops at the least recent block, since it passes over uses that were not the last. A lifetime
/// that starts anew at each use ends in that order too: before a request the reader passes all uses that are too old.
struct PrefixLRU: PrefixCache, ~Copyable {
  private let blocks: UnsafeBufferPointer<UInt32>
  private let capacity: Int
  private let isReversed: Bool

  /// For each block one more than the time of its last use; 0 for never.
  private let lastUse: UnsafeMutablePointer<UInt32>
  private var uses: BlockUses
  private var count = 0
  private let offsets: UnsafeBufferPointer<Int>
  private let lifetime: PrefixLifetime?
  private var served = 0
  /// How many requests are older than the lifetime.
  private var expired = 0

  init(_ columns: PrefixColumns, capacity: Int, isReversed: Bool, lifetime: PrefixLifetime? = nil) {
    offsets = columns.offsets
    self.lifetime = lifetime
    blocks = columns.blocks
    self.capacity = capacity
    self.isReversed = isReversed
    lastUse = .filled(columns.blockCount, with: 0)
    uses = BlockUses(columns, isReversed: isReversed)
  }

  deinit {
    lastUse.deallocate()
  }

  mutating func serve(_ places: Range<Int>) -> Int {
    if let lifetime { expire(lifetime) }
    var hit = 0
    while hit < places.count, isResident(blocks[places.lowerBound + hit]) { hit += 1 }
    for step in 0..<places.count {
      let time = places.lowerBound + step
      use(blocks[isReversed ? places.upperBound - 1 - step : time], at: time)
    }
    return hit
  }

  /// Lets go of the blocks whose last use is longer ago than the lifetime.
  private mutating func expire(_ lifetime: PrefixLifetime) {
    while expired < served, lifetime.times[served] - lifetime.times[expired] > lifetime.span {
      expired += 1
      while uses.readCount < offsets[expired] {
        let block = uses.read()
        if lastUse[Int(block)] == UInt32(truncatingIfNeeded: uses.readCount) { count -= 1 }
      }
    }
    served += 1
  }

  private func isResident(_ block: UInt32) -> Bool {
    lastUse[Int(block)] > uses.readCount
  }

  private mutating func use(_ block: UInt32, at time: Int) {
    if !isResident(block) {
      if count == capacity { evict() } else { count += 1 }
    }
    lastUse[Int(block)] = UInt32(truncatingIfNeeded: time + 1)
  }

  private mutating func evict() {
    var victim = uses.read()
    while lastUse[Int(victim)] != UInt32(truncatingIfNeeded: uses.readCount) { victim = uses.read() }
  }
}
