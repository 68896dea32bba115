import Declarations
internal import Glibc

/// Standard input as a file that can be read more than once, for a path of `-`.
///
/// What is no regular file, such as a pipe, is copied once into a file without a name, in the folder that TMPDIR
/// names or in /tmp; it is gone when the process ends.
enum StandardInput {
  /// A path that opens the input anew.
  static func path() throws(Diagnostic) -> String {
    switch copied {
    case .success(let descriptor): return "/proc/self/fd/\(descriptor)"
    case .failure(let diagnostic): throw diagnostic
    }
  }

  private static let copied: Result<Int32, Diagnostic> = {
    var status = stat()
    if fstat(0, &status) == 0, status.st_mode & S_IFMT == S_IFREG { return .success(0) }
    do throws(Diagnostic) { return .success(try copy()) } catch { return .failure(error) }
  }()

  private static func copy() throws(Diagnostic) -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var name = Array((folder + "/simbench-XXXXXX").utf8CString)
    let file = mkstemp(&name)
    guard file >= 0 else { throw failure("cannot be copied to \(folder)") }
    unlink(name)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = read(0, &buffer, buffer.count)
      if count == 0 { return file }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw failure("cannot be read") }
      var written = 0
      while written < count {
        let step = buffer[written..<count].withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
        if step < 0 && errno == EINTR { continue }
        guard step > 0 else { throw failure("cannot be copied to \(folder)") }
        written += step
      }
    }
  }

  private static func failure(_ what: String) -> Diagnostic {
    Diagnostic("standard input \(what): \(SystemFault.last.text)", kind: .outputFailed, file: "-")
  }
}
