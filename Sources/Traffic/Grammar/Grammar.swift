/// English questions for synthetic streams, each addressed by integers alone.
///
/// A *frame* is something a user wants (cancel, summarize, debug), with a difficulty and more than twenty
/// phrasings. A frame and an object make a *base intent*; further intents attach an entity to a base intent, so
/// there is no end of them. An intent is named by its difficulty and its index; the same index under two
/// difficulties names two intents, and their texts are disjoint.
package struct Grammar: Sendable {
  /// The name by which `named(_:)` finds the grammar.
  package let name: String
  /// A short system prompt for the domain.
  package let systemPrompt: String

  let bytes: [UInt8]
  let pieces: [GrammarPiece]
  let templates: [GrammarTemplate]
  let forms: [GrammarForm]
  let objects: [GrammarRun]
  let spans: [GrammarSpan]
  let entities: [GrammarEntities]
  let lists: [GrammarRun]
  let frames: [GrammarFrame]
  let domains: [GrammarDetails]
  /// The base intents of each difficulty, shuffled so that neighbors differ in frame and object.
  let simplePairs: [GrammarPair]
  let mediumPairs: [GrammarPair]
  let complexPairs: [GrammarPair]

  /// Support of a shop for goods and subscriptions.
  package static let support = Grammar(name: "support", sources: [supportSource])
  /// Questions over a company's documents.
  package static let retrieval = Grammar(name: "retrieval", sources: [retrievalSource])
  /// Questions put to a coding assistant.
  package static let coding = Grammar(name: "coding", sources: [codingSource])
  /// The three domains together.
  package static let all = Grammar(
    name: "all", sources: [supportSource, retrievalSource, codingSource],
    systemPrompt: "You are a helpful assistant. Answer correctly and briefly, and say when you do not know.")

  /// The names that `named(_:)` knows.
  package static let names = ["support", "retrieval", "coding", "all"]

  /// Returns the grammar of that name, or `nil`.
  package static func named(_ name: String) -> Grammar? {
    switch name {
    case "support": support
    case "retrieval": retrieval
    case "coding": coding
    case "all": all
    default: nil
    }
  }

  /// The number of intents without an entity, over all difficulties.
  package var baseIntentCount: Int { simplePairs.count + mediumPairs.count + complexPairs.count }

  /// The smallest number of hand-written phrasings that any intent has.
  package var phrasingsPerIntentMinimum: Int { frames.map { Int($0.phrasings.count) }.min() ?? 0 }

  /// Returns the indices of the intents of a difficulty that carry no entity.
  ///
  /// Higher indices are the same frames and objects with an entity attached.
  package func baseIntents(of difficulty: Difficulty) -> [Int] {
    Array(0..<pairs(of: difficulty).count)
  }

  @inline(__always)
  func pairs(of difficulty: Difficulty) -> [GrammarPair] {
    switch difficulty {
    case .simple: simplePairs
    case .medium: mediumPairs
    case .complex: complexPairs
    }
  }
}
