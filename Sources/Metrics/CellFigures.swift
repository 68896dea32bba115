import Providers
import Simulation
import Strategies
import Traffic

/// The sums over the measured requests of a cell, from which every metric is computed.
package struct CellFigures: Sendable {
  /// Measured requests.
  package var requests = 0.0
  var hours = 0.0
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

  func count(_ kind: OutcomeKind) -> Double { Double(kinds[Int(kind.rawValue)]) }
  /// Hits that are right, wrong or unknown.
  package func count(_ truth: HitTruth) -> Double { Double(truths[Int(truth.rawValue)]) }
  func cost(_ component: CostComponent) -> Double { Double(ledger[component.rawValue]) / 1e12 }

  /// A part of a whole; not a number where there is no whole.
  func share(_ part: Double, of whole: Double) -> Double { whole > 0 ? part / whole : .nan }

  var hits: Double { count(.exactHit) + count(.semanticHit) }
  /// Whether every hit is known to be right or wrong.
  var isTruthKnown: Bool { count(.unknown) == 0 }
  /// Whether it is known of every hit whether its answer had changed.
  var isStaleKnown: Bool { isTruthKnown && (isChangeKnown || hits == 0) }
  /// Whether every answer's quality is known; that of an unlabelled hit is not.
  var isQualityKnown: Bool { isQualityStated && isTruthKnown }
  /// Requests that got no answer.
  var unanswered: Double { count(.rejected) + count(.failed) }
  /// Dollars spent.
  var cost: Double { ledger.reduce(0) { $0 + Double($1) } / 1e12 }
  /// Dollars lost through wrong answers; not a number where such a hit has a price and is not known.
  var knownErrors: Double {
    isErrorPriced.falseHits && !isTruthKnown || isErrorPriced.staleHits && !isStaleKnown ? .nan : errors
  }
  /// How often the measured span fits into 30 days.
  var spansPerMonth: Double { 720 / hours }
  var seconds: Double { hours * 3600 }
}

/// Times in nanoseconds, for their mean and quantiles.
package struct Durations: Sendable {
  private var nanoseconds: [Int64] = []
  /// The times by class, of a stream that comes in windows.
  private var histogram: DurationHistogram?

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

  /// The greatest part of the cost that one user makes.
  var largestShare: Double {
    let whole = totals.reduce(Int128(0)) { $0 + $1.cost }
    guard whole > 0, let largest = totals.map(\.cost).max() else { return .nan }
    return Double(largest) / Double(whole)
  }

  var costFairness: Double { fairness(totals.lazy.filter { $0.requests > 0 }.map { Double($0.cost) }) }

  var answerFairness: Double {
    fairness(totals.lazy.filter { $0.requests > 0 }.map { Double($0.answers) / Double($0.requests) })
  }

  private func fairness(_ values: some Sequence<Double>) -> Double {
    var (count, sum, squares) = (0.0, 0.0, 0.0)
    for value in values {
      count += 1
      sum += value
      squares += value * value
    }
    return squares > 0 ? sum * sum / (count * squares) : .nan
  }
}
