import Simulation

/// What each model answered to each request, where that was recorded: it stands in for what a model would say,
/// how long it would write and what it would charge.
///
/// The value of request `i` and model `m` stands at `i * models + m`.
public struct RecordedAnswers: Sendable {
  /// The number of models.
  public let models: Int
  /// How good the answers were, 0...1.
  public private(set) var quality: [Double] = []
  /// Tokens of the user's message as each model counts them.
  public private(set) var userTokens: [UInt32] = []
  /// Tokens of the answers.
  public private(set) var outputTokens: [UInt32] = []
  /// What the calls cost in picodollars; empty where prices and tokens tell.
  public private(set) var costs: [Int64] = []
  /// Nanoseconds that the calls took; empty where that was not recorded.
  public private(set) var latencies: [Int64] = []

  /// One answer.
  public struct Answer: Sendable, Hashable {
    /// How good it was, 0...1.
    public var quality: Double
    /// Tokens of the user's message.
    public var userTokens: UInt32
    /// Tokens of the answer.
    public var outputTokens: UInt32
    /// What the call cost in picodollars, where that was recorded.
    public var cost: Int64?
    /// Nanoseconds that the call took, where that was recorded.
    public var latency: Int64?

    /// An answer.
    public init(
      quality: Double, userTokens: UInt32, outputTokens: UInt32, cost: Int64? = nil, latency: Int64? = nil
    ) {
      self.quality = quality
      self.userTokens = userTokens
      self.outputTokens = outputTokens
      self.cost = cost
      self.latency = latency
    }
  }

  /// No answers yet.
  public init(models: Int) { self.models = models }

  /// Adds an answer; those of a request follow each other in the order of the models, and all or none of them
  /// have a cost, and likewise a latency.
  public mutating func append(_ answer: Answer) {
    quality.append(answer.quality)
    userTokens.append(answer.userTokens)
    outputTokens.append(answer.outputTokens)
    if let cost = answer.cost { costs.append(cost) }
    if let latency = answer.latency { latencies.append(latency) }
    precondition(
      (costs.isEmpty || costs.count == quality.count)
        && (latencies.isEmpty || latencies.count == quality.count),
      "all answers have a cost or none has, and likewise a latency")
  }

  /// Keeps the answers to the first requests.
  mutating func keep(_ requests: Int) {
    let gone = quality.count - requests * models
    quality.removeLast(gone)
    userTokens.removeLast(gone)
    outputTokens.removeLast(gone)
    if !costs.isEmpty { costs.removeLast(gone) }
    if !latencies.isEmpty { latencies.removeLast(gone) }
  }
}

extension QueryStream {
  /// Tokens of the user's message as a model counts them.
  @inlinable public func userTokens(_ request: Int, model: Int) -> Int {
    guard let recordedAnswers else { return Int(userTokens[request]) }
    return Int(recordedAnswers.userTokens[request * recordedAnswers.models + model])
  }

  /// Tokens of a model's answer.
  @inlinable public func outputTokens(_ request: Int, model: Int) -> Int {
    guard let recordedAnswers else { return Int(outputTokens[request]) }
    return Int(recordedAnswers.outputTokens[request * recordedAnswers.models + model])
  }

  /// What a call cost in picodollars, where that was recorded.
  @inlinable public func recordedCost(_ request: Int, model: Int) -> Int64? {
    guard let recordedAnswers, !recordedAnswers.costs.isEmpty else { return nil }
    return recordedAnswers.costs[request * recordedAnswers.models + model]
  }

  /// How long a call took, where that was recorded.
  @inlinable public func recordedLatency(_ request: Int, model: Int) -> VirtualTime? {
    guard let recordedAnswers, !recordedAnswers.latencies.isEmpty else { return nil }
    return VirtualTime(nanoseconds: recordedAnswers.latencies[request * recordedAnswers.models + model])
  }
}
