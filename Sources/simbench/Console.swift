import Declarations
import Foundation
import Reporting
import Synchronization

/// What goes to the terminal: reports on stdout, diagnostics and progress on stderr.
enum Console {
  private struct State: ~Copyable {
    var output = StandardOutput()
    var failure: StandardOutput.Failure?
  }

  private static let state = Mutex(State())

  /// Prints on stdout; a failure is kept for `flush`.
  static func print(_ text: String) {
    state.withLock { state in
      guard state.failure == nil else { return }
      do throws(StandardOutput.Failure) {
        try state.output.write(text)
      } catch {
        state.failure = error
      }
    }
  }

  /// Makes sure that everything printed has arrived.
  ///
  /// - Throws: the first failure since the start.
  static func flush() throws(StandardOutput.Failure) {
    let failure = state.withLock { state -> StandardOutput.Failure? in
      if let failure = state.failure { return failure }
      do throws(StandardOutput.Failure) {
        try state.output.flush()
      } catch {
        state.failure = error
      }
      return state.failure
    }
    if let failure { throw failure }
  }

  /// Prints a diagnostic on stderr.
  static func report(_ diagnostic: Diagnostic) { note(diagnostic.description) }

  /// Prints a line on stderr.
  static func note(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
