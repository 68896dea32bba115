import Declarations
import Foundation

/// A folder of results in which a file is either complete or not there.
///
/// A file is written under a temporary name in the same folder, flushed to the disk and renamed. A link that
/// stands in its place is replaced and never followed.
package struct OutputFolder: Sendable {
  /// The folder's path.
  package let path: String

  /// Opens a folder and makes it, with its parents, when it is not there.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed` with the path and the system's text.
  package init(_ path: String) throws(Diagnostic) {
    self.path = path.isEmpty ? "." : path
    try OutputFolder.make(self.path)
  }

  /// The path of a file in the folder.
  package func path(of name: String) -> String { path.hasSuffix("/") ? path + name : path + "/" + name }

  /// Writes a file with a text.
  package func write(_ text: String, to name: String) throws(Diagnostic) {
    try write(name) { (output) throws(BufferedOutput.Failure) in
      output.append(text)
      try output.flush()
    }
  }

  /// Writes a file of pieces, until there is none.
  package func write(_ name: String, pieces: () -> [UInt8]?) throws(Diagnostic) {
    try write(name) { (output) throws(BufferedOutput.Failure) in
      while let piece = pieces() {
        output.append(piece)
        try output.writeIfFull()
      }
    }
  }

  /// Writes a file piece by piece.
  func write(
    _ name: String, _ body: (inout BufferedOutput) throws(BufferedOutput.Failure) -> Void
  ) throws(Diagnostic) {
    let temporary = path(of: OutputFolder.temporaryName(for: name))
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw OutputFolder.failure(errno, path(of: name)) }
    var output = BufferedOutput(descriptor: descriptor)
    do throws(BufferedOutput.Failure) {
      try body(&output)
      try output.flush()
    } catch {
      close(descriptor)
      unlink(temporary)
      throw OutputFolder.failure(error.code, path(of: name))
    }
    let synced = fsync(descriptor) == 0 || errno == EINVAL
    let code = errno
    guard close(descriptor) == 0, synced else {
      let last = synced ? errno : code
      unlink(temporary)
      throw OutputFolder.failure(last, path(of: name))
    }
    try move(temporary, to: name)
  }

  /// Moves a finished file of the same disk to its place.
  func move(_ temporary: String, to name: String) throws(Diagnostic) {
    guard rename(temporary, path(of: name)) == 0 else {
      let code = errno
      unlink(temporary)
      throw OutputFolder.failure(code, path(of: name))
    }
  }

  /// A name that no other process, host or container takes: `.name.tmp.host.pid.random`.
  static func temporaryName(for name: String) -> String {
    var buffer = [UInt8](repeating: 0, count: 256)
    _ = buffer.withUnsafeMutableBytes { bytes in bytes.baseAddress.map { gethostname($0, bytes.count - 1) } }
    let host = String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
      .map { $0.isLetter || $0.isNumber || $0 == "-" ? $0 : "-" }
    var generator = SystemRandomNumberGenerator()
    let random = String(generator.next(), radix: 36)
    return ".\(name).tmp.\(String(host.prefix(60))).\(getpid()).\(random)"
  }

  /// The diagnostic of a system error.
  static func failure(_ code: Int32, _ path: String) -> Diagnostic {
    Diagnostic("cannot write: \(String(cString: strerror(code)))", kind: .outputFailed, file: path)
  }

  private static func make(_ path: String) throws(Diagnostic) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += made.isEmpty || made.hasSuffix("/") ? String(part) : "/" + part
      guard mkdir(made, 0o755) != 0 else { continue }
      let code = errno
      var status = stat()
      // A folder that exists may answer with other errors than EEXIST, as on a read-only disk.
      guard stat(made, &status) == 0 else { throw failure(code, made) }
      guard status.st_mode & S_IFMT == S_IFDIR else { throw failure(ENOTDIR, made) }
    }
  }
}
