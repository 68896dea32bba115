import Declarations
import Foundation

/// What goes to the terminal: reports on stdout, diagnostics and progress on stderr.
enum Console {
  /// Prints on stdout.
  static func print(_ text: String) {
    FileHandle.standardOutput.write(Data(text.utf8))
  }

  /// Makes sure that everything printed has arrived.
  static func flush() throws(Diagnostic) {}

  /// Prints a diagnostic on stderr.
  static func report(_ diagnostic: Diagnostic) { note(diagnostic.description) }

  /// Prints a line on stderr.
  static func note(_ line: String) { FileHandle.standardError.write(Data((line + "\n").utf8)) }
}
