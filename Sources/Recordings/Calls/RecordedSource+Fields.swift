import Declarations
import Files

extension RecordedSource {
  /// What a column of a table may mean.
  package static var columnMeanings: [String] { TableColumn.allCases.map(\.key) }

  /// The keys of a workload of kind `recorded`.
  package static var fields: [Field] {
    [
      .required("path", .text, "the file; plain, gzip or zstd"),
      Field(
        "format", .choice([automatic] + TraceFormat.all.map(\.name)), default: .string(automatic),
        "auto, or "
          + TraceFormat.all.map { "\($0.name) (\($0.summary))" }.joined(separator: "; ")),
      Field(
        "columns",
        .object(
          ObjectSchema(
            "columns", "the file's name of each column",
            TableColumn.allCases.map { Field($0.key, .text, $0.help) })),
        "for table: which column means what; a column already called so needs no entry"),
      Field(
        "timestamp_unit", .choice([automatic] + TimestampUnit.allCases.map(\.rawValue)),
        default: .string(automatic),
        "for table: how times are written; auto tells the unit from the size of the numbers"),
      Field(
        "time_scale", .positive, default: 1, "how much faster than recorded; 2 halves all times"),
      Field(
        "rate_per_s", .positive, default: 1, "requests a second of a recording without times"),
      Field(
        "block_tokens", .integer(minimum: 1, maximum: 1 << 20), default: 512,
        "tokens of a prefix block, which the rows must not contradict; where it is not stated they tell it, 512 first"
      ),
      Field(
        "default_output_tokens", .integer(minimum: 0, maximum: TokenCount.limit), default: 300,
        "tokens of an answer that is not recorded"),
      Field(
        "skip_bad", .integer(minimum: 0, maximum: 1 << 53), default: 0,
        "how many bad rows are left out and counted before reading fails"),
      Field("limit", .count, "how many rows are read; all when absent"),
      Field(
        "max_line_bytes", .integer(minimum: 1, maximum: 1 << 31), default: JSONValue(LineReader.defaultLimit),
        "the longest line"),
    ]
  }

  /// Takes the settings of a workload that was validated against `fields`.
  ///
  /// - Parameter resolvedPath: where the file named by `path` was found.
  package init(settings: Settings, resolvedPath: String) {
    self.init(path: resolvedPath, format: settings.string("format"))
    if let map = settings.optionalSettings("columns") {
      for column in TableColumn.allCases { columns[column.key] = map.optionalString(column.key) }
    }
    timestampUnit = TimestampUnit(rawValue: settings.string("timestamp_unit"))
    timeScale = settings.number("time_scale")
    ratePerSecond = settings.number("rate_per_s")
    if settings.states("block_tokens") { blockTokens = settings.integer("block_tokens") }
    defaultOutputTokens = settings.integer("default_output_tokens")
    skipBad = settings.integer("skip_bad")
    limit = settings.optionalInteger("limit")
    maxLineBytes = settings.integer("max_line_bytes")
  }
}
