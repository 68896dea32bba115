internal import Glibc

/// The number of an error that the system reported.
package struct SystemFault: Error, Sendable, Hashable {
  /// The number.
  package let code: Int32

  /// A fault of a number.
  package init(code: Int32) { self.code = code }

  /// What the system reported last in this thread.
  package static var last: SystemFault { SystemFault(code: errno) }

  /// What the system says about it.
  package var text: String { String(cString: strerror(code)) }
}
