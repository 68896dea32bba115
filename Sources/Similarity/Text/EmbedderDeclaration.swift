package import Declarations

/// An embedder that can be chosen by its name: in scenarios, on the command line, by routers.
///
/// ``all`` is the only list of them.
package struct EmbedderDeclaration: Sendable {
  /// What turns texts into vectors.
  private enum Source: Sendable {
    case hashedNGrams
    case words
    case model(ModelDeclaration)
  }

  /// The name, with underscores.
  package let name: String
  /// What it does, in one line without a full stop.
  package let summary: String
  private let source: Source

  /// Hashed n-grams, fitted to the texts that are compared.
  package static let hashedNGrams = EmbedderDeclaration(
    name: "hashed_ngrams",
    summary:
      "hashed n-grams of words and letters in 256 dimensions, weighted by TF-IDF of the texts compared",
    source: .hashedNGrams)

  /// Counts of words, which are sparse and have no table of vectors.
  package static let bagOfWords = EmbedderDeclaration(
    name: "bag_of_words", summary: "counts of words, as in the articles", source: .words)

  /// The mean of a static table of token vectors.
  package static let wordLlama = EmbedderDeclaration(
    name: ModelDeclaration.wordllama.name, summary: ModelDeclaration.wordllama.summary,
    source: .model(.wordllama))

  /// The sentence encoder.
  package static let miniLM = EmbedderDeclaration(
    name: ModelDeclaration.minilm.name, summary: ModelDeclaration.minilm.summary, source: .model(.minilm))

  /// Every embedder, in the order of lists; models that have to be installed come last.
  package static let all = [hashedNGrams, bagOfWords, wordLlama, miniLM]

  /// The names, in that order.
  package static var names: [String] { all.map(\.name) }

  /// The names as messages list them.
  package static var list: String { names.joined(separator: ", ") }

  /// Returns the embedder of a name; hyphens stand for underscores, as earlier command lines had them.
  package static func named(_ name: String) -> EmbedderDeclaration? {
    let name = name.replacing("-", with: "_")
    return all.first { $0.name == name }
  }

  /// Returns the embedder that a choice names, or nil for the path of a NumPy file.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` with the nearest name for a choice that is neither.
  package static func choice(_ text: String) throws(Diagnostic) -> EmbedderDeclaration? {
    if text.hasSuffix(".npy") { return nil }
    if let declaration = named(text) { return declaration }
    let hint = text.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "the embedder '\(text)' is unknown\(hint); one of \(list) or a file that ends in .npy was expected",
      kind: .usage)
  }

  /// Checks that the model, if it is one, is installed; its bytes are checked when it is loaded.
  ///
  /// - Throws: a `Diagnostic` that names the command to install it.
  package func checkIsThere(environment: [String: String]) throws(Diagnostic) {
    guard case .model(let model) = source else { return }
    try ModelStore(environment: environment).checkIsThere(model)
  }

  /// The vectors of texts; nil for ``bagOfWords``, whose vectors are as long as its vocabulary.
  ///
  /// - Parameter environment: tells where the user's cache folder with the models is.
  /// - Throws: a `Diagnostic` when a model is not installed or damaged.
  package func vectors(
    of texts: TextTable, environment: [String: String], threads: Int
  ) throws(Diagnostic) -> EmbeddingCache.Result? {
    switch source {
    case .words: return nil
    case .hashedNGrams:
      let vectors = HashedNGrams(fittedTo: texts, threads: threads).embed(texts, threads: threads)
      return EmbeddingCache.Result(vectors: vectors, wasKept: false, failure: nil)
    case .model(let model):
      return try ModelStore(environment: environment).vectors(of: texts, by: model, threads: threads)
    }
  }
}

extension HashedNGrams {
  /// The embedder that is named `hashed_ngrams`: 256 dimensions, and document frequencies of some texts.
  package init(fittedTo texts: TextTable, threads: Int = 1) {
    self.init(dimensions: 256, frequencies: HashedNGrams.frequencies(in: texts, threads: threads))
  }

  /// What compares texts with a few examples, too few to fit frequencies to: 512 dimensions, every feature
  /// counting alike. It is not `hashed_ngrams`, and is chosen by no name.
  package static var forExamples: HashedNGrams { HashedNGrams(dimensions: 512) }
}
