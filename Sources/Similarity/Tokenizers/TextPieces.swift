/// Cuts a text into the pieces that OpenAI's vocabularies merge each by itself: words with what stands before them,
/// numbers of at most three digits, runs of signs, and white space.
///
/// The rules are those of cl100k_base and o200k_base, whose published patterns are matched by hand. White space, letters,
/// marks and numbers are Unicode's.
struct TextPieces {
  /// Whose rules.
  enum Form: Sendable {
    /// Endings such as 's are pieces; words end where the letters do.
    case cl100k
    /// Endings belong to their words; words end where a capital follows a small letter, and marks are part of them.
    case o200k
  }

  /// What a character counts as.
  struct Kind: OptionSet {
    let rawValue: UInt8

    static let upper = Kind(rawValue: 1)
    static let lower = Kind(rawValue: 2)
    static let otherLetter = Kind(rawValue: 4)
    static let mark = Kind(rawValue: 8)
    static let number = Kind(rawValue: 16)
    static let lineEnd = Kind(rawValue: 32)
    static let space = Kind(rawValue: 64)
    static let sign = Kind(rawValue: 128)

    static let letter: Kind = [.upper, .lower, .otherLetter]
    static let blank: Kind = [.lineEnd, .space]
    /// What may stand before the letters of a word.
    static let prefix: Kind = [.space, .mark, .sign]
    /// What is no white space, letter or number.
    static let other: Kind = [.mark, .sign]
    static let wordStart: Kind = [.upper, .otherLetter, .mark]
    static let wordEnd: Kind = [.lower, .otherLetter, .mark]
  }

  private var kinds: [Kind] = []
  private var scalars: [Unicode.Scalar] = []
  private var offsets: [Int] = []
  private static let ascii = (UInt8(0)..<0x80).map { kind(of: Unicode.Scalar($0)) }

  /// Takes a text of UTF-8; a byte that belongs to no character is a sign.
  mutating func take(_ text: UnsafeBufferPointer<UInt8>) {
    kinds.removeAll(keepingCapacity: true)
    scalars.removeAll(keepingCapacity: true)
    offsets.removeAll(keepingCapacity: true)
    var place = 0
    while place < text.count {
      offsets.append(place)
      let scalar = nextScalar(text, at: &place)
      scalars.append(scalar)
      kinds.append(
        scalar.isASCII ? TextPieces.ascii[Int(scalar.value)] : TextPieces.kind(of: scalar))
    }
    offsets.append(text.count)
  }

  /// Calls `body` with the bytes of each piece in order.
  func forEach(_ form: Form, _ body: (Range<Int>) -> Void) {
    var start = 0
    while start < kinds.count {
      let end = form == .cl100k ? endOfPlainPiece(start) : endOfCasedPiece(start)
      body(offsets[start]..<offsets[end])
      start = end
    }
  }

  private func endOfPlainPiece(_ start: Int) -> Int {
    if let end = ending(start) { return end }
    let hasPrefix = !isIn(.letter, start) && isIn(.prefix, start)
    let first = hasPrefix ? start + 1 : start
    if isIn(.letter, first) { return run(.letter, first) }
    return endOfOther(start, behindSigns: .lineEnd, slash: false)
  }

  private func endOfCasedPiece(_ start: Int) -> Int {
    let firsts = isIn(.prefix, start) ? [start + 1, start] : [start]
    for first in firsts {
      if let end = wordWithSmallEnd(first) { return ending(end) ?? end }
    }
    for first in firsts where isIn(.wordStart, first) {
      let end = run(.wordEnd, run(.wordStart, first))
      return ending(end) ?? end
    }
    return endOfOther(start, behindSigns: .lineEnd, slash: true)
  }

  /// The end of capitals and then small letters, of which there must be some; letters without case, and marks, are both.
  private func wordWithSmallEnd(_ start: Int) -> Int? {
    let end = run(.wordStart, start)
    if isIn(.lower, end) { return run(.wordEnd, end) }
    return (start..<end).last { isIn(.wordEnd, $0) }.map { $0 + 1 }
  }

  /// Numbers, signs and white space.
  private func endOfOther(_ start: Int, behindSigns: Kind, slash: Bool) -> Int {
    if isIn(.number, start) {
      return (start + 1..<start + 3).first { !isIn(.number, $0) } ?? start + 3
    }
    let signs = scalars[start] == " " ? start + 1 : start
    if isIn(.other, signs) {
      var end = run(.other, signs)
      while isIn(behindSigns, end) || slash && end < kinds.count && scalars[end] == "/" { end += 1 }
      return end
    }
    let end = run(.blank, start)
    if let last = (start..<end).last(where: { isIn(.lineEnd, $0) }) { return last + 1 }
    // The last blank goes with what follows it.
    return end == kinds.count || end - start < 2 ? max(end, start + 1) : end - 1
  }

  /// The end of an ending such as 's or 're, or nil.
  private func ending(_ start: Int) -> Int? {
    guard start + 1 < kinds.count, scalars[start] == "'" else { return nil }
    func letter(_ place: Int) -> Unicode.Scalar? {
      guard place < kinds.count else { return nil }
      let scalar = scalars[place]
      // The long s is one without case.
      if scalar == "\u{17F}" { return "s" }
      return scalar.isASCII ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
    }
    switch (letter(start + 1), letter(start + 2)) {
    case ("s", _), ("t", _), ("m", _), ("d", _): return start + 2
    case ("r", "e"), ("v", "e"), ("l", "l"): return start + 3
    default: return nil
    }
  }

  private func isIn(_ kind: Kind, _ place: Int) -> Bool {
    place < kinds.count && !kinds[place].isDisjoint(with: kind)
  }

  private func run(_ kind: Kind, _ start: Int) -> Int {
    var end = start
    while isIn(kind, end) { end += 1 }
    return end
  }

  private static func kind(of scalar: Unicode.Scalar) -> Kind {
    if scalar == "\r" || scalar == "\n" { return .lineEnd }
    let properties = scalar.properties
    if properties.isWhitespace { return .space }
    return switch properties.generalCategory {
    case .uppercaseLetter, .titlecaseLetter: .upper
    case .lowercaseLetter: .lower
    case .modifierLetter, .otherLetter: .otherLetter
    case .nonspacingMark, .spacingMark, .enclosingMark: .mark
    case .decimalNumber, .letterNumber, .otherNumber: .number
    default: .sign
    }
  }
}
