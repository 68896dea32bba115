import Declarations
import Recordings
import Strategies

extension CallLedger {
  /// Reads a log in the columns of LiteLLM's spend logs that `SpendLog` wrote, a JSON object a line.
  ///
  /// - Throws: a `Diagnostic` with the line at the first that is no such object.
  package init(spendLog bytes: [UInt8]) throws(Diagnostic) {
    self.init()
    let kinds = Dictionary(uniqueKeysWithValues: OutcomeKind.allCases.map { ($0.name, $0) })
    var (models, layers, categories) = (LedgerNames(), LedgerNames(), LedgerNames())
    var (start, line) = (0, 0)
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
      defer { start = end + 1 }
      line += 1
      if start == end { continue }
      let row = SpendRow(try JSONParser.parse(Array(bytes[start..<end]), line: line, what: "line"), line)
      let own = try row.own()
      let outcome = try row.text("outcome", of: own)
      guard let kind = kinds[outcome], kind != .pending else {
        throw row.fault("outcome", outcome, "the name of an outcome")
      }
      let time = try row.time("startTime")
      let answered = own["answered"]?.value != .boolean(false)
      guard let user = UInt32(exactly: try row.account("end_user", "user-") ?? -1) else {
        throw row.fault("end_user", "a user beyond 2^32", "'user-' and a number")
      }
      calls.append(
        LedgerCall(
          time: time, model: models.place(of: try row.text("model")),
          inputTokens: try row.count("input_tokens", of: own),
          cachedTokens: try row.cachedTokens(isServed: kind == .served),
          outputTokens: try row.count("completion_tokens"),
          latency: answered ? try row.latency(since: time) : -1, cost: try row.dollars("spend"),
          uncached: try row.dollars("uncached_usd", of: own), user: user, outcome: kind,
          layer: try own["layer"].map { (_) throws(Diagnostic) in
            layers.place(of: try row.text("layer", of: own))
          } ?? -1, category: categories.place(of: try row.text("category", of: own)),
          team: try row.account("team_id", "team-") ?? -1,
          apiKey: try row.account("api_key", "key-") ?? -1))
    }
    (self.models, self.layers, self.categories) = (models.all, layers.all, categories.all)
  }
}

/// A line of such a log.
private struct SpendRow {
  private let node: JSONNode
  private let line: Int

  init(_ node: JSONNode, _ line: Int) {
    self.node = node
    self.line = line
  }

  func fault(_ key: String, _ found: String, _ expected: String) -> Diagnostic {
    Diagnostic(
      "the line has \(found) as '\(key)'; \(expected) was expected",
      position: SourcePosition(line: line, column: 1))
  }

  /// What LiteLLM's columns have no room for.
  func own() throws(Diagnostic) -> JSONNode {
    guard let own = node["metadata"]?["simbench"] else {
      throw Diagnostic(
        "the line lacks 'metadata.simbench'; a log of `run --ledger` was expected",
        position: SourcePosition(line: line, column: 1))
    }
    return own
  }

  func text(_ key: String, of part: JSONNode? = nil) throws(Diagnostic) -> String {
    guard let text = (part ?? node)[key]?.string else { throw fault(key, "no text", "a text") }
    return text
  }

  func count(_ key: String, of part: JSONNode? = nil) throws(Diagnostic) -> Int {
    guard case .number(_, let integer)? = (part ?? node)[key]?.value, let integer,
      (0...CallLedger.mostTokens).contains(integer)
    else { throw fault(key, "no count", "a whole number up to \(CallLedger.mostTokens)") }
    return Int(integer)
  }

  /// Tokens that were read from the provider's prompt cache; none of a call that was not served where nothing is told, and nil
  /// of one that was.
  func cachedTokens(isServed: Bool) throws(Diagnostic) -> Int? {
    guard let details = node["metadata"]?["usage_object"]?["prompt_tokens_details"] else {
      return isServed ? nil : 0
    }
    return try count("cached_tokens", of: details)
  }

  func dollars(_ key: String, of part: JSONNode? = nil) throws(Diagnostic) -> Int64 {
    let text = try text(key, of: part)
    guard let amount = LedgerRows.units(text, decimals: 12) else {
      throw fault(key, "'\(text)'", "a number with at most 12 decimals")
    }
    return amount
  }

  func time(_ key: String) throws(Diagnostic) -> Int64 {
    let text = try text(key)
    guard let time = DateText.read(Array(text.utf8)[...]).flatMap({ Int64(exactly: $0) }) else {
      throw fault(key, "'\(text)'", "a time")
    }
    return time
  }

  func latency(since start: Int64) throws(Diagnostic) -> Int64 {
    let (latency, isBeyond) = try time("endTime").subtractingReportingOverflow(start)
    guard !isBeyond, latency >= 0 else { throw fault("endTime", "a time before its start", "a later one") }
    return latency
  }

  /// The number behind the prefix of an account's name; nil where there is none.
  func account(_ key: String, _ prefix: String) throws(Diagnostic) -> Int64? {
    guard node[key] != nil else { return nil }
    let text = try text(key)
    guard text.hasPrefix(prefix),
      let number = LedgerRows.units(String(text.dropFirst(prefix.count)), decimals: 0),
      number >= 0
    else { throw fault(key, "'\(text)'", "'\(prefix)' and a number") }
    return number
  }
}
