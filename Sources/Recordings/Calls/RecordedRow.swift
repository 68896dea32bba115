import Declarations
import Files
import Traffic

/// What one row of a recording says, in the terms of a request.
struct RecordedRow {
  /// When, in nanoseconds from any origin; nil when the recording has no times.
  var time: Int128?
  /// What tells the prompt from others; nil when nothing is known and every row has its own.
  var promptKey: Fingerprint?
  /// The bytes that the key is of, where a sample is drawn by them.
  var promptBytes: [UInt8]?
  /// The prompt's text for embedders, where texts are kept.
  var promptText: [UInt8]?
  /// Whether the prompt's text is known.
  var hasText = false
  /// Whether the prompt had a text before the log was redacted.
  var hadText = false
  /// The label of the question behind the prompt; nil when unlabelled.
  var intentKey: [UInt8]?
  /// Who asks; empty when unknown.
  var userKey: [UInt8] = []
  /// The team on whose account the call went; nil when unknown.
  var teamKey: [UInt8]?
  /// What tells the API key by which it came from others; nil when unknown.
  var apiKey: [UInt8]?
  /// The user's tier; nil when unknown.
  var tier: String?
  /// What tells the system prompt from others; nil when only its length does.
  var systemKey: Fingerprint?
  /// Tokens of the system prompt.
  var systemTokens: UInt32 = 0
  /// Tokens of the retrieved context.
  var contextTokens: UInt32 = 0
  /// Tokens of the user's message with its history.
  var userTokens: UInt32 = 0
  /// Tokens of the answer.
  var outputTokens: UInt32 = 0
  /// Latent difficulty.
  var latentDifficulty: Float = 0
  /// Difficulty class; medium when unknown.
  var difficulty = Difficulty.medium
  /// Temperature zero and the like; a request of unknown temperature counts as repeatable.
  var marks: RequestMarks = [.temperatureZero]
  /// How the provider processed the call.
  var service = ServiceTier.standard
  /// What multiplied its prices.
  var terms: CallTerms = []
  /// The rank of its priority: 0 low, 1 normal, 2 high.
  var priority = 1
  /// Ids of prefix blocks; nil when the format has none.
  var blocks: [Int64]?
  /// Tokens of each block, for formats whose blocks are of unequal length.
  var blockLengths: [UInt32]?
  /// The shape of the first message; nil where its text is not known.
  var head: HeadShape?
  /// The usual size of the format's blocks.
  var usualBlockTokens = 512
  /// The size of the blocks that the row states.
  var statedBlockTokens: Int?
  /// Whether the row tells of a call; otherwise only its remarks and its span count.
  var isCall = true
  /// Whether the row sums up calls that others may tell of.
  var isAgent = false
  /// What tells the call from others, where several rows may tell of one.
  var callKey: [UInt8]?
  /// Another name of the call, by which a replay of it is known.
  var aliasKey: [UInt8]?
  /// Whether the row may be a replay: a call whose other name is known.
  var mayReplay = false
  /// Whether a later row of the same call may know more of its tokens.
  var mayGrow = false
  /// Whether a later row of the same call may tell the usage that this one does not.
  var mayComplete = false
  /// The span that the row tells of, and the one that it lies in.
  var span: UInt64?
  var parentSpan: UInt64?
  /// Whether nothing but the row's tokens tells whether its span is a call or sums up those within it.
  var isBareSpan = false
  /// The trace of both.
  var trace: UInt64?
  /// The conversation; empty when unknown.
  var session: [UInt8] = []
  /// The thread within the conversation, where work runs beside its main one, and the thread that started it; both
  /// empty for the main one.
  var thread = ""
  var parentThread = ""
  /// The stated place in the conversation.
  var turn: UInt32?
  var turnPosition: SourcePosition?
  /// Nanoseconds after the answer before, where that is stated.
  var think: Int64?
  /// The name of the turn within its conversation.
  var turnName: String?
  /// The names of the turns that it follows, with their places; empty where it begins a conversation, nil when
  /// nothing is stated.
  var followedTurns: [(name: String, position: SourcePosition)]?
  /// What the request asks beside its messages; nil when the log does not tell.
  var variantKey: [UInt8]?
  /// The same without what only picks one of several right answers.
  var shapeKey: [UInt8]?
  /// The model that answered; the one that was asked for where nothing tells.
  var model: [UInt8]?
  /// Input tokens read from a provider's cache.
  var cachedTokens: UInt32?
  /// Input tokens written to a provider's cache for five minutes.
  var writtenTokens: UInt32?
  /// Input tokens written for an hour.
  var writtenHourTokens: UInt32?
  /// Output tokens spent on reasoning.
  var reasoningTokens: UInt32?
  /// Input tokens of audio and of images.
  var audioInputTokens: UInt32?
  var imageInputTokens: UInt32?
  /// Output tokens of audio and of images.
  var audioOutputTokens: UInt32?
  var imageOutputTokens: UInt32?
  /// Searches of the web that the provider made.
  var webSearches: UInt32?
  /// Whether the input may lack the cached tokens.
  var cachePlace = CountPlace.known
  /// Whether the output may lack the tokens of reasoning.
  var thoughtPlace = CountPlace.known
  /// Picodollars.
  var cost: Int64?
  /// Nanoseconds to the end of the answer.
  var latency: Int64?
  /// Nanoseconds to its first token.
  var firstToken: Int64?
  /// Whether the call failed; nil when the log does not tell.
  var isFailed: Bool?
  /// Whether a gateway's cache answered; nil when the log does not tell.
  var gatewayHit: GatewayHit?
  /// Whether what may be a hit of a gateway's cache cost something, or has no cost and read tokens from the provider's
  /// cache: it may be that one which is meant.
  var isPaidHit: Bool {
    guard gatewayHit != nil, gatewayHit != .miss else { return false }
    return cost.map { $0 > 0 } ?? (cachedTokens ?? 0 > 0)
  }
  /// Where the input tokens come from.
  var inputRule = RecordedReading.TokenRule.recorded
  /// Where the output tokens come from.
  var outputRule = RecordedReading.TokenRule.recorded
  /// Whether the log tells the temperature.
  var hasTemperature = false
  /// What a date tells of the order of days and months.
  struct Days {
    var date: ShortDate
    var position: SourcePosition
    /// The fault, if nothing else tells the order; nil where the date does.
    var fault: RowFault?
  }
  /// What the row's date tells of the order of days and months; nil where it stands in no doubt.
  var days: Days?
  /// How the time is written.
  var timeUnit: TimestampUnit?
  /// What should be known of the row.
  var remarks: [RecordedReading.Remark] = []
  /// Where the row begins.
  var position = SourcePosition(line: 1, column: 1)

  /// Whether the log tells tokens of the call.
  var tellsUsage: Bool { inputRule == .recorded || outputRule == .recorded }
}

extension RecordedRow {
  /// Whether some of its tokens are those of audio or images.
  var hasOtherTokens: Bool {
    audioInputTokens ?? 0 > 0 || imageInputTokens ?? 0 > 0 || audioOutputTokens ?? 0 > 0
      || imageOutputTokens ?? 0 > 0
  }

  /// Notes how the provider processed the call, once.
  mutating func note(_ service: ServiceTier) {
    guard service != .standard, self.service == .standard else { return }
    self.service = service
    remarks.append(.servedTier)
  }

  /// Notes what multiplies the prices of the call.
  mutating func note(_ terms: CallTerms) {
    if !terms.isEmpty, self.terms.isEmpty { remarks.append(.multiplied) }
    self.terms.formUnion(terms)
  }

  /// Notes searches of the web, of which several places may tell.
  mutating func note(webSearches count: UInt32) {
    guard count > 0 else { return }
    if webSearches == nil { remarks.append(.searches) }
    webSearches = max(webSearches ?? 0, count)
  }

  /// Takes the tokens out of a failed call, but for those that the log counts and bills, as of one that was broken off.
  ///
  /// - Parameter mayBeBilled: whether a cost tells that it was billed.
  mutating func settleFailure(mayBeBilled: Bool = true) {
    if inputRule != .recorded { (systemTokens, contextTokens, userTokens) = (0, 0, 0) }
    if outputRule != .recorded { outputTokens = 0 }
    let tokens = UInt64(systemTokens) + UInt64(contextTokens) + UInt64(userTokens) + UInt64(outputTokens)
    if mayBeBilled, let cost, cost > 0, tokens > 0 {
      remarks.append(.failedBilled)
      return
    }
    remarks.append(.failed)
    (systemTokens, contextTokens, userTokens, outputTokens) = (0, 0, 0, 0)
    for column in [
      \RecordedRow.cachedTokens, \.writtenTokens, \.writtenHourTokens, \.reasoningTokens, \.audioInputTokens,
      \.imageInputTokens, \.audioOutputTokens, \.imageOutputTokens, \.webSearches,
    ] where self[keyPath: column] != nil { self[keyPath: column] = 0 }
  }
}
