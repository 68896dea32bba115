/// Article 001's prompt compressor, with its two syntax errors mended: drops filler words and words in "-ly".
package enum FillerWordCompressor {
  static let fillers: Set<String> = [
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
