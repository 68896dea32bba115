import Declarations
import Experiments
import Metrics
import Tables

/// Values of one metric in words, with as many decimals as tell them apart.
struct FigureText {
  /// The metric; nil for one that this version does not know.
  private let metric: Metric?
  private let decimals: Int
  private let scale: Double
  private let unit: Unit

  private enum Unit { case percent, dollars, seconds, milliseconds, plain }

  /// The most decimals: differences that are smaller are said, not shown.
  private static let most = 9

  /// Words for values of a metric.
  init(_ name: String, _ values: [Double?]) {
    metric = Metric(rawValue: name)
    let finite = values.compactMap { $0 }.filter(\.isFinite)
    let greatest = finite.map(\.magnitude).max() ?? 0
    let least: Int
    switch metric?.unit {
    case .share: (unit, scale, least) = (.percent, 100, 1)
    case .dollars, .dollarsPerMonth, .dollarsPer1kRequests:
      (unit, scale) = (.dollars, 1)
      least = greatest >= 100 ? 0 : greatest >= 1 || greatest == 0 ? 2 : 4
    case .milliseconds:
      (unit, scale) = greatest >= 1000 ? (.seconds, 1e-3) : (.milliseconds, 1)
      least = greatest >= 10_000 ? 1 : greatest >= 1000 ? 2 : 0
    case .quality: (unit, scale, least) = (.plain, 1, 3)
    case .calls, .callsPerMonth: (unit, scale, least) = (.plain, 1, 0)
    case .count, nil: (unit, scale, least) = (.plain, 1, greatest >= 100 ? 0 : greatest >= 1 ? 2 : 4)
    }
    var decimals = least
    let sorted = finite.sorted()
    for (low, high) in zip(sorted, sorted.dropFirst()) where high > low {
      // The first digit in which two values differ is shown, and one behind it where they are close.
      let place = DecimalDigits((high - low) * scale)?.leadingPlace ?? 0
      let needed = -place + (place < -least ? 1 : 0)
      if needed <= FigureText.most { decimals = max(decimals, needed) }
    }
    // What is not nothing is not shown as nothing, but for what is left of sums of floating-point numbers.
    for value in finite where value.magnitude * scale >= 1e-6 {
      decimals = max(decimals, -(DecimalDigits(value * scale)?.leadingPlace ?? 0))
    }
    // Cents are two digits.
    if unit == .dollars, decimals == 1 { decimals = 2 }
    self.decimals = unit == .plain && finite.allSatisfy { $0.rounded() == $0 } ? 0 : decimals
  }

  /// A value with its unit.
  func text(_ value: Double?) -> String {
    guard let value, value.isFinite else { return NumberText.missing }
    let number = NumberText.fixed(value.magnitude * scale, decimals: decimals)
    let sign = value < 0 && number.contains { $0 != "0" && $0 != "." && $0 != "," } ? "-" : ""
    switch unit {
    case .percent: return sign + number + " %"
    case .dollars: return sign + "$" + number
    case .seconds: return sign + number + " s"
    case .milliseconds: return sign + number + " ms"
    case .plain: return sign + number
    }
  }

  /// The way from one value to another, such as `43.7 % -> 3.4 % (-40.2 points)`.
  func text(from before: Double?, to after: Double?) -> String {
    guard let before, let after, before.isFinite, after.isFinite else {
      return "\(text(before)) -> \(after == nil ? "n/a now" : text(after))"
    }
    let (old, new) = (text(before), text(after))
    guard old != new else { return "\(old) -> \(new) (in the last digits)" }
    return "\(old) -> \(new)\(period) (\(change(from: before, to: after)))"
  }

  /// What a price is for, behind the price.
  private var period: String {
    switch metric?.rawValue {
    case Metric.totalCostPerMonth.rawValue: " a month in all"
    default:
      switch metric?.unit {
      case .dollarsPerMonth, .callsPerMonth: " a month"
      case .dollarsPer1kRequests: " per 1,000 requests"
      default: ""
      }
    }
  }

  private func change(from before: Double, to after: Double) -> String {
    let sign = after < before ? "-" : "+"
    let size = abs(after - before) * scale
    switch metric?.unit {
    case .share: return "\(sign)\(NumberText.fixed(size, decimals: decimals)) points"
    case .quality: return "\(sign)\(NumberText.fixed(size, decimals: decimals))"
    default: break
    }
    guard before != 0 else { return "\(sign)\(NumberText.fixed(size, decimals: decimals))" }
    let share = abs((after - before) / before)
    guard share < 1e6 else { return "more than a million times" }
    guard share < 10 else { return "\(NumberText.significant(after / before)) times" }
    if share < 5e-6 { return "\(sign)less than 0.001 %" }
    return sign
      + (share < 0.001 ? NumberText.fixed(share * 100, decimals: 3) + " %" : NumberText.percent(share))
  }

  /// The metric's name in words; empty for the bill, which its unit names.
  static func name(_ name: String) -> String {
    guard let metric = Metric(rawValue: name) else { return name.singleLine }
    return [.costPerMonth, .totalCostPerMonth].contains(metric) ? "" : metric.words
  }
}
