import Declarations
import Files
import Foundation
import Reporting
import Similarity

/// The command line: parse, call, print, exit code.
@main
enum Simbench {
  /// All commands, in the order of the help. A new command is one file and one line here.
  static let commands: [CommandDeclaration] = [
    RunCommand.declaration, CheckCommand.declaration, CompareCommand.declaration,
    BaselineListCommand.declaration, BaselineShowCommand.declaration, BaselineUpdateCommand.declaration,
    BaselineDeleteCommand.declaration, SweepCommand.declaration, ShardPlanCommand.declaration,
    MergeCommand.declaration, MrcCommand.declaration,
    RouteCommand.declaration, CalibrateCommand.declaration, AdviseCommand.declaration,
    ClaimsCommand.declaration, ClaimsInvertCommand.declaration, LedgerCommand.declaration,
    LabelCommand.declaration,
    TraceProfileCommand.declaration, TraceConvertCommand.declaration, TraceGenerateCommand.declaration,
    TraceRedactCommand.declaration,
    PricesCommand.declaration, PricesCostCommand.declaration, PricesLintCommand.declaration,
    PricesUpdateCommand.declaration, ModelsInstallCommand.declaration, ModelsListCommand.declaration,
    ModelsRemoveCommand.declaration, ListCommand.declaration, InitCommand.declaration,
    ExplainCommand.declaration, SchemaCommand.declaration,
    CompletionsCommand.declaration, ManCommand.declaration, VersionCommand.declaration,
    CompleteCommand.declaration,
  ]

  /// What simbench is, in a line without a full stop.
  static let purpose = "what caches, routers, batching and budgets do to an LLM bill"

  /// What simbench does, in lines of a help page.
  static let introduction = """
    simbench replays LLM query streams in virtual time through caches, routers,
    batching and budgets, and says what they do to cost, latency and quality.
    """

  /// The files that it finds or writes by itself.
  static let files: [(path: String, meaning: String)] = [
    ("Scenarios/", "scenarios by name, those of the working folder before the shipped ones"),
    (
      "PREFIX/share/simbench/Scenarios/",
      "shipped scenarios with their baselines, beside PREFIX/bin/simbench; `simbench list scenarios` says where"
    ),
    ("Results/NAME/", "what a run writes: CSV files, charts and manifest.json, in the working folder"),
    ("Scenarios/Baselines/NAME.json", "the accepted figures of a scenario, beside it"),
  ]

  static func main() {
    OpenBLAS.endThreads()
    Console.open()
    signal(SIGPIPE, SIG_IGN)
    // A file beyond the limit on sizes is then a fault of writing.
    signal(SIGXFSZ, SIG_IGN)
    Interruption.listen()
    // Swift reads the command line from there: without it every line would be an empty one.
    guard access("/proc/self/cmdline", R_OK) == 0 else {
      Console.report(
        Diagnostic(
          "/proc is not mounted, from which the command line is read; `mount -t proc proc /proc` was expected",
          kind: .missingInput))
      exit(Diagnostic.Kind.missingInput.exitCode)
    }
    if let place = CommandLine.firstInvalidArgument {
      let fault = Diagnostic(
        "'\(CommandLine.arguments[place])' is no UTF-8, and would name another file; UTF-8 was expected",
        kind: .usage)
      Console.report(fault)
      exit(fault.kind.exitCode)
    }
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
      if words.first == "help", words.count > 1 { return try dispatch(words.dropFirst() + ["--help"]) }
      Console.print(help)
      return words.isEmpty ? Diagnostic.Kind.usage.exitCode : 0
    }
    if first == "--version" || first == "-V" { return try dispatch(["version"] + words.dropFirst()) }
    let pair = words.prefix(2).joined(separator: " ")
    guard
      let command = commands.first(where: { $0.name == pair }) ?? commands.first(where: { $0.name == first })
    else {
      let group = commands.filter { $0.name.hasPrefix(first + " ") }
      if !group.isEmpty {
        guard words.dropFirst().first.map({ ["--help", "-h"].contains($0) }) != true else {
          Console.print(help(of: first, group))
          return 0
        }
        let names = group.map(\.name).joined(separator: ", ")
        throw Diagnostic("`simbench \(first)` wants one of \(names)", kind: .usage)
      }
      let names = commands.filter { !$0.isHidden }.map(\.name)
      let hint = first.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "the command '\(first)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
        kind: .usage)
    }
    let rest = words.dropFirst(command.name.split(separator: " ").count)
    if rest.prefix(while: { $0 != "--" }).contains(where: { $0 == "--help" || $0 == "-h" }) {
      Console.print(command.help)
      return 0
    }
    return try command.run(try Invocation(rest, of: command))
  }

  /// The help of simbench.
  static var help: String {
    var text = introduction + "\n\nUsage: simbench COMMAND [arguments]\n\nCommands:\n"
    text += HelpTable.text(commands.filter { !$0.isHidden }.map { ($0.name, $0.summary) })
    text += "\nEnvironment:\n" + HelpTable.text(EnvironmentVariable.all.map { ($0.name, $0.summary) })
    text += "\nExit status:\n" + HelpTable.text(ExitStatus.all.map { ($0.code, $0.meaning) })
    return text
      + "\nExample:\n  simbench run rag\n\n`simbench COMMAND --help` explains a command; `man simbench`, all of them.\n"
  }

  /// The help of a first word that several commands share.
  private static func help(of first: String, _ group: [CommandDeclaration]) -> String {
    "Usage: simbench \(first) COMMAND [arguments]\n\nCommands:\n"
      + HelpTable.text(group.map { ($0.name, $0.summary) })
      + "\n`simbench COMMAND --help` explains a command.\n"
  }
}

extension CommandLine {
  /// The place of the first word that is no UTF-8: `arguments` has other bytes there, and so another file's name.
  fileprivate static var firstInvalidArgument: Int? {
    arguments.indices.first { place in
      guard place < argc, let word = unsafeArgv[place] else { return false }
      return String(validatingCString: word) == nil
    }
  }
}
