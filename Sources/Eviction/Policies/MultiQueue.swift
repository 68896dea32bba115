internal import CProcessor

/// MQ: LRU queues for frequencies, from which entries sink that are not used for a lifetime.
///
/// Source: Zhou, Philbin, Li, "The multi-queue replacement algorithm for second level buffer caches", USENIX ATC
/// 2001. An entry of frequency f belongs into queue log2 f, at most the last; the history queue Qout remembers
/// frequencies of evicted keys, here of so many that their sizes add up to a multiple of the capacity.
///
/// The paper takes the lifetime from the trace: the distance between two requests to a block that is counted most.
/// That distance is long in its caches of second level, but short where every request is seen, and would make this
/// LRU. Here the lifetime is a multiple of the number of resident entries, at the time when it begins.
package struct MultiQueue: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  package private(set) var used: UInt64 = 0

  /// The number of resident entries.
  package private(set) var count = 0

  /// The queues, lowest first, then Qout; a tag is the number of a list plus one, and above it a frequency.
  private let entries: EntryTable

  /// The number of the request after which each resident entry sinks.
  private let expires: UnsafeMutablePointer<UInt64>
  private let queues: UInt32
  private var ghosts: GhostQueue

  /// One bit for each queue that has an entry.
  private var occupied: UInt32 = 0
  private let lifetimePerEntry: Double
  private var now: UInt64 = 0

  private static let placeBits: UInt32 = 5
  private static let placeMask: UInt32 = 31
  private static let mostFrequent: UInt32 = .max >> placeBits

  static let queues = PolicyParameter(whole: "queues", default: 8, in: 1...16, "LRU queues")
  static let lifetime = PolicyParameter(
    "lifetime", default: 5, in: 0...1_000_000,
    "requests without use after which an entry sinks by a queue, per resident entry")
  static let ghost = PolicyParameter(
    "ghost", default: 4, in: 0...64, "what Qout remembers, as a multiple of the capacity")

  /// `true`: the next victim is the oldest of the lowest queue.
  package static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    queues = UInt32(setup[Self.queues])
    lifetimePerEntry = setup[Self.lifetime]
    ghosts = GhostQueue(list: queues, target: setup.share(Self.ghost))
    entries = EntryTable(keys: setup.keys, lists: Int(queues) + 1)
    expires = .allocate(capacity: setup.keys)
    expires.initialize(repeating: 0, count: setup.keys)
  }

  deinit {
    expires.deallocate()
  }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    entries.prefetch(key)
    processor_prefetch(expires + Int(key))
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    (entries[key].tag & Self.placeMask) &- 1 < queues
  }

  /// Counts the hit and makes `key` the newest of the queue of its frequency.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    leave(key)
    enter(key, frequency: frequency(of: key) + 1)
    sinkExpired()
  }

  /// Evicts from the lowest queue until `key` fits, and stores it with the frequency that is remembered, plus 1.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    guard admits(key, size: size) else {
      if entries[key].tag != 0 { ghosts.forget(key, in: entries) }
      sinkExpired()
      return
    }
    while capacity - used < size, let victim = victim() {
      drop(victim)
      ghosts.remember(victim, as: entries[victim].tag & ~Self.placeMask | (queues + 1), in: entries)
      evicted(victim)
    }
    // Looked up only now, as in the paper: Qout may have forgotten the key for the last victim.
    let remembered = entries[key].tag == 0 ? 0 : frequency(of: key)
    if entries[key].tag != 0 { ghosts.forget(key, in: entries) }
    entries[key].size = size
    used += UInt64(size)
    count += 1
    enter(key, frequency: remembered + 1)
    sinkExpired()
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    entries[key].tag = 0
    return true
  }

  /// Returns the oldest entry of the lowest queue that has one.
  package mutating func victim() -> UInt32? {
    occupied == 0 ? nil : entries.oldest(of: UInt32(occupied.trailingZeroBitCount))
  }
}

extension MultiQueue {
  @inline(__always)
  private func frequency(of key: UInt32) -> UInt32 {
    entries[key].tag >> Self.placeBits
  }

  /// Puts `key`, used now, into the queue of its frequency.
  private mutating func enter(_ key: UInt32, frequency: UInt32) {
    let frequency = min(frequency, Self.mostFrequent)
    let level = min(UInt32(31 - frequency.leadingZeroBitCount), queues - 1)
    entries[key].tag = frequency << Self.placeBits | (level + 1)
    entries.pushNewest(key, on: level)
    occupied |= 1 << level
    expires[Int(key)] = now + lifetime
  }

  private mutating func leave(_ key: UInt32) {
    let level = entries[key].tag & Self.placeMask - 1
    entries.unlink(key)
    if entries.isEmpty(level) { occupied &= ~(1 << level) }
  }

  /// Ends a request: the oldest entry of each queue whose time is over goes to the newest end of the one below.
  private mutating func sinkExpired() {
    now += 1
    var left = occupied & ~1
    while left != 0 {
      let level = UInt32(left.trailingZeroBitCount)
      left &= left - 1
      let oldest = entries.oldest(of: level)
      guard expires[Int(oldest)] < now else { continue }
      leave(oldest)
      entries[oldest].tag -= 1
      entries.pushNewest(oldest, on: level - 1)
      occupied |= 1 << (level - 1)
      expires[Int(oldest)] = now + lifetime
    }
  }

  private var lifetime: UInt64 {
    UInt64(lifetimePerEntry * Double(count))
  }

  private mutating func drop(_ key: UInt32) {
    leave(key)
    used -= UInt64(entries[key].size)
    count -= 1
  }
}

extension PolicyKind {
  /// The multi-queue algorithm.
  public static let mq = PolicyKind(
    "mq", MultiQueue.self, summary: "keeps queues by frequency, from which entries sink that are not used",
    source: "Zhou, Philbin, Li, The multi-queue replacement algorithm, USENIX ATC 2001",
    parameters: [MultiQueue.queues, MultiQueue.lifetime, MultiQueue.ghost])
}
