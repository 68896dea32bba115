import Simulation

/// Least hit density: evicts, among a random sample, the entry with the fewest expected hits per size and time.
///
/// Source: Beckmann, Chen, Cidon, "LHD: improving cache hit rate by maximizing hit density", NSDI 2018. The
/// densities come from the ages, in requests since the last use, at which entries of a class had a hit or left;
/// classes are formed by the last two hit ages; ages are coarsened so that few overflow; densities are fitted anew
/// from time to time to counts that fade by a tenth; and one request in 32 makes its entry an explorer, at most
/// for 1 % of the capacity, which outranks all others so that the densities of great ages are known.
///
/// The paper leaves open: 64 entries are sampled; there are 20,000 ages and 16 classes; the first densities are
/// (k + 1) / (16 (age + 1)) for class k; a fit comes every 65,536 requests, so that streams of that length
/// learn too, where the authors wait for 2^20; the unit of age is a power of two, set by the capacity at the
/// start and by the number of entries at a fit; an entry beyond the last age goes first; and one that is removed
/// or expires counts as evicted.
///
/// The `libcachesim` variant samples 8 entries with its generator and looks at up to 8 recently stored ones, keeps a
/// unit of 2^10 requests, has higher first densities and fits every 2^20 requests.
package struct LHD: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  package private(set) var used: UInt64 = 0

  private struct Item {
    var usedAt: UInt32 = 0
    var lastAge: UInt32 = 0
    var ageBefore: UInt32?
    var size: UInt32 = 0
    var klass: UInt8 = 0
    var isExplorer = false
  }

  private let items: UnsafeMutablePointer<Item>
  private var residents: ResidentList
  private var densities: HitDensities
  private let samples: Int
  private let period: Int

  private var clock: UInt32 = 0
  private var requestsSinceFit = 0
  private var explorerBudget: Int64

  private var draws = Draws()
  private let stream: RandomStream

  private let followsLibCacheSim: Bool
  private var recent = InlineArray<8, UInt32>(repeating: .max)
  private var recentCount = 0

  /// The smoothed rank of victims, below which a new entry becomes a recent one.
  private var victimRank: Float = 0

  /// Where the random numbers stand.
  private struct Draws {
    var count = 0
    var generator = CongruentialGenerator()
  }

  private static let explorerOdds: UInt64 = 32
  private static let lowest = -Float.greatestFiniteMagnitude

  static let samples = PolicyParameter(
    whole: "samples", default: 64, in: 1...1024, variants: [.libcachesim: 8], "entries drawn for an eviction")
  static let ages = PolicyParameter(
    whole: "ages", default: 20_000, in: 2...1_000_000, "units of age told apart")
  static let period = PolicyParameter(
    whole: "period", default: 65_536, in: 1...1e9, variants: [.libcachesim: 1_048_576],
    "requests from one fit of the densities to the next")
  static let explorers = PolicyParameter(
    "explorers", default: 0.01, in: 0...1, "largest share of the capacity for explorers")

  /// `true`.
  package static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    followsLibCacheSim = setup.variant.followsLibCacheSim
    items = .allocate(capacity: setup.keys)
    items.initialize(repeating: Item(), count: setup.keys)
    residents = ResidentList(keys: setup.keys)
    samples = Int(setup[Self.samples])
    period = max(1, Int(setup.requests(Self.period)))
    let ages = Int(setup[Self.ages])
    if followsLibCacheSim {
      // The power of two that is nearest in a sample.
      let shift = 10 - min(10, (max(1, setup.pace) * 2.0.squareRoot()).exponent)
      densities = HitDensities(ages: ages, shift: UInt32(shift), base: 17, scale: 1)
    } else {
      let shift = HitDensities.shift(entries: Double(min(capacity, UInt64(setup.keys))), ages: ages)
      densities = HitDensities(
        ages: ages, shift: shift, base: 1, scale: Float(HitDensities.classCount))
    }
    explorerBudget = Int64(min(Float(setup[Self.explorers]) * Float(capacity), 0x1p62))
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

  /// Counts the hit at the age of `key`, which begins anew.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    var item = items[Int(key)]
    let age = clock &- item.usedAt
    densities.recordHit(Int(item.klass), densities.age(age))
    if item.isExplorer { explorerBudget += Int64(item.size) }
    item.ageBefore = item.lastAge
    item.lastAge = age
    items[Int(key)] = item
    _ = use(key)
    closeRequest()
  }

  /// Evicts from samples until `key` fits, and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    guard admits(key, size: access.size) else { return }
    while capacity - used < access.size {
      let victim = next()
      draws = victim.draws
      victimRank = 0.9 * victimRank + (1 - 0.9) * victim.rank
      drop(victim.key)
      evicted(victim.key)
    }
    items[Int(key)] = Item(size: access.size)
    residents.append(key)
    used += UInt64(access.size)
    let explores = use(key)
    if followsLibCacheSim && !explores && rank(of: key) < victimRank {
      recent[recentCount % recent.count] = key
      recentCount += 1
    }
    closeRequest()
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }

  /// Returns the entry that the next sample evicts if the next request misses.
  package mutating func victim() -> UInt32? {
    count == 0 ? nil : next().key
  }
}

extension LHD {
  /// Begins an age of `key` and draws whether it explores.
  ///
  /// - Returns: whether the draw said so, budget or not.
  private mutating func use(_ key: UInt32) -> Bool {
    var item = items[Int(key)]
    item.usedAt = clock
    item.klass = UInt8(densities.klass(item.lastAge, item.ageBefore))
    var draws = draws
    let explores = draw(&draws) % Self.explorerOdds == 0
    self.draws = draws
    item.isExplorer = explores && explorerBudget > 0
    if item.isExplorer { explorerBudget -= Int64(item.size) }
    items[Int(key)] = item
    return explores
  }

  private mutating func drop(_ key: UInt32) {
    let item = items[Int(key)]
    densities.recordEviction(Int(item.klass), densities.age(clock &- item.usedAt))
    if item.isExplorer { explorerBudget += Int64(item.size) }
    residents.remove(key)
    used -= UInt64(item.size)
  }

  private mutating func closeRequest() {
    clock &+= 1
    requestsSinceFit += 1
    guard requestsSinceFit >= period else { return }
    requestsSinceFit = 0
    if !followsLibCacheSim && densities.coarsen(entries: Double(residents.count)) {
      for place in 0..<residents.count {
        let key = Int(residents[place])
        items[key].klass = UInt8(densities.klass(items[key].lastAge, items[key].ageBefore))
      }
    }
    densities.fit()
  }

  @inline(__always)
  private func rank(of key: UInt32) -> Float {
    let item = items[Int(key)]
    let age = densities.age(clock &- item.usedAt)
    if age == densities.ages - 1 { return Self.lowest }
    let density = densities.density(Int(item.klass), age) / Float(max(1, item.size))
    return item.isExplorer ? density + 1 : density
  }

  @inline(__always)
  private func draw(_ draws: inout Draws) -> UInt64 {
    if followsLibCacheSim { return draws.generator.next() }
    draws.count += 1
    return stream.bits(draws.count - 1)
  }

  /// Returns the next victim, its rank, and where the random numbers stand when it was found.
  private func next() -> (key: UInt32, rank: Float, draws: Draws) {
    var draws = draws
    var (victim, lowest) = (UInt32.max, Float.infinity)
    for _ in 0..<samples {
      let bits = draw(&draws)
      let place =
        followsLibCacheSim
        ? Int(bits % UInt64(residents.count))
        : Int(bits.multipliedFullWidth(by: UInt64(residents.count)).high)
      let rank = rank(of: residents[place])
      if rank < lowest { (victim, lowest) = (residents[place], rank) }
    }
    for slot in 0..<min(recentCount, recent.count) where residents.contains(recent[slot]) {
      let rank = rank(of: recent[slot])
      if rank < lowest { (victim, lowest) = (recent[slot], rank) }
    }
    return (victim, lowest, draws)
  }
}

extension PolicyKind {
  /// Least hit density.
  public static let lhd = PolicyKind(
    "lhd", LHD.self, summary: "evicts the fewest expected hits per size and time from a sample",
    source: "Beckmann, Chen, Cidon, LHD: improving cache hit rate by maximizing hit density, NSDI 2018",
    variants: [.published, .libcachesim], parameters: [LHD.samples, LHD.ages, LHD.period, LHD.explorers])
}
