/// LFU with dynamic ageing: evicts the lowest sum of an entry's frequency and the cache's age at its last use.
///
/// Source: Arlitt, Cherkasova, Dilley, Friedrich, Jin, "Evaluating content management techniques for web proxy
/// caches", ACM SIGMETRICS Performance Evaluation Review, 2000: the age becomes the priority of each victim. The
/// paper leaves ties open: the entry used longest ago goes. A frequency is forgotten with its entry.
///
/// The `libcachesim` variant keeps classes by number. A hit adds the age, not one, to the number of an entry, and
/// the age moves to the next class in use only as far as hits have reached. Entries in classes below the age are
/// passed over, and libCacheSim crashes when the class of the age is empty at an eviction, as without any hit.
/// Here the age then moves on to the next class in use; when all entries are below the age, the one used longest
/// ago goes and the age stays. Class numbers end at 2^64 - 2, a number that libCacheSim's overflow long before.
package struct LFUDA: HeapPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// What is kept of a key.
  package struct Record: HeapRecord {
    /// What orders the heap.
    package var priority: HeapPriority<UInt64>

    /// The frequency, or the number of the class in the `libcachesim` variant.
    var weight: UInt64

    /// The size of the entry.
    package var size: UInt32

    /// The place in the heap.
    package var slot: UInt32
  }

  /// The resident keys, ranked by frequency and age; the rank of what lies below the age is `passedOver`.
  package var heap: KeyHeap<Record>
  private let followsLibCacheSim: Bool
  private var age: UInt64 = 0

  /// The highest class that a hit led to, in the `libcachesim` variant.
  private var highestClass: UInt64 = 0
  private var now: UInt64 = 0

  private static let passedOver = UInt64.max
  private static let lastClass = UInt64.max - 1

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    followsLibCacheSim = setup.variant.followsLibCacheSim
    heap = KeyHeap(
      keys: setup.keys,
      absent: Record(priority: HeapPriority(rank: 0, usedAt: 0), weight: 0, size: 0, slot: .max))
  }

  /// Counts the hit and ranks `key` by the age of now.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    now += 1
    if followsLibCacheSim {
      raiseClass(key)
    } else {
      heap[key].weight += 1
      heap[key].priority = HeapPriority(rank: heap[key].weight &+ age, usedAt: now)
    }
    heap.priorityChanged(key)
  }

  /// Evicts the lowest until `key` fits, and stores it with frequency 1.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    now += 1
    guard admits(key, size: access.size) else { return }
    while capacity - used < access.size, let victim = heap.lowest() {
      let rank = heap[victim].priority.rank
      if rank != Self.passedOver { age = rank }
      heap.remove(victim)
      if followsLibCacheSim { advanceAge() }
      evicted(victim)
    }
    let rank = min(age + 1, Self.lastClass)
    heap[key].weight = followsLibCacheSim ? rank : 1
    heap[key].size = access.size
    heap[key].priority = HeapPriority(rank: rank, usedAt: now)
    heap.insert(key)
  }
}

extension LFUDA {
  /// Adds the age to the class of `key`; when that leaves the class of the age empty, the age moves on first.
  private mutating func raiseClass(_ key: UInt32) {
    let old = heap[key].weight
    let (sum, overflows) = old.addingReportingOverflow(age)
    let new = overflows ? Self.lastClass : min(sum, Self.lastClass)
    highestClass = max(highestClass, new)
    if old == age {
      // Between two classes it is in neither.
      heap[key].priority = HeapPriority(rank: Self.passedOver, usedAt: now)
      advanceAge()
    }
    heap[key].weight = new
    heap[key].priority = HeapPriority(rank: new < age ? Self.passedOver : new, usedAt: now)
  }

  /// Moves the age from its class, if that is empty, to the next in use, but not beyond where hits have led.
  private mutating func advanceAge() {
    guard let lowest = heap.lowest() else { return }
    let rank = heap[lowest].priority.rank
    if rank != Self.passedOver && rank <= highestClass { age = rank }
  }
}

extension PolicyKind {
  /// Least frequently used with dynamic ageing.
  public static let lfuda = PolicyKind(
    "lfuda", LFUDA.self, summary: "evicts the lowest frequency plus the age of the cache at the last use",
    source: "Arlitt et al., Evaluating content management techniques for web proxy caches, 2000",
    variants: [.published, .libcachesim])
}
