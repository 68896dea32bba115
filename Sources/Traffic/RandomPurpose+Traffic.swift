import Simulation

extension RandomPurpose {
  /// Gaps between arrivals.
  static let arrivals = RandomPurpose(100)
  /// Sojourns of the bursty arrival process.
  static let bursts = RandomPurpose(101)
  /// Which user asks.
  static let users = RandomPurpose(102)
  /// The tier of a user.
  static let tiers = RandomPurpose(103)
  /// Which intent a request has, and whether it is one-off.
  static let intents = RandomPurpose(104)
  /// Which paraphrase of its intent a request uses.
  static let paraphrases = RandomPurpose(105)
  /// Popularity drift of a rank.
  static let drift = RandomPurpose(106)
  /// Token counts.
  static let tokens = RandomPurpose(107)
  /// Marks of a request.
  static let marks = RandomPurpose(108)
  /// Lifetimes of answers.
  static let answers = RandomPurpose(110)
  /// Which intents are popular.
  static let popularity = RandomPurpose(111)
  /// Which phrasings of an intent are.
  static let phrasings = RandomPurpose(112)
  /// Token counts of contexts and messages.
  static let worldTokens = RandomPurpose(113)
  /// Marks of a prompt.
  static let worldMarks = RandomPurpose(114)
}
