import Declarations
import Foundation

/// Reads small input files whole: regular files only, at most `limit` bytes, never hanging.
public enum InputFile {
  /// The greatest size.
  public static let limit = 64 << 20

  /// The bytes of a file.
  ///
  /// - Throws: a `Diagnostic` of kind `missingInput` for what is no readable regular file, `outputFailed` for a
  ///   read error.
  public static func read(_ path: String) throws(Diagnostic) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw Diagnostic("cannot be opened: \(reason())", kind: .missingInput, file: path)
    }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      throw Diagnostic("cannot be read: \(reason())", kind: .missingInput, file: path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      let what = status.st_mode & S_IFMT == S_IFDIR ? "a directory" : "no regular file"
      throw Diagnostic("is \(what); a file was expected", kind: .missingInput, file: path)
    }
    guard status.st_size <= limit else {
      throw Diagnostic("holds \(status.st_size) bytes; at most \(limit) were expected", file: path)
    }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= limit {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count < 0 {
        if errno == EINTR { continue }
        throw Diagnostic("cannot be read: \(reason())", kind: .outputFailed, file: path)
      }
      bytes.append(contentsOf: buffer[..<count])
    }
    throw Diagnostic("grew beyond \(limit) bytes while it was read", file: path)
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}
