import Declarations
import Strategies

/// What wrong answers cost whoever gets them, beside what providers bill.
public struct ErrorPrices: Sendable, Hashable {
  /// Dollars for the answer to another question.
  public var falseHit = 0.0
  /// Dollars for an answer that has changed since.
  public var staleHit = 0.0

  /// Wrong answers cost nothing.
  public static let none = ErrorPrices()

  /// Whether any error has a price.
  public var isStated: Bool { falseHit > 0 || staleHit > 0 }

  /// The settings under `analysis` that state them.
  package static let fields = [
    Field("false_hit_usd", .eventPrice, default: 0, "what a hit with another intent's answer costs you"),
    Field("stale_hit_usd", .eventPrice, default: 0, "what a hit with an answer that has changed costs you"),
  ]

  /// Prices, by default none.
  public init(falseHit: Double = 0, staleHit: Double = 0) {
    self.falseHit = falseHit
    self.staleHit = staleHit
  }

  /// The prices of validated settings.
  package init(_ settings: Settings) {
    self.init(falseHit: settings.number("false_hit_usd"), staleHit: settings.number("stale_hit_usd"))
  }

  /// Dollars for what a hit turned out to be.
  package func price(of truth: HitTruth) -> Double {
    switch truth {
    case .wrongIntent: falseHit
    case .stale: staleHit
    case .none, .correct, .unknown: 0
    }
  }
}
