import Declarations
import Files
import Simulation
import Traffic

extension StreamAssembler {
  /// When a row's request arrives, from the first row on.
  mutating func arrival(of row: RecordedRow) throws(RowFault) -> VirtualTime {
    if rowCount == 0 {
      hasTimes = row.time != nil
      origin = row.time ?? 0
    }
    guard let time = row.time else {
      // A failure has no answer that could tell its time.
      if hasTimes, row.isFailed == true, let last = stream.arrival.last { return last }
      if hasTimes {
        throw RowFault(
          .missingValue, "the row has no timestamp, but rows before it have one", at: row.position)
      }
      let time = VirtualTime.seconds(Double(rowCount) / source.ratePerSecond)
      guard time.nanoseconds < 1 << 62 else {
        throw RowFault(
          .badTimestamp, "a rate of \(source.ratePerSecond.short) a second puts the row beyond 146 years",
          at: row.position)
      }
      return time
    }
    if !hasTimes, spilled == 0, (0..<stream.count).allSatisfy({ stream.recorded.failed[$0] == 1 }) {
      (hasTimes, origin) = (true, time)
      for place in stream.arrival.indices { stream.arrival[place] = .zero }
    }
    if !hasTimes {
      throw RowFault(.badTimestamp, "the row has a timestamp, but rows before it have none", at: row.position)
    }
    try checkOrigin(of: time, row)
    // Half of what an Int64 holds, so that no difference of two arrivals can overflow.
    let offset = time - origin
    guard abs(offset) < Int128(1) << 62 else {
      throw RowFault(
        .badTimestamp, "the timestamp lies more than 146 years from that of the first row", at: row.position)
    }
    return VirtualTime(nanoseconds: Int64(offset))
  }

  /// Checks that a time counts from where the first one does, and that the first is no day without its hyphens.
  private func checkOrigin(of time: Int128, _ row: RecordedRow) throws(RowFault) {
    let second: Int128 = 1_000_000_000
    if count == 0, source.timestampUnit == nil, row.timeUnit == .seconds, time % second == 0 {
      let digits = "\(time / second)"
      if digits.count == 8, DateText.compact(ArraySlice((digits + "T0000").utf8)) != nil {
        throw RowFault(
          .badTimestamp,
          "the timestamp \(digits) may be a day or seconds; a day with hyphens, or timestamp_unit, was expected",
          at: row.position)
      }
    }
    if source.timestampUnit != nil { return }
    // From 2001 to 2065, and before March 1970.
    let late = 1_000_000_000 * second..<3_000_000_000 * second
    let early = -5_184_000 * second..<5_184_000 * second
    if (late.contains(origin) && early.contains(time)) || (early.contains(origin) && late.contains(time)) {
      throw RowFault(
        .badTimestamp,
        "the timestamp is \(StreamAssembler.shown(time)), that of the first row \(StreamAssembler.shown(origin)); "
          + "times from one origin were expected", at: row.position)
    }
  }

  private static func shown(_ time: Int128) -> String {
    time >= 1_000_000_000_000_000_000 ? "since 1970" : "\((Double(time) / 1e9).short) s"
  }

  /// Notes times that may be days of a spreadsheet.
  mutating func noteDayNumbers() {
    guard source.timestampUnit == nil, reading.timeUnit == TimestampUnit.seconds.rawValue,
      let first = reading.firstTime, let last = reading.lastTime
    else { return }
    let second: Int128 = 1_000_000_000
    if first >= 36_526 * second, last <= 73_050 * second {
      reading.remarks[Int(RecordedReading.Remark.dayNumber.rawValue)] = count
    }
  }
}
