import Declarations

/// A parsed command line.
struct Invocation: Sendable {
  /// The positional arguments.
  let arguments: [String]
  private let values: [String: [String]]
  private let command: CommandDeclaration
  private let words: [String]

  /// Parses the words behind a command's name.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  init(_ words: ArraySlice<String>, of command: CommandDeclaration) throws(Diagnostic) {
    var arguments: [String] = []
    var values: [String: [String]] = [:]
    var rest = words
    var isLiteral = false
    while let word = rest.popFirst() {
      if isLiteral || word == "-" || !word.hasPrefix("-") {
        arguments.append(word)
        continue
      }
      if word == "--" {
        isLiteral = true
        continue
      }
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard let option = command.options.first(where: { $0.name == parts[0] }) else {
        let names = command.options.map(\.name)
        let hint = parts[0].nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "the option '\(parts[0])' is unknown\(hint); `simbench \(command.name) --help` lists the options",
          kind: .usage)
      }
      if !option.isRepeatable && values[option.name] != nil {
        throw Diagnostic("the option '\(option.name)' stands twice; once was expected", kind: .usage)
      }
      if option.placeholder == nil {
        if parts.count > 1 { throw Diagnostic("the option '\(option.name)' takes no value", kind: .usage) }
        values[option.name] = [""]
      } else if let value = parts.count > 1 ? parts[1] : rest.popFirst() {
        values[option.name, default: []].append(value)
      } else {
        throw Diagnostic(
          "the option '\(option.name)' lacks its value \(option.placeholder ?? "")", kind: .usage)
      }
    }
    let least = command.arguments.count { !$0.isOptional }
    guard arguments.count >= least else {
      throw Diagnostic(
        "`simbench \(command.name)` lacks \(command.arguments[arguments.count]); see `simbench \(command.name) --help`",
        kind: .usage)
    }
    guard arguments.count <= command.arguments.count || command.arguments.last?.isRepeatable == true else {
      throw Diagnostic(
        "'\(arguments[command.arguments.count])' is one argument too many; see `simbench \(command.name) --help`",
        kind: .usage)
    }
    self.arguments = arguments
    self.values = values
    self.command = command
    self.words = Array(words)
  }

  /// The line that calls the command again, for a shell.
  ///
  /// - Parameter isPrivate: whether arguments and values that are no numbers are named by what they stand for.
  func line(isPrivate: Bool = false) -> String {
    let start = "simbench \(command.name)"
    guard isPrivate else { return ([start] + words.map(\.asShellWord)).joined(separator: " ") }
    let places = arguments.indices.map { place in
      command.arguments[min(place, command.arguments.count - 1)].description.filter { $0.isLetter }
    }
    let options = command.options.flatMap { option in
      all(option.name).map { value in
        guard let placeholder = option.placeholder else { return option.name }
        return "\(option.name) \(Double(value) == nil ? placeholder : value)"
      }
    }
    return ([start] + places + options).joined(separator: " ")
  }

  /// Whether an option stands.
  func has(_ name: String) -> Bool { values[name] != nil }

  /// The value of an option, or nil.
  func value(_ name: String) -> String? { values[name]?.last }

  /// All values of an option.
  func all(_ name: String) -> [String] { values[name] ?? [] }

  /// The value of an option as an integer within a range, or nil.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  func integer(_ name: String, _ range: ClosedRange<Int>) throws(Diagnostic) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw Diagnostic(
        "\(name) is '\(text)'; an integer from \(range.lowerBound) to \(range.upperBound) was expected",
        kind: .usage)
    }
    return number
  }

  /// The value of an option as a number that is not negative, or nil.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  func number(_ name: String) throws(Diagnostic) -> Double? {
    guard let text = value(name) else { return nil }
    guard let number = text.decimalNumber, number >= 0 else {
      throw Diagnostic("\(name) is '\(text)'; a number of at least 0 was expected", kind: .usage)
    }
    return number
  }
}
