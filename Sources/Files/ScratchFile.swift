import Declarations
internal import Glibc
import Synchronization

/// A file without a name for what does not fit in memory, in the folder that TMPDIR names or in /tmp.
///
/// Nobody else can open it, and it is gone when the process ends, however that ends. It is written at its end and read
/// anywhere, by any number of threads.
package final class ScratchFile: Sendable {
  /// The folder that it takes room in.
  package let folder: String
  private let descriptor: Int32
  private let length = Mutex(0)

  /// An empty file.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package init() throws(Diagnostic) {
    folder = ScratchFile.folder
    descriptor = try ScratchFile.open(in: folder)
  }

  deinit { close(descriptor) }

  /// The bytes that were written.
  package var count: Int { length.withLock { $0 } }

  /// Writes bytes at the end.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`, as when the disk is full.
  private func append(_ bytes: UnsafeRawBufferPointer) throws(Diagnostic) {
    let failure: SystemFault? = length.withLock { length in
      var start = 0
      while start < bytes.count {
        let step = pwrite(
          descriptor, bytes.baseAddress.map { $0 + start }, bytes.count - start, off_t(length))
        if step < 0 && errno == EINTR { continue }
        guard step > 0 else { return step < 0 ? .last : SystemFault(code: ENOSPC) }
        start += step
        length += step
      }
      return nil
    }
    guard let failure else { return }
    throw Diagnostic(
      "a temporary file cannot be written: \(failure.text); room in the folder that TMPDIR names was expected",
      kind: .outputFailed, file: folder)
  }

  /// Writes bytes at the end.
  package func append(_ bytes: [UInt8]) throws(Diagnostic) {
    try bytes.withUnsafeBufferPointer { (bytes) throws(Diagnostic) in
      try append(UnsafeRawBufferPointer(bytes))
    }
  }

  /// Writes numbers as they lie in memory at the end.
  package func append(_ numbers: [UInt32]) throws(Diagnostic) {
    try numbers.withUnsafeBufferPointer { (numbers) throws(Diagnostic) in
      try append(UnsafeRawBufferPointer(numbers))
    }
  }

  /// Reads some numbers from a place on.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed` where they cannot be read, or were never written.
  package func numbers(_ count: Int, at place: Int) throws(Diagnostic) -> [UInt32] {
    var numbers = [UInt32](repeating: 0, count: count)
    try numbers.withUnsafeMutableBufferPointer { (numbers) throws(Diagnostic) in
      try read(UnsafeMutableRawBufferPointer(numbers), at: place)
    }
    return numbers
  }

  /// Reads some bytes from a place on.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed` where they cannot be read, or were never written.
  package func bytes(_ range: Range<Int>) throws(Diagnostic) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: range.count)
    try bytes.withUnsafeMutableBufferPointer { (bytes) throws(Diagnostic) in
      try read(UnsafeMutableRawBufferPointer(bytes), at: range.lowerBound)
    }
    return bytes
  }

  private func read(_ target: UnsafeMutableRawBufferPointer, at place: Int) throws(Diagnostic) {
    var start = 0
    while start < target.count {
      let step = pread(
        descriptor, target.baseAddress.map { $0 + start }, target.count - start, off_t(place + start))
      if step < 0 && errno == EINTR { continue }
      guard step > 0 else {
        let reason = step < 0 ? SystemFault.last.text : "it ends early"
        throw Diagnostic(
          "a temporary file cannot be read: \(reason)", kind: .outputFailed, file: folder)
      }
      start += step
    }
  }

  /// The folder for temporary files.
  private static var folder: String {
    guard let stated = getenv("TMPDIR") else { return "/tmp" }
    let path = String(cString: stated)
    return path.isEmpty ? "/tmp" : path
  }

  /// Makes a file and takes its name away.
  private static func open(in folder: String) throws(Diagnostic) -> Int32 {
    var name = Array((folder + "/simbench-XXXXXX").utf8CString)
    let descriptor = mkstemp(&name)
    guard descriptor >= 0 else {
      throw Diagnostic(
        "a temporary file cannot be made: \(SystemFault.last.text); a folder that may be written to was expected in TMPDIR",
        kind: .outputFailed, file: folder)
    }
    unlink(name)
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    return descriptor
  }
}
