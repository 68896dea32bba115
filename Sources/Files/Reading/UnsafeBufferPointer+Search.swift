#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

extension UnsafeBufferPointer<UInt8> {
  /// The first place of a byte, from a place on.
  ///
  /// - Complexity: O(bytes passed over).
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    guard let base = baseAddress, let found = memchr(base + start, Int32(byte), count - start) else {
      return nil
    }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Where a field of CSV that is not quoted ends: at a delimiter, at a quote, which must not be there, or at the end.
  ///
  /// - Complexity: O(bytes passed over).
  package func plainFieldEnd(from start: Int, delimiter: UInt8 = UInt8(ascii: ",")) -> Int {
    let raw = UnsafeRawBufferPointer(self)
    let delimiters = UInt64(delimiter) &* 0x0101_0101_0101_0101
    var place = start
    while place + 8 <= count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      // The highest bit of each byte that is a delimiter or a quote, and of some above one.
      let mark = word ^ delimiters
      let quote = word ^ 0x2222_2222_2222_2222
      let ones: UInt64 = 0x0101_0101_0101_0101
      let stops = (((mark &- ones) & ~mark) | ((quote &- ones) & ~quote)) & 0x8080_8080_8080_8080
      if stops != 0 { return place + stops.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count, self[place] != delimiter, self[place] != UInt8(ascii: "\"") { place += 1 }
    return place
  }
}
