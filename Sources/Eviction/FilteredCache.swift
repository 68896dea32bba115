import CacheTraces

/// A cache with an admission rule in front of it, for users that serve one request at a time.
///
/// As with a policy, the user looks up with ``contains(_:)`` and then calls exactly one of ``hit(_:_:evicted:)``
/// and ``insert(_:_:request:overhead:evicted:)``.
public final class FilteredCache {
  /// The cache behind the filter.
  public let cache: ReplacementCache

  private var filter: AdmissionFilter

  /// Creates an empty cache of a policy behind a rule.
  ///
  /// - Throws: `EvictionError.admissionNeedsVictim(policy:known:)` when the policy cannot serve the rule.
  public init(_ policy: PolicyKind, _ setup: PolicySetup, rule: AdmissionRule) throws(EvictionError) {
    try rule.validate(for: policy)
    cache = policy.makeCache(setup)
    filter = AdmissionFilter(rule, capacity: setup.capacity, keys: setup.keys, seed: setup.seed)
  }

  /// Returns whether `key` is resident.
  public func contains(_ key: UInt32) -> Bool { cache.contains(key) }

  /// Takes `key` out, as an expiry does, and returns whether it was resident.
  @discardableResult
  public func remove(_ key: UInt32) -> Bool { cache.remove(key) }

  /// Records a request to the resident `key`; `evicted` gets each victim, which few policies have here.
  public func hit(_ key: UInt32, _ access: Access = Access(), evicted: (UInt32) -> Void = { _ in }) {
    filter.record(key, cache: occupancy)
    cache.hit(key, access, evicted: evicted)
  }

  /// Records a miss of `key` and stores it unless the rule or the policy declines.
  ///
  /// - Parameters:
  ///   - key: the key that was missed.
  ///   - access: the request; its size has the overhead in it.
  ///   - request: the number of the request, which decides its coin.
  ///   - overhead: the part of the size that is not the entry's own.
  ///   - evicted: called with each victim before `key` is stored.
  /// - Returns: whether `key` is resident now.
  @discardableResult
  public func insert(
    _ key: UInt32, _ access: Access = Access(), request: Int, overhead: UInt32 = 0,
    evicted: (UInt32) -> Void = { _ in }
  ) -> Bool {
    let cache = cache
    filter.record(key, cache: occupancy)
    let size = access.size - min(overhead, access.size)
    let hasRoom = cache.capacity - cache.used >= UInt64(access.size)
    guard filter.admits(key, size: size, request: request, hasRoom: hasRoom, victim: { cache.victim() })
    else { return false }
    cache.insert(key, access, evicted: evicted)
    return cache.contains(key)
  }

  private var occupancy: AdmissionFilter.Occupancy {
    AdmissionFilter.Occupancy(capacity: cache.capacity, used: cache.used, count: cache.count)
  }
}
