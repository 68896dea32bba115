extension QueryStream {
  /// Which conversation a request is a turn of: its user, as long as a stream tells nothing better.
  ///
  /// The one place that says so.
  @inlinable public func conversation(of request: Int) -> Int { Int(user[request]) }
}
