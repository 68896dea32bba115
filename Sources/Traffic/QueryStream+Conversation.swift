extension QueryStream {
  /// Which conversation a request is a turn of: its session, or its user where the stream tells none.
  ///
  /// The one place that says so; below `conversationCount`.
  @inlinable public func conversation(of request: Int) -> Int {
    guard !session.isEmpty else { return Int(user[request]) }
    let own = session[request]
    return own == QueryStream.noSession ? sessionCount + Int(user[request]) : Int(own)
  }

  /// One more than the greatest conversation.
  @inlinable public var conversationCount: Int { session.isEmpty ? userCount : sessionCount + userCount }
}
