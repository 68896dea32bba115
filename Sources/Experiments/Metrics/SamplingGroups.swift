import Metrics
import Simulation
import Traffic

/// The parts of a recording that are taken for independent, so that their differences give an interval.
///
/// A log is one draw of its users, or of its hours or days where too few users are recorded. The log is replayed without
/// each group in turn (delete-a-group jackknife; Kott: "The delete-a-group jackknife", Journal of Official Statistics,
/// 2001): what one user asks another's cache is filled with, so that counting the hits of the rest would not do.
/// Calls that name no user are of nobody knows how many: where they are more than a group of users has, the log is taken for
/// one draw of its hours, as one without users.
package struct SamplingGroups: Sendable {
  /// What a group holds.
  package enum Unit: Sendable, Hashable {
    /// Users: all requests of a user are in one group.
    case users
    /// Time: each group is a stretch of it, as long as the others, so that the number of requests in it is luck as well.
    case time
    /// The units of a sample.
    case sampled(SampleUnit)

    /// Several groups of it, in words.
    var words: String {
      switch self {
      case .users: "groups of users"
      case .time: "stretches of time"
      case .sampled(let unit): "groups of \(unit.plural)"
      }
    }
  }

  /// What a group holds.
  package let unit: Unit
  /// How many groups there are.
  package let count: Int
  /// The group of each request.
  package let ofRequest: [UInt8]
  /// How it is told; nil of a sample, whose requests have theirs beside them.
  private let rule: Rule?
  /// The part of the requests that is left without each group; of a log that is taken whole, of its users or stretches.
  package let rest: [Double]
  /// By what a sum without each group is scaled up to the whole.
  package let factors: [Double]
  /// The users, where there are several and yet too few to stand for others; 0 otherwise.
  package let fewUsers: Int

  /// How intervals follow from the figures without each of them.
  package let interval: LogInterval

  /// Several of them, in words.
  var words: String {
    guard case .users = unit, let users = rule?.parts.whole else { return unit.words }
    return users == count ? "users" : "\(unit.words), \(users) in all"
  }

  /// What is said of them.
  package static func warning(ofFewUsers users: Int) -> String {
    "\(users) users are too few to tell how others would differ: intervals tell how another time of the same users would"
  }

  static let most = 30
  static let fewest = 10
  /// Requests that all replays of a strategy together may have before there are fewer groups.
  private static let replayed = 20_000_000
  /// Stretches that have fewer requests on average are no parts of their own.
  private static let leastRequests = 20

  /// The groups of the requests from one on; nil where one log gives no interval: too few users, and too few requests, or
  /// all of them in a few moments.
  ///
  /// - Parameter wanted: users where there are enough of them, or time in any case.
  /// - Complexity: O(requests).
  package init?(of stream: QueryStream, from first: Int, unit wanted: Unit = .users) {
    guard stream.count > first, let last = stream.arrival.last else { return nil }
    let rule = Rule(
      users: Set(stream.user[first...]), nameless: Nameless(stream, from: first), requests: stream.count,
      from: first, at: stream.arrival[first], to: last, unit: wanted)
    guard let rule else { return nil }
    let groups = (0..<stream.count).map {
      rule.group(of: $0, user: stream.user[$0], at: stream.arrival[$0])
    }
    var isFilled = [Bool](repeating: false, count: 256)
    for group in groups { isFilled[Int(group)] = true }
    guard rule.suffices(isFilled) else { return nil }
    self.init(rule, ofRequest: groups)
  }

  /// The groups of a stream that comes in windows.
  init(_ rule: Rule) { self.init(rule, ofRequest: []) }

  private init(_ rule: Rule, ofRequest groups: [UInt8]) {
    unit = rule.unit
    count = rule.count
    ofRequest = groups
    // Groups of users are not all of one size, and a log is one draw of so many users.
    let parts = rule.parts
    rest = parts.sizes.map { 1 - Double($0) / Double(parts.whole) }
    factors = parts.sizes.map { Double(parts.whole) / Double(parts.whole - $0) }
    fewUsers = rule.fewUsers
    interval = rule.interval
    self.rule = rule
  }

  /// The calls of a log that name no user.
  struct Nameless: Sendable {
    /// The user that stands for them; nil where each call names one.
    let user: UInt32?
    /// How many they are.
    private(set) var requests = 0

    /// Those of none of a stream's requests, which ``add(_:from:)`` takes.
    init(of stream: QueryStream) { user = stream.reading?.namelessUser }

    /// Those of the requests from one on.
    init(_ stream: QueryStream, from first: Int) {
      self.init(of: stream)
      add(stream, from: first)
    }

    /// Takes the requests from one on.
    mutating func add(_ window: QueryStream, from first: Int) {
      if let user { requests += window.user[first...].count { $0 == user } }
    }
  }

  /// How a request's group is told without the others.
  struct Rule: Sendable {
    let unit: Unit
    let count: Int
    /// The users, where there are several and yet too few to stand for others; 0 otherwise.
    private(set) var fewUsers = 0
    /// How intervals follow from the figures without each group.
    private(set) var interval = LogInterval.exchangeable
    /// The group of each user; empty where groups are stretches of time.
    private var ofUser: [UInt32: UInt8] = [:]
    /// The first request that is measured, and when it arrives.
    private let first: Int
    private let start: VirtualTime
    /// Groups in a nanosecond.
    private var density = 0.0

    /// The rule for a log; nil where it gives no interval.
    ///
    /// - Parameters:
    ///   - users: those of the requests from `first` on.
    ///   - nameless: those of the same requests that name none.
    ///   - requests: how many the log has.
    ///   - start: when the first of these arrives.
    ///   - last: when the last one does.
    ///   - wanted: users where there are enough of them, or time in any case.
    init?(
      users: Set<UInt32>, nameless: Nameless, requests: Int, from first: Int, at start: VirtualTime,
      to last: VirtualTime, unit wanted: Unit = .users
    ) {
      self.first = first
      self.start = start
      let measured = requests - first
      // What a month costs does not follow from a moment, whoever asks in it.
      guard measured > 0, last > start else { return nil }
      let most = max(fewest, min(SamplingGroups.most, replayed / requests))
      let named = users.count - (nameless.requests > 0 ? 1 : 0)
      if case .users = wanted, named >= fewest, nameless.requests <= measured / min(most, users.count) {
        unit = .users
        let count = min(most, users.count)
        self.count = count
        // In the order of a hash, dealt out in turn, so that groups hold as many users each.
        let order = users.sorted {
          let (left, right) = (RandomStream.mix(UInt64($0) &+ 1), RandomStream.mix(UInt64($1) &+ 1))
          return left < right
        }
        ofUser = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, UInt8($0 % count)) })
      } else {
        unit = .time
        if case .users = wanted, (2..<fewest).contains(named) { fewUsers = named }
        let enough = measured / leastRequests
        guard enough >= fewest else { return nil }
        let length = last - start
        interval = .series(hours: length.hours)
        let count = min(Rule.stretches(of: length, most: most), enough)
        self.count = count
        density = Double(count) / Double(max(1, length.nanoseconds))
      }
    }

    /// How many stretches a span is cut into: days where it has some, since one day is like the other and its hours are not.
    private static func stretches(of length: VirtualTime, most: Int) -> Int {
      let days = Int((length.hours / 24).rounded(.up))
      guard days >= LogInterval.fewestDays else { return most }
      return days / ((days + most - 1) / most)
    }

    /// The group of a request by its number, its user and its arrival; `.max` for one that is in none.
    func group(of request: Int, user: UInt32, at arrival: VirtualTime) -> UInt8 {
      // Requests of the warm-up leave with their users; those of users who are not measured stay.
      if case .users = unit { return ofUser[user] ?? .max }
      guard request >= first else { return .max }
      let place = Double((arrival - start).nanoseconds) * density
      return UInt8(min(Double(count - 1), max(0, place)))
    }

    /// How many of the whole's users each group has; of stretches of time, one each.
    var parts: (sizes: [Int], whole: Int) {
      guard case .users = unit else { return (Array(repeating: 1, count: count), count) }
      let (each, more) = ofUser.count.quotientAndRemainder(dividingBy: count)
      return ((0..<count).map { each + ($0 < more ? 1 : 0) }, ofUser.count)
    }

    /// Whether enough groups have requests; what comes in a few moments says nothing of other moments.
    ///
    /// - Parameter isFilled: whether each group has any, those beyond `count` left aside.
    func suffices(_ isFilled: [Bool]) -> Bool {
      guard case .time = unit else { return true }
      return isFilled.prefix(count).count { $0 } >= max(LogInterval.fewestDays, (count + 2) / 3)
    }
  }

  /// Says of a window's requests that they are of a group that is left out.
  func absence(of leftOut: UInt8, in window: QueryStream) -> @Sendable (Int) -> Bool {
    if let groups = window.sampled?.groups { return { groups[$0] == leftOut } }
    let (rule, first, users, arrivals) = (rule, window.firstOrigin, window.user, window.arrival)
    return { rule?.group(of: first + $0, user: users[$0], at: arrivals[$0]) == leftOut }
  }

  /// The groups that the units of a sample were dealt out to by their hash.
  package init(of part: SampledPart) {
    unit = .sampled(part.sample.unit)
    count = StreamSample.groups
    ofRequest = part.groups
    fewUsers = 0
    interval = .exchangeable
    rule = nil
    var sizes = [Int](repeating: 0, count: count)
    for group in part.groups { sizes[Int(group)] += 1 }
    if !part.groupSizes.isEmpty { sizes = part.groupSizes }
    let whole = Double(max(1, sizes.reduce(0, +)))
    rest = sizes.map { 1 - Double($0) / whole }
    factors = Array(repeating: Double(count) / Double(count - 1), count: count)
  }

  /// The half-width of a sample's error, whose groups are alike.
  ///
  /// - Parameters:
  ///   - left: the metric without each group in turn.
  ///   - fitted: how many slopes were fitted to the values.
  package static func halfWidth(_ left: [Double], confidence: Double, fitted: Int = 0) -> Double {
    let known = left.filter(\.isFinite)
    guard known.count >= min(fewest, max(LogInterval.fewestDays, left.count)) else { return .nan }
    let n = Double(known.count)
    let mean = LogInterval.mean(of: known)
    let freedom = known.count - 1 - fitted
    let sum = known.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let variance = (n - 1) / n * sum * (n - 1) / Double(freedom)
    return StudentT.quantile(0.5 + confidence / 2, degreesOfFreedom: freedom) * variance.squareRoot()
  }
}

extension MetricValues {
  /// The values of a recording of which a part is left; sums over the whole span are scaled up to it.
  func scaledUp(by factor: Double) -> MetricValues {
    var scaled = self
    for metric in Metric.allCases where metric.isTotal { scaled[metric] *= factor }
    return scaled
  }
}

extension Metric {
  /// Whether a value is a sum over the measured span, which grows with it.
  var isTotal: Bool {
    switch unit {
    case .dollars, .calls: true
    default: self == .requests || self == .retries
    }
  }
}
