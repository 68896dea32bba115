import Simulation

/// Numbers as people read them.
package enum NumberText {
  /// What stands for a value that has no meaning.
  package static let missing = "n/a"

  /// A number with a fixed count of decimals and thousands separators.
  package static func fixed(_ value: Double, decimals: Int = 0) -> String {
    DecimalDigits(value)?.rounded(toPlace: -decimals).fixed(decimals: decimals, separator: ",") ?? missing
  }

  /// A number with a count of significant digits and thousands separators, all digits of whole numbers kept.
  package static func significant(_ value: Double, digits: Int = 3) -> String {
    guard let exact = DecimalDigits(value) else { return missing }
    let decimals = exact.isZero ? 0 : max(0, digits - exact.exponent)
    return fixed(value, decimals: decimals)
  }

  /// A count of things, such as `1 request` or `2,000 requests`.
  ///
  /// - Parameters:
  ///   - one: what stands behind 1.
  ///   - several: what stands behind another number, where that is not the same with an s: `entries`, `calls are`.
  package static func count(_ count: Int, _ one: String, _ several: String? = nil) -> String {
    "\(count.grouped) \(count == 1 ? one : several ?? one + "s")"
  }

  /// A number for a data file: at most ten significant digits, an empty text when it is not finite.
  package static func data(_ value: Double) -> String {
    DecimalDigits(value)?.rounded(toDigits: 10).plain ?? ""
  }

  /// Dollars: cents below 100, then whole dollars; beside amounts of at least 100 always whole dollars.
  package static func dollars(_ value: Double, beside greatest: Double = 0) -> String {
    guard value.isFinite else { return missing }
    let sign = value < 0 ? "-" : ""
    let size = value.magnitude
    if size == 0 || greatest.magnitude >= 100 { return sign + "$" + fixed(size) }
    return sign + "$"
      + (size >= 100 ? fixed(size) : size >= 1 ? fixed(size, decimals: 2) : significant(size))
  }

  /// A share as a percentage, with a decimal where it is needed.
  ///
  /// What is not nothing is not shown as nothing, down to a millionth of a per cent, where sums of floating-point
  /// numbers end; what lacks a hundredth of a per cent to the whole is not shown as the whole.
  package static func percent(_ share: Double, decimals: Int? = nil) -> String {
    guard share.isFinite else { return missing }
    let value = share * 100
    if let decimals { return fixed(value, decimals: decimals) + " %" }
    let size = value.magnitude
    if size >= 1e-6, size < 0.005 { return significant(value, digits: 1) + " %" }
    let usual = size >= 10 || size == 0 ? 0 : size >= 1 ? 1 : 2
    let decimals = (usual...2).first { size >= 100 || fixed(size, decimals: $0) != fixed(100, decimals: $0) }
    return fixed(value, decimals: decimals ?? usual) + " %"
  }

  /// A number on an axis, in as few digits as it has.
  package static func tic(_ value: Double) -> String {
    DecimalDigits(value)?.rounded(toDigits: 6).plain ?? missing
  }

  /// Milliseconds, as seconds from one second on.
  package static func latency(_ milliseconds: Double) -> String {
    guard milliseconds.isFinite else { return missing }
    return milliseconds >= 1000 ? significant(milliseconds / 1000) + " s" : significant(milliseconds) + " ms"
  }

  /// A mean with its half-width, such as `22,480 ±130`.
  ///
  /// The half-width has at most two significant digits and the mean ends at the same place, but never behind
  /// the finest place, nor with more than six significant digits. Without a half-width the mean stands alone,
  /// with four significant digits.
  package static func estimate(_ value: Estimate, scale: Double = 1, finestPlace: Int = -12) -> String {
    guard let mean = DecimalDigits(value.mean * scale) else { return missing }
    guard let half = DecimalDigits(value.statedHalfWidth * scale) else {
      let place = min(max(mean.exponent - 4, finestPlace), 0)
      return mean.rounded(toPlace: place).fixed(decimals: -place, separator: ",")
    }
    var place = max(finestPlace, mean.isZero ? finestPlace : mean.exponent - 6)
    if half.isZero {
      place = min(max(place, mean.exponent - mean.digits.count), 0)
    } else {
      place = max(place, half.rounded(toDigits: 2).exponent - 2)
    }
    var shown = half.rounded(toPlace: place)
    if shown.isZero && !half.isZero { shown = DecimalDigits.unit(atPlace: place) }
    let decimals = max(0, -place)
    return mean.rounded(toPlace: place).fixed(decimals: decimals, separator: ",")
      + " ±" + (half.isZero ? "0" : shown.fixed(decimals: decimals, separator: ","))
  }
}

extension DecimalDigits {
  /// One at a place.
  package static func unit(atPlace place: Int) -> DecimalDigits {
    DecimalDigits(isNegative: false, digits: [1], exponent: place + 1)
  }

  private init(isNegative: Bool, digits: [UInt8], exponent: Int) {
    self.isNegative = isNegative
    self.digits = digits
    self.exponent = exponent
  }
}
