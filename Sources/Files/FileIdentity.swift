import Declarations
internal import Glibc

/// Which file a path leads to, whatever it is called: links, hard links and `..` lead to the same identity.
package struct FileIdentity: Sendable, Hashable {
  private let device: UInt64
  private let number: UInt64

  /// The identity of what a path leads to, or nil when nothing is there.
  package init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }

  /// Whether something is at a path, a link that leads nowhere included.
  package static func exists(_ path: String) -> Bool {
    var status = stat()
    return lstat(path, &status) == 0
  }

  /// Refuses an output that would replace one of the inputs.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` that names both.
  package static func refuse(_ output: String, replacing inputs: [String]) throws(Diagnostic) {
    guard let identity = FileIdentity(output) else { return }
    for input in inputs where FileIdentity(input) == identity {
      let same = input == output ? "is the input itself" : "is the same file as the input '\(input)'"
      throw Diagnostic(
        "the output \(same); another name was expected, since an input is never replaced", kind: .usage,
        file: output)
    }
  }
}
