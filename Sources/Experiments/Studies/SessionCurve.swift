import Declarations
import Simulation
import Strategies
import Traffic

/// Input tokens of the turns at one place in their conversations, and those read from a prompt cache.
public struct TurnTokens: Sendable, Hashable {
  /// Turns.
  public var turns = 0
  /// Input tokens that were sent of those that a provider answered.
  public var input = 0
  /// Those of them that it read from its cache.
  public var cached = 0

  /// Nothing.
  public init() {}
}

extension CellResult {
  /// Places in a conversation that are told apart; the last holds all behind it.
  static let turnPlaces = 60

  /// What the turns at each place in their conversations read from the cache; empty where outcomes have no details.
  static func turnTokens(_ gateway: Gateway) -> [TurnTokens] {
    let (stream, outcomes) = (gateway.stream, gateway.outcomes)
    guard stream.hasTurns, let details = outcomes.details else { return [] }
    var tokens = Array(repeating: TurnTokens(), count: turnPlaces)
    for request in gateway.firstMeasured..<stream.count
    where outcomes.kind[request] == .served && gateway.isMeasured(request)
      && stream.session[request] != QueryStream.noSession
    {
      let place = min(Int(stream.turn[request]), turnPlaces - 1)
      tokens[place].turns += 1
      tokens[place].input += max(0, stream.inputTokens(request) + gateway.addedTokens(to: request))
      tokens[place].cached += details.cachedTokens[request]
    }
    return tokens
  }
}

/// What prompt caches do for conversations: the cached share by turn, and the gaps between turns.
public struct SessionCurve: StudyResult {
  /// A strategy.
  public struct Line: Sendable {
    /// Its name.
    public var strategy: String
    /// Its tokens by turn, summed over the replications.
    public var turns: [TurnTokens]
  }

  /// Gaps of about one length.
  public struct Gap: Sendable {
    /// The least and the greatest length in seconds.
    public var from, to: Double
    /// Turns that came so long after the turn before them.
    public var turns: Int
    /// Input tokens of the turns before them.
    public var tokens: Int
  }

  /// The strategies of the scenario.
  public var lines: [Line]
  /// The gaps of the first replication, as planned or recorded, by length.
  public var gaps: [Gap]
}

extension RunResult {
  /// What prompt caches do for conversations, when it was asked for.
  public var sessionCurve: SessionCurve? {
    get { study() }
    set { replace(newValue) }
  }
}

/// The charts and tables of conversations.
struct SessionStudy: StudyPlan {
  /// The charts that want it.
  static let charts = ["cached_by_turn", "gap_map"]

  static let declaration = StudyDeclaration("sessions") { scenario throws(Diagnostic) in
    charts.contains(where: scenario.plots.contains) ? SessionStudy() : nil
  }

  func result(_ run: StudyRun, cells: [[CellResult]]) throws(Diagnostic) -> (any StudyResult)? {
    let stream = run.stream
    guard stream.hasTurns else { return nil }
    let lines = run.strategies.map { strategy in
      var sum: [TurnTokens] = []
      for cell in strategy.cells {
        if sum.isEmpty { sum = Array(repeating: TurnTokens(), count: cell.turns.count) }
        for (place, turn) in cell.turns.enumerated() where place < sum.count {
          sum[place].turns += turn.turns
          sum[place].input += turn.input
          sum[place].cached += turn.cached
        }
      }
      return SessionCurve.Line(strategy: strategy.name, turns: sum)
    }
    return SessionCurve(lines: lines, gaps: SessionStudy.gaps(stream))
  }

  /// Gaps in classes, four to a factor of ten from a second on.
  private static func gaps(_ stream: QueryStream) -> [SessionCurve.Gap] {
    let edges = (0...24).map { Transcendental.power(10, Double($0) / 4) }
    var gaps = zip([0] + edges, edges).map { SessionCurve.Gap(from: $0, to: $1, turns: 0, tokens: 0) }
    for request in 0..<stream.count {
      guard let before = stream.predecessor(of: request) else { continue }
      let seconds = (stream.arrival[request] - stream.arrival[before]).seconds
      let place = edges.firstIndex { seconds <= $0 } ?? edges.count - 1
      gaps[place].turns += 1
      gaps[place].tokens += stream.inputTokens(before)
    }
    while let last = gaps.last, last.turns == 0 { gaps.removeLast() }
    return gaps
  }
}
