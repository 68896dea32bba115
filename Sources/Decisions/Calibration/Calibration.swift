import Providers
import Recordings
import Simulation
import Traffic

/// How far a log's own bill is reproduced from its calls and a price book, before anything is varied.
///
/// Each call is billed as it was made: by its model and its own counts of tokens; what the log's gateway answered from
/// its cache, and what failed, costs nothing. What the log does not record is compared with nothing.
package struct Calibration: Sendable {
  /// Calls of one kind: of a model, or of a day.
  package struct Group: Sendable {
    /// The model, or the day in UTC.
    package var name: String
    /// All calls.
    package var calls = 0
    /// Calls that a gateway's cache answered.
    package var hits = 0
    /// Those of them that the cache found by meaning.
    package var nearHits = 0
    /// Calls that failed.
    package var failed = 0
    /// Tokens of the calls that reached the provider.
    package var tokens = TokenUsage()
    /// Calls whose spend the log has.
    package var billed = 0
    /// Their spend in picodollars.
    package var recorded: Int128 = 0
    /// What the same calls cost by the price book.
    package var reproduced: Int128 = 0
    /// What the calls without a recorded spend cost by the price book.
    package var unrecorded: Int128 = 0
    /// Calls without a price.
    package var unpriced = 0
    /// Spend of the calls whose cost is reproduced.
    package var matched: Int128 = 0
    /// Spend of calls that the price book gives for nothing: failures, and what a cache answered.
    package var forNothing: Int128 = 0
    /// Calls that the log has for nothing and the price book has not, though they neither failed nor came from a cache, and
    /// what they cost by it.
    package var unbilled: (calls: Int, cost: Int128) = (0, 0)
    /// The least and the greatest ratio of a call's recorded spend to its price.
    package var ratios: ClosedRange<Double>?
    /// Its calls by what multiple of the price book they were billed at, in the order of time; of a model, where the log
    /// has days.
    var steps: [PriceStep] = []
    /// Why there is no price, or under which name it stands.
    package var note: String?
  }

  /// By model, dearest first.
  package private(set) var models: [Group] = []
  /// By day, where the log has times; nil otherwise.
  package private(set) var days: [Group]?
  /// All calls.
  package private(set) var total = Group(name: "total")
  /// Latency of each model that has any recorded.
  package internal(set) var latencies: [ModelLatency] = []
  /// The gateway's cache, replayed; nil where the log tells of none, or the text of its calls is not there.
  package internal(set) var gateway: GatewayReplay?
  /// The provider's prompt cache, replayed; nil where the log does not tell cached tokens and conversations.
  package internal(set) var promptCache: CacheReplay?
  /// Within what recorded spends are running totals; nil where they are those of single calls, as far as the price book tells.
  package private(set) var runningTotal: RunningTotal?
  /// The stream's profile.
  package let profile: StreamProfile
  /// The exponent of Zipf's law that fits the repeats of prompts best; nil without repeats.
  package let zipfExponent: Double?

  /// A call's cost is reproduced when it lies as near to the recorded one: half a percent, or a nanodollar.
  package static let tolerance = 0.005

  /// The share of the recorded spend that lies on calls whose cost is reproduced; nil where no spend is recorded. What the
  /// price book gives for calls that the log has for nothing counts as spend that is not.
  package var reproducedShare: Double? {
    guard total.billed > 0 else { return nil }
    guard total.recorded > 0 else { return total.reproduced == 0 ? 1 : 0 }
    return Double(total.matched) / Double(total.recorded + total.unbilled.cost)
  }

  /// Reads a stream against a price book.
  ///
  /// - Complexity: O(requests log requests).
  package init(_ stream: QueryStream, prices book: PriceBook) {
    profile = StreamProfile(stream)
    zipfExponent = Calibration.zipfExponent(stream)
    let recorded = stream.recorded
    let matches = recorded.modelNames.map(book.resolve)
    var groups = recorded.modelNames.map { Group(name: $0) }
    for (place, match) in matches.enumerated() {
      groups[place].note = match.map { $0.note(groups[place].name) } ?? book.missing(groups[place].name)
    }
    var nameless = Group(name: "(no model)", note: "the log names no model for these calls")
    var days: [Group] = []
    let origin = stream.reading?.timeUnit == nil ? nil : stream.reading?.firstTime
    let isDated = origin.map { $0 >= 100_000_000_000_000_000 } == true
    for request in 0..<stream.count {
      let model = recorded.model[request].map(Int.init)
      let call = Call(request, of: stream, prices: model.flatMap { matches[$0] }?.entry.prices)
      if let model { groups[model].add(call) } else { nameless.add(call) }
      total.add(call)
      guard let origin else { continue }
      let time = origin + Int128(stream.arrival[request].nanoseconds)
      let day = CalendarTime(nanoseconds: time).day
      if days.last?.name != day { days.append(Group(name: day)) }
      days[days.count - 1].add(call)
      // Days before 1973 count from an origin of the log's own.
      if isDated, let model, let ratio = call.ratio { groups[model].take(ratio: ratio, on: day) }
    }
    if nameless.calls > 0 { groups.append(nameless) }
    models = groups.filter { $0.calls > 0 }.sorted {
      ($1.recorded + $1.unrecorded, $0.name) < ($0.recorded + $0.unrecorded, $1.name)
    }
    self.days = isDated ? days : nil
    latencies = ModelLatency.all(of: stream)
    if reproducedShare.map({ $0 < 0.5 }) == true {
      runningTotal = RunningTotal.find(in: stream) { request in
        let model = recorded.model[request].map(Int.init)
        let call = Call(request, of: stream, prices: model.flatMap { matches[$0] }?.entry.prices)
        guard call.ratio != nil, let spend = call.recorded, let price = call.cost else { return nil }
        return (spend, price)
      }
    }
  }

  /// One call as it was billed.
  fileprivate struct Call {
    var isHit: Bool
    var isNearHit: Bool
    var isFailed: Bool
    var usage: TokenUsage
    var recorded: Int64?
    /// Picodollars by the price book; nil without a price.
    var cost: Int64?
    /// The recorded spend as a multiple of the price; nil where there is none of either, or so little that its last digit
    /// moves it.
    var ratio: Double? {
      guard let recorded, recorded > 0, let cost, cost > 200_000 else { return nil }
      return Double(recorded) / Double(cost)
    }

    init(_ request: Int, of stream: QueryStream, prices: ModelPrices?) {
      isHit = stream.recorded.gatewayHit[request] == 1
      isNearHit = stream.recorded.nearHit[request] == 1
      isFailed = stream.recorded.failed[request] == 1
      recorded = stream.recorded.cost[request]
      // A failure that the log bills was billed.
      let isFree = isHit || isFailed && (recorded ?? 0) == 0
      usage = isFree ? TokenUsage() : stream.recordedUsage(of: request)
      cost = isFree ? 0 : prices?.cost(of: usage).total.picodollars
    }
  }
}

extension Calibration.Group {
  fileprivate mutating func add(_ call: Calibration.Call) {
    calls += 1
    if call.isHit { hits += 1 }
    if call.isNearHit { nearHits += 1 }
    if call.isFailed { failed += 1 }
    tokens.add(call.usage)
    if call.cost == nil { unpriced += 1 }
    guard let own = call.recorded else {
      unrecorded += Int128(call.cost ?? 0)
      return
    }
    billed += 1
    recorded += Int128(own)
    guard let cost = call.cost else { return }
    reproduced += Int128(cost)
    let difference = abs(Double(own) - Double(cost))
    if difference <= max(1000, Calibration.tolerance * Double(own)) { matched += Int128(own) }
    guard cost > 0 else {
      forNothing += Int128(own)
      return
    }
    guard own > 0 else {
      if difference > 1000 { unbilled = (unbilled.calls + 1, unbilled.cost + Int128(cost)) }
      return
    }
    let ratio = Double(own) / Double(cost)
    ratios = ratios.map { min($0.lowerBound, ratio)...max($0.upperBound, ratio) } ?? ratio...ratio
  }
}

extension Calibration {
  /// The exponent under which the counts of prompts are likeliest, if the n-th commonest is asked in proportion to
  /// 1 / n^s; nil without repeats.
  private static func zipfExponent(_ stream: QueryStream) -> Double? {
    guard stream.promptCount > 1, stream.promptCount < stream.count else { return nil }
    var counts = [Int](repeating: 0, count: stream.promptCount)
    for prompt in stream.prompt { counts[Int(prompt)] += 1 }
    counts.sort(by: >)
    let logs = counts.indices.map { Transcendental.log(Double($0 + 1)) }
    let mean = zip(counts, logs).reduce(0) { $0 + Double($1.0) * $1.1 } / Double(stream.count)
    /// The mean logarithm of the rank at an exponent; it falls as the exponent grows.
    func expected(_ s: Double) -> Double {
      var (weights, sum) = (0.0, 0.0)
      for log in logs {
        let weight = Transcendental.exp(-s * log)
        weights += weight
        sum += weight * log
      }
      return sum / weights
    }
    var (low, high) = (0.0, 5.0)
    if expected(low) <= mean { return 0 }
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if expected(middle) > mean { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
