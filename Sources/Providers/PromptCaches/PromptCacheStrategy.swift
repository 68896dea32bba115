/// What a client does for the prompt cache of its provider.
public struct PromptCacheStrategy: Sendable, Hashable {
  /// Where a prompt has breakpoints.
  public enum Breakpoints: Sendable, Hashable {
    /// As most clients of the provider do: behind the system prompt where holding it has a price, sliding elsewhere.
    case usual
    /// Nowhere, but for what the provider places by itself.
    case none
    /// Behind the system prompt.
    case system
    /// At the end.
    case lastMessage
    /// Behind the system prompt and at the end, and before that as far back as the look-back reaches.
    case sliding
    /// After each so many tokens, as many as the provider takes, the last ones.
    case every(Int)
  }

  /// How long what is written lives.
  public enum Lifetime: String, Sendable, CaseIterable {
    /// The provider's usual lifetime.
    case short = "5m"
    /// The longer one.
    case long = "1h"
    /// The system prompt longer than the messages.
    case mixed
  }

  /// What is told to the provider beside the prompt so that prompts of one kind meet on one machine.
  public enum Key: String, Sendable, CaseIterable {
    /// Nothing.
    case none
    /// The user.
    case user
    /// The conversation.
    case session
  }

  /// Where a prompt has breakpoints.
  public var breakpoints: Breakpoints
  /// How long what is written lives.
  public var lifetime: Lifetime
  /// What is told to the provider beside the prompt.
  public var key: Key

  /// Tokens of the system prompt with its tools, where the stream does not tell.
  public var systemTokens: Int?

  /// Makes a strategy; by default breakpoints are where most clients have them.
  public init(breakpoints: Breakpoints = .usual, lifetime: Lifetime = .short, key: Key = .none) {
    self.breakpoints = breakpoints
    self.lifetime = lifetime
    self.key = key
  }
}
