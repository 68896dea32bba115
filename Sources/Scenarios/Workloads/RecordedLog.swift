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
  /// The part of it that is read; nil reads all.
  var sample: StreamSample?
  /// Whether turns wait for the answers before them.
  var isClosedLoop = false

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
        resolvedPath: ScenarioLocator.resolve(setting.workload.string("path"), from: setting.path)),
      sample: setting.sample,
      isClosedLoop: setting.workload.optionalString("replay") == Replay.closed.rawValue)
  }

  var files: [String] { [source.path] }
  var isOneLog: Bool { true }

  func describe(_ estimate: inout MemoryEstimate) { estimate.isRecorded = true }

  func fault(of sample: StreamSample) -> String? {
    if sample.unit == .intent { return RecordedSource.intentFault }
    guard sample.unit == .key, isClosedLoop else { return nil }
    return
      "a closed loop cannot be sampled by key, since turns wait for answers that would be left out; --by session or "
      + "user was expected"
  }

  var windowed: WindowedRequests {
    isClosedLoop ? .whole("the turns of a closed loop wait for each other") : .recorded(source)
  }

  func checkFiles() throws(Diagnostic) { _ = try RegularFile(source.path) }

  func world(until end: VirtualTime?, seed: UInt64) throws(Diagnostic) -> any World {
    var source = source
    source.sample = sample.map { ($0, seed) }
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
