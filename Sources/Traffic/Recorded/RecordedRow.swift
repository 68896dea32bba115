import Declarations

/// What one row of a recording says, in the terms of a request.
struct RecordedRow {
  /// When, in nanoseconds from any origin; nil when the recording has no times.
  var time: Int128?
  /// What tells the prompt from others; nil when nothing is known and every row has its own.
  var promptKey: [UInt8]?
  /// The prompt's text for embedders; nil when only its identity is known.
  var promptText: [UInt8]?
  /// The label of the question behind the prompt; nil when unlabelled.
  var intentKey: [UInt8]?
  /// Who asks; empty when unknown.
  var userKey: [UInt8] = []
  /// The user's tier; nil when unknown.
  var tier: String?
  /// What tells the system prompt from others; nil when only its length does.
  var systemKey: [UInt8]?
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
  /// Ids of prefix blocks; nil when the format has none.
  var blocks: [Int64]?
  /// Tokens of each block, for formats whose blocks are of unequal length.
  var blockLengths: [UInt32]?
  /// Where the row begins.
  var position = SourcePosition(line: 1, column: 1)
}
