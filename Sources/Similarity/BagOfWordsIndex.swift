/// Texts that are searched for the nearest by ``BagOfWords``, through an inverted index.
///
/// Products and lengths are whole numbers, so that the comparison is exact; of equally similar texts the one
/// inserted first wins.
package struct BagOfWordsIndex {
  /// The number of texts.
  package private(set) var count = 0
  private var terms: [String: Int] = [:]
  /// For each term the texts it occurs in, ascending, and how often.
  private var postings: [[(text: Int32, count: Int32)]] = []
  /// The sum of squared counts of each text.
  private var squares: [Int] = []
  /// The products with the query at hand; all zero between searches.
  private var products: [Int32] = []

  /// Creates an index without texts.
  package init() {}

  /// Adds a text and returns its index: 0 for the first.
  @discardableResult
  package mutating func insert(_ text: BagOfWords) -> Int {
    for (word, count) in text.counts {
      var term = postings.count
      if let known = terms[word] {
        term = known
      } else {
        terms[word] = term
        postings.append([])
      }
      postings[term].append((Int32(self.count), Int32(count)))
    }
    squares.append(text.squares)
    products.append(0)
    count += 1
    return count - 1
  }

  /// The text most similar to a query and its cosine, or `nil` when none shares a term with it.
  ///
  /// - Complexity: O(texts + postings of the query's terms).
  package mutating func nearest(to query: BagOfWords) -> (index: Int, similarity: Double)? {
    for (word, count) in query.counts {
      guard let term = terms[word] else { continue }
      for posting in postings[term] { products[Int(posting.text)] += posting.count * Int32(count) }
    }
    var best = -1
    var bestProduct = 0
    for text in 0..<count where products[text] != 0 {
      let product = Int(products[text])
      products[text] = 0
      // product / sqrt(squares) > best, without the root
      if best < 0 || product * product * squares[best] > bestProduct * bestProduct * squares[text] {
        (best, bestProduct) = (text, product)
      }
    }
    guard best >= 0 else { return nil }
    return (best, BagOfWords.cosine(product: bestProduct, query.squares, squares[best]))
  }
}
