import Declarations
import Files
import Recordings
import Reporting
import Similarity
import Tables
import Traffic

/// `simbench trace redact`: a log without texts and names, for others to read.
enum TraceRedactCommand {
  static let declaration = CommandDeclaration(
    name: "trace redact", summary: "write a log without texts and names, so that it can be shared",
    arguments: ["LOG"],
    options: [
      .value("--out", "FILE", "where to write; standard output by default, and for -"),
      .value(
        "--salt", "TEXT",
        "salt of the hashes, for logs whose texts and users shall stay comparable; drawn for each run by default"
      ),
      .value(
        "--format", "FORMAT",
        "format of the log, told from the file by default: "
          + TraceFormat.all.map(\.name).joined(separator: ", "),
        values: .choices(TraceFormat.all.map(\.name))),
      .value(
        "--column", "MEANING=NAME",
        "the log's name of a column; meanings: " + RecordedSource.columnMeanings.joined(separator: ", "),
        repeatable: true, values: .choices(RecordedSource.columnMeanings.map { $0 + "=" })),
      .value("--skip-bad", "N", "how many bad rows are left out"),
      .value("--limit", "N", "how many rows are read"),
    ], example: "simbench trace redact spend_logs.jsonl --out shared.jsonl", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let path = invocation.arguments[0]
    var source = RecordedSource(path: path, format: invocation.value("--format") ?? RecordedSource.automatic)
    source.keepsTexts = false
    try TraceProfileCommand.readColumns(invocation, &source)
    if let count = try invocation.integer("--skip-bad", 0...(1 << 53)) { source.skipBad = count }
    if let count = try invocation.integer("--limit", 1...(1 << 53)) { source.limit = count }
    let salt = try salt(invocation)
    let target = invocation.value("--out").flatMap { $0 == "-" ? nil : $0 }
    if let target { try OutputFolder.checkFile(target, replacing: [path]) }
    let redactor = LogRedactor(try source.readLog()) { bytes in
      // 128 bits are enough to tell any log's texts apart.
      String(SHA256.hash(salt + bytes).description.prefix(32))
    }
    let count = redactor.log.stream.count
    let pieces = stride(from: 0, to: count, by: 1024).map { $0..<min($0 + 1024, count) }
    if let target {
      try AtomicFile.makeFolder(FilePath(target).folder)
      try AtomicFile.write(target) { (output) throws(SystemFault) in
        for piece in pieces { output.append(redactor.text(piece)) }
      }
    } else {
      for piece in pieces { Console.print(redactor.text(piece)) }
      Console.deliver()
    }
    Console.note(
      NumberText.count(count, "call") + " without texts and names"
        + (target.map { " written to \($0)" } ?? "")
        + "; models (without the accounts that they belong to), times, counts, prices and names of tiers are as they were"
    )
    return 0
  }

  /// The salt, behind its length, so that no salt and key are mistaken for others.
  private static func salt(_ invocation: Invocation) throws(Diagnostic) -> [UInt8] {
    guard let text = invocation.value("--salt") else {
      var generator = SystemRandomNumberGenerator()
      return (0..<32).map { _ in UInt8.random(in: 0...255, using: &generator) }
    }
    guard text.utf8.count >= 8 else {
      throw Diagnostic(
        "--salt has \(text.utf8.count) bytes; at least 8 that nobody guesses were expected", kind: .usage)
    }
    return Array("\(text.utf8.count):".utf8) + Array(text.utf8)
  }
}
