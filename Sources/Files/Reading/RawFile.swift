import Declarations
import Simulation

/// A regular file, read once from its first to its last byte, and its hash for provenance.
struct RawFile: ~Copyable {
  /// The hash of the bytes read so far, when they are hashed.
  private(set) var hash = XXHash64()
  private var file: RegularFile
  private let isHashed: Bool

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - isHashed: whether the bytes are hashed, which takes longer than reading them.
  ///   - readsOnce: whether nobody opens the file again, so that a pipe may be read as it comes.
  /// - Throws: a `Diagnostic` of kind `.missingInput` when there is no regular file that may be read.
  init(path: String, isHashed: Bool = true, readsOnce: Bool = false) throws(Diagnostic) {
    file = readsOnce && path == "-" ? try .standardInputOnce() : try RegularFile(path)
    self.isHashed = isHashed
  }

  /// The path, as it was given.
  var path: String { file.path }

  /// Bytes the file had when it was opened.
  var size: Int { file.size }

  /// Bytes read so far.
  var position: Int { file.position }

  /// Reads the next bytes into a buffer that has room.
  ///
  /// - Returns: how many; 0 at the end of the file.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    let count = try file.read(into: buffer)
    if isHashed { hash.combine(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
    return count
  }

  /// Passes over bytes that are not to be hashed.
  ///
  /// - Returns: how many; fewer only at the end of the file.
  mutating func skip(_ count: Int) throws(Diagnostic) -> Int {
    precondition(!isHashed, "What is hashed is read.")
    return try file.skip(count)
  }

  /// Reads the next bytes into an array.
  mutating func read(into buffer: inout [UInt8]) throws(Diagnostic) -> Int {
    try buffer.withUnsafeMutableBufferPointer { (bytes) throws(Diagnostic) in
      try read(into: UnsafeMutableRawBufferPointer(bytes))
    }
  }
}
