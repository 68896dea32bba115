import Simulation

/// One request of a stream.
public struct Request: Sendable, Hashable {
  /// When the request arrives.
  public var arrival: VirtualTime
  /// The identity of its prompt.
  public var prompt: UInt32
  /// The question behind it.
  public var intent: UInt32
  /// Who asks.
  public var user: UInt32
  /// Which system prompt.
  public var systemPrompt: UInt32
  /// Tokens of the system prompt.
  public var systemTokens: UInt32
  /// Tokens of the retrieved context.
  public var contextTokens: UInt32
  /// Tokens of the user's message.
  public var userTokens: UInt32
  /// Tokens of the answer.
  public var outputTokens: UInt32
  /// Latent difficulty.
  public var latentDifficulty: Float
  /// Marks.
  public var marks: RequestMarks

  /// Makes a request.
  public init(
    arrival: VirtualTime, prompt: UInt32, intent: UInt32, user: UInt32 = 0, systemPrompt: UInt32 = 0,
    systemTokens: UInt32 = 0,
    contextTokens: UInt32 = 0, userTokens: UInt32 = 0, outputTokens: UInt32 = 0,
    latentDifficulty: Float = 0, marks: RequestMarks = [.temperatureZero]
  ) {
    self.arrival = arrival
    self.prompt = prompt
    self.intent = intent
    self.user = user
    self.systemPrompt = systemPrompt
    self.systemTokens = systemTokens
    self.contextTokens = contextTokens
    self.userTokens = userTokens
    self.outputTokens = outputTokens
    self.latentDifficulty = latentDifficulty
    self.marks = marks
  }
}
