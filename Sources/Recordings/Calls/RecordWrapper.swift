import Declarations
import Files

/// What a collector of logs puts around the records of others: an object that holds the record as one of its values,
/// or a list of them within others.
enum RecordWrapper {
  /// Where collectors put what they collect: CloudWatch, Docker, Google Cloud, Elasticsearch, Splunk, Kafka and others.
  static let places: [FieldPath] = [
    "message", "@message", "log", "jsonPayload", "_source", "result._raw", "_raw", "result", "msg", "event",
    "payload", "value", "data", "line", "json", "record",
  ]
  /// Where a program puts a record that tells more than the values around it.
  private static let fuller: [FieldPath] = [
    "standard_logging_object", "standard_logging_payload", "kwargs.standard_logging_object",
  ]
  private static let ownTimes = CallLayout.times.map { FieldPath($0) }
  /// What the values around a record may tell of it.
  private static let context = [
    "user", "user_id", "userId", "end_user", "customer_id", "session_id", "sessionId", "conversation_id",
    "conversationId", "thread_id", "team_id", "model", "model_name", "model_id",
  ]
  /// Those that name a model, which a record may do by another name.
  private static let models: Set<String> = ["model", "model_name", "model_id"]
  private static let modelPaths = ["model"] + CallLayout.models
  /// What they may tell of the call beside its time.
  private static let ofCall = [
    "latency_ms", "latencyMs", "duration_ms", "durationMs", "cost", "cost_usd", "costUSD", "costUsd",
    "total_cost_usd", "response_cost", "status_code", "request_id",
  ]
  /// Parts of the names of members that sum up what others hold.
  private static let sums = [
    "total", "sum", "aggreg", "accum", "stat", "average", "avg", "mean", "session", "daily", "month", "cumul",
    "budget", "limit", "config", "price", "pricing",
  ]
  /// How deep lists of records are looked for.
  private static let depth = 3

  /// Where the record lies in one that no format fits, or in one that tells less than it.
  ///
  /// - Parameter isTold: whether a record is of some format; for members that nothing names, certainly.
  static func place(
    in node: JSONNode, isTold: (TraceSample, _ isCertain: Bool) -> Bool
  ) -> (path: FieldPath, sample: TraceSample)? {
    func told(_ path: FieldPath, _ isCertain: Bool) -> (FieldPath, TraceSample)? {
      guard let inner = inner(node, at: path) else { return nil }
      let sample = TraceSample.json(keys: inner.members?.map(\.key) ?? [], first: inner)
      return isTold(sample, isCertain) ? (path, sample) : nil
    }
    for path in places { if let found = told(path, false) { return found } }
    var found: [(FieldPath, TraceSample)] = []
    for member in node.members ?? [] where !isSum(member.key) && !member.key.contains(".") && found.count < 2
    {
      if let one = told(FieldPath(member.key), true) { found.append(one) }
    }
    // Several are records of their own.
    if found.count == 1, let only = found.first { return only }
    guard found.isEmpty else { return nil }
    for member in node.members ?? [] where !isSum(member.key) {
      for inner in member.node.members ?? [] where inner.node.members != nil && found.count < 2 {
        if !isSum(inner.key), let one = told(FieldPath(member.key + "." + inner.key), true) {
          found.append(one)
        }
      }
    }
    return found.count == 1 ? found.first : nil
  }

  /// Where a record lies that tells more than the one around it.
  static func fuller(
    in node: JSONNode, isTold: (TraceSample, _ isCertain: Bool) -> Bool
  ) -> (path: FieldPath, sample: TraceSample)? {
    let bits = node.keyBits
    for path in fuller where path.bits & bits != 0 {
      guard let inner = inner(node, at: path) else { continue }
      let sample = TraceSample.json(keys: inner.members?.map(\.key) ?? [], first: inner)
      if isTold(sample, true) { return (path, sample) }
    }
    return nil
  }

  /// Whether what lies under a name sums up what others hold.
  static func isSum(_ name: String) -> Bool {
    let name = name.lowercased()
    return sums.contains { name.contains($0) }
  }

  /// The paths of the lists of objects within a document, the outer ones first, and the document itself.
  ///
  /// - Parameter takesSessions: whether those under the name of sessions, which are sums in most documents, are among them.
  static func lists(in node: JSONNode, takesSessions: Bool = false) -> [FieldPath] {
    var paths: [FieldPath] = []
    var level: [(path: String, node: JSONNode)] = [("", node)]
    for _ in 0..<depth {
      var next: [(String, JSONNode)] = []
      for (path, node) in level {
        for member in node.members ?? [] where !member.key.contains(".") {
          let isSession = takesSessions && member.key.lowercased().contains("session")
          guard isSession || !isSum(member.key) else { continue }
          let own = path + member.key
          // The pieces of an answer are no records.
          if UsageReading.streams.contains(where: { $0.text == own }), member.node.isStream { continue }
          if elements(member.node).isEmpty == false { paths.append(FieldPath(own)) }
          if member.node.members != nil { next.append((own + ".", member.node)) }
        }
      }
      level = next
    }
    return paths + ["."]
  }

  /// The objects of a list, or the values of an object that has nothing else.
  static func elements(_ node: JSONNode?) -> [JSONNode] {
    if let rows = node.flatMap(ColumnarTable.rows) { return rows }
    let members = node?.members ?? []
    if members.contains(where: { isSum($0.key) }) { return [] }
    let elements = node?.elements ?? members.map(\.node)
    return elements.allSatisfy { $0.members?.isEmpty == false } ? elements : []
  }

  /// The records of a list within a document, with what the values around it tell of them all.
  static func elements(of node: JSONNode, at path: FieldPath) -> [JSONNode] {
    elements(node.at(path)).flatMap { lines($0) ?? ColumnarTable.rows($0) ?? [with($0, in: node)] }
  }

  /// A record of a list with what stands beside the list and tells of all its records.
  static func with(_ record: JSONNode, in envelope: JSONNode) -> JSONNode {
    record.members == nil ? record : with(record, context, of: envelope)
  }

  /// Whether an object has anything that tells of the records within it.
  static func tells(_ envelope: JSONNode) -> Bool { context.contains { envelope[$0] != nil } }

  /// The lines of a stream of Loki's API: a list of times and texts.
  private static func lines(_ stream: JSONNode) -> [JSONNode]? {
    guard stream["stream"]?.members != nil, let values = stream["values"]?.elements else { return nil }
    return values.compactMap { pair in
      guard let pair = pair.elements, pair.count > 1 else { return nil }
      return stream.rebuilt([("timestamp", pair[0]), ("line", pair[1])])
    }
  }

  /// The record within a record, with what the collector tells of it where it does not do so itself.
  static func inner(_ node: JSONNode, at place: FieldPath) -> JSONNode? {
    // What stands around the record on the way tells of it too.
    if node[place.text] == nil, let split = place.splits.first {
      return self.inner(node, at: split.head).flatMap { self.inner($0, at: split.rest) }
    }
    guard let inner = node.at(place).flatMap(held), let members = inner.members, !members.isEmpty else {
      return nil
    }
    let whole = with(inner, context + ofCall, of: node)
    guard let time = node.first(of: ownTimes), inner.first(of: ownTimes) == nil else { return whole }
    return whole.adding(JSONMember(key: "timestamp", node: time))
  }

  /// The record that a value is or holds, also behind what a program writes before it in a line.
  private static func held(_ node: JSONNode) -> JSONNode? {
    let inner = node.unfolded
    guard let text = inner.string else { return inner }
    let bytes = Array(text.utf8)
    guard let end = bytes.lastIndex(where: { $0 > 0x20 }), bytes[end] == UInt8(ascii: "}") else { return nil }
    let line = bytes[...end]
    guard let place = LinePrefix.start(in: line),
      let record = try? JSONParser.parse(Array(line.dropFirst(place)), line: node.position.line)
    else { return nil }
    return timed(JSONNode(record.value, at: node.position), by: line.prefix(place))
  }

  private static func with(_ inner: JSONNode, _ names: [String], of outer: JSONNode) -> JSONNode {
    var added: [JSONMember] = []
    for name in names {
      guard let node = outer[name], node.value != .null, node.members == nil, node.elements == nil,
        inner[name] == nil, !models.contains(name) || inner.first(of: modelPaths) == nil
      else { continue }
      added.append(JSONMember(key: name, node: node))
    }
    return added.reduce(inner) { $0.adding($1) }
  }

  /// A record with the time that stands before it in its line, where it has none of its own.
  static func timed(_ node: JSONNode, by prefix: ArraySlice<UInt8>) -> JSONNode {
    guard node.first(of: ownTimes) == nil, let time = LinePrefix.time(in: prefix) else { return node }
    return node.adding(JSONMember(key: "timestamp", node: JSONNode(.string(time), at: node.position)))
  }

  /// The column of a table whose first value is a record that some format fits, with what the others tell of it.
  ///
  /// - Parameter names: those of the columns in the form of members of records.
  static func column(
    of names: [String], _ values: [ArraySlice<UInt8>], isTold: (TraceSample, _ isCertain: Bool) -> Bool
  ) -> (name: String, sample: TraceSample)? {
    let texts = values.map { JSONNode(.string(String(decoding: $0, as: UTF8.self))) }
    let row = JSONNode(.object(zip(names, texts).map { JSONMember(key: $0, node: $1) }))
    for (name, value) in zip(names, values) where value.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") {
      guard let keys = row[name]?.unfolded.members?.map(\.key) else { continue }
      let sample = TraceSample.json(keys: keys, first: row[name]?.unfolded ?? row)
      guard isTold(sample, false) else { continue }
      guard let whole = inner(row, at: FieldPath(name)) else { return (name, sample) }
      return (name, .json(keys: whole.members?.map(\.key) ?? [], first: whole))
    }
    return nil
  }
}

extension JSONNode {
  /// An object with one member more.
  fileprivate func adding(_ member: JSONMember) -> JSONNode {
    JSONNode(.object((members ?? []) + [member]), at: position)
  }
}
