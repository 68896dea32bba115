import CacheTraces
import Declarations

/// Reads one key a line; blank lines are skipped, markers `*` and comments `#` at the start left out.
final class KeyLinesSource: RequestSource {
  let columns: TraceWants = [.identities]
  let expectedRequests: Int
  private(set) var dropped: [DroppedRows] = []
  private var window: ByteWindow
  private let limit: Int
  private var line = 1
  /// Whether no key was read yet, so that a line may be a comment.
  private var isAtStart = true

  /// - Parameter limit: the longest line in bytes.
  init(_ window: consuming ByteWindow, limit: Int) {
    expectedRequests = window.expectedRows
    self.window = window
    self.limit = limit
  }

  func fill(_ batch: RequestBatch) throws(Diagnostic) {
    batch.count = 0
    while !batch.isFull {
      let count = batch.count
      let isLast = window.isAtEnd
      let step = window.withBytes { take($0, isLast: isLast, into: batch) }
      window.drop(step.consumed)
      window.add(records: batch.count - count)
      // Unless the batch is full, what is left is a part of one line.
      guard !step.isTooLong, batch.isFull || window.count <= limit + 1 else {
        throw Diagnostic(
          "the line is longer than \(limit) bytes", file: window.path,
          position: SourcePosition(line: line, column: 1))
      }
      if batch.isFull || isLast { break }
      try window.more()
    }
  }

  /// Adds the keys of whole lines until the batch is full or only a part of a line is left.
  private func take(
    _ bytes: Span<UInt8>, isLast: Bool, into batch: RequestBatch
  ) -> (consumed: Int, isTooLong: Bool) {
    let end = bytes.count - 1
    var start = 0
    while !batch.isFull, start < end {
      var place = start
      var key = bytes.wrappedNumber(at: &place)
      if !bytes.endsLine(at: place) || !bytes.isNumber(key, start..<place) {
        while bytes[place] != 0x0A { place += 1 }
        let stop = place > start && bytes[place - 1] == 0x0D ? place - 1 : place
        if stop - start > limit { return (start, true) }
        if let reason = reason(toDrop: bytes, start..<stop), place < end || isLast {
          dropped.add(reason)
          line += 1
          start = min(place + 1, end)
          continue
        }
        key = stop > start ? KeyLines.key(of: bytes.extracting(start..<stop).bytes) : 0
        if stop == start && (place < end || isLast) {
          line += 1
          start = min(place + 1, end)
          continue
        }
      } else if bytes[place] == 0x0D {
        place += 1
      }
      // The line feed behind the window ends a line only at the end of the file.
      if place == end && !isLast { return (start, false) }
      if place - start > limit + 1 { return (start, true) }
      batch.append(key)
      isAtStart = false
      line += 1
      start = min(place + 1, end)
    }
    return (start, false)
  }

  /// Why a line is no key.
  private func reason(toDrop bytes: Span<UInt8>, _ line: Range<Int>) -> String? {
    guard let first = line.first else { return nil }
    if line.count == 1 && bytes[first] == UInt8(ascii: "*") { return DroppedRows.marker }
    return isAtStart && bytes[first] == UInt8(ascii: "#") ? DroppedRows.comment : nil
  }
}

extension ByteWindow {
  /// About how many lines the file has, from those of its first block, rather more than fewer.
  var expectedRows: Int {
    let lines = withBytes { bytes in
      var lines = 0
      for place in 0..<bytes.count where bytes[place] == 0x0A { lines += 1 }
      return lines
    }
    return expectedRecords(of: max(1, count / lines * 9 / 10))
  }
}
