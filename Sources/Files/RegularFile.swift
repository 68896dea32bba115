import Declarations
internal import Glibc

/// A regular file, read once from its first to its last byte.
///
/// A directory, pipe or device is refused at once, without waiting for it. A file that grows or shrinks
/// while it is read is bad input: a result must not rest on half a file.
package struct RegularFile: ~Copyable {
  /// The path, as it was given.
  package let path: String
  /// Bytes the file had when it was opened; 0 for a pipe.
  package let size: Int
  /// Bytes read so far.
  package private(set) var position = 0
  private let descriptor: Int32
  private let isPipe: Bool

  /// Opens standard input to be read once, as it comes; a pipe is not copied.
  ///
  /// - Throws: a `Diagnostic` of kind `missingInput` when it is neither a file nor a pipe.
  package static func standardInputOnce() throws(Diagnostic) -> RegularFile {
    var status = stat()
    guard fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFIFO else { return try RegularFile("-") }
    let descriptor = fcntl(0, F_DUPFD_CLOEXEC, 0)
    guard descriptor >= 0 else {
      throw Diagnostic("cannot be opened: \(SystemFault.last.text)", kind: .missingInput, file: "-")
    }
    // Fewer changes between two programs; where it is not granted, reading is slower.
    _ = fcntl(descriptor, setPipeSize, 1 << 20)
    return RegularFile(pipe: descriptor)
  }

  private init(pipe: Int32) {
    path = "-"
    size = 0
    descriptor = pipe
    isPipe = true
  }

  /// Opens a file; `-` is standard input.
  ///
  /// - Throws: a `Diagnostic` of kind `missingInput` when there is no regular file that may be read.
  package init(_ path: String) throws(Diagnostic) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Diagnostic("the path is empty or holds a NUL byte", kind: .missingInput, file: path)
    }
    let place = path == "-" ? try StandardInput.path() : path
    let descriptor = open(place, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Diagnostic("cannot be opened: \(SystemFault.last.text)", kind: .missingInput, file: path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = SystemFault.last.text
      close(descriptor)
      throw Diagnostic("cannot be examined: \(reason)", kind: .missingInput, file: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Diagnostic(
        "is \(RegularFile.typeName(status.st_mode)); a regular file was expected", kind: .missingInput,
        file: path)
    }
    self.path = path
    self.descriptor = descriptor
    isPipe = false
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads the next bytes into a buffer that has room.
  ///
  /// - Returns: how many; 0 at the end of the file.
  /// - Throws: a `Diagnostic` of kind `badInput` when the file changes, `outputFailed` (74, which may be worth
  ///   another try) when reading fails.
  package mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    var count = 0
    repeat {
      count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
    } while count < 0 && errno == EINTR
    guard count >= 0 else { throw failure() }
    position += count
    if isPipe { return count }
    if position > size || (count == 0 && position < size) {
      let change = position > size ? "grew" : "was cut short"
      throw Diagnostic(
        "the file \(change) while it was read: \(size) bytes when it was opened, "
          + "\(position > size ? "at least " : "")\(position) now; read a copy of it", file: path)
    }
    return count
  }

  /// Passes over bytes.
  ///
  /// - Returns: how many; fewer only at the end of the file.
  package mutating func skip(_ count: Int) throws(Diagnostic) -> Int {
    if isPipe { return try readPast(count) }
    let step = min(count, size - position)
    guard lseek(descriptor, off_t(position + step), SEEK_SET) >= 0 else { throw failure() }
    position += step
    return step
  }

  private mutating func readPast(_ count: Int) throws(Diagnostic) -> Int {
    var buffer = [UInt8](repeating: 0, count: min(count, 1 << 16))
    var skipped = 0
    while skipped < count {
      let most = min(buffer.count, count - skipped)
      let step = try buffer.withUnsafeMutableBufferPointer { (bytes) throws(Diagnostic) in
        try read(into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: bytes[..<most])))
      }
      if step == 0 { break }
      skipped += step
    }
    return skipped
  }

  /// The bytes of a whole file.
  ///
  /// - Throws: a `Diagnostic` of kind `missingInput` for what is no readable regular file, `badInput` when it
  ///   holds more than `limit` bytes or changes while it is read, `outputFailed` for a read error.
  package static func read(_ path: String, limit: Int = 64 << 20) throws(Diagnostic) -> [UInt8] {
    var file = try RegularFile(path)
    guard file.size <= limit else {
      throw Diagnostic("holds \(file.size) bytes; at most \(limit) were expected", file: path)
    }
    var failure: Diagnostic?
    let size = file.size
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      do throws(Diagnostic) {
        while count < size {
          count += try file.read(
            into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: buffer[count...])))
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
    return bytes
  }

  private func failure() -> Diagnostic {
    Diagnostic(
      "reading failed at byte \(position): \(SystemFault.last.text)", kind: .outputFailed, file: path)
  }

  private static func typeName(_ mode: mode_t) -> String {
    switch mode & S_IFMT {
    case S_IFDIR: "a directory"
    case S_IFIFO: "a pipe"
    case S_IFCHR, S_IFBLK: "a device"
    case S_IFSOCK: "a socket"
    default: "no regular file"
    }
  }
}

/// F_SETPIPE_SZ of Linux, which the header gives under a macro that is not imported.
private let setPipeSize: Int32 = 1031
