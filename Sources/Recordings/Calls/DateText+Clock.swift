import Files

/// A time of day with the offset of its zone, on a clock of 24 hours or twice twelve.
struct Clock {
  private var hour = 0
  private var minute = 0
  private var second = 0
  private var nanosecond = 0
  private var zone = Zone()

  /// A zone as a text states it.
  struct Zone {
    /// Seconds east of Greenwich.
    var offset = 0
    /// The rules of a zone with a name.
    var rules: ZoneRules?
    /// Whether there is one at all.
    var isStated = false
  }

  /// Reads `13:00`, `13:00:00.25` and the zone behind it, up to the end of the text.
  init?(_ scanner: inout DigitScanner) {
    guard let hour = scanner.short(),
      let mark = [":", "."].first(where: { scanner.take($0) }) as UnicodeScalar?,
      let minute = scanner.number(2)
    else { return nil }
    (self.hour, self.minute) = (hour, minute)
    // Oracle writes 10.00.00.000000 AM.
    if scanner.take(mark) {
      guard let second = scanner.number(2) else { return nil }
      self.second = second
      if scanner.take(".") || scanner.take(",") {
        guard let fraction = scanner.fraction() else { return nil }
        nanosecond = fraction
      }
    }
    if let half = Clock.half(&scanner) {
      guard (1...12).contains(hour) else { return nil }
      self.hour = hour % 12 + half
    }
    _ = scanner.take(word: " Uhr")
    guard let zone = Clock.zone(&scanner) else { return nil }
    self.zone = zone
  }

  /// Takes `AM`, `PM`, `a.m.` or `p.m.`: the hours that it adds.
  private static func half(_ scanner: inout DigitScanner) -> Int? {
    // Most times end here, or with a zone.
    guard scanner.rest.prefix(5).contains(where: { $0 | 0x20 == UInt8(ascii: "m") }) else { return nil }
    for (hours, letters) in [(0, ["A", "a"]), (12, ["P", "p"])] {
      for letter in letters {
        // Newer locales put a narrow blank that does not break before it.
        for blank in [" ", "", "\u{202F}", "\u{A0}"] {
          for end in ["M", "m", ".m.", ".M."] {
            var rest = scanner
            // America is no morning.
            guard rest.take(word: blank + letter + end), !rest.isAtLetter else { continue }
            scanner = rest
            return hours
          }
        }
      }
    }
    return nil
  }

  /// Nanoseconds since 1970 on a day, in another zone where none is stated.
  func time(_ year: Int, _ month: Int, _ day: Int, in other: ZoneRules?) -> Int128? {
    DateText.time(year, month, day, hour, minute, second, nanosecond, zone: zone, among: other)
  }

  /// Names of zones that stand for one offset, in hours, longer ones first: those of RFC 5322 without CST, which is
  /// China's too, and of Europe, East Asia and Australia. IST and BST are several zones.
  private static let zones: [(name: String, hours: Int)] = [
    ("AEDT", 11), ("AEST", 10), ("CEST", 2), ("EEST", 3), ("WEST", 1), ("NZDT", 13), ("NZST", 12), ("UTC", 0),
    ("GMT", 0), ("EST", -5), ("EDT", -4), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7),
    ("CET", 1), ("EET", 2), ("WET", 0), ("MSK", 3), ("JST", 9), ("KST", 9), ("SGT", 8), ("HKT", 8),
  ]

  /// Reads a zone up to the end of the text.
  static func zone(_ scanner: inout DigitScanner) -> Zone? {
    _ = scanner.take(" ")
    if scanner.isAtEnd { return Zone() }
    // Some put the zone alone in brackets.
    if scanner.rest.last == UInt8(ascii: ")"), scanner.take("(") {
      var inner = DigitScanner(scanner.rest.dropLast())
      return Clock.zone(&inner)
    }
    var zone = Zone(isStated: true)
    var isWest = scanner.take("-")
    var isOffset = isWest || scanner.take("+")
    if !isOffset, !scanner.take("Z"), !scanner.take("z") {
      if let rules = ZoneRules.inText(scanner.rest) { return Zone(rules: rules, isStated: true) }
      guard let named = zones.first(where: { scanner.take(word: $0.name) }) else { return nil }
      zone.offset = named.hours * 3600
      // JavaScript writes GMT+0100.
      if named.hours == 0 {
        isWest = scanner.take("-")
        isOffset = isWest || scanner.take("+")
      }
    }
    if isOffset {
      // GMT+1 is short for GMT+01.
      guard let hours = scanner.short() else { return nil }
      let hasColon = scanner.take(":")
      let minutes = scanner.number(2)
      if hasColon && minutes == nil { return nil }
      guard hours < 24, minutes ?? 0 < 60 else { return nil }
      zone.offset = (hours * 60 + (minutes ?? 0)) * (isWest ? -60 : 60)
      // Go names the zone behind its offset, and a clock of its own behind both.
      if zone.offset == 0 { _ = scanner.take(word: " UTC") }
    }
    if scanner.take(word: " m=") { return zone }
    if scanner.take(word: " (") {
      guard scanner.skip(through: ")") else { return nil }
    }
    if scanner.take("[") {
      guard scanner.skip(through: "]") else { return nil }
    }
    return scanner.isAtEnd ? zone : nil
  }
}

extension DigitScanner {
  /// Whether a letter comes next.
  fileprivate var isAtLetter: Bool { rest.first.map { ($0 | 0x20) &- UInt8(ascii: "a") < 26 } ?? false }
}

extension ZoneRules {
  /// The zone that ends a time: a name with a stroke in it, or any in brackets; nil where there is none.
  static func inText(_ text: ArraySlice<UInt8>) -> ZoneRules? {
    if text.first == UInt8(ascii: "["), text.last == UInt8(ascii: "]") {
      return named(text.dropFirst().dropLast())
    }
    return text.contains(UInt8(ascii: "/")) ? named(text) : nil
  }
}

/// Dates whose month is a word, so that no order of day and month is in doubt.
enum NamedDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let weekdays: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Whether a text may be a time in some form: it has a digit, and begins with a number, a bracket or the name of a month
  /// or a day, or has a year or a time since 1970 near its beginning.
  static func isPossible(_ text: String) -> Bool {
    guard let first = text.utf8.first(where: { $0 != 0x20 }) else { return false }
    if first &- UInt8(ascii: "0") < 10 || first == UInt8(ascii: "[") || first == UInt8(ascii: "-") {
      return true
    }
    guard text.utf8.contains(where: { $0 &- UInt8(ascii: "0") < 10 }) else { return false }
    let start = text.prefix(3).lowercased()
    return months.contains(start) || weekdays.contains(start) || hasYear(Array(text.utf8.prefix(40)))
  }

  /// Whether a year, or seconds or milliseconds since 1970, begin among the first twenty bytes, as in
  /// `/Date(1772359200000)/`: no other number of a path or a name is taken for one.
  private static func hasYear(_ bytes: [UInt8]) -> Bool {
    func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }
    func isLetter(_ place: Int) -> Bool {
      bytes.indices.contains(place) && (bytes[place] | 0x20) &- UInt8(ascii: "a") < 26
    }
    var place = 0
    while place < min(bytes.count, 20) {
      let begin = place
      while place < bytes.count, isDigit(bytes[place]) { place += 1 }
      let number = bytes[begin..<place]
      let isYear = number.count == 4 && (number.starts(with: "19".utf8) || number.starts(with: "20".utf8))
      let isSince1970 = [10, 13].contains(number.count) && number.first == UInt8(ascii: "1")
      if isYear || isSince1970, !isLetter(begin - 1), !isLetter(place) { return true }
      if place == begin { place += 1 }
    }
    return false
  }

  /// Reads a date such as `Sun, 31 Mar 2024 01:01:30 GMT`, `31/Mar/2024:13:00:00 +0000`, `Mar 31, 2024 13:00` or
  /// `Sun Mar 31 13:00:00 2024`.
  ///
  /// - Parameter zone: the zone of a time that names none; nil for UTC.
  /// - Returns: nanoseconds since 1970, or nil when the text is no such time.
  static func read(_ text: ArraySlice<UInt8>, zone: ZoneRules? = nil) -> Int128? {
    guard text.count <= 96 else { return nil }
    var words = String(decoding: text, as: UTF8.self).split { $0 == " " || $0 == "," || $0 == "@" }.map {
      String($0)
    }
    // Common logs join date and time with a colon.
    if let first = words.first, first.contains("/"), let colon = first.firstIndex(of: ":") {
      words[0] = String(first[..<colon])
      words.insert(String(first[first.index(after: colon)...]), at: 1)
    }
    if let first = words.first, first.contains("/") || first.contains("-") {
      words.replaceSubrange(0..<1, with: first.split { $0 == "/" || $0 == "-" }.map { String($0) })
    }
    if let first = words.first, weekdays.contains(first.prefix(3).lowercased()) { words.removeFirst() }
    guard words.count >= 3 else { return nil }
    let isMonthFirst = month(words[0]) != nil
    guard let month = month(words[isMonthFirst ? 0 : 1]), let day = Int(words[isMonthFirst ? 1 : 0]) else {
      return nil
    }
    words.removeFirst(2)
    // The year stands behind the day, or behind the time (asctime).
    let isYearLast = words[0].contains(":")
    guard var year = Int(isYearLast ? words.removeLast() : words.removeFirst()) else { return nil }
    // Spreadsheets and databases write 01-Mar-26.
    if ShortDate.years.contains(year) { year += 2000 }
    guard (1000...9999).contains(year) else { return nil }
    if words.isEmpty { return DateText.time(year, month, day, zone: Clock.Zone(), among: zone) }
    let clock = Array(words.joined(separator: " ").utf8)
    var scanner = DigitScanner(clock[...])
    return Clock(&scanner)?.time(year, month, day, in: zone)
  }

  private static func month(_ word: String) -> Int? {
    guard word.count >= 3, word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
    return months.firstIndex(of: String(word.prefix(3).lowercased())).map { $0 + 1 }
  }
}
