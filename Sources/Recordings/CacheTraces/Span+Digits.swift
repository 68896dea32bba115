extension Span<UInt8> {
  /// Whether a line ends here, with LF or CRLF.
  @inline(__always)
  func endsLine(at place: Int) -> Bool {
    self[place] == 0x0A || (self[place] == 0x0D && self[place + 1] == 0x0A)
  }

  /// Reads decimal digits as far as they go; a value of 2^64 and more is cut to its lower 64 bits.
  @inline(__always)
  func wrappedNumber(at place: inout Int) -> UInt64 {
    var value: UInt64 = 0
    while place + 8 <= count {
      let word = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: place, as: UInt64.self))
      let digits = word ^ 0x3030_3030_3030_3030
      // A digit has a clear upper half once its own is taken off, and stays below 16 when 6 is added.
      guard (digits | (digits &+ 0x0606_0606_0606_0606)) & 0xF0F0_F0F0_F0F0_F0F0 == 0 else { break }
      // Pairs, then fours, then all eight; the first digit lies in the lowest byte.
      let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_00FF_00FF_00FF
      let fours = (pairs &* 100 &+ pairs >> 16) & 0x0000_FFFF_0000_FFFF
      value = value &* 100_000_000 &+ (fours &* 10_000 &+ fours >> 32) & 0xFFFF_FFFF
      place += 8
    }
    while true {
      let digit = self[place] &- UInt8(ascii: "0")
      guard digit < 10 else { return value }
      value = value &* 10 &+ UInt64(digit)
      place += 1
    }
  }

  /// Whether digits that gave a value are a number below 2^64, without leading zeros.
  @inline(__always)
  func isNumber(_ value: UInt64, _ digits: Range<Int>) -> Bool {
    guard digits.count > 1 else { return digits.count == 1 }
    if self[digits.lowerBound] == UInt8(ascii: "0") { return false }
    if digits.count < 20 { return true }
    // With 20 digits what was cut from 1 and more falls below 10^19; 2 and more does not fit.
    return digits.count == 20 && self[digits.lowerBound] == UInt8(ascii: "1")
      && value >= 10_000_000_000_000_000_000
  }

  /// A copy of some bytes.
  func array(_ range: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(range.count)
    for place in range { bytes.append(self[place]) }
    return bytes
  }
}
