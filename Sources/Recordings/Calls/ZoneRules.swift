import Files
internal import Synchronization

/// When a zone had which offset from UTC: the machine's own file of it (TZif, RFC 9636), and the rule that it states for the
/// time behind its last change.
final class ZoneRules: Sendable {
  /// Where the files are.
  static let folder = "/usr/share/zoneinfo/"

  /// Seconds since 1970 of each change, and the offset from there on.
  private let changes: [(time: Int, offset: Int)]
  /// The offset before the first change.
  private let first: Int
  /// What goes on behind the last change; nil where its offset stays.
  private let rule: SummerTime?

  /// A zone of one offset.
  init(offset: Int) {
    (changes, first, rule) = ([], offset, nil)
  }

  /// Reads a file's bytes; nil where they are none of a zone.
  init?(_ bytes: [UInt8]) {
    func number(_ place: Int, _ count: Int) -> Int {
      bytes[place..<place + count].reduce(0) { $0 << 8 | Int($1) }
    }
    func counts(at place: Int) -> [Int]? {
      guard bytes.count >= place + 44, bytes[place...].starts(with: "TZif".utf8) else { return nil }
      let counts = (0..<6).map { number(place + 20 + 4 * $0, 4) }
      return counts.allSatisfy { $0 < 1 << 20 } ? counts : nil
    }
    guard let old = counts(at: 0), bytes[4] >= UInt8(ascii: "2") else { return nil }
    let start = 44 + old[3] * 5 + old[4] * 6 + old[5] + old[2] * 8 + old[1] + old[0]
    guard let sizes = counts(at: start) else { return nil }
    let (times, types) = (sizes[3], sizes[4])
    let indices = start + 44 + times * 8
    let ends = indices + times + types * 6 + sizes[5] + sizes[2] * 12 + sizes[1] + sizes[0]
    guard types > 0, bytes.count > ends else { return nil }
    let offsets = (0..<types).map { Int(Int32(truncatingIfNeeded: number(indices + times + 6 * $0, 4))) }
    var changes: [(time: Int, offset: Int)] = []
    for change in 0..<times {
      let type = Int(bytes[indices + change])
      guard type < types else { return nil }
      changes.append((number(start + 44 + 8 * change, 8), offsets[type]))
    }
    self.changes = changes
    first = offsets[0]
    let footer = bytes[(ends + 1)...].prefix { $0 != 0x0A }
    rule = SummerTime(String(decoding: footer, as: UTF8.self))
  }

  /// The rules of a zone by its name, such as `America/New_York`, `+02:00` or `CET`; nil where nothing is known of it.
  static func named(_ name: ArraySlice<UInt8>) -> ZoneRules? {
    let text = String(decoding: name, as: UTF8.self)
    if let rules = known.withLock({ $0[text] }) { return rules }
    let rules = fixed(name) ?? file(text)
    known.withLock { if $0.count < 1024 { $0[text] = .some(rules) } }
    return rules
  }

  private static let known = Mutex<[String: ZoneRules?]>([:])

  private static func fixed(_ name: ArraySlice<UInt8>) -> ZoneRules? {
    // A name with a stroke is looked for by the clock itself.
    guard !name.contains(UInt8(ascii: "/")) else { return nil }
    var scanner = DigitScanner(name)
    guard let zone = Clock.zone(&scanner), zone.isStated, zone.rules == nil else { return nil }
    return ZoneRules(offset: zone.offset)
  }

  private static func file(_ name: String) -> ZoneRules? {
    let isName = name.utf8.allSatisfy {
      $0 &- UInt8(ascii: "0") < 10 || ($0 | 0x20) &- UInt8(ascii: "a") < 26 || "/_+-".utf8.contains($0)
    }
    guard isName, (2...64).contains(name.utf8.count), name.first != "/",
      var file = try? RegularFile(folder + name), file.size < 1 << 20
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: file.size)
    let size = bytes.withUnsafeMutableBytes { target in
      var read = 0
      while read < target.count,
        let step = try? file.read(into: UnsafeMutableRawBufferPointer(rebasing: target[read...])), step > 0
      {
        read += step
      }
      return read
    }
    return ZoneRules(Array(bytes[..<size]))
  }

  /// Seconds east of Greenwich at a time in seconds since 1970.
  func offset(at time: Int) -> Int {
    guard let last = changes.last else { return rule?.offset(at: time) ?? first }
    if time >= last.time { return rule?.offset(at: time) ?? last.offset }
    var (low, high) = (0, changes.count)
    while low < high {
      let middle = (low + high) / 2
      if changes[middle].time <= time { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? first : changes[low - 1].offset
  }

  /// The offset of a local time in seconds since 1970 as if it were UTC.
  ///
  /// An hour that comes twice is taken for its first; one that is left out has the offset before it.
  func offset(ofLocal time: Int) -> Int {
    let before = offset(at: time - 86_400)
    let after = offset(at: time + 86_400)
    for offset in [max(before, after), min(before, after)] where self.offset(at: time - offset) == offset {
      return offset
    }
    return before
  }
}

/// A zone's two offsets and when each year changes from one to the other, as POSIX writes it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct SummerTime: Sendable {
  private let standard: Int
  private let summer: Int
  /// The changes to summer time and back; nil where there is none.
  private let changes: (start: Change, end: Change)?

  /// The day of a change, and its local time in seconds.
  private struct Change: Sendable {
    var month: Int
    var week: Int
    var weekday: Int
    var seconds: Int
  }

  /// Reads the rule; nil where it is another.
  init?(_ text: String) {
    var rest = text.utf8[...]
    guard SummerTime.name(&rest), let standard = SummerTime.time(&rest) else { return nil }
    self.standard = -standard
    guard !rest.isEmpty else {
      (summer, changes) = (-standard, nil)
      return
    }
    guard SummerTime.name(&rest) else { return nil }
    if rest.first == UInt8(ascii: ",") {
      summer = -standard + 3600
    } else {
      guard let time = SummerTime.time(&rest) else { return nil }
      summer = -time
    }
    guard let start = SummerTime.change(&rest), let end = SummerTime.change(&rest), rest.isEmpty else {
      return nil
    }
    changes = (start, end)
  }

  private static func name(_ rest: inout Substring.UTF8View) -> Bool {
    if rest.first == UInt8(ascii: "<") {
      guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
      rest = rest[rest.index(after: end)...]
      return true
    }
    let name = rest.prefix { ($0 | 0x20) &- UInt8(ascii: "a") < 26 }
    rest = rest[name.endIndex...]
    return name.count >= 3
  }

  private static func number(_ rest: inout Substring.UTF8View) -> Int? {
    let digits = rest.prefix { $0 &- UInt8(ascii: "0") < 10 }
    rest = rest[digits.endIndex...]
    return Int(String(Substring(digits)))
  }

  /// Hours, minutes and seconds, in seconds.
  private static func time(_ rest: inout Substring.UTF8View) -> Int? {
    let isNegative = rest.first == UInt8(ascii: "-")
    if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
    guard let hours = number(&rest), hours <= 167 else { return nil }
    var seconds = hours * 3600
    for unit in [60, 1] where rest.first == UInt8(ascii: ":") {
      rest = rest.dropFirst()
      guard let part = number(&rest), part < 60 else { return nil }
      seconds += part * unit
    }
    return isNegative ? -seconds : seconds
  }

  private static func change(_ rest: inout Substring.UTF8View) -> Change? {
    func take(_ mark: Unicode.Scalar) -> Bool {
      guard rest.first == UInt8(ascii: mark) else { return false }
      rest = rest.dropFirst()
      return true
    }
    guard take(","), take("M"), let month = number(&rest), (1...12).contains(month), take("."),
      let week = number(&rest), (1...5).contains(week), take("."), let weekday = number(&rest), weekday < 7
    else { return nil }
    var seconds = 7200
    if take("/") {
      guard let time = time(&rest) else { return nil }
      seconds = time
    }
    return Change(month: month, week: week, weekday: weekday, seconds: seconds)
  }

  /// Seconds east of Greenwich at a time in seconds since 1970.
  func offset(at time: Int) -> Int {
    guard let changes else { return standard }
    let year = CalendarTime(nanoseconds: Int128(time + standard) * 1_000_000_000).year
    let start = SummerTime.seconds(changes.start, in: year) - standard
    let end = SummerTime.seconds(changes.end, in: year) - summer
    let isSummer = start < end ? (start..<end).contains(time) : !(end..<start).contains(time)
    return isSummer ? summer : standard
  }

  /// The local time of a change in a year, as seconds since 1970.
  private static func seconds(_ change: Change, in year: Int) -> Int {
    let first = DateText.daysSince1970(year, change.month, 1)
    // 1 January 1970 was a Thursday.
    let weekday = ((first + 4) % 7 + 7) % 7
    var day = first + (change.weekday - weekday + 7) % 7 + 7 * (change.week - 1)
    while day >= first + DateText.days(in: change.month, of: year) { day -= 7 }
    return day * 86_400 + change.seconds
  }
}
