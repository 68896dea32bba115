import Declarations

extension StreamProfile {
  /// Names and values for a table.
  package var rows: [(name: String, value: String)] {
    var rows: [(name: String, value: String)] = [
      ("requests", String(requests)),
      ("span", StreamProfile.text(span, 0, " s")),
      ("mean rate", StreamProfile.text(meanRate, 3, " /s")),
      ("peak minute", StreamProfile.text(peakMinuteRate, 3, " /s")),
      ("inter-arrival CV", StreamProfile.text(interarrivalVariation, 3)),
    ]
    for window in dispersion {
      rows.append(("index of dispersion, \(window.seconds) s", StreamProfile.text(window.index, 2)))
    }
    for (name, tokens) in [("input", input), ("output", output)] {
      rows.append(("\(name) tokens", String(tokens.sum)))
      let quantiles = [tokens.p50, tokens.p90, tokens.p99].map { StreamProfile.text($0, 0) }
      rows.append(("\(name) tokens p50 / p90 / p99", quantiles.joined(separator: " / ")))
    }
    rows.append(("distinct prompts", String(distinctPrompts)))
    rows.append(("repeated prompts", StreamProfile.text(repeatedShare * 100, 2, " %")))
    rows.append(("intents", String(distinctIntents)))
    rows.append(("users", String(distinctUsers)))
    rows.append(("share of the top 10 users", StreamProfile.text(topUsersShare * 100, 2, " %")))
    if let prefix {
      let name = prefix.blockTokens.map { "prefix blocks of \($0) tokens" } ?? "messages"
      rows.append((name, String(prefix.blockReferences)))
      let unique = prefix.blockTokens == nil ? "distinct beginnings" : "unique prefix blocks"
      rows.append((unique, String(prefix.uniqueBlocks)))
      rows.append(("reusable prefix tokens", StreamProfile.text(prefix.reusableShare * 100, 2, " %")))
    }
    rows += sessions?.rows ?? []
    rows += reading?.rows ?? []
    for drop in dropped { rows.append(("rows dropped: \(drop.reason)", String(drop.count))) }
    return rows
  }

  /// The profile as JSON; figures that do not exist are null.
  package var json: JSONValue {
    func tokens(_ tokens: Tokens) -> JSONValue {
      [
        "sum": JSONValue(tokens.sum), "p50": JSONValue(tokens.p50), "p90": JSONValue(tokens.p90),
        "p99": JSONValue(tokens.p99),
      ]
    }
    var members: [(String, JSONValue)] = [
      ("requests", JSONValue(requests)),
      ("span_s", JSONValue(span)),
      ("mean_rate_per_s", JSONValue(meanRate)),
      ("peak_minute_rate_per_s", JSONValue(peakMinuteRate)),
      ("interarrival_cv", JSONValue(interarrivalVariation)),
    ]
    for window in dispersion { members.append(("dispersion_\(window.seconds)s", JSONValue(window.index))) }
    members += [
      ("input_tokens", tokens(input)),
      ("output_tokens", tokens(output)),
      ("distinct_prompts", JSONValue(distinctPrompts)),
      ("repeated_share", JSONValue(repeatedShare)),
      ("distinct_intents", JSONValue(distinctIntents)),
      ("distinct_users", JSONValue(distinctUsers)),
      ("top_10_users_share", JSONValue(topUsersShare)),
    ]
    if let prefix {
      members += [
        ("prefix_block_tokens", prefix.blockTokens.map { JSONValue($0) } ?? .null),
        ("prefix_blocks", JSONValue(prefix.blockReferences)),
        ("prefix_unique_blocks", JSONValue(prefix.uniqueBlocks)),
        ("prefix_reusable_share", JSONValue(prefix.reusableShare)),
      ]
    }
    if let sessions { members.append(("sessions", sessions.json)) }
    if let reading { members.append(("read", reading.json)) }
    members.append(("dropped_rows", JSONValue(members: dropped.map { ($0.reason, JSONValue($0.count)) })))
    return JSONValue(members: members)
  }

  /// A number with a fixed count of decimals, or n/a.
  static func text(_ value: Double, _ decimals: Int, _ unit: String = "") -> String {
    guard value.isFinite, abs(value) < 1e15 else { return value.isFinite ? "\(value)\(unit)" : "n/a" }
    var scale: Int128 = 1
    for _ in 0..<decimals { scale *= 10 }
    let scaled = Int128((abs(value) * Double(scale)).rounded())
    var digits = String(scaled / scale)
    if decimals > 0 {
      let fraction = String(scaled % scale)
      digits += "." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
    return (value < 0 && scaled > 0 ? "-" : "") + digits + unit
  }
}
