import Decisions
import Declarations
import Experiments
import Files
import Foundation
import Reporting
import Scenarios
import Tables

/// The baseline of a scenario that somebody named.
private struct NamedBaseline {
  /// The scenario as it was named.
  let reference: String
  /// The scenario's name.
  let name: String
  /// The baseline's file, be it there or not.
  let path: String

  /// What update would write it.
  var remedy: String { "simbench baseline update \(reference.asShellWord)" }

  /// The baselines of the scenarios that an invocation names, of all in `Scenarios` where it names none.
  static func all(_ invocation: Invocation) throws(Diagnostic) -> [NamedBaseline] {
    var options = Scenario.Options()
    options.charts = nil
    options.allowsUnknownKeys = true
    let named = invocation.arguments.isEmpty ? [ScenarioLocator.folder] : invocation.arguments
    var found: [NamedBaseline] = []
    for reference in named {
      let (paths, isFolder) = try ScenarioLocator.references(reference)
      // Who names nothing asks for no scenario of that name.
      guard isFolder || !invocation.arguments.isEmpty else {
        throw Diagnostic(
          "no folder '\(ScenarioLocator.folder)' with scenarios is here, whose baselines could be listed; a folder that holds one "
            + "was expected, or scenarios by name", kind: .missingInput)
      }
      for path in paths {
        // A baseline outlives its scenario: its name is enough.
        let orphan = FilePath.join(
          ScenarioLocator.folder, BaselineStore.folder + "/" + FilePath(path).name(without: ".json") + ".json"
        )
        do throws(Diagnostic) {
          let scenario = try Scenario.load(path, options: options)
          found.append(
            NamedBaseline(reference: path, name: scenario.name, path: BaselineStore.path(of: scenario)))
        } catch {
          guard !path.contains("/"), FileIdentity.exists(orphan) else { throw error }
          found.append(NamedBaseline(reference: path, name: path, path: orphan))
        }
      }
    }
    return found
  }
}

/// `simbench baseline list`: which scenarios have one.
enum BaselineListCommand {
  static let declaration = CommandDeclaration(
    name: "baseline list", summary: "list scenarios with the baselines that were accepted",
    arguments: ["[SCENARIO...]"], options: [], example: "simbench baseline list"
  ) { invocation throws(Diagnostic) in
    var rows: [(String, String)] = []
    for baseline in try NamedBaseline.all(invocation) {
      guard FileIdentity.exists(baseline.path) else {
        rows.append((baseline.name, "none"))
        continue
      }
      do throws(Diagnostic) {
        let read = try BaselineStore.read(baseline.path, remedy: baseline.remedy)
        let version = read.version.map { "version \($0)" } ?? "in the form of version 1"
        let count = read.strategies.count
        rows.append(
          (
            baseline.name,
            "\(baseline.path): \(count) \(count == 1 ? "strategy" : "strategies"), seed \(read.seed), "
              + "\(NumberText.count(read.replications, "replication")), \(version)"
              + (read.editedFile == nil ? "" : ", changed by hand")
          ))
      } catch {
        rows.append((baseline.name, error.description))
      }
    }
    let width = (rows.map(\.0.count).max() ?? 0) + 2
    for (name, text) in rows {
      Console.print(
        name.singleLine + String(repeating: " ", count: width - name.count) + text.singleLine + "\n")
    }
    return 0
  }
}

/// `simbench baseline show`: what was accepted.
enum BaselineShowCommand {
  static let declaration = CommandDeclaration(
    name: "baseline show", summary: "print what was accepted: the headline figures, or all with --all",
    arguments: ["SCENARIO..."],
    options: [
      .flag("--all", "every figure, and the settings that they come from"),
      .flag("--json", "the file itself"),
    ], example: "simbench baseline show rag"
  ) { invocation throws(Diagnostic) in
    for baseline in try NamedBaseline.all(invocation) {
      let read = try BaselineStore.read(baseline.path, remedy: baseline.remedy)
      Console.print(
        invocation.has("--json")
          ? read.json.text() + "\n" : BaselineReport(read).text(showsAll: invocation.has("--all")))
    }
    return 0
  }
}

/// `simbench baseline update`: accepts the present figures.
enum BaselineUpdateCommand {
  static let declaration = CommandDeclaration(
    name: "baseline update", summary: "run scenarios and accept their figures as the baselines",
    arguments: ["SCENARIO..."],
    options: ScenarioOptions.declarations.filter { !["--set", "--trace"].contains($0.name) } + [
      .value("--baseline", "FILE", "the baseline; Baselines/<name>.json beside the scenario by default"),
      .flag("--skip-missing", "pass over a scenario whose data or model is absent"),
    ] + ReportOutputs.declarations, example: "simbench baseline update rag"
  ) { invocation throws(Diagnostic) in
    try CheckCommand.run(invocation, updates: true)
  }
}

/// `simbench baseline delete`: takes back what was accepted.
enum BaselineDeleteCommand {
  static let declaration = CommandDeclaration(
    name: "baseline delete", summary: "remove the baselines of scenarios", arguments: ["SCENARIO..."],
    options: [], example: "simbench baseline delete rag"
  ) { invocation throws(Diagnostic) in
    let baselines = try NamedBaseline.all(invocation)
    for baseline in baselines {
      guard FileIdentity.exists(baseline.path) else {
        throw Diagnostic(
          "there is no baseline of '\(baseline.name)'; one was expected", kind: .baseline, file: baseline.path
        )
      }
      try BaselineStore.checkReplaceable(baseline.path, what: "removed")
    }
    for baseline in baselines {
      guard unlink(baseline.path) == 0 else { throw SystemFault.last.diagnostic(baseline.path) }
      Console.note("removed \(baseline.path)")
    }
    return 0
  }
}
