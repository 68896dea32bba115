import Declarations

/// Which embedder compares prompts.
public enum EmbedderChoice: Sendable, Hashable {
  /// Hashed word and character n-grams weighted by TF-IDF, embedded in simbench.
  case hashedNGrams
  /// The articles' term-frequency vectors over words.
  case bagOfWords
  /// The mean of a static table of token vectors.
  case wordLlama
  /// The sentence encoder all-MiniLM-L6-v2.
  case miniLM
  /// Vectors of a NumPy file that were computed elsewhere, by its path as the scenario states it.
  case vectors(path: String)

  /// Those that need no file of the user's.
  static let named: [EmbedderChoice] = [.hashedNGrams, .bagOfWords, .wordLlama, .miniLM]

  /// The name in scenarios and reports.
  public var name: String {
    switch self {
    case .hashedNGrams: "hashed_ngrams"
    case .bagOfWords: "bag_of_words"
    case .wordLlama: "wordllama"
    case .miniLM: "minilm"
    case .vectors(let path): path
    }
  }

  /// The field that states an embedder.
  static let field = Field(
    "embedder", .text, default: "hashed_ngrams",
    "what turns prompts into vectors: \(named.map(\.name).joined(separator: ", ")) "
      + "(`simbench models install` gets the last two), or a NumPy file, a row a distinct prompt or a request"
  )

  /// The embedder that validated settings state under `embedder`.
  ///
  /// - Throws: a `Diagnostic` at a name that is neither known nor that of a NumPy file.
  init(_ settings: Settings) throws(Diagnostic) {
    let text = settings.string("embedder")
    if let choice = EmbedderChoice.named.first(where: { $0.name == text }) {
      self = choice
    } else if text.hasSuffix(".npy") {
      self = .vectors(path: text)
    } else {
      let names = EmbedderChoice.named.map(\.name)
      let hint = text.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "the embedder '\(text)' is unknown\(hint); one of \(names.joined(separator: ", ")) or a file "
          + "that ends in .npy was expected", position: settings.position("embedder"))
    }
  }
}
