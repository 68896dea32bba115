import Declarations
import Files

extension TableColumns {
  /// Reads what a log tells beside the request; such a cell may be empty.
  func readExtras(_ cells: some TableCells, _ row: inout RecordedRow) throws(RowFault) {
    func cell(_ column: TableColumn) -> Cell? { cells.cell(column).flatMap { $0.isNothing ? nil : $0 } }
    // Flags are 1 together, tokens mostly more.
    let hits = mayCountHits ? sumOfHits(cells) : nil
    if let cell = cell(.cachedTokens), hits == nil || hits ?? 0 > 1 {
      row.cachedTokens = try TokenCount.read(cell, "cached_tokens")
    }
    if let cell = cell(.writtenTokens) { row.writtenTokens = try TokenCount.read(cell, "written_tokens") }
    if let cell = cell(.writtenHourTokens) {
      row.writtenHourTokens = try TokenCount.read(cell, "written_1h_tokens")
    }
    if let cell = cell(.writtenAll) {
      let all = try TokenCount.read(cell, "written_all_tokens")
      row.writtenTokens = UsageReading.minutes(of: all, told: row.writtenTokens, hour: row.writtenHourTokens)
    }
    if let hits {
      row.gatewayHit = hits == 1 ? cell(.cachedTokens).map { GatewayHit($0.text) } : nil
    } else {
      row.gatewayHit = cell(.gatewayHit).map { GatewayHit($0.text) }
    }
    if row.gatewayHit == .near { row.remarks.append(.nearHit) }
    row.hadText = cell(.hadText).map(TableColumns.isTrue) ?? false
    if let cell = cell(.reasoningTokens) {
      row.reasoningTokens = try TokenCount.read(cell, "reasoning_tokens")
    }
    if let cell = cell(.audioInputTokens) {
      row.audioInputTokens = try TokenCount.read(cell, "audio_input_tokens")
    }
    if let cell = cell(.imageInputTokens) {
      row.imageInputTokens = try TokenCount.read(cell, "image_input_tokens")
    }
    if let cell = cell(.audioOutputTokens) {
      row.audioOutputTokens = try TokenCount.read(cell, "audio_output_tokens")
    }
    if let cell = cell(.imageOutputTokens) {
      row.imageOutputTokens = try TokenCount.read(cell, "image_output_tokens")
    }
    if row.hasOtherTokens { row.remarks.append(.audio) }
    if let cell = cell(.webSearches) { row.note(webSearches: try TokenCount.read(cell, "web_searches")) }
    row.note(
      CallReader.terms(
        speed: cell(.speed).map { String(decoding: $0.text, as: UTF8.self) },
        place: cell(.place).map { String(decoding: $0.text, as: UTF8.self) }))
    if let currency = cell(.currency), !Dollars.isCurrency(currency.text) {
      if [TableColumn.cost, .inputCost, .outputCost].contains(where: { cell($0) != nil }) {
        row.remarks.append(.otherCurrency)
      }
    } else {
      row.cost = try cost(cells)
    }
    if let cell = cell(.service) {
      row.note(
        TableColumns.isTrue(cell) ? .batch : CallReader.service(String(decoding: cell.text, as: UTF8.self)))
    }
    try readLatency(cells, &row)
    if cell(.status) != nil || cell(.success) != nil || names[TableColumn.error.rawValue] != nil {
      row.isFailed = tellsFailure(cells)
    }
  }

  /// What stands under `cache_hit` and `cache_miss` together.
  private func sumOfHits(_ cells: some TableCells) -> Double {
    [TableColumn.cachedTokens, .gatewayHit].reduce(0.0) { (sum: Double, column: TableColumn) -> Double in
      guard let cell = cells.cell(column), !cell.isNothing else { return sum }
      return sum + (Double(String(decoding: cell.text, as: UTF8.self)) ?? 0)
    }
  }

  /// Whether the status, the flag of success or the error of a row tells of a failure.
  func tellsFailure(_ cells: some TableCells) -> Bool {
    func cell(_ column: TableColumn) -> Cell? { cells.cell(column).flatMap { $0.isNothing ? nil : $0 } }
    func node(_ column: TableColumn) -> JSONNode? {
      cell(column).map { JSONNode(.string(String(decoding: $0.text, as: UTF8.self)), at: $0.position) }
    }
    if node(.status).map(CallReader.isFailure) == true { return true }
    if cell(.success).map(TableColumns.isYes) == false { return true }
    return node(.error).map(CallReader.isError) ?? false
  }

  /// Reads the cost of a call, or those of its input and output together; nil where it tells none.
  private func cost(_ cells: some TableCells) throws(RowFault) -> Int64? {
    func cell(_ column: TableColumn) -> Cell? { cells.cell(column).flatMap { $0.isNothing ? nil : $0 } }
    var cost = try cell(.cost).map { (cell) throws(RowFault) in try dollars(cell, .cost) }
    if cost == nil {
      for column in [TableColumn.inputCost, .outputCost] {
        if let cell = cell(column) {
          cost = try Dollars.add(try dollars(cell, column), to: cost ?? 0, at: cell.position)
        }
      }
      for column in [TableColumn.readCost, .writeCost] {
        if let sum = cost, let cell = cell(column) {
          cost = try Dollars.add(try dollars(cell, column), to: sum, at: cell.position)
        }
      }
    }
    return cost
  }

  /// Reads an amount in picodollars, in the unit that the file's name of the column says.
  private func dollars(_ cell: Cell, _ column: TableColumn) throws(RowFault) -> Int64 {
    if cell.text.first == UInt8(ascii: "{") {
      let node = JSONNode(.string(String(decoding: cell.text, as: UTF8.self)), at: cell.position).unfolded
      if node.members != nil { return try Dollars.read(node) }
    }
    return try Dollars.read(cell, places: units[column.rawValue]?.dollarPlaces ?? 12)
  }

  private func readLatency(_ cells: some TableCells, _ row: inout RecordedRow) throws(RowFault) {
    func cell(_ column: TableColumn) -> Cell? { cells.cell(column).flatMap { $0.isNothing ? nil : $0 } }
    if let cell = cell(.latency) { row.latency = try duration(cell, "latency_s", .latency) }
    if row.latency == nil, let cell = cell(.end), let start = row.time {
      let elapsed = try time(whole(cell, cells), try Timestamp.zone(cells.cell(.zone), of: cell)).0 - start
      if elapsed >= 0, elapsed < Int128(1) << 62 { row.latency = Int64(elapsed) }
    }
    if let cell = cell(.firstToken) { row.firstToken = try duration(cell, "first_token_s", .firstToken) }
    // What has a name with a unit was read, or is a fault.
    if row.latency == nil, let cell = cell(.latency), ToolDurations.isMeasured(cell.text) {
      row.remarks.append(.unitless)
    }
  }

  /// Reads a duration in nanoseconds, in the unit that stands behind it or in the file's name of the column; nil where
  /// neither tells one.
  private func duration(_ cell: Cell, _ name: String, _ column: TableColumn) throws(RowFault) -> Int64? {
    if let duration = DurationText.read(cell.text) { return duration }
    // What was not measured.
    if case .value(-1) = DecimalText.read(cell.text, scale: 0) { return nil }
    if let unit = units[column.rawValue], unit.isUnitless, !mapped.contains(names[column.rawValue] ?? "") {
      return nil
    }
    return try seconds(cell, name, of: column)
  }

  /// Reads a duration in nanoseconds, in the unit that the file's name of the column says.
  func seconds(_ cell: Cell, _ name: String, of column: TableColumn? = nil) throws(RowFault) -> Int64 {
    let places = column.flatMap { units[$0.rawValue] }?.secondPlaces ?? 9
    guard case .value(let value) = DecimalText.read(cell.text.withDecimalPoint, scale: places),
      value >= 0, value < Int128(1) << 62
    else {
      throw RowFault(
        .badValue, "\(name) is '\(cell.shown)'; seconds of at least 0 were expected", at: cell.position)
    }
    return Int64(value)
  }
}

/// Durations with their unit behind the number.
enum DurationText {
  private static let units: [(name: String, places: Int)] = [
    ("milliseconds", 6), ("seconds", 9), ("second", 9), ("msec", 6), ("secs", 9), ("sec", 9), ("ms", 6),
    ("us", 3), ("\u{B5}s", 3), ("\u{3BC}s", 3), ("ns", 0), ("s", 9),
  ]

  /// Reads `1200ms`, `0.9 s` or `850us` in nanoseconds; nil where no unit stands behind the number.
  static func read(_ text: ArraySlice<UInt8>) -> Int64? {
    for (name, places) in units where text.reversed().starts(with: name.utf8.reversed()) {
      let number = text.dropLast(name.utf8.count)
      guard let last = number.last, last == 0x20 || last &- UInt8(ascii: "0") < 10,
        case .value(let value) = DecimalText.read(number.withDecimalPoint, scale: places), value >= 0,
        value < Int128(1) << 62
      else { return nil }
      return Int64(value)
    }
    return nil
  }
}
