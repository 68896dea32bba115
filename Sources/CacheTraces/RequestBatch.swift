/// Some requests on their way from a file to a trace, in columns of a fixed length.
///
/// One thread at a time fills or empties a batch.
package final class RequestBatch: @unchecked Sendable {
  /// The number of requests that fit.
  package let capacity: Int

  /// The number of requests that are wanted, at most the capacity.
  package var room: Int {
    didSet { precondition(room <= capacity, "What is wanted fits into a batch.") }
  }

  /// The number of requests; the columns hold rubbish beyond it.
  package var count = 0

  /// The columns beside the keys.
  package let wants: TraceWants

  /// The 64-bit key of each request.
  package let keys: UnsafeMutablePointer<UInt64>

  /// The size of each request, if wanted.
  package let sizes: UnsafeMutablePointer<UInt32>?

  /// The time of each request in milliseconds, if wanted.
  package let times: UnsafeMutablePointer<Int64>?

  /// What a hit of each request saves, if wanted.
  package let costs: UnsafeMutablePointer<Float>?

  /// The tokens of each request, if wanted.
  package let tokens: UnsafeMutablePointer<UInt32>?

  /// Creates an empty batch with the columns that are wanted.
  package init(capacity: Int, wants: TraceWants) {
    precondition(capacity > 0, "A batch has room for a request.")
    self.capacity = capacity
    self.wants = wants
    room = capacity
    keys = .allocate(capacity: capacity)
    sizes = wants.contains(.sizes) ? .allocate(capacity: capacity) : nil
    times = wants.contains(.times) ? .allocate(capacity: capacity) : nil
    costs = wants.contains(.costs) ? .allocate(capacity: capacity) : nil
    tokens = wants.contains(.tokens) ? .allocate(capacity: capacity) : nil
  }

  deinit {
    keys.deallocate()
    sizes?.deallocate()
    times?.deallocate()
    costs?.deallocate()
    tokens?.deallocate()
  }

  /// Whether no further request is wanted.
  package var isFull: Bool { count >= room }

  /// Adds a request to a batch that is not full.
  @inline(__always)
  package func append(
    _ key: UInt64, size: UInt32 = 1, time: Int64 = 0, cost: Float = 1, tokens: UInt32 = 0
  ) {
    precondition(count < capacity, "A request fits into its batch.")
    keys[count] = key
    sizes?[count] = size
    times?[count] = time
    costs?[count] = cost
    self.tokens?[count] = tokens
    count += 1
  }

  /// Keeps the requests at some places, in ascending order, and drops all others.
  package func keep(_ places: Span<Int32>) {
    for kept in places.indices {
      let place = Int(places[kept])
      precondition(place >= kept && place < count, "Places ascend within a batch.")
      keys[kept] = keys[place]
      if let sizes { sizes[kept] = sizes[place] }
      if let times { times[kept] = times[place] }
      if let costs { costs[kept] = costs[place] }
      if let tokens { tokens[kept] = tokens[place] }
    }
    count = places.count
  }
}
