import Declarations
import Strategies
import Traffic

/// When the turns of conversations arrive.
enum Replay: String, CaseIterable, Sendable {
  case open, closed

  /// The key of a workload.
  static let field = Field(
    "replay", .choice(Replay.allCases.map(\.rawValue)), default: .string(Replay.open.rawValue),
    "open: requests arrive when they were recorded or planned; closed: a turn arrives when the answers that it "
      + "follows are complete and its think time has passed, so that a slow strategy delays its own users")
}

extension Scenario {
  /// Whether turns wait for the answers before them.
  var isClosedLoop: Bool { section("workload")?.optionalString("replay") == Replay.closed.rawValue }

  /// Studies that replay requests in the order in which they were planned.
  private static let orderedStudies = ["hit_vs_size", "decision_vs_requests"]

  /// Refuses what wants to know the order of arrivals before anything runs.
  ///
  /// - Throws: a `Diagnostic` at the setting.
  func checkClosedLoop() throws(Diagnostic) {
    guard isClosedLoop, let workload = section("workload") else { return }
    if let study = Scenario.orderedStudies.first(where: plots.contains) {
      throw Diagnostic(
        "'\(study)' replays requests in the order in which they were planned, and a closed loop has none before it "
          + "runs; open, or no such chart or table was expected", position: workload.position("replay"))
    }
    try checkClosedLoop(of: strategies)
  }

  /// Refuses layers that know the future: in a closed loop it follows from what they do.
  ///
  /// - Throws: a `Diagnostic` at the layer.
  package func checkClosedLoop(of strategies: [Strategy]) throws(Diagnostic) {
    guard isClosedLoop else { return }
    for strategy in strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        for case .future in plan.needs {
          throw Diagnostic(
            "the layer '\(layer["use"]?.string ?? "")' of '\(strategy.name)' knows the requests to come, and in a "
              + "closed loop they follow from what it does; another policy, or replay open was expected",
            position: layer.position)
        }
      }
    }
  }

  /// Lets the turns of a stream wait for the answers before them, if the scenario says so.
  ///
  /// - Throws: a `Diagnostic` when it is not told which answers a turn waits for, or how long.
  package func close(_ stream: inout QueryStream) throws(Diagnostic) {
    guard isClosedLoop else { return }
    let position = section("workload")?.position("replay")
    guard stream.hasTurns || stream.isEmpty else {
      throw Diagnostic(
        "'workload.replay' is closed, but the recording tells no sessions; a column 'session', or open was expected",
        position: position)
    }
    var unknown = 0
    var first: Int?
    var following = 0
    for request in 0..<stream.count where stream.predecessor(of: request) != nil {
      following += 1
      guard stream.think[request] < 0 else { continue }
      unknown += 1
      first = first ?? request
    }
    if let first {
      throw Diagnostic(
        "'workload.replay' is closed, but of \(following) turns that follow an answer \(unknown) do not tell when it "
          + "was there, the first of them turn \(stream.turn[first]) of session \(stream.session[first]); latency_s or "
          + "think_s in every row, or open was expected", position: position)
    }
    stream.isClosedLoop = true
  }
}
