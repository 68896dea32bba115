/// Belady-Size: evicts the entry with the largest product of size and time to its next request, and reads the future
/// for it.
///
/// Source: the offline heuristic of that name in Berger, Beckmann, Harchol-Balter, "Practical bounds on optimal
/// caching with variable object sizes", POMACS 2018. What is never requested again goes first; equal products go by
/// size, then by the lower key. A missed entry that fits is always stored in the `published` variant; `bypass`, the
/// default, declines one whose product is larger than that of all residents.
///
/// What it bounds: with equal sizes it is ``Belady`` of the same variant, so that no policy misses less than `bypass`.
/// With unequal sizes the optimum is NP-hard; this is one feasible schedule, a heuristic: the optimum misses at most
/// as often, what an online policy misses more than it is head-room at least, and a policy may miss less.
///
/// The `libcachesim` variant takes the best of 128 samples from its hash table; it does not store, and removes at
/// a hit, what is never requested again.
package struct BeladySize: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  package private(set) var used: UInt64 = 0

  /// The number of resident entries.
  package private(set) var count = 0

  private let items: UnsafeMutablePointer<(size: UInt32, next: UInt32, isResident: Bool)>

  /// The index of the request at hand, taken from the entries' next requests where they tell it.
  private var now: UInt64 = 0
  private var hasBegun = false

  private let tournament: KineticTournament

  private let followsLibCacheSim: Bool
  private let declines: Bool
  private let samples: Int
  private var table: BucketTable
  private var draws: UInt64 = 0

  static let samples = PolicyParameter(
    whole: "samples", default: 128, in: 1...4096, "entries that libcachesim draws for an eviction")
  static let hashPower = PolicyParameter(
    whole: "hashpower", default: 4, in: 0...24, "the hash table of libcachesim begins with 2^this buckets")

  /// `.future`: the next request to every resident key decides.
  package static var reads: AccessColumns { .future }

  /// `true`.
  package static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    followsLibCacheSim = setup.variant.followsLibCacheSim
    declines = setup.variant == .bypass
    items = .allocate(capacity: setup.keys)
    items.initialize(repeating: (size: 0, next: 0, isResident: false), count: setup.keys)
    samples = Int(setup[Self.samples])
    tournament = KineticTournament(keys: followsLibCacheSim ? 0 : setup.keys)
    table =
      followsLibCacheSim
      ? BucketTable(power: Int(setup[Self.hashPower]), setup: setup)
      : BucketTable(power: 0, setup: PolicySetup(capacity: 0, keys: 0))
  }

  deinit {
    items.deallocate()
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    items[Int(key)].isResident
  }

  /// Takes note of the next request to `key`.
  ///
  /// - Complexity: O(log keys).
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let expected = items[Int(key)].next
    advance()
    if expected != .max { now = max(now, UInt64(expected)) }
    if followsLibCacheSim && access.next == .max {
      drop(key)
    } else {
      items[Int(key)].next = access.next
      if !followsLibCacheSim { tournament.set(key, size: items[Int(key)].size, next: access.next, at: now) }
    }
  }

  /// Evicts by size and next request until `key` fits, and stores it unless it is declined.
  ///
  /// - Complexity: O(log² keys) amortised for each victim.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    advance()
    guard admits(key, size: access.size) else { return }
    if declines, capacity - used < access.size, let first = next(at: now)?.key, isWorse(access, than: first) {
      return
    }
    while capacity - used < access.size, let victim = next(at: now) {
      draws = victim.draws
      drop(victim.key)
      evicted(victim.key)
    }
    if followsLibCacheSim && access.next == .max { return }
    items[Int(key)] = (size: access.size, next: access.next, isResident: true)
    if followsLibCacheSim {
      table.insert(key)
    } else {
      tournament.set(key, size: access.size, next: access.next, at: now)
    }
    used += UInt64(access.size)
    count += 1
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }

  /// Returns the entry that the next request evicts if it misses.
  package mutating func victim() -> UInt32? {
    count == 0 ? nil : next(at: hasBegun ? now + 1 : now)?.key
  }
}

extension BeladySize {
  private mutating func advance() {
    if hasBegun { now += 1 }
    hasBegun = true
  }

  /// Whether an entry to store is worth less than the resident `key`.
  private func isWorse(_ access: Access, than key: UInt32) -> Bool {
    let (size, next) = (items[Int(key)].size, items[Int(key)].next)
    if access.next == .max || next == .max { return next != .max }
    let own = Int128(access.size) * (Int128(access.next) - Int128(now))
    return own > Int128(size) * (Int128(next) - Int128(now))
  }

  /// Returns the next victim and the draws that were made when it was found.
  private func next(at now: UInt64) -> (key: UInt32, draws: UInt64)? {
    var draws = draws
    guard followsLibCacheSim else { return tournament.winner(at: now).map { ($0, draws) } }
    var (victim, largest) = (UInt32.max, Int64(-1))
    for _ in 0..<samples {
      let key = table.sample(after: &draws)
      let item = items[Int(key)]
      let distance = Int64(item.next) - Int64(clamping: now)
      let value = max(0, Int64(item.size) &* distance)
      if value > largest { (victim, largest) = (key, value) }
    }
    return (victim, draws)
  }

  private mutating func drop(_ key: UInt32) {
    items[Int(key)].isResident = false
    if followsLibCacheSim { table.remove(key) } else { tournament.clear(key, at: now) }
    used -= UInt64(items[Int(key)].size)
    count -= 1
  }
}

extension PolicyKind {
  /// Belady-Size, a bound.
  public static let beladysize = PolicyKind(
    "beladysize", BeladySize.self,
    summary:
      "evicts the largest size times time to next request, or by bypass stores none such; knows the future",
    source:
      "Berger, Beckmann, Harchol-Balter, Practical bounds on optimal caching with variable object sizes, POMACS 2018",
    isBound: true, variants: [.bypass, .published, .libcachesim],
    parameters: [BeladySize.samples, BeladySize.hashPower])
}
