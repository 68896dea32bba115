import Providers
import Simulation
import Traffic

/// How a request ended. Every request has exactly one outcome.
public enum OutcomeKind: UInt8, CaseIterable, Sendable {
  /// Not ended yet; no request is pending when a run is over.
  case pending
  case exactHit, semanticHit, coalesced, served, rejected, failed

  /// The name in tables and CSV.
  public var name: String {
    switch self {
    case .pending: "pending"
    case .exactHit: "exact_hit"
    case .semanticHit: "semantic_hit"
    case .coalesced: "coalesced"
    case .served: "served"
    case .rejected: "rejected"
    case .failed: "failed"
    }
  }

  /// Whether the answer came from a response cache.
  public var isHit: Bool { self == .exactHit || self == .semanticHit }

  /// Whether a call went out for the request, be it that none of its tries was answered.
  package var isSent: Bool { self == .served || self == .failed }
}

/// Whether a cached answer was the right one.
public enum HitTruth: UInt8, CaseIterable, Sendable {
  /// The request was no hit.
  case none
  /// The answer of this intent, in its present version.
  case correct
  /// The answer of another intent.
  case wrongIntent
  /// The answer of this intent, changed since.
  case stale
  /// Nobody labelled the stream.
  case unknown

  /// The name in CSV.
  public var name: String {
    switch self {
    case .none: ""
    case .correct: "correct"
    case .wrongIntent: "false"
    case .stale: "stale"
    case .unknown: "unknown"
    }
  }
}

/// What became of the requests of one cell, in columns.
public struct OutcomeTable: Sendable {
  /// How each request ended.
  public var kind: [OutcomeKind]
  /// Whether a hit was right.
  public var truth: [HitTruth]
  /// Nanoseconds from arrival to the complete answer; -1 where there was none.
  public var latency: [Int64]
  /// Nanoseconds from arrival to the first token of the answer; the same as `latency` where it came at once.
  public var firstToken: [Int64]
  /// Picodollars spent on the request.
  public var cost: [Int64]
  /// Probability that the answer is good; 0 where there was none.
  public var quality: [Double]
  /// The model that the request was meant for or served by.
  public var model: [UInt8]
  /// The layer that ended the request, or `noLayer`.
  public var layer: [UInt8]
  /// Properties of the way a request took.
  public var flags: [RequestFlags]
  /// When each request arrived in a closed loop, `never` for one that did not; empty where the stream says when.
  public internal(set) var arrivals: [VirtualTime] = []
  /// What makes the totals of a request, when it is asked for.
  public internal(set) var details: RequestDetails?
  /// The prompt whose answer a semantic hit got, `.max` for other requests; empty until there is such a hit.
  public private(set) var answeredPrompt: [UInt32] = []
  /// How similar that prompt is to the request's own, or NaN.
  public private(set) var similarity: [Float] = []

  /// The layer number of a request that no layer ended.
  public static let noLayer = UInt8.max

  /// A table of pending requests.
  public init(count: Int, model: UInt8) {
    kind = Array(repeating: .pending, count: count)
    truth = Array(repeating: .none, count: count)
    latency = Array(repeating: 0, count: count)
    firstToken = Array(repeating: 0, count: count)
    cost = Array(repeating: 0, count: count)
    quality = Array(repeating: 0, count: count)
    self.model = Array(repeating: model, count: count)
    layer = Array(repeating: OutcomeTable.noLayer, count: count)
    flags = Array(repeating: [], count: count)
  }

  /// When a request of a stream arrived.
  public func arrival(of request: Int, in stream: QueryStream) -> VirtualTime {
    arrivals.isEmpty ? stream.arrival[request] : arrivals[request]
  }

  /// Notes whose answer a request got.
  mutating func answer(_ request: Int, from prompt: UInt32, similarity: Float) {
    if answeredPrompt.isEmpty {
      answeredPrompt = Array(repeating: .max, count: kind.count)
      self.similarity = Array(repeating: .nan, count: kind.count)
    }
    answeredPrompt[request] = prompt
    self.similarity[request] = similarity
  }
}

/// What each request cost by component, and how often it was tried: the parts of which every total is made.
public struct RequestDetails: Sendable {
  /// Picodollars of each component, by request.
  public internal(set) var costs: [[Int64]]
  /// Tokens read from a provider's prompt cache; those of a shared prompt stand on its first request.
  public internal(set) var cachedTokens: [Int]
  /// Tokens written to it for its usual lifetime and for an hour or more, likewise.
  public internal(set) var writtenTokens: [Int]
  public internal(set) var writtenHourTokens: [Int]
  /// Calls that went out, tries included; those of a shared prompt stand on its first request.
  public internal(set) var tries: [Int]
  /// The tokens of requests whose last call, or the one that was answered before it failed, had others than their stream,
  /// since a layer changed the prompt or another tokenizer counts otherwise; none in a shared prompt.
  package internal(set) var sent: [Int: SentTokens] = [:]

  /// The tokens of a call.
  package struct SentTokens: Sendable, Hashable {
    /// Those of the system prompt.
    package var system: Int
    /// Those of the retrieved context.
    package var context: Int
    /// Those of the whole prompt.
    package var input: Int
    /// Those of the answer.
    package var output: Int
  }

  /// Whether a log that a request's call is billed by does not tell what was read from a cache; empty where all do.
  private var isUntold: [Bool] = []

  init(count: Int) {
    costs = Array(repeating: Array(repeating: 0, count: count), count: CostComponent.allCases.count)
    cachedTokens = Array(repeating: 0, count: count)
    tries = cachedTokens
    writtenTokens = cachedTokens
    writtenHourTokens = cachedTokens
  }

  /// Tokens read from a provider's prompt cache; nil where nobody knows.
  package func cached(_ request: Int) -> Int? {
    isUntold.isEmpty || !isUntold[request] ? cachedTokens[request] : nil
  }

  mutating func markUntold(_ request: Int) {
    if isUntold.isEmpty { isUntold = Array(repeating: false, count: cachedTokens.count) }
    isUntold[request] = true
  }

  mutating func add(cached: Int, written: WrittenTokens, to request: Int) {
    cachedTokens[request] += cached
    writtenTokens[request] += written.short
    writtenHourTokens[request] += written.long
  }
}

/// Properties of the way a request took.
public struct RequestFlags: OptionSet, Sendable {
  public let rawValue: UInt8

  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The provider's prompt cache may be used.
  public static let usesPromptCache = RequestFlags(rawValue: 1)
  /// The request goes through the batch API.
  public static let isDeferred = RequestFlags(rawValue: 2)
  /// A response cache looked the request up.
  public static let isEligible = RequestFlags(rawValue: 4)
  /// A budget or a limit sent the request to a cheaper model.
  public static let isThrottled = RequestFlags(rawValue: 8)
  /// The request led or joined a call with several prompts.
  public static let isBatched = RequestFlags(rawValue: 16)
  /// The call was tried more than once.
  public static let wasRetried = RequestFlags(rawValue: 32)
  /// The cached answer was given with a disclaimer.
  public static let isDisclaimed = RequestFlags(rawValue: 64)
  /// A layer made the answer worse by a factor, as a shorter or a shared prompt does, be it before it was stored.
  public static let isWorsened = RequestFlags(rawValue: 128)
}
