import Declarations
import Files

/// The part of a file that a reader of records looks at: bytes in a row that move on block by block.
///
/// A line feed stands behind the last byte, so that no scan for the end of a line or field needs a second
/// condition.
struct ByteWindow: ~Copyable {
  /// Bytes that are read at once.
  static let defaultBlock = 1 << 18

  /// Whether the file has no bytes beyond the window.
  private(set) var isAtEnd = false

  private var bytes: ByteReader
  private var memory: [UInt8]
  private var start = 0
  private var end = 0
  private let block: Int

  private init(_ bytes: consuming ByteReader, block: Int) {
    self.bytes = bytes
    self.block = max(1, block)
    memory = [UInt8](repeating: 0x0A, count: self.block + 1)
  }

  /// Opens a file and reads its first block.
  ///
  /// - Parameter readsOnce: whether nobody opens the file again, so that a pipe may be read as it comes.
  static func open(
    _ path: String, block: Int = ByteWindow.defaultBlock, readsOnce: Bool = false
  ) throws(Diagnostic) -> ByteWindow {
    var window = ByteWindow(
      try ByteReader(path: path, isHashed: false, readsOnce: readsOnce), block: block)
    try window.more()
    return window
  }

  /// The path, as it was given.
  var path: String { bytes.path }

  /// How the file is compressed: plain, gzip or zstd.
  var compression: String { bytes.compression }

  /// Bytes of the file as it lies.
  var fileBytes: Int { bytes.fileBytes }

  /// Bytes in the window.
  var count: Int { end - start }

  /// Calls `body` with the bytes of the window and the line feed behind them.
  @inline(__always)
  func withBytes<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
    body(memory.span.extracting(start...end))
  }

  /// Counts records that were read, for messages.
  mutating func add(records: Int) { bytes.records += records }

  /// Lets go of the first bytes.
  mutating func drop(_ count: Int) { start += count }

  /// Reads another block behind the bytes of the window.
  ///
  /// - Throws: a `Diagnostic` when the file cannot be read or decompressed.
  mutating func more() throws(Diagnostic) {
    guard !isAtEnd else { return }
    if end + block + 1 > memory.count { makeRoom() }
    let place = end
    let block = self.block
    let count = try memory.withUnsafeMutableBufferPointer { (memory) throws(Diagnostic) in
      try bytes.read(
        into: UnsafeMutableRawBufferPointer(
          rebasing: UnsafeMutableRawBufferPointer(memory)[place..<place + block]))
    }
    end += count
    isAtEnd = count == 0
    memory[end] = 0x0A
  }

  /// Takes bytes out of the window, and more from the file when they do not suffice.
  ///
  /// - Returns: how many; fewer than there is room for only at the end of the file.
  mutating func take(into target: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    let known = min(count, target.count)
    memory.withUnsafeBytes {
      target.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start..<start + known]))
    }
    drop(known)
    var taken = known
    while taken < target.count, !isAtEnd {
      let count = try bytes.read(into: UnsafeMutableRawBufferPointer(rebasing: target[taken...]))
      isAtEnd = count == 0
      taken += count
    }
    return taken
  }

  /// Whether there are no more bytes in the window or the file.
  mutating func isExhausted() throws(Diagnostic) -> Bool {
    if count == 0 { try more() }
    return count == 0
  }

  /// Passes over bytes; those behind the window are not read from a file that is not compressed.
  ///
  /// - Returns: how many; fewer only at the end of the file.
  mutating func skip(_ count: Int) throws(Diagnostic) -> Int {
    let known = min(self.count, count)
    drop(known)
    return known == count ? count : known + (try bytes.skip(count - known))
  }

  /// Moves the window to the front of the memory, and doubles that while a block does not fit behind it.
  private mutating func makeRoom() {
    let (first, count) = (start, self.count)
    memory.withUnsafeMutableBufferPointer { bytes in
      guard let base = bytes.baseAddress else { return }
      base.update(from: base + first, count: count)
    }
    start = 0
    end = count
    while end + block + 1 > memory.count {
      memory.append(contentsOf: repeatElement(0, count: memory.count))
    }
  }
}
