import Declarations

/// What a number that simbench ends with means: the help and the manual page list them from here.
struct ExitStatus: Sendable {
  /// The number as text.
  let code: String
  /// What it means, without a full stop.
  let meaning: String

  /// Every one of them, by number.
  static let all: [ExitStatus] =
    [ExitStatus(code: "0", meaning: "done, or a check that held")]
    + Diagnostic.Kind.allCases.map { ExitStatus(code: String($0.exitCode), meaning: $0.meaning) }
    + [
      ExitStatus(code: "141", meaning: "the reader of standard output has gone, as with | head"),
      ExitStatus(code: "128+N", meaning: "ended by signal N, such as 130 for an interruption"),
    ]
}
