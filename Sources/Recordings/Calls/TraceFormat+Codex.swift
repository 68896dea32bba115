import Declarations
import Files

extension TraceFormat {
  /// Transcripts that Codex leaves in its folder of sessions (`rollout-*.jsonl`).
  ///
  /// A count of tokens follows each call; one that says the same total again tells of no other call, and one with a total
  /// alone tells what the call added to it. Newer versions write a record of its usage beside it, and of compactions on the
  /// server such a record alone. A session that was forked or resumed from another begins with a copy of that one's lines,
  /// under new times; they count once.
  static let codex = TraceFormat(
    name: "codex", summary: "Codex transcripts: the rollout JSONL of a session",
    recognition:
      "payload with type session_meta, turn_context, event_msg, response_item, token_usage_record or compacted",
    parameters: ["default_output_tokens"],
    matches: { sample in
      guard case .json(let keys, let first) = sample, keys.contains("payload") else { return false }
      return first["type"]?.string.map(CodexTranscript.types.contains) ?? false
    },
    rows: { (sample, source) throws(Diagnostic) in
      try sample.requireJSON(for: "codex")
      let transcript = CodexTranscript(source)
      return .json { (node, row) throws(RowFault) in try transcript.read(node, &row) }
    }, isWrittenLive: true)
}

/// What a Codex transcript has said so far.
private final class CodexTranscript {
  /// Types of lines.
  static let types: Set<String> = [
    "session_meta", "turn_context", "event_msg", "response_item", "token_usage_record", "compacted",
  ]

  private let defaultOutput: UInt32
  private var session: [UInt8] = []
  private var model: [UInt8]?
  private var total = ""
  /// The sums that the total states.
  private var sums: JSONNode?
  private var forks = CodexForks()
  /// Calls that one of the two kinds of lines has told and the other has not, latest last.
  private var halves: [Half] = []

  /// A call as one of the two kinds of lines tells it.
  private struct Half {
    var usage: [Int]
    var isRecord: Bool
  }

  /// How many calls lie between the two lines of one at most.
  private static let mostHalves = 16

  init(_ source: RecordedSource) { defaultOutput = UInt32(source.defaultOutputTokens) }

  /// Reads a line, which tells of a call if it counts tokens.
  func read(_ node: JSONNode, _ row: inout RecordedRow) throws(RowFault) {
    row.isCall = false
    guard let payload = node["payload"] else { return }
    switch node["type"]?.string {
    case "session_meta":
      guard let id = payload.cell("id"), forks.begin(payload, id: id.text, at: node.cell("timestamp")) else {
        return
      }
      session = Array(id.text)
      (total, sums, model, halves) = ("", nil, nil, [])
    case "turn_context":
      if let name = payload.cell("model"), !name.text.isEmpty { model = Array(name.text) }
    case "event_msg" where payload["type"]?.string == "thread_settings_applied":
      if let name = payload.at("thread_settings.model").flatMap({ Cell($0) }), !name.text.isEmpty {
        model = Array(name.text)
      }
    case "event_msg" where payload["type"]?.string == "token_count":
      guard let info = payload["info"], info.members != nil else { return }
      try read(info, at: node, &row)
    case "token_usage_record":
      guard let usage = payload["usage"], usage.members != nil else { return }
      if let thread = payload.cell("thread_id"), !session.isEmpty, Array(thread.text) != session {
        // A fork repeats the records of its parent.
        row.remarks.append(.repeated)
        return
      }
      try read(usage, isRecord: true, at: node, &row)
    default: break
    }
  }

  private func read(_ info: JSONNode, at node: JSONNode, _ row: inout RecordedRow) throws(RowFault) {
    let before = sums
    if let sum = info["total_token_usage"] {
      let text = sum.canonicalText
      if text == total {
        row.remarks.append(.repeated)
        return
      }
      (total, sums) = (text, sum)
    }
    let isTold = info["last_token_usage"]?.members != nil
    let added = isTold ? nil : info["total_token_usage"].flatMap { CodexTranscript.added($0, to: before) }
    let last = if let added { added } else { try info.required("last_token_usage") }
    if forks.isCopy(total + last.canonicalText, at: node.cell("timestamp")) {
      row.remarks.append(.repeated)
      return
    }
    try read(last, isRecord: false, at: node, &row)
  }

  /// What a call added to the sums of those before it; sums that fell begin anew.
  private static func added(_ sum: JSONNode, to before: JSONNode?) -> JSONNode? {
    guard let members = sum.members else { return nil }
    let counts = members.map { ($0.node.integer ?? 0, before?[$0.key]?.integer ?? 0) }
    guard counts.allSatisfy({ $0.0 >= $0.1 && $0.1 >= 0 }) else { return sum }
    return sum.rebuilt(
      zip(members, counts).map { member, count in
        (member.key, JSONNode(JSONValue(Int(count.0 - count.1)), at: member.node.position))
      })
  }

  /// Whether the other kind of line has told of a call with the same counts that no line of this kind has met.
  private func isTold(_ counts: JSONNode, isRecord: Bool) -> Bool {
    let usage = ["input_tokens", "cached_input_tokens", "output_tokens", "reasoning_output_tokens"].map {
      counts[$0]?.integer ?? 0
    }
    if let place = halves.firstIndex(where: { $0.isRecord != isRecord && $0.usage == usage }) {
      halves.remove(at: place)
      return true
    }
    if halves.count >= CodexTranscript.mostHalves { halves.removeFirst() }
    halves.append(Half(usage: usage, isRecord: isRecord))
    return false
  }

  private func read(
    _ counts: JSONNode, isRecord: Bool, at node: JSONNode, _ row: inout RecordedRow
  ) throws(RowFault) {
    let usage = try UsageReading(counts)
    // A compaction states the size of what is left without having called.
    guard !usage.isZero, !isTold(counts, isRecord: isRecord) else { return }
    row.isCall = true
    let time = try node.requiredCell("timestamp")
    let (moment, unit) = try Timestamp.read(time)
    row.time = moment
    row.timeUnit = unit
    row.model = model
    row.shapeKey = model
    row.variantKey = model
    row.userKey = session
    row.session = session
    if !session.isEmpty { row.remarks.append(.sessionAsUser) }
    row.marks = []
    row.remarks.append(.defaultTemperature)
    row.userTokens = UInt32(clamping: usage.input ?? 0)
    if usage.input == nil { row.inputRule = .assumed }
    row.outputTokens = usage.output.map { UInt32(clamping: $0) } ?? defaultOutput
    if usage.output == nil { row.outputRule = .assumed }
    row.cachedTokens = usage.cached
    row.writtenTokens = usage.written
    row.writtenHourTokens = usage.writtenHour
    row.reasoningTokens = usage.reasoning
    if usage.hasOtherTotal { row.remarks.append(.unequalTotal) }
  }
}
