import Declarations
import Files
import Strategies

extension CallLedger {
  private static let columns = [
    "timestamp_s", "model", "input_tokens", "cached_tokens", "output_tokens", "latency_ms", "cost_usd",
    "uncached_usd", "user", "outcome", "layer", "category", "team", "api_key",
  ]

  /// Writes one row a call; times and dollars are exact, and the time of a call without an answer is empty,
  /// as are cached tokens that nobody knows.
  package func write(to csv: inout CSVWriter) throws(BufferedOutput.Failure) {
    csv.texts(CallLedger.columns)
    try csv.endRow()
    let models = models.map(CSVWriter.escaped)
    let layers = layers.map(CSVWriter.escaped)
    let categories = categories.map(CSVWriter.escaped)
    let outcomes = OutcomeKind.allCases.map { Array($0.name.utf8) }
    func name(_ names: [[UInt8]], _ place: Int) -> [UInt8] {
      names.indices.contains(place) ? names[place] : []
    }
    for call in calls {
      csv.fraction(call.time, decimals: 9)
      csv.cell(name(models, call.model))
      csv.integer(call.inputTokens)
      if let cached = call.cachedTokens { csv.integer(cached) } else { csv.cell([]) }
      csv.integer(call.outputTokens)
      if call.latency < 0 { csv.cell([]) } else { csv.fraction(call.latency, decimals: 6) }
      csv.fraction(call.cost, decimals: 12)
      csv.fraction(call.uncached, decimals: 12)
      csv.integer(call.user)
      csv.cell(outcomes[Int(call.outcome.rawValue)])
      csv.cell(name(layers, call.layer))
      csv.cell(name(categories, call.category))
      for account in [call.team, call.apiKey] {
        if account < 0 { csv.cell([]) } else { csv.integer(account) }
      }
      try csv.endRow()
    }
  }

  /// Reads what was written.
  ///
  /// - Throws: a `Diagnostic` with line and column at the first cell that is no such value.
  package init(csv bytes: [UInt8]) throws(Diagnostic) {
    self.init()
    var rows = LedgerRows(bytes)
    let header = try rows.next() ?? []
    guard header == CallLedger.columns else {
      throw Diagnostic(
        "the first line is no header of a ledger; \(CallLedger.columns.joined(separator: ",")) was expected",
        position: SourcePosition(line: 1, column: 1))
    }
    let kinds = Dictionary(uniqueKeysWithValues: OutcomeKind.allCases.map { ($0.name, $0) })
    var (models, layers, categories) = (LedgerNames(), LedgerNames(), LedgerNames())
    while let cells = try rows.next() {
      guard cells.count == CallLedger.columns.count else {
        throw rows.fault("has \(cells.count) cells; \(CallLedger.columns.count) were expected")
      }
      func whole(_ place: Int, _ decimals: Int) throws(Diagnostic) -> Int64 {
        guard let value = LedgerRows.units(cells[place], decimals: decimals) else {
          throw rows.fault(
            "has '\(cells[place])' as \(CallLedger.columns[place]); a number with at most \(decimals) decimals was expected"
          )
        }
        return value
      }
      func tokens(_ place: Int) throws(Diagnostic) -> Int {
        let count = try whole(place, 0)
        guard (0...CallLedger.mostTokens).contains(count) else {
          throw rows.fault(
            "has '\(cells[place])' as \(CallLedger.columns[place]); a number from 0 to \(CallLedger.mostTokens) was expected"
          )
        }
        return Int(count)
      }
      guard let outcome = kinds[cells[9]], outcome != .pending else {
        throw rows.fault(
          "has the outcome '\(cells[9])'; \(kinds.keys.sorted().joined(separator: ", ")) were expected")
      }
      let user = try whole(8, 0)
      guard (0...Int64(UInt32.max)).contains(user) else {
        throw rows.fault("has the user \(user); a number below 2^32 was expected")
      }
      calls.append(
        LedgerCall(
          time: try whole(0, 9), model: models.place(of: cells[1]),
          inputTokens: try tokens(2), cachedTokens: cells[3].isEmpty ? nil : try tokens(3),
          outputTokens: try tokens(4), latency: cells[5].isEmpty ? -1 : try whole(5, 6),
          cost: try whole(6, 12), uncached: try whole(7, 12), user: UInt32(user), outcome: outcome,
          layer: cells[10].isEmpty ? -1 : layers.place(of: cells[10]),
          category: categories.place(of: cells[11]),
          team: cells[12].isEmpty ? -1 : try whole(12, 0),
          apiKey: cells[13].isEmpty ? -1 : try whole(13, 0)))
    }
    (self.models, self.layers, self.categories) = (models.all, layers.all, categories.all)
  }
}
