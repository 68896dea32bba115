import Simulation

/// A request that waits for a further answer: that of work which ran beside its conversation and joins it.
public struct TurnJoin: Sendable, Hashable {
  /// The request that waits.
  public var request: UInt32
  /// The request whose answer it waits for, one before it in the stream.
  public var predecessor: UInt32

  /// States a join.
  public init(request: UInt32, predecessor: UInt32) {
    self.request = request
    self.predecessor = predecessor
  }
}

extension QueryStream {
  /// Stands for the session of a request that is in none.
  public static let noSession = UInt32.max
  /// Stands for the predecessor of a request that follows none.
  public static let noPredecessor = UInt32.max
  /// Stands for a think time that is not told.
  public static let unknownThink: Int64 = -1

  /// Bytes that the columns of a conversation add to a request, without joins.
  public static let bytesPerTurn = 3 * MemoryLayout<UInt32>.stride + MemoryLayout<Int64>.stride

  /// Whether the stream tells its conversations.
  public var hasTurns: Bool { !session.isEmpty }

  /// The predecessor of a request, or nil.
  @inlinable public func predecessor(of request: Int) -> Int? {
    guard !predecessor.isEmpty, predecessor[request] != QueryStream.noPredecessor else { return nil }
    return Int(predecessor[request])
  }

  /// All turns whose answers a request waits for, its predecessor first.
  ///
  /// - Complexity: O(log joins).
  package func predecessors(of request: Int) -> [Int] {
    guard let first = predecessor(of: request) else { return [] }
    var low = 0
    var high = joins.count
    while low < high {
      let middle = (low + high) / 2
      if joins[middle].request < request { low = middle + 1 } else { high = middle }
    }
    var all = [first]
    while low < joins.count, joins[low].request == request {
      all.append(Int(joins[low].predecessor))
      low += 1
    }
    return all
  }

  /// Appends what is known of a request's place in its conversation; the request itself is appended before.
  public mutating func appendTurn(
    session: UInt32, turn: UInt32, predecessor: UInt32 = QueryStream.noPredecessor,
    think: Int64 = QueryStream.unknownThink
  ) {
    self.session.append(session)
    self.turn.append(turn)
    self.predecessor.append(predecessor)
    self.think.append(think)
    if session != QueryStream.noSession { sessionCount = max(sessionCount, Int(session) + 1) }
  }

  /// Keeps the turns of the first requests.
  mutating func keepTurns(_ requests: Int) {
    if session.isEmpty { return }
    let gone = max(0, session.count - requests)
    session.removeLast(gone)
    turn.removeLast(gone)
    predecessor.removeLast(gone)
    think.removeLast(gone)
    while let last = joins.last, last.request >= requests { joins.removeLast() }
  }
}
