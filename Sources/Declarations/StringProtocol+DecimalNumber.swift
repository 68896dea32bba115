extension StringProtocol {
  /// The number that stands in decimal digits, such as `-1.5` or `2e6`; nil for anything else, such as hexadecimal digits,
  /// infinity or what is no number.
  package var decimalNumber: Double? {
    let isPlain = utf8.allSatisfy { byte in
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "+-.eE".utf8.contains(byte)
    }
    guard isPlain, let number = Double(self), number.isFinite else { return nil }
    return number
  }
}
