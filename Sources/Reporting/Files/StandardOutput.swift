import Declarations
import Files
import Foundation

/// Checked, buffered standard output: Swift's `print` drops errors.
///
/// The caller ignores SIGPIPE and calls `flush` before it exits.
package struct StandardOutput: ~Copyable {
  /// Why standard output does not take what is written.
  package enum Failure: Error, Sendable, Hashable {
    /// The reader has gone, as with `| head`: no more is wanted, and nothing is to be said about it.
    case closedEarly
    /// The output failed; the diagnostic is of kind `outputFailed`.
    case failed(Diagnostic)
  }

  private var output: BufferedOutput
  private let name: String

  /// Standard output, or another open descriptor.
  package init(descriptor: Int32 = 1, name: String = "standard output") {
    output = BufferedOutput(descriptor: descriptor)
    self.name = name
  }

  /// Writes text.
  package mutating func write(_ text: String) throws(Failure) {
    output.append(text)
    do throws(BufferedOutput.Failure) {
      try output.writeIfFull()
    } catch {
      throw failure(error)
    }
  }

  /// Writes what is still in the buffer.
  package mutating func flush() throws(Failure) {
    do throws(BufferedOutput.Failure) {
      try output.flush()
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ error: BufferedOutput.Failure) -> Failure {
    error.code == EPIPE ? .closedEarly : .failed(Diagnostic("\(name): \(error.text)", kind: .outputFailed))
  }
}
