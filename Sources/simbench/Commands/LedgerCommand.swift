import Declarations
import Files
import Reporting
import Tables

/// `simbench ledger`: what a ledger says of users, models, categories and days.
enum LedgerCommand {
  static let declaration = CommandDeclaration(
    name: "ledger", summary: "add a ledger up by user, team, key, model, category, layer or day",
    arguments: ["FILE"],
    options: [
      .value(
        "--by", "NAME", "user, team, key, model, category, layer or day; day by default",
        values: .choices(LedgerGrouping.allCases.map(\.rawValue))),
      .value("--budget", "USD", "dollars for 30 days: alerts at 70, 85 and 95 %, and of the projection"),
      .flag("--json", "as JSON"),
    ], example: "simbench ledger calls.csv --by user --budget 500",
    details: """
      FILE is a CSV file, an SQLite database (.sqlite, .sqlite3, .db) or spend logs in
      LiteLLM's columns (.jsonl), each of `simbench run --ledger`.
      """,
    run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let path = invocation.arguments[0]
    let name = invocation.value("--by") ?? "day"
    guard let grouping = LedgerGrouping(rawValue: name) else {
      throw Diagnostic(
        "--by is '\(name)'; one of \(LedgerGrouping.allCases.map(\.rawValue).joined(separator: ", ")) was expected",
        kind: .usage)
    }
    let report = LedgerReport(
      try ledger(path), by: grouping, budget: try invocation.number("--budget"))
    Console.print(invocation.has("--json") ? report.json.text() + "\n" : report.text)
    return 0
  }

  private static func ledger(_ path: String) throws(Diagnostic) -> CallLedger {
    if isDatabase(path) {
      _ = try RegularFile(path)
      return try CallLedger(sqlite: path)
    }
    do throws(Diagnostic) {
      let bytes = try RegularFile.read(path, limit: 1 << 34)
      // A header of CSV begins with a name.
      return bytes.first == UInt8(ascii: "{") ? try CallLedger(spendLog: bytes) : try CallLedger(csv: bytes)
    } catch {
      throw error.placed(in: path)
    }
  }

  /// Whether a name is that of a database.
  static func isDatabase(_ path: String) -> Bool {
    [".sqlite", ".sqlite3", ".db"].contains { path.lowercased().hasSuffix($0) }
  }
}
