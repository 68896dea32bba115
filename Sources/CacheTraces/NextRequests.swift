import Synchronization

/// The lazily computed indices of each request's next request to the same key.
package final class NextRequests: Sendable {
  private let computed: Mutex<[UInt32]?>

  /// Creates indices that are known, or to be computed.
  package init(_ known: [UInt32]? = nil) {
    computed = Mutex(known)
  }

  /// Checks that each index is `.max` or that of a later request.
  static func check(_ next: [UInt32], requests: Int) throws(EvictionError) {
    guard next.count == requests else {
      throw .columnCount("next indices", requests: requests, values: next.count)
    }
    for (request, index) in next.enumerated() where index != .max {
      guard Int(index) > request, Int(index) < requests else {
        throw .nextOutOfRange(request: request, next: index, requests: requests)
      }
    }
  }

  /// Returns the indices for `keys`, which are the same at every call.
  package func value(for keys: [UInt32], keyCount: Int) -> [UInt32] {
    computed.withLock { cached in
      if let cached { return cached }
      let fresh = Self.compute(keys, keyCount: keyCount)
      cached = fresh
      return fresh
    }
  }

  private static func compute(_ keys: [UInt32], keyCount: Int) -> [UInt32] {
    var upcoming = [UInt32](repeating: .max, count: keyCount)
    return [UInt32](unsafeUninitializedCapacity: keys.count) { next, count in
      for request in keys.indices.reversed() {
        let key = Int(keys[request])
        (next.baseAddress.map { $0 + request })?.initialize(to: upcoming[key])
        upcoming[key] = UInt32(truncatingIfNeeded: request)
      }
      count = keys.count
    }
  }
}
