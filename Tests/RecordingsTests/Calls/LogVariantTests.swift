import Testing

@testable import Recordings
@testable import Traffic

@Suite("Variants of the logs that are known")
struct LogVariantTests {
  private func span(_ attributes: String, _ rest: String = "") -> String {
    #"{"name":"chat","trace_id":"t","span_id":"s","start_time":"2026-01-01T00:00:00Z","end_time":"2026-01-01T00:00:01Z","attributes":{\#(attributes)}\#(rest)}"#
  }

  private let model =
    #""gen_ai.request.model":"m","gen_ai.usage.input_tokens":10,"gen_ai.usage.output_tokens":5"#

  @Test("messages of a span may be its events, one for all or one each")
  func events() throws {
    let whole = try read(
      span(
        model,
        #","events":[{"name":"gen_ai.content.prompt","attributes":{"gen_ai.prompt":"[{\"role\":\"user\",\"content\":\"hi\"}]"}}]"#
      ))
    #expect(whole.reading?.format == "otel")
    #expect(whole.texts.text(0) == "hi")
    let each = try read(
      span(
        model,
        #","events":[{"name":"gen_ai.system.message","attributes":{"content":"s"}},{"name":"gen_ai.user.message","attributes":[{"key":"content","value":{"stringValue":"hi"}}]},{"name":"gen_ai.choice","attributes":{"message":"x"}}]"#
      ))
    #expect(each.texts.text(0) == "hi")
    #expect(each.systemTokens[0] > 0)
    #expect(each.count == 1)
  }

  @Test("the AI SDK's own attributes are read, and an embedding has no output")
  func attributes() throws {
    let own = try read(
      span(
        #""ai.model.id":"m","ai.usage.promptTokens":10,"ai.usage.completionTokens":5,"ai.prompt.messages":"[{\"role\":\"user\",\"content\":\"hi\"}]""#
      ))
    #expect(own.inputTokens(0) == 10 && own.outputTokens == [5])
    #expect(own.texts.text(0) == "hi")
    let embedding = try read(
      span(
        #""gen_ai.operation.name":"embeddings","gen_ai.request.model":"e","gen_ai.usage.input_tokens":10"#))
    #expect(embedding.outputTokens == [0])
    let users = try read(
      span(
        model
          + #","traceloop.association.properties.user_id":"u","traceloop.association.properties.session_id":"c""#
      ))
    #expect(users.reading?.users == 1)
  }

  @Test("the payload of LiteLLM's callbacks is a spend log, not an observation")
  func payload() throws {
    let stream = try read(
      #"{"id":"chatcmpl-1","trace_id":"t","call_type":"completion","response_cost":0.0001,"status":"success","prompt_tokens":10,"completion_tokens":5,"startTime":1767225600.1,"endTime":1767225601.2,"completionStartTime":1767225600.4,"model":"m","cache_hit":false,"end_user":"u","messages":[{"role":"user","content":"hi"}],"response":{"usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"cached_tokens":4}}},"model_parameters":{"temperature":0}}"#
    )
    #expect(stream.reading?.format == "litellm")
    #expect(stream.recorded.cost[0] == 100_000_000)
    #expect(stream.recorded.cachedTokens[0] == 4)
    #expect(stream.reading?.users == 1 && stream.reading?.temperatures == 1)
  }

  @Test("failures of a batch have no time of their own, before an answer or behind it")
  func batchTimes() throws {
    let answer =
      #"{"custom_id":"1","response":{"status_code":200,"body":{"created":1767225600,"model":"m","choices":[],"usage":{"prompt_tokens":10,"completion_tokens":5}}}}"#
    let failure = #"{"custom_id":"2","response":{"status_code":429,"body":{"error":{"message":"x"}}}}"#
    for text in [answer + "\n" + failure, failure + "\n" + answer] {
      let stream = try read(text)
      #expect(stream.arrival.map(\.seconds) == [0, 0])
      #expect(stream.reading?.firstTime == 1_767_225_600_000_000_000)
      #expect((0..<2).reduce(0) { $0 + stream.inputTokens($1) } == 10)
    }
    // A row without a time that did not fail is a fault still.
    #expect(
      fault("prompt,timestamp\na,1\n" + "b,\n")?.message.hasPrefix("the timestamp is ''") == true)
  }

  @Test("batches of Anthropic and Gemini, whose requests lie under other names")
  func batches() throws {
    let anthropic = try read(
      #"{"custom_id":"1","params":{"model":"m","max_tokens":10,"messages":[{"role":"user","content":"hi"}]}}"#
    )
    #expect(anthropic.reading?.format == "anthropic")
    #expect(anthropic.marks[0].contains(.batchEligible))
    let gemini = try read(
      #"{"key":"1","request":{"contents":[{"parts":[{"text":"hi"}]}]},"response":{"modelVersion":"g","usageMetadata":{"promptTokenCount":10,"candidatesTokenCount":5}}}"#
    )
    #expect(gemini.texts.text(0) == "hi")
    #expect(gemini.recorded.modelNames == ["g"])
    #expect(gemini.inputTokens(0) == 10)
  }

  @Test("a table may hold messages and usages as JSON, and counts may stand beside the messages")
  func tables() throws {
    let table = try read(
      "created_at,model,messages,usage\n2026-01-01T00:00:00Z,m,\"[{\"\"role\"\":\"\"user\"\",\"\"content\"\":\"\"hi\"\"}]\",\"{\"\"prompt_tokens\"\":10,\"\"completion_tokens\"\":5}\"\n"
    )
    #expect(table.reading?.format == "openai_chat")
    #expect(table.texts.text(0) == "hi")
    #expect(table.inputTokens(0) == 10 && table.outputTokens == [5])
    let beside = try read(
      #"{"model":"m","messages":[{"role":"user","content":"hi"}],"prompt_tokens":10,"completion_tokens":5}"#)
    #expect(beside.inputTokens(0) == 10 && beside.outputTokens == [5])
  }
}
