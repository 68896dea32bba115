import Simulation

/// LeCaR: least recently and least frequently used each name a victim, and regret decides how often each is heard.
///
/// Source: Vietri, Rodriguez, Martinez, Lyons, Liu, Rangaswami, Zhao, Narasimhan, "Driving cache replacement with
/// ML-based LeCaR", HotStorage 2018: an expert is drawn by weight; a miss of an entry that one evicted t requests
/// ago raises the weight of the other by e^(λ d^t), with λ = .45 and d = .005^(1/N), N the entries of the cache.
///
/// The paper leaves open, and this follows what the authors' simulator does: each expert's history remembers half
/// of the capacity, an entry that returns from one keeps its frequency, a victim that both name goes into none and
/// needs no draw, and no weight falls below .01. Among equal frequencies the least recently used goes. With
/// unequal sizes histories are measured in bytes and N in entries of the mean resident size.
package struct LeCaR: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The sum of the sizes of the resident entries.
  package private(set) var used: UInt64 = 0

  /// The number of resident entries.
  package private(set) var count = 0

  /// The resident entries in order of use, and the histories; a key's tag is the number of its list plus one.
  private let entries: EntryTable

  /// The resident keys by frequency, then by last use; for a key of a history its frequency when it left.
  private var byFrequency: RankHeap
  private let uses: UnsafeMutablePointer<(frequency: UInt32, lastUse: UInt32)>

  private var historyBytes = InlineArray<4, UInt64>(repeating: 0)
  private let historyLimit: UInt64
  private let learningRate: Double
  private let logDiscount: Double

  /// The probability that least recently used chooses the victim.
  private var recencyWeight = 0.5

  private var clock: UInt32 = 0
  private var draws = 0
  private let coins: RandomStream

  private enum List {
    static let resident: UInt32 = 0
    static let byRecency: UInt32 = 1
    static let byFrequency: UInt32 = 2
  }

  static let learningRate = PolicyParameter(
    "learning_rate", default: 0.45, in: 0...10, "how much a regret changes the weights")
  static let discount = PolicyParameter(
    "discount", default: 0.005, in: 1e-9...1, "what a regret is worth after as many requests as entries")
  static let history = PolicyParameter(
    "history", default: 0.5, in: 0...8, "what each expert's history remembers, as a share of the capacity")

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    entries = EntryTable(keys: setup.keys, lists: 3)
    byFrequency = RankHeap(keys: setup.keys)
    uses = .allocate(capacity: setup.keys)
    uses.initialize(repeating: (frequency: 0, lastUse: 0), count: setup.keys)
    historyLimit = setup.share(Self.history)
    learningRate = setup[Self.learningRate]
    logDiscount = Transcendental.log(setup[Self.discount])
    coins = RandomStream(seed: setup.seed, replication: 0, purpose: .eviction)
  }

  deinit {
    uses.deallocate()
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    entries[key].tag == List.resident + 1
  }

  /// Makes `key` the newest entry, used once more.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    clock &+= 1
    entries.unlink(key)
    entries.pushNewest(key, on: List.resident)
    uses[Int(key)].frequency &+= 1
    uses[Int(key)].lastUse = clock
    byFrequency.update(key, rank: rank(of: key))
  }

  /// Learns from `key` if an expert evicted it, makes room and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    clock &+= 1
    var frequency: UInt32 = 1
    if entries[key].tag != 0 {
      frequency &+= uses[Int(key)].frequency
      learn(from: key)
      forget(key)
    }
    guard admits(key, size: access.size) else { return }
    while capacity - used < access.size { evict(evicted) }
    entries[key].size = access.size
    entries[key].tag = List.resident + 1
    entries.pushNewest(key, on: List.resident)
    uses[Int(key)] = (frequency: frequency, lastUse: clock)
    byFrequency.insert(key, rank: rank(of: key))
    used += UInt64(access.size)
    count += 1
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }
}

extension LeCaR {
  private func rank(of key: UInt32) -> UInt64 {
    UInt64(uses[Int(key)].frequency) << 32 | UInt64(uses[Int(key)].lastUse)
  }

  /// Returns the victim and the list of the expert that chose it, or `nil` for that where both did.
  private func choice() -> (key: UInt32, history: UInt32?) {
    let oldest = entries.oldest(of: List.resident)
    let rarest = byFrequency.first
    if oldest == rarest { return (oldest, nil) }
    return coins.uniform(draws) < recencyWeight ? (oldest, List.byRecency) : (rarest, List.byFrequency)
  }

  private mutating func evict(_ evicted: (UInt32) -> Void) {
    let (key, history) = choice()
    drop(key)
    if let history {
      draws += 1
      remember(key, in: history)
    }
    evicted(key)
  }

  private mutating func drop(_ key: UInt32) {
    entries.unlink(key)
    entries[key].tag = 0
    byFrequency.remove(key)
    used -= UInt64(entries[key].size)
    count -= 1
  }

  /// Puts an entry that has just been evicted into a history; its last use becomes the time it left.
  private mutating func remember(_ key: UInt32, in history: UInt32) {
    let size = UInt64(entries[key].size)
    guard size <= historyLimit else { return }
    while historyLimit - historyBytes[Int(history)] < size { forget(entries.oldest(of: history)) }
    uses[Int(key)].lastUse = clock
    entries[key].tag = history + 1
    entries.pushNewest(key, on: history)
    historyBytes[Int(history)] += size
  }

  private mutating func forget(_ key: UInt32) {
    historyBytes[Int(entries[key].tag) - 1] -= UInt64(entries[key].size)
    entries.unlink(key)
    entries[key].tag = 0
  }

  /// Raises the weight of the expert that would have kept `key`.
  private mutating func learn(from key: UInt32) {
    let entriesOfCache = entriesThatFit(capacity: capacity, used: used, count: count)
    let age = Double(clock &- uses[Int(key)].lastUse)
    let regret = entriesOfCache > 0 ? Transcendental.exp(age * logDiscount / entriesOfCache) : 0
    let gain = Transcendental.exp(learningRate * regret)
    let (recency, frequency) =
      entries[key].tag == List.byRecency + 1
      ? (recencyWeight, (1 - recencyWeight) * gain) : (recencyWeight * gain, 1 - recencyWeight)
    recencyWeight = min(max(recency / (recency + frequency), 0.01), 0.99)
  }
}

extension PolicyKind {
  /// LeCaR: recency and frequency, weighted by regret.
  public static let lecar = PolicyKind(
    "lecar", LeCaR.self, summary: "draws between least recently and least frequently used by learned weights",
    source: "Vietri et al., Driving cache replacement with ML-based LeCaR, HotStorage 2018",
    parameters: [LeCaR.learningRate, LeCaR.discount, LeCaR.history])
}
