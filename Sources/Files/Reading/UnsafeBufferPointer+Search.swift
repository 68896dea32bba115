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

  /// Where a field of CSV that is not quoted ends: at a comma, at a quote, which must not be there, or at the end.
  ///
  /// - Complexity: O(bytes passed over).
  package func plainFieldEnd(from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(self)
    var place = start
    while place + 8 <= count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      // The highest bit of each byte that is a comma or a quote, and of some above one.
      let comma = word ^ 0x2C2C_2C2C_2C2C_2C2C
      let quote = word ^ 0x2222_2222_2222_2222
      let ones: UInt64 = 0x0101_0101_0101_0101
      let stops = (((comma &- ones) & ~comma) | ((quote &- ones) & ~quote)) & 0x8080_8080_8080_8080
      if stops != 0 { return place + stops.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count, self[place] != UInt8(ascii: ","), self[place] != UInt8(ascii: "\"") { place += 1 }
    return place
  }
}
