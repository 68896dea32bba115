import Traffic

/// What stays of the first message of a prompt when dates, numbers and ids in it change, and what these are.
///
/// A word is a run of ASCII letters, digits, `-` and `_`, with signs between digits, so that `2026-03-04T12:00:01.5Z` is
/// one. Words with a digit, names of months and days of the week, and "am" and "pm", are taken out.
struct HeadShape: Equatable {
  /// Stands for the message without them.
  let rest: UInt64
  /// Stands for the dates and times, for the numbers and for the ids.
  let stamps: HeadStamps
  /// Stands for the first bytes of the prompt, no more than 1,024 tokens have; nil where others stand before the message.
  let start: UInt64?

  /// At three bytes a token.
  private static let startBytes = 3072

  /// Reads a message.
  ///
  /// - Parameters:
  ///   - frame: stands for what else tells the message from others.
  ///   - isFirst: whether nothing stands before it, such as tools.
  /// - Complexity: O(bytes).
  init(_ text: String, frame: UInt64, isFirst: Bool) {
    var text = text
    self = text.withUTF8 { HeadShape($0, frame: frame, isFirst: isFirst) }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>, frame: UInt64, isFirst: Bool) {
    func part(_ range: Range<Int>) -> UnsafeRawBufferPointer {
      UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(bytes)[range])
    }
    var others = FingerprintStream()
    others.append(frame)
    var kinds = [FingerprintStream](repeating: FingerprintStream(), count: HeadStamps.Kind.allCases.count)
    var has = [Bool](repeating: false, count: kinds.count)
    var end = 0
    for stamp in Stamp.all(in: bytes) {
      others.append(part(end..<stamp.range.lowerBound))
      others.append([0])
      kinds[stamp.kind.rawValue].append(part(stamp.range))
      kinds[stamp.kind.rawValue].append([0])
      has[stamp.kind.rawValue] = true
      end = stamp.range.upperBound
    }
    others.append(part(end..<bytes.count))
    // A column's mark for no value is no fingerprint.
    rest = others.fingerprint.high >> 1
    stamps = HeadStamps(kinds.indices.map { has[$0] ? kinds[$0].fingerprint.high : nil })
    guard isFirst else {
      start = nil
      return
    }
    var first = FingerprintStream()
    first.append(frame)
    first.append(part(0..<min(bytes.count, HeadShape.startBytes)))
    start = first.fingerprint.high >> 1
  }
}

/// A word of a text that is a date, a number or an id.
private struct Stamp {
  var range: Range<Int>
  var kind: HeadStamps.Kind
  /// Whether numbers beside it belong to it, as beside the name of a month.
  var isOpen = false

  /// The stamps of a text in their order.
  static func all(in bytes: UnsafeBufferPointer<UInt8>) -> [Stamp] {
    var found: [Stamp] = []
    var place = 0
    while place < bytes.count {
      guard isInner(bytes[place]) else {
        place += 1
        continue
      }
      let begin = place
      var hasDigit = false
      while place < bytes.count {
        let byte = bytes[place]
        if isDigit(byte) {
          hasDigit = true
        } else if !isInner(byte) {
          // A sign between two digits.
          guard place > begin, place + 1 < bytes.count, signs.contains(byte), isDigit(bytes[place - 1]),
            isDigit(bytes[place + 1])
          else { break }
        }
        place += 1
      }
      let word = UnsafeBufferPointer(rebasing: bytes[begin..<place])
      if hasDigit {
        found.append(Stamp(range: begin..<place, kind: kind(of: word)))
      } else if word.count <= 9, isDateWord(word) {
        found.append(Stamp(range: begin..<place, kind: .dates, isOpen: true))
      }
    }
    return joined(found)
  }

  /// The same with the numbers of a date that stand beside its words, as in "4 March 2026".
  private static func joined(_ stamps: [Stamp]) -> [Stamp] {
    var stamps = stamps
    func isBeside(_ place: Int, _ other: Int) -> Bool {
      let (left, right) = (stamps[min(place, other)].range, stamps[max(place, other)].range)
      return stamps[place].kind == .numbers && stamps[other].isOpen && stamps[place].range.count <= 4
        && right.lowerBound - left.upperBound <= 2
    }
    for place in stamps.indices.dropFirst() where isBeside(place, place - 1) {
      (stamps[place].kind, stamps[place].isOpen) = (.dates, true)
    }
    for place in stamps.indices.dropLast().reversed() where isBeside(place, place + 1) {
      (stamps[place].kind, stamps[place].isOpen) = (.dates, true)
    }
    return stamps
  }

  private static let signs = Array(":./+,".utf8)
  private static let dateWords: Set<String> = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
    "dec", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues",
    "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
  ]

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  /// Whether a byte is a letter, a digit, `-` or `_`.
  private static func isInner(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return isDigit(byte) || lower >= 0x61 && lower <= 0x7A || byte == 0x2D || byte == 0x5F
  }

  /// Whether a word is "am" or "pm", or names a month or a day of the week, with a capital letter.
  private static func isDateWord(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
    if word.count == 2 { return word[1] | 0x20 == 0x6D && (word[0] | 0x20 == 0x61 || word[0] | 0x20 == 0x70) }
    guard let first = word.first, first >= 0x41, first <= 0x5A else { return false }
    return dateWords.contains(String(decoding: word, as: UTF8.self).lowercased())
  }

  /// What a word with a digit is.
  private static func kind(of word: UnsafeBufferPointer<UInt8>) -> HeadStamps.Kind {
    // Digits as 0, so that forms can be compared.
    let form = String(decoding: word.prefix(10).map { isDigit($0) ? 0x30 : $0 }, as: UTF8.self)
    if form.hasPrefix("0000-00-00") || form.hasPrefix("0000/00/00") || form.hasPrefix("0000.00.00") {
      return .dates
    }
    let letters = word.count { ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A }
    let digits = word.count(where: isDigit)
    let points = word.count { $0 == 0x2F || $0 == 0x2E }
    // "12:30", "4/3/2026" and "4.3.2026".
    if letters == 0, word.contains(0x3A) || points == 2 { return .dates }
    // Seconds and milliseconds since 1970, from 2001 on.
    if letters == 0, word.count == digits, digits == 10 || digits == 13, let first = word.first,
      first == 0x31 || first == 0x32
    {
      return .dates
    }
    // "4th".
    if letters == 0 || letters == 2 && word.count == digits + 2 && digits <= 3 { return .numbers }
    return .ids
  }
}

/// The shapes of the first messages that were read last: most calls begin with one of a few.
final class LastHeads {
  private var shapes: [Int64: HeadShape] = [:]
  private static let most = 256

  /// The shape of the first message of some; nil where there is none.
  func shape(of messages: ChatMessages) -> HeadShape? {
    guard let id = messages.prefixes.first?.id, let head = messages.head else { return nil }
    if let known = shapes[id] { return known }
    if shapes.count >= LastHeads.most { shapes.removeAll(keepingCapacity: true) }
    var frame = FingerprintStream()
    frame.append(head.role)
    frame.append([0])
    frame.append(head.content.others)
    frame.append(UInt64(bitPattern: head.chain))
    let shape = HeadShape(head.content.text, frame: frame.fingerprint.high, isFirst: !messages.hasTools)
    shapes[id] = shape
    return shape
  }
}
