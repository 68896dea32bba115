internal import CProcessor

/// LRU-K: evicts the entry whose K-th last request lies furthest back.
///
/// Source: O'Neil, O'Neil, Weikum, "The LRU-K page replacement algorithm for database disk buffering",
/// SIGMOD 1993. An entry with fewer than K requests has an infinite distance; among those the one used longest ago
/// goes, as the paper proposes. Its retained information period counts requests here, from the last one to an
/// evicted key; the default keeps histories for ever, as the definition of the distance does. The correlated
/// reference period, which the paper leaves to the system, is 0: every request counts.
package struct LRUK: HeapPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// What is kept of a key.
  package struct Record: HeapRecord {
    /// The number of the K-th last request, 0 for none, and that of the last.
    package var priority: HeapPriority<UInt64>

    /// The size of the entry.
    package var size: UInt32

    /// The place in the heap.
    package var slot: UInt32
  }

  /// The resident keys by priority.
  package var heap: KeyHeap<Record>

  /// For each key the numbers of its last requests, the latest first; 0 for none. All but the K-th are here.
  private let history: UnsafeMutablePointer<UInt64>
  private let depth: Int
  private let retained: UInt64
  private var now: UInt64 = 0

  static let depth = PolicyParameter(
    whole: "k", default: 2, in: 1...16, "the request, counted back from the last, whose age decides")
  static let retained = PolicyParameter(
    whole: "retained", default: 4_294_967_295, in: 0...4_294_967_295,
    "requests for which the history of a key outlives its last request, once evicted")

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    depth = Int(setup[Self.depth])
    retained = UInt64(setup.requests(Self.retained))
    heap = KeyHeap(
      keys: setup.keys, absent: Record(priority: HeapPriority(rank: 0, usedAt: 0), size: 0, slot: .max))
    history = .allocate(capacity: setup.keys * (depth - 1))
    history.initialize(repeating: 0, count: setup.keys * (depth - 1))
  }

  deinit {
    history.deallocate()
  }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    heap.prefetch(key)
    processor_prefetch(history + Int(key) * (depth - 1))
  }

  /// Adds the request to the history of `key`.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    now += 1
    recordRequest(key)
    heap.priorityChanged(key)
  }

  /// Evicts by K-distance until `key` fits, and stores it with the history that is retained.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    now += 1
    guard admits(key, size: access.size) else { return }
    while capacity - used < access.size, let victim = heap.lowest() {
      heap.remove(victim)
      evicted(victim)
    }
    if now - heap[key].priority.usedAt > retained { forget(key) }
    recordRequest(key)
    heap[key].size = access.size
    heap.insert(key)
  }

  /// Takes `key` out, with its history, and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    heap.remove(key)
    forget(key)
    return true
  }
}

extension LRUK {
  /// Shifts the history of `key` by one request, which is the latest now.
  private func recordRequest(_ key: UInt32) {
    let own = history + Int(key) * (depth - 1)
    var later = now
    for place in 0..<depth - 1 {
      let earlier = own[place]
      own[place] = later
      later = earlier
    }
    heap[key].priority = HeapPriority(rank: later, usedAt: now)
  }

  private func forget(_ key: UInt32) {
    (history + Int(key) * (depth - 1)).update(repeating: 0, count: depth - 1)
    heap[key].priority = HeapPriority(rank: 0, usedAt: 0)
  }
}

extension PolicyKind {
  /// LRU-K.
  public static let lruk = PolicyKind(
    "lruk", LRUK.self, summary: "evicts the entry whose second last request lies furthest back",
    source: "O'Neil, O'Neil, Weikum, The LRU-K page replacement algorithm, SIGMOD 1993",
    parameters: [LRUK.depth, LRUK.retained])
}
