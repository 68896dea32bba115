import Simulation
import Tables

/// The figures that a chart draws, for whoever cannot see it or wants to read them off.
struct ChartTable {
  /// The most rows; of longer lines every so many points are kept, and the first and the last.
  static let mostRows = 40

  /// The names of the columns; the first names the rows.
  let headings: [String]
  /// The rows, at most ``mostRows``.
  let rows: [[String]]
  /// Rows before some were left out.
  let count: Int

  /// A table.
  init(_ headings: [String], _ rows: [[String]]) {
    self.headings = headings
    self.rows = ChartTable.kept(rows.count).map { rows[$0] }
    count = rows.count
  }

  /// Lines over one axis: a row a place on it, a column a line; n/a where a line has no point.
  ///
  /// - Parameters:
  ///   - axis: what the axis shows.
  ///   - lines: each line's points with their places on the axis, in increasing order.
  ///   - place: a place on the axis as text.
  ///   - value: a value as text.
  init(
    _ axis: String, _ lines: [(name: String, points: [[Double]])], place: (Double) -> String,
    value: (Double) -> String
  ) {
    let places = Set(lines.flatMap { $0.points.map { $0[0] } }).sorted()
    let values = lines.map { line in
      Dictionary(line.points.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    }
    headings = [axis] + lines.map(\.name)
    rows = ChartTable.kept(places.count).map { index in
      [place(places[index])] + values.map { value($0[places[index]] ?? .nan) }
    }
    count = places.count
  }

  /// The places of the rows that are kept.
  private static func kept(_ count: Int) -> [Int] {
    let step = max(1, (count + mostRows - 2) / (mostRows - 1))
    return (0..<count).filter { $0 % step == 0 || $0 == count - 1 }
  }

  /// The table, folded until it is asked for.
  var folded: HTML {
    let part = rows.count < count ? ", \(rows.count) of \(count.grouped) places" : ""
    return Page.folded(
      "The figures of the chart",
      [Page.table(headings, rows.map { $0.map { .text($0) } }, caption: "What the chart draws\(part)")])
  }
}
