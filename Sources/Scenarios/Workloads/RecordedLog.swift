import Declarations
import Files
import Recordings
import Simulation
import Strategies
import Traffic

/// The `recorded` workload of a scenario: all replications replay one log.
struct RecordedLog: Workload {
  /// The log.
  let source: RecordedSource

  static let declaration = WorkloadDeclaration(
    ObjectSchema(
      "recorded", "a recorded stream",
      RecordedSource.fields + [
        Replay.field,
        Field("truth", .object(TruthProxy.schema), "what stands in for labels that the recording lacks"),
      ])
  ) { setting in
    RecordedLog(
      source: RecordedSource(
        settings: setting.workload,
        resolvedPath: ScenarioLocator.resolve(setting.workload.string("path"), from: setting.path)))
  }

  var files: [String] { [source.path] }
  var isOneLog: Bool { true }

  func describe(_ estimate: inout MemoryEstimate) { estimate.isRecorded = true }

  func checkFiles() throws(Diagnostic) { _ = try RegularFile(source.path) }

  func world(until end: VirtualTime?, seed: UInt64) throws(Diagnostic) -> any World {
    var stream = try source.read()
    if let end, end < stream.end { stream.cut(at: end) }
    return OneStream(stream: stream)
  }

  /// The requests of the log.
  private struct OneStream: World {
    let stream: QueryStream

    func stream(replication: Int) -> QueryStream { stream }
  }
}
