import Testing

@testable import Traffic

@Suite("Keys of recorded requests")
struct RequestKeyTests {
  private static let messages = #""messages":[{"role":"user","content":"Name the moons of Saturn."}]"#

  private func stream(_ bodies: [String]) throws -> QueryStream {
    try read(bodies.map { "{\(RequestKeyTests.messages)\($0)}" }.joined(separator: "\n"))
  }

  @Test(
    "what changes the answer makes another request of equal messages",
    arguments: [
      #","response_format":{"type":"json_object"}"#,
      #","tools":[{"type":"function","function":{"name":"f"}}]"#,
      #","functions":[{"name":"f"}]"#, #","tool_choice":"none""#, #","model":"gpt-4o-mini""#,
      #","max_tokens":5"#, #","max_completion_tokens":5"#, #","n":3"#, #","stop":["x"]"#, #","seed":1"#,
      #","top_p":0.5"#, #","temperature":0"#, #","system":"Be brief.""#,
      #","system":[{"type":"text","text":"Be brief."}]"#, #","instructions":"Be brief.""#,
      #","reasoning_effort":"low""#,
    ])
  func variants(field: String) throws {
    let stream = try stream(["", field, "", field])
    #expect(stream.prompt.count == 4)
    let keys = (0..<4).map { [stream.prompt[$0], stream.variants.variant(of: $0)] }
    #expect(keys[0] != keys[1])
    #expect(keys[0] == keys[2])
    #expect(keys[1] == keys[3])
  }

  @Test(
    "what changes no answer, and a default that is written out, change no key",
    arguments: [
      #","stream":true"#, #","user":"ann""#, #","metadata":{"a":"b"}"#, #","temperature":null"#,
      #","temperature":1"#, #","temperature":"1.0""#, #","n":1"#, #","top_p":1.0"#, #","tools":[]"#,
      #","usage":{"prompt_tokens":7}"#,
    ])
  func equalVariants(field: String) throws {
    let stream = try stream(["", field])
    #expect(stream.prompt == [0, 0])
    #expect(stream.variants.count == 1)
    #expect(stream.variants.ofRequest.isEmpty)
  }

  @Test("a temperature of 0 is one, as 0, 0.0 or in quotes, and only those are repeatable")
  func temperatures() throws {
    let stream = try stream([
      "", #","temperature":null"#, #","temperature":0"#, #","temperature":"0""#, #","temperature":0.0"#,
    ])
    #expect((0..<5).map { stream.variants.variant(of: $0) } == [0, 0, 1, 1, 1])
    #expect(stream.marks.map { $0.contains(.temperatureZero) } == [false, false, true, true, true])
    let bad = fault(#"{\#(RequestKeyTests.messages),"temperature":"warm"}"#)
    #expect(bad?.message == "temperature is \"warm\"; a number of at least 0 was expected")
  }

  @Test("a context of another length makes another question of a prompt, unless a label says the same")
  func contexts() throws {
    let table = """
      timestamp,prompt,context_tokens,input_tokens,output_tokens,intent
      0,a,300,400,5,
      1,a,500,600,5,
      2,a,300,400,5,
      3,b,300,400,5,x
      4,b,500,600,5,x
      5,a,0,100,5,

      """
    let stream = try read(table)
    #expect(stream.hasToldContexts && stream.prompt == [0, 0, 0, 1, 1, 0])
    #expect(stream.intent == [1, 2, 1, 0, 0, 3] && stream.intentCount == 4)
    let plain = try read(table.replacing("300", with: "0").replacing("500", with: "0"))
    #expect(!plain.hasToldContexts && plain.intent == [1, 1, 1, 0, 0, 1])
  }

  @Test("the order of keys and the form of numbers make no other request")
  func canonical() throws {
    let stream = try stream([
      #","response_format":{"type":"json_schema","strict":true},"max_tokens":5"#,
      #","max_tokens":5.0,"response_format":{"strict":true,"type":"json_schema"}"#,
    ])
    #expect(stream.variants.count == 1)
  }

  @Test("calls of tools, their ids and results, and images tell prompts apart")
  func parts() throws {
    func row(_ parts: String) -> String { #"{"messages":[{"role":"user","content":"a"},\#(parts)]}"# }
    let stream = try read(
      [
        row(
          #"{"role":"assistant","content":null,"tool_calls":[{"id":"1","function":{"name":"f","arguments":"{}"}}]}"#
        ),
        row(
          #"{"role":"assistant","content":null,"tool_calls":[{"id":"2","function":{"name":"f","arguments":"{}"}}]}"#
        ),
        row(
          #"{"role":"assistant","content":null,"tool_calls":[{"id":"1","function":{"name":"g","arguments":"{}"}}]}"#
        ),
        row(#"{"role":"tool","tool_call_id":"1","content":"x"}"#),
        row(#"{"role":"tool","tool_call_id":"2","content":"x"}"#),
        row(#"{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"x"}]}"#),
        row(#"{"role":"user","content":[{"type":"tool_result","tool_use_id":"1","content":"y"}]}"#),
        row(#"{"role":"user","content":[{"type":"image","source":{"type":"base64","data":"AA"}}]}"#),
        row(#"{"role":"user","content":[{"type":"image","source":{"type":"base64","data":"AB"}}]}"#),
      ].joined(separator: "\n"))
    #expect(stream.promptCount == 9)
  }

  @Test("requests of equal messages and different format are different questions, also under one label")
  func shapes() throws {
    let format = #","response_format":{"type":"json_object"}"#
    let bare = try stream(["", format, #","temperature":0"#])
    #expect(bare.intent == [0, 1, 0])
    #expect(!bare.variants.haveEqualShapes(0, 1))
    let labelled = try stream([#","intent":"a""#, #","intent":"a"\#(format)"#, #","intent":"a","seed":4"#])
    #expect(labelled.hasIntentLabels)
    #expect(labelled.intent == [0, 1, 0])
  }

  @Test("rows without a key among rows with one have a prompt of their own")
  func mixed() throws {
    let text =
      #"{"messages":[{"role":"user","content":"\#(String(repeating: "x", count: 80)) (litellm_truncated 900 chars) y"}]}"#
    let stream = try read(
      [text, "{\(RequestKeyTests.messages)}", text, "{\(RequestKeyTests.messages)}"].joined(separator: "\n"))
    #expect(stream.prompt == [0, 1, 2, 1])
    #expect(stream.texts.text(1) == "Name the moons of Saturn.")
    #expect(
      stream.reading?.notes.contains { $0.hasPrefix("2 rows have a text that the log has cut or redacted") }
        == true)
  }

  @Test(
    "rows whose log kept no text, or put a word in its place, are not equal for that",
    arguments: [
      "null", #""""#, #"" \n""#, "[]", #""__REDACTED__""#, #""[REDACTED]""#, #"[{"type":"text","text":""}]"#,
    ])
  func withoutText(content: String) throws {
    let usage = #""usage":{"prompt_tokens":900,"completion_tokens":9}"#
    let row = #"{"messages":[{"role":"user","content":\#(content)}],\#(usage)}"#
    let stream = try read([row, "{\(RequestKeyTests.messages)}", row, row].joined(separator: "\n"))
    #expect(stream.prompt == [0, 1, 2, 3])
    #expect(stream.reading?.notes.contains { $0.hasPrefix("3 rows have a text that") } == true)
  }
}
