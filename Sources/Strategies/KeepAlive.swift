import Declarations
import Simulation

/// Reads that only keep the prefix of an idle conversation warm.
///
/// A ping goes out an interval after the last use, while no other turn has come, the cap is not reached and the
/// conversation is likely to go on. Whether it is, is learned from the turns that came before in the same run.
struct KeepAlive: Sendable {
  let interval: VirtualTime
  let maximumPings: Int
  let minimumTurns: Int
  let leastContinuingShare: Double
  let outputTokens: Int

  static let schema = ObjectSchema(
    "keep_alive", "reads that only keep prefixes warm",
    [
      .required("interval_s", .positive, "time from the last use of a prefix to a ping; below its lifetime"),
      Field("max_pings", .integer(minimum: 1, maximum: 10_000), default: 3, "most pings after a turn"),
      Field(
        "min_turns", .integer(minimum: 1, maximum: 1_000_000), default: 1,
        "turns before a conversation is kept warm"),
      Field(
        "min_continuing_share", .share, default: 0,
        "share of the earlier turns with the same number that another turn followed, below which nothing is sent"
      ),
      Field(
        "output_tokens", .integer(minimum: 0, maximum: 100_000), default: 0,
        "tokens that a ping is answered with"),
    ])

  init(_ settings: Settings) {
    interval = .seconds(settings.number("interval_s"))
    maximumPings = settings.integer("max_pings")
    minimumTurns = settings.integer("min_turns")
    leastContinuingShare = settings.number("min_continuing_share")
    outputTokens = settings.integer("output_tokens")
  }
}

/// What keep-alive knows of the conversations of a run.
struct KeepAliveState {
  private struct Conversation {
    /// The last turn.
    var latest: Int
    /// How many turns there were.
    var turns = 0
    /// Pings since the last.
    var pings = 0
  }

  private let plan: KeepAlive
  private var conversations: [Int: Conversation] = [:]
  /// Turns by their number in a conversation, the last place for all beyond, and how many another followed.
  private var seen = Array(repeating: 0, count: 64)
  private var followed = Array(repeating: 0, count: 64)

  init(_ plan: KeepAlive) { self.plan = plan }

  /// A turn of a conversation comes.
  mutating func begin(_ request: Int, in conversation: Int) {
    var own = conversations[conversation] ?? Conversation(latest: request)
    if own.turns > 0 { followed[min(own.turns, 64) - 1] += 1 }
    seen[min(own.turns, 63)] += 1
    own.turns += 1
    own.latest = request
    own.pings = 0
    conversations[conversation] = own
  }

  /// When the next ping is due after a use, or nil.
  func next(after request: Int, in conversation: Int, at time: VirtualTime) -> VirtualTime? {
    guard let own = conversations[conversation], own.latest == request, own.pings < plan.maximumPings,
      own.turns >= plan.minimumTurns
    else { return nil }
    return time + plan.interval
  }

  /// The number of the ping that is sent now, or nil where the conversation went on or is not likely to.
  mutating func due(_ request: Int, in conversation: Int) -> Int? {
    guard let own = conversations[conversation], own.latest == request else { return nil }
    if plan.leastContinuingShare > 0 {
      let place = min(own.turns, 64) - 1
      // One turn that was followed and one that was not stand for what is not known yet.
      let share = Double(followed[place] + 1) / Double(seen[place] + 2)
      if share < plan.leastContinuingShare { return nil }
    }
    conversations[conversation]?.pings += 1
    return own.pings + 1
  }
}
