import Declarations
import Files
import Traffic

/// What a row says of itself, in whatever format: that it sums up the calls before it, or is one of a sample.
struct RowSigns {
  /// The place of the column that marks running totals; nil where a table has none.
  private var total: Int?
  /// The place of the column with the share of calls that were logged.
  private var share: Int?

  /// Finds the columns of a table by their names; records of JSON are looked at one by one.
  init(_ sample: TraceSample) {
    guard case .csv(let header) = sample else { return }
    total = header.names.firstIndex { RowSigns.totals.contains(ColumnName.words($0)) }
    share = header.names.firstIndex { RowSigns.shares.contains(ColumnName.words($0)) }
  }

  /// Whether a row of a table is a running total.
  func isTotal(_ record: CSVRecord) -> Bool {
    guard let total, total < record.count else { return false }
    return RowSigns.isYes(String(decoding: record[total], as: UTF8.self))
  }

  /// Whether a record, or its usage, is a running total.
  func isTotal(_ node: JSONNode) -> Bool {
    let found = node.first(of: RowSigns.totalPaths) ?? node["usage"]?.first(of: RowSigns.totalPaths)
    guard let found else { return false }
    return found.boolean ?? found.string.map(RowSigns.isYes) ?? false
  }

  /// Whether a row of a table says that not all calls were logged.
  func isSampled(_ record: CSVRecord) -> Bool {
    guard let share, share < record.count else { return false }
    return RowSigns.isPart(Double(String(decoding: record[share], as: UTF8.self)))
  }

  /// Whether a record says that not all calls were logged.
  func isSampled(_ node: JSONNode) -> Bool {
    guard let found = node.first(of: RowSigns.sharePaths) else { return false }
    return RowSigns.isPart(found.number ?? found.string.flatMap { Double($0) })
  }

  private static func isPart(_ share: Double?) -> Bool { share.map { $0 > 0 && $0 < 1 } ?? false }

  /// Databricks's name of the share of calls that its inference tables hold, in words and as it stands.
  private static let shares: Set<String> = ["sampling_fraction"]
  private static let sharePaths: [FieldPath] = ["sampling_fraction", "samplingFraction"]

  /// Names of a flag that marks a row of what was taken so far, in words.
  private static let totals: Set<String> = [
    "cumulative", "is_cumulative", "running_total", "is_running_total",
  ]
  private static let totalPaths: [FieldPath] = [
    "cumulative", "is_cumulative", "isCumulative", "running_total", "is_running_total", "isRunningTotal",
  ]

  /// Whether a text says yes: a number under such a name may be a count.
  private static func isYes(_ text: String) -> Bool {
    ["true", "t", "yes", "y"].contains(text.lowercased())
  }
}

extension StreamAssembler {
  /// Counts a row that tells of no call, with what is to be said of it.
  mutating func leaveOut(_ remark: RecordedReading.Remark) {
    others += 1
    reading.remarks[Int(remark.rawValue)] += 1
  }
}
