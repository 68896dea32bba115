import Declarations
internal import Glibc

/// Writes a file under a temporary name in its folder, flushes it to the disk and renames it.
///
/// Under its final name a file is either complete or not there. A link that stands in its place is replaced
/// and never followed. A device, a pipe or a descriptor (`/dev/stdout`, `/dev/fd/63`) is written to, and stays what it is.
package enum AtomicFile {
  /// Writes a file piece by piece; its folder is there.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`; then nothing is left behind.
  package static func write(
    _ path: String, _ body: (inout BufferedOutput) throws(SystemFault) -> Void
  ) throws(Diagnostic) {
    let target = FilePath(path)
    guard !target.name.isEmpty, !path.utf8.contains(0) else {
      throw Diagnostic("cannot write: the name of a file was expected", kind: .outputFailed, file: path)
    }
    if isStream(path) { return try stream(path, body) }
    let temporary = target.beside(TemporaryName(for: target.name).description)
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw SystemFault.last.diagnostic(path) }
    Leftovers.add(temporary)
    defer { Leftovers.remove(temporary) }
    var output = BufferedOutput(descriptor: descriptor)
    do throws(SystemFault) {
      try body(&output)
      try output.flush()
      guard fsync(descriptor) == 0 || errno == EINVAL else { throw .last }
    } catch {
      close(descriptor)
      unlink(temporary)
      throw error.diagnostic(path)
    }
    guard close(descriptor) == 0, rename(temporary, path) == 0 else {
      let fault = SystemFault.last
      unlink(temporary)
      throw fault.diagnostic(path)
    }
  }

  /// Writes a file through another writer, which is given the temporary name.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`; then nothing is left behind.
  package static func write(_ path: String, through body: (_ temporary: String) throws(Diagnostic) -> Void)
    throws(Diagnostic)
  {
    let target = FilePath(path)
    guard !target.name.isEmpty, !path.utf8.contains(0) else {
      throw Diagnostic("cannot write: the name of a file was expected", kind: .outputFailed, file: path)
    }
    guard !isStream(path) else {
      throw Diagnostic(
        "cannot write: is a device, a pipe or a descriptor; the name of a file was expected",
        kind: .outputFailed, file: path)
    }
    let temporary = target.beside(TemporaryName(for: target.name).description)
    Leftovers.add(temporary)
    defer { Leftovers.remove(temporary) }
    do throws(Diagnostic) {
      try body(temporary)
    } catch {
      unlink(temporary)
      throw Diagnostic("cannot write: \(error.message)", kind: .outputFailed, file: path)
    }
    guard rename(temporary, path) == 0 else {
      let fault = SystemFault.last
      unlink(temporary)
      throw fault.diagnostic(path)
    }
  }

  /// Whether a path leads to what bytes are sent to, and which no file may take the place of.
  package static func isStream(_ path: String) -> Bool {
    if ["/dev/stdout", "/dev/stderr"].contains(path) || path.hasPrefix("/dev/fd/") || path.hasPrefix("/proc/")
    {
      return FileIdentity.exists(path)
    }
    var status = stat()
    guard stat(path, &status) == 0 else { return false }
    return [S_IFCHR, S_IFBLK, S_IFIFO, S_IFSOCK].contains(status.st_mode & S_IFMT)
  }

  private static func stream(
    _ path: String, _ body: (inout BufferedOutput) throws(SystemFault) -> Void
  ) throws(Diagnostic) {
    // A descriptor may lead to a file that holds something already.
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemFault.last.diagnostic(path) }
    var output = BufferedOutput(descriptor: descriptor)
    do throws(SystemFault) {
      try body(&output)
      try output.flush()
    } catch {
      close(descriptor)
      throw error.diagnostic(path)
    }
    guard close(descriptor) == 0 else { throw SystemFault.last.diagnostic(path) }
  }

  /// Writes a text to a file and makes its folder, with its parents, when it is not there.
  package static func write(_ text: String, to path: String) throws(Diagnostic) {
    try makeFolder(FilePath(path).folder)
    try write(path) { (output) throws(SystemFault) in output.append(text) }
  }

  /// Makes a folder and its parents where they are missing.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package static func makeFolder(_ path: String) throws(Diagnostic) {
    var made = path.utf8.first == UInt8(ascii: "/") ? "/" : ""
    for part in path.split(separator: "/") {
      made = FilePath.join(made, String(part))
      guard mkdir(made, 0o755) != 0 else { continue }
      let fault = SystemFault.last
      var status = stat()
      // A folder that exists may answer with other errors than EEXIST, as on a read-only disk.
      guard stat(made, &status) == 0 else { throw fault.diagnostic(made) }
      guard status.st_mode & S_IFMT == S_IFDIR else {
        throw SystemFault(code: ENOTDIR).diagnostic(made)
      }
    }
  }
}

extension SystemFault {
  /// The fault as one of an output.
  package func diagnostic(_ path: String) -> Diagnostic {
    Diagnostic("cannot write: \(text)", kind: .outputFailed, file: path)
  }
}
