import Testing

@testable import Recordings
@testable import Traffic

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

  @Test("the model that answered counts, where it is another one than was asked for")
  func answered() throws {
    func model(
      _ asked: String, _ answered: String,
      _ more: String = #","usage":{"prompt_tokens":1,"completion_tokens":1}"#
    )
      throws -> [String]
    {
      try read(
        #"{"request":{"model":"\#(asked)","messages":[{"role":"user","content":"q"}]},"response":{"model":"\#(answered)"\#(more)}}"#
      ).recorded.modelNames
    }
    for (asked, answered) in [
      ("openrouter/auto", "openai/gpt-4o"), ("my-deployment", "gpt-4o-2024-08-06"),
      ("gpt-4o", "claude-sonnet-4-5-20250929"), ("gpt-4o-prod", "gpt-4o-2024-08-06"),
    ] {
      #expect(try model(asked, answered) == [answered])
    }
    for (asked, answered) in [
      ("gpt-4o", "gpt-4o-2024-08-06"), ("anthropic/claude-sonnet-4.5", "claude-sonnet-4-5-20250929"),
      ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5-20250929"),
      ("claude-3-5-haiku-latest", "claude-3-5-haiku-20241022"),
    ] {
      #expect(try model(asked, answered) == [asked])
    }
    // What is no answer of a provider may name the model of a car.
    #expect(try model("gpt-4o", "Beetle", #","wheels":4"#) == ["gpt-4o"])
  }
}
