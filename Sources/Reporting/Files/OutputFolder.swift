import Declarations
import Files
import Foundation

/// A folder in which a file is either complete or not there.
package struct OutputFolder: Sendable {
  /// The folder's path.
  package let path: String
  /// Files that what is published must not replace: the inputs of the run.
  package var inputs: [String] = []
  /// Whether it was made here.
  private let isNew: Bool

  /// Opens a folder and makes it, with its parents, when it is not there.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed` with the path and the system's text.
  package init(_ path: String) throws(Diagnostic) {
    self.path = path.isEmpty ? "." : path
    isNew = access(self.path, F_OK) != 0
    try AtomicFile.makeFolder(self.path)
    guard access(self.path, W_OK | X_OK) == 0 else { throw SystemFault.last.diagnostic(self.path) }
  }

  /// Removes the folder where it was made here and nothing came into it.
  package func abandon() { if isNew { rmdir(path) } }

  /// Checks, without making anything, that a folder can be written or made.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed` with the path and the system's text.
  package static func checkWritable(_ path: String) throws(Diagnostic) {
    var place = path.isEmpty ? "." : path
    while access(place, F_OK) != 0, errno == ENOENT {
      while place.count > 1, place.hasSuffix("/") { place.removeLast() }
      place = FilePath(place).folder
    }
    var status = stat()
    guard stat(place, &status) == 0 else { throw SystemFault.last.diagnostic(path) }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw SystemFault(code: ENOTDIR).diagnostic(path) }
    guard access(place, W_OK | X_OK) == 0 else { throw SystemFault.last.diagnostic(path) }
  }

  /// Checks, without making anything, that a file can be written and replaces nothing that is read.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` where it is an input or `-`, of kind `outputFailed` where it cannot be
  ///   written.
  package static func checkFile(_ path: String, replacing inputs: [String]) throws(Diagnostic) {
    guard path != "-" else {
      throw Diagnostic("'-' is standard input; the name of a file to write was expected", kind: .usage)
    }
    try FileIdentity.refuse(path, replacing: inputs)
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      throw SystemFault(code: EISDIR).diagnostic(path)
    }
    if AtomicFile.isStream(path) {
      guard access(path, W_OK) == 0 else { throw SystemFault.last.diagnostic(path) }
    } else {
      try checkWritable(FilePath(path).folder)
    }
  }

  /// The path of a file in the folder.
  package func path(of name: String) -> String { FilePath.join(path, name) }

  /// Writes a file with a text.
  package func write(_ text: String, to name: String) throws(Diagnostic) {
    try write(name) { (output) throws(SystemFault) in output.append(text) }
  }

  /// Writes a file of pieces, until there is none.
  package func write(_ name: String, pieces: () -> [UInt8]?) throws(Diagnostic) {
    try write(name) { (output) throws(SystemFault) in
      while let piece = pieces() {
        output.append(piece)
        try output.writeIfFull()
      }
    }
  }

  /// Writes a file piece by piece.
  func write(_ name: String, _ body: (inout BufferedOutput) throws(SystemFault) -> Void) throws(Diagnostic) {
    try AtomicFile.write(path(of: name), body)
  }

  /// Moves a finished file of the same disk to its place.
  func move(_ temporary: String, to name: String) throws(Diagnostic) {
    guard rename(temporary, path(of: name)) == 0 else {
      let fault = SystemFault.last
      unlink(temporary)
      throw fault.diagnostic(path(of: name))
    }
  }
}
