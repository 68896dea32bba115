import Files

/// A time of day with the offset of its zone, on a clock of 24 hours or twice twelve.
struct Clock {
  private var hour = 0
  private var minute = 0
  private var second = 0
  private var nanosecond = 0
  private var offset = 0

  /// Reads `13:00`, `13:00:00.25` and the zone behind it, up to the end of the text.
  init?(_ scanner: inout DigitScanner) {
    guard let hour = scanner.short(), scanner.take(":"), let minute = scanner.number(2) else { return nil }
    (self.hour, self.minute) = (hour, minute)
    if scanner.take(":") {
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
    guard let offset = Clock.zone(&scanner) else { return nil }
    self.offset = offset
  }

  /// Takes `AM`, `PM`, `a.m.` or `p.m.`: the hours that it adds.
  private static func half(_ scanner: inout DigitScanner) -> Int? {
    // Most times end here, or with a zone.
    guard scanner.rest.prefix(5).contains(where: { $0 | 0x20 == UInt8(ascii: "m") }) else { return nil }
    for (hours, letters) in [(0, ["A", "a"]), (12, ["P", "p"])] {
      for letter in letters {
        // Newer locales put a narrow blank that does not break before it.
        for blank in [" ", "", "\u{202F}", "\u{A0}"] {
          for end in ["M", "m", ".m.", ".M."] where scanner.take(word: blank + letter + end) { return hours }
        }
      }
    }
    return nil
  }

  /// Nanoseconds since 1970 on a day.
  func time(_ year: Int, _ month: Int, _ day: Int) -> Int128? {
    DateText.time(year, month, day, hour, minute, second, nanosecond, offset: offset)
  }

  /// Names of zones that stand for one offset, in hours, longer ones first: those of RFC 5322 without CST, which is
  /// China's too, and of Europe, East Asia and Australia. IST and BST are several zones.
  private static let zones: [(name: String, hours: Int)] = [
    ("AEDT", 11), ("AEST", 10), ("CEST", 2), ("EEST", 3), ("WEST", 1), ("NZDT", 13), ("NZST", 12), ("UTC", 0),
    ("GMT", 0), ("EST", -5), ("EDT", -4), ("CDT", -5), ("MST", -7), ("MDT", -6), ("PST", -8), ("PDT", -7),
    ("CET", 1), ("EET", 2), ("WET", 0), ("MSK", 3), ("JST", 9), ("KST", 9), ("SGT", 8), ("HKT", 8),
  ]

  /// Reads a zone up to the end of the text: seconds east of Greenwich, 0 where there is none.
  static func zone(_ scanner: inout DigitScanner) -> Int? {
    _ = scanner.take(" ")
    if scanner.isAtEnd { return 0 }
    var offset = 0
    var isWest = scanner.take("-")
    var isOffset = isWest || scanner.take("+")
    if !isOffset, !scanner.take("Z"), !scanner.take("z") {
      guard let zone = zones.first(where: { scanner.take(word: $0.name) }) else { return nil }
      offset = zone.hours * 3600
      // JavaScript writes GMT+0100.
      if zone.hours == 0 {
        isWest = scanner.take("-")
        isOffset = isWest || scanner.take("+")
      }
    }
    if isOffset {
      guard let hours = scanner.number(2) else { return nil }
      let hasColon = scanner.take(":")
      let minutes = scanner.number(2)
      if hasColon && minutes == nil { return nil }
      guard hours < 24, minutes ?? 0 < 60 else { return nil }
      offset = (hours * 60 + (minutes ?? 0)) * (isWest ? -60 : 60)
      // Go names the zone behind its offset, and a clock of its own behind both.
      if offset == 0 { _ = scanner.take(word: " UTC") }
    }
    if scanner.take(word: " m=") { return offset }
    if scanner.take(word: " (") {
      guard scanner.skip(through: ")") else { return nil }
    }
    if scanner.take("[") {
      guard scanner.skip(through: "]") else { return nil }
    }
    return scanner.isAtEnd ? offset : nil
  }
}

/// Dates whose month is a word, so that no order of day and month is in doubt.
enum NamedDate {
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let weekdays: Set<String> = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

  /// Reads a date such as `Sun, 31 Mar 2024 01:01:30 GMT`, `31/Mar/2024:13:00:00 +0000`, `Mar 31, 2024 13:00` or
  /// `Sun Mar 31 13:00:00 2024`.
  ///
  /// - Returns: nanoseconds since 1970, or nil when the text is no such time.
  static func read(_ text: ArraySlice<UInt8>) -> Int128? {
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
    guard let year = Int(isYearLast ? words.removeLast() : words.removeFirst()), (1000...9999).contains(year)
    else { return nil }
    if words.isEmpty { return DateText.time(year, month, day) }
    let clock = Array(words.joined(separator: " ").utf8)
    var scanner = DigitScanner(clock[...])
    return Clock(&scanner)?.time(year, month, day)
  }

  private static func month(_ word: String) -> Int? {
    guard word.count >= 3, word.allSatisfy({ $0.isASCII && $0.isLetter }) else { return nil }
    return months.firstIndex(of: String(word.prefix(3).lowercased())).map { $0 + 1 }
  }
}
