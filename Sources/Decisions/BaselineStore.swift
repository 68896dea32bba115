import Declarations
import Experiments
import Files
import Scenarios

/// Where baselines lie: beside the scenario, in the folder `Baselines`.
public enum BaselineStore {
  /// The folder of baselines, beside the scenarios.
  public static let folder = "Baselines"

  /// The path of a scenario's baseline.
  public static func path(of scenario: Scenario) -> String {
    FilePath(scenario.path).beside("\(folder)/\(scenario.name).json")
  }

  /// Refuses to replace or remove a file that is no baseline: it may be what a person wrote.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  public static func checkReplaceable(_ path: String, what: String = "replaced") throws(Diagnostic) {
    guard FileIdentity.exists(path) else { return }
    let bytes = (try? RegularFile.read(path)) ?? [0]
    guard
      bytes.isEmpty || String(decoding: bytes.prefix(200), as: UTF8.self).contains("\"simbench_baseline\"")
    else {
      throw Diagnostic(
        "is no baseline, so it is not \(what); a new file or a baseline was expected", kind: .usage,
        file: path)
    }
  }

  /// Reads a baseline.
  ///
  /// - Parameter command: the command line that writes one, as a person may copy it.
  /// - Throws: a `Diagnostic` of kind `baseline` when it is missing or damaged.
  public static func read(_ path: String, remedy command: String) throws(Diagnostic) -> Baseline {
    let bytes: [UInt8]
    do throws(Diagnostic) {
      bytes = try RegularFile.read(path)
    } catch {
      throw Diagnostic(
        "there is no baseline (\(error.message)); `\(command)` writes one", kind: .baseline, file: path)
    }
    return try Baseline(bytes: bytes, path: path, remedy: command)
  }
}
