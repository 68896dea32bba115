/// Takes digits and marks from a text, left to right.
package struct DigitScanner {
  private let text: ArraySlice<UInt8>
  private var place: Int

  /// A scanner at the start of a text.
  package init(_ text: ArraySlice<UInt8>) {
    self.text = text
    place = text.startIndex
  }

  /// Whether nothing is left.
  package var isAtEnd: Bool { place == text.endIndex }

  /// What is left.
  package var rest: ArraySlice<UInt8> { text[place...] }

  /// Exactly so many digits, or nil without moving.
  package mutating func number(_ digits: Int) -> Int? {
    guard place + digits <= text.endIndex else { return nil }
    var value = 0
    for byte in text[place..<(place + digits)] {
      let digit = byte &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      value = value * 10 + Int(digit)
    }
    place += digits
    return value
  }

  /// Two digits or one, or nil without moving.
  package mutating func short() -> Int? { number(2) ?? number(1) }

  /// Moves behind a mark, or nowhere where there is none.
  package mutating func skip(through mark: UnicodeScalar) -> Bool {
    guard let found = text[place...].firstIndex(of: UInt8(ascii: mark)) else { return false }
    place = found + 1
    return true
  }

  /// At least one digit of a fraction, as billionths.
  package mutating func fraction() -> Int? {
    var value = 0
    var count = 0
    while place < text.endIndex, text[place] &- UInt8(ascii: "0") < 10 {
      if count < 9 { value = value * 10 + Int(text[place] - UInt8(ascii: "0")) }
      count += 1
      place += 1
    }
    if count == 0 { return nil }
    for _ in min(count, 9)..<9 { value *= 10 }
    return value
  }

  /// Takes a word, or nothing.
  package mutating func take(word: String) -> Bool {
    guard text[place...].starts(with: word.utf8) else { return false }
    place += word.utf8.count
    return true
  }

  /// Takes a mark, or nothing.
  package mutating func take(_ mark: UnicodeScalar) -> Bool {
    guard place < text.endIndex, text[place] == UInt8(ascii: mark) else { return false }
    place += 1
    return true
  }
}
