import Declarations
import Experiments
import Files
import Recordings
import Reporting
import Scenarios
import Tables
import Traffic

/// `simbench trace profile`: what a recorded or synthetic stream, or a cache trace, holds.
enum TraceProfileCommand {
  static let declaration = CommandDeclaration(
    name: "trace profile", summary: "say what a recorded trace, a cache trace or a scenario's stream holds",
    arguments: ["TRACE"],
    options: CacheTraceOptions.declarations.map { option in
      option.name == "--format"
        ? .value(
          "--format", "FORMAT",
          "format of the trace, told from the file by default: "
            + (TraceFormat.all.map(\.name) + CacheTraceFormat.allCases.dropFirst().map(\.rawValue))
            .joined(separator: ", "),
          values: .choices(
            TraceFormat.all.map(\.name) + CacheTraceFormat.allCases.dropFirst().map(\.rawValue))) : option
    } + [
      .value("--time-scale", "X", "how much faster than recorded a stream of requests runs"),
      .value(
        "--column", "MEANING=NAME",
        "the log's name of a column, in JSON also a path such as usage.prompt_tokens; meanings: "
          + RecordedSource.columnMeanings.joined(separator: ", "), repeatable: true,
        values: .choices(RecordedSource.columnMeanings.map { $0 + "=" })),
      .flag("--json", "as JSON"),
    ] + SampleOptions.declarations, example: "simbench trace profile conversation_trace.jsonl", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    var rows: [(name: String, value: String)]
    var json: JSONValue
    if let file = try cacheTrace(invocation) {
      let profile = CacheTraceProfile(try file.load())
      (rows, json) = (profile.rows, profile.json)
    } else {
      let stream = try stream(invocation)
      let profile = StreamProfile(stream)
      (rows, json) = (profile.rows, profile.json)
      if let sentence = SampleOptions.sentence(of: stream) {
        rows.insert(("sample", sentence + "; counts are those of the sample"), at: 0)
        if case .object(let members) = json {
          json = .object([JSONMember(key: "sample", node: JSONNode(.string(sentence)))] + members)
        }
      }
    }
    if invocation.has("--json") {
      Console.print(json.text() + "\n")
      return 0
    }
    let width = (rows.map(\.name.count).max() ?? 0) + 2
    for (name, value) in rows {
      Console.print(name + String(repeating: " ", count: width - name.count) + value + "\n")
    }
    return 0
  }

  /// The cache trace that an invocation names, or nil when it names a stream of requests.
  ///
  /// Stating a key makes a cache trace of a stream.
  private static func cacheTrace(_ invocation: Invocation) throws(Diagnostic) -> CacheTraceFile? {
    let path = invocation.arguments[0]
    let format = invocation.value("--format") ?? RecordedSource.automatic
    if path.hasSuffix(".json") || TraceFormat.named(format) != nil || invocation.has("--column") {
      return nil
    }
    let file = try CacheTraceOptions.file(path, invocation, wants: .all)
    if file.requestKey == nil, try file.isRecordedStream() { return nil }
    try refuse(["--time-scale", "--sample"], invocation, "a cache trace; `simbench mrc` samples its keys")
    return file
  }

  private static func refuse(
    _ options: [String], _ invocation: Invocation, _ what: String
  ) throws(Diagnostic) {
    for option in options where invocation.has(option) {
      throw Diagnostic("\(option) says nothing about \(what)", kind: .usage)
    }
  }

  /// The stream that an invocation names: a trace by its path, or a scenario whose file ends in `.json`.
  static func stream(_ invocation: Invocation) throws(Diagnostic) -> QueryStream {
    let path = invocation.arguments[0]
    try refuse(
      ["--columns", "--delimiter", "--header", "--key", "--first-sizes"], invocation,
      "a stream of requests; --column names its columns")
    if path.hasSuffix(".json"), !isLarge(path),
      let scenario = try? Scenario.load(path, options: options(invocation))
    {
      return try Runner(scenario).stream()
    }
    var source = RecordedSource(path: path, format: invocation.value("--format") ?? RecordedSource.automatic)
    source.keepsTexts = false
    try readColumns(invocation, &source)
    if let tokens = try invocation.integer("--block-tokens", 1...(1 << 20)) { source.blockTokens = tokens }
    if let scale = try invocation.number("--time-scale") {
      guard scale > 0 else {
        throw Diagnostic("--time-scale is 0; a number above 0 was expected", kind: .usage)
      }
      source.timeScale = scale
    }
    if let count = try invocation.integer("--skip-bad", 0...(1 << 53)) { source.skipBad = count }
    if let count = try invocation.integer("--limit", 1...(1 << 53)) { source.limit = count }
    if let bytes = try invocation.integer("--max-line", 1...(1 << 31)) { source.maxLineBytes = bytes }
    try SampleOptions.read(invocation, into: &source)
    return try source.read()
  }

  /// How the scenario of a stream is read.
  private static func options(_ invocation: Invocation) throws(Diagnostic) -> Scenario.Options {
    var options = Scenario.Options()
    try SampleOptions.read(invocation, into: &options)
    return options
  }
}

extension TraceProfileCommand {
  /// Whether a file is too large for a scenario, so that a log of many gigabytes is not read whole as one.
  private static func isLarge(_ path: String) -> Bool {
    guard let file = try? RegularFile(path) else { return false }
    return file.size > 1 << 20
  }

  /// Takes the columns that are stated by their meaning, which make a table of the file unless its format is
  /// stated, and the unit of its times.
  static func readColumns(
    _ invocation: Invocation, _ source: inout RecordedSource
  ) throws(Diagnostic) {
    for text in invocation.all("--column") {
      let parts = text.split(separator: "=", maxSplits: 1).map { String($0) }
      guard parts.count == 2, RecordedSource.columnMeanings.contains(parts[0]) else {
        let hint =
          parts.first?.nearest(in: RecordedSource.columnMeanings).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "--column is '\(text)'; MEANING=NAME was expected, with a meaning that `--help` lists\(hint)",
          kind: .usage)
      }
      guard source.columns.updateValue(parts[1], forKey: parts[0]) == nil else {
        throw Diagnostic("--column states '\(parts[0])' twice; once was expected", kind: .usage)
      }
    }
    if !source.columns.isEmpty {
      guard [RecordedSource.automatic, "table"].contains(source.format) else {
        throw Diagnostic(
          "--column says nothing about the format '\(source.format)'; table was expected", kind: .usage)
      }
      source.format = "table"
    }
    guard let text = invocation.value("--time-unit") else { return }
    guard source.format == "table" else {
      throw Diagnostic("--time-unit says nothing about a stream of requests that is no table", kind: .usage)
    }
    guard let unit = TimestampUnit(rawValue: text) else {
      let names = TimestampUnit.allCases.map(\.rawValue).joined(separator: ", ")
      throw Diagnostic("--time-unit is '\(text)'; one of \(names) was expected", kind: .usage)
    }
    source.timestampUnit = unit
  }
}

/// `simbench trace generate`: a scenario's stream as JSONL in the form that `table` reads.
enum TraceGenerateCommand {
  static let declaration = CommandDeclaration(
    name: "trace generate", summary: "write a scenario's stream as a trace of our own (JSONL)",
    arguments: ["SCENARIO", "FILE"],
    options: ScenarioOptions.declarations + [
      .value("--limit", "N", "how many requests are written"),
      .value(
        "--format", "FORMAT", "table or openai_chat; table by default",
        values: .choices(["table", "openai_chat"])),
    ],
    example: "simbench trace generate rag chat.jsonl --limit 1000"
  ) { invocation throws(Diagnostic) in
    let scenario = try ScenarioOptions.scenario(invocation)
    let path = invocation.arguments[1]
    try OutputFolder.checkFile(path, replacing: ScenarioOptions.inputs(scenario, invocation))
    let stream = try Runner(scenario).stream()
    let count = min(stream.count, try invocation.integer("--limit", 1...(1 << 53)) ?? stream.count)
    guard let form = TraceWriter.Form(rawValue: invocation.value("--format") ?? "table") else {
      throw Diagnostic("--format wants one of table, openai_chat", kind: .usage)
    }
    let writer = TraceWriter(stream)
    try AtomicFile.write(
      form == .table ? writer.text(0..<count) : writer.chats(0..<count, model: "gpt-4o"), to: path)
    Console.note("\(NumberText.count(count, "request")) written to \(path)")
    return 0
  }
}

/// `simbench init`: a scenario to start from.
enum InitCommand {
  static let declaration = CommandDeclaration(
    name: "init", summary: "write a small scenario to start from", arguments: ["[FILE]"], options: [],
    example: "simbench init Scenarios/mine.json"
  ) { invocation throws(Diagnostic) in
    let path = invocation.arguments.first ?? "scenario.json"
    guard path != "-" else {
      throw Diagnostic("'-' is standard input; the path of a new file was expected", kind: .usage)
    }
    guard !ScenarioLocator.exists(path) else {
      throw Diagnostic("'\(path)' is there already; a new file was expected", kind: .usage)
    }
    let file = FilePath(path)
    guard !file.name.isEmpty else {
      throw Diagnostic("'\(path)' is a folder; the path of a new file was expected", kind: .usage)
    }
    try AtomicFile.write(ScenarioTemplate.text(name: file.name(without: ".json")), to: path)
    Console.note("wrote \(path); run it with `simbench run \(path)`")
    return 0
  }
}
