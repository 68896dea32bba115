import Declarations
import Simulation
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Formats of recordings")
struct TraceFormatTests {
  private let azure =
    "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50.9951690,396,109\n"

  @Test("azure: the first row is time zero and every row has its own prompt")
  func azureRows() throws {
    let stream = try read(azure)
    #expect(stream.arrival.map(\.nanoseconds) == [0, 4_314_579_000])
    #expect(stream.userTokens == [374, 396])
    #expect(stream.outputTokens == [44, 109])
    #expect(stream.prompt == [0, 1])
    #expect(stream.intent == [0, 1])
    #expect(stream.userCount == 1)
    #expect(stream.end == .seconds(5))
    #expect(!stream.hasIntentLabels)
    #expect(stream.prefixBlocks == nil)
    #expect(!stream.texts.isPresent)
  }

  @Test("azure: columns may stand in any order, with others between")
  func azureOrder() throws {
    let stream = try read("GeneratedTokens,x,TIMESTAMP,ContextTokens\n44,?,2023-11-16 18:15:46.6805900,374\n")
    #expect(stream.userTokens == [374])
    #expect(stream.outputTokens == [44])
  }

  @Test("mooncake: equal lists of equal length are one prompt; blocks are numbered as they appear")
  func mooncakeRows() throws {
    let stream = try read(
      """
      {"timestamp": 1000, "input_length": 1100, "output_length": 5, "hash_ids": [70, 9, 4]}
      {"timestamp": 1000, "input_length": 1100, "output_length": 6, "hash_ids": [70, 9, 4]}
      {"timestamp": 4500, "input_length": 1101, "output_length": 7, "hash_ids": [70, 9, 4]}
      {"timestamp": 4500, "input_length": 600, "output_length": 8, "hash_ids": [70, 3]}
      """)
    #expect(stream.prompt == [0, 0, 1, 2])
    #expect(stream.intent == stream.prompt)
    #expect(stream.arrival.map(\.nanoseconds) == [0, 0, 3_500_000_000, 3_500_000_000])
    #expect(stream.prefixBlocks?.ids == [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 3])
    #expect(stream.prefixBlocks?.offsets == [0, 3, 6, 9, 11])
    #expect(stream.prefixBlocks?.blockCount == 4)
    #expect(stream.prefixBlocks?.blockTokens == 512)
    let prefix = try #require(stream.profile().prefix)
    // The second and third find all three blocks (capped at their input), the fourth one block.
    #expect(prefix.reusableShare == Double(1100 + 1101 + 512) / Double(1100 + 1100 + 1101 + 600))
  }

  @Test("openai_chat: system prompts of equal length are told apart, and conversations share their messages")
  func chatPrefixes() throws {
    func line(_ messages: (role: String, text: String)...) -> String {
      let list = messages.map { "{\"role\":\"\($0.role)\",\"content\":\"\($0.text)\"}" }
      return "{\"messages\":[\(list.joined(separator: ","))],\"usage\":{\"prompt_tokens\":40}}"
    }
    let stream = try read(
      [
        line(("system", "You sell."), ("user", "Hi there!")),
        line(("system", "You help."), ("user", "Hi there!")),
        line(
          ("system", "You sell."), ("user", "Hi there!"), ("assistant", "Hello you"), ("user", "Buy this.")),
      ].joined(separator: "\n"))
    #expect(stream.systemPrompt == [0, 1, 0])
    #expect(stream.systemPromptCount == 2)
    let blocks = try #require(stream.prefixBlocks)
    #expect(blocks.ids == [0, 1, 2, 3, 0, 1, 4, 5])
    #expect(blocks.lengths == [20, 20, 20, 20, 10, 10, 10, 10])
    #expect(try #require(stream.profile().prefix).reusableShare == 20.0 / 120)
  }

  @Test("table: system prompts are told by their column, else by their length")
  func tableSystemPrompts() throws {
    let named = try read("prompt,system_prompt,system_tokens\na,x,10\na,y,10\na,x,10\n")
    #expect(named.systemPrompt == [0, 1, 0])
    let unnamed = try read("prompt,system_tokens\na,10\na,12\na,10\n")
    #expect(unnamed.systemPrompt == [0, 1, 0])
  }

  @Test("openai_chat: bodies, lists of parts, labels, users and usage")
  func chat() throws {
    let stream = try read(
      """
      {"model":"m","messages":[{"role":"system","content":"Be brief, please."},{"role":"user","content":"Why é?"}],"temperature":0,"user":"ann","max_tokens":50,"timestamp":10.25}
      {"model":"m","messages":[{"role":"system","content":"Be brief, please."},{"role":"user","content":[{"type":"text","text":"Why é?"}]}],"timestamp":11,"usage":{"prompt_tokens":700,"completion_tokens":9}}
      {"model":"m","messages":[{"role":"user","content":"A"},{"role":"assistant","content":null,"tool_calls":[{"id":"1"}]},{"role":"tool","content":"B"}],"timestamp":"1970-01-01T00:00:12Z"}
      """)
    #expect(stream.prompt == [0, 0, 1])
    #expect(stream.texts.text(0) == "Why é?")
    #expect(stream.texts.text(1) == "A")
    // 17 and 6 characters are 5 and 2 tokens; 700 are shared 5 to 2.
    #expect(stream.systemTokens == [5, 500, 0])
    // The call of a tool counts with its 12 characters; a limit of the answer is no answer.
    #expect(stream.userTokens == [2, 200, 4])
    #expect(stream.outputTokens == [300, 9, 300])
    #expect(stream.arrival.map(\.nanoseconds) == [0, 750_000_000, 1_750_000_000])
    #expect(stream.userCount == 2)
    #expect(stream.marks.map { $0.contains(.temperatureZero) } == [true, false, false])
    #expect(!stream.hasIntentLabels)
  }

  @Test("openai_chat: a batch file without times is spaced evenly")
  func batch() throws {
    let body = #"{"model":"m","messages":[{"role":"user","content":"x"}]}"#
    let rows = (0..<3).map {
      #"{"custom_id":"\#($0)","method":"POST","url":"/v1/chat/completions","body":\#(body),"intent":"a"}"#
    }
    let stream = try read(rows.joined(separator: "\n")) {
      $0.ratePerSecond = 4
      $0.defaultOutputTokens = 7
    }
    #expect(stream.arrival.map(\.nanoseconds) == [0, 250_000_000, 500_000_000])
    #expect(stream.outputTokens == [7, 7, 7])
    #expect(stream.marks.allSatisfy { $0.contains(.batchEligible) })
    #expect(stream.hasIntentLabels)
    #expect(stream.intentCount == 1)
  }

  @Test("openai_chat: the border between messages and images tell prompts apart")
  func chatIdentity() throws {
    func row(_ messages: String) -> String { #"{"messages":[\#(messages)]}"# }
    let stream = try read(
      [
        row(#"{"role":"user","content":"ab"},{"role":"user","content":"c"}"#),
        row(#"{"role":"user","content":"a"},{"role":"user","content":"bc"}"#),
        row(#"{"role":"user","content":[{"type":"image_url","image_url":{"url":"u"}}]}"#),
        row(#"{"role":"user","content":[{"type":"image_url","image_url":{"url":"v"}}]}"#),
      ].joined(separator: "\n"))
    #expect(stream.prompt == [0, 1, 2, 3])
  }

  @Test("table: CSV and JSONL give the same stream")
  func table() throws {
    let csv = """
      when,prompt,who,label,sys,ctx,in,out,temp,hard,plan,engine
      1700000000.5,"a ""quoted"", long
      text",ann,x,10,20,100,5,0,simple,free,gpt
      1700000001.25,b,bob,,1,2,3,4,0.7,complex,pro,gpt
      1700000001.25,b,ann,y,1,2,3,4,,1.5,free,gpt

      """
    let json = #"""
      {"when":1700000000.5,"prompt":"a \"quoted\", long\ntext","who":"ann","label":"x","sys":10,"ctx":20,"in":100,"out":5,"temp":0,"hard":"simple","plan":"free","engine":"gpt"}
      {"when":1700000001.25,"prompt":"b","who":"bob","label":null,"sys":1,"ctx":2,"in":3,"out":4,"temp":0.7,"hard":"complex","plan":"pro","engine":"gpt"}
      {"when":"1700000001.25","prompt":"b","who":"ann","label":"y","sys":1,"ctx":2,"in":3.0,"out":4,"temp":null,"hard":1.5,"plan":"free","engine":"gpt"}
      """#
    func columns(_ source: inout RecordedSource) {
      source.columns = [
        "timestamp": "when", "user": "who", "intent": "label", "system_tokens": "sys",
        "context_tokens": "ctx",
        "input_tokens": "in", "output_tokens": "out", "temperature": "temp", "difficulty": "hard",
        "tier": "plan",
        "model": "engine",
      ]
    }
    let stream = try read(csv, columns)
    #expect(stream.arrival.map(\.nanoseconds) == [0, 750_000_000, 750_000_000])
    #expect(stream.prompt == [0, 1, 1])
    #expect(stream.intent == [0, 2, 1])
    #expect(stream.intentCount == 3)
    #expect(!stream.hasIntentLabels)
    #expect(stream.user == [0, 1, 0])
    #expect(stream.systemTokens == [10, 1, 1])
    #expect(stream.contextTokens == [20, 2, 2])
    #expect(stream.userTokens == [70, 0, 0])
    #expect(stream.texts.text(0) == "a \"quoted\", long\ntext")
    #expect(stream.tierNames == ["free", "pro"])
    #expect(stream.marks.map(\.tier) == [0, 1, 0])
    #expect(stream.marks.map(\.difficulty) == [.simple, .complex, .complex])
    #expect(stream.latentDifficulty == [-1, 1, 1.5])
    #expect(stream.marks.map { $0.contains(.temperatureZero) } == [true, false, true])
    #expect(StreamContent(try read(json, columns)) == StreamContent(stream))
  }

  @Test("table: the id tells prompts apart; the tokens are counted from the text")
  func tableIdentity() throws {
    let stream = try read("prompt_id,prompt\n7,hello\n7,hello there\n8,hello\n")
    #expect(stream.prompt == [0, 0, 1])
    #expect(stream.userTokens == [2, 3, 2])
    #expect(stream.texts.text(1) == "hello")
    #expect(stream.end == .seconds(3))
  }

  @Test(
    "table: units of time",
    arguments: [
      ("s", "2", "3.5"), ("ms", "2000", "3500"), ("us", "2e6", "3.5e6"),
      ("ns", "1700000000000000000", "1700000001500000000"),
      ("iso8601", "2024-01-01 00:00:00", "2024-01-01T00:00:01.5Z"),
    ])
  func units(unit: String, first: String, second: String) throws {
    let stream = try read("timestamp,prompt\n\(first),a\n\(second),a\n") {
      $0.timestampUnit = TimestampUnit(rawValue: unit) ?? .seconds
    }
    #expect(stream.arrival.map(\.nanoseconds) == [0, 1_500_000_000])
  }

  @Test("a time scale of 2 halves all times; a limit stops at a row")
  func scale() throws {
    let stream = try read(azure) { $0.timeScale = 2 }
    #expect(stream.arrival.map(\.nanoseconds) == [0, 2_157_289_500])
    #expect(stream.end == .seconds(3))
    #expect(try read(azure) { $0.limit = 1 }.count == 1)
  }

  @Test("every format is told from its file and can be named")
  func registry() {
    #expect(
      TraceFormat.all.map(\.name) == [
        "azure", "bailian", "mooncake", "weka", "gemini_cli", "opencode", "cline", "pi", "amp", "kimi",
        "junie",
        "copilot", "vscode_chat", "claude_code", "codex", "aider", "cursor", "burstgpt", "openhands",
        "openai_usage",
        "usage_totals", "litellm", "langfuse", "helicone", "mlflow", "otel_logs", "otel", "jaeger",
        "zipkin", "datadog",
        "new_relic", "openai_agents", "azure_apim", "serving_benchmark",
        "aiperf", "guidellm", "promptfoo", "inspect", "langsmith", "braintrust", "portkey", "cloudflare",
        "openrouter",
        "bedrock",
        "vertex", "ollama", "kong", "apisix", "higress", "bifrost", "one_api", "lunary", "llm", "posthog",
        "anthropic_events", "har",
        "chat_export", "message_usage", "openai_batch_output",
        "openai_completions", "anthropic", "openai_chat",
        "openai_responses", "gemini", "sharegpt", "wildchat", "weave",
        "usage_log", "table",
      ])
    for format in TraceFormat.all {
      #expect(TraceFormat.named(format.name)?.summary == format.summary)
      let keys = RecordedSource.fields.map(\.key)
      #expect(format.parameters.allSatisfy(keys.contains))
    }
  }

  @Test("a scenario's workload sets the options")
  func settings() throws {
    let node = try JSONParser.parse(
      Array(
        #"{"path":"a.csv","columns":{"prompt":"text"},"timestamp_unit":"ms","skip_bad":3,"limit":9}"#.utf8))
    var validator = Validator()
    let schema = ObjectSchema("recorded", "", RecordedSource.fields)
    let source = RecordedSource(
      settings: Settings(try validator.validate(node, as: .object(schema))), resolvedPath: "/data/a.csv")
    #expect(source.path == "/data/a.csv")
    #expect(source.format == "auto")
    #expect(source.columns == ["prompt": "text"])
    #expect(source.timestampUnit == .milliseconds)
    #expect(source.skipBad == 3)
    #expect(source.limit == 9)
    #expect(source.blockTokens == nil)
    #expect(source.defaultOutputTokens == 300)
    #expect(source.maxLineBytes == 1 << 24)
    let wrong = try JSONParser.parse(Array(#"{"path":"a.csv","columns":{"promt":"text"}}"#.utf8))
    #expect(throws: Diagnostic.self) { try validator.validate(wrong, as: .object(schema)) }
  }
}
