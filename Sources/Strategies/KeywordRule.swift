/// A value for the texts that hold any of some keywords.
struct KeywordRule<Value: Sendable>: Sendable {
  /// Substrings of the lower-cased text, in UTF-8.
  var keywords: [[UInt8]]
  var value: Value

  init(_ keywords: [String], _ value: Value) {
    self.keywords = keywords.map { Array($0.lowercased().utf8) }
    self.value = value
  }
}

extension Array {
  /// The value of the first rule that fits a text in UTF-8, or nil.
  func value<Value>(for text: [UInt8]) -> Value? where Element == KeywordRule<Value> {
    let lower = text.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
    return first { rule in rule.keywords.contains { lower.contains(subsequence: $0) } }?.value
  }
}
