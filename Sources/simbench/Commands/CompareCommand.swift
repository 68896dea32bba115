import Decisions
import Declarations
import Experiments
import Files
import Reporting
import Scenarios

/// `simbench compare`: two scenarios, two runs, or a scenario before and now.
enum CompareCommand {
  static let declaration = CommandDeclaration(
    name: "compare", summary: "compare two scenarios, two folders of results, or a scenario with a commit",
    arguments: ["A", "[B]"],
    options: ScenarioOptions.declarations + [
      .value("--against", "COMMIT", "compare A with itself at a commit; B is left out")
    ] + GateOptions.declarations + ReportOutputs.declarations + PageOption.declarations,
    example: "simbench compare rag --against HEAD~1",
    details: """
      A is what was before, B what is now: a scenario, or a folder of results of
      `simbench run`. Strategies and metrics are compared by name. On the same seed
      differences are taken over pairs of replications. --set, --seed and the options
      like them hold for both, where both are scenarios. Nothing fails unless --fail
      says so, or the `gate` of B's scenario.

      \(GateOptions.details)
      """, run: run)

  /// One of the two.
  private struct Side {
    var name: String
    var path: String
    var scenario: Scenario?
  }

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let outputs = try ReportOutputs(invocation)
    let page = try PageOption(invocation)
    let rules = try GateOptions.rules(invocation)
    let hasCommit = invocation.has("--against")
    guard hasCommit != (invocation.arguments.count == 2) else {
      throw Diagnostic(
        hasCommit
          ? "--against stands beside two things to compare; one was expected"
          : "`simbench compare` lacks B; another scenario, a folder of results or --against COMMIT was expected",
        kind: .usage)
    }
    let options = try ScenarioOptions.options(invocation)
    let now = try side(invocation.arguments[invocation.arguments.count - 1], options, invocation)
    let before = hasCommit ? nil : try side(invocation.arguments[0], options, invocation)
    if hasCommit, now.scenario == nil {
      throw Diagnostic("--against wants a scenario; '\(now.name)' is a folder of results", kind: .usage)
    }
    if let before, before.scenario == nil, now.scenario == nil { try refuseOptionsOfRuns(invocation) }
    let scenarios = [now, before].compactMap(\.?.scenario)
    // What B has no longer is gone, and not unknown. A folder or a commit tells its strategies when it is read.
    if let rules, scenarios.count == 2 {
      try Gate(rules).check(strategies: scenarios.flatMap { $0.strategies.map(\.name) })
    }
    let inputs = scenarios.flatMap { ScenarioOptions.inputs($0, invocation) }
    try outputs.check(inputs: inputs)
    try page.check(inputs: inputs)
    var checkouts: [GitCheckout] = []
    defer { for checkout in checkouts { checkout.remove() } }
    let former: Check.Reference
    if let before {
      former = try figures(before)
    } else if let commit = invocation.value("--against"), let scenario = now.scenario {
      former = try CommitReference.run(commit, scenario, invocation, &checkouts)
    } else {
      return Diagnostic.Kind.usage.exitCode
    }
    let old = former.figures.strategies.map(\.name)
    let present = try figures(now)
    let new = present.figures.strategies.map(\.name)
    if let rules { try Gate(rules).check(strategies: new + old) }
    guard old.contains(where: new.contains) else {
      throw Diagnostic(
        "'\(former.name)' and '\(now.name)' have no strategy in common (\(old.joined(separator: ", ")); "
          + "\(new.joined(separator: ", ")))", kind: .baseline)
    }
    let own = now.scenario.flatMap { $0.tree["gate"] == nil ? nil : Gate($0) } ?? .none
    let gate = try GateOptions.gate(rules.map { Gate($0) } ?? own, invocation)
    let check = Check(former, present, gate: gate, scenario: now.scenario)
    let report = CheckReport(
      command: "compare",
      [.init("\(former.name) -> \(now.name)", path: now.path, .checked(check))], isList: false)
    try outputs.deliver(report)
    try page.write { CheckPage(report, $0).text }
    return report.exitCode
  }

  private static func side(_ reference: String, _ options: Scenario.Options, _ invocation: Invocation)
    throws(Diagnostic) -> Side
  {
    if ResultsFolder.isOne(reference) { return Side(name: reference, path: reference) }
    try checkOne(reference)
    let scenario = try ScenarioOptions.scenario(reference, options, invocation)
    return Side(name: reference, path: scenario.path, scenario: scenario)
  }

  /// Refuses what would change a run, where both sides were run before.
  private static func refuseOptionsOfRuns(_ invocation: Invocation) throws(Diagnostic) {
    let idle = ScenarioOptions.declarations.map(\.name).first { $0 != "--threads" && invocation.has($0) }
    guard let idle else { return }
    throw Diagnostic("\(idle) says how a scenario is run, and both are folders of results", kind: .usage)
  }

  /// Refuses a folder without results.
  private static func checkOne(_ reference: String) throws(Diagnostic) {
    let isFolder: Bool
    do throws(Diagnostic) {
      isFolder = try ScenarioLocator.references(reference).isFolder
    } catch {
      throw Diagnostic(
        "holds no results (summary.csv and manifest.json); a folder of `simbench run`, or a scenario, was expected",
        kind: .missingInput, file: error.file)
    }
    if isFolder {
      throw Diagnostic(
        "holds scenarios and no results (summary.csv and manifest.json); one of the scenarios, or a folder of "
          + "`simbench run`, was expected", kind: .usage, file: reference)
    }
  }

  private static func figures(_ side: Side) throws(Diagnostic) -> Check.Reference {
    guard let scenario = side.scenario else {
      var reference = Check.Reference(try ResultsFolder.read(side.path), name: side.name)
      reference.resolution = ResultsFolder.resolution
      return reference
    }
    do throws(Diagnostic) {
      let result = try Runner(scenario, progress: ScenarioOptions.progress).runStrategies()
      return .init(Baseline(result, of: scenario), name: side.name, result: result)
    } catch {
      throw error.placed(in: scenario.path)
    }
  }
}
