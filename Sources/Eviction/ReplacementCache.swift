/// A replacement policy chosen at run time, for users that serve one request at a time.
///
/// The operations are those of `ReplacementPolicy`, at one virtual call each, without allocation.
/// ``PolicyKind/makeCache(_:)`` makes one. A key outside the key space is a programming error.
public class ReplacementCache {
  /// The number of keys that the cache was made for.
  public final let keys: Int

  init(keys: Int) {
    self.keys = keys
  }

  /// The largest sum of sizes that the cache holds.
  public var capacity: UInt64 { 0 }

  /// The sum of the sizes of the resident entries.
  public var used: UInt64 { 0 }

  /// The number of resident entries.
  public var count: Int { 0 }

  /// Returns whether `key` is resident.
  public func contains(_ key: UInt32) -> Bool { false }

  /// Returns whether an entry of `size` would be stored on a miss of `key` now.
  public func admits(_ key: UInt32, size: UInt32) -> Bool { false }

  /// Records a request to the resident `key`; `evicted` gets each victim, which few policies have here.
  public func hit(_ key: UInt32, _ access: Access = Access(), evicted: (UInt32) -> Void = { _ in }) {}

  /// Records a miss of `key` and stores it unless the policy declines; `evicted` gets each victim first.
  public func insert(
    _ key: UInt32, _ access: Access = Access(), evicted: (UInt32) -> Void = { _ in }
  ) {}

  /// Takes `key` out, as an expiry does, and returns whether it was resident.
  @discardableResult
  public func remove(_ key: UInt32) -> Bool { false }

  /// Returns the entry that the next eviction would take, when the policy can tell.
  public func victim() -> UInt32? { nil }

  /// Traps where something does not hold that does between requests; for tests.
  package func checkInvariants() {}

  /// Looks `key` up and records the hit or the miss, in one call.
  ///
  /// - Returns: whether it was a hit.
  public func request(
    _ key: UInt32, _ access: Access = Access(), evicted: (UInt32) -> Void = { _ in }
  ) -> Bool { false }
}
