internal import Declarations
internal import Glibc

/// Reads a regular file whole, at most `limit` bytes, never hanging.
///
/// - Throws: a `Diagnostic` of kind `missingInput` for what is no readable regular file, `badInput` when it is
///   larger or changes while it is read, `outputFailed` for a read error.
func readFile(_ path: String, limit: Int) throws(Diagnostic) -> [UInt8] {
  guard !path.isEmpty, !path.utf8.contains(0) else {
    throw Diagnostic("the path is empty or holds a NUL byte", kind: .missingInput, file: path)
  }
  let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
  guard descriptor >= 0 else {
    throw Diagnostic("cannot be opened: \(systemReason())", kind: .missingInput, file: path)
  }
  defer { close(descriptor) }
  var status = stat()
  guard fstat(descriptor, &status) == 0 else {
    throw Diagnostic("cannot be read: \(systemReason())", kind: .missingInput, file: path)
  }
  guard status.st_mode & S_IFMT == S_IFREG else {
    let what = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "no regular file"
    throw Diagnostic("is \(what); a file was expected", kind: .missingInput, file: path)
  }
  guard status.st_size <= limit else {
    throw Diagnostic("holds \(status.st_size) bytes; at most \(limit) were expected", file: path)
  }
  let size = Int(status.st_size)
  var failure: Diagnostic?
  let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
    while count < size {
      let part = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
      if part > 0 {
        count += part
      } else if part == 0 {
        failure = Diagnostic("was cut short while it was read: \(count) of \(size) bytes", file: path)
        return
      } else if errno != EINTR {
        failure = Diagnostic("cannot be read: \(systemReason())", kind: .outputFailed, file: path)
        return
      }
    }
  }
  if let failure { throw failure }
  return bytes
}

/// Writes a file under a temporary name in the same folder, flushes it to the disk and renames it; makes the
/// folder first.
///
/// - Throws: a `Diagnostic` of kind `outputFailed`; then nothing is left behind.
func writeFile(_ parts: [[UInt8]], to path: String) throws(Diagnostic) {
  func failure() -> Diagnostic {
    Diagnostic("cannot write: \(systemReason())", kind: .outputFailed, file: path)
  }
  let folder = path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  try makeFolder(folder.isEmpty ? (path.hasPrefix("/") ? "/" : ".") : folder)
  var template = Array("\(path).tmp.XXXXXX".utf8CString)
  let descriptor = mkstemp(&template)
  guard descriptor >= 0 else { throw failure() }
  func abandon() -> Diagnostic {
    let diagnostic = failure()
    unlink(template)
    return diagnostic
  }
  for part in parts {
    var place = 0
    while place < part.count {
      let count = part.withUnsafeBytes {
        write(descriptor, $0.baseAddress.map { $0 + place }, part.count - place)
      }
      if count >= 0 {
        place += count
      } else if errno != EINTR {
        let diagnostic = abandon()
        close(descriptor)
        throw diagnostic
      }
    }
  }
  guard fchmod(descriptor, 0o644) == 0, fsync(descriptor) == 0 || errno == EINVAL else {
    let diagnostic = abandon()
    close(descriptor)
    throw diagnostic
  }
  guard close(descriptor) == 0, rename(template, path) == 0 else { throw abandon() }
}

/// Makes a folder and its parents where they are missing.
///
/// - Throws: a `Diagnostic` of kind `outputFailed`.
func makeFolder(_ path: String) throws(Diagnostic) {
  var made = path.hasPrefix("/") ? "/" : ""
  for part in path.split(separator: "/") {
    made += made.isEmpty || made.hasSuffix("/") ? String(part) : "/" + part
    guard mkdir(made, 0o755) != 0 else { continue }
    let reason = systemReason()
    var status = stat()
    guard stat(made, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
      throw Diagnostic("cannot make the folder: \(reason)", kind: .outputFailed, file: made)
    }
  }
}

/// What the system says about its last error.
func systemReason() -> String { String(cString: strerror(errno)) }
