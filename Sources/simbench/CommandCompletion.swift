import Declarations

/// What may stand for the last word of a command line, for the completion of shells.
struct CommandCompletion {
  /// A word that may stand there.
  struct Candidate: Hashable {
    let word: String
    let summary: String
  }

  /// The words, those that begin as the last one does.
  private(set) var candidates: [Candidate] = []
  /// Whether files may stand there too.
  private(set) var takesFiles = false
  /// Whether folders may stand there too.
  private(set) var takesFolders = false

  private let last: String

  /// Completes the last of some words, which may be empty.
  init(_ words: [String], commands: [CommandDeclaration] = Simbench.commands) {
    last = words.last ?? ""
    let commands = commands.filter { !$0.isHidden }
    guard words.count > 1 else {
      for command in commands {
        let first = String(command.name.prefix { $0 != " " })
        add(first, commands.first { $0.name == first }?.summary ?? "\(first) commands")
      }
      add("--help", "how simbench is called")
      add("--version", "its version")
      return
    }
    if words.count == 2 {
      for command in commands where command.name.hasPrefix(words[0] + " ") {
        add(String(command.name.dropFirst(words[0].count + 1)), command.summary)
      }
    }
    let pair = words.prefix(2).joined(separator: " ")
    guard
      let command = (words.count > 2 ? commands.first { $0.name == pair } : nil)
        ?? commands.first(where: { $0.name == words[0] })
    else { return }
    complete(words.dropFirst(command.name == words[0] ? 1 : 2), of: command)
  }

  /// One line a candidate with a tab before what it is; `:files` and `:folders` where those may stand.
  var text: String {
    let lines =
      candidates.map { $0.summary.isEmpty ? $0.word : "\($0.word)\t\($0.summary.singleLine)" }
      + (takesFiles ? [":files"] : []) + (takesFolders ? [":folders"] : [])
    return lines.map { $0 + "\n" }.joined()
  }

  private mutating func complete(_ words: ArraySlice<String>, of command: CommandDeclaration) {
    var place = 0
    var seen: Set<String> = []
    var isLiteral = false
    var rest = words.dropLast()
    while let word = rest.popFirst() {
      guard !isLiteral, word != "-", word.hasPrefix("-") else {
        place += 1
        continue
      }
      if word == "--" {
        isLiteral = true
        continue
      }
      let name = String(word.prefix { $0 != "=" })
      seen.insert(name)
      guard name == word, let option = command.options.first(where: { $0.name == name }),
        option.placeholder != nil
      else { continue }
      if rest.popFirst() == nil {
        add(option.values, before: "")
        return
      }
    }
    if !isLiteral, last.hasPrefix("-") {
      if let sign = last.firstIndex(of: "="),
        let option = command.options.first(where: { $0.name == last[..<sign] })
      {
        add(option.values, before: String(last[...sign]))
        return
      }
      for option in command.options where option.isRepeatable || !seen.contains(option.name) {
        add(option.name, option.help)
      }
      add("--help", "how \(command.name) is called")
      return
    }
    if place < command.arguments.count {
      add(command.arguments[place].values, before: "")
    } else if let argument = command.arguments.last, argument.isRepeatable {
      add(argument.values, before: "")
    }
  }

  private mutating func add(_ values: ValueSource, before prefix: String) {
    switch values {
    case .unknown: return
    case .files: takesFiles = true
    case .folders: takesFolders = true
    case .names(let names): for (name, summary) in names() { add(prefix + name, summary) }
    case .namesOrFiles(let names):
      takesFiles = true
      for (name, summary) in names() { add(prefix + name, summary) }
    case .list(let names):
      let own = last.dropFirst(prefix.count)
      let before = own.lastIndex(of: ",").map { String(own[...$0]) } ?? ""
      let taken = Set(before.split(separator: ",").map(String.init))
      for (name, summary) in names() where !taken.contains(name) { add(prefix + before + name, summary) }
    }
  }

  private mutating func add(_ word: String, _ summary: String) {
    let candidate = Candidate(word: word, summary: summary)
    guard word.hasPrefix(last), !candidates.contains(where: { $0.word == word }) else { return }
    candidates.append(candidate)
  }
}
