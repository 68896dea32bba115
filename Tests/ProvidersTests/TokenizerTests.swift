import Testing

@testable import Providers

@Suite("Tokenizers")
struct TokenizerTests {
  @Test(
    "a model's tokenizer follows from its name",
    arguments: [
      ("gpt-4", .cl100k), ("gpt-4-turbo-2024-04-09", .cl100k), ("azure/gpt-35-turbo", .cl100k),
      ("openai/gpt-4o-mini", .o200k), ("gpt-4.1", .o200k), ("o3-mini", .o200k), ("openai/o1", .o200k),
      ("gpt-5.1-codex", .o200k), ("claude-3-5-sonnet-20241022", .claude),
      ("us.anthropic.claude-opus-4-6-20260101-v1:0", .claude), ("claude-opus-4-7", .claudeSince47),
      ("claude-sonnet-5", nil), ("gemini/gemini-2.5-pro", .gemini),
      ("meta-llama/Llama-3.3-70B-Instruct", .llama3),
      ("llama-2-70b-chat", .llama2), ("mistral-large", nil), ("solo1", nil),
    ] as [(String, Tokenizer?)])
  func names(_ model: String, _ tokenizer: Tokenizer?) { #expect(Tokenizer(model: model) == tokenizer) }

  @Test("a ratio is published of few pairs, and is one over itself the other way round")
  func factors() throws {
    #expect(try #require(Tokenizer.claude.factor(to: .claudeSince47)) == 4.33 / 3.6)
    #expect(try #require(Tokenizer.claudeSince47.factor(to: .claude)) == 1 / (4.33 / 3.6))
    #expect(try #require(Tokenizer.cl100k.factor(to: .o200k)) < 1)
    #expect(Tokenizer.o200k.factor(to: .gemini) == 1)
    #expect(Tokenizer.llama3.factor(to: .llama3) == 1)
    #expect(Tokenizer.claude.factor(to: .o200k) == nil)
    #expect(Tokenizer.llama3.factor(to: .gemini) == nil)
  }
}
