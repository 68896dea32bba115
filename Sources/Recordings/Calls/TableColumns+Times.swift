import Files

extension TableColumns {
  /// A time with its day or its time of day, where that stands in a column of its own, as in exports of spreadsheets.
  func whole(_ cell: Cell, _ cells: some TableCells) -> Cell {
    guard hasClock else { return cell }
    if isClock(cell.text) {
      guard let date = cells.cell(.date), let day = day(date.text) else { return cell }
      return Cell(text: day + [0x20] + cell.text, position: cell.position)
    }
    guard let day = day(cell.text), let clock = cells.cell(.clock), isClock(clock.text) else { return cell }
    return Cell(text: day + [0x20] + clock.text, position: cell.position)
  }

  /// Whether a text is a time of day alone.
  private func isClock(_ text: ArraySlice<UInt8>) -> Bool {
    text.first.map { $0 &- UInt8(ascii: "0") < 10 } ?? false
      && text.prefix(3).dropFirst().contains(UInt8(ascii: ":")) && text.count < 24
  }

  /// Whether a text that is a time is a day and nothing else.
  func isDay(_ text: ArraySlice<UInt8>) -> Bool {
    !text.contains(UInt8(ascii: ":")) && text.count { $0 &- UInt8(ascii: "0") < 10 } <= 8
  }

  /// The day that a text is alone, or with the midnight that programs write behind it; nil for other texts.
  private func day(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    var text = text
    for midnight in [" 00:00:00", "T00:00:00"] where text.reversed().starts(with: midnight.utf8.reversed()) {
      text.removeLast(midnight.utf8.count)
    }
    guard !text.isEmpty, !text.contains(UInt8(ascii: ":")),
      case .notANumber = DecimalText.read(text, scale: 0)
    else { return nil }
    return text
  }
}
