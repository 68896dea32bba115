/// A sparse matrix in compressed rows.
struct SparseMatrix: Sendable {
  /// The number of columns.
  var columns: Int
  /// Row `i` has the entries `starts[i]..<starts[i + 1]`.
  private(set) var starts: [Int] = [0]
  /// The columns of the entries.
  private(set) var indices: [UInt32] = []
  /// The values of the entries.
  private(set) var values: [Float] = []

  /// A matrix without rows.
  init(columns: Int) { self.columns = columns }

  /// The number of rows.
  var rows: Int { starts.count - 1 }

  /// Adds an entry to the row that `endRow` will end.
  mutating func append(_ column: Int, _ value: Float) {
    indices.append(UInt32(column))
    values.append(value)
  }

  /// Ends a row.
  mutating func endRow() { starts.append(indices.count) }

  /// Scales the entries of the row that is being written to length one.
  mutating func normaliseRow() {
    let first = starts[starts.count - 1]
    var squares = 0.0
    for place in first..<values.count { squares += Double(values[place]) * Double(values[place]) }
    guard squares > 0 else { return }
    let scale = 1 / squares.squareRoot()
    for place in first..<values.count { values[place] = Float(Double(values[place]) * scale) }
  }

  /// Writes the product with a vector of the columns' length.
  ///
  /// - Complexity: O(entries).
  func multiply(_ vector: [Double], into result: inout [Double]) {
    for row in 0..<rows {
      var sum = 0.0
      for place in starts[row]..<starts[row + 1] {
        sum += Double(values[place]) * vector[Int(indices[place])]
      }
      result[row] = sum
    }
  }

  /// Writes the product of the transpose with a vector of the rows' length.
  ///
  /// - Complexity: O(entries + columns).
  func multiplyTransposed(_ vector: [Double], into result: inout [Double]) {
    for column in 0..<columns { result[column] = 0 }
    for row in 0..<rows {
      let factor = vector[row]
      if factor == 0 { continue }
      for place in starts[row]..<starts[row + 1] {
        result[Int(indices[place])] += Double(values[place]) * factor
      }
    }
  }

  /// Some of the rows, in the order they are named.
  ///
  /// - Complexity: O(their entries).
  func selecting(_ rows: [Int]) -> SparseMatrix {
    var result = SparseMatrix(columns: columns)
    result.starts.reserveCapacity(rows.count + 1)
    for row in rows {
      result.indices += indices[starts[row]..<starts[row + 1]]
      result.values += values[starts[row]..<starts[row + 1]]
      result.endRow()
    }
    return result
  }

  /// The same entries by columns: for each column its rows, ascending, and their values.
  ///
  /// - Complexity: O(entries + columns).
  func byColumns() -> SparseMatrix {
    var ends = [Int](repeating: 0, count: columns + 1)
    for column in indices { ends[Int(column) + 1] += 1 }
    for column in 0..<columns { ends[column + 1] += ends[column] }
    var result = SparseMatrix(columns: rows)
    result.starts = ends
    result.indices = [UInt32](repeating: 0, count: indices.count)
    result.values = [Float](repeating: 0, count: indices.count)
    var next = ends
    for row in 0..<rows {
      for place in starts[row]..<starts[row + 1] {
        let column = Int(indices[place])
        result.indices[next[column]] = UInt32(row)
        result.values[next[column]] = values[place]
        next[column] += 1
      }
    }
    return result
  }
}
