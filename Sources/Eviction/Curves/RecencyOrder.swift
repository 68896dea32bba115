/// The entries of a least-recently-used stack by the position of their last use, each with a weight.
///
/// Positions are handed out in ascending order; the one used last is the largest. The weight of the entries
/// used after a position is what lies above it on the stack.
protocol RecencyOrder: ~Copyable {
  /// Creates an empty order with room for the positions `0..<slots`.
  init(slots: Int)

  /// Puts an entry at `position`, which is one more than the last.
  mutating func append(weight: UInt32, at position: Int)

  /// Takes the entry at `position` out.
  ///
  /// - Returns: the weight of that entry and of all entries used after it.
  mutating func take(_ position: Int) -> UInt64

  /// Moves the entries at `positions`, which are all that there are, in ascending order, to `0..<count`.
  mutating func compact(_ positions: UnsafeBufferPointer<UInt32>)
}

/// Sums over ranges of blocks, updated in place (Fenwick, "A new data structure for cumulative frequency tables",
/// Software: Practice and Experience, 1994).
struct BlockSums<Sum: FixedWidthInteger>: ~Copyable {
  /// Node `i`, counted from 1, holds the sum of the `i & -i` blocks that end with block `i - 1`.
  private let nodes: UnsafeMutablePointer<Sum>
  private let blocks: Int

  init(blocks: Int) {
    self.blocks = blocks
    nodes = .allocate(capacity: blocks + 1)
    nodes.initialize(repeating: 0, count: blocks + 1)
  }

  deinit {
    nodes.deallocate()
  }

  /// Adds to a block; the sum wraps, so that a negative number can be added as its complement.
  @inline(__always)
  func add(_ value: Sum, to block: Int) {
    var node = block + 1
    while node <= blocks {
      nodes[node] &+= value
      node += node & -node
    }
  }

  /// Returns the sum of the blocks `0..<block`.
  @inline(__always)
  func sum(before block: Int) -> Sum {
    var sum: Sum = 0
    var node = block
    while node > 0 {
      sum &+= nodes[node]
      node &= node - 1
    }
    return sum
  }

  /// Sets every block to zero.
  func reset() {
    nodes.update(repeating: 0, count: blocks + 1)
  }
}

/// Entries of weight 1: one bit a position (Bennett and Kruskal, "LRU stack processing", IBM Journal of Research
/// and Development, 1975).
struct UnitRecencyOrder: RecencyOrder, ~Copyable {
  /// One bit a position, set where an entry lies.
  private let words: UnsafeMutablePointer<UInt64>

  /// The set bits of each block but the one that is being filled.
  private let sums: BlockSums<UInt32>
  private let wordCount: Int
  private var filling = 0
  private var live = 0

  private static let blockShift = 7
  private static let wordsPerBlock = 1 << (blockShift - 6)

  init(slots: Int) {
    let blocks = slots >> Self.blockShift + 1
    wordCount = blocks * Self.wordsPerBlock
    words = .allocate(capacity: wordCount)
    words.initialize(repeating: 0, count: wordCount)
    sums = BlockSums(blocks: blocks)
  }

  deinit {
    words.deallocate()
  }

  @inline(__always)
  mutating func append(weight: UInt32, at position: Int) {
    let block = position >> Self.blockShift
    if block != filling {
      // A block enters the sums once, when it is full, instead of once an entry.
      sums.add(UInt32(truncatingIfNeeded: bits(of: filling)), to: filling)
      filling = block
    }
    words[position >> 6] |= 1 << UInt64(truncatingIfNeeded: position & 63)
    live += 1
  }

  @inline(__always)
  mutating func take(_ position: Int) -> UInt64 {
    let block = position >> Self.blockShift
    let word = position >> 6
    let bit: UInt64 = 1 << UInt64(truncatingIfNeeded: position & 63)
    var before = Int(sums.sum(before: block)) + (words[word] & (bit - 1)).nonzeroBitCount
    for earlier in block * Self.wordsPerBlock..<word { before += words[earlier].nonzeroBitCount }
    let above = live - before
    words[word] ^= bit
    if block != filling { sums.add(.max, to: block) }
    live -= 1
    return UInt64(truncatingIfNeeded: above)
  }

  private func bits(of block: Int) -> Int {
    var count = 0
    for word in block * Self.wordsPerBlock..<(block + 1) * Self.wordsPerBlock {
      count += words[word].nonzeroBitCount
    }
    return count
  }

  mutating func compact(_ positions: UnsafeBufferPointer<UInt32>) {
    words.update(repeating: 0, count: wordCount)
    sums.reset()
    (filling, live) = (0, 0)
    for position in positions.indices { append(weight: 1, at: position) }
  }
}

/// Entries of any weight: one number a position.
struct WeightedRecencyOrder: RecencyOrder, ~Copyable {
  /// The weight of the entry at each position, 0 where there is none.
  private let weights: UnsafeMutablePointer<UInt32>

  /// The weight of each block but the one that is being filled.
  private let sums: BlockSums<UInt64>
  private let slots: Int
  private var filling = 0
  private var total: UInt64 = 0

  private static let blockShift = 5

  init(slots: Int) {
    let blocks = slots >> Self.blockShift + 1
    self.slots = blocks << Self.blockShift
    weights = .allocate(capacity: self.slots)
    weights.initialize(repeating: 0, count: self.slots)
    sums = BlockSums(blocks: blocks)
  }

  deinit {
    weights.deallocate()
  }

  @inline(__always)
  mutating func append(weight: UInt32, at position: Int) {
    let block = position >> Self.blockShift
    if block != filling {
      sums.add(sum(from: filling << Self.blockShift, to: block << Self.blockShift), to: filling)
      filling = block
    }
    weights[position] = weight
    total += UInt64(weight)
  }

  @inline(__always)
  mutating func take(_ position: Int) -> UInt64 {
    let block = position >> Self.blockShift
    let above = total - sums.sum(before: block) - sum(from: block << Self.blockShift, to: position)
    let weight = UInt64(weights[position])
    if block != filling { sums.add(0 &- weight, to: block) }
    weights[position] = 0
    total -= weight
    return above
  }

  mutating func compact(_ positions: UnsafeBufferPointer<UInt32>) {
    for (place, position) in positions.enumerated() { weights[place] = weights[Int(position)] }
    (weights + positions.count).update(repeating: 0, count: slots - positions.count)
    sums.reset()
    (filling, total) = (0, 0)
    for place in positions.indices { append(weight: weights[place], at: place) }
  }

  private func sum(from start: Int, to end: Int) -> UInt64 {
    var sum: UInt64 = 0
    for position in start..<end { sum += UInt64(weights[position]) }
    return sum
  }
}
