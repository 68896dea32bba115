import Similarity
import Traffic

/// All pairs of prompts whose similarity reaches a threshold, by prompt.
public struct PromptNeighbours: Sendable {
  /// The least similarity held.
  public let threshold: Double
  /// The length of the embedder's vectors; 0 for an embedder without.
  public let dimensions: Int
  private let rowOfPrompt: [UInt32]
  private let promptsOfRow: [UInt32]
  private let twins: [UInt32: [UInt32]]
  private let graph: NeighbourGraph?

  /// No prompt is like another.
  public static let none = PromptNeighbours(threshold: 1)

  private init(threshold: Double) {
    self.threshold = threshold
    dimensions = 0
    rowOfPrompt = []
    promptsOfRow = []
    twins = [:]
    graph = nil
  }

  /// Wraps a graph over distinct texts.
  ///
  /// - Parameters:
  ///   - dimensions: the length of the embedder's vectors; 0 for an embedder without.
  ///   - rowOfPrompt: the graph's row of each prompt, `.max` for a prompt that never occurs.
  ///   - promptsOfRow: the first prompt with each row's text.
  ///   - twins: further prompts with the text of a row; they are neighbours of similarity 1.
  package init(
    threshold: Double, dimensions: Int = 0, rowOfPrompt: [UInt32], promptsOfRow: [UInt32],
    twins: [(prompt: UInt32, row: UInt32)],
    graph: NeighbourGraph
  ) {
    self.threshold = threshold
    self.dimensions = dimensions
    self.rowOfPrompt = rowOfPrompt
    self.promptsOfRow = promptsOfRow
    self.twins = Dictionary(grouping: twins, by: \.row).mapValues { $0.map(\.prompt) }
    self.graph = graph
  }

  /// Number of pairs of distinct texts.
  public var pairCount: Int { graph?.pairCount ?? 0 }

  /// Calls back with each neighbour of a prompt, most similar first, until it returns false.
  @inline(__always)
  func forEach(of prompt: UInt32, _ body: (_ prompt: UInt32, _ similarity: Float) -> Bool) {
    guard let graph, Int(prompt) < rowOfPrompt.count else { return }
    let row = rowOfPrompt[Int(prompt)]
    if row == .max { return }
    if !twins.isEmpty, !report(row, 1, except: prompt, body) { return }
    for place in graph.range(of: Int(row)) {
      let similarity = graph.similarities[place]
      if twins.isEmpty {
        if !body(promptsOfRow[Int(graph.neighbours[place])], similarity) { return }
      } else if !report(graph.neighbours[place], similarity, except: prompt, body) {
        return
      }
    }
  }

  /// The similarity of two prompts, or nil when it is below the least that is held.
  ///
  /// - Complexity: O(neighbours of one of them).
  func similarity(of prompt: UInt32, to other: UInt32) -> Float? {
    if prompt == other { return 1 }
    var found: Float?
    forEach(of: prompt) { candidate, similarity in
      if candidate == other { found = similarity }
      return found == nil
    }
    return found
  }

  private func report(
    _ row: UInt32, _ similarity: Float, except own: UInt32, _ body: (UInt32, Float) -> Bool
  ) -> Bool {
    let first = promptsOfRow[Int(row)]
    if first != own, !body(first, similarity) { return false }
    for twin in twins[row] ?? [] where twin != own {
      if !body(twin, similarity) { return false }
    }
    return true
  }
}
