import Testing

@testable import Recordings

/// What names of models say.
@Suite struct ModelKindTests {
  @Test(
    "names are told by a part, in whatever case",
    arguments: [
      ("text-embedding-3-small", true, false), ("openai/Text-Embedding-ADA-002", true, false),
      ("cohere/rerank-v3.5", true, false), ("WHISPER-1", true, false), ("gpt-4o-mini-tts", false, false),
      ("tts-1-hd", true, false), ("voyage-3", true, false), ("voyage", false, false),
      ("vertex_ai/Gemini-2.5-flash", false, true), ("gemini-embedding-001", true, true),
      ("imagen-4.0", true, false), ("gpt-4o", false, false), ("", false, false), ("gemin", false, false),
    ])
  func names(name: String, isWordless: Bool, isGemini: Bool) {
    let kind = ModelKind(Array(name.utf8))
    #expect(kind.isWordless == isWordless && kind.isGemini == isGemini)
  }

  @Test("nothing is known of a model without a name")
  func nameless() {
    let kind = ModelKind(nil)
    #expect(!kind.isWordless && !kind.isGemini)
  }
}
