import Declarations
import Testing

@testable import Recordings
@testable import Traffic

/// Conversations as chats and agents store them, each answer with its usage.
@Suite("Conversations whose messages hold their usage")
struct MessageUsageTests {
  private func answer(_ id: Int, _ more: String) -> String {
    #"{"role":"assistant","content":"a\#(id)",\#(more)}"#
  }

  private func usage(_ input: Int) -> String {
    #"{"prompt_tokens":\#(input),"completion_tokens":20,"total_tokens":\#(input + 20)}"#
  }

  private let question = #"{"role":"user","content":"q"}"#

  @Test("an answer with a usage is a call, with its model, time and cost")
  func chats() throws {
    func message(_ id: Int) -> String {
      answer(
        id,
        #""id":"m\#(id)","model":"gpt-4o","createdAt":"2026-03-01T10:00:0\#(id)Z","cost":0.25,"usage":\#(usage(100 + id))"#
      )
    }
    func chat(_ messages: [String]) -> String {
      #"{"id":"c","name":"A title","userId":"ann","model":"other","messages":[\#(messages.joined(separator: ","))]}"#
    }
    let whole = chat([question, message(0), question, message(3)])
    let wanted = LogTotals(2, 203, 40, span: 3, cost: 0.5, models: ["gpt-4o"])
    // A conversation that is stored again as it grows tells its calls once.
    for text in [whole, chat([question, message(0)]) + "\n" + whole] {
      let stream = try read(text)
      #expect(stream.reading?.format == "message_usage")
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.reading?.users == 2 && stream.reading?.texts == 2 && stream.promptCount == 2)
    }
  }

  @Test("the trajectory of an agent that keeps answers beside its messages is its calls")
  func trajectories() throws {
    func message(_ id: Int) -> String {
      let response = #"{"created":177235920\#(id),"model":"m","choices":[],"usage":\#(usage(100))}"#
      return answer(id, #""extra":{"response":\#(response),"cost":0.5}"#)
    }
    let info = #""info":{"exit_status":"Submitted","model_stats":{"instance_cost":1,"api_calls":2}}"#
    let stream = try read(
      #"{\#(info),"messages":[\#([question, message(0), question, message(5)].joined(separator: ","))]}"#)
    let wanted = LogTotals(2, 200, 40, span: 5, cost: 1, models: ["m"])
    #expect(stream.reading?.format == "message_usage")
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("a request whose earlier answers hold usages stays one call")
  func requests() throws {
    let history = [question, answer(0, #""usage":\#(usage(100))"#), question].joined(separator: ",")
    for more in [#""temperature":0"#, #""usage":\#(usage(300))"#] {
      let stream = try read(#"{"model":"m","messages":[\#(history)],\#(more)}"#)
      #expect(stream.count == 1 && stream.reading?.format == "openai_chat")
    }
  }
}
