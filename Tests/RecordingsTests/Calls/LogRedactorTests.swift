import Declarations
import Testing

@testable import Recordings
@testable import Traffic

@Suite("Redacted logs")
struct LogRedactorTests {
  /// A stand-in for a salted hash, which tests can foresee.
  private static func hash(_ salt: UInt8) -> ([UInt8]) -> String {
    { bytes in String(Fingerprint([salt] + bytes).high, radix: 16) }
  }

  private static func redact(_ source: RecordedSource, salt: UInt8 = 7) throws -> String {
    let redactor = LogRedactor(try source.readLog(), hash: hash(salt))
    let count = redactor.log.stream.count
    return redactor.text(0..<count / 2) + redactor.text(count / 2..<count)
  }

  /// All that figures are made of.
  private struct Figures: Equatable {
    let requests: [Request]
    let variants, shapes, blocks, lengths: [UInt32]
    let offsets: [Int]
    let blockTokens: Int?
    let models: [String]
    let recorded: [[Int64?]]
    let rules: [[Int]]
    let counts: [Int]
    let times: [Int128?]

    init(_ stream: QueryStream) {
      requests = (0..<stream.count).map { stream[$0] }
      variants = (0..<stream.count).map { stream.variants.variant(of: $0) }
      shapes = stream.variants.shapeOfIntent
      blocks = stream.prefixBlocks?.ids ?? []
      lengths = stream.prefixBlocks?.lengths ?? []
      offsets = stream.prefixBlocks?.offsets ?? []
      blockTokens = lengths.isEmpty ? stream.prefixBlocks?.blockTokens : nil
      models = stream.recorded.modelNames
      let recorded = stream.recorded
      self.recorded = (0..<stream.count).map { index in
        [
          recorded.model[index].map { Int64($0) }, recorded.cachedTokens[index].map { Int64($0) },
          recorded.writtenTokens[index].map { Int64($0) },
          recorded.writtenHourTokens[index].map { Int64($0) },
          recorded.reasoningTokens[index].map { Int64($0) }, recorded.cost[index], recorded.latency[index],
          recorded.firstToken[index], recorded.failed[index].map { Int64($0) },
          recorded.gatewayHit[index].map { Int64($0) },
        ]
      }
      let reading = stream.reading
      rules = [reading?.inputRules ?? [], reading?.outputRules ?? []]
      counts = [
        stream.promptCount, stream.intentCount, stream.userCount, stream.systemPromptCount,
        reading?.temperatures ?? 0, reading?.users ?? 0, reading?.texts ?? 0,
      ]
      times = [reading?.firstTime, reading?.lastTime]
    }
  }

  @Test("tokens of audio and images stay")
  func otherTokens() throws {
    let row =
      #"{"timestamp":1,"model":"m","usage":{"prompt_tokens":10,"completion_tokens":5,"prompt_tokens_details":{"audio_tokens":4}}}"#
    let file = try TemporaryFile(row + "\n" + row.replacing("audio", with: "image"))
    let recorded = try read(LogRedactorTests.redact(RecordedSource(path: file.path))).recorded
    #expect([recorded.audioInputTokens[0], recorded.audioInputTokens[1]] == [4, nil])
    #expect([recorded.imageInputTokens[0], recorded.imageInputTokens[1]] == [nil, 4])
  }

  @Test("whose a model is does not stay, and what it is does")
  func owners() throws {
    let names = [
      "ft:gpt-4o-2024-08-06:acme-inc:legal:abc123", "ft:gpt-4o-2024-08-06:acme-inc::xyz", "gpt-4o",
      "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-haiku-4-5",
      "projects/acme-prod/locations/us-central1/publishers/google/models/gemini-2.5-pro",
      "accounts/fireworks/models/qwen3-8b", "accounts/acme-1/models/legal-8b",
    ]
    let rows = names.enumerated().map { place, name in
      "{\"timestamp\":\(place),\"model\":\"\(name)\",\"usage\":{\"input_tokens\":10,\"output_tokens\":5}}"
    }
    let file = try TemporaryFile(rows.joined(separator: "\n"))
    let text = try LogRedactorTests.redact(RecordedSource(path: file.path))
    for owner in ["acme", "legal", "abc123", "xyz", "123456789012"] {
      #expect(!text.contains(owner), "\(text)")
    }
    let models = try read(text).recorded.modelNames
    #expect(Set(models).count == 7 && models.count { $0.hasPrefix("ft:gpt-4o-2024-08-06:") } == 2)
    let profile = "arn:aws:bedrock:us-east-1::inference-profile/us.anthropic.claude-haiku-4-5"
    let project = "projects//locations/us-central1/publishers/google/models/gemini-2.5-pro"
    let others = ["gpt-4o", profile, project, "accounts/fireworks/models/qwen3-8b"]
    #expect(Array(models.dropFirst(2).prefix(4)) == others)
    #expect(models.last?.hasPrefix("accounts/") == true)
  }

  @Test("the service that processed a call stays")
  func services() throws {
    let row = #"{"timestamp":1,"model":"m","usage":{"input_tokens":10,"output_tokens":5"#
    let file = try TemporaryFile(Array("\(row),\"service_tier\":\"flex\"}}\n\(row)}}\n".utf8))
    let stream = try read(LogRedactorTests.redact(RecordedSource(path: file.path)))
    #expect(stream.marks.map(\.service) == [.flex, .standard])
  }

  @Test("searches of the web, a faster mode and a place of processing stay")
  func extras() throws {
    let row = #"{"timestamp":1,"model":"m","usage":{"input_tokens":10,"output_tokens":5"#
    let own = #","speed":"fast","inference_geo":"us","server_tool_use":{"web_search_requests":3}"#
    let file = try TemporaryFile("\(row)\(own)}}\n\(row)}}\n")
    let stream = try read(LogRedactorTests.redact(RecordedSource(path: file.path)))
    #expect(stream.marks.map(\.terms) == [[.fast, .keptInUS], []])
    #expect(stream.recorded.webSearches[0] == 3 && stream.recorded.webSearches[1] == nil)
  }

  @Test(
    "every form gives the same figures without its texts and names", .enabled(if: LogForms.isPresent),
    arguments: LogFormsTests.forms)
  func forms(_ form: LogFormsTests.Form) throws {
    let source = RecordedSource(path: try LogForms.made.get().folder + "/" + form.file)
    let text = try LogRedactorTests.redact(source)
    for word in ["cust_", "Brightside", "router", "Hello", "support-bot"] { #expect(!text.contains(word)) }
    let stream = try read(text)
    #expect(stream.reading?.format == "table")
    #expect(Figures(stream) == Figures(try source.read()))
    #expect(!stream.texts.isPresent)
  }

  private let log = [
    #"{"timestamp":"2025-11-03T00:00:00.123456789Z","user":"ann","messages":[{"role":"system","content":"Be kind."},{"role":"user","content":"My secret"}],"model":"gpt-4o","temperature":0.5,"usage":{"prompt_tokens":12,"completion_tokens":3},"cost_usd":0.000123456789}"#,
    #"{"timestamp":"2025-11-03T00:00:01Z","user":"bob","messages":[{"role":"user","content":"My secret"}],"model":"gpt-4o-mini","intent":"private","status":500}"#,
    #"{"timestamp":"2025-11-03T00:00:01Z","messages":[{"role":"user","content":"My secret"}],"cache_hit":true,"response_format":{"type":"json_object"},"usage":{"input_tokens":4,"cache_read_input_tokens":100,"cache_creation_input_tokens":30,"cache_creation":{"ephemeral_1h_input_tokens":10,"ephemeral_5m_input_tokens":20},"output_tokens":1}}"#,
    #"{"timestamp":"2025-11-03T00:00:02Z","user":"ann","messages":[{"role":"user","content":"redacted-by-litellm"}],"temperature":0}"#,
  ].joined(separator: "\n")

  @Test("rows of which each lacks another thing keep what they have")
  func mixed() throws {
    let file = try TemporaryFile(log)
    let text = try LogRedactorTests.redact(RecordedSource(path: file.path))
    for word in ["ann", "bob", "secret", "kind", "private", "json_object"] { #expect(!text.contains(word)) }
    #expect(Figures(try read(text)) == Figures(try read(log)))
    #expect(text.contains(#""timestamp":"2025-11-03T00:00:00.123456789Z""#))
    // Once more changes nothing.
    let again = try TemporaryFile(text)
    let twice = try LogRedactorTests.redact(RecordedSource(path: again.path))
    #expect(Figures(try read(twice)) == Figures(try read(log)))
  }

  @Test("blocks of equal size keep it, with times from an origin of their own")
  func blocks() throws {
    let trace = """
      {"timestamp": 1500, "input_length": 33, "output_length": 5, "hash_ids": [70, 9, 4]}
      {"timestamp": 1000, "input_length": 40, "output_length": 6, "hash_ids": [70, 9, 5]}
      """
    let file = try TemporaryFile(trace)
    let stream = try read(try LogRedactorTests.redact(RecordedSource(path: file.path)))
    let original = try read(trace)
    #expect(
      stream.prefixBlocks?.blockTokens == 16
        || stream.prefixBlocks?.blockTokens == original.prefixBlocks?.blockTokens)
    #expect(stream.profile().prefix?.reusableShare == original.profile().prefix?.reusableShare)
    #expect(stream.arrival == original.arrival)
    #expect(stream.reading?.firstTime == 1_000_000_000)
  }

  @Test("equal texts stay equal under one salt and become others under another")
  func salts() throws {
    let file = try TemporaryFile(log)
    let source = RecordedSource(path: file.path)
    #expect(try LogRedactorTests.redact(source) == LogRedactorTests.redact(source))
    func users(_ text: String) -> [String] {
      text.split(separator: "\n").compactMap {
        (try? JSONParser.parse(Array($0.utf8)))?["user"]?.string
      }
    }
    let (one, other) = (
      users(try LogRedactorTests.redact(source)), users(try LogRedactorTests.redact(source, salt: 8))
    )
    #expect(one.count == 3)
    #expect(one[0] == one[2] && one[0] != one[1])
    #expect(Set(one).isDisjoint(with: other))
  }

  @Test("columns of a redacted log that cannot be have their message")
  func faults() {
    func message(_ more: String) -> String? {
      fault(#"{"prompt_id":"a","input_tokens":20,\#(more)}"#)?.message
    }
    #expect(
      message(#""prefix_blocks":[1,2],"prefix_block_lengths":[5]"#)
        == "prefix_block_lengths has 1 numbers for 2 blocks; as many token counts were expected")
    #expect(
      message(#""prefix_blocks":[1,"x"]"#)
        == "prefix_blocks is '[1, \"x\"]'; a list of integers was expected")
    #expect(
      message(#""prefix_blocks":[1,2],"prefix_block_tokens":0"#)
        == "prefix_block_tokens is 0; at least 1 was expected")
    #expect(
      message(#""source_of_input_tokens":"guessed""#)
        == "source_of_input_tokens is 'guessed'; one of recorded, estimated, assumed was expected")
  }

  @Test("a row whose text is cut has no blocks, and those of the others stay their own")
  func withoutBlocks() throws {
    let stream = try read(log)
    #expect(stream.prefixBlocks?.offsets == [0, 2, 3, 4, 4])
    #expect(stream.profile().prefix != nil)
  }
}
