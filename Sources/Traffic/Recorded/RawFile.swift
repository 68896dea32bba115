import Declarations

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// A regular file, read once from its first to its last byte.
///
/// A directory, pipe or device is refused at once, without waiting for it. A file that grows or shrinks
/// while it is read is bad input: a result must not rest on half a recording.
struct RawFile: ~Copyable {
  /// The path, as it was given.
  let path: String
  /// Bytes the file had when it was opened.
  let size: Int
  /// Bytes read so far.
  private(set) var position = 0
  /// The hash of the bytes read so far, when they are hashed.
  private(set) var hash = ContentHash()
  private let descriptor: Int32
  private let isHashed: Bool

  /// Opens a file.
  ///
  /// - Parameter isHashed: whether the bytes are hashed, which takes longer than reading them.
  /// - Throws: a `Diagnostic` of kind `.missingInput` when there is no regular file that may be read.
  init(path: String, isHashed: Bool = true) throws(Diagnostic) {
    guard !path.isEmpty, !path.utf8.contains(0) else {
      throw Diagnostic("the path is empty or holds a NUL byte", kind: .missingInput, file: path)
    }
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Diagnostic("cannot open the file: \(RawFile.reason)", kind: .missingInput, file: path)
    }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let reason = RawFile.reason
      close(descriptor)
      throw Diagnostic("cannot examine the file: \(reason)", kind: .missingInput, file: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw Diagnostic(
        "is \(RawFile.typeName(status.st_mode)); a regular file was expected", kind: .missingInput, file: path
      )
    }
    self.path = path
    self.descriptor = descriptor
    self.isHashed = isHashed
    size = Int(status.st_size)
  }

  deinit { close(descriptor) }

  /// Reads the next bytes into a buffer that has room.
  ///
  /// - Returns: how many; 0 at the end of the file.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    var count = 0
    repeat {
      count = systemRead(descriptor, buffer.baseAddress, buffer.count)
    } while count < 0 && errno == EINTR
    guard count >= 0 else {
      // 74, the code of an input or output error, which may be worth another try.
      throw Diagnostic(
        "reading failed at byte \(position): \(RawFile.reason)", kind: .outputFailed, file: path)
    }
    position += count
    if position > size || (count == 0 && position < size) {
      let change = position > size ? "grew" : "was cut short"
      throw Diagnostic(
        "the file \(change) while it was read: \(size) bytes when it was opened, "
          + "\(position > size ? "at least " : "")\(position) now; read a copy of it", file: path)
    }
    if isHashed { hash.combine(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
    return count
  }

  /// Passes over bytes that are not to be hashed.
  ///
  /// - Returns: how many; fewer only at the end of the file.
  mutating func skip(_ count: Int) throws(Diagnostic) -> Int {
    precondition(!isHashed, "What is hashed is read.")
    let step = min(count, size - position)
    guard lseek(descriptor, off_t(position + step), SEEK_SET) >= 0 else {
      throw Diagnostic(
        "reading failed at byte \(position): \(RawFile.reason)", kind: .outputFailed, file: path)
    }
    position += step
    return step
  }

  private static var reason: String { String(cString: strerror(errno)) }

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

private func systemRead(_ descriptor: Int32, _ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
  read(descriptor, buffer, count)
}

extension RawFile {
  /// Reads the next bytes into an array.
  mutating func read(into buffer: inout [UInt8]) throws(Diagnostic) -> Int {
    try buffer.withUnsafeMutableBufferPointer { (bytes) throws(Diagnostic) in
      try read(into: UnsafeMutableRawBufferPointer(bytes))
    }
  }
}
