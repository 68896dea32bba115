import Simulation

/// How the conversations of a synthetic stream go: chats with people, or agents with their tools.
///
/// A prompt is what stood in the one before, that one's answer and something new: a message, or the result of a tool.
/// Its blocks tell how much of it others had before. Sessions begin by the workload's arrivals.
public struct SessionModel: Sendable {
  /// Turns of a session.
  public var turns = Lognormal(median: 4, p95: 15)
  /// Time from an answer to the user's next message.
  public var think = Lognormal(median: 40, p95: 300)
  /// Share of the user's messages that come hours later, and after how many seconds.
  public var pauseShare = 0.0
  public var pause = Lognormal(median: 8 * 3600, p95: 30 * 3600)
  /// Number of shared system prompts, and the skew of their use.
  public var prompts = 1
  public var promptExponent = 1.0
  /// Tokens of the tool list before each system prompt.
  public var toolListTokens: UInt32 = 0
  /// Share of the turns behind the first that bring the result of a tool, not a message.
  public var toolShare = 0.0
  /// How long a tool runs.
  public var toolTime = Lognormal(median: 2, p95: 40)
  /// Tokens of a tool's result.
  public var toolResult = Lognormal(median: 400, p95: 6000)
  /// Documents that are retrieved; nil for none.
  public var documents: RetrievedDocuments?
  /// Share of the turns behind which sub-agents run before the next, and the most at a time.
  public var subagentShare = 0.0
  public var subagentsAtOnce = 3
  /// Turns of a sub-agent.
  public var subagentTurns = Lognormal(median: 8, p95: 30)
  /// The size at which a context is compacted; nil for never.
  public var compactAt: UInt32?
  /// What is left of the history then.
  public var compactTo: UInt32 = 6000

  /// Chats.
  public init() {}

  /// No session has more turns.
  static let mostTurns = 10_000

  /// Turns that a session has on average, those of its sub-agents among them.
  public var meanTurns: Double {
    let own = min(max(1, turns.mean), Double(SessionModel.mostTurns))
    let beside = subagentShare * Double(subagentsAtOnce + 1) / 2 * max(1, subagentTurns.mean)
    return own * (1 + beside)
  }
}

/// Documents that are retrieved for messages, the same ones for many users.
public struct RetrievedDocuments: Sendable {
  /// Where they stand in a prompt.
  public enum Place: String, CaseIterable, Sendable {
    /// Behind the system prompt and before the first message: users who get the same ones share a prefix.
    case before = "before_message"
    /// Behind the message.
    case behind = "behind_message"
  }

  /// How many there are, and the skew of their use.
  public var count = 5000
  public var exponent = 0.8
  /// How many a message gets.
  public var perMessage = 3
  /// Tokens of a document.
  public var tokens = Lognormal(median: 500, p95: 900)
  /// Where they stand.
  public var place = Place.before

  /// The defaults above.
  public init() {}
}
