import Declarations

/// What stands in for labels: two prompts have one answer when an embedder says that they are alike.
///
/// It errs where its embedder does, and flatters a cache that uses the same one. Whoever reports its verdicts says so.
public struct TruthProxy: Sendable {
  /// The embedder that judges.
  public let embedder: EmbedderChoice
  /// The least similarity of two prompts with one answer.
  public let threshold: Double
  let neighbours: PromptNeighbours

  /// Wraps the neighbours that were found with the embedder; they reach down to the threshold or below.
  public init(embedder: EmbedderChoice, threshold: Double, neighbours: PromptNeighbours) {
    self.embedder = embedder
    self.threshold = threshold
    self.neighbours = neighbours
  }

  /// How a scenario states a proxy.
  package static let schema = ObjectSchema(
    "truth", "what says, without labels, whether two prompts have one answer",
    [
      EmbedderChoice.field,
      Field(
        "threshold", .number(Bounds(minimum: Bounds.least, maximum: 1)), default: 0.9,
        "least cosine similarity of two prompts with one answer"),
    ])

  /// The embedder and the threshold that validated settings state.
  ///
  /// - Throws: a `Diagnostic` at an unknown embedder.
  package static func stated(_ settings: Settings) throws(Diagnostic) -> (EmbedderChoice, threshold: Double) {
    (try EmbedderChoice(settings), settings.number("threshold"))
  }

  /// Whether two prompts have one answer.
  func areAlike(_ prompt: UInt32, _ other: UInt32) -> Bool {
    (neighbours.similarity(of: prompt, to: other) ?? 0) >= Float(threshold - 1e-6)
  }
}
