/// A vector found by a search, and how alike it is.
package struct Neighbour: Sendable, Equatable {
  /// The row, slot or text that was found.
  package var index: Int
  /// Its cosine to the query.
  package var similarity: Float

  /// Creates a neighbour.
  package init(index: Int, similarity: Float) {
    self.index = index
    self.similarity = similarity
  }
}
