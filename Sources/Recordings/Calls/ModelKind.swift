/// What the name of a model says of it.
struct ModelKind {
  /// Whether the model is one of embeddings, ranks, moderation, speech or pictures, which writes no text.
  private(set) var isWordless = false

  /// Whether the model is one of Google's Gemini.
  private(set) var isGemini = false

  private static let wordless: [[UInt8]] = [
    "embed", "rerank", "moderation", "whisper", "tts-", "dall-e", "gpt-image", "stable-diffusion", "imagen",
    "voyage-", "jina-",
  ].map { Array($0.utf8) }

  private static let gemini = Array("gemini".utf8)

  /// Looks at a name, whatever its case; nothing is known of a model without one.
  ///
  /// Every row of a log is asked, so that bytes are compared and no text is made.
  init(_ name: [UInt8]?) {
    guard let name else { return }
    for place in name.indices {
      if !isGemini { isGemini = name.holds(Self.gemini, at: place) }
      if !isWordless { isWordless = Self.wordless.contains { name.holds($0, at: place) } }
    }
  }
}

extension ModelKind {
  /// Whether two names may be those of one model: with another prefix, a date or a version.
  static func isSame(_ name: [UInt8], _ other: [UInt8]) -> Bool {
    if other.starts(with: name) { return true }
    func letters(_ name: [UInt8]) -> String {
      let text = String(decoding: name, as: UTF8.self).lowercased()
      let last = text.split(separator: "/").last ?? ""
      return String(
        (last.hasSuffix("-latest") ? last.dropLast(7) : last).filter { $0.isLetter || $0.isNumber })
    }
    let (own, own2) = (letters(name), letters(other))
    return own.contains(own2) || own2.contains(own)
  }
}

extension [UInt8] {
  /// Whether a word in small letters of ASCII stands at a place, in whatever case.
  @inline(__always)
  fileprivate func holds(_ word: [UInt8], at place: Int) -> Bool {
    guard word.count <= count - place else { return false }
    for index in word.indices where self[place + index].lowercasedASCII != word[index] { return false }
    return true
  }
}

extension UInt8 {
  /// The byte as a small letter where it is a capital one.
  @inline(__always)
  fileprivate var lowercasedASCII: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
