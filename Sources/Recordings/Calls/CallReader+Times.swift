import Declarations
import Files

extension CallReader {
  /// Reads when the call began, how long it took and when its first token came.
  func readTimes(_ node: JSONNode, _ row: inout RecordedRow) throws(RowFault) {
    var start: Int128?
    let zoneName = node.first(of: CallReader.zones).flatMap { Cell($0) }
    var zone: ZoneRules?
    let found = namedTime(in: node) ?? (layout.takesAnyTime ? time(in: node) : nil)
    if let found, !found.isVoid, let cell = Cell(Timestamp.unwrapped(found)) {
      zone = try Timestamp.zone(zoneName, of: cell)
      let (time, unit) = try Timestamp.read(cell, days: days, zone: zone)
      if unit == .iso8601 {
        row.days = Timestamp.dayOrder(cell)
        if Timestamp.isLocal(cell, zone) { row.remarks.append(.localTime) }
      }
      start = time
      row.time = time
      row.timeUnit = unit
    }
    func since(_ paths: [FieldPath]) throws(RowFault) -> Int64? {
      guard let start, let found = node.first(of: paths), !found.isVoid,
        let cell = Cell(Timestamp.unwrapped(found))
      else { return nil }
      let elapsed = try Timestamp.read(cell, days: days, zone: zone).time - start
      return elapsed >= 0 && elapsed < Int128(1) << 62 ? Int64(elapsed) : nil
    }
    for (paths, places) in [
      (layout.latencyMilliseconds, 6), (layout.latencySeconds, 9), (layout.latencyMicroseconds, 3),
      (layout.latencyNanoseconds, 0),
    ] where row.latency == nil {
      row.latency = try CallReader.duration(node, paths, places: places)
    }
    if row.latency == nil, !layout.latencySeconds.isEmpty {
      // A duration without a unit in its name may have one behind the number.
      let text = node.first(of: CallLayout.durations)?.string
      row.latency = text.flatMap { DurationText.read(Array($0.utf8)[...]) }
    }
    if row.latency == nil { row.latency = try since(layout.end) }
    if !layout.latencySeconds.isEmpty { noteUnitless(node, &row) }
    row.firstToken = try CallReader.duration(node, layout.firstTokenMilliseconds, places: 6)
    if row.firstToken == nil {
      row.firstToken = try CallReader.duration(node, layout.firstTokenSeconds, places: 9)
    }
    if row.firstToken == nil { row.firstToken = try since(layout.firstTokenTime) }
  }

  /// A time under a common name in another form: `eventTimestamp` for `event_timestamp`; of several the one whose name
  /// comes first among the common ones. What is no time there is something else of that name.
  private func time(in node: JSONNode) -> JSONNode? {
    var best: (rank: Int, node: JSONNode)?
    for member in node.members ?? []
    where CallReader.endings.contains(where: member.key.lowercased().hasSuffix) && !member.node.isVoid {
      guard CallReader.anyTimes.contains(member.key), isTime(member.node) else { continue }
      let rank = CallReader.timeRanks[ColumnName.letters(member.key)] ?? .max
      if best == nil || rank < best?.rank ?? 0 { best = (rank, member.node) }
    }
    return best?.node
  }

  /// The first value under the names of the layout that is not something else.
  private func namedTime(in node: JSONNode) -> JSONNode? {
    guard let first = node.first(of: layout.time) else { return nil }
    if !CallReader.isNoTime(first, in: node) { return first }
    return node.all(of: layout.time).first { !CallReader.isNoTime($0, in: node) }
  }

  /// Whether what stands under a vague name of a time is something else.
  ///
  /// Swift 6.3 fails on the ownership of the value where this stands within another function.
  @inline(never)
  private static func isNoTime(_ found: JSONNode, in node: JSONNode) -> Bool {
    let text: String
    switch found.value {
    case .string(let own): text = own
    case .boolean(let flag): text = String(flag)
    default: return false
    }
    if text.isEmpty || NamedDate.isPossible(text) { return false }
    return TableColumns.vagueTimes.contains { node[$0] == found }
  }

  /// Whether a value is a date, or a number of a moment after 1973: smaller ones are durations.
  private func isTime(_ node: JSONNode) -> Bool {
    guard let cell = Cell(Timestamp.unwrapped(node)) else { return false }
    if case .value(let value) = DecimalText.read(cell.text.withDecimalPoint, scale: 0) {
      return value >= 100_000_000
    }
    return DateText.read(cell.text, days: days, zone: nil) != nil
  }

  private static let anyTimes = WantedNames(CallLayout.times.filter { !$0.contains(".") })
  /// The places of these names in their list, by their letters.
  private static let timeRanks = Dictionary(
    CallLayout.times.enumerated().map { (ColumnName.letters($0.element), $0.offset) },
    uniquingKeysWith: { first, _ in first })
  /// How the longer of these names end.
  private static let endings = ["time", "timestamp", "at", "date", "on", "utc", "ms"]

  /// Where rows name the zone of times without one.
  private static let zones: [FieldPath] = ["timezone", "time_zone", "tz", "timeZone"]

  private static func duration(_ node: JSONNode, _ paths: [FieldPath], places: Int) throws(RowFault) -> Int64?
  {
    guard let found = node.first(of: paths), let cell = Cell(found), !cell.text.isEmpty else { return nil }
    guard case .value(let value) = DecimalText.read(cell.text, scale: places), value >= 0,
      value < Int128(1) << 62
    else { return nil }
    return Int64(value)
  }
}
