/// The tables of an SQLite database as its first page names them, and the command that prints a log's rows of it.
struct SQLiteTables {
  /// The names in the order in which the page has them, without those of indices and of SQLite itself.
  private(set) var names: [String] = []

  /// Commands for databases of tools that are known, by a table of theirs.
  private static let known: [(table: String, command: String)] = [
    ("turns", "llm logs list -n 0 --json --database FILE > FILE.json"),
    ("responses", "sqlite3 -json FILE \"SELECT * FROM responses ORDER BY datetime_utc\" > FILE.json"),
    ("LiteLLM_SpendLogs", "sqlite3 -json FILE 'SELECT * FROM \"LiteLLM_SpendLogs\"' > FILE.json"),
    ("full_llm_cache", "sqlite3 -json FILE 'SELECT prompt, llm AS model FROM full_llm_cache' > FILE.json"),
    ("logs", "sqlite3 -json FILE 'SELECT * FROM logs' > FILE.json"),
  ]

  /// Looks for tables in the first bytes of a database.
  init(_ start: [UInt8]) {
    let mark = Array("CREATE TABLE ".utf8)
    var place = 0
    while let found = start[place...].firstIndex(of: mark[0]) {
      place = found + 1
      guard start[found...].starts(with: mark) else { continue }
      var rest = start[(found + mark.count)...]
      let condition = Array("IF NOT EXISTS ".utf8)
      if rest.starts(with: condition) { rest = rest.dropFirst(condition.count) }
      if let first = rest.first, "\"'`[".utf8.contains(first) { rest = rest.dropFirst() }
      let name = rest.prefix { $0 > 0x20 && $0 < 0x7F && !"\"'`](".utf8.contains($0) }
      let text = String(decoding: name, as: UTF8.self)
      let isOwn = ["sqlite_", "_"].contains(where: text.hasPrefix) || text.contains("_fts")
      if !text.isEmpty, !isOwn, !names.contains(text) { names.append(text) }
    }
  }

  /// The command, as the end of a sentence.
  var conversion: String {
    if let known = SQLiteTables.known.first(where: { names.contains($0.table) }) {
      return "as of `\(known.command)`"
    }
    let tables = names.prefix(12).joined(separator: ", ")
    return "as of `sqlite3 -json FILE 'SELECT * FROM TABLE' > FILE.json`"
      + (names.isEmpty ? "" : " with a table of its \(tables)")
  }
}
