import Declarations
import Simulation
import Traffic

/// Similarity of prompts where only statistics are known: normal within an intent and between intents.
struct SimilarityStatistics: Sendable, Hashable {
  var withinMean: Double
  var withinDeviation: Double
  var betweenMean: Double
  var betweenDeviation: Double

  static let schema = ObjectSchema(
    "similarity", "distributions of the cosine similarity of two prompts",
    [
      Field("within_mean", .number(Bounds(minimum: -1, maximum: 1)), default: 0.88, "mean within an intent"),
      Field("within_sd", .positive, default: 0.06, "standard deviation within an intent"),
      Field(
        "between_mean", .number(Bounds(minimum: -1, maximum: 1)), default: 0.25, "mean between two intents"),
      Field("between_sd", .positive, default: 0.13, "standard deviation between two intents"),
    ])

  init(_ settings: Settings) {
    withinMean = settings.number("within_mean")
    withinDeviation = settings.number("within_sd")
    betweenMean = settings.number("between_mean")
    betweenDeviation = settings.number("between_sd")
  }

  init(_ stated: StatedSimilarity) {
    withinMean = stated.withinMean
    withinDeviation = stated.withinDeviation
    betweenMean = stated.betweenMean
    betweenDeviation = stated.betweenDeviation
  }
}

/// Matches by draws: each pair of prompts within an intent has one similarity for good; the best of the
/// entries of other intents is one draw of the maximum of so many values.
final class StatisticalMatcher: SimilarityMatcher {
  private let statistics: SimilarityStatistics
  private let random: RandomStream
  private let world: RandomStream
  /// A draw at or above it is a pair above the threshold.
  private let withinLevel: Double
  /// Logarithm of the probability that a pair of different intents stays below the threshold.
  private let logBelow: Double
  /// The slot of the latest entry of each intent in the only partition; empty where there are several.
  private var newest: [UInt32] = []
  /// The same in each of several partitions; `intentCount` a partition.
  private var head: [Int: UInt32] = [:]
  private let intentCount: Int
  /// As many entries of other intents are there in the whole for each one here.
  private let others: Double
  /// Whether entries with the request's own prompt may be those of another intent.
  private let hasOwnContexts: Bool
  /// The slot of each key that is cached; there are many more keys than entries.
  private var slots: [UInt32] = []
  /// What is cached, in slots that are used again.
  private var entries: [Entry] = []
  private var free: [UInt32] = []
  /// The slots of each partition.
  private var cached: [[UInt32]] = []

  /// A cached entry, with the slots of its neighbours of the same intent and its place in `cached`.
  private struct Entry {
    var prompt: UInt32
    var intent: UInt32
    var partition: UInt32
    var next: UInt32
    var previous = StatisticalMatcher.none
    var place: UInt32
  }

  private static let none = UInt32.max

  init(
    _ statistics: SimilarityStatistics, threshold: Double, stream: QueryStream, share: Double,
    random: RandomStream, world: RandomStream
  ) {
    self.statistics = statistics
    self.random = random
    self.world = world
    withinLevel = Transcendental.normalCDF((threshold - statistics.withinMean) / statistics.withinDeviation)
    let above = Transcendental.normalCDF((statistics.betweenMean - threshold) / statistics.betweenDeviation)
    logBelow = above < 1e-8 ? -above : Transcendental.log(1 - above)
    intentCount = stream.intentCount
    others = 1 / share
    hasOwnContexts = stream.hasOwnContexts || stream.hasToldContexts
  }

  func reserve(keys: Int, partitions: Int) {
    slots = Array(repeating: StatisticalMatcher.none, count: keys)
    cached = Array(repeating: [], count: partitions)
    if partitions == 1 { newest = Array(repeating: StatisticalMatcher.none, count: intentCount) }
  }

  private func newest(_ intent: UInt32, _ partition: UInt32) -> UInt32 {
    newest.isEmpty ? head[chain(intent, partition)] ?? StatisticalMatcher.none : newest[Int(intent)]
  }

  private func setNewest(_ slot: UInt32, _ intent: UInt32, _ partition: UInt32) {
    if newest.isEmpty {
      head[chain(intent, partition)] = slot == StatisticalMatcher.none ? nil : slot
    } else {
      newest[Int(intent)] = slot
    }
  }

  /// The number of the entries of an intent in a partition.
  private func chain(_ intent: UInt32, _ partition: UInt32) -> Int {
    Int(partition) * intentCount + Int(intent)
  }

  func match(
    _ luck: Int, prompt own: UInt32, intent: UInt32, partition: UInt32,
    entry: (_ prompt: UInt32) -> UInt32?
  ) -> SimilarEntry? {
    if hasOwnContexts, let key = entry(own) { return SimilarEntry(key: key, similarity: 1) }
    var best = -1.0
    var found: UInt32?
    var sameIntent = 0
    var slot = newest(intent, partition)
    while slot != StatisticalMatcher.none {
      let (prompt, following) = (entries[Int(slot)].prompt, entries[Int(slot)].next)
      if prompt == own {
        if let own = entry(own) { return SimilarEntry(key: own, similarity: 1) }
      } else {
        let level = world.uniform(Int(min(own, prompt)), Int(max(own, prompt)))
        if level >= withinLevel, level > best, let alive = entry(prompt) {
          best = level
          found = alive
        }
      }
      sameIntent += 1
      slot = following
    }
    let ownSimilarity =
      best < 0
      ? -1
      : statistics.withinMean + statistics.withinDeviation
        * Transcendental.normalQuantile(min(best, 1 - 1e-16))
    let match = found.map { SimilarEntry(key: $0, similarity: Float(min(ownSimilarity, 1))) }
    let others = Double(cached[Int(partition)].count - sameIntent) * self.others
    guard others > 0, logBelow < 0 else { return match }
    let uniform = random.uniform(luck, 0)
    // A logarithm is at most its argument less one, so that most draws are told without it.
    if uniform < 1 - 1e-9 + others * logBelow { return match }
    let draw = Transcendental.log(uniform)
    guard draw > others * logBelow else { return match }
    // The maximum over the others lies above the threshold: compare it with the best of the own intent.
    let similarity =
      statistics.betweenMean + statistics.betweenDeviation
      * Transcendental.normalQuantile(min(Transcendental.exp(draw / others), 1 - 1e-16))
    if similarity <= ownSimilarity { return match }
    // A candidate that has expired leaves the cache, and may have been the last.
    for attempt in 1...8 where !cached[Int(partition)].isEmpty {
      let list = cached[Int(partition)]
      let candidate = entries[Int(list[random.integer(below: list.count, luck, attempt)])]
      if candidate.intent != intent, let alive = entry(candidate.prompt) {
        return SimilarEntry(key: alive, similarity: Float(min(similarity, 1)))
      }
    }
    return match
  }

  func inserted(_ key: UInt32, prompt: UInt32, intent: UInt32, partition: UInt32) {
    guard slots[Int(key)] == StatisticalMatcher.none else { return }
    let first = newest(intent, partition)
    let entry = Entry(
      prompt: prompt, intent: intent, partition: partition, next: first,
      place: UInt32(cached[Int(partition)].count))
    let slot = free.popLast() ?? UInt32(entries.count)
    if Int(slot) == entries.count { entries.append(entry) } else { entries[Int(slot)] = entry }
    slots[Int(key)] = slot
    if first != StatisticalMatcher.none { entries[Int(first)].previous = slot }
    setNewest(slot, intent, partition)
    cached[Int(partition)].append(slot)
  }

  func removed(_ key: UInt32) {
    let slot = slots[Int(key)]
    guard slot != StatisticalMatcher.none else { return }
    let entry = entries[Int(slot)]
    if entry.previous != StatisticalMatcher.none {
      entries[Int(entry.previous)].next = entry.next
    } else {
      setNewest(entry.next, entry.intent, entry.partition)
    }
    if entry.next != StatisticalMatcher.none { entries[Int(entry.next)].previous = entry.previous }
    slots[Int(key)] = StatisticalMatcher.none
    free.append(slot)
    let last = cached[Int(entry.partition)].removeLast()
    if last != slot {
      cached[Int(entry.partition)][Int(entry.place)] = last
      entries[Int(last)].place = entry.place
    }
  }
}
