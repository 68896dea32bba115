/// A stretch of `Grammar.bytes`.
struct GrammarSpan: Sendable {
  let start: Int32
  let count: Int32

  var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// A stretch of one of the grammar's arrays.
struct GrammarRun: Sendable {
  let first: Int32
  let count: Int32

  /// Returns the index of the element at `offset`, wrapped into the run.
  @inline(__always)
  func index(_ offset: Int) -> Int { Int(first) + offset % Int(count) }

  var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
}

/// One step of a template: fixed text or a place to fill.
struct GrammarPiece: Sendable {
  enum Kind: UInt8, Sendable {
    case literal, object, articleAndObject, entity
    case list, date, amount, millions, number, twoDigits, reference
  }

  let kind: Kind
  /// The text of a literal; for a list, `start` is the list's index.
  let span: GrammarSpan
}

/// A phrasing, a detail or an entry of a list: pieces in order.
struct GrammarTemplate: Sendable {
  let pieces: GrammarRun
  /// Whether the first letter may be lowered after a greeting.
  let startsLowerable: Bool
  /// Whether the text ends with a full stop, a question or an exclamation mark.
  let endsSentence: Bool
}

/// A surface form of an object.
struct GrammarForm: Sendable {
  let span: GrammarSpan
  /// Whether the article before it is "an".
  let takesAn: Bool
}

/// The names of one kind of entity: each head with each tail.
struct GrammarEntities: Sendable {
  let heads: GrammarRun
  let tails: GrammarRun
  let joiner: GrammarSpan

  var count: Int { Int(heads.count) * Int(tails.count) }
}

/// Something a user wants done with an object.
struct GrammarFrame: Sendable {
  let name: GrammarSpan
  let difficulty: Difficulty
  let phrasings: GrammarRun
  let entities: Int32
  /// The clauses that attach an entity, each with the text before the name.
  let clauses: GrammarRun
  /// The index of the domain's sentences for one-off questions.
  let domain: Int32
}

/// The sentences that make a question of a domain unique.
struct GrammarDetails: Sendable {
  var references: GrammarRun
  var details: GrammarRun
  var personal: GrammarRun
}

/// A frame together with an object: the base of an intent.
struct GrammarPair: Sendable {
  let frame: Int32
  let object: Int32
}
