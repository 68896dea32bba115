import Declarations
import Experiments
import Files
import Reporting

/// `simbench label`: semantic hits of an unlabelled stream, for a person to judge.
enum LabelCommand {
  static let declaration = CommandDeclaration(
    name: "label", summary: "draw semantic hits for a person to label, or tell what the labels say",
    arguments: ["SCENARIO"],
    options: ScenarioOptions.ofWhole + [
      .value("--strategy", "NAME", "whose hits; the first strategy with a semantic cache by default"),
      .value("--sample", "N", "hits to draw; 200 by default"),
      .value("--out", "FILE", "where they go; Results/<name>/labels.csv by default"),
      .flag("--force", "replace the file if it is there, and what was filled in"),
      .value("--labels", "FILE", "a file with the column 'right' filled in: report instead of draw"),
      .flag("--json", "the report of --labels as JSON"),
    ],
    example: "simbench label recorded-chat --strategy semantic --sample 100", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let scenario = try ScenarioOptions.scenario(invocation, takesSample: false)
    if let path = invocation.value("--labels") {
      for option in ["--strategy", "--sample", "--out", "--force"] where invocation.has(option) {
        throw Diagnostic(
          "\(option) stands with --labels, which draws nothing; one of them was expected", kind: .usage)
      }
      let file = LabelFile(try LabelSample.read(path))
      Console.print(
        invocation.has("--json")
          ? file.json(confidence: scenario.confidence).text() + "\n"
          : file.report(confidence: scenario.confidence))
      return 0
    }
    if invocation.has("--json") {
      throw Diagnostic("--json stands without --labels; only a report has a JSON form", kind: .usage)
    }
    let path = invocation.value("--out") ?? scenario.outputFolder + "/labels.csv"
    guard !FilePath(path).name.isEmpty else {
      throw Diagnostic("--out is '\(path)'; the path of a file was expected", kind: .usage)
    }
    try FileIdentity.refuse(path, replacing: ScenarioOptions.inputs(scenario, invocation))
    guard invocation.has("--force") || !FileIdentity.exists(path) else {
      throw Diagnostic(
        "is there already, perhaps filled in; --labels \(path) to read it, --out with another file, or --force to "
          + "replace it was expected", kind: .usage, file: path)
    }
    let folder = try OutputFolder(FilePath(path).folder)
    let count = try invocation.integer("--sample", 1...1_000_000) ?? 200
    let sample = try Runner(scenario, progress: ScenarioOptions.progress).labelSample(
      of: invocation.value("--strategy"), count: count)
    try LabelFile(sample).write(to: FilePath(path).name, in: folder)
    Console.print(
      "\(sample.rows.count) of \(sample.hits) semantic hits of '\(sample.strategy)' stand in \(path).\n"
        + "Fill in the column 'right' with yes or no, then: simbench label \(invocation.arguments[0]) --labels \(path)\n"
    )
    return 0
  }
}
