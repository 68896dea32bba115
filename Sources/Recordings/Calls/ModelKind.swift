/// What the name of a model says of it.
enum ModelKind {
  private static let wordless = [
    "embed", "rerank", "moderation", "whisper", "tts-", "dall-e", "gpt-image", "stable-diffusion", "imagen",
    "voyage-",
    "jina-",
  ]

  /// Whether the model is one of embeddings, ranks, moderation, speech or pictures, which writes no text.
  static func isWordless(_ name: [UInt8]?) -> Bool {
    guard let name else { return false }
    let text = String(decoding: name, as: UTF8.self).lowercased()
    return wordless.contains { text.contains($0) }
  }

  /// Whether the model is one of Google's Gemini.
  static func isGemini(_ name: [UInt8]?) -> Bool {
    name.map { String(decoding: $0, as: UTF8.self).lowercased().contains("gemini") } ?? false
  }
}
