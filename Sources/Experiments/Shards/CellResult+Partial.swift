import Declarations
import Metrics
import Simulation
import Strategies

/// A cell as a line of a partial: every figure that a report may want, to the last bit.
extension CellResult {
  /// The cell as JSON under its number.
  func partial(_ number: Int) -> JSONValue {
    JSONValue(members: [
      ("cell", JSONValue(number)),
      ("metrics", .string(ExactText.text(Metric.allCases.map { metrics[$0] }))),
      ("layers", CellResult.partial(layers)), ("timeline", CellResult.partial(timeline)),
      ("latencies", .string(ExactText.text(latencies))),
      ("times", JSONValue(times.map { CellResult.kept($0) })),
      ("blocks", .string(ExactText.text(blocks))),
      ("halves", JSONValue([.string("\(halves.0)"), .string("\(halves.1)")])),
      (
        "false_hits",
        JSONValue(
          falseHits.sorted { $0.key < $1.key }.map { pair, group in
            CellResult.list([
              Int(pair >> 32), Int(pair & 0xFFFF_FFFF), group.count, Int(group.prompt),
              Int(group.answeredPrompt), Int(group.similarity.bitPattern),
            ])
          })
      ),
      ("turns", CellResult.partial(turns)),
      ("served", CellResult.list(served)),
      ("worsened", JSONValue(worsened)),
      ("unread", JSONValue(unread)),
      ("first_measured", JSONValue(firstMeasured)),
      ("measured_from_ns", JSONValue(Int(measuredFrom.nanoseconds))),
      ("stale_luck", .string(ExactText.text(staleLuck.fields))),
      ("length_luck", .string(ExactText.text(lengthLuck.fields))),
    ])
  }

  /// Counts of layers as JSON.
  static func partial(_ layers: [LayerStatistics]) -> JSONValue {
    JSONValue(layers.map { layer in list([layer.entries] + LayerCounter.allCases.map { layer[$0] }) })
  }

  /// Hours as JSON.
  static func partial(_ timeline: [TimelineBucket]) -> JSONValue { JSONValue(timeline.map(bucket)) }

  /// Tokens of turns as JSON.
  static func partial(_ turns: [TurnTokens]) -> JSONValue {
    JSONValue(turns.map { list([$0.turns, $0.input, $0.cached]) })
  }

  private static func kept(_ curve: TimeCurve) -> JSONValue {
    JSONValue([.string(ExactText.text(curve.values)), .string(ExactText.text(curve.classes))])
  }

  private static func curve(_ node: JSONNode, _ fields: PartialFields) throws(Diagnostic) -> TimeCurve {
    guard let parts = node.elements, parts.count == 2,
      let values = parts[0].string.flatMap(ExactText.doubles), values.count == TimeCurve.levels.count,
      let classes = parts[1].string.flatMap(ExactText.classes)
    else { throw fields.fault("times") }
    return TimeCurve(values: values, classes: classes)
  }

  /// Reads counts of layers.
  static func layers(_ fields: PartialFields) throws(Diagnostic) -> [LayerStatistics] {
    try fields.rows("layers", count: LayerCounter.allCases.count + 1).map { row in
      var layer = LayerStatistics()
      layer.entries = row[0]
      for (counter, value) in zip(LayerCounter.allCases, row.dropFirst()) { layer[counter] = value }
      return layer
    }
  }

  /// Reads hours.
  static func timeline(_ fields: PartialFields) throws(Diagnostic) -> [TimelineBucket] {
    try fields.list("timeline").map { row throws(Diagnostic) in
      let kinds = OutcomeKind.allCases.count
      var bucket = TimelineBucket()
      bucket.cost = try PartialFields.money(row.elements?.first ?? row)
      let counts = try PartialFields.integers(row, from: 1, count: 3 + kinds)
      (bucket.requests, bucket.falseHits, bucket.staleHits) = (counts[0], counts[1], counts[2])
      bucket.kinds = Array(counts.dropFirst(3))
      return bucket
    }
  }

  /// Reads tokens of turns.
  static func turns(_ fields: PartialFields) throws(Diagnostic) -> [TurnTokens] {
    try fields.rows("turns", count: 3).map { row in
      var tokens = TurnTokens()
      (tokens.turns, tokens.input, tokens.cached) = (row[0], row[1], row[2])
      return tokens
    }
  }

  private static func list(_ numbers: [Int]) -> JSONValue { JSONValue(numbers.map { JSONValue($0) }) }

  private static func bucket(_ bucket: TimelineBucket) -> JSONValue {
    JSONValue(
      [.string("\(bucket.cost)")]
        + ([bucket.requests, bucket.falseHits, bucket.staleHits] + bucket.kinds).map { JSONValue($0) })
  }

  /// Reads what `partial` wrote.
  ///
  /// - Throws: a `Diagnostic` at the value that is not as this version writes it.
  init(partial node: JSONNode) throws(Diagnostic) {
    let fields = PartialFields(node)
    let metrics = try fields.doubles("metrics", count: Metric.allCases.count)
    for (metric, value) in zip(Metric.allCases, metrics) { self.metrics[metric] = value }
    layers = try CellResult.layers(fields)
    timeline = try CellResult.timeline(fields)
    latencies = try fields.doubles("latencies", count: CellResult.latencyLevels.count)
    times = try fields.list("times").map { node throws(Diagnostic) in try CellResult.curve(node, fields) }
    guard [0, TimeQuantile.Time.allCases.count].contains(times.count) else { throw fields.fault("times") }
    blocks = try fields.doubles("blocks", count: nil)
    let halves = try fields.list("halves")
    guard halves.count == 2 else { throw fields.fault("halves") }
    self.halves = (try PartialFields.money(halves[0]), try PartialFields.money(halves[1]))
    for row in try fields.rows("false_hits", count: 6) {
      guard let left = UInt32(exactly: row[0]), let right = UInt32(exactly: row[1]),
        let prompt = UInt32(exactly: row[3]), let answered = UInt32(exactly: row[4]),
        let similarity = UInt32(exactly: row[5])
      else { throw fields.fault("false_hits") }
      falseHits[UInt64(left) << 32 | UInt64(right)] = FalseHitGroup(
        count: row[2], prompt: prompt, answeredPrompt: answered, similarity: Float(bitPattern: similarity))
    }
    turns = try CellResult.turns(fields)
    served = try fields.integers("served")
    worsened = try fields.integer("worsened")
    unread = try fields.integer("unread")
    firstMeasured = try fields.integer("first_measured")
    measuredFrom = VirtualTime(nanoseconds: Int64(try fields.integer("measured_from_ns")))
    staleLuck = StaleLuck(try fields.doubles("stale_luck", count: staleLuck.fields.count))
    lengthLuck = LengthLuck(try fields.doubles("length_luck", count: lengthLuck.fields.count))
  }
}
