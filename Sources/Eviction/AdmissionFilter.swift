import Simulation

/// An ``AdmissionRule`` at work in front of one cache.
///
/// Tell it of each request with ``record(_:cache:)``, hit or miss, and on a miss ask
/// ``admits(_:size:request:hasRoom:victim:)`` before the entry is given to the policy.
public struct AdmissionFilter: ~Copyable {
  /// What a filter needs to know of the cache behind it.
  public struct Occupancy: Sendable {
    /// The largest sum of sizes that the cache holds.
    public var capacity: UInt64

    /// The sum of the sizes of the resident entries.
    public var used: UInt64

    /// The number of resident entries.
    public var count: Int

    /// Creates a state of a cache.
    public init(capacity: UInt64, used: UInt64, count: Int) {
      self.capacity = capacity
      self.used = used
      self.count = count
    }
  }

  private let rule: AdmissionRule
  private let coins: RandomStream
  private var sketch: FrequencySketch

  /// Requests that are counted before counts are halved, for each entry of the cache.
  private static let sample = 10.0

  /// Creates a filter that has seen no request, for a cache of `capacity` over the keys `0..<keys`.
  public init(_ rule: AdmissionRule, capacity: UInt64, keys: Int, seed: UInt64) {
    self.rule = rule
    coins = RandomStream(seed: seed, replication: 0, purpose: .admission)
    sketch = FrequencySketch(entries: rule == .tinylfu ? Int(min(capacity, UInt64(keys))) : 0)
  }

  /// Notes a request to `key`, whatever becomes of it.
  ///
  /// - Complexity: O(1) amortised.
  @inline(__always)
  public mutating func record(_ key: UInt32, cache: Occupancy) {
    guard case .tinylfu = rule else { return }
    sketch.record(key)
    let isOver = isPeriodOver(
      sketch.additions, times: Self.sample, capacity: cache.capacity, used: cache.used, count: cache.count)
    if isOver { sketch.halve() }
  }

  /// Returns whether the entry of a miss is stored.
  ///
  /// - Parameters:
  ///   - key: the key that was missed.
  ///   - size: the entry's size without overhead.
  ///   - request: the number of the request, which decides its coin.
  ///   - hasRoom: whether the entry fits without an eviction.
  ///   - victim: asked, where there is no room, for the key that the next eviction takes; `nil` from a cache
  ///     without entries.
  @inline(__always)
  public func admits(
    _ key: UInt32, size: UInt32, request: Int, hasRoom: Bool, victim: () -> UInt32?
  ) -> Bool {
    switch rule {
    case .always: return true
    case .size(let most): return size <= most
    case .probability(let share): return coins.uniform(request) < share
    case .tinylfu:
      guard !hasRoom, let victim = victim() else { return true }
      return sketch.estimate(key) > sketch.estimate(victim)
    }
  }
}
