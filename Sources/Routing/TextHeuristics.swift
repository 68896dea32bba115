import Traffic

/// Article 001's estimate of complexity: the share of five signals that a prompt shows.
package enum ComplexitySignals {
  /// The score, 0 to 1 in steps of a fifth. The router of the article calls a prompt complex above 0.5.
  package static func score(_ prompt: String) -> Double {
    let lower = prompt.lowercased()
    let signals = [
      prompt.unicodeScalars.count > 200,
      lower.contains("code") && lower.contains("explain"),
      lower.contains("compare") || lower.contains("difference"),
      lower.contains("analyze") || lower.contains("evaluate"),
      prompt.unicodeScalars.contains { "{}[]".unicodeScalars.contains($0) },
    ]
    return Double(signals.count { $0 }) / 5
  }
}

/// Article 002's classification by keywords.
package enum KeywordComplexity {
  /// Words that make a prompt simple.
  package static let simple = [
    "what time", "hours", "address", "phone", "price", "return policy", "hello", "hi", "thanks", "yes", "no",
  ]
  /// Words that make it complex, if none made it simple.
  package static let complex = [
    "analyze", "compare", "explain why", "write code", "debug", "architect", "design", "trade-off",
    "evaluate",
  ]

  /// The class of a prompt: at most five words or a simple keyword, then a complex keyword, else medium.
  ///
  /// As printed, keywords match anywhere: "hi" in "this", "no" in "not". `wholeWords` mends that.
  package static func classify(_ prompt: String, wholeWords: Bool = false) -> Difficulty {
    let lower = prompt.lowercased()
    let bytes = Array(lower.utf8)
    if hasFewWords(lower, bytes) || simple.contains(where: { matches($0, in: bytes, wholeWords: wholeWords) })
    {
      return .simple
    }
    if complex.contains(where: { matches($0, in: bytes, wholeWords: wholeWords) }) { return .complex }
    return .medium
  }

  /// Whether a text has at most five words; those of a text in ASCII are counted in its bytes.
  private static func hasFewWords(_ text: String, _ bytes: [UInt8]) -> Bool {
    bytes.allSatisfy { $0 < 0x80 }
      ? hasFewWords(bytes.lazy.map { $0 == 0x20 || (0x09...0x0D).contains($0) })
      : hasFewWords(text.lazy.map(\.isWhitespace))
  }

  /// The same of its characters, each white space or not.
  private static func hasFewWords(_ spaces: some Sequence<Bool>) -> Bool {
    var count = 0
    var wasSpace = true
    for isSpace in spaces {
      if wasSpace && !isSpace { count += 1 }
      if count > 5 { return false }
      wasSpace = isSpace
    }
    return true
  }

  private static func matches(_ keyword: String, in bytes: [UInt8], wholeWords: Bool) -> Bool {
    let word = Array(keyword.utf8)
    if !wholeWords { return bytes.contains(subsequence: word) }
    guard word.count <= bytes.count else { return false }
    func isLetter(_ place: Int) -> Bool {
      guard place >= 0, place < bytes.count else { return false }
      let byte = bytes[place]
      return (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80
    }
    return (0...(bytes.count - word.count)).contains { start in
      !isLetter(start - 1) && !isLetter(start + word.count)
        && bytes[start..<(start + word.count)].elementsEqual(word)
    }
  }
}

extension [UInt8] {
  /// Whether the bytes of a word stand somewhere in these.
  package func contains(subsequence word: [UInt8]) -> Bool {
    guard let first = word.first, word.count <= count else { return word.isEmpty }
    return withUnsafeBufferPointer { own in
      word.withUnsafeBufferPointer { word in
        var start = 0
        while start <= own.count - word.count {
          if own[start] == first {
            var place = 1
            while place < word.count && own[start + place] == word[place] { place += 1 }
            if place == word.count { return true }
          }
          start += 1
        }
        return false
      }
    }
  }
}
