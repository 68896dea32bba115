import Declarations
import Files
import Strategies

extension CallLedger {
  /// Writes a database with the table `calls`, and the view `calls_usd` in seconds, milliseconds and dollars.
  ///
  /// Amounts stand in picodollars and times in nanoseconds, as whole numbers: sums in SQL are exact. The file is
  /// written under a temporary name and then renamed.
  ///
  /// - Throws: a `Diagnostic` of kind `outputFailed`.
  package func writeSQLite(to path: String) throws(Diagnostic) {
    try AtomicFile.write(path) { (temporary) throws(Diagnostic) in
      let database = try SQLiteDatabase(creating: temporary)
      try write(to: database)
      try database.close()
    }
  }

  private func write(to database: SQLiteDatabase) throws(Diagnostic) {
    // A new file under a temporary name: a crash leaves nothing that anybody reads.
    try database.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN")
    try database.run(
      """
      CREATE TABLE calls (timestamp_ns INTEGER NOT NULL, model TEXT NOT NULL, input_tokens INTEGER NOT NULL,
        cached_tokens INTEGER, output_tokens INTEGER NOT NULL, latency_ns INTEGER,
        cost_picodollars INTEGER NOT NULL, uncached_picodollars INTEGER NOT NULL, user INTEGER NOT NULL,
        outcome TEXT NOT NULL, layer TEXT, category TEXT NOT NULL, team INTEGER, api_key INTEGER);
      CREATE VIEW calls_usd AS SELECT timestamp_ns / 1e9 AS timestamp_s, model, input_tokens, cached_tokens,
        output_tokens, latency_ns / 1e6 AS latency_ms, cost_picodollars / 1e12 AS cost_usd,
        uncached_picodollars / 1e12 AS uncached_usd, user, outcome, layer, category, team, api_key FROM calls
      """)
    let statement = try database.prepare(
      "INSERT INTO calls VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
    func name(_ names: [String], _ place: Int) -> String? {
      names.indices.contains(place) ? names[place] : nil
    }
    for call in calls {
      statement.bind(1, call.time)
      statement.bind(2, name(models, call.model) ?? "")
      statement.bind(3, Int64(call.inputTokens))
      statement.bind(4, call.cachedTokens.map { Int64($0) })
      statement.bind(5, Int64(call.outputTokens))
      statement.bind(6, call.latency < 0 ? nil : call.latency)
      statement.bind(7, call.cost)
      statement.bind(8, call.uncached)
      statement.bind(9, Int64(call.user))
      statement.bind(10, call.outcome.name)
      statement.bind(11, name(layers, call.layer))
      statement.bind(12, name(categories, call.category) ?? "")
      statement.bind(13, call.team < 0 ? nil : call.team)
      statement.bind(14, call.apiKey < 0 ? nil : call.apiKey)
      try statement.insert()
    }
    try database.run("COMMIT")
  }

  /// Reads a database that was written so.
  ///
  /// - Throws: a `Diagnostic` where it is no such database.
  package init(sqlite path: String) throws(Diagnostic) {
    self.init()
    let database = try SQLiteDatabase(reading: path)
    let statement = try database.prepare(
      """
      SELECT timestamp_ns, model, input_tokens, cached_tokens, output_tokens, latency_ns, cost_picodollars,
        uncached_picodollars, user, outcome, layer, category, team, api_key FROM calls ORDER BY rowid
      """)
    let kinds = Dictionary(uniqueKeysWithValues: OutcomeKind.allCases.map { ($0.name, $0) })
    var (models, layers, categories) = (LedgerNames(), LedgerNames(), LedgerNames())
    while try statement.step() {
      guard let outcome = kinds[statement.text(9) ?? ""], outcome != .pending,
        let user = UInt32(exactly: statement.integer(8) ?? -1)
      else {
        throw Diagnostic("row \(calls.count + 1) of 'calls' has no known outcome or user", file: path)
      }
      var tokens: [Int] = []
      for column in 2...4 {
        let count = statement.integer(Int32(column)) ?? 0
        guard (0...CallLedger.mostTokens).contains(count) else {
          throw Diagnostic(
            "row \(calls.count + 1) of 'calls' has \(count) tokens; a number from 0 to \(CallLedger.mostTokens) was expected",
            file: path)
        }
        tokens.append(Int(count))
      }
      let layer = statement.text(10)
      calls.append(
        LedgerCall(
          time: statement.integer(0) ?? 0, model: models.place(of: statement.text(1) ?? ""),
          inputTokens: tokens[0], cachedTokens: statement.integer(3) == nil ? nil : tokens[1],
          outputTokens: tokens[2],
          latency: statement.integer(5) ?? -1,
          cost: statement.integer(6) ?? 0, uncached: statement.integer(7) ?? 0, user: user, outcome: outcome,
          layer: layer.map { layers.place(of: $0) } ?? -1,
          category: categories.place(of: statement.text(11) ?? ""),
          team: statement.integer(12) ?? -1, apiKey: statement.integer(13) ?? -1))
    }
    try database.close()
    (self.models, self.layers, self.categories) = (models.all, layers.all, categories.all)
  }
}
