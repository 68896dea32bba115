import Simulation
import Traffic

/// One call to a model.
public struct ProviderCall: Sendable {
  /// The request that leads the call.
  public var request: Int
  /// What addresses every draw: the number of that request, in a sample the one that it has in the whole.
  public var luck: Int
  /// The model's index in the catalogue.
  public var model: Int
  /// 0 for the first try.
  public var attempt: Int
  /// 0 for the first call of a request, 1 for the one that follows a judged answer: its luck is its own.
  public var stage = 0
  /// Whether the same try went out before and is late.
  public var isHedge = false
  /// Which system prompt it is: equal numbers are equal texts.
  public var systemSegment: Int
  /// Tokens of the system prompt.
  public var systemTokens: Int
  /// Tokens of the retrieved context.
  public var contextTokens: Int
  /// Which context it is: equal numbers are equal texts; no system prompt has the number of a context.
  public var contextSegment: Int
  /// Tokens of the users' messages.
  public var userTokens: Int
  /// Tokens of the answers.
  public var outputTokens: Int
  /// Whether the prompt cache may be used.
  public var usesPromptCache: Bool
  /// Whether the call goes through the batch API.
  public var isBatch: Bool
  /// How the provider processes the call otherwise, as the log of the request says.
  public var service = TokenUsage.Service.standard
  /// What multiplies its prices, as the log of the request says.
  public var terms: CallTerms = []
  /// Searches of the web that the provider makes for it, as the log says.
  public var webSearches: UInt32 = 0
  /// What the call costs, where that was recorded; the batch API's discount still applies.
  public var recordedCost: Money?
  /// The tokens of the call as its log counted them; no prompt cache is simulated for it.
  public var recordedUsage: TokenUsage?
  /// Whether the call failed in its log, which bills nothing unless the log has a spend for it.
  public var isRecordedFailure = false
  /// Whether the log has a spend for a call that failed.
  public var isBilledFailure = false
  /// How long the call takes, where that was recorded.
  public var recordedLatency: VirtualTime?
  /// When its first token came, where that was recorded beside the latency.
  public var recordedFirstToken: VirtualTime?
  /// The times of the deployment that the log names, over its provider's; 1 where it names none.
  public var recordedFactor = 1.0
  /// What the client does for the prompt cache.
  public var cacheStrategy = PromptCacheStrategy()
  /// What it tells the provider so that prompts of one kind meet.
  public var cacheKey: UInt64 = 0
  /// The turn of a conversation that the call is, where a later one may repeat its answer.
  public var conversationTurn: Int?
  /// The turn whose answer its prompt repeats.
  public var followedTurn: Int?
  /// Which text the users' messages are: equal numbers are equal texts; nil where that is not known.
  public var userText: Int?
  /// How the prompt differs from the recorded one.
  public var change: PrefixChange?

  /// Makes a call.
  public init(
    request: Int, luck: Int? = nil, model: Int, attempt: Int = 0, systemSegment: Int = 0, systemTokens: Int,
    contextTokens: Int,
    contextSegment: Int = 1, userTokens: Int, outputTokens: Int, usesPromptCache: Bool = false,
    isBatch: Bool = false
  ) {
    self.request = request
    self.luck = luck ?? request
    self.model = model
    self.attempt = attempt
    self.systemSegment = systemSegment
    self.systemTokens = systemTokens
    self.contextTokens = contextTokens
    self.contextSegment = contextSegment
    self.userTokens = userTokens
    self.outputTokens = outputTokens
    self.usesPromptCache = usesPromptCache
    self.isBatch = isBatch
  }

  /// Addresses the draws of one try: no two tries of a request share any.
  var draw: Int { stage * 1000 + attempt + (isHedge ? 500 : 0) }

  /// All input tokens.
  public var inputTokens: Int { systemTokens + contextTokens + userTokens }
}

/// Tokens that a prompt cache charged for writing.
public struct WrittenTokens: Sendable, Hashable {
  /// Those for the usual lifetime.
  public var short = 0
  /// Those for an hour, or for the longer of two lifetimes.
  public var long = 0

  /// All of them.
  public var total: Int { short + long }

  /// Makes counts.
  public init(short: Int = 0, long: Int = 0) {
    self.short = short
    self.long = long
  }
}

/// What a provider answers.
public enum ProviderReply: Sendable {
  /// The answer is complete after `latency`.
  case answered(
    firstToken: VirtualTime, latency: VirtualTime, cost: CallCost, cachedTokens: Int,
    writtenTokens: WrittenTokens)
  /// Refused with 429; the quota allows it after `retryAfter`.
  case limited(retryAfter: VirtualTime)
  /// Failed after `latency`; `cost` is billed all the same.
  case failed(latency: VirtualTime, cost: Money)
}
