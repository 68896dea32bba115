/// What a replay counted; `hits + misses == requests`.
public struct ReplayCounts: Hashable, Sendable {
  /// The requests replayed.
  public var requests = 0

  /// The requests whose key was resident.
  public var hits = 0

  /// The requests whose key was not resident, stored or not.
  public var misses = 0

  /// The misses whose key was resident and over its time.
  public var expired = 0

  /// The sum of the sizes over all requests.
  public var requestBytes: UInt64 = 0

  /// The sum of the sizes over the misses.
  public var missBytes: UInt64 = 0

  /// The sum of the tokens over all requests.
  public var requestTokens: UInt64 = 0

  /// The sum of the tokens over the misses.
  public var missTokens: UInt64 = 0

  /// The sum of the costs over all requests.
  public var requestCost = 0.0

  /// The sum of the costs over the misses.
  public var missCost = 0.0

  /// Creates counts of zero.
  public init() {}

  /// The share of requests that missed; 0 without requests.
  public var missRatio: Double {
    requests == 0 ? 0 : Double(misses) / Double(requests)
  }

  /// The share of requested bytes that missed; 0 without bytes.
  public var byteMissRatio: Double {
    requestBytes == 0 ? 0 : Double(missBytes) / Double(requestBytes)
  }

  /// The share of requested tokens that missed; 0 without tokens.
  public var tokenMissRatio: Double {
    requestTokens == 0 ? 0 : Double(missTokens) / Double(requestTokens)
  }

  /// The share of the cost that misses left; 0 without cost.
  public var costMissRatio: Double {
    requestCost == 0 ? 0 : missCost / requestCost
  }
}
