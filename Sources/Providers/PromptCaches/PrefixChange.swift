import Simulation

/// How a prompt differs from the one that the stream has: other text from a place on, and less of it.
public struct PrefixChange: Sendable, Hashable {
  /// Tokens at the beginning whose text is that of the stream.
  public var breakFrom = Int.max
  /// Which text follows them: the same only in prompts with the same number.
  public var breakText: UInt64 = 0
  /// Tokens before what is left out.
  public var cutFrom = Int.max
  /// Tokens that are left out.
  public var removed = 0
  /// Tokens that stand in their place.
  public var inserted = 0
  /// Which text those are.
  public var cutText: UInt64 = 0

  /// No change.
  public init() {}

  /// Which text a segment is that ends at a place of the stream's prompt; 0 where it is the stream's.
  func text(endingAt end: Int) -> UInt64 {
    var text: UInt64 = 0
    if end > breakFrom { text ^= RandomStream.mix(breakText &+ 1) | 1 }
    if end > cutFrom { text ^= RandomStream.mix(cutText &+ 0x5851_F42D_4C95_7F2D) | 2 }
    return text
  }
}
