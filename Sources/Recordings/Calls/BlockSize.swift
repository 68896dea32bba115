import Declarations

/// How many tokens a prefix block has, found from the tokens and the numbers of blocks of all rows.
///
/// Some traces give the last, partial block an id (Mooncake, Bailian), others only whole blocks (Weka). A row of
/// n blocks bounds the size from both sides; every size that lies within the bounds of all rows explains the trace.
struct BlockSize {
  /// Sizes with which all rows have an id for a partial block at their end.
  private var counted = 1...BlockSize.most
  /// Sizes with which no row has.
  private var uncounted = 1...BlockSize.most
  /// Whether some row bounds the size.
  private var isBounded = false
  private var hasCounted = true
  private var hasUncounted = true

  /// The largest size.
  private static let most = 1 << 20

  /// Whether a number of blocks is that of a size, with an id for a partial block or without.
  static func fits(_ tokens: Int, blocks: Int, size: Int) -> Bool {
    blocks == (tokens + size - 1) / size || blocks == tokens / size
  }

  /// Takes a row.
  ///
  /// - Returns: whether some size explains it and all rows before; a row that none does changes nothing.
  mutating func take(tokens: Int, blocks: Int) -> Bool {
    var next = self
    next.isBounded = true
    if blocks == 0 {
      if tokens > 0 { next.hasCounted = false }
      next.narrow(\.uncounted, \.hasUncounted, tokens + 1, BlockSize.most)
    } else {
      let above = blocks > 1 ? (tokens + blocks - 2) / (blocks - 1) - 1 : BlockSize.most
      next.narrow(\.counted, \.hasCounted, (tokens + blocks - 1) / blocks, tokens == 0 ? 0 : above)
      next.narrow(\.uncounted, \.hasUncounted, tokens / (blocks + 1) + 1, tokens / blocks)
    }
    guard next.hasCounted || next.hasUncounted else { return false }
    self = next
    return true
  }

  /// The size: the usual one where it explains all rows, else the smallest that does; nil without rows.
  func found(usual: Int) -> Int? {
    guard isBounded else { return nil }
    if hasCounted && counted.contains(usual) || hasUncounted && uncounted.contains(usual) { return usual }
    return hasCounted ? counted.lowerBound : uncounted.lowerBound
  }

  /// The sizes that explain all rows, for messages.
  var shown: String {
    let ranges = (hasCounted ? [counted] : []) + (hasUncounted && uncounted != counted ? [uncounted] : [])
    return ranges.map { range in
      range.count == 1
        ? "\(range.lowerBound)"
        : range.upperBound == BlockSize.most
          ? "\(range.lowerBound) or more" : "\(range.lowerBound) to \(range.upperBound)"
    }.joined(separator: ", or ")
  }

  private mutating func narrow(
    _ range: WritableKeyPath<BlockSize, ClosedRange<Int>>, _ flag: WritableKeyPath<BlockSize, Bool>,
    _ lower: Int, _ upper: Int
  ) {
    let low = max(self[keyPath: range].lowerBound, lower)
    let high = min(self[keyPath: range].upperBound, upper)
    if low > high { self[keyPath: flag] = false } else { self[keyPath: range] = low...high }
  }
}
