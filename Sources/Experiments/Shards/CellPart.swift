import Declarations
import Metrics
import Scenarios
import Simulation
import Strategies

/// What one strategy did in one replication to one part of a stream: sums, which add up to those of the whole.
struct CellPart: Sendable {
  /// The sums from which metrics are computed.
  var figures: CellFigures
  /// Counts of each layer.
  var layers: [LayerStatistics]
  /// Requests by hour of arrival; none where the parts do not know when the whole began.
  var timeline: [TimelineBucket]
  /// Picodollars spent in the first and in the second half of the measured time.
  var halves: (Int128, Int128)
  /// Stale hits, and the quality that is lost to them, over those of the mean.
  var excessStaleHits: Double
  var excessLostQuality: Double
  /// What the lengths that were drawn make of the bill.
  var lengthLuck: LengthLuck
  /// Tokens by the place of a turn in its conversation.
  var turns: [TurnTokens]

  /// Adds another part of the same stream.
  mutating func add(_ other: CellPart) {
    figures.add(other.figures)
    for layer in layers.indices where layer < other.layers.count {
      layers[layer].entries += other.layers[layer].entries
      for counter in LayerCounter.allCases { layers[layer][counter] += other.layers[layer][counter] }
    }
    if timeline.count == other.timeline.count {
      for hour in timeline.indices { timeline[hour].add(other.timeline[hour]) }
    } else {
      timeline = []
    }
    halves = (halves.0 + other.halves.0, halves.1 + other.halves.1)
    excessStaleHits += other.excessStaleHits
    excessLostQuality += other.excessLostQuality
    lengthLuck.add(other.lengthLuck)
    if turns.isEmpty {
      turns = other.turns
    } else {
      for place in turns.indices where place < other.turns.count { turns[place].add(other.turns[place]) }
    }
  }

  /// Adds a part to a sum that may have none yet.
  static func add(_ part: CellPart, to sum: inout CellPart?) {
    if sum == nil { sum = part } else { sum?.add(part) }
  }

  /// The cell that the parts add up to.
  ///
  /// - Parameters:
  ///   - hidden: metrics that parts say nothing of.
  ///   - keepsTimes: whether intervals of quantiles want the cell's times.
  func result(errors: ErrorPrices, warmUp: VirtualTime, hidden: [Metric], keepsTimes: Bool) -> CellResult {
    var figures = figures
    figures.finish()
    figures.isErrorPriced = (errors.falseHit > 0, errors.staleHit > 0)
    var cell = CellResult()
    cell.layers = layers
    cell.timeline = timeline
    cell.halves = halves
    cell.turns = turns
    cell.served = figures.served
    cell.worsened = figures.worsened
    cell.unread = figures.unread
    cell.measuredFrom = warmUp
    cell.staleLuck = StaleLuck(hits: excessStaleHits, quality: excessLostQuality, figures, errors)
    cell.lengthLuck = lengthLuck
    cell.metrics = MetricValues(figures)
    for metric in hidden { cell.metrics[metric] = .nan }
    cell.latencies = CellResult.latencyLevels.map(figures.latencies.quantile)
    if keepsTimes { cell.times = figures.timeCurves }
    return cell
  }
}

extension TimelineBucket {
  /// Adds the requests of another part of the hour.
  fileprivate mutating func add(_ other: TimelineBucket) {
    requests += other.requests
    for kind in kinds.indices { kinds[kind] += other.kinds[kind] }
    falseHits += other.falseHits
    staleHits += other.staleHits
    cost += other.cost
  }
}

extension TurnTokens {
  /// Adds the turns of another part.
  fileprivate mutating func add(_ other: TurnTokens) {
    turns += other.turns
    input += other.input
    cached += other.cached
  }
}

/// A part of a cell as a line of a partial.
extension CellPart {
  /// The sums as JSON under their number.
  func partial(_ number: Int) -> JSONValue {
    let fields = figures.fields
    return JSONValue(members: [
      ("cell", JSONValue(number)),
      ("counts", JSONValue(fields.counts.map { JSONValue($0) })),
      ("amounts", JSONValue((fields.amounts + [halves.0, halves.1]).map { .string("\($0)") })),
      ("sums", .string(ExactText.text(fields.sums + [excessStaleHits, excessLostQuality]))),
      ("times", JSONValue(fields.times.map { JSONValue($0.map { JSONValue($0) }) })),
      ("layers", CellResult.partial(layers)), ("timeline", CellResult.partial(timeline)),
      ("turns", CellResult.partial(turns)), ("length_luck", .string(ExactText.text(lengthLuck.fields))),
    ])
  }

  /// Reads what `partial` wrote.
  ///
  /// - Parameters:
  ///   - hours: what the whole stream measures.
  ///   - models: how many models the catalogue has.
  ///   - parts: how many parts are added up.
  /// - Throws: a `Diagnostic` at the value that is not as this version writes it.
  init(partial node: JSONNode, hours: Double, models: Int, parts: Int) throws(Diagnostic) {
    let fields = PartialFields(node)
    let amounts = try fields.list("amounts").map(PartialFields.money)
    let sums = try fields.doubles("sums", count: nil)
    guard amounts.count > 2, sums.count > 2 else {
      throw fields.fault(amounts.count > 2 ? "sums" : "amounts")
    }
    let times = try fields.list("times").map { list throws(Diagnostic) in
      try PartialFields.integers(list, from: 0, count: list.elements?.count ?? 0)
    }
    let read = CellFigures.Fields(
      counts: try fields.integers("counts"), amounts: amounts.dropLast(2), sums: sums.dropLast(2),
      times: times)
    guard let figures = CellFigures(read, hours: hours, models: models, parts: parts) else {
      throw fields.fault("counts")
    }
    self.figures = figures
    halves = (amounts[amounts.count - 2], amounts[amounts.count - 1])
    excessStaleHits = sums[sums.count - 2]
    excessLostQuality = sums[sums.count - 1]
    layers = try CellResult.layers(fields)
    timeline = try CellResult.timeline(fields)
    turns = try CellResult.turns(fields)
    lengthLuck = LengthLuck(try fields.doubles("length_luck", count: LengthLuck().fields.count))
    // No sum of the parts may be more than a number holds.
    var numbers: [Int] = []
    for layer in layers { numbers += [layer.entries] + LayerCounter.allCases.map { layer[$0] } }
    for hour in timeline { numbers += [hour.requests, hour.falseHits, hour.staleHits] + hour.kinds }
    for turn in turns { numbers += [turn.turns, turn.input, turn.cached] }
    let money = timeline.map(\.cost) + [halves.0, halves.1]
    guard numbers.allSatisfy({ 0...(.max / parts) ~= $0 }),
      money.allSatisfy({ $0.magnitude <= .max / UInt128(parts) / 4 })
    else { throw fields.fault("layers") }
  }
}
