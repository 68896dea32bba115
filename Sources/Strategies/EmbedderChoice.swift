import Declarations
import Similarity

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
    case .hashedNGrams: EmbedderDeclaration.hashedNGrams.name
    case .bagOfWords: EmbedderDeclaration.bagOfWords.name
    case .wordLlama: EmbedderDeclaration.wordLlama.name
    case .miniLM: EmbedderDeclaration.miniLM.name
    case .vectors(let path): path
    }
  }

  /// The field that states an embedder.
  static let field = Field(
    "embedder", .text, default: .string(EmbedderDeclaration.hashedNGrams.name),
    "what turns prompts into vectors: \(EmbedderDeclaration.list) "
      + "(`simbench models install` gets the last two), or a NumPy file, a row a distinct prompt or a request"
  )

  /// The embedder that validated settings state under `embedder`.
  ///
  /// - Throws: a `Diagnostic` at a name that is neither known nor that of a NumPy file.
  init(_ settings: Settings) throws(Diagnostic) {
    let text = settings.string("embedder")
    do throws(Diagnostic) {
      let declaration = try EmbedderDeclaration.choice(text)
      self = EmbedderChoice.named.first { $0.name == declaration?.name } ?? .vectors(path: text)
    } catch {
      throw Diagnostic(error.message, position: settings.position("embedder"))
    }
  }
}
