/// A replacement policy by name: what it is, and how to run it.
///
/// Each policy declares its kind in its own file; ``allCases`` lists the declarations.
public struct PolicyKind: RawRepresentable, Sendable {
  /// The name in scenarios and on the command line.
  public let rawValue: String

  /// What the policy does, in one line without a full stop.
  public let summary: String

  /// Where the algorithm was published.
  public let source: String

  /// Whether the policy cannot be deployed, since it reads the future.
  public let isBound: Bool

  private let replayTrace: @Sendable (CacheTrace, UInt64, PolicyVariant) -> ReplayCounts
  private let make: @Sendable (UInt64, Int, PolicyVariant) -> ReplacementCache

  /// Declares the policy `type` under a name.
  init<Policy: ReplacementPolicy & ~Copyable>(
    _ name: String, _ type: Policy.Type, summary: String, source: String, isBound: Bool = false
  ) {
    rawValue = name
    self.summary = summary
    self.source = source
    self.isBound = isBound
    replayTrace = { trace, capacity, variant in
      var policy = Policy(capacity: capacity, keys: trace.keyCount, variant: variant)
      return policy.replay(trace)
    }
    make = { capacity, keys, variant in
      PolicyCache<Policy>(capacity: capacity, keys: keys, variant: variant)
    }
  }

  /// Returns the declared policy of that name.
  public init?(rawValue: String) {
    guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = kind
  }

  /// Replays `trace` through an empty cache, in a loop specialised for the policy.
  ///
  /// - Complexity: O(requests).
  public func replay(
    _ trace: CacheTrace, capacity: UInt64, variant: PolicyVariant = .published
  ) -> ReplayCounts {
    replayTrace(trace, capacity, variant)
  }

  /// Returns an empty cache for the keys `0..<keys` whose policy is chosen once, at run time.
  ///
  /// - Complexity: O(`keys`).
  public func makeCache(
    capacity: UInt64, keys: Int, variant: PolicyVariant = .published
  ) -> ReplacementCache {
    make(capacity, keys, variant)
  }
}

extension PolicyKind: CaseIterable {
  /// Every policy; a new one is a file of its own and a line here.
  public static let allCases: [PolicyKind] = [
    .fifo,
    .lru,
    .lfu,
    .sieve,
    .s3fifo,
    .clock,
    .slru,
    .twoq,
    .arc,
    .belady,
  ]
}

extension PolicyKind: Hashable, CustomStringConvertible {
  /// The name.
  public var description: String { rawValue }

  /// Returns whether two kinds have the same name.
  public static func == (left: PolicyKind, right: PolicyKind) -> Bool {
    left.rawValue == right.rawValue
  }

  /// Feeds the name to `hasher`.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rawValue)
  }
}
