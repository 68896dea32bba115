import Declarations
import Files
import Foundation
import Reporting

/// The command line: parse, call, print, exit code.
@main
enum Simbench {
  /// All commands, in the order of the help. A new command is one file and one line here.
  static let commands: [CommandDeclaration] = [
    RunCommand.declaration, CheckCommand.declaration, CompareCommand.declaration,
    BaselineListCommand.declaration, BaselineShowCommand.declaration, BaselineUpdateCommand.declaration,
    BaselineDeleteCommand.declaration, SweepCommand.declaration, MrcCommand.declaration,
    RouteCommand.declaration, CalibrateCommand.declaration, LabelCommand.declaration,
    TraceProfileCommand.declaration, TraceConvertCommand.declaration, TraceGenerateCommand.declaration,
    PricesCommand.declaration, PricesCostCommand.declaration, PricesLintCommand.declaration,
    PricesUpdateCommand.declaration, ModelsInstallCommand.declaration, ModelsListCommand.declaration,
    ModelsRemoveCommand.declaration, ListCommand.declaration, InitCommand.declaration,
    ExplainCommand.declaration, SchemaCommand.declaration,
    VersionCommand.declaration,
  ]

  static func main() {
    Console.open()
    signal(SIGPIPE, SIG_IGN)
    // A file beyond the limit on sizes is then a fault of writing.
    signal(SIGXFSZ, SIG_IGN)
    Interruption.listen()
    exit(run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Runs a command line and returns the exit code.
  ///
  /// A reader that has gone (`| head`) ends the run quietly with 141, as SIGPIPE would.
  static func run(_ words: [String]) -> Int32 {
    var code: Int32
    do throws(Diagnostic) {
      code = try dispatch(words)
    } catch {
      Console.report(error)
      code = error.kind.exitCode
    }
    do throws(StandardOutput.Failure) {
      try Console.flush()
    } catch {
      switch error {
      case .closedEarly: code = code == 0 ? 141 : code
      case .failed(let diagnostic):
        Console.report(diagnostic)
        code = diagnostic.kind.exitCode
      }
    }
    return code
  }

  private static func dispatch(_ words: [String]) throws(Diagnostic) -> Int32 {
    guard let first = words.first, !["--help", "-h", "help"].contains(first) else {
      Console.print(help)
      return words.isEmpty ? Diagnostic.Kind.usage.exitCode : 0
    }
    if first == "--version" { return try dispatch(["version"]) }
    let pair = words.prefix(2).joined(separator: " ")
    guard
      let command = commands.first(where: { $0.name == pair }) ?? commands.first(where: { $0.name == first })
    else {
      let group = commands.map(\.name).filter { $0.hasPrefix(first + " ") }
      if !group.isEmpty {
        throw Diagnostic("`simbench \(first)` wants one of \(group.joined(separator: ", "))", kind: .usage)
      }
      let names = commands.map(\.name)
      let hint = first.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "the command '\(first)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
        kind: .usage)
    }
    let rest = words.dropFirst(command.name.split(separator: " ").count)
    if rest.contains("--help") || rest.contains("-h") {
      Console.print(command.help)
      return 0
    }
    return try command.run(try Invocation(rest, of: command))
  }

  /// The help of simbench.
  static var help: String {
    var text = """
      simbench replays LLM query streams in virtual time through caches, routers, batching
      and budgets, and says what they do to cost, latency and quality.

      Usage: simbench COMMAND [arguments]

      Commands:

      """
    let width = (commands.map(\.name.count).max() ?? 0) + 2
    for command in commands {
      text +=
        "  " + command.name + String(repeating: " ", count: width - command.name.count) + command.summary
        + "\n"
    }
    return text
      + "\nExample:\n  simbench run Scenarios/rag.json\n\n`simbench COMMAND --help` explains a command.\n"
  }
}
