import Experiments
import Providers
import Simulation
import Traffic

/// What a log tells that advice rests on: what each call cost, who made it, and how much of it makes a month.
package struct LogFacts: Sendable {
  /// The calls.
  package let stream: QueryStream
  /// How far its bill is reproduced.
  package let calibration: Calibration
  /// The book that prices it.
  package let prices: PriceBook
  /// The prices of each model that the log names; nil where the book has none.
  package let lists: [ModelPrices?]
  /// Picodollars of each call: recorded, else by the price book.
  package let costs: [Int64]
  /// Calls whose cost is neither recorded nor follows from the price book: the bill lacks them.
  package let unpriced: Int
  /// Days from the first call to the last.
  package let days: Double
  /// The group of each call that is left out together, and how many there are; nil where the log gives no interval.
  let groups: SamplingGroups?
  /// The same by stretches of time alone.
  let stretches: SamplingGroups?
  /// What intervals of its dollars do not allow for, each as a sentence without its full stop.
  package let intervalWarnings: [String]
  /// The confidence of intervals.
  package let confidence: Double
  /// The model that is taken for calls that name none, where no call names one; nil otherwise.
  package let assumedModel: String?
  private let assumedList: ModelPrices?
  /// The prefixes that the prompt cache of each model keeps; of the assumed model, where no call names one.
  let limits: [PrefixLimits]

  /// Reads a log.
  ///
  /// - Parameter model: what calls are priced as where the log names no model at all; gpt-4o where it is nil.
  /// - Complexity: O(requests log requests).
  package init(
    _ stream: QueryStream, calibration: Calibration, prices: PriceBook, model: String? = nil,
    confidence: Double = 0.95
  ) {
    self.stream = stream
    self.calibration = calibration
    self.prices = prices
    self.confidence = confidence
    let assumedModel = stream.recorded.model.isEmpty ? model ?? "gpt-4o" : nil
    let assumed = assumedModel.flatMap { prices.resolve($0)?.entry.prices }
    self.assumedModel = assumed == nil ? nil : assumedModel
    assumedList = assumed
    let lists = stream.recorded.modelNames.map { prices.resolve($0)?.entry.prices }
    self.lists = lists
    let names = stream.recorded.modelNames
    limits = names.isEmpty ? [PrefixLimits(model: assumedModel)] : names.map { PrefixLimits(model: $0) }
    let known = (0..<stream.count).map { request -> Int64? in
      if let own = stream.recorded.cost[request] { return own }
      if stream.recorded.gatewayHit[request] == 1 || stream.recorded.failed[request] == 1 { return 0 }
      let list = stream.recorded.model[request].flatMap { lists[Int($0)] } ?? assumed
      return list?.cost(of: stream.recordedUsage(of: request)).total.picodollars
    }
    unpriced = known.count { $0 == nil }
    let costs = known.map { $0 ?? 0 }
    self.costs = costs
    let span = (stream.arrival.last ?? .zero) - (stream.arrival.first ?? .zero)
    days = max(span.hours / 24, 1e-9)
    let groups = stream.sampled.map { SamplingGroups(of: $0) } ?? SamplingGroups(of: stream, from: 0)
    self.groups = groups
    stretches = SamplingGroups(of: stream, from: 0, unit: .time)
    intervalWarnings =
      groups.map { LogFacts.warnings($0, of: stream, costs: costs) }
      ?? [SamplingGroups.absenceWarning]
  }

  private static func warnings(_ groups: SamplingGroups, of stream: QueryStream, costs: [Int64]) -> [String] {
    var parts = [(calls: Double, dollars: Double)](repeating: (0, 0), count: groups.count)
    for request in 0..<stream.count where groups.ofRequest[request] != .max {
      parts[Int(groups.ofRequest[request])].calls += 1
      parts[Int(groups.ofRequest[request])].dollars += Double(costs[request])
    }
    let calls = parts.reduce(0.0) { $0 + $1.calls }
    let dollars = parts.reduce(0.0) { $0 + $1.dollars }
    return groups.warnings(
      of: stream, sums: [parts.map { calls - $0.calls }, parts.map { dollars - $0.dollars }])
  }

  /// Seconds that a prefix lives that nobody asks for, where a log does not tell.
  package static let usualPrefixLifetime = 300.0
  /// The share of the turns that a lifetime must explain to be taken for that of a log.
  private static let leastExplained = 0.9

  /// Seconds that a prefix lives that nobody asks for: those under which the replay of the log's prompt cache reads what
  /// the log says, or five minutes where it does not.
  package var prefixLifetime: Double {
    guard let cache = calibration.promptCache, cache.share >= LogFacts.leastExplained else {
      return LogFacts.usualPrefixLifetime
    }
    return Double(cache.rule.lifetime)
  }

  /// Number of calls.
  package var count: Int { stream.count }
  /// Whether the log has times; a month follows from nothing else.
  package var hasTimes: Bool { stream.reading?.timeUnit != nil }
  /// Whether the log has the text of its calls.
  package var hasTexts: Bool { (stream.reading?.texts ?? 0) > 0 }
  /// Whether the log names users.
  package var hasUsers: Bool { (stream.reading?.users ?? 0) > 0 }
  /// Whether every call names a model that has a price.
  package var isPriced: Bool { count > 0 && (0..<count).allSatisfy { list($0) != nil } }
  /// Dollars of the log.
  package var bill: Double { costs.reduce(0.0) { $0 + Double($1) } / 1e12 }
  /// How often the log, or what there is of it in a sample, fits into 30 days.
  package var spansPerMonth: Double { 30 / days / (stream.sampled?.share ?? 1) }

  /// The prices of a call's model, or nil.
  func list(_ request: Int) -> ModelPrices? {
    stream.recorded.model[request].flatMap { lists[Int($0)] } ?? assumedList
  }

  /// The prefixes that the prompt cache of a call's model keeps; those of the first where it names none.
  func prefixLimits(_ request: Int) -> PrefixLimits {
    limits[min(Int(stream.recorded.model[request] ?? 0), limits.count - 1)]
  }

  /// Whether the prompt cache of a call's model keeps what it is asked to keep, and charges for it.
  func isAsked(_ request: Int) -> Bool {
    guard let list = list(request), list.cacheWrite.picodollars > list.input.picodollars else { return false }
    return !prefixLimits(request).isAutomatic
  }

  /// Whether a call's prompt was read by a provider, which may keep it: neither what a gateway's cache answered, nor what
  /// failed for nothing.
  func isSent(_ request: Int) -> Bool {
    guard stream.recorded.gatewayHit[request] != 1 else { return false }
    return stream.recorded.failed[request] != 1 || costs[request] > 0
  }

  /// Whether a call reached a provider and was answered.
  func isBilled(_ request: Int) -> Bool { costs[request] > 0 }

  /// Dollars a month that savings of single calls add up to, with the interval of a log that is one draw of its users
  /// or of its hours (delete-a-group jackknife).
  ///
  /// - Parameters:
  ///   - saved: picodollars by call.
  ///   - unit: what the log is one draw of; its users where there are some, but for what single users do.
  func perMonth(_ saved: [Double], of unit: SamplingGroups.Unit = .users) -> Estimate {
    let scale = spansPerMonth / 1e12
    let total = saved.reduce(0, +) * scale
    guard let groups = unit == .time ? stretches : groups else {
      return Estimate(mean: total, halfWidth: .nan)
    }
    var parts = [Double](repeating: 0, count: groups.count)
    for (request, value) in saved.enumerated() where groups.ofRequest[request] != .max {
      parts[Int(groups.ofRequest[request])] += value * scale
    }
    // Without a group, the rest stands for the whole.
    let left = zip(parts, groups.factors).map { (total - $0) * $1 }
    return Estimate(
      mean: total,
      halfWidth: groups.interval.halfWidth(left, confidence: confidence))
  }

  /// What a month's dollars are as a share of the bill; each group is left out of both.
  func shareOfBill(_ saved: [Double], of unit: SamplingGroups.Unit = .users) -> Estimate {
    let whole = (saved: saved.reduce(0, +), bill: costs.reduce(0.0) { $0 + Double($1) })
    guard whole.bill > 0 else { return Estimate(mean: .nan, halfWidth: .nan) }
    guard let groups = unit == .time ? stretches : groups else {
      return Estimate(mean: whole.saved / whole.bill, halfWidth: .nan)
    }
    var parts = [(saved: Double, bill: Double)](repeating: (0, 0), count: groups.count)
    for (request, value) in saved.enumerated() where groups.ofRequest[request] != .max {
      parts[Int(groups.ofRequest[request])].saved += value
      parts[Int(groups.ofRequest[request])].bill += Double(costs[request])
    }
    let left = parts.map { part -> Double in
      let bill = whole.bill - part.bill
      return bill > 0 ? (whole.saved - part.saved) / bill : .nan
    }
    return Estimate(
      mean: whole.saved / whole.bill,
      halfWidth: groups.interval.halfWidth(left, confidence: confidence))
  }

  /// Calls by user, users in the order of what they cost, the dearest first; without the calls that name none.
  func users() -> [(user: UInt32, cost: Double, calls: Int)] {
    var totals: [UInt32: (cost: Double, calls: Int)] = [:]
    for request in 0..<count where stream.user[request] != stream.reading?.namelessUser {
      totals[stream.user[request], default: (0, 0)].cost += Double(costs[request])
      totals[stream.user[request], default: (0, 0)].calls += 1
    }
    return totals.map { ($0.key, $0.value.cost, $0.value.calls) }.sorted {
      ($1.cost, $0.user) < ($0.cost, $1.user)
    }
  }
}
