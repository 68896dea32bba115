import Declarations
import Files
import Foundation
import Reporting
import Synchronization

/// What goes to the terminal: reports on stdout, diagnostics and progress on stderr.
enum Console {
  private struct State: ~Copyable {
    var output = StandardOutput()
    var failure: StandardOutput.Failure?
    var isUsed = false
  }

  private static let state = Mutex(State())

  /// Whether text on stdout may be marked: on a terminal that is no dumb one, unless NO_COLOR is set and not empty.
  static var isANSI: Bool {
    isatty(STDOUT_FILENO) == 1 && !isDumb
      && (ProcessInfo.processInfo.environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Whether a line on stderr can be written over: on a terminal that is no dumb one.
  static var overwritesErrors: Bool { isatty(STDERR_FILENO) == 1 && !isDumb }

  /// Whether the terminal says of itself that it knows no control sequences, as Emacs' shell does.
  private static var isDumb: Bool { ProcessInfo.processInfo.environment["TERM"] == "dumb" }

  /// Makes sure that the three standard descriptors are open, before another file takes the number of one.
  ///
  /// One that is closed leads nowhere; a report on a closed stdout is then a failure all the same.
  static func open() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // The lowest free number is taken: the one that is missing.
      _ = Glibc.open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
      guard descriptor == STDOUT_FILENO else { continue }
      let closed = Diagnostic("standard output: \(SystemFault(code: EBADF).text)", kind: .outputFailed)
      state.withLock { $0.failure = .failed(closed) }
    }
  }

  /// Prints on stdout; a failure is kept for `flush`.
  static func print(_ text: String) {
    state.withLock { state in
      state.isUsed = true
      guard state.failure == nil else { return }
      do throws(StandardOutput.Failure) {
        try state.output.write(text)
      } catch {
        state.failure = error
      }
    }
  }

  /// Hands on what was printed, before work that may fail; a failure is kept for `flush`.
  static func deliver() { do throws(StandardOutput.Failure) { try flush() } catch {} }

  /// Makes sure that everything printed has arrived.
  ///
  /// - Throws: the first failure since the start.
  static func flush() throws(StandardOutput.Failure) {
    let failure = state.withLock { state -> StandardOutput.Failure? in
      guard state.isUsed else { return nil }
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

  /// Prints a diagnostic on stderr, a line for it and each found beside it.
  static func report(_ diagnostic: Diagnostic) { error(diagnostic.lines) }

  /// Prints a line on stderr.
  static func note(_ line: String) { error(line.singleLine + "\n") }

  /// Writes to stderr, the one place that does; what it does not take is lost, and nothing depends on it.
  static func error(_ text: String) {
    var output = BufferedOutput(descriptor: STDERR_FILENO)
    output.append(text)
    do throws(SystemFault) { try output.flush() } catch {}
  }
}
