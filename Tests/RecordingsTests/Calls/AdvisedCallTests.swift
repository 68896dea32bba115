import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Calls of models that advised an answer, in logs that keep the answer below others.
@Suite("Calls that advised an answer")
struct AdvisedCallTests {
  private let usage =
    #"{"input_tokens":100,"output_tokens":20,"iterations":[{"type":"message","input_tokens":100,"output_tokens":20},"#
    + #"{"type":"advisor_message","model":"claude-opus-5","input_tokens":1000,"output_tokens":200}]}"#

  @Test("what advised an answer is a call wherever the answer stands")
  func places() throws {
    let answer =
      #"{"id":"m","type":"message","model":"claude-sonnet-5","content":[{"type":"text","text":"x"}],"usage":\#(usage)}"#
    let time = #""timestamp":"2026-05-01T00:00:00Z","user_id":"ann","cost_usd":1"#
    let asked = #""messages":[{"role":"user","content":"q"}]"#
    for (text, format) in [
      (#"{\#(time),"request":{"model":"claude-sonnet-5",\#(asked)},"response":\#(answer)}"#, "openai_chat"),
      (#"{\#(time),"model":"claude-sonnet-5","system":"s",\#(asked),"response":\#(answer)}"#, "anthropic"),
      (#"{\#(time),"model":"claude-sonnet-5","response":\#(answer)}"#, "usage_log"),
      (
        #"{"custom_id":"c","result":{"type":"succeeded","message":\#(answer)}}"#, "openai_batch_output"
      ),
    ] {
      let stream = try read(text)
      let wanted = LogTotals(2, 1100, 220, models: ["claude-sonnet-5", "claude-opus-5"])
      #expect(stream.reading?.format == format)
      #expect(LogTotals(stream, as: wanted) == wanted, "\(format)")
      #expect(stream.promptCount == 2, "\(format)")
      if format != "openai_batch_output" {
        #expect(stream.reading?.users == 2, "\(format)")
        #expect(stream.recorded.cost[0] == 1_000_000_000_000 && stream.recorded.cost[1] == nil, "\(format)")
      }
    }
  }

  @Test("a request without messages stays a fault")
  func lacking() {
    let row = #"{"model":"m","system":"s","messages":[{"role":"user","content":"q"}]}"#
    #expect(fault(row + "\n" + #"{"model":"m","system":"s"}"#)?.message.contains("lacks 'messages'") == true)
  }
}
