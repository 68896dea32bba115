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
    let (following, unknown) = Scenario.untoldThinks(of: stream)
    let first = (0..<stream.count).first { stream.predecessor(of: $0) != nil && stream.think[$0] < 0 }
    if following == unknown, let first {
      throw Diagnostic(
        "'workload.replay' is closed, but of \(following) turns that follow an answer \(unknown) do not tell when it "
          + "was there, the first of them turn \(stream.turn[first]) of session \(stream.session[first]); latency_s or "
          + "think_s in every row, or open was expected", position: position)
    }
    stream.isClosedLoop = true
  }

  /// How many turns follow an answer, and of how many of them it is not told when that was there.
  private static func untoldThinks(of stream: QueryStream) -> (following: Int, unknown: Int) {
    let turns = (0..<stream.count).filter { stream.predecessor(of: $0) != nil }
    return (turns.count, turns.count { stream.think[$0] < 0 })
  }

  /// What a closed loop assumes of a recording that does not tell the end of every answer; nil where it tells all.
  package static func assumption(of stream: QueryStream) -> String? {
    guard stream.isClosedLoop else { return nil }
    let (following, unknown) = untoldThinks(of: stream)
    guard unknown > 0 else { return nil }
    return
      "of \(following) turns that follow an answer \(unknown) do not tell when it was there: they come as long after "
      + "the turn before them as recorded, and not before its answer"
  }
}
