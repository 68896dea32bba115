extension UnsafeBufferPointer<UInt8> {
  /// Where the text that begins at a place stops standing for itself in a JSON string: at a quote, a backslash or a
  /// control character, or at the end.
  ///
  /// - Complexity: O(bytes passed over), eight at a time.
  package func plainEnd(from start: Int) -> Int {
    let raw = UnsafeRawBufferPointer(self)
    var place = start
    while place + 8 <= count {
      let word = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      // The highest bit of each byte below 32; the same of each that is 0 beside a quote, or beside a backslash.
      let control = (word &- 0x2020_2020_2020_2020) & ~word
      let quote = word ^ 0x2222_2222_2222_2222
      let backslash = word ^ 0x5C5C_5C5C_5C5C_5C5C
      let ones: UInt64 = 0x0101_0101_0101_0101
      let stops =
        (control | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)) & 0x8080_8080_8080_8080
      // A borrow marks bytes above a true stop only, so the lowest mark is right.
      if stops != 0 { return place + stops.trailingZeroBitCount / 8 }
      place += 8
    }
    while place < count {
      let byte = self[place]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      place += 1
    }
    return place
  }
}
