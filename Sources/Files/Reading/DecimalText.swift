/// Decimal numbers as text, read exactly: what a file says in decimal never passes through a binary fraction.
package enum DecimalText {
  /// What reading a number gave.
  package enum Outcome: Equatable {
    /// The number times a power of ten, rounded to the nearest integer, halves away from zero.
    case value(Int128)
    /// The text is no number.
    case notANumber
    /// The number is beyond what 38 digits hold.
    case tooLarge
  }

  /// Reads a decimal number, with or without exponent, times ten to the power `scale`.
  ///
  /// - Complexity: O(n).
  package static func read(_ text: ArraySlice<UInt8>, scale: Int) -> Outcome {
    var place = text.startIndex
    var stop = text.endIndex
    while place < stop, text[place] == 0x20 || text[place] == 0x09 { place += 1 }
    while stop > place, text[stop - 1] == 0x20 || text[stop - 1] == 0x09 { stop -= 1 }
    var isNegative = false
    if place < stop, text[place] == UInt8(ascii: "-") || text[place] == UInt8(ascii: "+") {
      isNegative = text[place] == UInt8(ascii: "-")
      place += 1
    }
    var mantissa: Int128 = 0
    var exponent = scale
    var digits = 0
    var hasPoint = false
    while place < stop {
      let byte = text[place]
      if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else if byte &- UInt8(ascii: "0") < 10 {
        digits += 1
        if mantissa < DecimalText.powers[36] {
          mantissa = mantissa * 10 + Int128(byte - UInt8(ascii: "0"))
          if hasPoint { exponent -= 1 }
        } else if !hasPoint {
          exponent += 1
        }
      } else {
        break
      }
      place += 1
    }
    guard digits > 0 else { return .notANumber }
    if place < stop {
      guard text[place] | 0x20 == UInt8(ascii: "e"),
        let power = Int(String(decoding: text[(place + 1)..<stop], as: UTF8.self))
      else { return .notANumber }
      exponent += min(max(power, -1000), 1000)
    }
    if mantissa == 0 { return .value(0) }
    if exponent >= 0 {
      guard exponent < 38 else { return .tooLarge }
      let (product, overflow) = mantissa.multipliedReportingOverflow(by: powers[exponent])
      if overflow { return .tooLarge }
      return .value(isNegative ? -product : product)
    }
    guard exponent > -38 else { return .value(0) }
    let divisor = powers[-exponent]
    let rounded = (mantissa + divisor / 2) / divisor
    return .value(isNegative ? -rounded : rounded)
  }

  /// Powers of ten up to 10^37.
  private static let powers: [Int128] = (0..<38).map { (0..<$0).reduce(Int128(1)) { power, _ in power * 10 } }
}
