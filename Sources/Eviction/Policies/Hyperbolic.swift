import Simulation

/// Hyperbolic caching: evicts, among a random sample, what was requested least per unit of time since it was stored.
///
/// Source: Blankstein, Sen, Freedman, "Hyperbolic caching: flexible caching for web applications", USENIX ATC 2017:
/// of 64 sampled entries the one with the lowest cost · frequency / age goes, where the age is counted in requests
/// since the entry was stored and the cost is what a hit saves, by its last request; sizes divide the priority, as
/// the paper proposes for unequal ones. It leaves open what comes of equal priorities: the first drawn goes.
///
/// The `libcachesim` variant takes no account of cost and size, and samples its hash table with its generator.
package struct Hyperbolic: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  package private(set) var used: UInt64 = 0

  private struct Item {
    var frequency: UInt32
    var storedAt: UInt32
    var size: UInt32
    var cost: Float
  }

  private let items: UnsafeMutablePointer<Item>
  private var residents: ResidentList
  private var clock: UInt32 = 0
  private let samples: Int
  private let countsSize: Bool

  private var draws: UInt64 = 0
  private let stream: RandomStream

  private let followsLibCacheSim: Bool
  private var table: BucketTable

  static let samples = PolicyParameter(
    whole: "samples", default: 64, in: 1...1024, "entries drawn for an eviction")
  static let bySize = PolicyParameter(
    whole: "by_size", default: 1, in: 0...1, "1 divides priorities by size, not in libcachesim")
  static let hashPower = PolicyParameter(
    whole: "hashpower", default: 4, in: 0...24, "the hash table of libcachesim begins with 2^this buckets")

  /// `.cost`: a hit that saves more counts more.
  package static var reads: AccessColumns { [.cost, .identity] }

  /// `true`.
  package static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    followsLibCacheSim = setup.variant.followsLibCacheSim
    items = .allocate(capacity: setup.keys)
    items.initialize(repeating: Item(frequency: 0, storedAt: 0, size: 0, cost: 0), count: setup.keys)
    residents = ResidentList(keys: setup.keys)
    table =
      followsLibCacheSim
      ? BucketTable(power: Int(setup[Self.hashPower]), setup: setup)
      : BucketTable(power: 0, setup: PolicySetup(capacity: 0, keys: 0))
    samples = Int(setup[Self.samples])
    countsSize = setup[Self.bySize] == 1
    stream = RandomStream(seed: setup.seed, replication: 0, purpose: .eviction)
  }

  deinit {
    items.deallocate()
  }

  /// The number of resident entries.
  package var count: Int { residents.count }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    residents.contains(key)
  }

  /// Counts the hit.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    clock &+= 1
    items[Int(key)].frequency &+= 1
    items[Int(key)].cost = access.cost
  }

  /// Evicts from samples until `key` fits, and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    clock &+= 1
    guard admits(key, size: access.size) else { return }
    while capacity - used < access.size {
      let victim = next(at: clock)
      draws = victim.draws
      drop(victim.key)
      evicted(victim.key)
    }
    items[Int(key)] = Item(frequency: 1, storedAt: clock, size: access.size, cost: access.cost)
    residents.append(key)
    if followsLibCacheSim { table.insert(key) }
    used += UInt64(access.size)
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }

  /// Returns the entry that the next sample evicts if the next request misses.
  package mutating func victim() -> UInt32? {
    count == 0 ? nil : next(at: clock &+ 1).key
  }
}

extension Hyperbolic {
  /// Returns the next victim at a time and the draws that were made when it was found.
  private func next(at now: UInt32) -> (key: UInt32, draws: UInt64) {
    var draws = draws
    var (victim, lowest) = (UInt32.max, Double.infinity)
    for _ in 0..<samples {
      let key = sample(after: &draws)
      let priority = priority(of: key, at: now)
      if priority < lowest || victim == .max { (victim, lowest) = (key, priority) }
    }
    return (victim, draws)
  }

  @inline(__always)
  private func sample(after draws: inout UInt64) -> UInt32 {
    if followsLibCacheSim { return table.sample(after: &draws) }
    let place = stream.integer(below: residents.count, Int(truncatingIfNeeded: draws))
    draws &+= 1
    return residents[place]
  }

  @inline(__always)
  private func priority(of key: UInt32, at now: UInt32) -> Double {
    let item = items[Int(key)]
    let age = Double(now &- item.storedAt)
    if followsLibCacheSim { return 1e8 * Double(item.frequency) / age }
    let worth = Double(item.cost) * Double(item.frequency) / age
    return countsSize ? worth / Double(item.size) : worth
  }

  private mutating func drop(_ key: UInt32) {
    residents.remove(key)
    if followsLibCacheSim { table.remove(key) }
    used -= UInt64(items[Int(key)].size)
  }
}

extension PolicyKind {
  /// Hyperbolic caching.
  public static let hyperbolic = PolicyKind(
    "hyperbolic", Hyperbolic.self, summary: "evicts the least requests per age, cost and size from a sample",
    source:
      "Blankstein, Sen, Freedman, Hyperbolic caching: flexible caching for web applications, USENIX ATC 2017",
    variants: [.published, .libcachesim],
    parameters: [Hyperbolic.samples, Hyperbolic.bySize, Hyperbolic.hashPower])
}
