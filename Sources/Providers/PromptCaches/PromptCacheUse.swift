import Simulation

/// What a call reads from a prompt cache and writes to it.
struct PromptCacheUse {
  /// Tokens read.
  var cached = 0
  /// Tokens written for the usual lifetime, or for the only one.
  var written = 0
  /// Tokens written for the longer lifetime.
  var writtenLong = 0
  /// How many segments of the chain were read.
  var hitCount = 0
  /// Whether what was read ends with an answer.
  var readsAnswer = false
  /// The machine that the call is sent to.
  var machine = 0
}
