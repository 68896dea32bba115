import Simulation

/// What became of one try of a call.
public struct CallNote: Sendable {
  /// How a try ends: `answered` when the provider has taken it, `completed` when its answer is there.
  public enum Result: Sendable {
    case answered, completed, limited, failed
  }

  /// How it ended.
  public var result: Result
  /// The model that was asked.
  public var model: Int
  /// Tokens that its prompt cache served.
  public var cachedTokens = 0
  /// Tokens that its prompt cache charged for writing.
  public var writtenTokens = 0
  /// How long a completed try took.
  public var latency = VirtualTime.zero
}
