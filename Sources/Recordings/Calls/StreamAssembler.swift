import Declarations
import Files
import Simulation
import Traffic

/// Collects the rows of a recording into a stream.
///
/// Prompts, intents, users and prefix blocks get dense numbers in the order of their first appearance in the
/// file. Times count from the earliest row. Rows out of order are sorted by time; rows of equal time keep the
/// order of the file. Recordings without times are spaced evenly. The stream ends a nanosecond after the
/// last arrival, rounded up to a full second.
struct StreamAssembler {
  var stream: QueryStream
  var texts = RecordedTexts()
  /// The most bytes that all texts may have, where that is known: room that is asked for at once is not copied as it
  /// grows, and costs nothing before it is used.
  var textBytes = 0
  var prompts = KeyNumbering()
  var nextPrompt: UInt32 = 0
  var users = KeyNumbering()
  var models = KeyNumbering()
  var teams = KeyNumbering()
  var apiKeys = KeyNumbering()
  var variants = KeyNumbering()
  var shapes = KeyNumbering()
  /// The shape of each row; empty when no row has one.
  var shapeOfRow: [UInt32] = []
  var reading = RecordedReading()
  var calls = KeyNumbering()
  /// The request of each call.
  var requestOfCall: [UInt32] = []
  /// The failed calls that have names, and those of them that succeeded under their name later, by request.
  var failures: [Int: SpanTree.Call] = [:]
  var retried: [Int: SpanTree.Call] = [:]
  /// The calls whose usage a later row may tell, by request.
  var unfinished: [Int: SpanTree.Call] = [:]
  var spans = SpanTree()
  var blockSize = BlockSize()
  var turns = TurnRows()
  /// What the rows hold beside their requests, where it is wanted.
  var facts: [RowFacts]?
  var usualBlockTokens = 512
  var systemPrompts = KeyNumbering()
  var intents = KeyNumbering()
  /// Number of the row's label plus one; 0 for a row without label.
  var labels: [UInt32] = []
  var labelled = 0
  var blocks: PrefixBlocks
  /// Whether any row tells its blocks.
  var hasBlocks = false
  var blockNumbers = KeyNumbering()
  /// The blocks of the last row that had some, and where their numbers begin.
  private var lastBlocks: (ids: [Int64], place: Int) = ([], 0)
  var origin: Int128 = 0
  var hasTimes = true
  /// What dates told of the order of days and months.
  var dayOrder = DayOrderEvidence()
  /// What rows told of where cached tokens stand.
  var cachePlaces = CountPlaceEvidence()
  /// And where those of reasoning do.
  var thoughtPlaces = CountPlaceEvidence()
  /// Rows and records that tell of no call.
  var others = 0
  /// Which rows are taken; nil takes all.
  var sampler: RowSampler?
  var isSorted = true
  let source: RecordedSource
  /// Where rows go that are not held; nil where all are.
  var spool: LogSpool?
  /// Rows that went there.
  var spilled = 0
  /// Calls of rows that are held which other rows tell of, as far as rows tell that are not held any more.
  var superseded: [Int: SpanTree.Call] = [:]
  var ownIntents = OwnIntents()
  /// Whether any row that is not held names its call or its span.
  var hasNames = false
  /// Whether any row that is not held tells of its conversation.
  var hasSessions = false
  /// The shape of each label's intent; empty while there is one.
  var shapeOfLabel: [UInt32] = []

  /// Input that no model takes at once.
  private static let mostTokens = 10_000_000

  /// Number of rows taken, in the end without those that stand for others.
  var count: Int { (spool?.count ?? 0) + stream.count }

  /// Whether a sample may have kept some turns of a conversation and left out others.
  private var isTorn: Bool { stream.sampled.map { $0.sample.unit != .session } ?? false }

  /// Number of rows taken and of those that a sample left out.
  var rowCount: Int { sampler?.rows ?? spilled + stream.count }

  /// Nothing yet.
  init(_ source: RecordedSource, name: String) {
    self.source = source
    stream = QueryStream(name: name)
    sampler = source.sample.map { RowSampler($0.sample, seed: $0.seed) }
    blocks = PrefixBlocks(blockTokens: source.blockTokens ?? RecordedSource.usualBlockTokens)
  }

  /// Takes a row, unless it tells of no call or an earlier one told of the same.
  mutating func append(_ row: inout RecordedRow) throws(RowFault) {
    // A row that sums up those before it.
    if CSVPreamble.isSum(row.model) {
      row.isCall = false
      row.remarks = [.foreign]
    }
    guard row.isCall else {
      others += 1
      spans.link(row, requests: stream.count)
      for remark in row.remarks { reading.remarks[Int(remark.rawValue)] += 1 }
      return
    }
    if let days = row.days { dayOrder.take(days) }
    if Int(row.systemTokens) + Int(row.contextTokens) + Int(row.userTokens) > StreamAssembler.mostTokens {
      row.remarks.append(.sum)
    }
    cachePlaces.take(row.cachePlace, of: row.model)
    thoughtPlaces.take(row.thoughtPlace, of: row.model)
    let sampled = sampler == nil ? nil : try arrival(of: row)
    if let sampled, !(sampler?.keeps(row, at: sampled) ?? true) { return }
    if let request = known(row), try !succeeds(&row, request) {
      reading.remarks[Int(RecordedReading.Remark.repeated.rawValue)] += 1
      // A replay has nothing to add to the call.
      if row.mayGrow, !row.mayReplay { grow(request, row) }
      return
    }
    let arrival = if let sampled { sampled } else { try arrival(of: row) }
    let tier = try tier(of: row)
    sampler?.note()
    try takeBlockSize(of: row)
    note(row)
    if let last = stream.arrival.last, arrival < last { isSorted = false }
    let prompt = number(of: row)
    let shape = variant(of: row)
    labels.append(
      row.intentKey.map { label in
        // The first shape has the plain labels, those of the others are other questions.
        var key = label
        if shape > 0 {
          key.append(0)
          key.appendLittleEndian(shape)
        }
        return intents.number(of: key).number + 1
      } ?? 0)
    if row.intentKey != nil { labelled += 1 }
    if let ids = row.blocks, spool == nil {
      // A conversation that goes on begins with what it had.
      let place = blocks.ids.count
      let known = ids.starts(with: lastBlocks.ids) ? lastBlocks.ids.count : 0
      let numbers = Array(blocks.ids[lastBlocks.place..<(lastBlocks.place + known)])
      blocks.ids += numbers
      lastBlocks = (ids, place)
      for id in ids[known...] {
        let key = Fingerprint(high: UInt64(bitPattern: id), low: 0)
        blocks.ids.append(blockNumbers.number(of: key).number)
      }
      blocks.lengths += row.blockLengths ?? []
      hasBlocks = true
    }
    // A row without its messages has no blocks, and keeps its place among the others.
    if spool == nil { blocks.offsets.append(blocks.ids.count) }
    record(row)
    var marks = row.marks
    marks.difficulty = row.difficulty
    marks.tier = tier
    marks.priority = row.priority
    marks.service = row.service
    marks.terms = row.terms
    if row.contextTokens > 0 { stream.hasToldContexts = true }
    let user = users.number(of: row.userKey).number
    if row.userKey.isEmpty { reading.namelessUser = user }
    // Without its text, a system prompt is told by its length: eight bytes, which no hash is mistaken for.
    var length: [UInt8] = []
    length.appendLittleEndian(UInt64(row.systemTokens))
    stream.append(
      Request(
        arrival: arrival, prompt: prompt, intent: prompt, user: user,
        systemPrompt: systemPrompts.number(of: row.systemKey ?? Fingerprint(length)).number,
        systemTokens: row.systemTokens, contextTokens: row.contextTokens, userTokens: row.userTokens,
        outputTokens: row.outputTokens, latentDifficulty: row.latentDifficulty, marks: marks))
  }

  /// Notes what the log tells beside the request itself.
  private mutating func record(_ row: RecordedRow) {
    let index = stream.count
    if let name = row.model {
      let (number, isNew) = models.number(of: name)
      if isNew { stream.recorded.modelNames.append(String(decoding: name, as: UTF8.self)) }
      stream.recorded.model.append(number, at: index)
    }
    stream.recorded.cachedTokens.append(row.cachedTokens, at: index)
    stream.recorded.writtenTokens.append(row.writtenTokens, at: index)
    stream.recorded.writtenHourTokens.append(row.writtenHourTokens, at: index)
    stream.recorded.reasoningTokens.append(row.reasoningTokens, at: index)
    stream.recorded.audioInputTokens.append(row.audioInputTokens, at: index)
    stream.recorded.imageInputTokens.append(row.imageInputTokens, at: index)
    stream.recorded.audioOutputTokens.append(row.audioOutputTokens, at: index)
    stream.recorded.imageOutputTokens.append(row.imageOutputTokens, at: index)
    stream.recorded.webSearches.append(row.webSearches, at: index)
    if source.keepsHeads {
      stream.recorded.headRest.append(row.head?.rest, at: index)
      stream.recorded.headStamps.append(row.head?.stamps.bits, at: index)
      stream.recorded.headStart.append(row.head?.start, at: index)
    }
    stream.recorded.cost.append(row.cost, at: index)
    stream.recorded.latency.append(row.latency, at: index)
    stream.recorded.firstToken.append(row.firstToken, at: index)
    stream.recorded.failed.append(row.isFailed.map { $0 ? 1 : 0 }, at: index)
    stream.recorded.gatewayHit.append(row.gatewayHit.map { $0 == .miss ? 0 : 1 }, at: index)
    stream.recorded.nearHit.append(row.gatewayHit == .near ? 1 : nil, at: index)
    stream.recorded.team.append(row.teamKey.map { teams.number(of: $0).number }, at: index)
    stream.recorded.apiKey.append(row.apiKey.map { apiKeys.number(of: $0).number }, at: index)
    if spool == nil { turns.append(row, at: index) } else if !row.session.isEmpty { hasSessions = true }
    reading.inputRules[Int(row.inputRule.rawValue)] += 1
    reading.outputRules[Int(row.outputRule.rawValue)] += 1
    if row.hasTemperature { reading.temperatures += 1 }
    if !row.userKey.isEmpty { reading.users += 1 }
    if row.hasText || row.hadText { reading.texts += 1 }
    facts?.append(RowFacts(row))
    if let unit = row.timeUnit {
      if reading.timeUnit == nil { reading.timeUnit = unit.rawValue }
      if reading.timeUnit != unit.rawValue {
        reading.remarks[Int(RecordedReading.Remark.otherUnit.rawValue)] += 1
      }
    }
    for remark in row.remarks { reading.remarks[Int(remark.rawValue)] += 1 }
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
  ///
  /// - Parameters:
  ///   - sourceHash: the hash of the file.
  ///   - format: the name of the format.
  mutating func finish(sourceHash: String, format: String) throws(Diagnostic) -> QueryStream {
    stream.sourceHash = sourceHash
    stream.variants.count = max(1, variants.count)
    if variants.count < 2 { stream.variants.ofRequest = [] }
    if hasBlocks {
      blocks.blockCount = blockNumbers.count
      if source.blockTokens == nil {
        blocks.blockTokens = blockSize.found(usual: usualBlockTokens) ?? blocks.blockTokens
      }
      stream.prefixBlocks = blocks
    }
    if texts.offsets.count > 1 { stream.texts = .recorded(texts) }
    try sampler?.finish(&stream)
    numberIntents()
    let gone = spans.superseded().merging(retried) { _, call in call }
    if !isSorted || !gone.isEmpty { sort(without: gone) }
    noteReading(as: format, from: stream.arrival.first, to: stream.arrival.last)
    try place()
    turns.skipsMissing = !stream.dropped.isEmpty || source.limit != nil || isTorn
    try turns.fill(&stream, timeScale: source.timeScale)
    return stream
  }

  /// Tells the stream how it was read.
  mutating func noteReading(as format: String, from first: VirtualTime?, to last: VirtualTime?) {
    reading.format = format
    if hasTimes, let first, let last {
      reading.firstTime = origin + Int128(first.nanoseconds)
      reading.lastTime = origin + Int128(last.nanoseconds)
      if source.timeScale == 1 {
        reading.zeroTime = origin + Int128((sampler?.first ?? first).nanoseconds)
      }
      noteDayNumbers()
    }
    if count == 0 { reading.remarks[Int(RecordedReading.Remark.noCall.rawValue)] = others }
    if reading.users > 0 {
      reading.remarks[Int(RecordedReading.Remark.noUser.rawValue)] = count - reading.users
    }
    stream.reading = reading
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
}
