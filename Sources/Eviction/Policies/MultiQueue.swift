/// MQ: LRU queues for frequencies, from which entries sink that are not used for a lifetime.
///
/// Source: Zhou, Philbin, Li, "The multi-queue replacement algorithm for second level buffer caches", USENIX ATC
/// 2001. An entry of frequency f belongs into queue log2 f, at most the last; the history queue Qout remembers
/// frequencies of evicted keys, here of so many that their sizes add up to a multiple of the capacity.
///
/// The paper sets the lifetime to the temporal distance at which its traces peak. Unless stated it is measured
/// here: distances of requests to known keys are counted by powers of two, and the lifetime is the upper end of the
/// power counted most.
public struct MultiQueue: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  public let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  public private(set) var used: UInt64 = 0

  /// The number of resident entries.
  public private(set) var count = 0

  /// The queues, lowest first, then Qout; a tag is the number of a list plus one, and above it a frequency.
  private let entries: EntryTable

  /// The number of the last request to each key, and of the request after which it sinks.
  private let times: UnsafeMutablePointer<(used: UInt64, expires: UInt64)>
  private let queues: UInt32
  private let ghostTarget: UInt64
  private var ghostBytes: UInt64 = 0

  /// One bit for each queue that has an entry.
  private var occupied: UInt32 = 0
  private var distances = InlineArray<64, UInt64>(repeating: 0)
  private var peak = 0
  private let statedLifetime: UInt64
  private var now: UInt64 = 0

  private static let placeBits: UInt32 = 5
  private static let placeMask: UInt32 = 31
  private static let mostFrequent: UInt32 = .max >> placeBits

  static let queues = PolicyParameter(whole: "queues", default: 8, in: 1...16, "LRU queues")
  static let lifetime = PolicyParameter(
    whole: "lifetime", default: 0, in: 0...4_294_967_295,
    "requests without use after which an entry sinks by a queue; 0 measures them")
  static let ghost = PolicyParameter(
    "ghost", default: 4, in: 0...64, "what Qout remembers, as a multiple of the capacity")

  /// `true`: the next victim is the oldest of the lowest queue.
  public static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  public init(_ setup: PolicySetup) {
    capacity = setup.capacity
    queues = UInt32(setup[Self.queues])
    statedLifetime = UInt64(setup[Self.lifetime])
    ghostTarget = setup.share(Self.ghost)
    entries = EntryTable(keys: setup.keys, lists: Int(queues) + 1)
    times = .allocate(capacity: setup.keys)
    times.initialize(repeating: (used: 0, expires: 0), count: setup.keys)
  }

  deinit {
    times.deallocate()
  }

  /// Returns whether `key` is resident.
  public func contains(_ key: UInt32) -> Bool {
    (entries[key].tag & Self.placeMask) &- 1 < queues
  }

  /// Counts the hit and makes `key` the newest of the queue of its frequency.
  public mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    leave(key)
    enter(key, frequency: frequency(of: key) + 1)
    sinkExpired()
  }

  /// Evicts from the lowest queue until `key` fits, and stores it with the frequency that is remembered, plus 1.
  public mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    guard admits(key, size: size) else {
      if entries[key].tag != 0 { forget(key) }
      sinkExpired()
      return
    }
    while capacity - used < size, let victim = victim() {
      drop(victim)
      remember(victim)
      evicted(victim)
    }
    // Looked up only now, as in the paper: Qout may have forgotten the key for the last victim.
    let remembered = entries[key].tag == 0 ? 0 : frequency(of: key)
    if entries[key].tag != 0 { forget(key) } else { times[Int(key)].used = 0 }
    entries[key].size = size
    enter(key, frequency: remembered + 1)
    used += UInt64(size)
    count += 1
    sinkExpired()
  }

  /// Takes `key` out and returns whether it was resident.
  public mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    entries[key].tag = 0
    return true
  }

  /// Returns the oldest entry of the lowest queue that has one.
  public mutating func victim() -> UInt32? {
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
    let last = times[Int(key)].used
    let moment = now + 1
    if last != 0 { note(distance: moment - last) }
    let level = min(UInt32(31 - frequency.leadingZeroBitCount), queues - 1)
    entries[key].tag = frequency << Self.placeBits | (level + 1)
    entries.pushNewest(key, on: level)
    occupied |= 1 << level
    times[Int(key)] = (used: moment, expires: now + lifetime)
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
      guard times[Int(oldest)].expires < now else { continue }
      leave(oldest)
      entries[oldest].tag -= 1
      entries.pushNewest(oldest, on: level - 1)
      occupied |= 1 << (level - 1)
      times[Int(oldest)].expires = now + lifetime
    }
  }

  private var lifetime: UInt64 {
    statedLifetime != 0 ? statedLifetime : 2 << UInt64(peak)
  }

  /// Counts a distance between two requests to a key; among powers counted as often, the first to be stays.
  private mutating func note(distance: UInt64) {
    let power = 63 - distance.leadingZeroBitCount
    distances[power] += 1
    if distances[power] > distances[peak] { peak = power }
  }

  private mutating func drop(_ key: UInt32) {
    leave(key)
    used -= UInt64(entries[key].size)
    count -= 1
  }

  private mutating func remember(_ key: UInt32) {
    let size = UInt64(entries[key].size)
    guard size <= ghostTarget else {
      entries[key].tag = 0
      return
    }
    while ghostTarget - ghostBytes < size {
      forget(entries.oldest(of: queues))
    }
    entries[key].tag = entries[key].tag & ~Self.placeMask | (queues + 1)
    entries.pushNewest(key, on: queues)
    ghostBytes += size
  }

  private mutating func forget(_ key: UInt32) {
    entries.unlink(key)
    entries[key].tag = 0
    ghostBytes -= UInt64(entries[key].size)
  }
}

extension PolicyKind {
  /// The multi-queue algorithm.
  public static let mq = PolicyKind(
    "mq", MultiQueue.self, summary: "keeps queues by frequency, from which entries sink that are not used",
    source: "Zhou, Philbin, Li, The multi-queue replacement algorithm, USENIX ATC 2001",
    parameters: [MultiQueue.queues, MultiQueue.lifetime, MultiQueue.ghost])
}
