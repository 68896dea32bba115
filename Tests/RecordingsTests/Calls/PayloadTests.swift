import Declarations
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Requests and answers kept as texts")
struct PayloadTests {
  @Test("Vertex AI's lists of texts are requests and answers, streamed ones too")
  func vertex() throws {
    func piece(_ text: String, _ more: String = "") -> String {
      #"{"candidates":[{"content":{"role":"model","parts":[{"text":"\#(text)"}]}}]\#(more)}"#
    }
    let usage =
      #","usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":15,"thoughtsTokenCount":5,"totalTokenCount":120,"#
      + #""cachedContentTokenCount":64}"#
    func row(_ id: Int, _ pieces: [String], _ model: String) -> String {
      let request = JSONValue.quoted(#"{"contents":[{"role":"user","parts":[{"text":"q\#(id)"}]}]}"#)
      let answer = pieces.map { JSONValue.quoted($0) }.joined(separator: ",")
      return
        #"{"logging_time":"2026-03-01 10:00:0\#(id).123 UTC","request_id":"\#(id)",\#(model),"full_request":null,"#
        + #""full_response":null,"request_payload":[\#(request)],"response_payload":[\#(answer)]}"#
    }
    let named = #""model":"publishers/google/models/gemini-2.5-flash""#
    let endpoint = #""endpoint":"projects/1/locations/us/publishers/google/models/gemini-2.5-pro""#
    let text = [
      row(0, [piece("a"), piece("b", usage)], named), row(4, [piece("c", usage)], endpoint),
    ].joined(separator: "\n")
    let wanted = LogTotals(2, 200, 40, cached: 128, span: 4, models: ["gemini-2.5-flash", "gemini-2.5-pro"])
    let stream = try read(text)
    #expect(stream.reading?.format == "vertex")
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.promptCount == 2 && stream.reading?.texts == 2)
  }

  @Test(
    "calls whose messages were not kept are read by their counts, with the parts beside them, as Letta's steps"
  )
  func emptyMessages() throws {
    func step(_ id: Int, _ counts: String) -> String {
      #"{"id":"s\#(id)","model":"m","created_at":"2026-03-01T10:00:0\#(id)Z",\#(counts),"messages":[]}"#
    }
    let counts =
      #""prompt_tokens":100,"completion_tokens":20,"total_tokens":120,"prompt_tokens_details":{"cached_tokens":64},"#
      + #""completion_tokens_details":{"reasoning_tokens":5}"#
    let wanted = LogTotals(2, 200, 40, cached: 128, span: 5)
    for own in [counts, #""usage":{\#(counts)}"#] {
      let stream = try read(step(0, own) + "\n" + step(5, own))
      #expect(LogTotals(stream, as: wanted) == wanted, "\(own)")
      #expect(stream.recorded.reasoningTokens[1] == 5)
    }
  }

  @Test("steps of smolagents have their timing, answers of watsonx and messages of Langflow their models")
  func places() throws {
    func step(_ id: Int) -> String {
      #"{"step_number":\#(id),"timing":{"start_time":177235920\#(id).5,"end_time":177235920\#(id + 2).5,"duration":2.0},"#
        + #""token_usage":{"input_tokens":100,"output_tokens":20,"total_tokens":120}}"#
    }
    let steps = LogTotals(2, 200, 40, span: 4, latency: 4)
    #expect(LogTotals(try read("[\(step(0)),\(step(4))]"), as: steps) == steps)
    let flow =
      #"{"timestamp":"2026-03-01 10:00:00 UTC","sender":"Machine","text":"a","properties":{"source":{"display_name":"OpenAI","#
      + #""source":"gpt-4o"},"usage":{"input_tokens":100,"output_tokens":20,"total_tokens":120}}}"#
    let message = LogTotals(1, 100, 20, models: ["gpt-4o"])
    #expect(LogTotals(try read(flow), as: message) == message)
    let answer =
      #"{"model_id":"ibm/granite-3-8b","created_at":"2026-03-01T10:00:00Z","results":[{"generated_text":"a","#
      + #""generated_token_count":20,"input_token_count":100,"stop_reason":"eos_token"}]}"#
    let wanted = LogTotals(1, 100, 20, models: ["ibm/granite-3-8b"])
    #expect(LogTotals(try read(answer), as: wanted) == wanted)
  }

  @Test("goose's lines of a request and of its answer are one call, with the last usage of its pieces")
  func goose() throws {
    func asked(_ text: String) -> String {
      #"{"model_config":{"model_name":"m","context_limit":null},"input":{"model":"m","messages":[{"role":"user","content":"#
        + #""\#(text)"}]}}"#
    }
    func answer(_ usage: String) -> String {
      #"{"data":{"role":"assistant","content":[]},"usage":\#(usage)}"#
    }
    func usage(_ output: Int) -> String {
      #"{"input_tokens":100,"output_tokens":\#(output),"total_tokens":\#(100 + output)}"#
    }
    let stream = try read(
      [
        asked("q"), answer("null"), answer(usage(5)), answer(usage(20)), asked("p"), answer("null"),
        answer(usage(20)),
      ].joined(separator: "\n"))
    let wanted = LogTotals(2, 200, 40, models: ["m"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.promptCount == 2 && stream.reading?.texts == 2 && stream.reading?.inputRules[0] == 2)
  }
}
