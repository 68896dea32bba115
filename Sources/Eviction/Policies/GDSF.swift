/// Greedy-Dual-Size-Frequency: evicts what saves least a unit of size, for its frequency and its age.
///
/// Source: Cherkasova, "Improving WWW proxies performance with Greedy-Dual-Size-Frequency caching policy",
/// HPL-98-69, 1998, and Cherkasova, Ciardo, "Role of aging, frequency, and size in web cache replacement
/// policies", HPCN 2001. The priority of an entry is clock + frequency · cost / size at its last use, and the clock
/// becomes the highest priority evicted. As there, the clock of a new entry is that before its evictions, and an
/// entry that would be among the first to go is not stored, and then nothing is evicted; since the clock stands
/// still meanwhile, a small cache whose entries were all hit of late can close for good. The papers leave open
/// which of equal priorities goes: the one used longest ago. The cost is that of the latest request, one that is
/// negative or not a number counts as 0, and size 0 counts as 1.
///
/// The `libcachesim` variants store whatever fits the cache and have a cost of 1e6 for every entry. The commit ranks a
/// new entry by the clock after its evictions, the release by that before them.
package struct GDSF: HeapPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// What is kept of a key.
  package struct Record: HeapRecord {
    /// What orders the heap.
    package var priority: HeapPriority<Double>
    var frequency: UInt32

    /// The size of the entry.
    package var size: UInt32

    /// The place in the heap; between leaving it and being evicted, the next key to evict.
    package var slot: UInt32
  }

  /// The resident keys by priority.
  package var heap: KeyHeap<Record>
  private let fixedCost: Double?
  private let declines: Bool

  /// Whether the clock of a new entry is that before its evictions although it declines none; so the release.
  private let ranksFirst: Bool
  private var clock = 0.0
  private var now: UInt64 = 0

  static let declines = PolicyParameter(
    whole: "declines", default: 1, in: 0...1, variants: [.libcachesimRelease: 0, .libcachesimCommit: 0],
    "1 when an entry is not stored whose priority is below those that it would displace")

  /// What a hit saves, which the priority weighs.
  package static var reads: AccessColumns { .cost }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    fixedCost = setup.variant.followsLibCacheSim ? 1e6 : nil
    declines = setup[Self.declines] == 1
    ranksFirst = setup.variant == .libcachesimRelease
    heap = KeyHeap(
      keys: setup.keys,
      absent: Record(priority: HeapPriority(rank: 0, usedAt: 0), frequency: 0, size: 0, slot: .max))
  }

  /// Counts the hit and ranks `key` by the clock of now.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    now += 1
    if heap[key].frequency < .max { heap[key].frequency += 1 }
    heap[key].priority = HeapPriority(
      rank: rank(frequency: heap[key].frequency, size: heap[key].size, access), usedAt: now)
    heap.priorityChanged(key)
  }

  /// Returns whether `size` fits; whether the priority suffices depends on the cost, too.
  package func admits(_ key: UInt32, size: UInt32) -> Bool {
    UInt64(size) <= capacity
  }

  /// Stores `key` in the place of the lowest priorities, unless its own is below one of those.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    now += 1
    guard admits(key, size: access.size) else { return }
    var rank = rank(frequency: 1, size: access.size, access)
    if declines {
      guard displace(for: access.size, rank: rank, evicted) else { return }
    } else {
      while capacity - used < access.size, let victim = heap.lowest() {
        clock = heap[victim].priority.rank
        heap.remove(victim)
        evicted(victim)
      }
      if !ranksFirst { rank = self.rank(frequency: 1, size: access.size, access) }
    }
    heap[key].frequency = 1
    heap[key].size = access.size
    heap[key].priority = HeapPriority(rank: rank, usedAt: now)
    heap.insert(key)
  }
}

extension GDSF {
  /// The priority of an entry used now; finite, so that the clock stays a number.
  private func rank(frequency: UInt32, size: UInt32, _ access: Access) -> Double {
    let cost = access.cost > 0 ? Double(min(access.cost, .greatestFiniteMagnitude)) : 0
    return clock + Double(frequency) * (fixedCost ?? cost) / Double(max(1, size))
  }

  /// Evicts the lowest priorities until a new entry fits, or nothing when its own would be among them.
  ///
  /// - Returns: whether the entry fits now.
  private mutating func displace(for size: UInt32, rank: Double, _ evicted: (UInt32) -> Void) -> Bool {
    var (first, last) = (UInt32.max, UInt32.max)
    var fits = true
    while capacity - used < size, let lowest = heap.lowest() {
      guard heap[lowest].priority.rank <= rank else {
        fits = false
        break
      }
      heap.remove(lowest)
      if first == .max { first = lowest } else { heap[last].slot = lowest }
      last = lowest
    }
    if fits && last != .max { clock = heap[last].priority.rank }
    while first != .max {
      let key = first
      first = heap[key].slot
      heap[key].slot = .max
      if fits {
        evicted(key)
      } else {
        heap.insert(key)
      }
    }
    return fits
  }
}

extension PolicyKind {
  /// Greedy-Dual-Size-Frequency.
  public static let gdsf = PolicyKind(
    "gdsf", GDSF.self, summary: "evicts the lowest of frequency times cost over size, plus a clock",
    source:
      "Cherkasova, Improving WWW proxies performance with Greedy-Dual-Size-Frequency caching policy, 1998",
    variants: [.published, .libcachesimRelease, .libcachesimCommit], parameters: [GDSF.declines])
}
