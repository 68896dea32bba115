import Simulation
import Tables
import Experiments

/// Capacities as people read them.
struct CapacityText {
  /// The unit.
  let unit: CapacityUnit

  /// The name of the unit.
  var unitName: String { unit == .bytes ? "bytes" : "entries" }

  /// The number alone, as in a column of them: `763,274`, `64 MiB`.
  func number(_ capacity: UInt64) -> String {
    unit == .bytes ? CapacityText.bytes(Double(capacity)) : capacity.grouped
  }

  /// A phrase: `763,274 entries`, `64 MiB`.
  func phrase(_ capacity: UInt64) -> String {
    unit == .bytes ? number(capacity) : "\(number(capacity)) \(capacity == 1 ? "entry" : "entries")"
  }

  /// Bytes in the largest binary unit that leaves at least one.
  static func bytes(_ count: Double) -> String {
    var (value, place) = (count, 0)
    let names = ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
    while value >= 1024, place + 1 < names.count { (value, place) = (value / 1024, place + 1) }
    return "\(NumberText.tic(DecimalDigits.short(value))) \(names[place])"
  }
}

extension DecimalDigits {
  /// A number with three significant digits, or all of its whole part.
  fileprivate static func short(_ value: Double) -> Double {
    value >= 100 ? value.rounded() : value >= 10 ? (value * 10).rounded() / 10 : (value * 100).rounded() / 100
  }
}
