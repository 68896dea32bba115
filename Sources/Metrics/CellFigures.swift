import Providers
import Simulation
import Strategies
import Traffic

/// The sums over the measured requests of a cell, from which every metric is computed.
package struct CellFigures: Sendable {
  /// Measured requests.
  package var requests = 0.0
  /// Measured hours; less where a part of the requests stands for the whole.
  package var hours = 0.0
  var kinds = Array(repeating: 0, count: OutcomeKind.allCases.count)
  var truths = Array(repeating: 0, count: HitTruth.allCases.count)
  var quality = CompensatedSum()
  /// Whether the quality of every answer was stated or recorded.
  var isQualityStated = true
  /// Whether the stream says when an answer changes.
  var isChangeKnown = true
  /// Requests that each model answered.
  package var served: [Int] = []
  /// Dollars lost through wrong answers.
  package var errors = 0.0
  /// Whether false and stale hits have a price.
  package var isErrorPriced = (falseHits: false, staleHits: false)
  var plain = (count: 0, quality: 0.0)
  var disclaimed = (count: 0, quality: 0.0)
  var eligible = 0
  var deferred = 0
  var batched = 0
  var throttled = 0
  var otherModel = 0
  /// Answers of a provider that layers made worse by a factor.
  package var worsened = 0
  var tokens = 0
  var hitTokens = 0
  var sentTokens = 0
  var answeredTokens = 0
  /// At the list price of the strategy's model, in picodollars.
  var listPrice: Int128 = 0
  var hitPrice: Int128 = 0
  /// Picodollars by component.
  var ledger: [Int128] = []
  var calls = 0
  var retries = 0
  var cachedTokens = 0
  /// Calls of which nobody knows what they read from a provider's cache.
  var untoldCalls = 0
  /// Calls of which nobody knows whether they failed.
  var untoldEnds = 0
  /// Requests that are billed without the cached tokens of their log.
  package var unread = 0
  /// Tokens of prompts that another turn follows, and those of them that it begins with.
  var followedTokens = 0
  var survivingTokens = 0
  /// Requests within the stated times, or nil where none are stated.
  package var goodput: Int?
  /// Times from arrival to the complete answer.
  package var latencies = Durations()
  var firstTokens = Durations()
  var outputTokenTimes = Durations()
  var users = UserTotals()
  /// What users cost and got, where the requests are at their end or parts of a stream were merged.
  var summedUsers: UserSummary?

  /// Nothing.
  package init() {}

  func count(_ kind: OutcomeKind) -> Double { Double(kinds[Int(kind.rawValue)]) }
  /// Hits that are right, wrong or unknown.
  package func count(_ truth: HitTruth) -> Double { Double(truths[Int(truth.rawValue)]) }
  func cost(_ component: CostComponent) -> Double { Double(sum: ledger[component.rawValue]) / 1e12 }

  /// A part of a whole; not a number where there is no whole.
  func share(_ part: Double, of whole: Double) -> Double { whole > 0 ? part / whole : .nan }

  var hits: Double { count(.exactHit) + count(.semanticHit) }
  /// Whether every hit is known to be right or wrong.
  var isTruthKnown: Bool { count(.unknown) == 0 }
  /// Whether it is known of every hit whether its answer had changed.
  var isStaleKnown: Bool { isTruthKnown && (isChangeKnown || hits == 0) }
  /// Whether it is known what was read from providers' caches: a log that tells it of no call leaves it open.
  var isCachedKnown: Bool { untoldCalls == 0 || cachedTokens > 0 }
  /// Whether it is known which calls failed: a log that tells it of no call leaves it open.
  var isFailureKnown: Bool { untoldEnds == 0 || count(.failed) > 0 }
  /// Whether every answer's quality is known; that of an unlabelled hit is not.
  var isQualityKnown: Bool { isQualityStated && isTruthKnown }
  /// Requests that are known to have got no answer.
  var unanswered: Double { count(.rejected) + count(.failed) }
  /// Dollars spent.
  var cost: Double { ledger.reduce(0) { $0 + Double(sum: $1) } / 1e12 }
  /// Dollars lost through wrong answers; not a number where such a hit has a price and is not known.
  var knownErrors: Double {
    isErrorPriced.falseHits && !isTruthKnown || isErrorPriced.staleHits && !isStaleKnown ? .nan : errors
  }
  /// What users cost and got.
  var userSummary: UserSummary { summedUsers ?? users.summary }
  /// How often the measured span fits into 30 days.
  package var spansPerMonth: Double { 720 / hours }
  var seconds: Double { hours * 3600 }
}

/// Times in nanoseconds, for their mean and quantiles.
package struct Durations: Sendable {
  private var nanoseconds: [Int64] = []
  /// The times by class, of a stream that comes in windows or parts.
  var histogram: DurationHistogram?

  mutating func reserve(_ count: Int) { nanoseconds.reserveCapacity(count) }
  /// Keeps no single times.
  mutating func countClasses() { histogram = DurationHistogram() }
  mutating func append(_ time: Int64) {
    if histogram == nil { nanoseconds.append(time) } else { histogram?.add(time) }
  }
  /// Puts the times in order; quantiles want it.
  mutating func sort() {
    nanoseconds.sortByDigits()
    histogram?.accumulate()
  }

  /// Milliseconds; not a number without any time.
  var mean: Double {
    if let histogram { return histogram.mean / 1e6 }
    let sum = nanoseconds.reduce(0.0) { $0 + Double($1) }
    return nanoseconds.isEmpty ? .nan : sum / Double(nanoseconds.count) / 1e6
  }

  /// Milliseconds at a level, linear between two times.
  package func quantile(_ level: Double) -> Double {
    if let histogram { return histogram.quantile(level) / 1e6 }
    guard !nanoseconds.isEmpty else { return .nan }
    let position = level * Double(nanoseconds.count - 1)
    let lower = Int(position)
    let upper = min(lower + 1, nanoseconds.count - 1)
    let low = Double(nanoseconds[lower])
    return (low + (position - Double(lower)) * (Double(nanoseconds[upper]) - low)) / 1e6
  }

  /// The times as intervals of their quantiles want them; they are in order.
  ///
  /// - Complexity: O(times), or O(classes) where they are counted by class.
  var curve: TimeCurve {
    var classes = TimeClasses()
    if let histogram {
      histogram.forEachClass { classes.add($0, count: $1) }
    } else {
      for time in nanoseconds { classes.add(time) }
    }
    return TimeCurve(values: TimeCurve.levels.map(quantile), classes: classes)
  }
}

/// What each user cost and got.
struct UserTotals: Sendable {
  private struct Total {
    var cost: Int128 = 0
    var requests = 0
    var answers = 0
  }

  private var totals: [Total] = []
  private var places: [UInt32: Int]?

  /// Room for users numbered below `bound`, or for any where that is far more than the requests.
  mutating func reserve(bound: Int, requests: Int) {
    places = bound > 4 * requests + 1024 ? [:] : nil
    totals = places == nil ? Array(repeating: Total(), count: bound) : []
  }

  mutating func add(_ user: UInt32, cost: Int64, isAnswered: Bool) {
    var place = Int(user)
    if let known = places?[user] {
      place = known
    } else if places != nil {
      place = totals.count
      places?[user] = place
      totals.append(Total())
    }
    totals[place].cost += Int128(cost)
    totals[place].requests += 1
    if isAnswered { totals[place].answers += 1 }
  }

  /// What the users add up to.
  var summary: UserSummary {
    var summary = UserSummary()
    for user in totals where user.requests > 0 {
      summary.add(cost: user.cost, answeredShare: Double(user.answers) / Double(user.requests))
    }
    return summary
  }
}

/// What is known of the users of a stream together; that of parts without users in common adds up.
struct UserSummary: Sendable {
  var users = 0
  /// Picodollars of all users and of the one that cost most.
  var cost: Int128 = 0
  var largest: Int128 = 0
  /// Sums of squares of the costs, of the shares of requests that were answered, and of these shares.
  var costSquares = 0.0
  var answers = 0.0
  var answerSquares = 0.0

  mutating func add(cost own: Int128, answeredShare: Double) {
    users += 1
    cost += own
    largest = max(largest, own)
    let picodollars = Double(sum: own)
    costSquares += picodollars * picodollars
    answers += answeredShare
    answerSquares += answeredShare * answeredShare
  }

  mutating func add(_ other: UserSummary) {
    users += other.users
    cost += other.cost
    largest = max(largest, other.largest)
    costSquares += other.costSquares
    answers += other.answers
    answerSquares += other.answerSquares
  }

  /// The greatest part of the cost that one user makes.
  var largestShare: Double { cost > 0 ? Double(sum: largest) / Double(sum: cost) : .nan }

  /// Jain's index of what users cost.
  var costFairness: Double { fairness(Double(sum: cost), costSquares) }

  /// Jain's index of the shares of their requests that were answered.
  var answerFairness: Double { fairness(answers, answerSquares) }

  private func fairness(_ sum: Double, _ squares: Double) -> Double {
    squares > 0 ? sum * sum / (Double(users) * squares) : .nan
  }
}
