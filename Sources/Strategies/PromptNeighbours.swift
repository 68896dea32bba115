import Similarity
import Traffic

/// Which embedder compares prompts.
public enum EmbedderChoice: String, CaseIterable, Sendable, Hashable {
  /// Hashed word and character n-grams weighted by TF-IDF, embedded in simbench.
  case hashedNGrams = "hashed_ngrams"
  /// The articles' term-frequency vectors over words.
  case bagOfWords = "bag_of_words"
}

/// All pairs of prompts whose similarity reaches a threshold, by prompt.
public struct PromptNeighbours: Sendable {
  /// The least similarity held.
  public let threshold: Double
  private let rowOfPrompt: [UInt32]
  private let offsets: [Int]
  private let prompts: [UInt32]
  private let similarities: [Float]

  /// Wraps compressed rows.
  ///
  /// - Parameters:
  ///   - rowOfPrompt: the row of each prompt, `.max` for a prompt that never occurs.
  ///   - offsets: where each row begins; one more than the rows.
  ///   - prompts: the neighbours, most similar first.
  ///   - similarities: their similarities.
  public init(
    threshold: Double, rowOfPrompt: [UInt32], offsets: [Int], prompts: [UInt32], similarities: [Float]
  ) {
    self.threshold = threshold
    self.rowOfPrompt = rowOfPrompt
    self.offsets = offsets
    self.prompts = prompts
    self.similarities = similarities
  }

  /// Number of pairs, each counted from both sides.
  public var pairCount: Int { prompts.count }

  /// Calls back with each neighbour of a prompt, most similar first, until it returns false.
  @inline(__always)
  func forEach(of prompt: UInt32, _ body: (_ prompt: UInt32, _ similarity: Float) -> Bool) {
    guard Int(prompt) < rowOfPrompt.count else { return }
    let row = rowOfPrompt[Int(prompt)]
    if row == .max { return }
    for place in offsets[Int(row)]..<offsets[Int(row) + 1] {
      if !body(prompts[place], similarities[place]) { return }
    }
  }
}
