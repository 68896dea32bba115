/// A cache replacement policy over dense integer keys.
///
/// Keys are `0..<keys`, known up front, so that a policy is a few flat arrays and nothing hashes or
/// allocates per request. Sizes and `capacity` share one unit: entries when every size is 1, bytes otherwise.
/// The user of a policy does the look-up with ``contains(_:)`` and then calls exactly one of ``hit(_:_:evicted:)``
/// and ``insert(_:_:evicted:)``.
package protocol ReplacementPolicy: ~Copyable, SendableMetatype {
  /// What the policy reads of a request beside its size; a replay loads nothing else.
  static var reads: AccessColumns { get }

  /// Whether ``victim()`` names an entry when there is one.
  static var namesVictim: Bool { get }

  /// Creates an empty cache.
  init(_ setup: PolicySetup)

  /// The largest sum of sizes that the cache holds.
  var capacity: UInt64 { get }

  /// The sum of the sizes of the resident entries; never above `capacity`.
  var used: UInt64 { get }

  /// The number of resident entries.
  var count: Int { get }

  /// Returns whether `key` is resident.
  ///
  /// - Complexity: O(1).
  func contains(_ key: UInt32) -> Bool

  /// Returns whether an entry of `size` would be stored on a miss of `key` now; where the cost decides too, whether
  /// its size allows it.
  ///
  /// - Complexity: O(1).
  func admits(_ key: UInt32, size: UInt32) -> Bool

  /// Records a request to the resident `key`.
  ///
  /// - Parameters:
  ///   - access: the request; its size may differ from the stored one, which stays.
  ///   - evicted: called with each victim; only policies with bounded segments ever evict here.
  mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void)

  /// Records a miss of `key`, which is not resident, and stores it unless the policy declines.
  ///
  /// A policy that remembers evicted keys looks `key` up among them here, also when it then declines.
  ///
  /// - Parameters:
  ///   - access: the request; the entry keeps its size until it leaves.
  ///   - evicted: called with each victim before `key` is stored.
  mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void)

  /// Takes `key` out, as an expiry or an invalidation does; leaves no memory of it among evicted keys.
  ///
  /// - Returns: `false` when `key` was not resident, and then nothing changed.
  mutating func remove(_ key: UInt32) -> Bool

  /// Whether a variant, which reads the keys behind the dense ones, can learn them while it runs.
  static func learnsKeys(_ variant: PolicyVariant) -> Bool

  /// Tells the 64-bit keys of the dense keys from `first` on before the first request to any of them.
  mutating func learn(_ identities: Span<UInt64>, from first: Int)

  /// Prepares for the next requests, which are to `keys` in that order; changes no outcome.
  mutating func anticipate(_ keys: Span<UInt32>)

  /// Has the processor load what the policy keeps of `key`, which is requested soon; changes nothing.
  func prefetch(_ key: UInt32)

  /// Traps where something does not hold that does between requests; for tests.
  func checkInvariants()

  /// Returns the resident entry that the next eviction would take, or `nil` in an empty cache or when the policy
  /// cannot tell before it knows the request.
  ///
  /// Work that the eviction itself would do, such as moving a hand, may be done already.
  mutating func victim() -> UInt32?
}

extension ReplacementPolicy where Self: ~Copyable {
  /// Nothing: most policies know only the order and the sizes of the past.
  package static var reads: AccessColumns { [] }

  /// `false` unless the policy has a ``victim()`` of its own.
  package static var namesVictim: Bool { false }

  /// `false` unless the policy has a `learn` of its own.
  package static func learnsKeys(_ variant: PolicyVariant) -> Bool { false }

  /// Does nothing.
  package mutating func learn(_ identities: Span<UInt64>, from first: Int) {}

  /// Does nothing.
  package mutating func anticipate(_ keys: Span<UInt32>) {}

  /// Does nothing.
  package func prefetch(_ key: UInt32) {}

  /// Checks nothing.
  package func checkInvariants() {}

  /// `nil`.
  package mutating func victim() -> UInt32? { nil }

  /// Creates an empty cache of `capacity` for the keys `0..<keys` that follows the published algorithm.
  package init(capacity: UInt64, keys: Int) {
    self.init(PolicySetup(capacity: capacity, keys: keys))
  }

  /// Returns whether `size` fits into an empty cache.
  package func admits(_ key: UInt32, size: UInt32) -> Bool {
    UInt64(size) <= capacity
  }
}
