package import Declarations
internal import Foundation
internal import Synchronization

/// Counts the tokens of texts: by a vocabulary where it is installed, else by the bytes that its tokens have in the mean.
package struct TokenCounter: Sendable {
  /// A vocabulary by which texts may be counted.
  package enum Vocabulary: String, CaseIterable, Sendable {
    /// OpenAI's until 2024: GPT-3.5 and GPT-4.
    case cl100k
    /// OpenAI's since GPT-4o.
    case o200k

    /// What is installed.
    package var model: ModelDeclaration { self == .cl100k ? .cl100k : .o200k }

    var form: TextPieces.Form { self == .cl100k ? .cl100k : .o200k }

    /// Bytes of English text a token: over a million words (AI Hírfolyam, 2026), as `Providers.Tokenizer` cites them.
    fileprivate var bytesPerToken: Double { self == .cl100k ? 4.34 : 4.38 }
  }

  /// The vocabulary that was asked for.
  package let vocabulary: Vocabulary
  private let tokenizer: ByteTokenizer?
  private static let loaded = Mutex<[String: ByteTokenizer]>([:])

  /// A counter by a vocabulary of the user's cache folder; an estimate where it is not installed.
  ///
  /// - Throws: a `Diagnostic` when it is damaged.
  package init(
    _ vocabulary: Vocabulary, environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(Diagnostic) {
    self.vocabulary = vocabulary
    let store = try? ModelStore(environment: environment)
    guard let store, store.isThere(vocabulary.model) else {
      tokenizer = nil
      return
    }
    let folder = store.folder(of: vocabulary.model)
    if let known = TokenCounter.loaded.withLock({ $0[folder] }) {
      tokenizer = known
      return
    }
    let read = try ByteTokenizer(
      try store.contents(of: vocabulary.model), vocabulary, path: folder)
    TokenCounter.loaded.withLock { $0[folder] = read }
    tokenizer = read
  }

  /// Whether tokens are counted, not estimated.
  package var isExact: Bool { tokenizer != nil }

  /// By what tokens are told, as the end of a sentence.
  package var says: String {
    let name = vocabulary.rawValue
    return isExact
      ? "as \(name)_base counts them"
      : "at \(vocabulary.bytesPerToken) bytes each, since \(name) is not installed (`simbench models install \(name)` gets it)"
  }

  /// Tokens of a text in UTF-8.
  ///
  /// - Complexity: O(n log n) in the length of the longest word.
  package func count(_ text: [UInt8]) -> Int {
    guard let tokenizer else {
      return text.isEmpty ? 0 : max(1, Int((Double(text.count) / vocabulary.bytesPerToken).rounded()))
    }
    var tokens: [UInt32] = []
    var scratch = ByteTokenizer.scratch
    text.withUnsafeBufferPointer { tokenizer.encode($0, into: &tokens, scratch: &scratch) }
    return tokens.count
  }
}
