/// W-TinyLFU: a small LRU window takes every entry, and what it evicts must be requested more often than the main
/// cache's own victim to be kept.
///
/// Source: Einziger, Friedman, Manes, "TinyLFU: a highly efficient cache admission policy", ACM Transactions on
/// Storage, 2017: a window of 1 %, a segmented LRU with 80 % protected, and counts of the last 10 requests an
/// entry in a ``FrequencySketch``, halved when the sample is full. At equal counts the main cache keeps its own.
///
/// The `adaptive` variant moves the border between window and main cache by hill climbing: Einziger, Eytan,
/// Friedman, Manes, "Adaptive software cache management", Middleware 2018, with the numbers that Caffeine
/// documents: after each sample of 10 requests an entry a step of 6.25 % of the capacity, on in the same direction
/// while the hit rate does not fall and back when it does, each step .98 of the one before, a full step again
/// when the hit rate changed by 5 points. The border moves at once and the entries follow as they are evicted;
/// the window stays between 1 unit and 80 % of the capacity.
///
/// The papers leave open: nothing is evicted while the cache as a whole has room, so that the main cache borrows
/// what the window does not use and gives it back without a contest. With unequal sizes a candidate wins against
/// all the victims that it needs room from together, when its count is above the sum of theirs (aggregated
/// victims: Einziger, Eytan, Friedman, Manes, "Lightweight robust size aware cache management", ACM Transactions
/// on Storage, 2022); an entry larger than the window is such a candidate at once; one larger than the protected
/// segment stays out of it; and a sample is counted in entries of the mean resident size.
///
/// The `libcachesim` variants count in a counting Bloom filter of 32-bit counters, only hits in the main cache
/// and moves, let the window grow into all free space, and evict by rules of their own; larger entries than the
/// window are declined, so that a cache below 100 units stores nothing. In the release one candidate that wins
/// ends an eviction; in the commit only one that loses does.
package struct WTinyLFU: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The number of resident entries.
  package internal(set) var count = 0

  /// One list per segment; a resident key's tag is the number of its list plus one.
  let entries: EntryTable
  var windowBytes: UInt64 = 0
  var probationBytes: UInt64 = 0
  var protectedBytes: UInt64 = 0

  /// What the segments may hold; in the published variants the probationary one has no limit of its own.
  var windowLimit: UInt64
  let probationLimit: UInt64
  var protectedLimit: UInt64

  /// The counts of the published variants.
  var sketch: FrequencySketch
  let sample: Double

  /// The hill climber of the adaptive variant.
  var climber: WindowClimber?
  let protectedShare: Double

  /// The counts of the `libcachesim` variant, and its hits in the main cache since they were halved.
  let followsLibCacheSim: Bool

  /// Whether an eviction call ends with the first candidate that wins, as in the release, or goes on.
  let endsWithWinner: Bool
  var filter: CountingBloomFilter
  var mainHits: UInt64 = 0

  enum List {
    static let window: UInt32 = 0
    static let probation: UInt32 = 1
    static let protected: UInt32 = 2
  }

  static let window = PolicyParameter(
    "window", default: 0.01, in: 0...1, "share of the window, at the start where it adapts")
  static let protected = PolicyParameter(
    "protected", default: 0.8, in: 0...1, "share of the main cache that is protected, not in libcachesim")
  static let sample = PolicyParameter(
    "sample", default: 10, in: 1...1000, "requests an entry before counts are halved, not in libcachesim")
  static let counters = PolicyParameter(
    whole: "counters", default: 16, in: 1...256, "four-bit counters an entry, not in libcachesim")
  static let doorkeeper = PolicyParameter(
    whole: "doorkeeper", default: 0, in: 0...1,
    "1 counts first requests in a Bloom filter, not in libcachesim")

  /// The keys behind the dense ones, which the `libcachesim` variant hashes.
  package static var reads: AccessColumns { .identity }

  /// The `libcachesim` variants hash keys when they come; the sketch of the others is made for the number of all keys.
  package static func learnsKeys(_ variant: PolicyVariant) -> Bool { variant.followsLibCacheSim }

  /// Hashes keys for the filter of the `libcachesim` variant.
  package mutating func learn(_ identities: Span<UInt64>, from first: Int) {
    if followsLibCacheSim { filter.learn(identities, from: first) }
  }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    followsLibCacheSim = setup.variant.followsLibCacheSim
    endsWithWinner = setup.variant != .libcachesimCommit
    entries = EntryTable(keys: setup.keys, lists: 3)
    let window = min(capacity, setup.share(Self.window))
    sample = setup[Self.sample]
    protectedShare = setup[Self.protected]
    if followsLibCacheSim {
      windowLimit = window
      let main = capacity - window
      probationLimit = UInt64((1.0 / 5.0) * Double(main))
      protectedLimit = UInt64(min((4.0 / 5.0) * Double(main), 0x1p63))
      filter = CountingBloomFilter(entries: main, setup: setup)
      sketch = FrequencySketch(entries: 0)
    } else {
      windowLimit = min(capacity, max(1, window))
      probationLimit = .max
      protectedLimit = Self.share(protectedShare, of: capacity - windowLimit)
      filter = CountingBloomFilter(entries: 0, setup: PolicySetup(capacity: 0, keys: 0))
      sketch = FrequencySketch(
        entries: Int(min(capacity, UInt64(setup.keys))), counters: Int(setup[Self.counters]),
        hasDoorkeeper: setup[Self.doorkeeper] == 1)
      if setup.variant == .adaptive {
        climber = WindowClimber(window: Double(windowLimit), capacity: Double(capacity))
      }
    }
  }

  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { windowBytes + probationBytes + protectedBytes }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    entries[key].tag != 0
  }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    entries.prefetch(key)
  }

  /// Reads the counters of `keys` early.
  @inline(__always)
  package mutating func anticipate(_ keys: Span<UInt32>) {
    if followsLibCacheSim { filter.touch(keys) } else { sketch.touch(keys) }
  }

  /// Returns whether `size` fits the window, or in the published variants wins a place in the main cache.
  ///
  /// - Complexity: O(victims) for an entry larger than the window.
  package func admits(_ key: UInt32, size: UInt32) -> Bool {
    let size = UInt64(size)
    if size <= windowLimit { return !followsLibCacheSim || size <= probationLimit }
    if followsLibCacheSim || size > capacity - windowBytes { return false }
    return sketch.afterRecording(key) { winsMain(key, size: size, limit: capacity - windowBytes) }
  }

  /// Counts the request and makes `key` newer in its segment, or moves it up.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    if followsLibCacheSim { hitAsLibCacheSim(key, evicted) } else { hitAsPublished(key) }
  }

  /// Counts the request, makes room and stores `key` in the window unless it has no place.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    if followsLibCacheSim {
      insertAsLibCacheSim(key, size: access.size, evicted)
    } else {
      insertAsPublished(key, size: access.size, evicted)
    }
  }

  /// Takes `key` out and returns whether it was resident; its count stays.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    detach(key)
    entries[key].tag = 0
    count -= 1
    return true
  }
}

extension WTinyLFU {
  static func share(_ share: Double, of bytes: UInt64) -> UInt64 {
    UInt64(min(share * Double(bytes), 0x1p63))
  }

  /// The list from which the main cache evicts next.
  @inline(__always)
  var victimList: UInt32 {
    entries.isEmpty(List.probation) ? List.protected : List.probation
  }

  /// Takes `key` out of its list.
  @inline(__always)
  mutating func detach(_ key: UInt32) {
    let size = UInt64(entries[key].size)
    switch entries[key].tag {
    case List.window + 1: windowBytes -= size
    case List.probation + 1: probationBytes -= size
    default: protectedBytes -= size
    }
    entries.unlink(key)
  }

  /// Puts `key`, which is in no list and has its size, at the newest end of `list`.
  @inline(__always)
  mutating func attach(_ key: UInt32, to list: UInt32) {
    let size = UInt64(entries[key].size)
    switch list {
    case List.window: windowBytes += size
    case List.probation: probationBytes += size
    default: protectedBytes += size
    }
    entries[key].tag = list + 1
    entries.pushNewest(key, on: list)
  }

  @inline(__always)
  mutating func evict(_ key: UInt32, _ evicted: (UInt32) -> Void) {
    detach(key)
    entries[key].tag = 0
    count -= 1
    evicted(key)
  }

  @inline(__always)
  mutating func evictMain(_ evicted: (UInt32) -> Void) {
    evict(entries.oldest(of: victimList), evicted)
  }
}

extension PolicyKind {
  /// W-TinyLFU: window, main cache and admission by frequency.
  public static let wtinylfu = PolicyKind(
    "wtinylfu", WTinyLFU.self,
    summary: "admits to its main cache what is requested more often than the victim",
    source:
      "Einziger, Friedman, Manes, TinyLFU: a highly efficient cache admission policy, ACM TOS 2017; adaptive:"
      + " Einziger, Eytan, Friedman, Manes, Adaptive software cache management, Middleware 2018",
    variants: [.published, .adaptive, .libcachesimRelease, .libcachesimCommit],
    parameters: [
      WTinyLFU.window, WTinyLFU.protected, WTinyLFU.sample, WTinyLFU.counters, WTinyLFU.doorkeeper,
    ], smallestPart: WTinyLFU.window)
}
