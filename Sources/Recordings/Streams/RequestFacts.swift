import Declarations
import Simulation
import Traffic

/// What a `.simtrace` says of the whole stream: its counts, its names, and how it was read, as a JSON object, and tables.
enum RequestFacts {
  /// The object of a stream, as bytes.
  static func bytes(of stream: QueryStream) -> [UInt8] {
    func texts(_ names: [String]) -> JSONValue { JSONValue(names.map { JSONValue.string($0) }) }
    var members: [(String, JSONValue)] = [
      ("requests", JSONValue(stream.count)), ("end_ns", JSONValue(Int(stream.end.nanoseconds))),
      ("prompts", JSONValue(stream.promptCount)), ("intents", JSONValue(stream.intentCount)),
      ("users", JSONValue(stream.userCount)), ("system_prompts", JSONValue(stream.systemPromptCount)),
      ("sessions", JSONValue(stream.sessionCount)), ("variants", JSONValue(stream.variants.count)),
      ("tiers", texts(stream.tierNames)), ("models", texts(stream.recorded.modelNames)),
      ("is_labelled", .boolean(stream.hasIntentLabels)),
      ("is_change_known", .boolean(stream.isChangeKnown)), ("is_reordered", .boolean(stream.isReordered)),
      ("source_hash", stream.sourceHash.map { .string($0) } ?? .null),
      (
        "dropped",
        JSONValue(
          stream.dropped.map { ["reason": .string($0.reason), "rows": JSONValue($0.count)] as JSONValue })
      ),
    ]
    if let blocks = stream.prefixBlocks {
      members.append(
        ("blocks", ["tokens": JSONValue(blocks.blockTokens), "count": JSONValue(blocks.blockCount)]))
    }
    if let reading = stream.reading { members.append(("reading", json(reading))) }
    return Array(JSONValue(members: members).text(indent: nil).utf8)
  }

  private static func json(_ reading: RecordedReading) -> JSONValue {
    func counts(_ numbers: [Int]) -> JSONValue { JSONValue(numbers.map { JSONValue($0) }) }
    func time(_ time: Int128?) -> JSONValue { time.map { .string("\($0)") } ?? .null }
    return JSONValue(members: [
      ("format", .string(reading.format)), ("time_unit", reading.timeUnit.map { .string($0) } ?? .null),
      ("first_ns", time(reading.firstTime)), ("last_ns", time(reading.lastTime)),
      ("zero_ns", time(reading.zeroTime)),
      ("input_rules", counts(reading.inputRules)), ("output_rules", counts(reading.outputRules)),
      ("temperatures", JSONValue(reading.temperatures)), ("users", JSONValue(reading.users)),
      ("texts", JSONValue(reading.texts)), ("remarks", counts(reading.remarks)),
      ("nameless_user", reading.namelessUser.map { JSONValue(Int($0)) } ?? .null),
    ])
  }

  /// The tables of a stream, as columns.
  static func tables(of stream: QueryStream) -> [UInt8] {
    var bytes: [UInt8] = []
    func append(_ table: RequestTrace.Table, _ values: [UInt32]) {
      if values.isEmpty { return }
      PackedColumn.append(values.map { Int64($0) }, as: table.rawValue, to: &bytes)
    }
    append(.shape, stream.variants.shapeOfIntent)
    append(.waiting, stream.joins.map(\.request))
    append(.awaited, stream.joins.map(\.predecessor))
    return bytes
  }

  /// Reads the tables into a stream.
  ///
  /// - Parameter most: how many numbers a table may have.
  static func readTables(_ bytes: [UInt8], into stream: inout QueryStream, most: Int)
    throws(PackedColumnReader.Fault)
  {
    var reader = try PackedColumnReader(bytes[...])
    var waiting: [UInt32] = []
    while let (code, count) = reader.next {
      guard count <= most else { throw damaged("a table has \(count) numbers") }
      var numbers: [UInt32] = []
      for value in try reader.values() {
        guard let number = UInt32(exactly: value) else {
          throw damaged("a table has a number that it cannot hold")
        }
        numbers.append(number)
      }
      switch RequestTrace.Table(rawValue: code) {
      case .shape: stream.variants.shapeOfIntent = numbers
      case .waiting: waiting = numbers
      case .awaited:
        guard waiting.count == numbers.count else { throw damaged("two tables are of different lengths") }
        stream.joins = zip(waiting, numbers).map { TurnJoin(request: $0, predecessor: $1) }
      case nil: throw damaged("table \(code) is unknown")
      }
    }
  }

  /// Reads the object into a stream that has its requests, or none.
  static func read(_ bytes: [UInt8], into stream: inout QueryStream) throws(PackedColumnReader.Fault) {
    let root: JSONNode
    do throws(Diagnostic) { root = try JSONParser.parse(bytes) } catch { throw damaged(error.message) }
    func count(_ key: String, in node: JSONNode? = nil, most: Int = 1 << 31) throws(PackedColumnReader.Fault)
      -> Int
    {
      guard let number = (node ?? root)[key]?.integer, (0..<most).contains(number) else {
        throw damaged("'\(key)' is no number from 0 to \(most - 1)")
      }
      return number
    }
    func names(_ key: String) throws(PackedColumnReader.Fault) -> [String] {
      guard let elements = root[key]?.elements else { throw damaged("'\(key)' is no list") }
      var names: [String] = []
      for element in elements {
        guard let name = element.string else { throw damaged("'\(key)' holds what is no name") }
        names.append(name)
      }
      return names
    }
    func flag(_ key: String) throws(PackedColumnReader.Fault) -> Bool {
      guard let flag = root[key]?.boolean else { throw damaged("'\(key)' is neither true nor false") }
      return flag
    }
    let requests = try count("requests", most: 1 << 48)
    guard stream.isEmpty || stream.count == requests else {
      throw damaged("it counts \(requests) requests, and there are \(stream.count)")
    }
    stream.end = VirtualTime(nanoseconds: Int64(try count("end_ns", most: 1 << 62 + 1 << 32)))
    stream.promptCount = try count("prompts")
    stream.intentCount = try count("intents")
    stream.userCount = try count("users")
    stream.systemPromptCount = try count("system_prompts")
    stream.sessionCount = try count("sessions")
    stream.variants.count = max(1, try count("variants"))
    stream.tierNames = try names("tiers")
    stream.recorded.modelNames = try names("models")
    stream.hasIntentLabels = try flag("is_labelled")
    stream.isChangeKnown = try flag("is_change_known")
    stream.isReordered = try flag("is_reordered")
    stream.sourceHash = root["source_hash"]?.string
    guard let dropped = root["dropped"]?.elements else { throw damaged("'dropped' is no list") }
    for drop in dropped {
      guard let reason = drop["reason"]?.string else { throw damaged("a row was left out without reason") }
      stream.dropped.append((reason, try count("rows", in: drop, most: 1 << 48)))
    }
    if let blocks = root["blocks"] {
      stream.prefixBlocks?.blockTokens = max(1, try count("tokens", in: blocks))
      stream.prefixBlocks?.blockCount = try count("count", in: blocks)
      guard stream.isEmpty || stream.prefixBlocks.map({ $0.offsets.count == stream.count + 1 }) ?? true else {
        throw damaged("some requests lack their blocks")
      }
    } else {
      stream.prefixBlocks = nil
    }
    stream.reading = try root["reading"].map { (node) throws(PackedColumnReader.Fault) in
      try reading(node, count)
    }
  }

  private static func reading(
    _ node: JSONNode,
    _ count: (String, JSONNode?, Int) throws(PackedColumnReader.Fault) -> Int
  ) throws(PackedColumnReader.Fault) -> RecordedReading {
    var reading = RecordedReading()
    // A later version may count more kinds; of those that this file was written without there are none.
    func counts(_ key: String, like numbers: [Int]) throws(PackedColumnReader.Fault) -> [Int] {
      let elements = node[key]?.elements ?? []
      let found = elements.compactMap(\.integer).filter { (0..<1 << 48).contains($0) }
      guard found.count == elements.count, found.count <= numbers.count else {
        throw damaged("'\(key)' has \(found.count) counts")
      }
      return found + numbers.dropFirst(found.count)
    }
    func time(_ key: String) throws(PackedColumnReader.Fault) -> Int128? {
      guard let text = node[key]?.string else { return nil }
      let most = Int128(1) << 100
      guard let time = Int128(text), (-most...most).contains(time) else {
        throw damaged("'\(key)' is no time")
      }
      return time
    }
    reading.format = node["format"]?.string ?? ""
    reading.timeUnit = node["time_unit"]?.string
    reading.firstTime = try time("first_ns")
    reading.lastTime = try time("last_ns")
    reading.zeroTime = try time("zero_ns")
    reading.inputRules = try counts("input_rules", like: reading.inputRules)
    reading.outputRules = try counts("output_rules", like: reading.outputRules)
    reading.remarks = try counts("remarks", like: reading.remarks)
    reading.temperatures = try count("temperatures", node, 1 << 48)
    reading.users = try count("users", node, 1 << 48)
    reading.texts = try count("texts", node, 1 << 48)
    // Files of earlier versions do not tell.
    if let nameless = node["nameless_user"], nameless.value != .null {
      reading.namelessUser = UInt32(try count("nameless_user", node, Int(UInt32.max)))
    }
    return reading
  }

  private static func damaged(_ reason: String) -> PackedColumnReader.Fault {
    PackedColumnReader.Fault(reason: reason)
  }
}
