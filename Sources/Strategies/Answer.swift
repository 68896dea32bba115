import Providers
import Simulation

/// A complete answer, as a cache would store it.
public struct Answer: Sendable {
  /// The model that gave it.
  public var model: Int
  /// The probability that it is good.
  public var quality: Double
  /// The version of the right answer when it was given.
  public var version: UInt32
  /// When it was complete.
  public var completed: VirtualTime
  /// Its tokens.
  public var tokens: UInt32
  /// What the call cost; of a call that others share, an equal part.
  public var cost: Money
  /// How long the call took.
  public var latency: VirtualTime
}

extension Answer {
  /// The length of its text, at four bytes a token.
  var bytes: Int { Int(tokens) * 4 }
}

/// Counts of one layer over the measured requests.
public struct LayerStatistics: Sendable {
  /// Requests that reached the layer.
  public var arrivals = 0
  /// Requests that it looked up.
  public var lookups = 0
  /// Requests that it let pass without looking.
  public var bypasses = 0
  /// Hits.
  public var hits = 0
  /// Hits with the answer of another intent.
  public var falseHits = 0
  /// Hits with an answer that has changed since.
  public var staleHits = 0
  /// Hits that were given with a disclaimer.
  public var disclaimedHits = 0
  /// Answers stored.
  public var stores = 0
  /// Entries evicted for room.
  public var evictions = 0
  /// Entries found expired.
  public var expirations = 0
  /// Requests refused.
  public var rejections = 0
  /// Entries at the end.
  public var entries = 0
}
