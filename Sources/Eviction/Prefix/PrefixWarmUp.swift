import CacheTraces

/// The share of the requests, from the first on, that fills a cache and is not counted.
public struct PrefixWarmUp: Hashable, Sendable {
  /// The share, from 0 to below 1.
  public let share: Double

  /// No warm-up: every request counts.
  public static let none = PrefixWarmUp(checked: 0)

  /// The first half, as PyPI kvcache-simulator leaves it out.
  public static let half = PrefixWarmUp(checked: 0.5)

  /// Creates a warm-up.
  ///
  /// - Throws: `EvictionError.badParameter(_:value:allowed:)` when `share` is not from 0 to below 1.
  public init(share: Double) throws(EvictionError) {
    guard share >= 0, share < 1 else {
      throw .badParameter("warm-up", value: "\(share)", allowed: "a share from 0 to below 1")
    }
    self.init(checked: share)
  }

  private init(checked share: Double) {
    self.share = share
  }

  /// The number of requests left out of `requests`, rounded down.
  public func requests(of requests: Int) -> Int {
    Int(share * Double(requests))
  }
}
