import Similarity

/// The vectors of all prompts under one embedder.
public struct PromptVectors: Sendable {
  package let table: VectorTable
  private let rowOfPrompt: [UInt32]

  /// Wraps vectors.
  ///
  /// - Parameter rowOfPrompt: the row of each prompt, `.max` for a prompt that never occurs.
  package init(_ table: VectorTable, rowOfPrompt: [UInt32]) {
    self.table = table
    self.rowOfPrompt = rowOfPrompt
  }

  /// The length of the vectors.
  public var dimensions: Int { table.dimensions }

  /// The row of a prompt, or nil when it never occurs.
  package func row(of prompt: UInt32) -> Int? {
    guard Int(prompt) < rowOfPrompt.count, rowOfPrompt[Int(prompt)] != .max else { return nil }
    return Int(rowOfPrompt[Int(prompt)])
  }

  /// The cosine of two prompts; 1 for the same, 0 where one has no vector.
  func cosine(_ prompt: UInt32, _ other: UInt32) -> Float {
    if prompt == other { return 1 }
    guard let first = row(of: prompt), let second = row(of: other) else { return 0 }
    return first == second ? 1 : table.cosine(first, second)
  }

  /// Lends the vector of a prompt; nil when it has none, or one without direction.
  func withVector<Result>(of prompt: UInt32, _ body: (UnsafeBufferPointer<Float>) -> Result?) -> Result? {
    guard let row = row(of: prompt) else { return nil }
    return table.values.withUnsafeBufferPointer { values in
      let own = UnsafeBufferPointer(rebasing: values[row * dimensions..<(row + 1) * dimensions])
      return own.contains { $0 != 0 } ? body(own) : nil
    }
  }
}
