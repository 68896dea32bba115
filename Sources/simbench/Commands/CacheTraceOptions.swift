import CacheTraces
import Declarations
import Eviction
import Recordings
import Traffic

/// The options by which a command reads a cache trace.
enum CacheTraceOptions {
  static let declarations: [OptionDeclaration] = [
    .value(
      "--format", "FORMAT",
      "format of the trace: " + CacheTraceFormat.allCases.map(\.rawValue).joined(separator: ", "),
      values: .choices(CacheTraceFormat.allCases.map(\.rawValue))),
    .value(
      "--columns", "LIST",
      "columns of a CSV file without header in order (time,key,size; - skips one), or their names (key=lbn)"),
    .value(
      "--delimiter", "BYTE", "what separates columns: comma, tab, semicolon or space; told by default",
      values: .choices(["comma", "tab", "semicolon", "space"])),
    .flag("--header", "the first line is a header, although the columns are stated in order"),
    .value(
      "--time-unit", "UNIT",
      "how a CSV file writes times: " + TimestampUnit.allCases.map(\.rawValue).joined(separator: ", ")
        + "; told from the first by default",
      values: .choices(TimestampUnit.allCases.map(\.rawValue))),
    .value(
      "--key", "WHAT",
      "the key of a recorded stream of requests: "
        + RequestKey.allCases.map(\.rawValue).joined(separator: ", "),
      values: .choices(RequestKey.allCases.map(\.rawValue))),
    .value("--block-tokens", "N", "tokens of a prefix block; 512 by default"),
    .flag(
      "--first-sizes", "the size of a key's first request stands for all, as in libCacheSim's conversions"),
    .value("--skip-bad", "N", "how many bad rows are left out and counted"),
    .value("--limit", "N", "how many requests are read"),
    .value("--max-line", "BYTES", "longest line; 16 MiB by default"),
  ]

  /// The file that an invocation names, with its options.
  static func file(
    _ path: String, _ invocation: Invocation, wants: TraceWants, threads: Int = 2
  ) throws(Diagnostic) -> CacheTraceFile {
    var file = CacheTraceFile(path: path, wants: wants, threads: threads)
    if let text = invocation.value("--format") { file.format = try choice("--format", text) }
    if let text = invocation.value("--columns") { file.layout = try CSVLayout(parsing: text) }
    file.layout.hasHeader = invocation.has("--header")
    if let text = invocation.value("--delimiter") { file.layout.delimiter = try delimiter(text) }
    if let text = invocation.value("--time-unit") { file.timeUnit = try choice("--time-unit", text) }
    if let text = invocation.value("--key") { file.requestKey = try choice("--key", text) }
    if let tokens = try invocation.integer("--block-tokens", 1...(1 << 20)) { file.blockTokens = tokens }
    file.usesFirstSizes = invocation.has("--first-sizes")
    if let count = try invocation.integer("--skip-bad", 0...(1 << 53)) { file.skipBad = count }
    if let count = try invocation.integer("--limit", 1...(1 << 53)) { file.limit = count }
    if let bytes = try invocation.integer("--max-line", 1...(1 << 31)) { file.maximumRowBytes = bytes }
    return file
  }

  private static func choice<Value: RawRepresentable<String> & CaseIterable>(
    _ option: String, _ text: String
  ) throws(Diagnostic) -> Value {
    guard let value = Value(rawValue: text) else {
      let names = Value.allCases.map(\.rawValue).joined(separator: ", ")
      throw Diagnostic("\(option) is '\(text)'; one of \(names) was expected", kind: .usage)
    }
    return value
  }

  private static func delimiter(_ text: String) throws(Diagnostic) -> UInt8 {
    switch text {
    case ",", "comma": UInt8(ascii: ",")
    case "\t", "\\t", "tab": UInt8(ascii: "\t")
    case ";", "semicolon": UInt8(ascii: ";")
    case " ", "space": UInt8(ascii: " ")
    default:
      throw Diagnostic(
        "--delimiter is '\(text)'; one of comma, tab, semicolon, space was expected", kind: .usage)
    }
  }
}
