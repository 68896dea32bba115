import Traffic

/// What a model charges beside and instead of its usual rates.
public struct PriceExtras: Sendable, Hashable {
  /// The price of a search of the web, where that is known.
  public var webSearch: WebSearchPrice?
  /// What multiplies all rates of a call in the faster mode; 1 where the model has none.
  public var fastFactor = 1.0
  /// What multiplies all rates of a call that is kept in the United States.
  public var keptInUSFactor = 1.0
  /// Rates of some hours of the week.
  public var offPeak: OffPeakRates?

  /// Nothing beside the usual rates.
  public init() {}

  /// The greatest factor that a call may have.
  var greatestFactor: Double { max(1, fastFactor) * max(1, keptInUSFactor) }

  /// What multiplies the rates of a call.
  func factor(of terms: CallTerms) -> Double {
    (terms.contains(.fast) ? fastFactor : 1) * (terms.contains(.keptInUS) ? keptInUSFactor : 1)
  }

  /// The rates of a call by how and when it is processed; without a minute those of the usual hours.
  func rates(_ usual: TokenRates, _ terms: CallTerms, at minute: WeekMinute?) -> TokenRates {
    var rates = usual
    if let offPeak, let minute, offPeak.holds(at: minute) { rates = offPeak.rates(instead: rates) }
    let factor = terms.isEmpty ? 1 : factor(of: terms)
    return factor == 1 ? rates : rates.times(factor)
  }
}

/// What searches of the web cost.
public struct WebSearchPrice: Sendable, Hashable {
  /// The price of one, at the usual size of what it brings into the context.
  public var each: TokenPrice
  /// Whether a call that searched costs one however often it did, as with Gemini 2.
  public var isByCall: Bool

  /// Makes a price.
  public init(each: TokenPrice, isByCall: Bool = false) {
    self.each = each
    self.isByCall = isByCall
  }

  /// What the searches of a call cost.
  func cost(_ count: UInt32) -> Money { each * (isByCall ? min(1, Int(count)) : Int(count)) }
}

/// A minute of the week in UTC, from Monday at midnight.
public struct WeekMinute: Sendable, Hashable {
  /// Minutes from Monday at midnight, below 10,080.
  public let minutes: UInt16
  /// The minutes of a week.
  static let count = 7 * 1440

  init(minutes: UInt16) { self.minutes = minutes }

  /// The minute of a time in nanoseconds since 1970.
  public init(nanoseconds: Int64) {
    // 1970 began on a Thursday.
    let week = Int64(WeekMinute.count) * 60_000_000_000
    let place = (nanoseconds % week + week + 3 * 1440 * 60_000_000_000) % week
    minutes = UInt16(place / 60_000_000_000)
  }
}

/// Rates that hold in some hours of the week, DeepSeek's off-peak prices.
public struct OffPeakRates: Sendable, Hashable {
  /// Hours of some days.
  public struct Window: Sendable, Hashable {
    /// Days from 1, Monday, to 7.
    public var weekdays: [Int]
    /// Minutes of the day in UTC, the end left out; hours over midnight are two.
    public var hours: [Range<Int>]
  }

  /// When they hold.
  public var windows: [Window]
  /// Minutes by which the days of the week begin before those of UTC.
  public var dayOffset: Int
  /// What uncached input costs in these hours; nil, here and below, where the usual rate goes on.
  public var input: TokenPrice?
  /// What output costs.
  public var output: TokenPrice?
  /// What input read from the prompt cache costs.
  public var cachedInput: TokenPrice?
  /// What input written to it costs.
  public var cacheWrite: TokenPrice?
  /// What output costs that the model reasoned with.
  public var reasoning: TokenPrice?

  /// The first minute of the week in which they hold; nil where they never do.
  public var firstMinute: WeekMinute? {
    (0..<WeekMinute.count).lazy.map { WeekMinute(minutes: UInt16($0)) }.first(where: holds)
  }

  /// Whether they hold.
  func holds(at minute: WeekMinute) -> Bool {
    let ofDay = Int(minute.minutes) % 1440
    let weekday = (Int(minute.minutes) + dayOffset + WeekMinute.count) % WeekMinute.count / 1440 + 1
    return windows.contains { window in
      window.weekdays.contains(weekday) && window.hours.contains { $0.contains(ofDay) }
    }
  }

  /// The same rates times a factor.
  func times(_ factor: Double) -> OffPeakRates {
    var rates = self
    for price in [\OffPeakRates.input, \.output, \.cachedInput, \.cacheWrite, \.reasoning] {
      rates[keyPath: price] = rates[keyPath: price]?.times(factor)
    }
    return rates
  }

  /// The rates in these hours.
  package func rates(instead usual: TokenRates) -> TokenRates {
    var rates = usual
    if let input {
      // What followed the price of input still does.
      if usual.cacheWrite == usual.input { rates.cacheWrite = input }
      if usual.cachedInput == usual.input { rates.cachedInput = input }
      rates.input = input
    }
    rates.output = output ?? rates.output
    rates.cachedInput = cachedInput ?? rates.cachedInput
    if let cacheWrite { rates.cacheWrite = cacheWrite }
    rates.reasoning = reasoning ?? rates.reasoning
    return rates
  }
}
