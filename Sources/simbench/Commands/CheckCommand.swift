import Decisions
import Declarations
import Experiments
import Files
import Reporting

/// `simbench check`: the scenario's rules and its baseline.
enum CheckCommand {
  static let declaration = CommandDeclaration(
    name: "check", summary: "hold a scenario to its rules and its baseline; exit 3 when it regressed",
    arguments: ["SCENARIO"],
    options: ScenarioOptions.declarations + [
      .flag("--update", "write the present figures as the baseline"),
      .value("--baseline", "FILE", "the baseline; Baselines/<name>.json beside the scenario by default"),
      .value("--tolerance", "SHARE", "relative tolerance of the baseline; 0, exact, by default"),
      .flag("--fail-on-improvement", "better than the baseline fails as well"),
      .flag("--no-baseline", "check the rules alone"),
      .value("--format", "FORMAT", "text, markdown or json"),
      .flag("--json", "the same as --format json"),
      .flag("--all", "list what held as well"),
    ],
    example: "simbench check rag --tolerance 0.01 --format markdown", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    var tolerance = Check.Tolerance()
    tolerance.relative = try invocation.number("--tolerance") ?? 0
    tolerance.failsOnImprovement = invocation.has("--fail-on-improvement")
    let format = invocation.has("--json") ? "json" : invocation.value("--format") ?? "text"
    guard ["text", "markdown", "json"].contains(format) else {
      throw Diagnostic("--format is '\(format)'; one of text, markdown, json was expected", kind: .usage)
    }
    let scenario = try ScenarioOptions.scenario(invocation)
    let path = invocation.value("--baseline") ?? BaselineStore.path(of: scenario)
    if invocation.has("--update") {
      guard invocation.all("--set").isEmpty else {
        throw Diagnostic(
          "--update and --set stand together; a baseline belongs to the scenario as it is", kind: .usage)
      }
      try FileIdentity.refuse(path, replacing: ScenarioOptions.inputs(scenario, invocation))
      try BaselineStore.checkReplaceable(path)
    }
    var baseline: Baseline?
    if !invocation.has("--update") && !invocation.has("--no-baseline") {
      baseline = try BaselineStore.read(path, for: scenario)
    }
    let result = try Runner(scenario, progress: ScenarioOptions.progress).runStrategies()
    let check = Check(result, scenario: scenario, baseline: baseline, tolerance: tolerance)
    let report = CheckReport(check, scenario: scenario.name)
    switch format {
    case "json": Console.print(report.json.text() + "\n")
    case "markdown": Console.print(report.markdown)
    default: Console.print(report.text(showsAll: invocation.has("--all")))
    }
    if invocation.has("--update") {
      try AtomicFile.write(Baseline(result, fileHash: scenario.fileHash).json.text() + "\n", to: path)
    }
    return check.passes ? 0 : Diagnostic.Kind.regressed.exitCode
  }
}
