import Declarations
import Files
import Traffic

/// What a row says of itself, in whatever format: that it sums up the calls before it, is one of a sample, or tells of
/// something else than a call.
struct RowSigns {
  /// The place of the column that marks running totals; nil where a table has none.
  private var total: Int?
  /// The place of the column with the share of calls that were logged.
  private var share: Int?
  /// The place of the column that says what kind of thing a row tells of, and whether it is that of LangSmith's runs.
  private var kind: Int?
  private var isRunType = false
  /// The places of the span of a row and of the one that it lies in, in tables of spans.
  private var span: Int?
  private var parent: Int?
  /// The place of the trace of a run of LangSmith's.
  private var trace: Int?
  /// The places of columns of tokens.
  private var counts: [Int] = []
  /// The places of `input` and `output`, which count tokens where both are numbers.
  private var input: Int?
  private var output: Int?
  /// The places of columns with what a model was asked, and with what it answered.
  private var asked: [Int] = []
  private var answered: [Int] = []
  /// Whether kinds are looked at.
  private let hasKinds: Bool

  /// Finds the columns of a table by their names; records of JSON are looked at one by one.
  init(_ sample: TraceSample, _ format: TraceFormat) {
    hasKinds = format.hasAnyKind
    guard case .csv(let header) = sample else { return }
    let words = header.names.map(ColumnName.words)
    for name in RowSigns.kindNames where kind == nil {
      kind = words.firstIndex(of: name)
      isRunType = name == RowSigns.runType
    }
    span = words.firstIndex(of: isRunType ? RowSigns.runName : RowSigns.spanName)
    let parents = isRunType ? [RowSigns.runParentName] : RowSigns.parentNames
    parent = parents.lazy.compactMap { words.firstIndex(of: $0) }.first
    trace = isRunType ? words.firstIndex(of: RowSigns.runTraceName) : nil
    counts = header.names.indices.filter { RowSigns.isCount(header.names[$0]) }
    input = words.firstIndex(of: RowSigns.inputName)
    output = words.firstIndex(of: RowSigns.outputName)
    asked = words.indices.filter { RowSigns.questions.contains(words[$0]) }
    answered = words.indices.filter { RowSigns.answers.contains(words[$0]) }
    total = header.names.firstIndex { RowSigns.totals.contains(ColumnName.words($0)) }
    share = header.names.firstIndex { RowSigns.shares.contains(ColumnName.words($0)) }
  }

  /// Whether a row of a table is a running total.
  func isTotal(_ record: CSVRecord) -> Bool {
    guard let total, total < record.count else { return false }
    return RowSigns.isYes(String(decoding: record[total], as: UTF8.self))
  }

  /// Whether a record, or its usage, is a running total.
  func isTotal(_ node: JSONNode) -> Bool {
    let found = node.first(of: RowSigns.totalPaths) ?? node["usage"]?.first(of: RowSigns.totalPaths)
    guard let found else { return false }
    return found.boolean ?? found.string.map(RowSigns.isYes) ?? false
  }

  /// Whether a row of a table says that not all calls were logged.
  func isSampled(_ record: CSVRecord) -> Bool {
    guard let share, share < record.count else { return false }
    return RowSigns.isPart(Double(String(decoding: record[share], as: UTF8.self)))
  }

  /// Whether a record says that not all calls were logged.
  func isSampled(_ node: JSONNode) -> Bool {
    guard let found = node.first(of: RowSigns.sharePaths) else { return false }
    return RowSigns.isPart(found.number ?? found.string.flatMap { Double($0) })
  }

  private static func isPart(_ share: Double?) -> Bool { share.map { $0 > 0 && $0 < 1 } ?? false }

  /// Why a row of a table is no call by its own words; nil where it may be one.
  func reason(_ record: CSVRecord) -> RecordedReading.Remark? {
    guard hasKinds, let kind, kind < record.count else { return nil }
    return reason(String(decoding: record[kind], as: UTF8.self), isRunType) { isCall(record) }
  }

  /// Whether a row of a table counts tokens, or has a question with its answer, whatever its kind.
  private func isCall(_ record: CSVRecord) -> Bool {
    func text(_ place: Int) -> String {
      place < record.count ? String(decoding: record[place], as: UTF8.self) : ""
    }
    func isThere(_ place: Int) -> Bool {
      guard place < record.count, !Cell(text: record[place], position: RowSigns.nowhere).isNothing else {
        return false
      }
      return Double(text(place)) != 0
    }
    if counts.contains(where: { $0 < record.count && record[$0].contains { $0 &- UInt8(ascii: "1") < 9 } }) {
      return true
    }
    if let input, let output, let asked = Double(text(input)), let answered = Double(text(output)),
      asked > 0 || answered > 0
    {
      return true
    }
    return asked.contains(where: isThere) && answered.contains(where: isThere)
  }

  /// Why a record is no call by its own words; nil where it may be one.
  func reason(_ node: JSONNode) -> RecordedReading.Remark? {
    guard hasKinds, let kind = node.first(of: RowSigns.kindPaths)?.string else { return nil }
    return reason(kind, node[RowSigns.runType] != nil) { RowSigns.isCall(node) }
  }

  private func reason(
    _ kind: String, _ isRunType: Bool, _ isCall: () -> Bool
  ) -> RecordedReading.Remark? {
    guard kind.utf8.count <= 24 else { return nil }
    let word = ColumnName.words(kind)
    if RowSigns.sums.contains(word) { return .runningTotal }
    // A chain of LangSmith's that counts nothing.
    if isRunType, word == RowSigns.chain { return isCall() ? nil : .nested }
    return RowSigns.others.contains(word) && !isCall() ? .otherKind : nil
  }

  /// Whether a record that begins a file says that it is no call, and no format knows such records itself: the columns of a
  /// table are those of a call.
  static func isNoBeginning(_ sample: TraceSample) -> Bool {
    guard case .json(_, let record) = sample, let kind = record.first(of: kindPaths)?.string,
      kind.utf8.count <= 24, others.contains(ColumnName.words(kind)), !isCall(record)
    else { return false }
    return !TraceFormat.all.contains { !$0.hasAnyKind && $0.matches(sample) }
  }

  /// Notes which span a row of a table tells of, and in which it lies: what is told of a span around others sums them up.
  func noteSpan(_ record: CSVRecord, _ row: inout RecordedRow) {
    func cell(_ place: Int?) -> Cell? {
      guard let place, place < record.count else { return nil }
      let cell = Cell(text: record[place], position: row.position)
      return cell.isNothing ? nil : cell
    }
    guard hasKinds else { return }
    if isRunType, let kind = cell(kind) {
      let around = cell(parent)
      row.isAgent = ColumnName.words(String(decoding: kind.text, as: UTF8.self)) == RowSigns.chain
      RowSigns.noteRun(
        cell(span), in: around, trace: cell(trace), isOutermost: parent != nil && around == nil, &row)
    } else if parent != nil, let span = cell(span) {
      RowSigns.note(span, in: cell(parent), &row)
    }
  }

  /// Notes the same of a record.
  func noteSpan(_ node: JSONNode, _ row: inout RecordedRow) {
    guard hasKinds else { return }
    if let kind = node[RowSigns.runType]?.string {
      func cell(_ name: String) -> Cell? {
        node[name].flatMap { Cell($0) }.flatMap { $0.isNothing ? nil : $0 }
      }
      let around = cell(RowSigns.runParentName)
      row.isAgent = ColumnName.words(kind) == RowSigns.chain
      RowSigns.noteRun(
        cell(RowSigns.runName), in: around, trace: cell(RowSigns.runTraceName),
        isOutermost: node[RowSigns.runParentName] != nil && around == nil, &row)
      return
    }
    guard let span = node.first(of: RowSigns.spanPaths).flatMap({ Cell($0) }) else { return }
    RowSigns.note(span, in: node.first(of: RowSigns.parentPaths).flatMap { Cell($0) }, &row)
  }

  /// Notes where a run of LangSmith's lies: a chain sums up the models' runs within it, and is a call where there are none,
  /// as in an export of the outermost runs. An outermost run is a trace of its own where none is named.
  private static func noteRun(
    _ run: Cell?, in parent: Cell?, trace: Cell?, isOutermost: Bool, _ row: inout RecordedRow
  ) {
    guard row.span == nil else { return }
    row.span = run.map { Fingerprint($0.text).high }
    row.parentSpan = parent.map { Fingerprint($0.text).high }
    row.trace = trace.map { Fingerprint($0.text).high } ?? (isOutermost ? row.span : nil)
  }

  private static func note(_ span: Cell, in parent: Cell?, _ row: inout RecordedRow) {
    guard row.span == nil, !span.isNothing else { return }
    row.span = Fingerprint(span.text).high
    row.parentSpan = parent.flatMap { $0.isNothing ? nil : Fingerprint($0.text).high }
    row.isBareSpan = true
  }

  /// Names of a span and of the one around it, in words and as they stand. What messages call their parent is the one before.
  private static let spanName = "span_id"
  private static let parentNames = ["parent_span_id", "parent_id"]
  private static let spanPaths: [FieldPath] = ["span_id", "spanId"]
  private static let parentPaths: [FieldPath] = ["parent_span_id", "parentSpanId", "parent_id", "parentId"]

  /// Whether a record counts tokens, or has a question with its answer, whatever its kind.
  private static func isCall(_ node: JSONNode) -> Bool {
    func isThere(_ name: String) -> Bool {
      guard let found = node[name], !found.isVoid else { return false }
      return found.number != 0
    }
    if hasCounts(node) { return true }
    for holder in [node, node["usage"]].compactMap(\.self) {
      let sides = [holder[inputName]?.number, holder[outputName]?.number].compactMap(\.self)
      if sides.count == 2, sides.contains(where: { $0 > 0 }) { return true }
    }
    return questions.contains(where: isThere) && answers.contains(where: isThere)
  }

  /// Whether a record, or an object within it, has a count of tokens that is not zero.
  private static func hasCounts(_ node: JSONNode, depth: Int = 0) -> Bool {
    (node.members ?? []).contains { member in
      if member.node.members != nil { return depth < 2 && hasCounts(member.node, depth: depth + 1) }
      guard isCount(member.key) else { return false }
      return (member.node.number ?? member.node.string.flatMap { Double($0) } ?? 0) != 0
    }
  }

  private static func isCount(_ name: String) -> Bool {
    let words = ColumnName.words(name)
    return words.contains("tok") && !words.hasPrefix("max_")
  }

  /// Names of tokens that do not say so, which hold what a tool took and gave as well.
  private static let inputName = "input"
  private static let outputName = "output"
  /// Names of what a model was asked, and of what it answered: a tool has arguments and a result, a start no answer.
  private static let questions: Set<String> = ["prompt", "messages"]
  private static let answers: Set<String> = ["response", "completion", "answer", "output"]
  private static let nowhere = SourcePosition(line: 1, column: 1)

  /// LangSmith's names of what a run is, of the run, of the one around it and of the outermost.
  private static let runType = "run_type"
  private static let chain = "chain"
  private static let runName = "id"
  private static let runParentName = "parent_run_id"
  private static let runTraceName = "trace_id"
  /// Names of what says what a row tells of, in words and as they stand.
  private static let kindNames = [
    runType, "event_type", "span_kind", "span_type", "step_type", "record_type", "type", "kind", "event",
  ]
  private static let kindPaths: [FieldPath] =
    kindNames.map { FieldPath($0) } + ["runType", "eventType", "spanKind", "spanType", "stepType"]
  /// Words of what calls no model, and of the start of what does, unless it counts tokens or has a question with its answer.
  private static let others: Set<String> = [
    "tool", "tools", "tool_call", "tool_calls", "tool_use", "tool_result", "tool_response", "tool_start",
    "tool_end",
    "tool_execution", "function", "function_call", "function_result", "mcp_call", "mcp_tool_call",
    "retriever",
    "retrieval", "on_tool_start", "on_tool_end", "on_chain_start", "on_chain_end",
    "llm_start", "llm_started", "llm_call_start", "llm_call_started", "call_start", "call_started",
    "request_start", "request_started", "completion_start", "completion_started", "generation_start",
    "generation_started", "stream_start", "stream_started", "on_llm_start", "on_chat_model_start",
  ]
  /// Words of what sums up the rows before it.
  private static let sums: Set<String> = [
    "session_total", "session_totals", "running_total", "grand_total", "usage_total", "cumulative",
  ]

  /// Databricks's name of the share of calls that its inference tables hold, in words and as it stands.
  private static let shares: Set<String> = ["sampling_fraction"]
  private static let sharePaths: [FieldPath] = ["sampling_fraction", "samplingFraction"]

  /// Names of a flag that marks a row of what was taken so far, in words.
  private static let totals: Set<String> = [
    "cumulative", "is_cumulative", "running_total", "is_running_total",
  ]
  private static let totalPaths: [FieldPath] = [
    "cumulative", "is_cumulative", "isCumulative", "running_total", "is_running_total", "isRunningTotal",
  ]

  /// Whether a text says yes: a number under such a name may be a count.
  private static func isYes(_ text: String) -> Bool {
    ["true", "t", "yes", "y"].contains(text.lowercased())
  }
}

extension StreamAssembler {
  /// Counts a row that tells of no call, with what is to be said of it; calls may lie in its span.
  mutating func leaveOut(_ remark: RecordedReading.Remark, _ row: RecordedRow) {
    others += 1
    spans.link(row, requests: stream.count)
    reading.remarks[Int(remark.rawValue)] += 1
  }
}
