import Testing

@testable import Recordings
@testable import Traffic

@Suite("Settings in the keys of requests")
struct SettingKeyTests {
  private func body(_ fields: String, _ messages: String = #"[{"role":"user","content":"a"}]"#) -> String {
    #"{"model":"m","messages":\#(messages)\#(fields.isEmpty ? "" : ",")\#(fields)}"#
  }

  /// Whether two requests have one key.
  private func areEqual(_ first: String, _ second: String) throws -> Bool {
    let stream = try read(first + "\n" + second)
    let variants = stream.variants.ofRequest
    return stream.prompt[0] == stream.prompt[1] && (variants.isEmpty || variants[0] == variants[1])
  }

  @Test(
    "what servers and gateways add to the APIs is in the key",
    arguments: [
      #""think":true"#, #""format":"json""#, #""options":{"temperature":0.5}"#,
      #""options":{"num_ctx":4096}"#,
      #""extra_body":{"guided_json":{"type":"object"}}"#, #""bad_words":["x"]"#, #""ignore_eos":true"#,
      #""min_tokens":5"#, #""stop_token_ids":[1]"#, #""regex":"a+""#, #""lora_path":"x""#,
      #""typical_p":0.5"#,
      #""plugins":[{"id":"web"}]"#, #""transforms":["middle-out"]"#, #""betas":["x"]"#,
      #""context_management":{"edits":[]}"#, #""container":"container_1""#, #""json_schema":"{}""#,
      #""frequency_penalty":0.1"#, #""logprobs":true"#, #""tool_choice":"none""#,
      #""response_format":{"type":"json_object"}"#, #""parallel_tool_calls":false"#,
      #""web_search_options":{}"#, #""prompt":{"id":"pmpt_1","version":"2"}"#,
      #""extra_body":{"google":{"thinking_config":{"thinking_budget":0}}}"#,
      #""image_config":{"aspect_ratio":"16:9"}"#,
      #""generationConfig":{"imageConfig":{"aspectRatio":"1:1"}}"#,
      #""generationConfig":{"speechConfig":{"languageCode":"de"}}"#,
      #""generationConfig":{"mediaResolution":"MEDIA_RESOLUTION_LOW"}"#,
      #""guardrailConfig":{"guardrailIdentifier":"g"}"#, #""promptVariables":{"a":{"text":"1"}}"#,
      #""outputConfig":{"textFormat":{"type":"json_schema"}}"#, #""prompt_mode":"reasoning""#,
      #""generationConfig":{"audioTimestamp":true}"#, #""modelArmorConfig":{"promptTemplateName":"t"}"#,
      #""generationConfig":{"routingConfig":{"manualMode":{"modelName":"m"}}}"#,
    ])
  func settings(field: String) throws {
    #expect(try !areEqual(body(""), body(field)))
  }

  @Test(
    "what says the API's default, or only reaches a prompt cache, is not",
    arguments: [
      #""frequency_penalty":0"#, #""presence_penalty":0.0"#, #""logprobs":false"#, #""tool_choice":"auto""#,
      #""response_format":{"type":"text"}"#, #""parallel_tool_calls":true"#, #""format":"csv""#,
      #""options":"a; b""#, #""container":"pod-1""#, #""modalities":["text"]"#, #""prompt_cache_key":"x""#,
      #""cache_control":{"type":"ephemeral"}"#, #""service_tier":"flex""#, #""stream":true"#, #""user":"u""#,
      #""web_search_options":null"#, #""prompt":{"name":"greeting"}"#, #""google":"chrome""#,
    ])
  func defaults(field: String) throws {
    #expect(try areEqual(body(""), body(field)))
  }

  @Test(
    "settings beside messages within an object, and those within settings, are in the key",
    arguments: [
      (#""input":{"messages":[{"role":"user","content":"a"}]SETTING}"#, #","tools":[{"name":"f"}]"#),
      (#""input":{"messages":[{"role":"user","content":"a"}]SETTING}"#, #","functions":[{"name":"f"}]"#),
      (
        #""input":"{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]SETTING}""#,
        #",\"tool_choice\":\"none\""#
      ),
      (#""input":"a","modelParameters":{"seed":1SETTING}"#, #","extra_body":{"top_k":5}"#),
    ])
  func placed(row: String, setting: String) throws {
    let start = #"{"id":"ID","traceId":"t","type":"GENERATION","startTime":"2026-11-01T10:00:00Z","#
    func line(_ id: String, _ setting: String) -> String {
      start.replacing("ID", with: id) + #""model":"m","# + row.replacing("SETTING", with: setting) + "}"
    }
    #expect(try areEqual(line("1", ""), line("2", "")))
    #expect(try areEqual(line("1", setting), line("2", setting)))
    #expect(try !areEqual(line("1", ""), line("2", setting)))
  }

  @Test(
    "columns of a table that are settings of a request are in the key, as CSV and as JSON",
    arguments: [
      ("max_tokens", "5", "6"), ("Max Tokens", "5", "6"), ("seed", "1", "2"), ("top_p", "0.5", "0.6"),
      ("response_format", "json", "text"), ("tools", "[1]", "[2]"), ("reasoning_effort", "low", "high"),
      ("params", "{'top_k': 1}", "{'top_k': 2}"), ("grammar", "root", "tree"), ("guided_regex", "a+", "b+"),
      ("json_schema", "{'type': 'object'}", "{'type': 'array'}"),
      ("thinking", "{'type': 'enabled'}", "{'type': 'disabled'}"),
      ("reasoning", "{'effort': 'low'}", "{'effort': 'high'}"),
    ])
  func tables(column: String, first: String, second: String) throws {
    func csv(_ values: String...) -> String {
      "prompt,\(column),input_tokens,output_tokens\n" + values.map { "a,\"\($0)\",5,1\n" }.joined()
    }
    let stream = try read(csv(first, second, first))
    #expect(stream.prompt == [0, 0, 0] && stream.variants.ofRequest == [0, 1, 0])
    #expect(try read(csv("", "", "nan")).variants.count == 1)
    if column.contains(" ") { return }
    let json = [first, second, first].map { value in
      #"{"prompt":"a","\#(column)":\#(value.first == "[" ? value : "\"\(value)\""),"input_tokens":5,"output_tokens":1}"#
    }
    #expect(try read(json.joined(separator: "\n")).variants.ofRequest == [0, 1, 0])
  }

  @Test("counts of tools, other names, and columns beside those of variants say nothing of settings")
  func otherTables() throws {
    for column in ["tools", "n"] {
      let table = "prompt,\(column),input_tokens,output_tokens\na,1,5,1\na,2,5,1\n"
      #expect(try read(table).variants.count == 1)
    }
    for column in ["reasoning", "thinking"] {
      let table = "prompt,\(column),input_tokens,output_tokens\na,So it is,5,1\na,7,5,1\n"
      #expect(try read(table).variants.count == 1)
    }
    let own = "prompt,request_variant,max_tokens,input_tokens,output_tokens\na,v,1,5,1\na,v,2,5,1\n"
    #expect(try read(own).variants.count == 1)
  }

  @Test(
    "a table's system prompt tells its requests apart under other names too",
    arguments: [
      "system_prompt", "System Prompt", "system_message", "system_instruction", "instructions", "system",
      "System",
    ])
  func systemPrompts(column: String) throws {
    let table = "prompt,\(column),input_tokens,output_tokens\na,Be brief.,5,1\na,Be long.,5,1\n"
    let stream = try read(table)
    #expect(stream.systemPrompt[0] != stream.systemPrompt[1])
  }

  @Test("the provider that the conventions call a system is no system prompt")
  func providerColumn() throws {
    let stream = try read("prompt,gen_ai.system,input_tokens,output_tokens\na,openai,5,1\na,azure,5,1\n")
    #expect(stream.systemPrompt[0] == stream.systemPrompt[1])
  }

  @Test("one stop is a list of one, and settings of the server are those of the body")
  func forms() throws {
    #expect(try areEqual(body(#""stop":"a""#), body(#""stop":["a"]"#)))
    #expect(try !areEqual(body(#""stop":"a""#), body(#""stop":["b"]"#)))
    #expect(try areEqual(body(#""extra_body":{"top_k":5}"#), body(#""top_k":5"#)))
    #expect(try areEqual(body(#""options":{"num_predict":5}"#), body(#""max_tokens":5"#)))
  }

  @Test("marks of prompt caches change no key, wherever they stand")
  func cacheMarks() throws {
    let mark = #","cache_control":{"type":"ephemeral"}"#
    for part in [
      #"{"type":"text","text":"a"MARK}"#, #"{"type":"image_url","image_url":{"url":"u"}MARK}"#,
      #"{"type":"tool_result","tool_use_id":"t","content":"4"MARK}"#,
    ] {
      let plain = body("", #"[{"role":"user","content":[\#(part.replacing("MARK", with: ""))]}]"#)
      let marked = body("", #"[{"role":"user","content":[\#(part.replacing("MARK", with: mark))]}]"#)
      #expect(try areEqual(plain, marked))
    }
    #expect(try areEqual(body(#""tools":[{"name":"f"\#(mark)}]"#), body(#""tools":[{"name":"f"}]"#)))
    // A parameter of that name is none.
    let named = #""tools":[{"name":"f","parameters":{"cache_control":{"type":"string"}}}]"#
    #expect(try !areEqual(body(named), body(#""tools":[{"name":"f","parameters":{}}]"#)))
    #expect(
      try areEqual(
        body("", #"[{"role":"user","content":[{"text":"a"},{"cachePoint":{"type":"default"}}]}]"#),
        body("", #"[{"role":"user","content":[{"text":"a"}]}]"#)))
  }

  @Test("where images stand among the texts, and what a text cites, are part of a message")
  func places() throws {
    func parts(_ parts: String...) -> String {
      body("", #"[{"role":"user","content":[\#(parts.joined(separator: ","))]}]"#)
    }
    func text(_ text: String, _ rest: String = "") -> String { #"{"type":"text","text":"\#(text)"\#(rest)}"# }
    func image(_ name: String) -> String { #"{"type":"image_url","image_url":{"url":"\#(name)"}}"# }
    let (before, after) = (text("Before:"), text("After:"))
    let usual = parts(before, image("1"), after, image("2"))
    #expect(try areEqual(usual, usual))
    #expect(try !areEqual(usual, parts(before, after, image("1"), image("2"))))
    #expect(try !areEqual(parts(before, image("1")), parts(image("1"), before)))
    let cited = text("t", #","citations":[{"cited_text":"x"}]"#)
    #expect(try !areEqual(parts(text("t")), parts(cited)))
    #expect(try areEqual(parts(text("t")), parts(text("t", #","citations":null"#))))
    #expect(try !areEqual(parts(text("t")), parts(text("t", #","thought":true"#))))
  }

  @Test("arguments of tools are the JSON that they hold; thoughts and prefixes are part of a message")
  func messages() throws {
    func call(_ arguments: String, _ rest: String = "") -> String {
      body(
        "",
        #"[{"role":"assistant","content":null,"tool_calls":[{"id":"c"\#(rest),"function":{"name":"f","arguments":"\#(arguments)"}}]}]"#
      )
    }
    #expect(try areEqual(call(#"{\"a\":1,\"b\":2}"#), call(#"{\"b\": 2, \"a\": 1}"#)))
    #expect(try !areEqual(call(#"{\"a\":1}"#), call(#"{\"a\":2}"#)))
    #expect(try areEqual(call("{}"), call("{}", #","index":0"#)))
    func said(_ rest: String) -> String { body("", #"[{"role":"assistant","content":"b"\#(rest)}]"#) }
    #expect(try !areEqual(said(#","reasoning_content":"x""#), said(#","reasoning_content":"y""#)))
    #expect(try !areEqual(said(#","prefix":true"#), said("")))
    #expect(try areEqual(said(#","name":"n","refusal":"r""#), said(#","refusal":"r","name":"n""#)))
    func item(_ item: String) -> String { #"{"model":"m","input":[{"role":"user","content":"a"},\#(item)]}"# }
    let thought = #"{"type":"reasoning","id":"1","summary":[{"text":"x"}]}"#
    #expect(try areEqual(item(thought), item(thought.replacing(#""1""#, with: #""2""#))))
    #expect(try !areEqual(item(thought), item(thought.replacing("x", with: "y"))))
    #expect(
      try !areEqual(
        item(#"{"type":"item_reference","id":"1"}"#), item(#"{"type":"item_reference","id":"2"}"#)))
  }
}
