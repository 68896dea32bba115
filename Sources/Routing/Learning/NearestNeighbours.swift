import Similarity

/// The mean target of the nearest training texts, by the cosine of TF-IDF rows.
///
/// Found exactly through an inverted index; of equally near texts the one that stands first in the training
/// rows wins.
struct NearestNeighbours {
  /// The mean target of the `k` nearest of the training rows for each query row.
  ///
  /// - Complexity: O(postings of the query's terms + training rows) a query.
  static func predict(
    training: SparseMatrix, targets: [Double], queries: SparseMatrix, k: Int
  ) -> [Double] {
    var best = NearestList(k: k)
    var result: [Double] = []
    forEachQuery(training, queries) { similarity in
      best.removeAll()
      for row in similarity.indices { best.offer(row, similarity[row]) }
      result.append(best.mean(of: targets))
    }
    return result
  }

  /// The greatest cosine to each of some groups of training rows that follow each other, for each query.
  static func similarities(
    training: SparseMatrix, queries: SparseMatrix, groups: [Int]
  ) -> [[Float]] {
    var result: [[Float]] = []
    forEachQuery(training, queries) { similarity in
      var first = 0
      result.append(
        groups.map { count in
          defer { first += count }
          return similarity[first..<(first + count)].max() ?? 0
        })
    }
    return result
  }

  private static func forEachQuery(
    _ training: SparseMatrix, _ queries: SparseMatrix, _ body: ([Float]) -> Void
  ) {
    let postings = training.byColumns()
    var similarity = [Float](repeating: 0, count: training.rows)
    for query in 0..<queries.rows {
      for place in similarity.indices { similarity[place] = 0 }
      for place in queries.starts[query]..<queries.starts[query + 1] {
        let column = Int(queries.indices[place])
        let value = queries.values[place]
        for entry in postings.starts[column]..<postings.starts[column + 1] {
          similarity[Int(postings.indices[entry])] += value * postings.values[entry]
        }
      }
      body(similarity)
    }
  }

  /// The same for rows of a table of vectors.
  ///
  /// - Complexity: O(training rows * dimensions) a query.
  static func predict(
    _ vectors: VectorTable, training: [Int], targets: [Double], queries: [Int], k: Int
  ) -> [Double] {
    var best = NearestList(k: k)
    return queries.map { query in
      best.removeAll()
      for (place, row) in training.enumerated() { best.offer(place, vectors.cosine(row, query)) }
      return best.mean(of: targets)
    }
  }
}

/// The nearest few of many rows that are offered in ascending order.
private struct NearestList {
  private let k: Int
  /// The rows so far, the nearest first; of equally near ones the first offered.
  private var rows: [(row: Int, similarity: Float)] = []

  init(k: Int) {
    self.k = k
    rows.reserveCapacity(k + 1)
  }

  mutating func removeAll() { rows.removeAll(keepingCapacity: true) }

  @inline(__always)
  mutating func offer(_ row: Int, _ similarity: Float) {
    if rows.count == k, similarity <= rows[k - 1].similarity { return }
    var place = rows.count
    while place > 0, rows[place - 1].similarity < similarity { place -= 1 }
    rows.insert((row, similarity), at: place)
    if rows.count > k { rows.removeLast() }
  }

  func mean(of targets: [Double]) -> Double {
    if rows.isEmpty { return 0 }
    return rows.reduce(0) { $0 + targets[$1.row] } / Double(rows.count)
  }
}
