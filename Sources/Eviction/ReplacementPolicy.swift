/// A cache replacement policy over dense integer keys.
///
/// Keys are `0..<keys`, known up front, so that a policy is a few flat arrays and nothing hashes or
/// allocates per request. Sizes and `capacity` share one unit: entries when every size is 1, bytes otherwise.
/// The user of a policy does the look-up with ``contains(_:)`` and then calls exactly one of ``hit(_:next:evicted:)``
/// and ``insert(_:size:next:evicted:)``.
public protocol ReplacementPolicy: ~Copyable, SendableMetatype {
  /// Whether the policy reads `next`; a replay computes the future only for those that do.
  static var readsFuture: Bool { get }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  init(capacity: UInt64, keys: Int, variant: PolicyVariant)

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

  /// Returns whether an entry of `size` would be stored on a miss of `key` now.
  ///
  /// - Complexity: O(1).
  func admits(_ key: UInt32, size: UInt32) -> Bool

  /// Records a request to the resident `key`.
  ///
  /// - Parameters:
  ///   - next: the index of the next request to `key`, `.max` for never.
  ///   - evicted: called with each victim; only policies with bounded segments ever evict here.
  mutating func hit(_ key: UInt32, next: UInt32, evicted: (UInt32) -> Void)

  /// Records a miss of `key`, which is not resident, and stores it unless the policy declines.
  ///
  /// A policy that remembers evicted keys looks `key` up among them here, also when it then declines.
  ///
  /// - Parameters:
  ///   - size: the size of the entry, fixed until it leaves.
  ///   - next: the index of the next request to `key`, `.max` for never.
  ///   - evicted: called with each victim before `key` is stored.
  mutating func insert(_ key: UInt32, size: UInt32, next: UInt32, evicted: (UInt32) -> Void)

  /// Takes `key` out, as an expiry or an invalidation does; leaves no memory of it among evicted keys.
  ///
  /// - Returns: `false` when `key` was not resident, and then nothing changed.
  mutating func remove(_ key: UInt32) -> Bool
}

extension ReplacementPolicy where Self: ~Copyable {
  /// `false`: most policies know only the past.
  public static var readsFuture: Bool { false }

  /// Creates an empty cache that follows the published algorithm.
  public init(capacity: UInt64, keys: Int) {
    self.init(capacity: capacity, keys: keys, variant: .published)
  }

  /// Returns whether `size` fits into an empty cache.
  public func admits(_ key: UInt32, size: UInt32) -> Bool {
    UInt64(size) <= capacity
  }
}
