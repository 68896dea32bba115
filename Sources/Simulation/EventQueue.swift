/// Events in (time, sequence) order: of two at the same time, the one that was scheduled first comes first.
///
/// A 4-ary heap in one array. The invariant: no entry comes before its parent.
public struct EventQueue<Payload: BitwiseCopyable>: ~Copyable {
  @usableFromInline struct Entry: BitwiseCopyable {
    @usableFromInline let time: Int64
    @usableFromInline let sequence: UInt64
    @usableFromInline let payload: Payload

    @inlinable init(time: Int64, sequence: UInt64, payload: Payload) {
      self.time = time
      self.sequence = sequence
      self.payload = payload
    }

    @inlinable func precedes(_ other: Entry) -> Bool {
      time < other.time || (time == other.time && sequence < other.sequence)
    }
  }

  @usableFromInline var heap: [Entry] = []
  @usableFromInline var scheduled: UInt64 = 0

  /// An empty queue.
  public init() {}

  /// Whether no event is waiting.
  @inlinable public var isEmpty: Bool { heap.isEmpty }

  /// Number of events waiting.
  @inlinable public var count: Int { heap.count }

  /// The time of the next event, or `never`.
  @inlinable public var nextTime: VirtualTime {
    heap.isEmpty ? .never : VirtualTime(nanoseconds: heap[0].time)
  }

  /// Schedules an event.
  ///
  /// - Complexity: O(log n).
  @inlinable public mutating func schedule(_ payload: Payload, at time: VirtualTime) {
    insert(Entry(time: time.nanoseconds, sequence: scheduled, payload: payload))
    scheduled &+= 1
  }

  /// Schedules an event behind all that are scheduled without a rank for its time; among themselves such events come by
  /// rank, whenever they were scheduled.
  ///
  /// - Complexity: O(log n).
  @inlinable public mutating func schedule(_ payload: Payload, at time: VirtualTime, rank: UInt32) {
    insert(Entry(time: time.nanoseconds, sequence: 1 << 63 | UInt64(rank), payload: payload))
  }

  @inlinable mutating func insert(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    heap.withUnsafeMutableBufferPointer { heap in
      while child > 0 {
        let parent = (child - 1) / 4
        if !entry.precedes(heap[parent]) { break }
        heap[child] = heap[parent]
        child = parent
      }
      heap[child] = entry
    }
  }

  /// Removes and returns the next event, or `nil` when none is waiting.
  ///
  /// - Complexity: O(log n).
  @inlinable public mutating func next() -> (time: VirtualTime, payload: Payload)? {
    guard let first = heap.first, let last = heap.popLast() else { return nil }
    let count = heap.count
    if count > 0 {
      heap.withUnsafeMutableBufferPointer { heap in
        var parent = 0
        while true {
          let firstChild = parent * 4 + 1
          if firstChild >= count { break }
          var best = firstChild
          var child = firstChild + 1
          let end = min(firstChild + 4, count)
          while child < end {
            if heap[child].precedes(heap[best]) { best = child }
            child += 1
          }
          if !heap[best].precedes(last) { break }
          heap[parent] = heap[best]
          parent = best
        }
        heap[parent] = last
      }
    }
    return (VirtualTime(nanoseconds: first.time), first.payload)
  }
}
