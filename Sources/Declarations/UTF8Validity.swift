/// Well-formed UTF-8 (Unicode 15, table 3-7).
package enum UTF8Validity {
  /// The offset of the first byte that cannot belong to UTF-8, or nil.
  ///
  /// - Complexity: O(n).
  package static func firstInvalidOffset(_ bytes: some Sequence<UInt8> & RandomAccessCollection<UInt8>)
    -> Int?
  {
    bytes.withContiguousStorageIfAvailable { scan($0) } ?? Array(bytes).withUnsafeBufferPointer { scan($0) }
  }

  private static func scan(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    var index = 0
    let count = bytes.count
    func isContinuation(_ place: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      place < count && range.contains(bytes[place])
    }
    func word(_ place: Int) -> UInt64 {
      UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: place, as: UInt64.self)
    }
    while index < count {
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
        while index + 8 <= count, word(index) & 0x8080_8080_8080_8080 == 0 { index += 8 }
        continue
      }
      let length: Int
      switch byte {
      case 0xC2...0xDF: length = isContinuation(index + 1) ? 2 : 0
      case 0xE0: length = isContinuation(index + 1, 0xA0...0xBF) && isContinuation(index + 2) ? 3 : 0
      case 0xED: length = isContinuation(index + 1, 0x80...0x9F) && isContinuation(index + 2) ? 3 : 0
      case 0xE1...0xEF: length = isContinuation(index + 1) && isContinuation(index + 2) ? 3 : 0
      case 0xF0: length = tail3(index, 0x90...0xBF) ? 4 : 0
      case 0xF1...0xF3: length = tail3(index, 0x80...0xBF) ? 4 : 0
      case 0xF4: length = tail3(index, 0x80...0x8F) ? 4 : 0
      default: length = 0
      }
      if length == 0 { return index }
      index += length
    }
    return nil

    func tail3(_ place: Int, _ first: ClosedRange<UInt8>) -> Bool {
      isContinuation(place + 1, first) && isContinuation(place + 2) && isContinuation(place + 3)
    }
  }
}
