/// Many vectors of one length, row-major; every row has length 1 or is all zero.
///
/// A zero row stands for a text without features. It matches nothing, not even another zero row.
package struct VectorTable: Sendable {
  /// The number of vectors.
  package let count: Int
  /// The length of each vector.
  package let dimensions: Int
  /// The vectors, one after another: `count * dimensions` values.
  package private(set) var values: [Float]

  /// Creates a table of zero vectors.
  package init(count: Int, dimensions: Int) {
    precondition(count >= 0 && dimensions > 0, "a table of vectors needs at least one dimension")
    self.count = count
    self.dimensions = dimensions
    values = [Float](repeating: 0, count: count * dimensions)
  }

  /// Creates a table from rows that need not be normalised yet.
  package init(normalising rows: [[Float]], dimensions: Int) {
    self.init(count: rows.count, dimensions: dimensions)
    for (index, row) in rows.enumerated() {
      precondition(row.count == dimensions, "every row has as many values as the table has dimensions")
      var squares = 0.0
      for value in row { squares += Double(value) * Double(value) }
      guard squares > 0 else { continue }
      let scale = 1 / squares.squareRoot()
      for (column, value) in row.enumerated() {
        values[index * dimensions + column] = Float(Double(value) * scale)
      }
    }
  }

  /// The vector at an index, copied.
  package subscript(index: Int) -> [Float] {
    Array(values[index * dimensions..<(index + 1) * dimensions])
  }

  /// The cosine of two rows in the fixed order of additions that every result uses; 0 with a zero row.
  package func cosine(_ first: Int, _ second: Int) -> Float {
    values.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return 0 }
      return fixedOrderDotProduct(base + first * dimensions, base + second * dimensions, count: dimensions)
    }
  }

  /// Calls `body` with the values for writing; the caller keeps the rows normalised.
  package mutating func withMutableValues<R>(_ body: (UnsafeMutableBufferPointer<Float>) -> R) -> R {
    values.withUnsafeMutableBufferPointer { body($0) }
  }
}
