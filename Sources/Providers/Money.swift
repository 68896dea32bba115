/// An amount of money in integer picodollars (10^-12 US dollars).
///
/// Sums and products never wrap: what Int64 does not hold becomes `beyondExact`, and stays it.
public struct Money: Sendable, Hashable, Comparable {
  /// The amount in picodollars.
  public var picodollars: Int64

  /// Wraps a count of picodollars.
  @inlinable public init(picodollars: Int64) { self.picodollars = picodollars }

  /// Nothing.
  public static let zero = Money(picodollars: 0)

  /// More than is counted exactly: 9,223,372 dollars. A run that meets it is refused.
  public static let beyondExact = Money(picodollars: .max)

  /// An amount in dollars, rounded to the nearest picodollar and clamped to what Int64 holds.
  public init(dollars: Double) {
    let value = (dollars * 1e12).rounded()
    picodollars = value >= 9.2e18 ? .max : value <= -9.2e18 ? .min : value == value ? Int64(value) : 0
  }

  /// The amount in dollars.
  public var dollars: Double { Double(picodollars) / 1e12 }

  @inlinable public static func < (left: Money, right: Money) -> Bool {
    left.picodollars < right.picodollars
  }

  @inlinable public static func + (left: Money, right: Money) -> Money {
    let (sum, overflow) = left.picodollars.addingReportingOverflow(right.picodollars)
    return overflow || left == .beyondExact || right == .beyondExact ? .beyondExact : Money(picodollars: sum)
  }

  @inlinable public static func - (left: Money, right: Money) -> Money {
    let (difference, overflow) = left.picodollars.subtractingReportingOverflow(right.picodollars)
    return overflow || left == .beyondExact || right == .beyondExact
      ? .beyondExact : Money(picodollars: difference)
  }

  @inlinable public static func += (left: inout Money, right: Money) { left = left + right }
}

/// The price of one token in picodollars.
public struct TokenPrice: Sendable, Hashable {
  /// Picodollars a token.
  public var picodollars: Int64

  /// Wraps picodollars a token.
  public init(picodollars: Int64) { self.picodollars = picodollars }

  /// A price in dollars per million tokens, rounded to a millionth of a dollar per million tokens.
  ///
  /// The greatest price is 1,000,000 dollars per million tokens.
  public init(dollarsPerMillion: Double) {
    picodollars = TokenPrice.clamped(dollarsPerMillion * 1e6)
  }

  /// Dollars per million tokens.
  public var dollarsPerMillion: Double { Double(picodollars) / 1e6 }

  /// The price times a factor, rounded to the nearest picodollar.
  public func times(_ factor: Double) -> TokenPrice {
    TokenPrice(picodollars: TokenPrice.clamped(Double(picodollars) * factor))
  }

  /// What is not a number is free.
  private static func clamped(_ value: Double) -> Int64 {
    value > 0 ? Int64(min(value.rounded(), 1e12)) : 0
  }

  /// The cost of a number of tokens, exact.
  @inlinable public static func * (price: TokenPrice, tokens: Int) -> Money {
    let (product, overflow) = price.picodollars.multipliedReportingOverflow(by: Int64(tokens))
    return overflow ? .beyondExact : Money(picodollars: product)
  }
}

/// What money is spent on.
public enum CostComponent: Int, CaseIterable, Sendable {
  case input, cachedInput, cacheWrite, output, failedCalls, embedding, routing, storage
  /// What was billed of calls that were cancelled because another answered first.
  case cancelledCalls
  /// Verdicts on what a cache has found.
  case judging
  /// Calls that fill a cache ahead of its requests.
  case warming

  /// The name in tables and CSV.
  public var name: String {
    switch self {
    case .input: "input"
    case .cachedInput: "cached_input"
    case .cacheWrite: "cache_write"
    case .output: "output"
    case .failedCalls: "failed_calls"
    case .embedding: "embedding"
    case .routing: "routing"
    case .storage: "storage"
    case .cancelledCalls: "cancelled_calls"
    case .judging: "judging"
    case .warming: "warming"
    }
  }

  /// What is told only where something was spent on it, so that tables without it are as they were before it existed.
  package static let special: Set<CostComponent> = [.cancelledCalls, .judging, .warming]
}
