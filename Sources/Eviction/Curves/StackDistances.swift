import CacheTraces

extension CacheTrace {
  /// Walks the trace through a least-recently-used stack without a limit and tells the stack distance of every
  /// request: the weight of the entries used since the last request to its key, its own included.
  ///
  /// Source: Mattson, Gecsei, Slutz, Traiger, "Evaluation techniques for storage hierarchies", IBM Systems
  /// Journal, 1970. A cache of that capacity or a larger one hits the request, any smaller one misses it.
  ///
  /// - Parameters:
  ///   - weight: the weight that the entry of a request has from then on.
  ///   - record: is given the index of each request and its distance, 0 for the first request to a key.
  /// - Complexity: O(requests · log keys).
  @inline(__always)
  func forEachStackDistance<Order: RecencyOrder & ~Copyable>(
    in type: Order.Type, weight: (Int) -> UInt32, _ record: (Int, UInt64) -> Void
  ) {
    // Positions that no entry holds any more are closed when the last one is handed out.
    let slots = min(count, max(4 * keyCount, 1 << 10))
    var order = Order(slots: slots)
    let last = UnsafeMutablePointer<UInt32>.allocate(capacity: keyCount)
    defer { last.deallocate() }
    last.initialize(repeating: .max, count: keyCount)
    keys.withUnsafeBufferPointer { keys in
      var clock = 0
      for request in keys.indices {
        if clock == slots { clock = Self.renumber(last, keys: keyCount, slots: slots, &order) }
        let slot = last + Int(keys[request])
        let position = slot.pointee
        record(request, position == .max ? 0 : order.take(Int(position)))
        order.append(weight: weight(request), at: clock)
        slot.pointee = UInt32(truncatingIfNeeded: clock)
        clock += 1
      }
    }
  }

  /// Gives the entries the positions from 0 on, in their order.
  ///
  /// - Returns: the number of entries.
  private static func renumber<Order: RecencyOrder & ~Copyable>(
    _ last: UnsafeMutablePointer<UInt32>, keys: Int, slots: Int, _ order: inout Order
  ) -> Int {
    var keyAt = [UInt32](repeating: .max, count: slots)
    for key in 0..<keys where last[key] != .max { keyAt[Int(last[key])] = UInt32(truncatingIfNeeded: key) }
    var positions: [UInt32] = []
    positions.reserveCapacity(keys)
    for position in keyAt.indices where keyAt[position] != .max {
      last[Int(keyAt[position])] = UInt32(truncatingIfNeeded: positions.count)
      positions.append(UInt32(truncatingIfNeeded: position))
    }
    positions.withUnsafeBufferPointer { order.compact($0) }
    return positions.count
  }
}
