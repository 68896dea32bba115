import Traffic

/// The tokens of one call, each counted once, and the service that processed it.
public struct TokenUsage: Sendable, Hashable {
  /// How a provider processes a call; each may have prices of its own.
  public enum Service: String, Sendable, Hashable, CaseIterable {
    case standard, batch, flex, priority

    /// The service of a call that a log recorded.
    package init(_ tier: ServiceTier) {
      switch tier {
      case .standard: self = .standard
      case .batch: self = .batch
      case .flex: self = .flex
      case .priority: self = .priority
      }
    }
  }

  /// Text input that no prompt cache holds.
  public var uncached = 0
  /// Input read from the prompt cache.
  public var cached = 0
  /// Audio read from the prompt cache.
  public var cachedAudio = 0
  /// Input written to the prompt cache for its usual lifetime.
  public var written = 0
  /// Input written to the prompt cache for an hour.
  public var writtenForAnHour = 0
  /// Audio input.
  public var audioInput = 0
  /// Image input.
  public var imageInput = 0
  /// Text output without reasoning.
  public var output = 0
  /// Output that the model reasoned with.
  public var reasoning = 0
  /// Audio output.
  public var audioOutput = 0
  /// Image output.
  public var imageOutput = 0
  /// Who processed the call.
  public var service = Service.standard
  /// What multiplied its prices.
  public var terms: CallTerms = []
  /// The minute of the week in which it was made, where that is known.
  public var minute: WeekMinute?
  /// Searches of the web that the provider made, which are billed beside the tokens.
  public var webSearches: UInt32 = 0

  /// Makes the usage of a call.
  public init(
    uncached: Int = 0, cached: Int = 0, written: Int = 0, writtenForAnHour: Int = 0, output: Int = 0,
    reasoning: Int = 0, service: Service = .standard
  ) {
    self.uncached = uncached
    self.cached = cached
    self.written = written
    self.writtenForAnHour = writtenForAnHour
    self.output = output
    self.reasoning = reasoning
    self.service = service
  }

  /// All input tokens: what decides the tier that prices the call.
  public var input: Int {
    uncached + cached + cachedAudio + written + writtenForAnHour + audioInput + imageInput
  }

  /// All output tokens.
  package var answer: Int { output + reasoning + audioOutput + imageOutput }

  /// Whether no count is negative, and their sum is within reason.
  var isPlausible: Bool {
    let counts = [
      uncached, cached, cachedAudio, written, writtenForAnHour, audioInput, imageInput, output, reasoning,
      audioOutput, imageOutput,
    ]
    return counts.allSatisfy { (0...(1 << 53)).contains($0) }
  }
}
