/// What a trace knows of each request beside its key and its size; every column is one value a request, or absent.
public struct TraceColumns: Sendable {
  /// When each request arrives, in milliseconds since any start.
  public var times: [Int64]?

  /// What a hit saves in dollars or another unit of cost.
  public var costs: [Float]?

  /// The tokens that a hit saves.
  public var tokens: [UInt32]?

  /// Creates columns, absent unless stated.
  public init(times: [Int64]? = nil, costs: [Float]? = nil, tokens: [UInt32]? = nil) {
    self.times = times
    self.costs = costs
    self.tokens = tokens
  }

  /// Whether there is none.
  public var isEmpty: Bool { times == nil && costs == nil && tokens == nil }

  func check(requests: Int) throws(EvictionError) {
    for (name, count) in [("times", times?.count), ("costs", costs?.count), ("tokens", tokens?.count)] {
      guard let count, count != requests else { continue }
      throw .columnCount(name, requests: requests, values: count)
    }
  }
}
