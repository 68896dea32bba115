import CacheTraces
import Declarations
import Files

/// Reads the rows of a CSV trace; requests of size 0 and rows that write are left out.
final class CSVSource: RequestSource {
  let columns: TraceWants
  let expectedRequests: Int
  private(set) var dropped: [DroppedRows] = []
  let notes: [String]
  private var window: ByteWindow
  private var rows: CSVRows
  private let skipBad: Int
  private var bad = 0

  /// - Parameters:
  ///   - layout: how the rows are laid out; a header is read now.
  ///   - unit: how times are written; nil tells it from the first row.
  ///   - limit: the longest row in bytes.
  ///   - skipBad: how many bad rows are left out before reading fails.
  init(
    _ window: consuming ByteWindow, _ layout: CSVLayout, unit: TimestampUnit?, limit: Int, skipBad: Int
  ) throws(Diagnostic) {
    expectedRequests = window.expectedRows
    self.skipBad = skipBad
    rows = try CSVRows(&window, layout, unit: unit, limit: limit)
    columns = rows.wants
    notes = rows.notes
    dropped.add(DroppedRows.comment, rows.comments)
    self.window = window
  }

  func fill(_ batch: RequestBatch) throws(Diagnostic) {
    batch.count = 0
    while !batch.isFull {
      let isLast = window.isAtEnd
      let step = window.withBytes { rows.take($0, isLast: isLast, into: batch) }
      window.drop(step.consumed)
      window.add(records: step.rows)
      dropped.add(DroppedRows.sizeZero, step.withoutSize)
      dropped.add(DroppedRows.noRead, step.writes)
      switch step.fault {
      case .row(let fault): try drop(fault)
      case .file(let diagnostic): throw diagnostic.placed(in: window.path)
      case nil:
        if batch.isFull || isLast { return }
        try window.more()
      }
    }
  }

  private func drop(_ fault: RowFault) throws(Diagnostic) {
    guard bad < skipBad else {
      var diagnostic = fault.diagnostic.placed(in: window.path)
      if bad > 0 { diagnostic.message += " (\(bad) bad rows were skipped before, as many as were allowed)" }
      throw diagnostic
    }
    bad += 1
    dropped.add(fault.reason.rawValue)
  }
}
