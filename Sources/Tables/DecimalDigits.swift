import Simulation

/// A finite number in decimal digits: 0.d1d2d3... times ten to the `exponent`.
///
/// All numbers that leave simbench as text go through here: no locale and no C library takes part. The digits
/// come from the shortest text that reads back as the same number, and are rounded half up from there.
package struct DecimalDigits: Hashable {
  /// Whether the number is below zero.
  package var isNegative: Bool
  /// Digits 0...9 without leading or trailing zeros; empty for zero.
  package var digits: [UInt8]
  /// The power of ten in front of the first digit.
  package var exponent: Int

  /// The digits of a number, or nil when it is not finite.
  package init?(_ value: Double) {
    guard value.isFinite else { return nil }
    isNegative = value < 0
    digits = []
    exponent = 0
    var point: Int?
    var scale = 0
    let text = Array(value.magnitude.description.utf8)
    let mark = text.firstIndex(of: UInt8(ascii: "e")) ?? text.count
    if mark < text.count { scale = Int(String(decoding: text[(mark + 1)...], as: UTF8.self)) ?? 0 }
    for byte in text[..<mark] {
      if byte == UInt8(ascii: ".") { point = digits.count } else { digits.append(byte - UInt8(ascii: "0")) }
    }
    exponent = (point ?? digits.count) + scale
    normalise()
  }

  /// The place of the first digit: 0 for ones, 1 for tens, -1 for tenths.
  package var leadingPlace: Int { exponent - 1 }

  /// Whether the number is zero.
  package var isZero: Bool { digits.isEmpty }

  /// The number rounded half up to a place.
  package func rounded(toPlace place: Int) -> DecimalDigits {
    var copy = self
    let kept = exponent - place
    guard kept < digits.count else { return copy }
    guard kept >= 0 else {
      copy.digits = []
      copy.normalise()
      return copy
    }
    let carry = digits[kept] >= 5
    copy.digits = Array(digits[..<kept])
    if carry {
      var index = kept - 1
      while index >= 0 && copy.digits[index] == 9 {
        copy.digits[index] = 0
        index -= 1
      }
      if index >= 0 {
        copy.digits[index] += 1
      } else {
        copy.digits.insert(1, at: 0)
        copy.exponent += 1
      }
    }
    copy.normalise()
    return copy
  }

  /// The number rounded to a count of significant digits.
  package func rounded(toDigits count: Int) -> DecimalDigits { rounded(toPlace: exponent - count) }

  /// The number with a fixed count of decimals, which must be enough or nothing is shown of the rest.
  package func fixed(decimals: Int, separator: String = "") -> String {
    let whole = exponent > 0 ? (0..<exponent).map { $0 < digits.count ? digits[$0] : 0 } : [0]
    var text = isNegative && !isZero ? "-" : ""
    text += String(decoding: whole.map { UInt8(ascii: "0") + $0 }, as: UTF8.self).grouped(by: separator)
    guard decimals > 0 else { return text }
    text += "."
    for place in 0..<decimals {
      let index = exponent + place
      let digit = digits.indices.contains(index) ? digits[index] : 0
      text.unicodeScalars.append(Unicode.Scalar(UInt8(ascii: "0") + digit))
    }
    return text
  }

  /// The number in as few characters as show all its digits, with an exponent when it is very small or large.
  package var plain: String {
    guard !isZero else { return "0" }
    if exponent > -6 && exponent <= 16 { return fixed(decimals: max(0, digits.count - exponent)) }
    var mantissa = self
    mantissa.exponent = 1
    return mantissa.fixed(decimals: digits.count - 1) + "e\(exponent - 1)"
  }

  private mutating func normalise() {
    while digits.last == 0 { digits.removeLast() }
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    exponent -= zeros
    if digits.isEmpty { exponent = 1 }
  }
}
