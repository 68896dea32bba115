import Testing

@testable import Recordings
@testable import Traffic

@Suite("Parts of the input and output told by the words of their names")
struct CountWordsTests {
  @Test(
    "a name says what it counts",
    arguments: [
      ("provider_cache_read_input_tokens", CountWords.Part.cached), ("llm_cached_input_token", .cached),
      ("num_cached_input_tokens", .cached), ("cachedPromptTextTokens", .cached),
      ("CACHE_HIT_TOKENS", .cached), ("provider_cache_write_input_tokens", .written),
      ("cachedWriteTokens", .written), ("cache_creation_1h_prompt_tokens", .writtenHour),
      ("llm_reasoning_token", .reasoning), ("total_thought_tokens", .reasoning),
    ])
  func named(name: String, part: CountWords.Part) { #expect(CountWords.part(name) == part) }

  @Test(
    "what has such words and counts no tokens of a call is none",
    arguments: [
      "cached_tokens_cost", "cache_read_price_per_token", "uncached_input_tokens", "input_tokens_no_cache",
      "inputCacheMissTokens", "cache_hit_rate", "cached_tokens_saved", "max_thinking_tokens",
      "reasoning_budget_tokens", "cached_audio_tokens", "cache_key", "cached", "prompt_tokens", "each_token",
      "cache_write_tokens_5min", "estimated_cached_tokens", "potentialCachedTokens", "prev_cached_tokens",
      "cached_tokens_expired", "cached_output_tokens", "semantic_cache_hit_tokens",
      "cache_stored_tokens_size",
    ])
  func others(name: String) { #expect(CountWords.part(name) == nil) }

  private func counts(_ text: String) throws -> [Int?] {
    let stream = try read(text)
    let recorded = stream.recorded
    let parts = [recorded.cachedTokens, recorded.writtenTokens, recorded.reasoningTokens]
    return [stream.inputTokens(0), Int(stream.outputTokens[0])] + parts.map { $0[0].map { Int($0) } }
  }

  @Test(
    "a usage counts no prices, limits, budgets or other calls that stand within it",
    arguments: [
      #""cost_breakdown":{"cached_tokens":600}"#, #""rates":{"cache_read_tokens":600}"#,
      #""quota":{"cached_tokens":600}"#, #""previous_call":{"cached_tokens":600}"#,
      #""last_24h":{"reasoning_tokens":600}"#, #""expected_cache_read_tokens":600"#,
    ])
  func besideCounts(_ members: String) throws {
    let usage = #"{"prompt_tokens":1000,"completion_tokens":100,\#(members)}"#
    #expect(try counts(#"{"model":"m","usage":\#(usage)}"#) == [1000, 100, nil, nil, nil])
  }

  @Test("usages of clients, with the provider's own within, tell their parts")
  func usages() throws {
    // LangChain4j, Spring AI and xAI's own protocol.
    #expect(
      try counts(
        #"{"modelName":"m","tokenUsage":{"inputTokenCount":1000,"inputTokensDetails":{"cachedTokens":600},"outputTokenCount":100,"outputTokensDetails":{"reasoningTokens":20}}}"#
      ) == [1000, 100, 600, nil, 20])
    #expect(
      try counts(
        #"{"metadata":{"model":"m","usage":{"promptTokens":1000,"completionTokens":100,"nativeUsage":{"prompt_tokens":1000,"prompt_tokens_details":{"cached_tokens":600}}}}}"#
      ) == [1000, 100, 600, nil, nil])
    #expect(
      try counts(
        #"{"model":"m","usage":{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1120,"cached_prompt_text_tokens":600,"reasoning_tokens":20}}"#
      ) == [1000, 120, 600, nil, 20])
    // Its hash is that of cache_write_1h_tokens.
    #expect(
      try counts(
        #"{"model":"m","usage":{"prompt_tokens":1000,"completion_tokens":100,"cache_write_tokens":50}}"#)
        == [1000, 100, nil, 50, nil])
    // Two that differ tell nothing.
    #expect(
      try counts(
        #"{"model":"m","usage":{"prompt_tokens":1000,"completion_tokens":100,"cached_system_tokens":600,"cached_user_tokens":100}}"#
      ) == [1000, 100, nil, nil, nil])
  }

  @Test("columns of gateways tell their parts, which are within the input")
  func columns() throws {
    for text in [
      "model_name,input_tokens,output_tokens,provider_cache_read_input_tokens,provider_cache_write_input_tokens\n"
        + "m,1000,100,600,50\n",
      #"{"model":"m","num_input_tokens":1000,"num_output_tokens":100,"num_cache_hit_input_tokens":600,"num_cache_write_input_tokens":50}"#,
    ] {
      #expect(try counts(text) == [1000, 100, 600, 50, nil])
    }
    // llama.cpp counts the whole of its cache.
    let server = #"{"model":"m","tokens_evaluated":120,"tokens_predicted":64,"tokens_cached":183}"#
    #expect(try counts(server) == [120, 64, nil, nil, nil])
  }
}
