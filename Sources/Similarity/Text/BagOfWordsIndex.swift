/// Texts that are searched for the nearest by ``BagOfWords``, through an inverted index.
///
/// Cosines are worked out in single precision by one rule, so that ties between texts that differ come out alike
/// everywhere: terms are numbered in the order in which they are first seen, in texts and in queries; a term
/// weighs its count over the length of all counts; the products of weights are added from the last numbered
/// term to the first, each rounded. Of equally similar texts the one inserted first wins.
package struct BagOfWordsIndex {
  /// The number of texts.
  package private(set) var count = 0
  private var numbers: [String: Int] = [:]
  /// For each term the texts it occurs in, ascending, and its weight.
  private var postings: [[(text: Int32, weight: Float)]] = []
  /// The cosines to the query at hand; all zero between searches.
  private var cosines: [Float] = []

  /// Creates an index without texts.
  package init() {}

  /// Adds a text and returns its index: 0 for the first.
  @discardableResult
  package mutating func insert(_ text: BagOfWords) -> Int {
    for (term, weight) in weights(of: text) { postings[term].append((Int32(count), weight)) }
    cosines.append(0)
    count += 1
    return count - 1
  }

  /// The text most similar to a query and its cosine, or `nil` when none shares a term with it.
  ///
  /// - Complexity: O(texts + postings of the query's terms).
  package mutating func nearest(to query: BagOfWords) -> (index: Int, similarity: Float)? {
    for (term, weight) in weights(of: query).sorted(by: { $0.term > $1.term }) {
      for posting in postings[term] { cosines[Int(posting.text)] += posting.weight * weight }
    }
    var best = -1
    var greatest: Float = 0
    for text in 0..<count where cosines[text] != 0 {
      if cosines[text] > greatest { (best, greatest) = (text, cosines[text]) }
      cosines[text] = 0
    }
    return best < 0 ? nil : (best, min(greatest, 1))
  }

  /// The numbers of a text's terms, new ones given to those not seen before, and their weights.
  private mutating func weights(of text: BagOfWords) -> [(term: Int, weight: Float)] {
    text.terms.map { word in
      let weight = BagOfWords.weight(count: text.counts[word] ?? 0, squares: text.squares)
      if let known = numbers[word] { return (known, weight) }
      numbers[word] = postings.count
      postings.append([])
      return (postings.count - 1, weight)
    }
  }
}
