extension WordPieceTokenizer {
  /// Memory for the first text.
  package static var scratch: Scratch { Scratch() }

  /// What one thread works in: the word that is coming together, and characters it has met before.
  package struct Scratch {
    /// What becomes of a character that is left of another one.
    enum Role {
      case letter, space, alone, dropped
    }

    /// One of the characters that a character is taken apart into.
    struct Part {
      let role: Role
      /// Its canonical combining class; marks of one letter are sorted by it.
      let combiningClass: UInt8
      /// What it adds to a word, in UTF-8, and how many characters that is.
      let utf8: [UInt8]
      let characters: Int
    }

    /// The word so far, in UTF-8; of a word that is too long only the beginning.
    private(set) var word: [UInt8] = []
    /// The characters of the word so far.
    private(set) var characters = 0
    /// Marks that wait for the end of their letter.
    var marks: [Part] = []
    private var known: [UInt32: [Part]] = [:]

    package init() {}

    mutating func clear() {
      clearWord()
      marks.removeAll(keepingCapacity: true)
    }

    mutating func clearWord() {
      word.removeAll(keepingCapacity: true)
      characters = 0
    }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
      characters &+= 1
      if characters <= WordPieceTokenizer.longestWord { word.append(byte) }
    }

    mutating func append(_ part: Part) {
      characters += part.characters
      if characters <= WordPieceTokenizer.longestWord { word.append(contentsOf: part.utf8) }
    }

    /// What a character is taken apart into.
    mutating func parts(of scalar: Unicode.Scalar) -> [Part] {
      if let parts = known[scalar.value] { return parts }
      let parts = Self.makeParts(of: scalar)
      known[scalar.value] = parts
      return parts
    }

    private static func makeParts(of scalar: Unicode.Scalar) -> [Part] {
      if ScalarClass.isDropped(scalar) { return [] }
      if ScalarClass.isSpace(scalar) {
        return [Part(role: .space, combiningClass: 0, utf8: [], characters: 0)]
      }
      let isIdeograph = ScalarClass.isIdeograph(scalar)
      return ScalarClass.decomposition(scalar).flatMap { part -> [Part] in
        let combiningClass = part.properties.canonicalCombiningClass.rawValue
        if part.properties.generalCategory == .nonspacingMark {
          // Accents go; one of class 0 still keeps the marks before it from those behind it.
          let isBarrier = combiningClass == 0
          return isBarrier ? [Part(role: .dropped, combiningClass: 0, utf8: [], characters: 0)] : []
        }
        return part.properties.lowercaseMapping.unicodeScalars.enumerated().map { index, lower in
          let role: Role =
            if isIdeograph || ScalarClass.isPunctuation(lower) {
              .alone
            } else if ScalarClass.isSpace(lower) { .space } else { .letter }
          return Part(
            role: role, combiningClass: index == 0 ? combiningClass : 0,
            utf8: Array(String(Character(lower)).utf8), characters: 1)
        }
      }
    }
  }
}

/// The character at a place of UTF-8, and the place behind it; U+FFFD for a byte that belongs to none.
func nextScalar(_ text: UnsafeBufferPointer<UInt8>, at place: inout Int) -> Unicode.Scalar {
  let replacement: Unicode.Scalar = "\u{fffd}"
  let lead = UInt32(text[place])
  let length =
    lead < 0x80 ? 1 : lead >= 0xc2 && lead < 0xe0 ? 2 : lead & 0xf0 == 0xe0 ? 3 : lead & 0xf8 == 0xf0 ? 4 : 0
  guard length > 0, place + length <= text.count else {
    place += 1
    return replacement
  }
  if length == 1 {
    place += 1
    return Unicode.Scalar(UInt8(lead))
  }
  var value = lead & (0xff >> UInt32(length + 1))
  for index in 1..<length {
    let byte = UInt32(text[place + index])
    guard byte & 0xc0 == 0x80 else {
      place += 1
      return replacement
    }
    value = value << 6 | byte & 0x3f
  }
  let least: UInt32 = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000
  guard value >= least, let scalar = Unicode.Scalar(value) else {
    place += 1
    return replacement
  }
  place += length
  return scalar
}
