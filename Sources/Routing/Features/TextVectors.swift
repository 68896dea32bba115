import Declarations
import Similarity

/// Vectors of texts by an embedder that somebody chose.
package enum TextVectors: Sendable {
  /// One dense vector a text.
  case dense(VectorTable)
  /// Counts of words, scaled to length one.
  case words(WordVectors)

  /// The embedders that are known by name, with hyphens or underscores; a path that ends in `.npy` names a file of vectors.
  package static let names = ["hashed-ngrams", "bag-of-words", "minilm", "wordllama"]

  /// Embeds texts.
  ///
  /// Models come from the user's cache folder, and what they compute is kept there.
  /// - Parameters:
  ///   - choice: a name of ``names``, or the path of a NumPy file with a row a text.
  ///   - environment: tells where the user's cache folder is.
  /// - Throws: a `Diagnostic`: an unknown name, a model that is not installed, a file that cannot be used.
  package static func embedding(
    _ texts: TextTable, by choice: String, environment: [String: String], threads: Int
  ) throws(Diagnostic) -> TextVectors {
    try check(choice)
    switch choice.hasSuffix(".npy") ? "" : choice.replacing("_", with: "-") {
    case "hashed-ngrams":
      let frequencies = HashedNGrams.frequencies(in: texts, threads: threads)
      return .dense(HashedNGrams(dimensions: 256, frequencies: frequencies).embed(texts, threads: threads))
    case "bag-of-words": return .words(WordVectors(texts))
    case "minilm":
      let store = try ModelStore(environment: environment)
      return .dense(try store.vectors(of: texts, by: .minilm, threads: threads).vectors)
    case "wordllama":
      let store = try ModelStore(environment: environment)
      return .dense(try store.vectors(of: texts, by: .wordllama, threads: threads).vectors)
    default: return .dense(try NumPyFile.read(choice, rows: texts.count))
    }
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

  /// Whether a choice is a known embedder or names a file.
  ///
  /// - Throws: a `Diagnostic` of kind `usage` with the nearest name.
  package static func check(_ choice: String) throws(Diagnostic) {
    guard !names.contains(choice.replacing("_", with: "-")), !choice.hasSuffix(".npy") else { return }
    let hint = choice.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "the embedder '\(choice)' is unknown\(hint); one of \(names.joined(separator: ", ")) or a .npy file was expected",
      kind: .usage)
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
