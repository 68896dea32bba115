import Foundation
import Testing

@testable import Recordings
@testable import Traffic

/// Three invented calls, the third like the first, in the forms of their tools.
@Suite("Small logs of every form")
struct LogResourcesTests {
  private static func path(_ name: String) -> String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().path
      + "/Resources/Logs/" + name
  }

  /// The file, its format, and whether it holds times to the millisecond, users, cached tokens and dollars.
  static let forms: [(file: String, format: String, holds: Set<String>)] = [
    ("pairs.jsonl", "openai_chat", ["ms", "users", "cached", "system", "latency"]),
    ("batch-output.jsonl", "openai_batch_output", ["cached"]),
    ("completions.json", "openai_completions", ["cached"]),
    ("litellm.jsonl", "litellm", ["ms", "users", "cached", "dollars", "system", "latency", "first"]),
    ("litellm.csv", "litellm", ["ms", "users", "cached", "dollars", "system", "latency", "first"]),
    ("langfuse.json", "langfuse", ["ms", "users", "cached", "dollars", "system", "latency"]),
    ("langfuse.csv", "langfuse", ["ms", "users", "dollars", "system", "latency"]),
    ("helicone.jsonl", "helicone", ["ms", "users", "cached", "dollars", "system", "latency", "first"]),
    ("helicone.csv", "helicone", ["ms", "users", "dollars", "question", "latency"]),
    ("otel.jsonl", "otel", ["ms", "users", "cached", "system", "latency"]),
    ("otel-flat.jsonl", "otel", ["ms", "users", "system", "latency"]),
    ("anthropic.jsonl", "anthropic", ["ms", "users", "cached", "system"]),
    ("responses.jsonl", "openai_responses", ["users", "cached", "system"]),
    ("gemini.jsonl", "gemini", ["ms", "users", "cached", "system"]),
    ("burstgpt.csv", "burstgpt", ["latency"]),
    ("wildchat.jsonl", "wildchat", ["ms", "users", "question", "estimated"]),
    ("app.csv", "table", ["ms", "users", "question"]),
  ]

  @Test(
    "a form is found by its content, plain and compressed, and gives the calls", arguments: 0..<forms.count)
  func form(_ place: Int) throws {
    let (file, format, holds) = LogResourcesTests.forms[place]
    let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: LogResourcesTests.path(file))))
    let stream = try read(bytes)
    #expect(stream.reading?.format == format)
    #expect(stream.count == 3)
    if !holds.contains("estimated") {
      #expect((0..<3).map { stream.inputTokens($0) } == [120, 140, 120])
      #expect(stream.outputTokens == [9, 11, 9])
    }
    #expect(
      stream.arrival.map(\.nanoseconds) == [
        0, 30_000_000_000, holds.contains("ms") ? 70_250_000_000 : 70_000_000_000,
      ])
    #expect((0..<3).map { stream.recorded.model[$0] } == [0, 1, 0])
    #expect(stream.recorded.modelNames == ["gpt-4o-mini", "gpt-4o"])
    #expect(stream.user == (holds.contains("users") ? [0, 1, 0] : [0, 0, 0]))
    let hasText = holds.contains("system") || holds.contains("question")
    #expect(stream.prompt == (hasText ? [0, 1, 0] : [0, 1, 2]))
    if hasText { #expect(stream.texts.text(1) == "Cancel my order.") }
    #expect((stream.systemTokens[0] > 0) == holds.contains("system"))
    #expect(
      (0..<3).map { stream.recorded.cachedTokens[$0] }
        == (holds.contains("cached") ? [64, 0, 64] : [nil, nil, nil]))
    #expect(
      (0..<3).map { stream.recorded.cost[$0] }
        == (holds.contains("dollars") ? [18_600_000, 460_000_000, 18_600_000] : [nil, nil, nil]))
    #expect(stream.recorded.latency.isEmpty == !holds.contains("latency"))
    #expect(stream.recorded.firstToken.isEmpty == !holds.contains("first"))
    let expected = StreamContent(stream)
    #expect(StreamContent(try read(gzip(bytes))) == expected)
    #expect(StreamContent(try read(zstd(bytes))) == expected)
    #expect(
      StreamContent(try RecordedSource(path: LogResourcesTests.path(file), format: format).read()) == expected
    )
  }

  @Test("conversations without times or counts are spaced evenly and counted from their texts")
  func shareGPT() throws {
    let stream = try RecordedSource(path: LogResourcesTests.path("sharegpt.json")).read()
    #expect(stream.reading?.format == "sharegpt")
    #expect(stream.prompt == [0, 1, 0])
    #expect(stream.userTokens == [5, 4, 5])
    #expect(stream.outputTokens == [3, 4, 3])
    #expect(stream.reading?.inputRules == [0, 3, 0])
    #expect(stream.reading?.firstTime == nil)
  }

  @Test("a conversation of several turns is a call a turn, with all before it")
  func turns() throws {
    let stream = try read(
      #"{"conversation":[{"role":"user","content":"a"},{"role":"assistant","content":"b"},{"role":"user","content":"c"},{"role":"assistant","content":"dddddddd"}],"model":"m"}"#
    )
    #expect(stream.count == 2)
    #expect(stream.prefixBlocks?.offsets == [0, 1, 4])
    #expect(stream.outputTokens == [1, 2])
  }
}
