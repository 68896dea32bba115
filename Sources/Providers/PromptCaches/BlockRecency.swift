/// Blocks in the order of their last use, with the tokens that they take.
struct BlockRecency {
  private var before: [UInt32] = []
  private var after: [UInt32] = []
  private var tokens: [UInt32] = []
  private var newest = BlockRecency.none
  private var oldest = BlockRecency.none
  /// Tokens of all blocks.
  private(set) var total = 0

  private static let none = UInt32.max

  /// Makes a block the newest one; one that is not there is added.
  ///
  /// - Complexity: O(1).
  mutating func use(_ block: Int, tokens own: Int) {
    if block >= tokens.count {
      let more = max(block + 1, tokens.count * 2, 64) - tokens.count
      before += Array(repeating: BlockRecency.none, count: more)
      after += Array(repeating: BlockRecency.none, count: more)
      tokens += Array(repeating: 0, count: more)
    }
    if tokens[block] > 0 { remove(block) }
    before[block] = newest
    after[block] = BlockRecency.none
    if newest != BlockRecency.none { after[Int(newest)] = UInt32(block) }
    newest = UInt32(block)
    if oldest == BlockRecency.none { oldest = UInt32(block) }
    tokens[block] = UInt32(clamping: max(1, own))
    total += Int(tokens[block])
  }

  /// Removes the block that was used longest ago, or returns nil.
  ///
  /// - Complexity: O(1).
  mutating func removeOldest() -> Int? {
    guard oldest != BlockRecency.none else { return nil }
    let block = Int(oldest)
    remove(block)
    return block
  }

  private mutating func remove(_ block: Int) {
    let (earlier, later) = (before[block], after[block])
    if earlier == BlockRecency.none { oldest = later } else { after[Int(earlier)] = later }
    if later == BlockRecency.none { newest = earlier } else { before[Int(later)] = earlier }
    total -= Int(tokens[block])
    tokens[block] = 0
  }
}
