/// The uses of blocks in the order of time, read from the oldest on.
///
/// The time of a use is its place in the trace or, when the blocks of a request are taken from the last to
/// the first, the mirror image of its place within the request.
struct BlockUses {
  /// How many uses were read.
  private(set) var readCount = 0

  private let blocks: UnsafeBufferPointer<UInt32>
  private let offsets: UnsafeBufferPointer<Int>
  private let isReversed: Bool
  private var request = 0

  init(_ columns: PrefixColumns, isReversed: Bool) {
    blocks = columns.blocks
    offsets = columns.offsets
    self.isReversed = isReversed
  }

  /// Reads the oldest use that was not read and returns its block.
  ///
  /// - Complexity: O(1) amortised.
  mutating func read() -> UInt32 {
    let time = readCount
    readCount += 1
    guard isReversed else { return blocks[time] }
    while offsets[request + 1] <= time { request += 1 }
    return blocks[offsets[request] + offsets[request + 1] - 1 - time]
  }
}
