/// Least frequently used over blocks, the least recently used among equals, all in constant time.
///
/// Shah, Mitra, Matani: "An O(1) algorithm for implementing the LFU cache eviction scheme", 2010. A block's
/// frequency begins at 1 each time it is stored.
struct PrefixLFU: PrefixCache, ~Copyable {
  private struct Entry {
    var newer = UInt32.max
    var older = UInt32.max

    /// 0 while the block is absent.
    var frequency: UInt32 = 0
  }

  private typealias Ends = (oldest: UInt32, newest: UInt32)

  private let blocks: UnsafeBufferPointer<UInt32>
  private let capacity: Int
  private let isReversed: Bool
  private let entries: UnsafeMutablePointer<Entry>

  /// For each frequency the list of its blocks by their last use.
  ///
  /// Invariant: every resident block is in the list of its frequency; the list of `lowest` is not empty while
  /// any block is resident, and those below it are.
  private var lists: UnsafeMutablePointer<Ends>
  private var listCount = 64
  private var lowest: UInt32 = 1
  private var count = 0

  private static let none = UInt32.max
  private static let empty: Ends = (none, none)

  init(_ columns: PrefixColumns, capacity: Int, isReversed: Bool) {
    blocks = columns.blocks
    self.capacity = capacity
    self.isReversed = isReversed
    entries = .filled(columns.blockCount, with: Entry())
    lists = .filled(listCount, with: Self.empty)
  }

  deinit {
    entries.deallocate()
    lists.deallocate()
  }

  mutating func serve(_ places: Range<Int>) -> Int {
    var hit = 0
    while hit < places.count, entries[Int(blocks[places.lowerBound + hit])].frequency > 0 { hit += 1 }
    for step in 0..<places.count {
      use(blocks[isReversed ? places.upperBound - 1 - step : places.lowerBound + step])
    }
    return hit
  }

  private mutating func use(_ block: UInt32) {
    let frequency = entries[Int(block)].frequency
    if frequency > 0 {
      unlink(block)
      if frequency == lowest && lists[Int(frequency)].oldest == Self.none { lowest += 1 }
    } else {
      if count == capacity { evict() } else { count += 1 }
      lowest = 1
    }
    link(block, frequency + 1)
  }

  private mutating func evict() {
    let victim = lists[Int(lowest)].oldest
    unlink(victim)
    entries[Int(victim)].frequency = 0
  }

  private func unlink(_ block: UInt32) {
    let entry = entries[Int(block)]
    let frequency = Int(entry.frequency)
    if entry.newer == Self.none {
      lists[frequency].newest = entry.older
    } else {
      entries[Int(entry.newer)].older = entry.older
    }
    if entry.older == Self.none {
      lists[frequency].oldest = entry.newer
    } else {
      entries[Int(entry.older)].newer = entry.newer
    }
  }

  /// Puts `block`, which is in no list, at the newest end of the list of `frequency`.
  private mutating func link(_ block: UInt32, _ frequency: UInt32) {
    if Int(frequency) == listCount { grow() }
    let newest = lists[Int(frequency)].newest
    entries[Int(block)] = Entry(newer: Self.none, older: newest, frequency: frequency)
    if newest == Self.none {
      lists[Int(frequency)].oldest = block
    } else {
      entries[Int(newest)].newer = block
    }
    lists[Int(frequency)].newest = block
  }

  private mutating func grow() {
    let grown: UnsafeMutablePointer<Ends> = .filled(2 * listCount, with: Self.empty)
    grown.update(from: lists, count: listCount)
    lists.deallocate()
    lists = grown
    listCount *= 2
  }
}
