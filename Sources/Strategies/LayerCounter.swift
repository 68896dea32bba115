/// What a layer counts over the measured requests; each layer declares which of these it does.
public enum LayerCounter: Int, CaseIterable, Sendable {
  /// Requests that reached the layer.
  case arrivals
  /// Requests that a cache or a flight was searched for.
  case lookups
  /// Requests that passed without being treated.
  case bypasses
  /// Requests that the layer answered, or that joined another's call.
  case hits
  /// Hits with the answer of another intent.
  case falseHits
  /// Hits with an answer that has changed since.
  case staleHits
  /// Hits that were given with a disclaimer.
  case disclaimedHits
  /// Answers stored.
  case stores
  /// Entries evicted for room.
  case evictions
  /// Entries found expired.
  case expirations
  /// Requests refused.
  case rejections
  /// Requests above a warning level.
  case warnings
  /// Requests sent to a cheaper model by a limit.
  case throttles
  /// Requests that were classified.
  case classifications
  /// Answers that a judge read.
  case judgements
  /// Answers that it did not take.
  case escalations
  /// Requests held for a window.
  case held
  /// Requests handed in for later.
  case deferred
  /// Requests that were shortened.
  case compressions
  /// Tokens that a prompt cache charged for writing.
  case writtenTokens
  /// Reads that only kept a prefix warm.
  case pings
  /// Tokens that those read.
  case pingedTokens
  /// Turns that went to another model or deployment than the turn before.
  case switches
  /// Turns that went back to a model or deployment that an earlier turn had left.
  case switchBacks
  /// Turns that found something warm there.
  case warmSwitchBacks
  /// Contexts that were replaced by a summary.
  case compactions
  /// Prompts whose prefix was broken.
  case breaks
  /// Requests that had several deployments to choose from.
  case balanced
  /// Deployments that were left alone for a time after errors.
  case cooldowns
  /// Calls that were sent a second time because their answer was late.
  case hedges
  /// Those of them that answered before the first.
  case hedgeWins
  /// Thresholds of a budget that fired, each once a budget and period.
  case alerts
  /// Requests whose call a crash cut off and which were sent again.
  case resends
  /// Requests that a crash lost.
  case lost
  /// Calls of two that were cancelled because the other answered first.
  case cancelled
  /// Those of them that were billed nothing.
  case cancelledFree
  /// Hits that a judge read before they were given.
  case judgedHits
  /// Those of them with the answer of another intent: the false hits without the judge.
  case judgedFalseHits
  /// Hits that the judge refused.
  case refusedHits
  /// Those of them with a right answer.
  case refusedRightHits
  /// Entries that were filled ahead of their requests.
  case warmed
  /// Hits on such entries.
  case warmedHits
  /// Entries that were dropped by hand or with their model.
  case purged
  /// Requests that waited once for another's answer and then made a call of their own.
  case lostPolls
  /// Requests that shared the call of another question, which has the same key.
  case falseShares

  /// The name of the column in `layers.csv`.
  public var name: String {
    switch self {
    case .falseHits: "false_hits"
    case .staleHits: "stale_hits"
    case .disclaimedHits: "disclaimed_hits"
    case .writtenTokens: "written_tokens"
    case .pingedTokens: "pinged_tokens"
    case .switchBacks: "switch_backs"
    case .warmSwitchBacks: "warm_switch_backs"
    case .hedgeWins: "hedge_wins"
    case .cancelledFree: "cancelled_free"
    case .judgedHits: "judged_hits"
    case .judgedFalseHits: "judged_false_hits"
    case .refusedHits: "refused_hits"
    case .refusedRightHits: "refused_right_hits"
    case .warmedHits: "warmed_hits"
    case .lostPolls: "lost_polls"
    case .falseShares: "false_shares"
    default: "\(self)"
    }
  }

  /// What is told only where something was counted, so that tables without it are as they were before it existed.
  package static let isSpecial: Set<LayerCounter> = [
    .writtenTokens, .pings, .pingedTokens, .switches, .switchBacks, .warmSwitchBacks, .compactions, .breaks,
    .balanced, .cooldowns, .hedges, .hedgeWins, .alerts, .resends, .lost, .cancelled, .cancelledFree,
    .judgedHits, .judgedFalseHits, .refusedHits, .refusedRightHits, .warmed, .warmedHits, .purged, .lostPolls,
    .falseShares,
  ]

  /// What response caches count.
  static let ofCaches: [LayerCounter] = [
    .lookups, .bypasses, .hits, .falseHits, .staleHits, .stores, .evictions, .expirations,
  ]
}

/// Counts of one layer over the measured requests.
public struct LayerStatistics: Sendable {
  /// A place for each counter; in line, so that counting touches no reference counts.
  private var counts = InlineArray<64, Int>(repeating: 0)
  /// Entries at the end.
  public var entries = 0

  /// Nothing counted yet.
  public init() {}

  /// The count of something.
  public subscript(_ counter: LayerCounter) -> Int {
    get { counts[counter.rawValue] }
    set { counts[counter.rawValue] = newValue }
  }
}
