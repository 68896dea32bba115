import Declarations

/// `simbench completions`: the script that completes command lines in a shell.
enum CompletionsCommand {
  static let declaration = CommandDeclaration(
    name: "completions", summary: "print the completion script of a shell",
    arguments: [
      ArgumentDeclaration("SHELL", values: .choices(CompletionScript.allCases.map(\.rawValue)))
    ],
    options: [], example: "source <(simbench completions bash)"
  ) { invocation throws(Diagnostic) in
    let shell = invocation.arguments[0]
    guard let script = CompletionScript(rawValue: shell) else {
      let names = CompletionScript.allCases.map(\.rawValue).joined(separator: ", ")
      throw Diagnostic("the shell is '\(shell)'; one of \(names) was expected", kind: .usage)
    }
    Console.print(script.text)
    return 0
  }
}

/// `simbench complete`: what the scripts of ``CompletionsCommand`` ask; its words stand behind `--`.
enum CompleteCommand {
  static let declaration = CommandDeclaration(
    name: "complete", summary: "print what may stand for the last of some words",
    arguments: [ArgumentDeclaration("[WORD...]", values: .unknown)], options: [],
    example: "simbench complete -- run --", isHidden: true
  ) { invocation throws(Diagnostic) in
    Console.print(CommandCompletion(invocation.arguments).text)
    return 0
  }
}

/// `simbench man`: the manual page.
enum ManCommand {
  static let declaration = CommandDeclaration(
    name: "man", summary: "print the manual page in roff", arguments: [], options: [],
    example: "simbench man | man -l -"
  ) { _ throws(Diagnostic) in
    Console.print(ManualPage().text)
    return 0
  }
}
