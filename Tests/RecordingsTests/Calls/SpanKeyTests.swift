import Testing

@testable import Recordings
@testable import Traffic

@Suite("Keys of requests in spans and events")
struct SpanKeyTests {
  /// Whether two spans with these attributes have one key.
  private func areEqual(_ first: String, _ second: String) throws -> Bool {
    let lines = [first, second].enumerated().map { place, attributes in
      #"{"traceId":"t\#(place)","spanId":"s\#(place)","name":"chat","startTimeUnixNano":"\#(1_762_128_000 + place)000000000","#
        + #""endTimeUnixNano":"\#(1_762_128_001 + place)000000000","attributes":{\#(attributes)}}"#
    }
    return try haveOneKey(lines)
  }

  private func haveOneKey(_ lines: [String]) throws -> Bool {
    let stream = try read(lines.joined(separator: "\n"))
    #expect(stream.count == 2)
    let variants = stream.variants.ofRequest
    return stream.prompt[0] == stream.prompt[1] && (variants.isEmpty || variants[0] == variants[1])
  }

  private static let openInference =
    #""llm.model_name":"gpt-4o","llm.token_count.prompt":9,"llm.token_count.completion":5,"#
    + #""llm.input_messages.0.message.role":"user","llm.input_messages.1.message.role":"user","#
    + #""llm.input_messages.1.message.content":"b""#
  private static let conventions =
    #""gen_ai.request.model":"gpt-4o","gen_ai.usage.input_tokens":9,"gen_ai.usage.output_tokens":5,"#
    + #""gen_ai.prompt.0.role":"user","gen_ai.prompt.0.content":"a""#

  @Test(
    "OpenInference's settings, tools, parts and calls of tools are in the key",
    arguments: [
      #""llm.invocation_parameters":"{\"seed\": VALUE}""#,
      #""llm.tools.0.tool.json_schema":"{\"name\": VALUE}""#,
      #""llm.input_messages.0.message.contents.0.message_content.text":"VALUE""#,
      #""llm.input_messages.0.message.contents.0.message_content.image.image.url":"VALUE""#,
      #""llm.input_messages.0.message.tool_calls.0.tool_call.function.arguments":"{\"a\": VALUE}""#,
      #""llm.input_messages.0.message.tool_calls.0.tool_call.id":"VALUE""#,
    ])
  func openInference(attribute: String) throws {
    func span(_ value: String) -> String {
      Self.openInference + "," + attribute.replacing("VALUE", with: value)
    }
    #expect(try areEqual(span("1"), span("1")))
    #expect(try !areEqual(span("1"), span("2")))
    #expect(try !areEqual(span("1"), Self.openInference))
  }

  @Test("parts of a message are the text that they hold")
  func parts() throws {
    let message = #","llm.input_messages.0.message."#
    let parts = Self.openInference + message + #"contents.0.message_content.type":"text""# + message
    #expect(
      try areEqual(
        Self.openInference + message + #"content":"a""#, parts + #"contents.0.message_content.text":"a""#))
  }

  @Test(
    "the conventions' form and number of answers, and the names of OpenLLMetry and the AI SDK, are in the key",
    arguments: [
      #""gen_ai.output.type":"json""#, #""gen_ai.request.choice.count":2"#, #""gen_ai.request.seed":1"#,
      #""gen_ai.request.structured_output_schema":"{}""#, #""llm.request.functions.0.name":"f""#,
      #""gen_ai.prompt.0.tool_calls.0.arguments":"{}""#, #""ai.prompt.tools":["{}"]"#,
      #""ai.prompt.toolChoice":"{\"type\":\"required\"}""#, #""ai.settings.maxOutputTokens":5"#,
      #""llm.chat.stop_sequences":["x"]"#, #""llm.frequency_penalty":0.5"#, #""llm.presence_penalty":0.5"#,
      #""llm.top_k":4"#, #""gen_ai.openai.request.seed":7"#,
      #""gen_ai.openai.request.response_format":"json_object""#,
    ])
  func conventions(attribute: String) throws {
    let changed = Self.conventions + "," + attribute
    #expect(try areEqual(changed, changed))
    #expect(try !areEqual(Self.conventions, changed))
  }

  @Test(
    "what a span says without asking for anything is not",
    arguments: [
      #""gen_ai.output.type":"text""#, #""gen_ai.request.choice.count":1"#, #""ai.settings.maxRetries":2"#,
      #""ai.prompt.toolChoice":"{\"type\":\"auto\"}""#, #""llm.invocation_parameters":"{}""#,
      #""gen_ai.openai.request.response_format":"text""#, #""llm.presence_penalty":0"#,
    ])
  func defaults(attribute: String) throws {
    #expect(try areEqual(Self.conventions, Self.conventions + "," + attribute))
  }

  @Test("parameters of PostHog's events are in the key")
  func postHog() throws {
    func event(_ more: String) -> String {
      #"{"event":"$ai_generation","uuid":"u\#(more.count)","timestamp":"2026-11-01T10:00:00Z","properties":{"$ai_model":"m","#
        + #""$ai_input":[{"role":"user","content":"a"}],"$ai_input_tokens":9,"$ai_output_tokens":5\#(more)}}"#
    }
    #expect(try haveOneKey([event(""), event(#","$ai_latency":1"#)]))
    #expect(try !haveOneKey([event(""), event(#","$ai_model_parameters":{"seed":1}"#)]))
    #expect(try !haveOneKey([event(""), event(#","$ai_max_tokens":5"#)]))
  }
}
