import Declarations

extension CacheTraceProfile {
  /// Names and values for a table.
  package var rows: [(name: String, value: String)] {
    func text(_ quantiles: Quantiles) -> String {
      [quantiles.p50, quantiles.p90, quantiles.p99].map { StreamProfile.text($0, 0) }.joined(separator: " / ")
    }
    var rows: [(name: String, value: String)] = [
      ("format", format.rawValue + (compression == "plain" ? "" : ", \(compression)")),
      ("requests", String(requests)),
      ("distinct keys", String(distinctKeys)),
      ("repeated requests", StreamProfile.text(repeatedShare * 100, 2, " %")),
      ("keys requested once", StreamProfile.text(oneHitWonderShare * 100, 2, " %")),
      ("requests to the top 1 % of keys", StreamProfile.text(topKeysShare * 100, 2, " %")),
      ("Zipf exponent", StreamProfile.text(zipfExponent, 3)),
      ("reuse interval p50 / p90 / p99, requests", text(reuseInterval)),
    ]
    if let sizes {
      rows.append(("bytes requested", String(sizes.requested)))
      rows.append(("bytes of all keys", String(sizes.footprint)))
      rows.append(("size p50 / p90 / p99", text(sizes.quantiles)))
      rows.append(("greatest size", String(sizes.most)))
      rows.append(("keys that change their size", String(sizes.changingKeys)))
    }
    if let span {
      rows.append(("span", StreamProfile.text(span, 0, " s")))
      rows.append(("mean rate", StreamProfile.text(span > 0 ? Double(requests) / span : .nan, 3, " /s")))
    }
    if let tokens { rows.append(("tokens", String(tokens))) }
    if let cost { rows.append(("cost", StreamProfile.text(cost, 6))) }
    rows.append(("content hash", contentHash))
    for drop in dropped { rows.append(("rows dropped: \(drop.reason)", String(drop.count))) }
    for note in notes { rows.append(("note", note)) }
    return rows
  }

  /// The profile as JSON; figures that do not exist are null.
  package var json: JSONValue {
    func json(_ quantiles: Quantiles) -> JSONValue {
      ["p50": JSONValue(quantiles.p50), "p90": JSONValue(quantiles.p90), "p99": JSONValue(quantiles.p99)]
    }
    var members: [(String, JSONValue)] = [
      ("format", .string(format.rawValue)),
      ("compression", .string(compression)),
      ("requests", JSONValue(requests)),
      ("distinct_keys", JSONValue(distinctKeys)),
      ("repeated_share", JSONValue(repeatedShare)),
      ("one_hit_wonder_share", JSONValue(oneHitWonderShare)),
      ("top_1_percent_share", JSONValue(topKeysShare)),
      ("zipf_exponent", JSONValue(zipfExponent)),
      ("reuse_interval_requests", json(reuseInterval)),
    ]
    if let sizes {
      members += [
        ("requested_bytes", JSONValue(Int(clamping: sizes.requested))),
        ("footprint_bytes", JSONValue(Int(clamping: sizes.footprint))),
        ("size_bytes", json(sizes.quantiles)),
        ("greatest_size_bytes", JSONValue(Int(sizes.most))),
        ("size_changing_keys", JSONValue(sizes.changingKeys)),
      ]
    }
    if let span { members.append(("span_s", JSONValue(span))) }
    if let tokens { members.append(("tokens", JSONValue(Int(clamping: tokens)))) }
    if let cost { members.append(("cost", JSONValue(cost))) }
    members.append(("content_hash", .string(contentHash)))
    members.append(("dropped_rows", JSONValue(members: dropped.map { ($0.reason, JSONValue($0.count)) })))
    if !notes.isEmpty { members.append(("notes", JSONValue(notes.map { .string($0) }))) }
    return JSONValue(members: members)
  }
}
