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
    let words = lower.split(whereSeparator: \.isWhitespace).count
    if words <= 5 || simple.contains(where: { matches($0, in: lower, wholeWords: wholeWords) }) {
      return .simple
    }
    if complex.contains(where: { matches($0, in: lower, wholeWords: wholeWords) }) { return .complex }
    return .medium
  }

  private static func matches(_ keyword: String, in text: String, wholeWords: Bool) -> Bool {
    let bytes = Array(text.utf8)
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

/// Article 001's prompt compressor, with its two syntax errors mended: drops filler words and words in "-ly".
package enum FillerWordCompressor {
  private static let fillers: Set<String> = [
    "basically", "actually", "essentially", "literally", "honestly", "simply", "just", "very", "really",
    "quite",
  ]
  private static let kept: Set<String> = ["only", "early", "daily", "monthly", "yearly"]

  /// The compressed text, with single spaces.
  package static func compress(_ text: String) -> String {
    withoutFillers(text).split(whereSeparator: \.isWhitespace)
      .filter { !($0.hasSuffix("ly") && !kept.contains(String($0))) }
      .joined(separator: " ")
  }

  /// Words after compression over words before; 1 for a text without words.
  package static func keptWordShare(of text: String) -> Double {
    let before = text.split(whereSeparator: \.isWhitespace).count
    if before == 0 { return 1 }
    return Double(compress(text).split(whereSeparator: \.isWhitespace).count) / Double(before)
  }

  /// Removes whole filler words, whatever stands around them, as the article's regular expressions do.
  private static func withoutFillers(_ text: String) -> String {
    var result = ""
    var word = ""
    func flush() {
      if !fillers.contains(word.lowercased()) { result += word }
      word = ""
    }
    for character in text {
      if character.isLetter || character.isNumber || character == "_" {
        word.append(character)
      } else {
        flush()
        result.append(character)
      }
    }
    flush()
    return result
  }
}
