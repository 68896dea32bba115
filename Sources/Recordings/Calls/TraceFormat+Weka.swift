import Declarations
import Files

extension TraceFormat {
  /// Sessions of coding agents as kv-cache-tester keeps them (WEKA; Apache-2.0), one JSON object a session.
  ///
  /// Ids of blocks are those of a session unless its `hash_id_scope` is `global`; sub-agents share those of their
  /// session. Times count from the beginning of a session, those of a sub-agent from there too, or from the
  /// sub-agent's own beginning where they lie before it: both are in use.
  static let weka = TraceFormat(
    name: "weka",
    summary: "Weka sessions of coding agents (kv-cache-tester): JSON with requests of t, in, out, hash_ids",
    recognition: "a JSON object with requests that have in, out and hash_ids, or are of type subagent",
    parameters: ["block_tokens"],
    matches: { sample in
      guard case .json(let keys, let first) = sample, keys.contains("requests"),
        let request = first["requests"]?.elements?.first
      else { return false }
      return request["hash_ids"] != nil && request["in"] != nil || request["type"]?.string == "subagent"
    },
    rows: { (sample, _) throws(Diagnostic) in
      try sample.requireJSON(for: "weka")
      return .json { (node, row) throws(RowFault) in try row.readWeka(node) }
    },
    spread: { (node) throws(RowFault) in
      var rows: [JSONNode] = []
      try node.wekaRequests(of: node, from: 0, thread: "", in: "", into: &rows)
      return rows
    })
}

extension JSONNode {
  /// The requests of a session or a sub-agent, each with what it has of the session.
  fileprivate func wekaRequests(
    of session: JSONNode, from start: Int128, thread: String, in parent: String, into rows: inout [JSONNode]
  ) throws(RowFault) {
    let list = try required("requests")
    guard let requests = list.elements else {
      throw RowFault(.badValue, "requests is \(list.value.typeName); a list was expected", at: list.position)
    }
    var before: Int128 = 0
    for (place, request) in requests.enumerated() {
      guard request.members != nil else {
        throw RowFault(
          .badValue, "the request is \(request.value.typeName); an object was expected", at: request.position)
      }
      let time = try Timestamp.read(try request.requiredCell("t"), .seconds) + start
      if request["requests"] != nil {
        let inner = try request["requests"]?.elements?.first?.cell("t").map { (cell) throws(RowFault) in
          try Timestamp.read(cell, .seconds)
        }
        // A second, since times are rounded.
        let isRelative = inner.map { $0 + 1_000_000_000 < time } ?? false
        try request.wekaRequests(
          of: session, from: isRelative ? time : start, thread: "\(thread)/\(place)", in: thread, into: &rows)
        continue
      }
      let isLate = time < before
      before = max(before, time)
      rows.append(
        request.rebuilt([
          ("request", request), ("session", session["id"]),
          ("scope", session["hash_id_scope"]), ("block_size", session["block_size"]),
          ("start", JSONNode(.string(String(start)), at: request.position)),
          ("thread", thread.isEmpty ? nil : JSONNode(.string(thread), at: request.position)),
          ("parent", parent.isEmpty ? nil : JSONNode(.string(parent), at: request.position)),
          ("late", isLate ? JSONNode(.boolean(true), at: request.position) : nil),
        ]))
    }
  }
}

extension RecordedRow {
  /// Reads a request with what it has of its session.
  fileprivate mutating func readWeka(_ node: JSONNode) throws(RowFault) {
    let request = try node.required("request")
    let cell = try request.requiredCell("t")
    if node["late"] != nil {
      throw RowFault(
        .badTimestamp,
        "t is \(cell.shown), before that of a request before it in its session; times in order were expected",
        at: cell.position)
    }
    time = try Timestamp.read(cell, .seconds) + (node["start"]?.string.flatMap { Int128($0) } ?? 0)
    timeUnit = .seconds
    userTokens = try TokenCount.read(try request.requiredCell("in"), "in")
    outputTokens = try TokenCount.read(try request.requiredCell("out"), "out")
    model = request.cell("model").flatMap { $0.text.isEmpty ? nil : Array($0.text) }
    shapeKey = model
    variantKey = model
    let session = node.cell("session").map { Array($0.text) } ?? []
    userKey = session
    self.session = session
    thread = node["thread"]?.string ?? ""
    parentThread = node["parent"]?.string ?? ""
    if !session.isEmpty { remarks.append(.sessionAsUser) }
    if let size = node.cell("block_size") {
      let tokens = Int(try TokenCount.read(size, "block_size", limit: 1 << 20, reason: .badValue))
      guard tokens > 0 else {
        throw RowFault(.badValue, "block_size is 0; at least 1 was expected", at: size.position)
      }
      statedBlockTokens = tokens
    }
    let isGlobal = node["scope"]?.string == "global"
    let ids = try PrefixBlockIDs(request, "hash_ids", scope: isGlobal ? [] : session, tokens: userTokens)
    blocks = ids.ids
    promptKey = Fingerprint(ids.key)
    promptBytes = ids.key
    usualBlockTokens = 64
    latency = try seconds(request, "api_time")
    firstToken = try seconds(request, "ttft")
  }

  private func seconds(_ node: JSONNode, _ name: String) throws(RowFault) -> Int64? {
    guard let cell = node.cell(name) else { return nil }
    guard case .value(let value) = DecimalText.read(cell.text, scale: 9), value >= 0, value < Int128(1) << 62
    else {
      throw RowFault(
        .badValue, "\(name) is '\(cell.shown)'; seconds of at least 0 were expected", at: cell.position)
    }
    return Int64(value)
  }
}
