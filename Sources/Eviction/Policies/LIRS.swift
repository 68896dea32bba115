/// LIRS: keeps what comes back after few other keys, judged by a stack that remembers evicted ones too.
///
/// Source: Jiang, Zhang, "LIRS: an efficient low inter-reference recency set replacement policy to improve buffer
/// cache performance", SIGMETRICS 2002, with 1 % of the capacity, at least one unit, for entries of high recency
/// (HIR). Any missed or hit entry becomes one of low recency (LIR) while those have room, as in the paper when the
/// cache starts. The stack is not bounded but by its pruning. With sizes, the share limits the LIR entries only:
/// an HIR entry has the rest, and when the queue is empty the lowest LIR entry gives way.
///
/// The `libcachesim` variant is in `LIRS+LibCacheSim.swift`.
package struct LIRS: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The stack S, newest on top; a tag is a set of ``Place`` bits, and the size is that of the key wherever it is.
  let stack: EntryTable

  /// The queue Q of resident HIR entries, and the evicted ones in the stack in order of eviction.
  let queues: EntryTable
  let followsLibCacheSim: Bool
  let recentLimit: UInt64
  let lastingLimit: UInt64

  /// The sums of the sizes of the HIR entries in the queue, the LIR entries, and all entries of the stack.
  var recentBytes: UInt64 = 0
  var lastingBytes: UInt64 = 0
  var stackBytes: UInt64 = 0
  var recentCount = 0
  var lastingCount = 0

  /// Where a key is, as bits of its tag. At most one of the first three, which say that it is in the stack.
  enum Place {
    static let lasting: UInt32 = 1
    static let recent: UInt32 = 2
    static let evicted: UInt32 = 4
    static let stack: UInt32 = 7
    static let queue: UInt32 = 8
    static let ghosts: UInt32 = 16
    static let resident: UInt32 = 11
  }

  /// The lists of ``queues``.
  enum List {
    static let recent: UInt32 = 0
    static let ghosts: UInt32 = 1
  }

  static let recentShare = PolicyParameter(
    "hir", default: 0.01, in: 0...1, "share of entries of high recency, at least one unit")

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    followsLibCacheSim = setup.variant.followsLibCacheSim
    recentLimit = max(1, setup.share(Self.recentShare))
    lastingLimit = capacity - min(capacity, recentLimit)
    stack = EntryTable(keys: setup.keys, lists: 1)
    queues = EntryTable(keys: setup.keys, lists: 2)
  }

  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { recentBytes + lastingBytes }

  /// The number of resident entries.
  package var count: Int { recentCount + lastingCount }

  /// Loads the entries of `key` early.
  package func prefetch(_ key: UInt32) {
    stack.prefetch(key)
    queues.prefetch(key)
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    stack[key].tag & Place.resident != 0
  }

  /// Returns whether `size` fits, in the `libcachesim` variant into both parts of the cache unless remembered.
  package func admits(_ key: UInt32, size: UInt32) -> Bool {
    guard followsLibCacheSim && stack[key].tag == 0 else { return UInt64(size) <= capacity }
    return UInt64(size) <= min(lastingLimit, recentLimit, capacity)
  }

  /// Puts `key` on top of the stack; an HIR entry that was in the stack becomes a LIR entry.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    guard !followsLibCacheSim else { return hitAsLibCacheSim(key, evicted) }
    let place = stack[key].tag
    if place & Place.lasting != 0 {
      stack.unlink(key)
      stack.pushNewest(key, on: 0)
      prune()
      return
    }
    dequeue(key)
    if place & Place.stack != 0 { leaveStack(key) }
    enter(key, wasInStack: place & Place.stack != 0)
  }

  /// Makes room, and stores `key`: as a LIR entry if the stack knows it, else as an HIR entry.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    guard !followsLibCacheSim else { return insertAsLibCacheSim(key, access, evicted) }
    let wasInStack = stack[key].tag != 0
    if wasInStack { leaveStack(key) }
    guard admits(key, size: access.size) else {
      prune()
      return
    }
    while capacity - used < access.size {
      if recentCount == 0 { demoteLowest() }
      let victim = queues.oldest(of: List.recent)
      dequeue(victim)
      if stack[victim].tag != 0 { stack[victim].tag = Place.evicted }
      evicted(victim)
    }
    stack[key].size = access.size
    enter(key, wasInStack: wasInStack)
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    let place = stack[key].tag
    guard place & Place.resident != 0 else { return false }
    if place & Place.queue != 0 { dequeue(key) }
    if place & Place.lasting != 0 {
      lastingBytes -= UInt64(stack[key].size)
      lastingCount -= 1
    }
    if place & Place.stack != 0 { leaveStack(key) }
    if followsLibCacheSim { pruneKeepingTop() } else { prune() }
    return true
  }
}

extension LIRS {
  /// Puts a key that is nowhere on top of the stack, as a LIR entry if it was in the stack or LIR entries have room.
  private mutating func enter(_ key: UInt32, wasInStack: Bool) {
    let size = UInt64(stack[key].size)
    let isLasting = wasInStack || lastingBytes + size <= lastingLimit
    pushOnStack(key, as: isLasting ? Place.lasting : Place.recent)
    if isLasting {
      lastingBytes += size
      lastingCount += 1
      while lastingBytes > lastingLimit { demoteLowest() }
    } else {
      enqueue(key)
    }
    prune()
  }

  /// Turns the lowest LIR entry of the stack into the newest HIR entry of the queue.
  private mutating func demoteLowest() {
    prune()
    let lowest = stack.oldest(of: 0)
    leaveStack(lowest)
    lastingBytes -= UInt64(stack[lowest].size)
    lastingCount -= 1
    enqueue(lowest)
    prune()
  }

  /// Takes entries off the bottom of the stack until a LIR entry is there, or the stack is empty.
  private mutating func prune() {
    while true {
      let lowest = stack.oldest(of: 0)
      if stack.isEmpty(0) || stack[lowest].tag & Place.lasting != 0 { return }
      leaveStack(lowest)
    }
  }

  mutating func pushOnStack(_ key: UInt32, as place: UInt32) {
    stack[key].tag |= place
    stack.pushNewest(key, on: 0)
    stackBytes += UInt64(stack[key].size)
  }

  mutating func leaveStack(_ key: UInt32) {
    stack[key].tag &= ~Place.stack
    stack.unlink(key)
    stackBytes -= UInt64(stack[key].size)
  }

  mutating func enqueue(_ key: UInt32) {
    stack[key].tag |= Place.queue
    queues.pushNewest(key, on: List.recent)
    recentBytes += UInt64(stack[key].size)
    recentCount += 1
  }

  mutating func dequeue(_ key: UInt32) {
    stack[key].tag &= ~Place.queue
    queues.unlink(key)
    recentBytes -= UInt64(stack[key].size)
    recentCount -= 1
  }
}

extension PolicyKind {
  /// Low inter-reference recency set.
  public static let lirs = PolicyKind(
    "lirs", LIRS.self, summary: "keeps what comes back after few other keys, remembering evicted ones",
    source: "Jiang, Zhang, LIRS: an efficient low inter-reference recency set replacement, SIGMETRICS 2002",
    variants: [.published, .libcachesim], parameters: [LIRS.recentShare],
    smallestPart: LIRS.recentShare)
}
