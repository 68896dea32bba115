/// What requests ask beside their messages: format of the answer, tools, model, sampling and the like.
///
/// Two requests with equal messages and different variants have different answers. A variant without what only
/// picks one of several right answers (temperature, seed, top_p, top_k) is its shape: requests of different
/// shapes are different questions.
public struct RequestVariants: Sendable {
  /// The variant of each request; empty when all have the same.
  public var ofRequest: [UInt32] = []
  /// Number of variants, at least 1.
  public var count = 1
  /// The shape of each intent; empty when all have the same.
  public var shapeOfIntent: [UInt32] = []

  /// One variant for all requests.
  public init() {}

  /// The variant of a request.
  @inlinable public func variant(of request: Int) -> UInt32 {
    request < ofRequest.count ? ofRequest[request] : 0
  }

  /// Whether the answer to one intent may answer another: whether their requests are of one shape.
  @inlinable public func haveEqualShapes(_ intent: UInt32, _ other: UInt32) -> Bool {
    shapeOfIntent.isEmpty || shapeOfIntent[Int(intent)] == shapeOfIntent[Int(other)]
  }

  /// Keeps the first requests.
  mutating func keep(_ requests: Int) { ofRequest.removeLast(max(0, ofRequest.count - requests)) }

  /// Puts the requests into another order.
  package mutating func gather(_ order: [Int]) {
    if !ofRequest.isEmpty { ofRequest = order.map { ofRequest[$0] } }
  }
}
