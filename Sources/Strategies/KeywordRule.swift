/// A value for the texts that hold any of some keywords.
struct KeywordRule<Value: Sendable>: Sendable {
  /// Substrings of the lower-cased text, in UTF-8.
  var keywords: [[UInt8]]
  var value: Value
  /// Whether only whole words count: `now` is none in `know`.
  var isWhole: Bool

  init(_ keywords: [String], _ value: Value, isWhole: Bool = false) {
    self.keywords = keywords.map { Array($0.lowercased().utf8) }
    self.value = value
    self.isWhole = isWhole
  }

  /// Whether a lower-cased text holds one of the keywords.
  func fits(_ lower: [UInt8]) -> Bool {
    keywords.contains { isWhole ? KeywordRule.isWord($0, of: lower) : lower.contains(subsequence: $0) }
  }

  /// Whether a keyword stands in a text with neither a letter nor a digit beside it; bytes beyond ASCII are letters.
  private static func isWord(_ keyword: [UInt8], of text: [UInt8]) -> Bool {
    guard !keyword.isEmpty, keyword.count <= text.count else { return false }
    func isLetter(_ place: Int) -> Bool {
      guard text.indices.contains(place) else { return false }
      let byte = text[place]
      return (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte >= 0x80
    }
    return (0...text.count - keyword.count).contains { start in
      text[start] == keyword[0] && !isLetter(start - 1) && !isLetter(start + keyword.count)
        && text[start..<start + keyword.count].elementsEqual(keyword)
    }
  }
}

extension Array {
  /// The value of the first rule that fits a text in UTF-8, or nil.
  func value<Value>(for text: [UInt8]) -> Value? where Element == KeywordRule<Value> {
    let lower = text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return first { $0.fits(lower) }?.value
  }
}
