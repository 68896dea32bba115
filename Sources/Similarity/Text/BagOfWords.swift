/// The similarity of the articles' toy cache: the cosine of term frequencies.
///
/// Terms are what is left of a text after lower-casing and splitting at white space; punctuation stays.
package struct BagOfWords: Sendable, Equatable {
  /// How often each term occurs, by term.
  package let counts: [String: Int]
  /// The terms, each once, in the order in which they appear first.
  package let terms: [String]
  /// The sum of the squared counts.
  package let squares: Int

  /// Counts the terms of a text.
  package init(_ text: String) {
    var counts: [String: Int] = [:]
    var terms: [String] = []
    for word in text.lowercased().unicodeScalars.split(whereSeparator: Self.isSeparator) {
      let term = String(word)
      let count = counts[term] ?? 0
      if count == 0 { terms.append(term) }
      counts[term] = count + 1
    }
    self.counts = counts
    self.terms = terms
    squares = counts.values.reduce(0) { $0 + $1 * $1 }
  }

  /// The cosine to another text; 0 when either has no terms.
  package func cosine(to other: BagOfWords) -> Double {
    var product = 0
    for (term, count) in counts { product += count * (other.counts[term] ?? 0) }
    return Self.cosine(product: product, squares, other.squares)
  }

  /// The cosine from a dot product and two sums of squares, all whole numbers.
  static func cosine(product: Int, _ first: Int, _ second: Int) -> Double {
    product == 0 ? 0 : Double(product) / Double(first * second).squareRoot()
  }

  /// The weight of a term in a text, in single precision: its count over the length of all counts.
  static func weight(count: Int, squares: Int) -> Float {
    Float(count) / Float(squares).squareRoot()
  }

  /// White space as Python's `str.split` sees it.
  private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || (0x1c...0x1f).contains(scalar.value)
  }
}
