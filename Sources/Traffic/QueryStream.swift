import Simulation

/// What a request is marked with, packed into 16 bits.
public struct RequestMarks: OptionSet, Sendable, Hashable {
  public let rawValue: UInt16

  public init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The request asks for temperature 0.
  public static let temperatureZero = RequestMarks(rawValue: 1)
  /// The prompt holds personal data.
  public static let personalData = RequestMarks(rawValue: 2)
  /// The answer may come hours later.
  public static let batchEligible = RequestMarks(rawValue: 4)

  /// The difficulty class, in bits 3 and 4.
  public var difficulty: Difficulty {
    get { Difficulty(rawValue: UInt8((rawValue >> 3) & 3)) ?? .complex }
    set { self = RequestMarks(rawValue: (rawValue & ~0x18) | UInt16(newValue.rawValue) << 3) }
  }

  /// The index of the user's tier, 0 to 7, in bits 5 to 7.
  public var tier: Int {
    get { Int((rawValue >> 5) & 7) }
    set { self = RequestMarks(rawValue: (rawValue & ~0xE0) | UInt16(min(max(newValue, 0), 7)) << 5) }
  }

  /// The prompt came before in a stream that is drawn.
  package static let repeated = RequestMarks(rawValue: 1 << 10)

  /// The priority, 0 low, 1 normal, 2 high, in bits 8 and 9.
  public var priority: Int {
    get { Int((rawValue >> 8) & 3) }
    set { self = RequestMarks(rawValue: (rawValue & ~0x300) | UInt16(min(max(newValue, 0), 3)) << 8) }
  }

  /// How the provider processed the call of a log, in bits 11 and 12.
  public var service: ServiceTier {
    get { ServiceTier(rawValue: UInt8((rawValue >> 11) & 3)) ?? .standard }
    set { self = RequestMarks(rawValue: (rawValue & ~0x1800) | UInt16(newValue.rawValue) << 11) }
  }

  /// What changed the prices of the call of a log by a factor, in bits 13 and 14.
  public var terms: CallTerms {
    get { CallTerms(rawValue: UInt8((rawValue >> 13) & 3)) }
    set { self = RequestMarks(rawValue: (rawValue & ~0x6000) | UInt16(newValue.rawValue & 3) << 13) }
  }
}

/// What changes all prices of a call by a factor.
public struct CallTerms: OptionSet, Sendable, Hashable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// A faster mode of the same model, Anthropic's `speed: fast`.
  public static let fast = CallTerms(rawValue: 1)
  /// Kept in the United States, Anthropic's `inference_geo: us`.
  public static let keptInUS = CallTerms(rawValue: 2)
}

/// How a provider processed a call; each may have prices of its own.
public enum ServiceTier: UInt8, CaseIterable, Sendable, Hashable {
  case standard, batch, flex, priority

  /// The name that stands in logs.
  public var name: String {
    switch self {
    case .standard: "standard"
    case .batch: "batch"
    case .flex: "flex"
    case .priority: "priority"
    }
  }
}

/// How hard a question is, in three classes.
public enum Difficulty: UInt8, CaseIterable, Sendable, Comparable, Hashable {
  case simple, medium, complex

  public static func < (left: Difficulty, right: Difficulty) -> Bool { left.rawValue < right.rawValue }

  /// The name that stands in scenarios.
  public var name: String {
    switch self {
    case .simple: "simple"
    case .medium: "medium"
    case .complex: "complex"
    }
  }

  /// The class with a name.
  public init?(name: String) {
    guard let match = Difficulty.allCases.first(where: { $0.name == name }) else { return nil }
    self = match
  }
}

/// A stream of requests in columns, in the order of arrival.
///
/// Every column has one element a request. Without text and prefix blocks a request takes
/// `bytesPerRequest` bytes. A stream is made once and shared, read-only, by all cells of a sweep.
public struct QueryStream: Sendable {
  /// What to call the stream in reports.
  public var name: String
  /// The end of the simulated span; arrivals lie before it.
  public var end: VirtualTime = .zero
  /// Arrival times, not decreasing.
  public var arrival: [VirtualTime] = []
  /// The identity of the prompt: equal numbers are equal texts. Below `promptCount`.
  public var prompt: [UInt32] = []
  /// The question behind the prompt: two requests with one intent have one right answer. Below `intentCount`.
  public var intent: [UInt32] = []
  /// The user. Below `userCount`.
  public var user: [UInt32] = []
  /// Which system prompt: equal numbers are equal texts. Below `systemPromptCount`.
  public var systemPrompt: [UInt32] = []
  /// Tokens of the system prompt.
  public var systemTokens: [UInt32] = []
  /// Tokens of the retrieved context.
  public var contextTokens: [UInt32] = []
  /// Tokens of the user's message with its history.
  public var userTokens: [UInt32] = []
  /// Tokens of the answer.
  public var outputTokens: [UInt32] = []
  /// Latent difficulty, standard normal over intents.
  public var latentDifficulty: [Float] = []
  /// Temperature, personal data, batch eligibility, difficulty class, tier, priority and service.
  public var marks: [RequestMarks] = []
  /// The conversation of each request, `noSession` for one in none; empty where nothing is known. Below
  /// `sessionCount`.
  public var session: [UInt32] = []
  /// The place of each request in its conversation, from 0; empty as `session` is.
  public var turn: [UInt32] = []
  /// The request whose answer each one follows, always one before it in the stream; `noPredecessor` where there is
  /// none, empty as `session` is.
  public var predecessor: [UInt32] = []
  /// Nanoseconds from the last answer that a request follows to its arrival; `unknownThink` where that is not told,
  /// empty as `session` is.
  public var think: [Int64] = []
  /// Further answers that requests wait for, in the order of the requests: where work beside a turn joins it.
  public var joins: [TurnJoin] = []
  /// Whether a turn arrives when the answers before it are complete and its think time has passed; `arrival` then only
  /// says when it was recorded or planned.
  public var isClosedLoop = false
  /// In a closed loop, turns that would arrive at this time or later do not.
  public var arrivalLimit = VirtualTime.never
  /// One more than the greatest session.
  public var sessionCount = 0

  /// One more than the greatest prompt.
  public var promptCount = 0
  /// One more than the greatest intent.
  public var intentCount = 0
  /// One more than the greatest user.
  public var userCount = 0
  /// One more than the greatest system prompt.
  public var systemPromptCount = 0
  /// Names of the tiers by index.
  public var tierNames: [String] = []
  /// Where prompts come from, for whoever needs their text.
  public var texts: PromptTexts = .none
  /// Whether `intent` is the truth; otherwise equal prompts share an intent and nothing more is known.
  public var hasIntentLabels = true
  /// Prefix blocks of recorded prompts, in order.
  public var prefixBlocks: PrefixBlocks?
  /// How answers change over time.
  public var answers = AnswerClock.constant
  /// Whether some prompts have another context, and another right answer, for every user.
  public var hasOwnContexts = false
  /// Whether a log tells the tokens of retrieved contexts: with one prompt, another number of them is another context.
  public var hasToldContexts = false
  /// Whether anything says when an answer changes; a log does not.
  public var isChangeKnown = true
  /// Rows of a recording that were left out, by reason.
  public var dropped: [(reason: String, count: Int)] = []
  /// Similarity by statistics, where it is stated.
  public var similarity: StatedSimilarity?
  /// What is asked most, where distributions state it.
  public var popularity: StatedPopularity?
  /// What each model answered, where that was recorded; the columns `userTokens` and `outputTokens` then hold
  /// the most of any model.
  public var recordedAnswers: RecordedAnswers?
  /// How long its requests are in the mean, where they are drawn.
  package var expectedTokens: ExpectedTokens?
  /// Numbers of keys that were given over the whole, where the stream is a window of it: a column for each kind of key.
  package var keyNumbers: [[UInt32]] = []
  /// The number of the first request in the whole, where the stream is a window of it.
  public var firstOrigin = 0
  /// What is known of the whole, where the stream is a sample of it.
  public var sampled: SampledPart?
  /// Whether the rows of a recording were sorted by time: request `i` is then not row `i`.
  public var isReordered = false
  /// What requests ask beside their messages.
  public var variants = RequestVariants()
  /// What a log recorded of its calls.
  public var recorded = RecordedCalls()
  /// How the log was read, for recorded streams.
  public var reading: RecordedReading?
  /// A hash over everything that was read, for recorded streams.
  public var sourceHash: String?

  /// An empty stream.
  public init(name: String) { self.name = name }

  /// Number of requests.
  public var count: Int { arrival.count }

  /// Whether there are no requests.
  public var isEmpty: Bool { arrival.isEmpty }

  /// Bytes a request takes in the columns, without text and prefix blocks.
  public static let bytesPerRequest =
    MemoryLayout<VirtualTime>.stride + 8 * MemoryLayout<UInt32>.stride + MemoryLayout<Float>.stride
    + MemoryLayout<RequestMarks>.stride

  /// Input tokens of a request: system, context and user.
  @inlinable public func inputTokens(_ index: Int) -> Int {
    Int(systemTokens[index]) + Int(contextTokens[index]) + Int(userTokens[index])
  }

  /// Messages of a request: of a chat log those of its history and the last, otherwise one.
  public func messageCount(_ index: Int) -> Int {
    guard let blocks = prefixBlocks, !blocks.lengths.isEmpty else { return 1 }
    return blocks.places(of: index).count
  }

  /// Makes room for a number of requests.
  public mutating func reserve(_ count: Int) {
    arrival.reserveCapacity(count)
    prompt.reserveCapacity(count)
    intent.reserveCapacity(count)
    user.reserveCapacity(count)
    systemPrompt.reserveCapacity(count)
    systemTokens.reserveCapacity(count)
    contextTokens.reserveCapacity(count)
    userTokens.reserveCapacity(count)
    outputTokens.reserveCapacity(count)
    latentDifficulty.reserveCapacity(count)
    marks.reserveCapacity(count)
  }

  /// Appends one request; the caller keeps arrivals in order.
  public mutating func append(_ request: Request) {
    arrival.append(request.arrival)
    prompt.append(request.prompt)
    intent.append(request.intent)
    user.append(request.user)
    systemPrompt.append(request.systemPrompt)
    systemTokens.append(request.systemTokens)
    contextTokens.append(request.contextTokens)
    userTokens.append(request.userTokens)
    outputTokens.append(request.outputTokens)
    latentDifficulty.append(request.latentDifficulty)
    marks.append(request.marks)
    promptCount = max(promptCount, Int(request.prompt) + 1)
    intentCount = max(intentCount, Int(request.intent) + 1)
    userCount = max(userCount, Int(request.user) + 1)
    systemPromptCount = max(systemPromptCount, Int(request.systemPrompt) + 1)
  }

  /// One request, gathered from the columns.
  public subscript(index: Int) -> Request {
    Request(
      arrival: arrival[index], prompt: prompt[index], intent: intent[index], user: user[index],
      systemPrompt: systemPrompt[index], systemTokens: systemTokens[index],
      contextTokens: contextTokens[index],
      userTokens: userTokens[index], outputTokens: outputTokens[index],
      latentDifficulty: latentDifficulty[index], marks: marks[index])
  }
}

extension QueryStream {
  /// Keeps the arrivals before a time and ends the stream there.
  public mutating func cut(at time: VirtualTime) {
    let kept = arrival.firstIndex { $0 >= time } ?? count
    let gone = count - kept
    arrival.removeLast(gone)
    prompt.removeLast(gone)
    intent.removeLast(gone)
    user.removeLast(gone)
    systemPrompt.removeLast(gone)
    systemTokens.removeLast(gone)
    contextTokens.removeLast(gone)
    userTokens.removeLast(gone)
    outputTokens.removeLast(gone)
    latentDifficulty.removeLast(gone)
    marks.removeLast(gone)
    keepTurns(kept)
    prefixBlocks?.keep(kept)
    recordedAnswers?.keep(kept)
    variants.keep(kept)
    recorded.keep(kept)
    sampled?.keep(kept)
    end = time
    if arrivalLimit != .never { arrivalLimit = time }
  }
}
