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
  private var head: [UInt32]
  private var next: [UInt32]
  private var previous: [UInt32]
  private var intentOf: [UInt32]
  private var place: [UInt32]
  private var cached: [UInt32] = []

  private static let none = UInt32.max

  init(
    _ statistics: SimilarityStatistics, threshold: Double, stream: QueryStream, random: RandomStream,
    world: RandomStream
  ) {
    self.statistics = statistics
    self.random = random
    self.world = world
    withinLevel = Transcendental.normalCDF((threshold - statistics.withinMean) / statistics.withinDeviation)
    let above = Transcendental.normalCDF((statistics.betweenMean - threshold) / statistics.betweenDeviation)
    logBelow = above < 1e-8 ? -above : Transcendental.log(1 - above)
    head = Array(repeating: StatisticalMatcher.none, count: stream.intentCount)
    next = Array(repeating: StatisticalMatcher.none, count: stream.promptCount)
    previous = next
    intentOf = next
    place = next
  }

  func match(_ request: Int, stream: QueryStream, isAlive: (UInt32) -> Bool) -> UInt32? {
    let own = stream.prompt[request]
    let intent = Int(stream.intent[request])
    var best = -1.0
    var found: UInt32?
    var sameIntent = 0
    var entry = head[intent]
    while entry != StatisticalMatcher.none {
      let following = next[Int(entry)]
      if entry == own {
        if isAlive(own) { return own }
      } else {
        let level = world.uniform(Int(min(own, entry)), Int(max(own, entry)))
        if level >= withinLevel, level > best, isAlive(entry) {
          best = level
          found = entry
        }
      }
      sameIntent += 1
      entry = following
    }
    let others = cached.count - sameIntent
    guard others > 0, logBelow < 0 else { return found }
    let draw = Transcendental.log(random.uniform(request, 0))
    guard draw > Double(others) * logBelow else { return found }
    // The maximum over the others lies above the threshold: compare it with the best of the own intent.
    let similarity =
      statistics.betweenMean + statistics.betweenDeviation
      * Transcendental.normalQuantile(min(Transcendental.exp(draw / Double(others)), 1 - 1e-16))
    let ownSimilarity =
      best < 0
      ? -1
      : statistics.withinMean + statistics.withinDeviation
        * Transcendental.normalQuantile(min(best, 1 - 1e-16))
    if similarity <= ownSimilarity { return found }
    // A candidate that has expired leaves the cache, and may have been the last.
    for attempt in 1...8 where !cached.isEmpty {
      let candidate = cached[random.integer(below: cached.count, request, attempt)]
      if intentOf[Int(candidate)] != UInt32(intent), isAlive(candidate) { return candidate }
    }
    return found
  }

  func inserted(_ prompt: UInt32, intent: UInt32) {
    let index = Int(prompt)
    guard place[index] == StatisticalMatcher.none else { return }
    intentOf[index] = intent
    previous[index] = StatisticalMatcher.none
    next[index] = head[Int(intent)]
    if head[Int(intent)] != StatisticalMatcher.none { previous[Int(head[Int(intent)])] = prompt }
    head[Int(intent)] = prompt
    place[index] = UInt32(cached.count)
    cached.append(prompt)
  }

  func removed(_ prompt: UInt32) {
    let index = Int(prompt)
    let hole = place[index]
    guard hole != StatisticalMatcher.none else { return }
    let before = previous[index]
    let after = next[index]
    if before == StatisticalMatcher.none {
      head[Int(intentOf[index])] = after
    } else {
      next[Int(before)] = after
    }
    if after != StatisticalMatcher.none { previous[Int(after)] = before }
    place[index] = StatisticalMatcher.none
    let last = cached.removeLast()
    if last != prompt {
      cached[Int(hole)] = last
      place[Int(last)] = hole
    }
  }
}
