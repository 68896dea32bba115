import Declarations

/// Token counts of a recording.
package enum TokenCount {
  /// The greatest count that is accepted, so that no sum of costs can wrap around.
  package static let limit = Int(Int32.max)

  /// Reads a count: an integer from 0 to 2^31 - 1, also as 12.0, as 1,234 or with a rounding error of a millionth.
  ///
  /// - Parameters:
  ///   - what: how the message names the value.
  ///   - limit: another greatest value, below 2^32.
  ///   - reason: the kind of fault of what is no count.
  package static func read(
    _ cell: Cell, _ what: @autoclosure () -> String, limit: Int = TokenCount.limit,
    reason: RowFault.Reason = .badTokenCount
  ) throws(RowFault) -> UInt32 {
    func fault(_ message: String) -> RowFault {
      RowFault(
        reason, "\(what()) is \(message); an integer from 0 to \(limit) was expected", at: cell.position
      )
    }
    if let count = digits(cell.text), count <= limit { return count }
    switch DecimalText.read(cell.text.withoutThousands, scale: 6) {
    case .notANumber: throw fault(cell.text.isEmpty ? "empty" : "'\(cell.shown)', no number")
    case .tooLarge: throw fault("\(cell.shown), too large")
    case .value(let millionths):
      if millionths < 0 { throw fault("\(cell.shown), negative") }
      let count = (millionths + 500_000) / 1_000_000
      let error = millionths - count * 1_000_000
      if count > Int128(limit) { throw fault("\(cell.shown), too large") }
      if error < -1 || error > 1 { throw fault("\(cell.shown), a fraction") }
      return UInt32(count)
    }
  }

  /// An estimate from a text: a token for every four characters begun.
  package static func estimate(characters: Int) -> Int { (characters + 3) / 4 }

  /// The characters of UTF-8 text: bytes that continue none.
  package static func characters(_ text: some Sequence<UInt8>) -> Int {
    var count = 0
    for byte in text where byte & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The characters of UTF-8 text as they weigh in an estimate of four a token.
  ///
  /// Tokenizers hold fewer words of other scripts than Latin: a Greek, Cyrillic, Hebrew or Arabic letter counts
  /// as two characters, one of South or East Asia as three, an emoji as four: as many as its bytes.
  package static func weight(_ text: some Sequence<UInt8>) -> Int {
    text.withContiguousStorageIfAvailable { weight($0) } ?? Array(text).withUnsafeBufferPointer { weight($0) }
  }

  private static func weight(_ text: UnsafeBufferPointer<UInt8>) -> Int {
    let raw = UnsafeRawBufferPointer(text)
    var weight = 0
    var place = 0
    while place < text.count {
      // Latin letters, eight at a time.
      while place + 8 <= text.count,
        raw.loadUnaligned(fromByteOffset: place, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
      {
        weight += 8
        place += 8
      }
      guard place < text.count else { break }
      let byte = text[place]
      place += 1
      switch byte {
      case 0x00..<0x80, 0xC0..<0xCD, 0xE2: weight += 1
      case 0xCD..<0xE0: weight += 2
      case 0xE0..<0xF0: weight += 3
      case 0xF0...: weight += 4
      default: break
      }
    }
    return weight
  }

  private static func digits(_ text: ArraySlice<UInt8>) -> UInt32? {
    guard !text.isEmpty, text.count < 10 else { return nil }
    var value: UInt32 = 0
    for byte in text {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + UInt32(digit)
    }
    return value
  }
}
