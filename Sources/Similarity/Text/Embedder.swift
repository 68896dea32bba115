/// Turns texts into unit vectors whose cosine says how alike the texts are.
package protocol Embedder: Sendable {
  /// The name that reports and scenarios use.
  var name: String { get }
  /// The length of the vectors.
  var dimensions: Int { get }
  /// What its vectors depend on besides the text, or nil when they are not worth keeping on disk.
  ///
  /// Two embedders of one identity give the same bits for the same texts.
  var identity: String? { get }

  /// Embeds every text of a table; row `i` of `vectors` belongs to text `i`.
  ///
  /// The result does not depend on `threads`. A text without features becomes a zero vector.
  ///
  /// - Precondition: `vectors` has as many rows as there are texts, and the embedder's dimensions.
  func embed(_ texts: TextTable, into vectors: inout VectorTable, threads: Int)
}

extension Embedder {
  package var identity: String? { nil }

  /// Embeds every text of a table into a new table of vectors.
  package func embed(_ texts: TextTable, threads: Int = 1) -> VectorTable {
    var vectors = VectorTable(count: texts.count, dimensions: dimensions)
    embed(texts, into: &vectors, threads: threads)
    return vectors
  }
}
