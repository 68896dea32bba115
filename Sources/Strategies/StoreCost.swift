import Declarations
import Providers
import Simulation

/// What a cache costs whether it is asked or not: its machine or service, and the memory that it holds.
struct StoreCost: Sendable {
  /// Picodollars for a month of 720 hours.
  let month: Int128

  private static let monthLength = Int128(720 * 3600) * 1_000_000_000

  static let fields = [
    Field(
      "hosting_usd_per_month", .nonNegative, default: 0,
      "dollars for 720 hours of the machine or the service that holds the entries"
    ).extensive(least: 0),
    Field(
      "storage_usd_per_gb_h", .nonNegative, default: 0,
      "dollars for an hour of a gigabyte of capacity_bytes; AWS asked 0.084 for Valkey and 0.125 for Redis in 2025"
    ).only(with: "capacity_bytes"),
  ]

  init(_ settings: Settings) {
    let gigabytes = Double(settings.optionalInteger("capacity_bytes") ?? 0) / 1e9
    let dollars =
      settings.number("hosting_usd_per_month") + settings.number("storage_usd_per_gb_h") * gigabytes * 720
    month = Int128((min(dollars, 1e15) * 1e12).rounded())
  }

  /// The most that a request is charged, where one comes every month at least.
  var greatestCharge: Money { StoreCost.money(month) }

  /// What was spent up to a time from the start of the run.
  func spent(by time: VirtualTime) -> Int128 { month * Int128(time.nanoseconds) / StoreCost.monthLength }

  static func money(_ amount: Int128) -> Money {
    Int64(exactly: amount).map { Money(picodollars: $0) } ?? .beyondExact
  }
}

extension ResponseStore {
  /// Charges a request for what the cache has cost since the one before.
  func chargeHosting(to passage: Passage) {
    guard limits.cost.month > 0 else { return }
    let spent = limits.cost.spent(by: passage.now)
    passage.bill(StoreCost.money(spent - hostingBilled), for: .storage)
    hostingBilled = spent
  }
}
