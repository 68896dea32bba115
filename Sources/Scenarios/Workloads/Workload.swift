import Declarations
import Providers
import Recordings
import Routing
import Similarity
import Simulation
import Strategies
import Traffic

/// Where the query stream of a scenario comes from, before it is read or drawn.
///
/// A kind is a file and a line in ``WorkloadDeclaration/all``. Whatever its kind, a run takes the same road: it asks how
/// large the stream will be, makes the ``World``, and takes the streams of all replications from it.
package protocol Workload: Sendable {
  /// The files that it reads, first the one with the requests; none for a stream that is drawn.
  var files: [String] { get }
  /// Files that settings name beside the requests, by the path of the setting.
  var settingFiles: [(setting: String, path: String)] { get }
  /// Whether all replications replay the requests of one log.
  var isOneLog: Bool { get }
  /// Whether streams of any length and number can be drawn.
  var isDrawn: Bool { get }
  /// Whether it says how good the answers of each model were.
  var recordsQuality: Bool { get }
  /// The share of the queries that train routers; nil where there are no outcomes to learn from.
  var trainShare: Double? { get }
  /// Requests to expect until a time; nil where a file tells.
  func expectedRequests(until end: VirtualTime) -> Double?
  /// Says what makes a run of it large.
  func describe(_ estimate: inout MemoryEstimate)
  /// What it assumes that nobody stated, each as the end of a sentence.
  var assumptions: [String] { get }
  /// What should be known of so many measured hours.
  func warnings(measuredHours: Double?) -> [String]
  /// Checks that its files can be read.
  ///
  /// - Throws: a `Diagnostic` of kind `missingInput`.
  func checkFiles() throws(Diagnostic)
  /// Why it cannot be sampled so, with what was expected; nil where it can.
  func fault(of sample: StreamSample) -> String?
  /// How its requests come in windows.
  var windowed: WindowedRequests { get }
  /// Refuses strategies that it has nothing for, as far as that is known before it is read.
  ///
  /// - Throws: a `Diagnostic` at the strategy.
  func check(_ scenario: Scenario) throws(Diagnostic)
  /// Reads what there is to read.
  ///
  /// - Parameter end: where the streams of all replications end; nil to run to their own ends.
  /// - Throws: a `Diagnostic`.
  func world(until end: VirtualTime?, seed: UInt64) throws(Diagnostic) -> any World
}

extension Workload {
  /// None.
  package var settingFiles: [(setting: String, path: String)] { [] }
  /// Not.
  package var isOneLog: Bool { false }
  /// Not.
  package var isDrawn: Bool { false }
  /// Not.
  package var recordsQuality: Bool { false }
  /// Nil.
  package var trainShare: Double? { nil }
  /// Nil.
  package func expectedRequests(until end: VirtualTime) -> Double? { nil }
  /// Nothing.
  package func describe(_ estimate: inout MemoryEstimate) {}
  /// Nothing.
  package var assumptions: [String] { [] }
  /// None.
  package func warnings(measuredHours: Double?) -> [String] { [] }
  /// Not.
  package var windowed: WindowedRequests { .whole("recorded outcomes are read whole") }
  /// Nil.
  package func fault(of sample: StreamSample) -> String? { nil }
  /// Nothing.
  package func check(_ scenario: Scenario) throws(Diagnostic) {}
}

/// How the requests of a workload come in windows.
package enum WindowedRequests: Sendable {
  /// They are drawn one by one from distributions.
  case drawn(SyntheticWorkload)
  /// They are read from a log once, and then from a temporary file.
  case recorded(RecordedSource)
  /// They do not; why, as the beginning of a sentence.
  case whole(String)
}

/// A workload that was read: what all strategies replay.
package protocol World: Sendable {
  /// The requests of a replication.
  func stream(replication: Int) -> QueryStream
  /// What routers decide that learn from it, by replication.
  ///
  /// - Throws: a `Diagnostic`, without a file where the scenario is to blame.
  func routes(
    _ needs: [RoutingNeed], vectors: [String: TextVectors], replications: Int, threads: Int
  ) throws(Diagnostic) -> [[RoutingNeed: PromptRoutes]]
}

extension World {
  /// Nothing: there is nothing to learn from.
  package func routes(
    _ needs: [RoutingNeed], vectors: [String: TextVectors], replications: Int, threads: Int
  ) throws(Diagnostic) -> [[RoutingNeed: PromptRoutes]] { Array(repeating: [:], count: replications) }
}

/// A kind of workload: its settings, and what is made of them.
struct WorkloadDeclaration: Sendable {
  /// What a scenario says around its workload.
  struct Setting {
    /// The scenario's short name.
    var name: String
    /// The scenario's file, against which paths are resolved.
    var path: String
    /// The settings under `workload`.
    var workload: Settings
    /// The settings under `run`.
    var run: Settings
    /// The models.
    var catalog: ProviderCatalog
    /// The part that is drawn or read; nil takes all.
    var sample: StreamSample?
  }

  /// The settings under `workload`, called after the kind.
  let schema: ObjectSchema
  /// The workload of validated settings.
  let workload: @Sendable (Setting) throws(Diagnostic) -> any Workload

  init(
    _ schema: ObjectSchema, workload: @escaping @Sendable (Setting) throws(Diagnostic) -> any Workload
  ) {
    self.schema = schema
    self.workload = workload
  }

  /// Every kind. A new one is a file and a line here.
  static let all = [SyntheticSection.declaration, RecordedLog.declaration, OutcomesSection.declaration]

  /// The kind of a name.
  static func named(_ name: String) -> WorkloadDeclaration? { all.first { $0.schema.name == name } }
}
