import Declarations
import Files

extension TraceFormat {
  /// Usage events of Cursor's dashboard: its CSV, or JSON of its API.
  ///
  /// The input lacks what was cached. Of the two columns of input the one with the cache's writes holds the other too
  /// where the row's total says so. Included calls have no dollars, although their events tell what their tokens are worth,
  /// and what was not charged failed. Cursor's own fee is no part of the dollars, as in its table.
  ///
  /// Of the bubbles of its chats, which its editor keeps in a database, those with counts are calls; most have zeros.
  static let cursor = calls(
    "cursor", "usage events of Cursor: CSV of its dashboard, or JSON of its API; bubbles of its chats",
    recognition:
      "Input (w/o Cache Write) with Cache Read, tokenUsage with totalCents, isTokenBasedCall or chargedCents, or bubbleId "
      + "with tokenCount",
    layout: CallLayout(
      usage: ["usage"], time: ["time"], model: ["model"], user: ["user"], cost: ["cost"], status: ["status"],
      tellsTemperature: false, id: ["id"]),
    matches: { names, first in
      names.isSuperset(of: ["Input (w/o Cache Write)", "Cache Read"])
        || first?["tokenUsage"]?.members != nil
          && (first?["tokenUsage"]?["totalCents"] != nil || !names.isDisjoint(with: eventMarks))
        || first?.isCursorBubble ?? false
    },
    spread: { node throws(RowFault) in
      // Chats themselves stand among their bubbles.
      if node["bubbleId"] != nil || node["composerId"] != nil { return node.cursorBubbleCalls }
      return [try node.cursorCall()]
    })

  /// What events have beside their tokens.
  private static let eventMarks = ["isTokenBasedCall", "requestsCosts", "usageBasedCosts", "chargedCents"]
}

extension JSONNode {
  /// Whether a record is a bubble of a chat with its counts.
  fileprivate var isCursorBubble: Bool { self["bubbleId"] != nil && self["tokenCount"]?.members != nil }

  /// The call of a bubble; none where it counts no tokens, as those of the user, of tools and of parts of an answer.
  fileprivate var cursorBubbleCalls: [JSONNode] {
    let (input, output) = (at("tokenCount.inputTokens"), at("tokenCount.outputTokens"))
    guard input?.number ?? 0 > 0 || output?.number ?? 0 > 0 else { return [] }
    return [
      rebuilt([
        ("id", self["bubbleId"]), ("time", self["createdAt"] ?? at("timingInfo.clientRpcSendTime")),
        ("model", at("modelInfo.modelName")),
        ("usage", rebuilt([("prompt_tokens", input), ("completion_tokens", output)])),
      ])
    ]
  }

  fileprivate func cursorCall() throws(RowFault) -> JSONNode {
    let kind = (self["Kind"] ?? self["kind"])?.string?.lowercased() ?? ""
    let isFailed = ["errored", "aborted", "no charge", "not charged"].contains { kind.contains($0) }
    var cost = self["Cost"]
    // Words such as Included and Free are no amounts, nor is a stroke.
    func isAmount(_ node: JSONNode?) -> Bool { node?.string?.contains { $0.isNumber } ?? true }
    if !isAmount(cost) { cost = nil }
    var usage: JSONNode
    if let tokens = self["tokenUsage"], tokens.members != nil {
      usage = usageBeside(
        input: tokens["inputTokens"], output: tokens["outputTokens"], read: tokens["cacheReadTokens"],
        written: tokens["cacheWriteTokens"])
      let cents = [tokens["totalCents"], self["chargedCents"]].lazy.compactMap { node in
        node.flatMap { $0.number ?? $0.string.flatMap { Double($0) } }
      }.first
      if let cents, cents.isFinite, !kind.contains("included"), isAmount(self["usageBasedCosts"]) {
        cost = JSONNode(JSONValue(cents / 100), at: position)
      }
    } else if self["timestamp"] != nil {
      // Events that count requests tell no tokens.
      usage = rebuilt([])
    } else {
      usage = try cursorUsage()
    }
    if isFailed { usage = rebuilt([]) }
    return rebuilt([
      ("time", self["Date"] ?? self["timestamp"]), ("model", self["Model"] ?? self["model"]),
      ("user", self["User"] ?? self["userEmail"] ?? self["owningUser"]), ("usage", usage),
      ("cost", isFailed ? nil : cost),
      ("status", isFailed ? JSONNode(.string("failed"), at: position) : nil),
    ])
  }

  private func cursorUsage() throws(RowFault) -> JSONNode {
    func count(_ name: String) throws(RowFault) -> Int {
      guard let node = self[name], let cell = Cell(node), !cell.isNothing else { return 0 }
      return Int(try TokenCount.read(cell, name))
    }
    let (written, plain) = (try count("Input (w/ Cache Write)"), try count("Input (w/o Cache Write)"))
    let (read, output) = (try count("Cache Read"), try count("Output Tokens"))
    let total = try count("Total Tokens")
    let isWithin = written >= plain && plain > 0 && total == written + read + output
    func node(_ count: Int) -> JSONNode { JSONNode(JSONValue(count), at: position) }
    return usageBeside(
      input: node(plain), output: node(output), read: node(read),
      written: node(isWithin ? written - plain : written))
  }
}
