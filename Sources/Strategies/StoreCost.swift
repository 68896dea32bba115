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
      "hosting_usd_per_month", .nonNegative,
      "dollars for 720 hours of the machine or the service that holds the entries; none by default"
    ).extensive(least: 0),
    Field(
      "storage_usd_per_gb_h", .nonNegative,
      "dollars for an hour of a gigabyte of capacity_bytes, none by default; AWS asked 0.084 for Valkey and 0.125 for Redis in 2025"
    ).only(with: "capacity_bytes"),
  ]

  init(_ settings: Settings) {
    let gigabytes = Double(settings.optionalInteger("capacity_bytes") ?? 0) / 1e9
    let dollars =
      (settings.optionalNumber("hosting_usd_per_month") ?? 0)
      + (settings.optionalNumber("storage_usd_per_gb_h") ?? 0) * gigabytes * 720
    // What is beyond the amounts that are counted exactly is refused as `greatestCharge` says.
    month = Int128((min(dollars, 9.3e6) * 1e12).rounded())
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
