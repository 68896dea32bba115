import Recordings
import Tables
import Declarations
import Eviction
import Files
import Reporting
import Traffic

/// `simbench trace convert`: any readable trace as a cache trace of another form.
enum TraceConvertCommand {
  static let declaration = CommandDeclaration(
    name: "trace convert",
    summary: "write a trace as .simtrace, oracleGeneral, CSV or keys, or a log's requests as .simtrace",
    arguments: ["TRACE", "FILE"],
    options: CacheTraceOptions.declarations + [
      .value(
        "--to", "FORM",
        "form of FILE: " + CacheTraceEncoder.Form.allCases.map(\.rawValue).joined(separator: ", ")
          + "; told from its name by default",
        values: .choices(CacheTraceEncoder.Form.allCases.map(\.rawValue))),
      .flag("--next", "a .simtrace also holds the index of each request's next one, which bounds read"),
    ],
    example: "simbench trace convert trace.csv.gz trace.simtrace", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let (input, path) = (invocation.arguments[0], invocation.arguments[1])
    let form = try form(of: path, invocation)
    guard !invocation.has("--next") || form == .simtrace else {
      throw Diagnostic("--next is for a .simtrace; \(form.rawValue) has its own form", kind: .usage)
    }
    try OutputFolder.checkFile(path, replacing: [input])
    if form == .simtrace, try writeRequests(of: input, to: path, invocation) { return 0 }
    let loaded = try CacheTraceOptions.file(input, invocation, wants: .all).load()
    let trace = loaded.trace
    var encoder: CacheTraceEncoder
    do throws(Diagnostic) {
      encoder = try CacheTraceEncoder(trace, as: form, withNext: invocation.has("--next"))
    } catch {
      throw error.placed(in: input)
    }
    try OutputFolder(FilePath(path).folder).write(FilePath(path).name) { encoder.piece() }
    if trace.count == 0 { Console.note("simbench: \(input) holds no requests") }
    for message in loaded.messages { Console.note("simbench: \(message)") }
    for what in encoder.lost { Console.note("simbench: \(form.rawValue) has no room for \(what)") }
    Console.note(
      "\(NumberText.count(trace.count, "request")) to \(NumberText.count(trace.keyCount, "key")), "
        + "content \(trace.contentHash), written to \(path)")
    return 0
  }

  /// Writes the requests of a log with all their columns, unless the input is a cache trace or a key is stated.
  private static func writeRequests(
    of input: String, to path: String, _ invocation: Invocation
  ) throws(Diagnostic) -> Bool {
    let file = try CacheTraceOptions.file(input, invocation, wants: .all)
    guard file.requestKey == nil, try file.isRecordedStream() else { return false }
    let idle = ["--next", "--columns", "--delimiter", "--header", "--first-sizes"].first(
      where: invocation.has)
    if let idle {
      throw Diagnostic("\(idle) says nothing about a stream of requests without --key", kind: .usage)
    }
    let stream = try file.requests()
    var encoder = RequestTraceEncoder(stream)
    try OutputFolder(FilePath(path).folder).write(FilePath(path).name) { encoder.piece() }
    if stream.isEmpty { Console.note("simbench: \(input) holds no requests") }
    for drop in stream.dropped { Console.note("simbench: left out, \(drop.reason): \(drop.count)") }
    Console.note(
      "\(NumberText.count(stream.count, "request")) with \(NumberText.count(stream.promptCount, "prompt")), "
        + "without texts, written to \(path)")
    return true
  }

  private static func form(
    of path: String, _ invocation: Invocation
  ) throws(Diagnostic) -> CacheTraceEncoder.Form {
    let names = CacheTraceEncoder.Form.allCases.map(\.rawValue).joined(separator: ", ")
    if let text = invocation.value("--to") {
      guard let form = CacheTraceEncoder.Form(rawValue: text) else {
        throw Diagnostic("--to is '\(text)'; one of \(names) was expected", kind: .usage)
      }
      return form
    }
    guard let form = CacheTraceEncoder.Form(fileName: path) else {
      throw Diagnostic(
        "the name '\(path)' tells no form; one of .simtrace, .bin, .csv, .txt was expected, or --to with one of "
          + "\(names)", kind: .usage)
    }
    return form
  }
}
