import Declarations
import Foundation
import Testing

@testable import Recordings
@testable import Traffic

/// One stream of invented calls in the forms that gateways and tools export, against its totals.
@Suite("Logs as tools export them", .enabled(if: LogForms.isPresent))
struct LogFormsTests {
  /// What a form holds of the calls.
  struct Form: Sendable {
    let file: String
    let format: String
    var calls = 600
    var tokens = Tokens.all
    var models: [String] = ["gpt-4o", "gpt-4o-mini"]
    var users = true
    var times = Times.milliseconds
    var dollars = false
    var cached = false
    var text = Text.full
    var temperature = false

    enum Tokens { case all, billed, partial, none }
    enum Times { case none, seconds, milliseconds }
    enum Text { case none, question, full }
  }

  private static let dated = ["gpt-4o-2024-08-06", "gpt-4o-mini-2024-07-18"]

  static let forms = [
    Form(
      file: "openai_requests.jsonl", format: "openai_chat", tokens: .none, times: .none, temperature: true),
    Form(file: "openai_pairs.jsonl", format: "openai_chat", cached: true, temperature: true),
    Form(file: "openai_flat.jsonl", format: "openai_chat", times: .seconds, cached: true, temperature: true),
    Form(
      file: "openai_flat.jsonl.gz", format: "openai_chat", times: .seconds, cached: true, temperature: true),
    Form(
      file: "openai_batch_in.jsonl", format: "openai_chat", tokens: .none, times: .none, temperature: true),
    Form(
      file: "openai_batch_out.jsonl", format: "openai_batch_output", models: dated, users: false,
      times: .seconds,
      cached: true, text: .none),
    Form(
      file: "openai_list.json", format: "openai_completions", calls: 200, tokens: .partial, models: dated,
      users: false, times: .seconds),
    Form(
      file: "litellm_spendlogs.json", format: "litellm", tokens: .billed, dollars: true, cached: true),
    Form(
      file: "litellm_spendlogs.jsonl", format: "litellm", tokens: .billed, dollars: true, cached: true),
    Form(file: "litellm_spendlogs.csv", format: "litellm", tokens: .billed, dollars: true, cached: true),
    Form(file: "litellm_nomsgs.csv", format: "litellm", tokens: .billed, dollars: true, text: .none),
    Form(
      file: "langfuse_observations.json", format: "langfuse", tokens: .billed, models: dated, dollars: true,
      cached: true, temperature: true),
    Form(
      file: "langfuse_observations.jsonl", format: "langfuse", tokens: .billed, models: dated, dollars: true,
      cached: true, temperature: true),
    Form(file: "langfuse_observations.csv", format: "langfuse", models: dated, dollars: true),
    Form(file: "otel_genai.jsonl", format: "otel", temperature: true),
    Form(file: "otel_flat.jsonl", format: "otel", users: false, text: .question),
    Form(file: "helicone.jsonl", format: "helicone", dollars: true, cached: true, temperature: true),
    Form(file: "helicone.csv", format: "helicone", dollars: true, text: .question),
    Form(file: "azure_2024.csv", format: "azure", models: [], users: false, text: .none),
    Form(
      file: "burstgpt.csv", format: "burstgpt", models: ["GPT-4", "ChatGPT"], users: false, times: .seconds,
      text: .none),
    Form(
      file: "sharegpt.json", format: "sharegpt", tokens: .none, models: [], users: false, times: .none,
      text: .question),
    Form(file: "wildchat.jsonl", format: "wildchat", tokens: .none, text: .question),
    Form(
      file: "anthropic.jsonl", format: "anthropic", models: ["claude-sonnet-4-5-20250929"], cached: true),
    Form(file: "app.csv", format: "table", text: .question),
  ]

  @Test("each form is found by its content and holds what the truth says", arguments: forms)
  func form(_ form: Form) throws {
    let logs = try LogForms.made.get()
    let stream = try RecordedSource(path: logs.folder + "/" + form.file).read()
    #expect(stream.reading?.format == form.format)
    #expect(stream.count == form.calls)
    #expect(stream.dropped.isEmpty)
    let billed = form.tokens == .billed ? "without_failures" : "all"
    let profile = stream.profile()
    if form.tokens == .all || form.tokens == .billed {
      #expect(profile.input.sum == logs.integer(billed, "input_tokens"))
      #expect(profile.output.sum == logs.integer(billed, "output_tokens"))
      #expect(stream.reading?.inputRules == [form.calls, 0, 0])
    }
    #expect(Set(stream.recorded.modelNames) == Set(form.models))
    #expect(profile.distinctUsers == (form.users ? logs.integer("users") : 1))
    if form.calls == 600 {
      let last = try #require(stream.arrival.last)
      switch form.times {
      case .none: #expect(stream.reading?.firstTime == nil)
      case .seconds: #expect(abs(last.seconds - logs.number("span_s")) <= 1)
      case .milliseconds: #expect(abs(last.seconds - logs.number("span_s")) <= 0.001)
      }
    }
    if form.dollars {
      let dollars = stream.recorded.cost.values.reduce(0.0) { $0 + Double($1) / 1e12 }
      let isSpendOfAll = form.format == "langfuse" || form.format == "helicone"
      #expect(abs(dollars - logs.number(isSpendOfAll ? "all" : billed, "usd")) < 1e-6)
    } else {
      #expect(stream.recorded.cost.isEmpty)
    }
    if form.cached {
      let cached = (0..<stream.count).reduce(0) { $0 + Int(stream.recorded.cachedTokens[$1] ?? 0) }
      #expect(cached == logs.integer(billed, "cached_tokens"))
    } else if form.calls == 600 {
      #expect(stream.recorded.cachedTokens.isEmpty)
    }
    switch form.text {
    case .none: #expect(profile.distinctPrompts == form.calls)
    case .question: #expect(stream.texts.isPresent)
    case .full where form.calls == 600:
      #expect(profile.distinctPrompts == logs.integer("distinct_messages"))
      #expect(stream.prompt == (try RecordedSource(path: logs.folder + "/openai_pairs.jsonl").read()).prompt)
    case .full: #expect(stream.texts.isPresent)
    }
    if form.temperature {
      #expect(stream.marks.count { $0.contains(.temperatureZero) } == logs.integer("temperature_zero"))
    } else if form.format != "openai_chat" && form.format != "anthropic" {
      #expect(stream.reading?.temperatures == 0)
    }
  }

  @Test("a usage export of sums is refused")
  func usageExport() throws {
    let path = try LogForms.made.get().folder + "/openai_usage.csv"
    let error = #expect(throws: Diagnostic.self) { try RecordedSource(path: path).read() }
    #expect(error?.message.hasPrefix("is a usage export of OpenAI") == true)
  }
}

/// The forms, written once by a script that lies beside this checkout.
struct LogForms: Sendable {
  let folder: String
  private let truth: JSONNode

  static var script: String? { TraceData.folder.map { $0 + "/../tools/make_logs.py" } }

  static var isPresent: Bool {
    guard let script else { return false }
    return FileManager.default.fileExists(atPath: script)
      && FileManager.default.isExecutableFile(atPath: "/usr/bin/python3")
  }

  static let made = Result {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "simbench-logs-\(UUID().uuidString)")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
    process.arguments = [try #require(script), folder.path, "600", "7"]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let truth = Array(try Data(contentsOf: folder.appendingPathComponent("truth.json")))
    return LogForms(folder: folder.path, truth: try JSONParser.parse(truth))
  }

  func number(_ path: String...) -> Double { truth.at(path.joined(separator: "."))?.number ?? .nan }

  func integer(_ path: String...) -> Int { truth.at(path.joined(separator: "."))?.integer ?? -1 }
}
