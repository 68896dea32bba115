import Declarations
import Experiments
import Files

/// Where baselines lie: beside the scenario, in the folder `Baselines`.
public enum BaselineStore {
  /// The path of a scenario's baseline.
  public static func path(of scenario: Scenario) -> String {
    FilePath(scenario.path).beside("Baselines/\(scenario.name).json")
  }

  /// Refuses to replace a file that is no baseline: it may be what a person wrote.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  public static func checkReplaceable(_ path: String) throws(Diagnostic) {
    guard FileIdentity.exists(path) else { return }
    let bytes = (try? RegularFile.read(path)) ?? [0]
    guard
      bytes.isEmpty || String(decoding: bytes.prefix(200), as: UTF8.self).contains("\"simbench_baseline\"")
    else {
      throw Diagnostic(
        "is no baseline, so it is not replaced; a new file or a baseline was expected", kind: .usage,
        file: path)
    }
  }

  /// The baseline of a scenario.
  ///
  /// - Throws: a `Diagnostic` of kind `baseline` when it is missing or belongs to something else.
  public static func read(_ path: String, for scenario: Scenario) throws(Diagnostic) -> Baseline {
    let bytes: [UInt8]
    do throws(Diagnostic) {
      bytes = try RegularFile.read(path)
    } catch {
      throw Diagnostic(
        "there is no baseline (\(error.message)); `simbench check \(scenario.name) --update` writes one",
        kind: .baseline, file: path)
    }
    let baseline = try Baseline(bytes: bytes, path: path)
    func refuse(_ what: String, _ stored: String, _ now: String) -> Diagnostic {
      Diagnostic(
        "the baseline belongs to another \(what) (\(stored), now \(now)); `simbench check \(scenario.name) --update` "
          + "accepts the present figures", kind: .baseline, file: path)
    }
    guard baseline.fileHash == scenario.fileHash else {
      throw refuse("version of the scenario", baseline.fileHash, scenario.fileHash)
    }
    guard baseline.seed == scenario.seed else { throw refuse("seed", "\(baseline.seed)", "\(scenario.seed)") }
    guard baseline.replications == scenario.replications else {
      throw refuse("number of replications", "\(baseline.replications)", "\(scenario.replications)")
    }
    return baseline
  }
}
