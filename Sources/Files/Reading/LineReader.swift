import Declarations

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// Splits a file into lines of bounded length.
///
/// A line ends with LF or CRLF; the last one may lack its end. A byte-order mark of UTF-8 is skipped.
package struct LineReader: ~Copyable {
  /// What may end a line.
  package enum Ending: Sendable {
    case file, lineFeed, carriageReturnLineFeed

    /// The bytes of the end.
    package var bytes: [UInt8] {
      switch self {
      case .file: []
      case .lineFeed: [0x0A]
      case .carriageReturnLineFeed: [0x0D, 0x0A]
      }
    }
  }

  /// The longest line unless stated otherwise: 16 MiB.
  package static let defaultLimit = 1 << 24

  /// The current line without its end.
  package private(set) var line: [UInt8] = []
  /// What ended the current line.
  package private(set) var ending = Ending.file
  /// The number of the current line, from 1.
  package private(set) var number = 0
  /// The longest line in bytes.
  package let limit: Int
  /// Where the bytes come from.
  package var bytes: ByteReader

  private var place = 0
  private var isUnread = false

  /// Opens a file.
  package init(path: String, limit: Int = LineReader.defaultLimit) throws(Diagnostic) {
    bytes = try ByteReader(path: path)
    self.limit = limit
  }

  /// Moves to the next line.
  ///
  /// - Returns: whether there was one.
  /// - Throws: a `Diagnostic` when the line is too long or the file is corrupt.
  package mutating func next() throws(Diagnostic) -> Bool {
    if isUnread {
      isUnread = false
      return true
    }
    line.removeAll(keepingCapacity: true)
    ending = .file
    number += 1
    while true {
      if place == bytes.count {
        place = 0
        guard try bytes.fill() else {
          if line.isEmpty {
            number -= 1
            return false
          }
          try finish()
          return true
        }
      }
      let stop = lineFeed(from: place)
      line.append(contentsOf: bytes.chunk[place..<(stop ?? bytes.count)])
      // One byte more than the limit may be the CR of a line end.
      if line.count > limit + 1 { throw tooLong() }
      place = stop.map { $0 + 1 } ?? bytes.count
      if stop != nil {
        ending = .lineFeed
        if line.last == 0x0D {
          line.removeLast()
          ending = .carriageReturnLineFeed
        }
        try finish()
        return true
      }
    }
  }

  /// Makes the next call of `next` return the current line again.
  package mutating func unread() { isUnread = true }

  /// A fault at the current line.
  package func fault(_ message: String, column: Int = 1) -> Diagnostic {
    Diagnostic(message, file: bytes.path, position: SourcePosition(line: number, column: column))
  }

  private mutating func finish() throws(Diagnostic) {
    if line.count > limit { throw tooLong() }
    guard number == 1 else { return }
    if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    if UTF16Mark.begins(line) {
      throw fault(UTF16Mark.fault)
    }
  }

  private func tooLong() -> Diagnostic {
    fault("the line is longer than \(limit) bytes (max_line_bytes)")
  }

  private func lineFeed(from start: Int) -> Int? {
    bytes.chunk.withUnsafeBytes { buffer in
      guard let base = buffer.baseAddress, let found = memchr(base + start, 0x0A, bytes.count - start) else {
        return nil
      }
      return UnsafeRawPointer(found) - base
    }
  }
}
