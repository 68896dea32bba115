import Experiments
import Providers
import Simulation
import Traffic

/// The dearest conversations of a recording, turn by turn: what was read from the provider's prompt cache, what was sent
/// for the first time, and what was billed again though the turn before had sent it.
package struct SessionLanes: Sendable {
  /// A call of a conversation.
  package struct Turn: Sendable {
    /// Tokens of the prompt that were read from a cache.
    package var cached: Int
    /// Tokens that no turn before had.
    package var new: Int
    /// Tokens that the turn before had, and that were billed in full or written again.
    package var again: Int
    /// Seconds from the arrival of the turn before in the conversation; nil for the first.
    package var gap: Double?

    /// Whether the gap is longer than a prefix lives that nobody asks for.
    package var isAfterIdling: Bool
  }

  /// A conversation.
  package struct Lane: Sendable {
    /// Its calls in the order of their arrival.
    package var turns: [Turn]
    /// What they cost in dollars; nil where that is not known.
    package var dollars: Double?
    /// Seconds from its first call to its last.
    package var span: Double

    /// Tokens of all its prompts by what became of them.
    package var tokens: (cached: Int, new: Int, again: Int) {
      turns.reduce((0, 0, 0)) { ($0.0 + $1.cached, $0.1 + $1.new, $0.2 + $1.again) }
    }
    /// Seconds in gaps longer than a prefix lives.
    package var idle: Double { turns.reduce(0) { $0 + ($1.isAfterIdling ? $1.gap ?? 0 : 0) } }
  }

  /// The lanes, the dearest first.
  package let lanes: [Lane]
  /// Conversations of two turns or more in the recording.
  package let sessions: Int

  /// Seconds that a prefix lives that nobody asks for.
  package let lifetime: Double
  private static let most = 4

  /// Looks at the conversations of a recording; nil where there are none, or where nothing tells what of their prompts
  /// was read from a cache.
  ///
  /// - Parameters:
  ///   - costs: picodollars of each call, where they are known; the longest prompts come first otherwise.
  ///   - isBilledInFull: whether a log without cached tokens is known to have had none.
  ///   - lifetime: seconds that a prefix lives that nobody asks for.
  package init?(
    _ stream: QueryStream, costs: [Int64]? = nil, isBilledInFull: Bool = false,
    lifetime: Double = LogFacts.usualPrefixLifetime
  ) {
    self.lifetime = lifetime
    guard stream.hasTurns, isBilledInFull || !stream.recorded.cachedTokens.isEmpty else { return nil }
    var calls: [UInt32: [Int]] = [:]
    for request in 0..<stream.count where stream.session[request] != QueryStream.noSession {
      guard stream.recorded.failed[request] != 1, stream.recorded.gatewayHit[request] != 1 else { continue }
      calls[stream.session[request], default: []].append(request)
    }
    let long = calls.filter { $0.value.count > 1 }
    guard !long.isEmpty else { return nil }
    func size(_ requests: [Int]) -> Int64 {
      requests.reduce(0) { $0 + (costs?[$1] ?? Int64(stream.inputTokens($1))) }
    }
    let order = long.map { (session: $0.key, size: size($0.value), requests: $0.value) }.sorted {
      ($1.size, $0.session) < ($0.size, $1.session)
    }
    sessions = order.count
    lanes = order.prefix(SessionLanes.most).map { session in
      let requests = session.requests
      let times = requests.map { stream.arrival[$0] }
      let turns = requests.indices.map { place in
        SessionLanes.turn(
          requests[place], of: stream, gap: place == 0 ? nil : (times[place] - times[place - 1]).hours * 3600,
          lifetime: lifetime)
      }
      let span = (times[times.count - 1] - times[0]).hours * 3600
      return Lane(turns: turns, dollars: costs == nil ? nil : Double(session.size) / 1e12, span: span)
    }
  }

  private static func turn(_ request: Int, of stream: QueryStream, gap: Double?, lifetime: Double) -> Turn {
    let usage = stream.recordedUsage(of: request)
    var known = 0
    if let before = stream.predecessor(of: request) {
      let shorter = min(stream.inputTokens(before), stream.inputTokens(request))
      known =
        stream.prefixBlocks.map {
          $0.begins(request, with: before) ? shorter : min(shorter, $0.commonTokens(request, before))
        } ?? shorter
    }
    let again = min(max(0, known - usage.cached), usage.input - usage.cached)
    return Turn(
      cached: usage.cached, new: usage.input - usage.cached - again, again: again, gap: gap,
      isAfterIdling: (gap ?? 0) > lifetime)
  }
}
