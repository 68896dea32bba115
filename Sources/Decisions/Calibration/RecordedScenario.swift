import Declarations
import Experiments
import Scenarios
import Simulation

/// The scenario of a person's own log, which is made of the log itself: its calls as they were, beside a cache where it
/// has texts.
///
/// It is what `simbench calibrate LOG --scenario FILE` writes, without the file.
package enum RecordedScenario {
  /// The name by which it is asked for.
  package static let name = "recorded"

  /// The scenario of a log.
  ///
  /// - Parameter options: overrides of `workload` tell how the log is read.
  /// - Throws: a `Diagnostic` when the log cannot be read, or calls of it name no model.
  package static func load(log path: String, options: Scenario.Options) throws(Diagnostic) -> Scenario {
    let workload: JSONValue = ["kind": "recorded", "path": .string(path), "format": "auto"]
    var own = options
    own.overrides = options.overrides.filter { $0.path.hasPrefix("workload.") }
    let plain = try Scenario(bytes: Array(reading(workload).utf8), path: name, options: own)
    guard let stream = try Runner(plain).streams().first else {
      throw Diagnostic("the log has no call", file: path)
    }
    let unnamed = Calibration.unnamedCalls(of: stream)
    guard unnamed == 0 else {
      throw Diagnostic(
        "\(unnamed.grouped) of \(stream.count.grouped) calls name no model, so that '\(name)' cannot ask for theirs; a column with the "
          + "models was expected (--set workload.columns.model=NAME), or a scenario that names a model (simbench init)",
        file: path)
    }
    let text = Calibration(stream, prices: options.prices).scenario(
      of: stream, workload: workload, name: name)
    do throws(Diagnostic) {
      return try Scenario(bytes: Array(text.utf8), path: name, options: options)
    } catch {
      throw error.kind == .usage ? error : error.placed(in: name)
    }
  }

  /// A scenario that reads the log and asks nothing of it.
  private static func reading(_ workload: JSONValue) -> String {
    JSONValue(members: [
      ("simbench", 1), ("name", .string(name)), ("run", ["replications": 1]), ("workload", workload),
      ("providers", ["log": ["models": ["any": ["input_usd_per_1m": 0, "output_usd_per_1m": 0]]]]),
      ("strategies", [["name": "as logged", "model": "any"]]), ("output", ["plots": JSONValue([])]),
    ]).text()
  }
}
