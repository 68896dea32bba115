import CacheTraces

/// What makes two blocks of a ``PrefixTrace`` one.
public enum BlockIdentity: String, CaseIterable, Sendable {
  /// The id alone, wherever it stands: right for ids that already depend on all before them, as Mooncake's
  /// do.
  case given

  /// The id and all ids before it in the request: right for ids that are hashes of a block's own tokens,
  /// whose keys and values differ behind another beginning.
  case path

  /// Numbers the blocks so that two are equal exactly when they are one.
  ///
  /// - Complexity: O(blocks) expected.
  func name(
    _ blocks: [UInt32], offsets: [Int], blockCount: Int
  ) throws(EvictionError) -> (blocks: [UInt32], count: Int) {
    guard self == .path else { return (blocks, blockCount) }
    var paths = KeyIndexer(expectedKeys: blockCount)
    var named: [UInt32] = []
    named.reserveCapacity(blocks.count)
    for (first, end) in zip(offsets, offsets.dropFirst()) {
      var path = UInt32.max
      for block in blocks[first..<end] {
        path = try paths.index(of: UInt64(path) << 32 | UInt64(block))
        named.append(path)
      }
    }
    return (named, paths.count)
  }
}
