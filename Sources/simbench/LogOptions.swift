import Declarations
import Files
import Foundation
import Recordings
import Traffic

/// The options of commands that read a person's own log.
enum LogOptions {
  static let declarations: [OptionDeclaration] =
    [
      .value(
        "--format", "FORMAT",
        "format of the log, told from the file by default: "
          + TraceFormat.all.map(\.name).joined(separator: ", ")),
      .value(
        "--column", "MEANING=NAME",
        "the log's name of a column; meanings: "
          + RecordedSource.columnMeanings.joined(separator: ", "), repeatable: true),
      UserPrices.option,
      .value("--skip-bad", "N", "how many bad rows are left out"),
    ] + SampleOptions.declarations

  /// The log of an invocation's first argument, not yet read.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  static func source(_ invocation: Invocation) throws(Diagnostic) -> RecordedSource {
    var source = RecordedSource(
      path: invocation.arguments[0], format: invocation.value("--format") ?? RecordedSource.automatic)
    try TraceProfileCommand.readColumns(invocation, &source)
    if let count = try invocation.integer("--skip-bad", 0...(1 << 53)) { source.skipBad = count }
    try SampleOptions.read(invocation, into: &source)
    return source
  }

  /// The `workload` of a scenario that reads the log in the same way; its path is absolute, or standard input.
  static func workload(_ source: RecordedSource) -> JSONValue {
    let path =
      source.path.hasPrefix("/") || source.path == "-"
      ? source.path : FilePath.join(FileManager.default.currentDirectoryPath, source.path)
    var members: [(String, JSONValue)] = [
      ("kind", "recorded"), ("path", .string(path)),
      ("format", .string(source.format)),
    ]
    if !source.columns.isEmpty {
      let columns = source.columns.sorted { $0.key < $1.key }.map { ($0.key, JSONValue.string($0.value)) }
      members.append(("columns", JSONValue(members: columns)))
    }
    if source.skipBad > 0 { members.append(("skip_bad", JSONValue(source.skipBad))) }
    return JSONValue(members: members)
  }
}
