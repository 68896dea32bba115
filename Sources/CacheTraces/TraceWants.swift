/// What is kept of a trace beside its dense keys; what is not wanted takes no memory.
public struct TraceWants: OptionSet, Hashable, Sendable {
  /// The bits.
  public let rawValue: UInt8

  /// Creates a set from its bits.
  public init(rawValue: UInt8) {
    self.rawValue = rawValue
  }

  /// The size of each request.
  public static let sizes = TraceWants(rawValue: 1)

  /// When each request arrives.
  public static let times = TraceWants(rawValue: 2)

  /// What a hit saves in dollars or another unit of cost.
  public static let costs = TraceWants(rawValue: 4)

  /// The tokens that a hit saves.
  public static let tokens = TraceWants(rawValue: 8)

  /// The 64-bit key of each dense key.
  public static let identities = TraceWants(rawValue: 16)

  /// Sizes and identities: what policies read that know neither time nor cost.
  public static let usual: TraceWants = [.sizes, .identities]

  /// Everything that a file has.
  public static let all: TraceWants = [.sizes, .times, .costs, .tokens, .identities]
}
