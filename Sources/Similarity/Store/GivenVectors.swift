/// Vectors that were computed elsewhere, as an embedder of the texts they belong to.
///
/// A text that stands twice keeps the vector of its first place. A text that is not among them becomes a zero
/// vector, which matches nothing: ``firstMissing(in:)`` finds such texts before.
package struct GivenVectors: Embedder {
  package let name = "vectors"
  package var dimensions: Int { vectors.dimensions }

  private let rows: [[UInt8]: Int]
  private let vectors: VectorTable

  /// - Precondition: there is a vector for each text.
  package init(_ texts: TextTable, _ vectors: VectorTable) {
    precondition(texts.count == vectors.count, "there is a vector for each text")
    var rows: [[UInt8]: Int] = [:]
    for text in 0..<texts.count {
      let bytes = texts.withBytes(of: text) { Array($0) }
      if rows[bytes] == nil { rows[bytes] = text }
    }
    self.rows = rows
    self.vectors = vectors
  }

  /// The first text that has no vector, or nil.
  package func firstMissing(in texts: TextTable) -> Int? {
    (0..<texts.count).first { texts.withBytes(of: $0) { rows[Array($0)] } == nil }
  }

  package func embed(_ texts: TextTable, into vectors: inout VectorTable, threads: Int) {
    precondition(
      vectors.count == texts.count && vectors.dimensions == dimensions,
      "the table of vectors has a row a text and the embedder's dimensions")
    vectors.withMutableValues { buffer in
      for text in 0..<texts.count {
        guard let row = texts.withBytes(of: text, { rows[Array($0)] }) else { continue }
        for column in 0..<dimensions {
          buffer[text * dimensions + column] = self.vectors.values[row * dimensions + column]
        }
      }
    }
  }
}
