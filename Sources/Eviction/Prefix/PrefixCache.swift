/// A cache of blocks that serves one request of a ``PrefixTrace`` after the other.
protocol PrefixCache: ~Copyable {
  /// Serves the request whose blocks stand at `places` of the trace.
  ///
  /// Requests come in the order of the trace, each once.
  ///
  /// - Returns: the length of the longest prefix that was resident before.
  mutating func serve(_ places: Range<Int>) -> Int
}

/// The columns of a trace as the loops read them; valid while the trace's arrays are.
struct PrefixColumns {
  /// The blocks of all requests.
  let blocks: UnsafeBufferPointer<UInt32>

  /// Where each request's blocks begin.
  let offsets: UnsafeBufferPointer<Int>

  /// One more than the greatest block.
  let blockCount: Int
}

/// How long a block stays after its last use.
struct PrefixLifetime {
  /// The times of the requests; valid while the trace's array is.
  let times: UnsafeBufferPointer<Int64>

  /// The longest time between two uses, in the unit of the times.
  let span: Int64
}

extension UnsafeMutablePointer {
  /// Returns memory for `count` values, each `value`.
  static func filled(_ count: Int, with value: Pointee) -> UnsafeMutablePointer {
    let memory = allocate(capacity: count)
    memory.initialize(repeating: value, count: count)
    return memory
  }
}
