import Simulation

/// Cacheus: a scan-resistant LRU and a churn-resistant LFU each name a victim, weighted by regret at a learning
/// rate that adapts.
///
/// Source: Rodriguez, Yusuf, Lyons, Paz, Rangaswami, Liu, Zhao, Narasimhan, "Learning cache replacement with
/// Cacheus", FAST 2021. SR-LRU keeps what was used again (R) apart from what was not (SR) and evicts the oldest of
/// SR; what R has no room for is demoted to SR. A hit on a demoted entry makes R larger, by the number of new
/// entries in the history over that of demoted entries, at least 1; a miss of an entry that left SR without a hit
/// makes SR larger, by the inverse. CR-LFU evicts the least frequently used, among equals the most recent. A miss of
/// an entry that one expert evicted takes its weight times e^-λ. λ starts at √(2 ln 2 / N), N the entries of the
/// cache, and after every N requests it moves on while the hit rate follows its moves, and back when it does not.
///
/// The paper leaves open, and this follows what the authors' simulator does: SR starts with 1 % of the capacity;
/// each history remembers half of it; an entry that returns from one keeps its frequency and goes to R; a victim
/// that both name goes into none and needs no draw; weights stay within .01 and .99 and λ within .001 and 1; λ and
/// hit rates are compared in thousandths; where λ did not move and the hit rate fell, λ is multiplied by 1.25 or
/// .75 at random (.9 at its upper end, .005 at its lower); and after ten periods with a falling or no hit rate, λ
/// is as at the start. Periods begin with the first eviction, before which there is nothing to learn. With unequal
/// sizes a segment moves by the size of the entry times the number above, an entry larger than R stays in SR,
/// histories are measured in bytes, and N is counted in entries of the mean resident size.
package struct Cacheus: ReplacementPolicy, ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package let capacity: UInt64

  /// The number of resident entries.
  package private(set) var count = 0

  /// SR, R and the histories of the experts; a tag is the number of the list plus one and the two marks.
  private let entries: EntryTable
  private var bytes = InlineArray<4, UInt64>(repeating: 0)

  /// The most that R holds; SR has the rest.
  private var reusedLimit: UInt64
  private let historyLimit: UInt64

  /// The entries of SR that were demoted, and those of the first history that never had a hit.
  private var demotedCount = 0
  private var newCount = 0

  /// The resident keys by frequency, then by last use, the latest first.
  private var byFrequency: RankHeap
  private let frequencies: UnsafeMutablePointer<UInt32>

  /// The probability that SR-LRU chooses the victim.
  private var recencyWeight = 0.5
  private var learning = AdaptiveLearningRate()

  private var clock: UInt32 = 0
  private var draws = 0
  private let coins: RandomStream

  private enum List {
    static let single: UInt32 = 0
    static let reused: UInt32 = 1
    static let byRecency: UInt32 = 2
    static let byFrequency: UInt32 = 3
  }

  private enum Mark {
    static let list: UInt32 = 7
    static let demoted: UInt32 = 8
    static let new: UInt32 = 16
  }

  static let single = PolicyParameter(
    "single", default: 0.01, in: 0...1, "share of the segment of entries used once, at the start")
  static let history = PolicyParameter(
    "history", default: 0.5, in: 0...8, "what each expert's history remembers, as a share of the capacity")

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    capacity = setup.capacity
    entries = EntryTable(keys: setup.keys, lists: 4)
    reusedLimit = capacity - min(capacity, max(1, setup.share(Self.single)))
    historyLimit = setup.share(Self.history)
    byFrequency = RankHeap(keys: setup.keys)
    frequencies = .allocate(capacity: setup.keys)
    frequencies.initialize(repeating: 0, count: setup.keys)
    coins = RandomStream(seed: setup.seed, replication: 0, purpose: .eviction)
  }

  deinit {
    frequencies.deallocate()
  }

  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { bytes[Int(List.single)] + bytes[Int(List.reused)] }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    let list = entries[key].tag & Mark.list
    return list == List.single + 1 || list == List.reused + 1
  }

  /// Makes `key` the newest of the entries used again.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    clock &+= 1
    if entries[key].tag & Mark.demoted != 0 {
      reusedLimit = larger(reusedLimit, by: newCount, over: demotedCount, size: entries[key].size)
      demotedCount -= 1
    }
    detach(key)
    attach(key, to: listOfReused(entries[key].size))
    frequencies[Int(key)] &+= 1
    byFrequency.update(key, rank: rank(of: key))
    demoteOverflow()
    closeRequest(wasHit: true)
  }

  /// Learns from `key` if an expert evicted it, makes room and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    clock &+= 1
    let wasRemembered = entries[key].tag != 0
    if wasRemembered { recall(key) }
    if admits(key, size: access.size) {
      while capacity - used < access.size { evict(evicted) }
      entries[key].size = access.size
      attach(
        key, to: wasRemembered ? listOfReused(access.size) : List.single, mark: wasRemembered ? 0 : Mark.new)
      frequencies[Int(key)] = wasRemembered ? frequencies[Int(key)] &+ 1 : 1
      byFrequency.insert(key, rank: rank(of: key))
      count += 1
      demoteOverflow()
    }
    closeRequest(wasHit: false)
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }
}

extension Cacheus {
  private func rank(of key: UInt32) -> UInt64 {
    UInt64(frequencies[Int(key)]) << 32 | UInt64(UInt32.max - clock)
  }

  private mutating func attach(_ key: UInt32, to list: UInt32, mark: UInt32 = 0) {
    entries[key].tag = (list + 1) | mark
    entries.pushNewest(key, on: list)
    bytes[Int(list)] += UInt64(entries[key].size)
  }

  private mutating func detach(_ key: UInt32) {
    bytes[Int(entries[key].tag & Mark.list) - 1] -= UInt64(entries[key].size)
    entries.unlink(key)
    entries[key].tag = 0
  }

  /// Demotes the oldest of R while R is above its limit.
  private mutating func demoteOverflow() {
    while bytes[Int(List.reused)] > reusedLimit {
      let oldest = entries.oldest(of: List.reused)
      detach(oldest)
      attach(oldest, to: List.single, mark: Mark.demoted)
      demotedCount += 1
    }
  }

  /// R, but SR for an entry larger than R, which would demote all others.
  private func listOfReused(_ size: UInt32) -> UInt32 {
    UInt64(size) <= reusedLimit ? List.reused : List.single
  }

  /// Returns a limit raised by a ratio of counts, in entries of `size`, so that the other segment keeps something.
  private func larger(_ limit: UInt64, by one: Int, over other: Int, size: UInt32) -> UInt64 {
    let ratio = max(1, (Double(one) / Double(max(1, other))).rounded())
    let room = capacity - 1 - min(limit, capacity - 1)
    return limit + UInt64(min(ratio * Double(size), Double(room)))
  }

  /// Returns the victim and the list of the expert that chose it, or `nil` for that where both did.
  private func choice() -> (key: UInt32, history: UInt32?) {
    let oldest = entries.oldest(of: entries.isEmpty(List.single) ? List.reused : List.single)
    let rarest = byFrequency.first
    if oldest == rarest { return (oldest, nil) }
    return coins.uniform(draws) < recencyWeight ? (oldest, List.byRecency) : (rarest, List.byFrequency)
  }

  private mutating func evict(_ evicted: (UInt32) -> Void) {
    learning.start(entries: entriesThatFit(capacity: capacity, used: used, count: count))
    let (key, history) = choice()
    let isNew = entries[key].tag & Mark.new != 0
    drop(key)
    if let history {
      draws += 1
      remember(key, in: history, isNew: isNew)
    }
    evicted(key)
  }

  private mutating func drop(_ key: UInt32) {
    if entries[key].tag & Mark.demoted != 0 { demotedCount -= 1 }
    detach(key)
    byFrequency.remove(key)
    count -= 1
  }

  private mutating func remember(_ key: UInt32, in history: UInt32, isNew: Bool) {
    let size = UInt64(entries[key].size)
    guard size <= historyLimit else { return }
    while historyLimit - bytes[Int(history)] < size { forget(entries.oldest(of: history)) }
    let isMarked = isNew && history == List.byRecency
    attach(key, to: history, mark: isMarked ? Mark.new : 0)
    if isMarked { newCount += 1 }
  }

  private mutating func forget(_ key: UInt32) {
    if entries[key].tag & Mark.new != 0 { newCount -= 1 }
    detach(key)
  }

  /// Takes `key` out of its history and lets the expert that evicted it pay.
  private mutating func recall(_ key: UInt32) {
    let loss = Transcendental.exp(-learning.rate)
    let (recency, frequency): (Double, Double)
    if entries[key].tag & Mark.list == List.byRecency + 1 {
      (recency, frequency) = (recencyWeight * loss, 1 - recencyWeight)
      if entries[key].tag & Mark.new != 0 {
        reusedLimit =
          capacity
          - larger(capacity - reusedLimit, by: demotedCount, over: newCount, size: entries[key].size)
      }
    } else {
      (recency, frequency) = (recencyWeight, (1 - recencyWeight) * loss)
    }
    recencyWeight = min(max(recency / (recency + frequency), 0.01), 0.99)
    forget(key)
  }

  private mutating func closeRequest(wasHit: Bool) {
    guard learning.rate > 0 else { return }
    learning.record(wasHit: wasHit)
    let isOver = isPeriodOver(learning.requests, times: 1, capacity: capacity, used: used, count: count)
    if isOver, learning.closePeriod(coins: coins, draw: draws) { draws += 1 }
  }
}

/// The learning rate of ``Cacheus``, which follows the hit rate.
struct AdaptiveLearningRate {
  /// The rate; 0 before the first eviction.
  private(set) var rate = 0.0

  private var initialRate = 0.0
  private var previousRate = 0.0
  private var currentRate = 0.0
  private var previousHitRate = 0.0
  private var badPeriods = 0
  private(set) var requests = 0.0
  private var hits = 0.0

  private static let range = 0.001...1.0
  private static let patience = 10

  /// Begins to learn, unless it has.
  mutating func start(entries: Double) {
    guard rate == 0 else { return }
    let regretBound = (2 * Transcendental.log(2) / max(entries, 1)).squareRoot()
    initialRate = min(max(regretBound, Self.range.lowerBound), Self.range.upperBound)
    (rate, currentRate) = (initialRate, initialRate)
  }

  /// Counts a request.
  mutating func record(wasHit: Bool) {
    requests += 1
    hits += wasHit ? 1 : 0
  }

  /// Sets the rate by what the period brought, and begins another.
  ///
  /// - Returns: whether the draw was used.
  mutating func closePeriod(coins: RandomStream, draw: Int) -> Bool {
    let hitRate = (1000 * hits / requests).rounded()
    let usesDraw = adapt(
      hitRate: hitRate, rise: hitRate - previousHitRate,
      move: (1000 * currentRate).rounded() - (1000 * previousRate).rounded(), coins: coins, draw: draw)
    (previousRate, currentRate, previousHitRate) = (currentRate, rate, hitRate)
    (requests, hits) = (0, 0)
    return usesDraw
  }

  /// Sets the rate by the move and the rise of the hit rate since the last period, in thousandths.
  private mutating func adapt(hitRate: Double, rise: Double, move: Double, coins: RandomStream, draw: Int)
    -> Bool
  {
    let step = abs(rate * move / 1000)
    if move * rise != 0 {
      rate =
        move * rise > 0 ? min(rate + step, Self.range.upperBound) : max(rate - step, Self.range.lowerBound)
      badPeriods = 0
      return false
    }
    guard rise <= 0 else { return false }
    if rise < 0 || hitRate == 0 { badPeriods += 1 }
    if badPeriods >= Self.patience {
      rate = initialRate
      badPeriods = 0
      return false
    }
    guard rise < 0 else { return false }
    if rate >= Self.range.upperBound {
      rate = 0.9
    } else if rate <= Self.range.lowerBound {
      rate = 0.005
    } else {
      let isUp = coins.uniform(draw) < 0.5
      rate = isUp ? min(rate * 1.25, Self.range.upperBound) : max(rate * 0.75, Self.range.lowerBound)
      return true
    }
    return false
  }
}

extension PolicyKind {
  /// Cacheus: scan-resistant recency and churn-resistant frequency, weighted by regret.
  public static let cacheus = PolicyKind(
    "cacheus", Cacheus.self,
    summary: "draws between scan-resistant LRU and churn-resistant LFU by learned weights",
    source: "Rodriguez et al., Learning cache replacement with Cacheus, FAST 2021",
    parameters: [Cacheus.single, Cacheus.history])
}
