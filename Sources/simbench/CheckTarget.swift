import Decisions
import Declarations
import Experiments
import Files
import Reporting
import Scenarios

/// A scenario that is to be checked, or why it cannot be.
struct CheckTarget {
  /// The scenario as the user named it, or its path in the folder that the user named.
  let reference: String
  /// Whether it was found in a folder.
  let isOfFolder: Bool
  /// The scenario, when it could be read.
  var scenario: Scenario?
  /// What is wrong with it.
  var fault: Diagnostic?

  /// The scenarios that an invocation names, each read once.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`, and any other where a single scenario was named.
  static func all(_ invocation: Invocation) throws(Diagnostic) -> [CheckTarget] {
    let options = try ScenarioOptions.options(invocation)
    var targets: [CheckTarget] = []
    var seen: Set<FileIdentity> = []
    for argument in invocation.arguments {
      let (paths, isFolder) = try ScenarioLocator.references(argument)
      // A scenario that a folder holds and a name names as well is checked once.
      for path in paths {
        let file = (try? ScenarioLocator.path(of: path)) ?? path
        if let identity = FileIdentity(file), !seen.insert(identity).inserted { continue }
        var target = CheckTarget(reference: path, isOfFolder: isFolder)
        do throws(Diagnostic) {
          target.scenario = try ScenarioOptions.scenario(path, options, invocation)
        } catch {
          guard error.kind != .usage else { throw error }
          target.fault = error
        }
        targets.append(target)
      }
    }
    return targets
  }

  /// Whether a report is one of several scenarios.
  static func isList(_ targets: [CheckTarget]) -> Bool {
    targets.count != 1 || targets.contains(where: \.isOfFolder)
  }

  /// Runs the strategies of a scenario.
  func run(_ scenario: Scenario) throws(Diagnostic) -> RunResult {
    do throws(Diagnostic) {
      return try Runner(scenario, progress: ScenarioOptions.progress).runStrategies()
    } catch {
      throw error.placed(in: scenario.path)
    }
  }

  /// The section of a scenario that could not be checked; the fault goes to stderr as well.
  func faultSection(skipsMissing: Bool) -> CheckReport.Section? {
    guard let fault else { return nil }
    let name = scenario?.name ?? FilePath(FilePath.lastPart(of: reference)).name(without: ".json")
    let isSkipped = skipsMissing && fault.kind == .missingInput && scenario != nil
    if !isSkipped { Console.report(fault) }
    return .init(name, path: scenario?.path ?? reference, isSkipped ? .skipped(fault) : .fault(fault))
  }
}

/// The figures of a scenario at a commit.
enum CommitReference {
  /// Runs a scenario as it was at a commit, on the seed and replications of the invocation.
  ///
  /// - Parameter checkouts: those there are; a new one is added for another repository.
  static func run(
    _ commit: String, _ scenario: Scenario, _ invocation: Invocation, _ checkouts: inout [GitCheckout]
  ) throws(Diagnostic) -> Check.Reference {
    let path = scenario.path
    if !checkouts.contains(where: { $0.holds(path) }) {
      checkouts.append(try GitCheckout(commit, holding: path))
    }
    guard let checkout = checkouts.first(where: { $0.holds(path) }) else {
      throw Diagnostic("the commit's files were not found", kind: .unexpected, file: path)
    }
    var options = try ScenarioOptions.options(invocation)
    options.overrides = []
    let former = try checkout.scenario(path, options, invocation)
    do throws(Diagnostic) {
      let result = try Runner(former, progress: ScenarioOptions.progress).runStrategies()
      var reference = Check.Reference(Baseline(result, of: former), name: commit, result: result)
      reference.isOfCommit = true
      reference.formerPlace = checkout.formerPlace(of: path)
      return reference
    } catch {
      throw checkout.placed(error.placed(in: former.path))
    }
  }
}

extension String {
  /// The text as one word of a shell, so that a command line in a message works when it is copied.
  var asShellWord: String {
    let plain = unicodeScalars.allSatisfy {
      ("a"..."z").contains($0) || ("A"..."Z").contains($0) || ("0"..."9").contains($0)
        || "-_./:@%+=".unicodeScalars.contains($0)
    }
    return plain && !isEmpty ? self : "'" + replacing("'", with: "'\\''") + "'"
  }
}
