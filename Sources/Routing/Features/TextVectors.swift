import Declarations
import Similarity

/// Vectors of texts by an embedder that somebody chose.
package enum TextVectors: Sendable {
  /// One dense vector a text.
  case dense(VectorTable)
  /// Counts of words, scaled to length one.
  case words(WordVectors)

  /// Embeds texts.
  ///
  /// Models come from the user's cache folder, and what they compute is kept there.
  /// - Parameters:
  ///   - choice: a name of an ``EmbedderDeclaration``, or the path of a NumPy file with a row a text.
  ///   - environment: tells where the user's cache folder is.
  /// - Throws: a `Diagnostic`: an unknown name, a model that is not installed, a file that cannot be used.
  package static func embedding(
    _ texts: TextTable, by choice: String, environment: [String: String], threads: Int
  ) throws(Diagnostic) -> TextVectors {
    guard let declaration = try EmbedderDeclaration.choice(choice) else {
      return .dense(try NumPyFile.read(choice, rows: texts.count))
    }
    let result = try declaration.vectors(of: texts, environment: environment, threads: threads)
    return result.map { .dense($0.vectors) } ?? .words(WordVectors(texts))
  }

  /// The length of a vector.
  var dimensions: Int {
    switch self {
    case .dense(let table): table.dimensions
    case .words(let words): words.matrix.columns
    }
  }

  /// Appends the vector of a text to the row of a matrix that is being written, from a column on.
  func append(_ text: Int, to matrix: inout SparseMatrix, from column: Int) {
    switch self {
    case .dense(let table):
      for part in 0..<table.dimensions {
        matrix.append(column + part, table.values[text * table.dimensions + part])
      }
    case .words(let words):
      for place in words.matrix.starts[text]..<words.matrix.starts[text + 1] {
        matrix.append(column + Int(words.matrix.indices[place]), words.matrix.values[place])
      }
    }
  }

  /// The mean target of the `k` nearest of some texts for each of others.
  package func nearestMeans(of queries: [Int], among training: [Int], targets: [Double], k: Int) -> [Double] {
    switch self {
    case .dense(let table):
      NearestNeighbours.predict(table, training: training, targets: targets, queries: queries, k: k)
    case .words(let words):
      NearestNeighbours.predict(
        training: words.matrix.selecting(training), targets: targets,
        queries: words.matrix.selecting(queries), k: k)
    }
  }
}

/// Word counts of texts as rows of length one; a word is what `BagOfWords` takes for one.
package struct WordVectors: Sendable {
  let matrix: SparseMatrix

  init(_ texts: TextTable) {
    var columns: [String: Int] = [:]
    var rows: [[(column: Int, count: Int)]] = []
    for text in 0..<texts.count {
      // Sorted, since the columns are numbered in the order in which words come.
      let counts = BagOfWords(texts[text]).counts.sorted { $0.key < $1.key }
      rows.append(
        counts.map { word, count in
          let next = columns.count
          let column = columns[word, default: next]
          if column == next { columns[word] = next }
          return (column, count)
        })
    }
    var matrix = SparseMatrix(columns: columns.count)
    for row in rows {
      for entry in row.sorted(by: { $0.column < $1.column }) {
        matrix.append(entry.column, Float(entry.count))
      }
      matrix.normaliseRow()
      matrix.endRow()
    }
    self.matrix = matrix
  }
}
