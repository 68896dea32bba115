import Providers
import Simulation
import Strategies

/// Sums over the parts of a stream: what one part found, to the last bit, and all of them together.
///
/// Counts and money add up to the same in any order; what is a floating-point sum, such as quality, does when parts are
/// added in the order of their numbers.
extension CellFigures {
  /// The figures as numbers, in a fixed order.
  package struct Fields: Sendable, Equatable {
    /// Counts.
    package var counts: [Int] = []
    /// Picodollars and nanoseconds.
    package var amounts: [Int128] = []
    /// Sums that are rounded.
    package var sums: [Double] = []
    /// Latencies, times to the first token and times per output token: classes with their numbers.
    package var times: [[Int]] = []

    /// Fields that were read.
    package init(counts: [Int], amounts: [Int128], sums: [Double], times: [[Int]]) {
      (self.counts, self.amounts, self.sums, self.times) = (counts, amounts, sums, times)
    }
  }

  private static let countPaths: [any WritableKeyPath<CellFigures, Int> & Sendable] = [
    \.plain.count, \.disclaimed.count, \.eligible, \.deferred, \.batched, \.throttled, \.otherModel, \.tokens,
    \.hitTokens, \.sentTokens, \.answeredTokens, \.calls, \.retries, \.cachedTokens, \.followedTokens,
    \.survivingTokens, \.untoldCalls, \.untoldEnds, \.worsened, \.unread,
  ]
  private static let sumPaths: [any WritableKeyPath<CellFigures, Double> & Sendable] = [
    \.requests, \.errors, \.plain.quality, \.disclaimed.quality,
  ]
  private static let timePaths: [any WritableKeyPath<CellFigures, Durations> & Sendable] = [
    \.latencies, \.firstTokens, \.outputTokenTimes,
  ]
  /// What stands before the counts that every cell has.
  private static let flags = 3

  /// What the figures are, to be added to those of other parts.
  package var fields: Fields {
    let users = userSummary
    let histograms = CellFigures.timePaths.map { (self[keyPath: $0].histogram ?? DurationHistogram()).fields }
    let quality = quality.parts
    return Fields(
      counts: [isQualityStated ? 1 : 0, isChangeKnown ? 1 : 0, goodput ?? -1]
        + CellFigures.countPaths.map { self[keyPath: $0] } + [users.users] + kinds + truths + served,
      amounts: [listPrice, hitPrice, users.cost, users.largest] + histograms.map(\.sum) + ledger,
      sums: [quality.sum, quality.lost, users.costSquares, users.answers, users.answerSquares]
        + CellFigures.sumPaths.map { self[keyPath: $0] },
      times: histograms.map(\.classes))
  }

  /// Figures of some hours from their fields; nil where these are of another kind.
  ///
  /// - Parameters:
  ///   - models: how many models the catalogue has.
  ///   - parts: how many such figures are added up: no count may be so great that their sum is none.
  package init?(_ fields: Fields, hours: Double, models: Int, parts: Int) {
    self.init()
    self.hours = hours
    let paths = CellFigures.countPaths.count
    let tables = OutcomeKind.allCases.count + HitTruth.allCases.count
    guard fields.counts.count == CellFigures.flags + paths + 1 + tables + models,
      (fields.counts[CellFigures.flags...] + fields.times.joined()).allSatisfy({ 0...(.max / parts) ~= $0 }),
      fields.counts[2] <= .max / parts,
      fields.amounts.allSatisfy({ $0.magnitude <= .max / UInt128(parts) / 4 }),
      fields.amounts.count == 4 + CellFigures.timePaths.count + CostComponent.allCases.count,
      fields.sums.count == 5 + CellFigures.sumPaths.count, fields.times.count == CellFigures.timePaths.count
    else { return nil }
    (isQualityStated, isChangeKnown) = (fields.counts[0] == 1, fields.counts[1] == 1)
    goodput = fields.counts[2] < 0 ? nil : fields.counts[2]
    var counts = fields.counts[CellFigures.flags...]
    for path in CellFigures.countPaths { self[keyPath: path] = counts.removeFirst() }
    var users = UserSummary()
    users.users = counts.removeFirst()
    kinds = Array(counts.prefix(kinds.count))
    truths = Array(counts.dropFirst(kinds.count).prefix(truths.count))
    served = Array(counts.suffix(models))
    (listPrice, hitPrice) = (fields.amounts[0], fields.amounts[1])
    (users.cost, users.largest) = (fields.amounts[2], fields.amounts[3])
    for (place, path) in CellFigures.timePaths.enumerated() {
      guard
        let histogram = DurationHistogram(classes: fields.times[place], sum: fields.amounts[4 + place])
      else { return nil }
      self[keyPath: path].histogram = histogram
    }
    ledger = Array(fields.amounts.suffix(CostComponent.allCases.count))
    quality = CompensatedSum(sum: fields.sums[0], lost: fields.sums[1])
    (users.costSquares, users.answers, users.answerSquares) = (fields.sums[2], fields.sums[3], fields.sums[4])
    for (place, path) in CellFigures.sumPaths.enumerated() { self[keyPath: path] = fields.sums[5 + place] }
    summedUsers = users
  }

  /// Adds the figures of another part of the same span.
  package mutating func add(_ other: CellFigures) {
    for path in CellFigures.countPaths { self[keyPath: path] += other[keyPath: path] }
    for path in CellFigures.sumPaths { self[keyPath: path] += other[keyPath: path] }
    for path in CellFigures.timePaths {
      var times = self[keyPath: path].histogram ?? DurationHistogram()
      times.add(other[keyPath: path].histogram ?? DurationHistogram())
      self[keyPath: path].histogram = times
    }
    for kind in kinds.indices { kinds[kind] += other.kinds[kind] }
    for truth in truths.indices { truths[truth] += other.truths[truth] }
    for model in served.indices { served[model] += other.served[model] }
    for component in ledger.indices { ledger[component] += other.ledger[component] }
    listPrice += other.listPrice
    hitPrice += other.hitPrice
    quality.add(other.quality)
    isQualityStated = isQualityStated && other.isQualityStated
    isChangeKnown = isChangeKnown && other.isChangeKnown
    if let own = goodput, let more = other.goodput { goodput = own + more } else { goodput = nil }
    var users = userSummary
    users.add(other.userSummary)
    summedUsers = users
  }
}
