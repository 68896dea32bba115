import CacheTraces

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

  /// Whether the policy cannot be deployed, since it reads the future or has no limit.
  ///
  /// What of it no other policy beats is ``PolicyChoice/standing(hasEqualSizes:rules:)``.
  public let isBound: Bool

  /// The descriptions of the algorithm that can be followed, the default first.
  public let variants: [PolicyVariant]

  /// The numbers that tune the policy.
  public let parameters: [PolicyParameter]

  /// Whether the policy can name its next victim, which admission by comparison needs.
  public let namesVictim: Bool

  /// The parameter that is the share of the smallest part that the policy keeps apart.
  let smallestPart: PolicyParameter?

  /// What the policy reads of a request beside its size.
  public let reads: AccessColumns

  /// Whether a variant can learn the keys behind the dense ones while it runs.
  let learnsKeys: @Sendable (PolicyVariant) -> Bool

  let makeSession: @Sendable (PolicySetup) -> ReplaySession
  private let replayTrace: @Sendable (CacheTrace, PolicySetup, EntryRules) -> ReplayCounts
  private let make: @Sendable (PolicySetup) -> ReplacementCache

  /// Declares the policy `type` under a name.
  init<Policy: ReplacementPolicy & ~Copyable>(
    _ name: String, _ type: Policy.Type, summary: String, source: String, isBound: Bool = false,
    variants: [PolicyVariant] = [.published], parameters: [PolicyParameter] = [],
    smallestPart: PolicyParameter? = nil
  ) {
    rawValue = name
    self.summary = summary
    self.source = source
    self.isBound = isBound
    self.variants = variants
    self.parameters = parameters
    self.smallestPart = smallestPart
    namesVictim = Policy.namesVictim
    reads = Policy.reads
    learnsKeys = { Policy.learnsKeys($0) }
    makeSession = { ReplaySession(Policy.self, $0) }
    replayTrace = { trace, setup, rules in
      var policy = Policy(setup)
      return rules.isPlain
        ? policy.replay(trace, after: 0, pace: setup.pace)
        : policy.replay(trace, rules: rules, seed: setup.seed, pace: setup.pace)
    }
    make = { PolicyCache<Policy>($0) }
  }

  /// The variant that the name alone stands for.
  public var defaultVariant: PolicyVariant { variants.first ?? .published }

  /// Returns the variant of that name; `libcachesim` stands for the release where there are several versions.
  public func variant(named name: String) -> PolicyVariant? {
    if let variant = variants.first(where: { $0.rawValue == name }) { return variant }
    guard name == PolicyVariant.libcachesim.rawValue else { return nil }
    return variants.first { $0 == .libcachesimRelease }
  }

  /// Returns the declared policy of that name.
  public init?(rawValue: String) {
    guard let kind = Self.allCases.first(where: { $0.rawValue == rawValue }) else { return nil }
    self = kind
  }

  /// Replays `trace` through an empty cache, in a loop specialised for the policy.
  ///
  /// - Precondition: `setup.keys` is at least `trace.keyCount`, lifetimes by key are one a key, and the policy can
  ///   serve the admission rule (``AdmissionRule/validate(for:)``).
  /// - Complexity: O(requests) for policies with constant-time operations.
  public func replay(
    _ trace: CacheTrace, _ setup: PolicySetup, rules: EntryRules = EntryRules()
  ) -> ReplayCounts {
    precondition(setup.keys >= trace.keyCount, "A set-up has room for every key of its trace.")
    rules.check(keys: trace.keyCount)
    return replayTrace(trace, setup, rules)
  }

  /// Replays `trace` through an empty cache of `capacity`, with the defaults of a variant.
  public func replay(
    _ trace: CacheTrace, capacity: UInt64, variant: PolicyVariant? = nil
  ) -> ReplayCounts {
    PolicyChoice(self, variant: variant).replay(trace, capacity: capacity)
  }

  /// Returns an empty cache whose policy is chosen once, at run time.
  ///
  /// - Complexity: O(`setup.keys`).
  public func makeCache(_ setup: PolicySetup) -> ReplacementCache {
    make(setup)
  }

  /// Returns an empty cache of `capacity` for the keys `0..<keys`, with the defaults of a variant.
  public func makeCache(
    capacity: UInt64, keys: Int, variant: PolicyVariant? = nil
  ) -> ReplacementCache {
    make(PolicySetup(capacity: capacity, keys: keys, variant: variant ?? defaultVariant))
  }
}

extension PolicyKind: CaseIterable {
  /// Every policy; a new one is a file of its own and a line here.
  public static let allCases: [PolicyKind] = [
    .fifo,
    .lru,
    .mru,
    .random,
    .lfu,
    .lfuda,
    .gdsf,
    .sieve,
    .s3fifo,
    .clock,
    .slru,
    .twoq,
    .lruk,
    .mq,
    .arc,
    .car,
    .lirs,
    .wtinylfu,
    .hyperbolic,
    .lhd,
    .lecar,
    .cacheus,
    .redisLRU,
    .redisLFU,
    .belady,
    .beladysize,
    .unbounded,
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
