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

  @Test("an answer without a time has that of the message before it, or of its conversation, which is told")
  func earlierTimes() throws {
    func chat(_ day: Int, _ asked: String) -> String {
      let question = #"{"role":"user","content":"q"\#(asked)}"#
      let answered = answer(day, #""usage":\#(usage(100))"#)
      return
        #"{"id":"c\#(day)","created_at":"2026-03-0\#(day)T10:00:00Z","model":"m","messages":[\#(question),\#(answered)]}"#
    }
    let text = [chat(1, ""), chat(2, #","timestamp":"2026-03-02T10:00:05Z""#)].joined(separator: "\n")
    let stream = try read(text)
    let wanted = LogTotals(2, 200, 40, span: 86_405)
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.remarks[Int(RecordedReading.Remark.earlierTime.rawValue)] == 2)
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

  @Test("a usage beside a history is its sum; beside messages it is where the counts add up")
  func sums() throws {
    func response(_ id: Int, _ input: Int, _ more: String = "") -> String {
      #"{"kind":"response","model_name":"m","timestamp":"2026-03-01T10:00:0\#(id)Z","usage":{"input_tokens":\#(input),"#
        + #""output_tokens":20\#(more)}}"#
    }
    // PydanticAI counts within the input what the cache had, and says it again by the provider's names.
    let cached =
      #","cache_write_tokens":30,"cache_read_tokens":60,"details":{"cache_creation_input_tokens":30,"#
      + #""cache_read_input_tokens":60,"input_tokens":10,"output_tokens":20}"#
    let history = [
      #"{"kind":"request","parts":[]}"#, response(0, 100, cached), response(4, 12),
    ].joined(separator: ",")
    let wanted = LogTotals(2, 112, 40, cached: 60, written: 30, span: 4, models: ["m"])
    let whole = #""usage":{"input_tokens":112,"output_tokens":40}"#
    for text in [
      #"{"id":"s","timestamp":1772359190,"message_history":[\#(history)],\#(whole)}"#,
      #"{"agent":"a","messages":[\#(history)],\#(whole),"output":"x"}"#,
    ] {
      let stream = try read(text)
      #expect(stream.reading?.format == "message_usage", "\(text)")
      #expect(LogTotals(stream, as: wanted) == wanted, "\(text)")
    }
    let chat = [
      question, answer(0, #""usage":\#(usage(100))"#), question, answer(1, #""usage":\#(usage(150))"#),
    ]
    .joined(separator: ",")
    for (own, calls) in [
      (#"{"prompt_tokens":250,"completion_tokens":40}"#, 2),
      (#"{"prompt_tokens":300,"completion_tokens":5}"#, 1),
      (#"{"prompt_tokens":250,"completion_tokens":40,"requests":2}"#, 2),
    ] {
      #expect(try read(#"{"model":"m","messages":[\#(chat)],"usage":\#(own)}"#).count == calls, "\(own)")
    }
  }

  @Test("AutoGen's results have their usage in the messages of the models alone")
  func results() throws {
    func message(_ source: String, _ usage: String, _ second: Int) -> String {
      #"{"source":"\#(source)","models_usage":\#(usage),"metadata":{},"created_at":"2026-03-01T10:00:0\#(second)Z","#
        + #""content":"c\#(second)","type":"TextMessage"}"#
    }
    let messages = [
      message("user", "null", 0), message("writer", #"{"prompt_tokens":100,"completion_tokens":20}"#, 1),
      message("critic", #"{"prompt_tokens":150,"completion_tokens":30}"#, 3),
    ].joined(separator: ",")
    let wanted = LogTotals(2, 250, 50, span: 2)
    let result = #"{"messages":[\#(messages)],"stop_reason":"done"}"#
    for text in [result, #"{"type":"result","data":{"task_result":\#(result),"usage":"","duration":9.5}}"#] {
      #expect(LogTotals(try read(text), as: wanted) == wanted, "\(text)")
    }
  }

  @Test("a turn of Augment is a call of the usage that one of its parts has, the cached beside its input")
  func turns() throws {
    let usage =
      #"{"token_usage":{"input_tokens":100,"output_tokens":20,"cache_read_input_tokens":300,"#
      + #""cache_creation_input_tokens":40}}"#
    let none = #"{"token_usage":{"input_tokens":0,"output_tokens":0}}"#
    func turn(_ id: Int, _ nodes: String, _ more: String = "") -> String {
      #"{"completed":true,"finishedAt":"2026-03-01T10:00:0\#(id)Z","sequenceId":\#(id),"exchange":{"request_id":"r\#(id)","#
        + #""response_nodes":[\#(nodes)]\#(more)}}"#
    }
    let turns = [
      turn(1, #"{"type":1},\#(none),\#(usage),\#(usage)"#, #","model_id":"m""#), turn(4, usage), turn(5, ""),
    ]
    let stream = try read(
      #"{"sessionId":"s","created":"2026-03-01T09:00:00Z","agentState":{"modelId":"n"},"chatHistory":["#
        + turns.joined(separator: ",") + "]}")
    let wanted = LogTotals(2, 880, 40, cached: 600, written: 80, span: 3, models: ["m", "n"])
    #expect(stream.reading?.format == "message_usage")
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("a step of a trajectory with metrics is a call of its own or the agent's model")
  func steps() throws {
    func step(_ id: Int, _ more: String) -> String {
      #"{"step_id":\#(id),"timestamp":"2026-03-01T10:00:0\#(id)Z","message":"t\#(id)",\#(more)}"#
    }
    let steps = [
      step(1, #""source":"user""#),
      step(
        2,
        #""source":"agent","model_name":"n","metrics":{"prompt_tokens":520,"completion_tokens":80,"cached_tokens":200,"#
          + #""cost_usd":0.5}"#),
      step(3, #""source":"system","metrics":{"reward":1}"#),
      step(
        5,
        #""source":"agent","metrics":{"prompt_tokens":600,"completion_tokens":40,"logprobs":[-0.1],"cost_usd":0.25}"#
      ),
    ]
    let stream = try read(
      #"{"schema_version":"ATIF-v1.5","session_id":"s","agent":{"name":"a","version":"1","model_name":"m"},"#
        + #""final_metrics":{"total_prompt_tokens":1120,"total_completion_tokens":120,"total_cost_usd":0.75},"#
        + #""steps":[\#(steps.joined(separator: ","))]}"#)
    let wanted = LogTotals(2, 1120, 120, cached: 200, span: 3, cost: 0.75, models: ["n", "m"])
    #expect(stream.reading?.format == "message_usage")
    #expect(LogTotals(stream, as: wanted) == wanted)
  }

  @Test("answers name their model in an object, or in what the provider sent, as simulations of tau2 do")
  func models() throws {
    func message(_ id: Int, _ role: String, _ more: String) -> String {
      #"{"role":"\#(role)","content":"t\#(id)","timestamp":"2026-03-01T10:00:0\#(id)","cost":0.25,\#(more)}"#
    }
    func raw(_ model: String) -> String {
      #""usage":{"completion_tokens":20,"prompt_tokens":100},"raw_data":{"id":"x","model":"\#(model)"}"#
    }
    let messages = [
      #"{"role":"assistant","content":"Hi","timestamp":"2026-03-01T10:00:00","cost":0.0,"usage":null,"raw_data":null}"#,
      message(1, "user", raw("n")), message(3, "assistant", raw("m")),
      #"{"role":"tool","content":"{}","timestamp":"2026-03-01T10:00:04"}"#, message(6, "assistant", raw("m")),
    ]
    let run =
      #"{"id":"s","task_id":"1","start_time":"2026-03-01T10:00:00","duration":6.5,"agent_cost":0.5,"user_cost":0.25,"#
      + #""messages":[\#(messages.joined(separator: ","))]}"#
    let wanted = LogTotals(3, 300, 60, span: 5, cost: 0.75, models: ["n", "m"])
    for text in [run, #"{"info":{"num_trials":1},"tasks":[{"id":"1"}],"simulations":[\#(run)]}"#] {
      #expect(LogTotals(try read(text), as: wanted) == wanted, "\(text)")
    }
    let named = answer(0, #""model":{"id":"gpt-4o","provider":"openai"},"usage":\#(usage(100))"#)
    #expect(try read(#"{"messages":[\#(question),\#(named)]}"#).recorded.modelNames == ["gpt-4o"])
  }

  @Test("a result that sums up the calls of an agent beside its messages is told to")
  func sumsOfAgents() throws {
    let counts = #""prompt_tokens":5000,"completion_tokens":300,"total_cost":0.5"#
    for (more, rows) in [
      (#""num_llm_calls":3,"#, 1), (#""max_prompt_tokens_per_call":2000,"#, 1),
      (#""max_prompt_tokens_per_call":5000,"num_llm_calls":1,"#, 0),
    ] {
      let stream = try read(#"{"result":"r",\#(more)\#(counts),"messages":[\#(question)]}"#)
      let wanted = LogTotals(1, 5000, 300, cost: 0.5)
      #expect(LogTotals(stream, as: wanted) == wanted)
      #expect(stream.reading?.remarks[Int(RecordedReading.Remark.turns.rawValue)] == rows, "\(more)")
    }
  }

  @Test("sessions of ADK, and messages of LangChain by type or constructor, are the calls of their answers")
  func otherMakers() throws {
    func event(_ id: Int, _ author: String, _ more: String = "") -> String {
      let role = author == "user" ? "user" : "model"
      return #"{"id":"e\#(id)","invocationId":"i","author":"\#(author)","timestamp":177235920\#(id).5,"#
        + #""content":{"parts":[{"text":"t\#(id)"}],"role":"\#(role)"}\#(more)}"#
    }
    let used =
      #","modelVersion":"gemini-2.5-flash","usageMetadata":{"promptTokenCount":100,"candidatesTokenCount":15,"#
      + #""thoughtsTokenCount":5,"totalTokenCount":120,"cachedContentTokenCount":64}"#
    let events = [event(0, "user"), event(1, "agent", used), event(4, "user"), event(6, "agent", used)]
    let session =
      #"{"id":"s","appName":"a","userId":"u","lastUpdateTime":1772359210,"events":[\#(events.joined(separator: ","))]}"#
    let stream = try read(session)
    let wanted = LogTotals(2, 200, 40, cached: 128, span: 5, models: ["gemini-2.5-flash"])
    #expect(LogTotals(stream, as: wanted) == wanted)
    #expect(stream.reading?.users == 2 && stream.promptCount == 2 && stream.reading?.texts == 2)

    let usage =
      #""usage_metadata":{"input_tokens":100,"output_tokens":20,"total_tokens":120,"input_token_details":{"cache_read":64}},"#
      + #""response_metadata":{"model_name":"m"}"#
    let typed =
      #"[{"type":"human","content":"q"},{"type":"ai","content":"a","id":"r",\#(usage)},{"type":"human","content":"p"},"#
      + #"{"type":"ai","content":"b","id":"s",\#(usage)}]"#
    func built(_ name: String, _ members: String) -> String {
      #"{"lc":1,"type":"constructor","id":["langchain","schema","messages","\#(name)"],"kwargs":{\#(members)}}"#
    }
    let constructors = [
      built("HumanMessage", #""content":"q""#), built("AIMessage", #""content":"a","id":"r",\#(usage)"#),
      built("HumanMessage", #""content":"p""#), built("AIMessageChunk", #""content":"b","id":"s",\#(usage)"#),
    ].joined(separator: ",")
    let answers = LogTotals(2, 200, 40, cached: 128, models: ["m"])
    for text in [
      #"{"messages":\#(typed)}"#, #"{"messages":[\#(constructors)]}"#,
      #"{"values":{"messages":\#(typed)},"next":[],"metadata":{"step":1}}"#,
    ] {
      let stream = try read(text)
      #expect(LogTotals(stream, as: answers) == answers, "\(text)")
      #expect(stream.promptCount == 2 && stream.reading?.texts == 2, "\(text)")
      // A usage is no part of a message.
      let other = text.replacing("\"cache_read\":64", with: "\"cache_read\":32")
        .replacing("\"id\":\"r\"", with: "\"id\":\"x\"").replacing("\"id\":\"s\"", with: "\"id\":\"y\"")
      let both = try read(text + "\n" + other)
      #expect(both.count == 4 && both.promptCount == 2, "\(text)")
    }
    // A list of events with nothing of ADK's holds records of its own.
    let records = #"{"events":[{"model":"m","user_id":"u","usage":{"input_tokens":10,"output_tokens":5}}]}"#
    #expect(try read(records).reading?.users == 1)
  }
}
