/// An amount of money in integer picodollars (10^-12 US dollars).
public struct Money: Sendable, Hashable, Comparable {
  /// The amount in picodollars.
  public var picodollars: Int64

  /// Wraps a count of picodollars.
  @inlinable public init(picodollars: Int64) { self.picodollars = picodollars }

  /// Nothing.
  public static let zero = Money(picodollars: 0)

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
    Money(picodollars: left.picodollars &+ right.picodollars)
  }

  @inlinable public static func - (left: Money, right: Money) -> Money {
    Money(picodollars: left.picodollars &- right.picodollars)
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
    picodollars = Int64(min(max((dollarsPerMillion * 1e6).rounded(), 0), 1e12))
  }

  /// Dollars per million tokens.
  public var dollarsPerMillion: Double { Double(picodollars) / 1e6 }

  /// The price times a factor, rounded to the nearest picodollar.
  public func times(_ factor: Double) -> TokenPrice {
    TokenPrice(picodollars: Int64(min(max((Double(picodollars) * factor).rounded(), 0), 1e12)))
  }

  /// The cost of a number of tokens, exact.
  @inlinable public static func * (price: TokenPrice, tokens: Int) -> Money {
    Money(picodollars: price.picodollars &* Int64(tokens))
  }
}

/// What money is spent on.
public enum CostComponent: Int, CaseIterable, Sendable {
  case input, cachedInput, cacheWrite, output, failedCalls, embedding, routing, storage

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
    }
  }
}
