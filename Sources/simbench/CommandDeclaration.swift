import Declarations
import Reporting

/// An option of a command.
struct OptionDeclaration: Sendable {
  /// Its name with the two hyphens.
  let name: String
  /// What stands for its value in the help; nil for a flag.
  let placeholder: String?
  /// Whether it may stand several times.
  let isRepeatable: Bool
  /// A line of explanation.
  let help: String
  /// What completes its value.
  let values: ValueSource

  static func flag(_ name: String, _ help: String) -> OptionDeclaration {
    OptionDeclaration(name: name, placeholder: nil, isRepeatable: false, help: help, values: .unknown)
  }

  /// An option with a value, which the placeholder tells how to complete unless it is said.
  static func value(
    _ name: String, _ placeholder: String, _ help: String, repeatable: Bool = false,
    values: ValueSource? = nil
  ) -> OptionDeclaration {
    OptionDeclaration(
      name: name, placeholder: placeholder, isRepeatable: repeatable, help: help,
      values: values ?? .usual(for: placeholder))
  }
}

/// A positional argument of a command; a literal is its name, in brackets where it may be absent.
struct ArgumentDeclaration: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// Its name as the help writes it.
  let description: String
  /// What completes it.
  let values: ValueSource

  /// Whether it may be absent.
  var isOptional: Bool { description.hasPrefix("[") }

  /// Whether it may stand several times, as the last one of a command.
  var isRepeatable: Bool { description.contains("...") }

  /// An argument whose values are not what its name tells.
  init(_ name: String, values: ValueSource) {
    description = name
    self.values = values
  }

  init(stringLiteral name: String) {
    self.init(
      name, values: .usual(for: name.filter { $0 != "[" && $0 != "]" }))
  }
}

/// A command: help, parsing and completion come from its declaration.
struct CommandDeclaration: Sendable {
  /// Its name; two words for a command of a group, such as `trace profile`.
  let name: String
  /// A line of explanation.
  let summary: String
  /// Its positional arguments.
  let arguments: [ArgumentDeclaration]
  /// Its options.
  let options: [OptionDeclaration]
  /// A command line that shows it.
  let example: String
  /// What else the help page says.
  var details = ""
  /// Whether it is for scripts alone, and no list names it.
  var isHidden = false
  /// Runs it; returns the exit code.
  let run: @Sendable (Invocation) throws(Diagnostic) -> Int32

  /// How it is called.
  var usage: String {
    "simbench \(name)" + arguments.map { " \($0)" }.joined() + (options.isEmpty ? "" : " [options]")
  }

  /// The help page.
  var help: String {
    var text = "\(summary.wrapped(to: 80).joined(separator: "\n"))\n\nUsage: \(usage)\n"
    if !options.isEmpty {
      let rows = options.map { ($0.name + ($0.placeholder.map { " " + $0 } ?? ""), $0.help) }
      text += "\nOptions:\n" + HelpTable.text(rows + [("--help", "this page")])
    }
    if !details.isEmpty { text += "\n" + details + "\n" }
    return text + "\nExample:\n  \(example)\n"
  }
}
