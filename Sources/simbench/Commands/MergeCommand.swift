import Declarations
import Experiments
import Files
import Foundation
import Scenarios

/// `simbench merge`: the results of a run or a sweep from the partials of its shards.
enum MergeCommand {
  static let declaration = CommandDeclaration(
    name: "merge", summary: "the results of a run or a sweep from the partials of its shards",
    arguments: [ArgumentDeclaration("PARTIALS...", values: .files)],
    options: [
      .value("--out", "DIR", "where results go; Results/<name> by default"),
      .value("--scenario", "SCENARIO", "where the scenario lies here, if not where the shards found it"),
      .value("--threads", "N", "threads; 0 takes one a core"),
      .flag("--allow-partial", "where cells are missing, the report of the rest, marked"),
      .flag("--no-plots", "draw no charts"),
      .flag("--json", "the report as JSON"),
    ],
    example: "simbench merge partials/ --out Results/rag",
    details: """
      PARTIALS are files, or folders whose files end in .partial. The tables are those
      of one machine, byte for byte, whatever the number and the order of the shards.
      Missing cells end it with 5 and the commands that make them.
      """, run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    var partials: [Partial] = []
    for path in try files(invocation.arguments) { partials.append(try Partial(path)) }
    let set = try PartialSet(partials)
    let command = set.first.command
    if !set.missing.isEmpty {
      try report(set, fails: !invocation.has("--allow-partial"))
    }
    let own = try words(of: set, invocation)
    if let part = set.first.part {
      return try merge(set, part, words: own, invocation)
    }
    let declaration = command == .run ? RunCommand.declaration : SweepCommand.declaration
    let scenario = try ScenarioOptions.scenario(try Invocation(own[...], of: declaration))
    let here = try ShardOptions.fingerprint(scenario, command, try Invocation(own[...], of: declaration))
    if let difference = set.first.fingerprint.difference(from: here) {
      throw Diagnostic(
        "belongs to another run than '\(scenario.path)': \(difference); what the shards ran was expected",
        file: set.first.path)
    }
    let runner = Runner(scenario, progress: ScenarioOptions.progress(of: scenario.name))
    let most = try ShardOptions.maximumCells(try Invocation(own[...], of: declaration))
    let finish = Finish(
      invocation: invocation, scenario: scenario,
      inputs: ScenarioOptions.inputs(scenario, invocation) + partials.map(\.path))
    let merged = { () throws(Diagnostic) -> RunResult in
      try runner.merge(set, allowsMissing: invocation.has("--allow-partial"), maximumCells: most)
    }
    switch command {
    case .run: try RunCommand.finish(finish, merged)
    case .sweep: try SweepCommand.finish(finish, merged)
    }
    return 0
  }

  /// The results of parts of a stream; the recording is not read.
  private static func merge(_ set: PartialSet, _ part: PartialPart, words: [String], _ invocation: Invocation)
    throws(Diagnostic) -> Int32
  {
    let own = PartOptions(try Invocation(words[...], of: RunCommand.declaration), of: set.first, part)
    let scenario = try own.common()
    let known = set.first.fingerprint.withoutRecording(of: scenario)
    if let difference = known.difference(from: try own.fingerprint(scenario, hasRecording: false)) {
      throw Diagnostic(
        "belongs to another run than '\(scenario.path)': \(difference); what the parts ran was expected",
        file: set.first.path)
    }
    let runner = Runner(scenario, progress: ScenarioOptions.progress(of: scenario.name))
    let finish = Finish(
      invocation: invocation, scenario: scenario, inputs: [scenario.path] + set.partials.map(\.path))
    try RunCommand.finish(finish) { () throws(Diagnostic) in try runner.mergeParts(set) }
    return 0
  }

  /// The words of the first partial, with what the invocation has in their place.
  private static func words(of set: PartialSet, _ invocation: Invocation) throws(Diagnostic) -> [String] {
    var words = set.first.words
    if let scenario = invocation.value("--scenario") { words[0] = scenario }
    if let threads = invocation.value("--threads") { words += ["--threads", threads] }
    return words
  }

  /// Names the shards that lack cells, and how to run them.
  private static func report(_ set: PartialSet, fails: Bool) throws(Diagnostic) {
    let first = set.first
    let missing = set.missingShards(of: first.shard.count)
    let folder = FilePath(first.path).folder
    let name = FilePath(first.words[0]).name.replacing(".json", with: "")
    for (shard, cells) in missing {
      let listed = cells.prefix(8).map(String.init).joined(separator: ", ")
      let path = FilePath.join(folder, ShardOptions.file(name, first.command, shard))
      Console.note(
        "simbench: shard \(shard) lacks \(cells.count == 1 ? "cell" : "cells") \(listed)"
          + (cells.count > 8 ? " and \(cells.count - 8) more" : "") + "; run: "
          + ShardOptions.line(first.command, first.words, shard, to: path))
    }
    guard fails else { return }
    // Of a sum nothing can be left out.
    let why = first.part == nil ? " (--allow-partial reports the rest)" : ", since they are added up"
    throw Diagnostic(
      "\(set.missing.count) of \(first.total) cells are missing, of "
        + "\(missing.count == 1 ? "shard" : "shards") \(missing.prefix(20).map { "\($0.shard)" }.joined(separator: ", "))"
        + (missing.count > 20 ? " and \(missing.count - 20) more" : "")
        + "; all were expected\(why)", kind: .incomplete)
  }

  /// The files of the arguments; of a folder those that are called partials, in the order of their names.
  private static func files(_ arguments: [String]) throws(Diagnostic) -> [String] {
    var files: [String] = []
    for path in arguments {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
        files.append(path)
        continue
      }
      guard let names = try? FileManager.default.contentsOfDirectory(atPath: path) else {
        throw Diagnostic("the folder cannot be read", kind: .missingInput, file: path)
      }
      let own = names.filter { $0.hasSuffix(Partial.suffix) && !$0.hasPrefix(".") }.sorted()
      guard !own.isEmpty else {
        throw Diagnostic(
          "the folder has no partial; files that end in \(Partial.suffix) were expected", kind: .missingInput,
          file: path)
      }
      files += own.map { FilePath.join(path, $0) }
    }
    return files
  }
}

/// How a command ends once its figures are there: the report, its tables and its charts.
struct Finish {
  /// Whose options are followed.
  let invocation: Invocation
  /// The scenario.
  let scenario: Scenario
  /// Files that no output may replace.
  let inputs: [String]

  /// Where the results go.
  var folder: String { invocation.value("--out") ?? scenario.outputFolder }
  /// The charts to draw.
  var charts: [String] {
    invocation.has("--no-plots") ? [] : scenario.section("output")?.strings("plots") ?? []
  }
}
