import Traffic

/// Which requests wait for which answers: the turns of all conversations, forwards.
public struct TurnOrder: Sendable {
  /// Where each request's followers begin in `followers`; one more than the requests.
  private let offsets: [UInt32]
  private let followers: [UInt32]
  /// How many answers each request waits for.
  let awaited: [UInt32]

  /// The order of a stream.
  ///
  /// - Complexity: O(requests).
  public init(_ stream: QueryStream) {
    let count = stream.count
    var awaited = [UInt32](repeating: 0, count: count)
    var offsets = [UInt32](repeating: 0, count: count + 1)
    func forEachLink(_ body: (_ predecessor: Int, _ follower: Int) -> Void) {
      for request in 0..<count {
        if let predecessor = stream.predecessor(of: request) { body(predecessor, request) }
      }
      for join in stream.joins { body(Int(join.predecessor), Int(join.request)) }
    }
    forEachLink { predecessor, follower in
      awaited[follower] += 1
      offsets[predecessor + 1] += 1
    }
    for request in 0..<count { offsets[request + 1] += offsets[request] }
    var followers = [UInt32](repeating: 0, count: Int(offsets[count]))
    var next = offsets
    forEachLink { predecessor, follower in
      followers[Int(next[predecessor])] = UInt32(follower)
      next[predecessor] += 1
    }
    self.awaited = awaited
    self.offsets = offsets
    self.followers = followers
  }

  /// The requests that wait for the answer to a request.
  @inline(__always) func followers(of request: Int) -> ArraySlice<UInt32> {
    followers[Int(offsets[request])..<Int(offsets[request + 1])]
  }
}
