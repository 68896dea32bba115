import Files

/// A time of day with the offset of its zone.
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
    guard let offset = Clock.zone(&scanner) else { return nil }
    self.offset = offset
  }

  /// Nanoseconds since 1970 on a day.
  func time(_ year: Int, _ month: Int, _ day: Int) -> Int128? {
    DateText.time(year, month, day, hour, minute, second, nanosecond, offset: offset)
  }

  /// Reads a zone up to the end of the text: seconds east of Greenwich, 0 where there is none.
  static func zone(_ scanner: inout DigitScanner) -> Int? {
    _ = scanner.take(" ")
    if scanner.isAtEnd { return 0 }
    var offset = 0
    if !["Z", "z", "UTC", "GMT"].contains(where: { scanner.take(word: $0) }) {
      let isWest = scanner.take("-")
      guard isWest || scanner.take("+"), let hours = scanner.number(2) else { return nil }
      let hasColon = scanner.take(":")
      let minutes = scanner.number(2)
      if hasColon && minutes == nil { return nil }
      guard hours < 24, minutes ?? 0 < 60 else { return nil }
      offset = (hours * 60 + (minutes ?? 0)) * (isWest ? -60 : 60)
      // Go names the zone behind its offset, and a clock of its own behind both.
      if offset == 0 { _ = scanner.take(word: " UTC") }
    }
    if scanner.take(word: " m=") { return offset }
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
    guard text.count <= 64 else { return nil }
    var words = String(decoding: text, as: UTF8.self).split { $0 == " " || $0 == "," }.map { String($0) }
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
