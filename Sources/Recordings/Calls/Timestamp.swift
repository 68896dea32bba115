import Declarations
import Files

/// How the times of a recording are written.
public enum TimestampUnit: String, CaseIterable, Sendable {
  case seconds = "s"
  case milliseconds = "ms"
  case microseconds = "us"
  case nanoseconds = "ns"
  case iso8601 = "iso8601"

  /// Decimal places between the unit and a nanosecond.
  var places: Int {
    switch self {
    case .seconds: 9
    case .milliseconds: 6
    case .microseconds: 3
    case .nanoseconds, .iso8601: 0
    }
  }
}

/// Times of a recording in nanoseconds, exact.
enum Timestamp {
  /// Reads a time whose unit follows from its size: a number from 10^11 is in milliseconds, from 10^14 in
  /// microseconds, from 10^17 in nanoseconds, since in seconds it would lie beyond the year 5100; what is no
  /// number is a date.
  ///
  /// - Parameters:
  ///   - days: the order of a date's numbers where several may be; nil where nothing tells.
  ///   - zone: the zone of a date that names none; nil for UTC.
  static func read(
    _ cell: Cell, days: DayOrder? = nil, zone: ZoneRules? = nil
  ) throws(RowFault) -> (time: Int128, unit: TimestampUnit) {
    let unit: TimestampUnit
    switch DecimalText.read(cell.text.withDecimalPoint, scale: 0) {
    case .notANumber:
      guard let time = DateText.read(cell.text, days: days, zone: zone) else {
        throw noDate(cell, "a number or a date")
      }
      return (time, .iso8601)
    case .tooLarge: unit = .nanoseconds
    case .value(let value):
      // Fourteen digits of a calendar would be milliseconds from the year 2594 on.
      if cell.text.count == 14, let time = DateText.compact(cell.text, zone: zone) { return (time, .iso8601) }
      // As nanoseconds they would lie in 1973 and 1989, before any log of a model.
      for (range, name) in Timestamp.others where range.contains(value) {
        throw fault(cell, "\(cell.shown), \(name); seconds since 1970 or a date were expected")
      }
      let ranges: [(Int128, TimestampUnit)] = [
        (100_000_000_000_000_000, .nanoseconds), (100_000_000_000_000, .microseconds),
        (100_000_000_000, .milliseconds),
      ]
      unit = ranges.first { value >= $0.0 }?.1 ?? .seconds
    }
    return (try read(cell, unit), unit)
  }

  /// Numbers of steps of 100 nanoseconds from other origins, from 2010 to 2059.
  private static let others: [(ClosedRange<Int128>, String)] = [
    (129_067_776_000_000_000...144_847_008_000_000_000, "which may be a file time of Windows"),
    (633_979_008_000_000_000...649_758_240_000_000_000, "which may be ticks of .NET"),
  ]

  /// The value of a time that a database or an encoder wrote as an object: MongoDB's `$date`, seconds with nanoseconds of
  /// Protocol Buffers and Firestore; other values as they are.
  static func unwrapped(_ node: JSONNode) -> JSONNode {
    // Node's tracers write seconds and nanoseconds as a list.
    if let parts = node.elements, parts.count == 2, let seconds = parts[0].integer,
      let rest = parts[1].integer
    {
      return joined("\(seconds)", rest, at: node)
    }
    guard let members = node.members, members.count <= 2 else {
      guard let text = node.string, text.hasPrefix("/Date("), text.hasSuffix(")/") else { return node }
      // The offset behind the milliseconds changes nothing.
      let number = text.dropFirst(6).dropLast(2).prefix { $0 != "+" && $0 != "-" }
      return JSONNode(.string(String(number)), at: node.position)
    }
    if let date = node["$date"] { return date["$numberLong"] ?? date }
    guard
      let seconds = (node["seconds"] ?? node["_seconds"]).flatMap({
        $0.integer ?? $0.string.flatMap { Int($0) }
      })
    else { return node }
    let nanoseconds = (node["nanos"] ?? node["_nanoseconds"] ?? node["nanoseconds"])?.integer ?? 0
    return joined("\(seconds)", nanoseconds, at: node)
  }

  private static func joined(_ seconds: String, _ nanoseconds: Int, at node: JSONNode) -> JSONNode {
    guard (0..<1_000_000_000).contains(nanoseconds) else { return node }
    let digits = String(nanoseconds)
    return JSONNode(
      .string(seconds + "." + String(repeating: "0", count: 9 - digits.count) + digits), at: node.position)
  }

  /// Reads a time in a unit.
  ///
  /// Numbers are from 0 to 2^53, beyond which a double is no longer exact; nanoseconds since 1970 need more
  /// and may go to 2^63 - 1. Digits below a nanosecond are rounded.
  static func read(
    _ cell: Cell, _ unit: TimestampUnit, days: DayOrder? = nil, zone: ZoneRules? = nil
  ) throws(RowFault) -> Int128 {
    if unit == .iso8601 {
      guard let time = DateText.read(cell.text, days: days, zone: zone) else {
        throw noDate(cell, "a date and time")
      }
      return time
    }
    let limit: Int128 = unit == .nanoseconds ? Int128(Int64.max) : Int128(1) << 53
    var scale: Int128 = 1
    for _ in 0..<unit.places { scale *= 10 }
    switch DecimalText.read(cell.text.withDecimalPoint, scale: unit.places) {
    case .notANumber: throw fault(cell, "'\(cell.shown)'; a number (\(unit.rawValue)) was expected")
    case .value(let value) where value < 0: throw fault(cell, "\(cell.shown), negative")
    case .value(let value) where value <= limit * scale: return value
    default: throw fault(cell, "\(cell.shown); at most \(limit) was expected")
    }
  }

  /// What a date tells of the order of the numbers in its file: nothing, an order, or a fault where it may be in several.
  static func dayOrder(_ cell: Cell) -> RecordedRow.Days? {
    guard let date = DateText.shortDate(cell.text) else { return nil }
    return RecordedRow.Days(
      date: date, position: cell.position,
      fault: date.orders.only == nil ? noDate(cell, "a number or a date") : nil)
  }

  /// Whether a date is read by a zone's rules: its own, or those of another place where it names none.
  static func isLocal(_ cell: Cell, _ zone: ZoneRules?) -> Bool {
    if let start = cell.text.lastIndex(where: { $0 == 0x20 || $0 == UInt8(ascii: "[") }),
      ZoneRules.inText(cell.text[start...].drop { $0 == 0x20 }) != nil
    {
      // A name in brackets behind an offset changes nothing.
      return DateText.read(cell.text[..<start]) != DateText.read(cell.text)
    }
    guard let zone else { return false }
    return [zone, ZoneRules(offset: 3600)].contains {
      DateText.read(cell.text, days: .monthFirst, zone: $0) != DateText.read(cell.text, days: .monthFirst)
    }
  }

  /// The zone that a row names for its times.
  ///
  /// - Throws: a `RowFault` at a zone of which nothing is known, where the time wants it.
  static func zone(_ name: Cell?, of cell: Cell) throws(RowFault) -> ZoneRules? {
    guard let name, !name.isNothing else { return nil }
    if let zone = ZoneRules.named(name.text) { return zone }
    guard isLocal(cell, ZoneRules(offset: 3600)) else { return nil }
    throw RowFault(
      .badTimestamp,
      "the zone is '\(name.shown)', which \(ZoneRules.folder) does not have; one such as America/New_York or +02:00 was "
        + "expected", at: name.position)
  }

  /// What is wrong with a text that is no time, by name where it is one that is not read.
  private static func noDate(_ cell: Cell, _ expected: String) -> RowFault {
    fault(
      cell,
      "'\(cell.shown)'" + (DateText.reasonUnread(cell.text).map { ", \($0)" } ?? "")
        + "; \(expected) such as 2023-11-16 18:15:46.68 was expected")
  }

  private static func fault(_ cell: Cell, _ message: String) -> RowFault {
    RowFault(.badTimestamp, "the timestamp is \(message)", at: cell.position)
  }

  /// Reads a date and time as text; nil when it is none.
  static func date(_ text: ArraySlice<UInt8>) -> Int128? { DateText.read(text) }
}
