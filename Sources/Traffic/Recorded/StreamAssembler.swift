import Declarations
import Simulation

/// Collects the rows of a recording into a stream.
///
/// Prompts, intents, users and prefix blocks get dense numbers in the order of their first appearance in the
/// file. Times count from the earliest row. Rows out of order are sorted by time; rows of equal time keep the
/// order of the file. Recordings without times are spaced evenly. The stream ends a nanosecond after the
/// last arrival, rounded up to a full second.
struct StreamAssembler {
  private var stream: QueryStream
  private var texts = RecordedTexts()
  private var prompts = KeyNumbering()
  private var users = KeyNumbering()
  private var systemPrompts = KeyNumbering()
  private var intents = KeyNumbering()
  /// Number of the row's label plus one; 0 for a row without label.
  private var labels: [UInt32] = []
  private var labelled = 0
  private var blocks: PrefixBlocks
  private var blockNumbers: [Int64: UInt32] = [:]
  private var origin: Int128 = 0
  private var hasTimes = true
  private var isSorted = true
  private let source: RecordedSource

  /// Number of rows taken.
  var count: Int { stream.count }

  /// Nothing yet.
  init(_ source: RecordedSource, name: String) {
    self.source = source
    stream = QueryStream(name: name)
    blocks = PrefixBlocks(blockTokens: source.blockTokens)
  }

  /// Takes a row.
  mutating func append(_ row: RecordedRow) throws(RowFault) {
    let arrival = try arrival(of: row)
    let tier = try tier(of: row)
    if let last = stream.arrival.last, arrival < last { isSorted = false }
    let (prompt, isNew) =
      row.promptKey.map { prompts.number(of: $0) } ?? (UInt32(stream.count), true)
    if isNew, let text = row.promptText { _ = texts.append(text) }
    labels.append(row.intentKey.map { intents.number(of: $0).number + 1 } ?? 0)
    if row.intentKey != nil { labelled += 1 }
    if let ids = row.blocks {
      for id in ids {
        let next = UInt32(blockNumbers.count)
        let number = blockNumbers[id, default: next]
        if number == next { blockNumbers[id] = next }
        blocks.ids.append(number)
      }
      blocks.lengths += row.blockLengths ?? []
      blocks.offsets.append(blocks.ids.count)
    }
    var marks = row.marks
    marks.difficulty = row.difficulty
    marks.tier = tier
    marks.priority = 1
    // Without its text, a system prompt is told by its length: eight bytes, which no hash is mistaken for.
    var length: [UInt8] = []
    length.appendLittleEndian(UInt64(row.systemTokens))
    stream.append(
      Request(
        arrival: arrival, prompt: prompt, intent: prompt, user: users.number(of: row.userKey).number,
        systemPrompt: systemPrompts.number(of: row.systemKey.map { $0 + [0] } ?? length).number,
        systemTokens: row.systemTokens, contextTokens: row.contextTokens, userTokens: row.userTokens,
        outputTokens: row.outputTokens, latentDifficulty: row.latentDifficulty, marks: marks))
  }

  /// Leaves out a row, or gives up when too many were left out already.
  mutating func drop(_ fault: RowFault) throws(Diagnostic) {
    let before = stream.dropped.reduce(0) { $0 + $1.count }
    guard before < source.skipBad else {
      guard before > 0 else { throw fault.diagnostic }
      var diagnostic = fault.diagnostic
      diagnostic.message += " (\(before) bad rows were skipped before, as many as skip_bad allows)"
      throw diagnostic
    }
    if let place = stream.dropped.firstIndex(where: { $0.reason == fault.reason.rawValue }) {
      stream.dropped[place].count += 1
    } else {
      stream.dropped.append((fault.reason.rawValue, 1))
    }
  }

  /// The stream of all rows taken.
  consuming func finish(sourceHash: String) throws(Diagnostic) -> QueryStream {
    stream.sourceHash = sourceHash
    if blocks.offsets.count > 1 {
      blocks.blockCount = blockNumbers.count
      stream.prefixBlocks = blocks
    }
    if texts.offsets.count > 1 { stream.texts = .recorded(texts) }
    numberIntents()
    if !isSorted { sort() }
    try place()
    return stream
  }

  private mutating func arrival(of row: RecordedRow) throws(RowFault) -> VirtualTime {
    if stream.isEmpty {
      hasTimes = row.time != nil
      origin = row.time ?? 0
    }
    guard let time = row.time else {
      if hasTimes {
        throw RowFault(
          .missingValue, "the row has no timestamp, but rows before it have one", at: row.position)
      }
      let time = VirtualTime.seconds(Double(stream.count) / source.ratePerSecond)
      guard time.nanoseconds < 1 << 62 else {
        throw RowFault(
          .badTimestamp, "a rate of \(source.ratePerSecond.short) a second puts the row beyond 146 years",
          at: row.position)
      }
      return time
    }
    if !hasTimes {
      throw RowFault(.badTimestamp, "the row has a timestamp, but rows before it have none", at: row.position)
    }
    // Half of what an Int64 holds, so that no difference of two arrivals can overflow.
    let offset = time - origin
    guard abs(offset) < Int128(1) << 62 else {
      throw RowFault(
        .badTimestamp, "the timestamp lies more than 146 years from that of the first row", at: row.position)
    }
    return VirtualTime(nanoseconds: Int64(offset))
  }

  private mutating func tier(of row: RecordedRow) throws(RowFault) -> Int {
    guard let tier = row.tier else { return 0 }
    if let index = stream.tierNames.firstIndex(of: tier) { return index }
    guard stream.tierNames.count < 8 else {
      throw RowFault(
        .badValue, "'\(tier)' is the ninth tier; at most 8 were expected", at: row.position)
    }
    stream.tierNames.append(tier)
    return stream.tierNames.count - 1
  }

  /// Labelled rows take their label's number; rows without label share one by prompt, behind the labels.
  private mutating func numberIntents() {
    stream.hasIntentLabels = labelled > 0 && labelled == stream.count
    guard labelled > 0 else {
      stream.intentCount = stream.promptCount
      return
    }
    var own = [UInt32](repeating: .max, count: stream.promptCount)
    var next = UInt32(intents.count)
    for index in labels.indices {
      if labels[index] > 0 {
        stream.intent[index] = labels[index] - 1
        continue
      }
      let prompt = Int(stream.prompt[index])
      if own[prompt] == .max {
        own[prompt] = next
        next += 1
      }
      stream.intent[index] = own[prompt]
    }
    stream.intentCount = Int(next)
  }

  private mutating func sort() {
    stream.isReordered = true
    let times = stream.arrival
    let order = times.indices.sorted { (times[$0], $0) < (times[$1], $1) }
    func gather<Element>(_ column: inout [Element]) { column = order.map { column[$0] } }
    gather(&stream.arrival)
    gather(&stream.prompt)
    gather(&stream.intent)
    gather(&stream.user)
    gather(&stream.systemPrompt)
    gather(&stream.systemTokens)
    gather(&stream.contextTokens)
    gather(&stream.userTokens)
    gather(&stream.outputTokens)
    gather(&stream.latentDifficulty)
    gather(&stream.marks)
    guard let old = stream.prefixBlocks else { return }
    var new = old
    new.ids.removeAll(keepingCapacity: true)
    new.lengths.removeAll(keepingCapacity: true)
    new.offsets = [0]
    for index in order {
      if !old.lengths.isEmpty {
        new.lengths.append(contentsOf: old.lengths[old.offsets[index]..<old.offsets[index + 1]])
      }
      new.ids.append(contentsOf: old.ids[old.offsets[index]..<old.offsets[index + 1]])
      new.offsets.append(new.ids.count)
    }
    stream.prefixBlocks = new
  }

  /// Moves the first arrival to time zero, applies the time scale and sets the end.
  private mutating func place() throws(Diagnostic) {
    guard let first = stream.arrival.first, let final = stream.arrival.last else { return }
    // Half of what an Int64 holds, so that delays can be added to every time.
    guard Int128(final.nanoseconds) - Int128(first.nanoseconds) < Int128(1) << 62 else {
      throw Diagnostic("the timestamps span more than 146 years; fewer were expected")
    }
    for index in stream.arrival.indices {
      var time = stream.arrival[index] - first
      if source.timeScale != 1 {
        let scaled = Double(time.nanoseconds) / source.timeScale
        guard scaled < 0x1p62 else {
          throw Diagnostic("time_scale \(source.timeScale.short) stretches the stream beyond 146 years")
        }
        time = VirtualTime(nanoseconds: Int64(scaled.rounded()))
      }
      stream.arrival[index] = time
    }
    guard let last = stream.arrival.last else { return }
    stream.end = VirtualTime(nanoseconds: (last.nanoseconds / 1_000_000_000 + 1) * 1_000_000_000)
  }
}
