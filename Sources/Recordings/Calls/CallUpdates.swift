import Declarations

/// Calls that a client tells in parts, so that what was asked and the model stand in one, and the usage in another of its
/// name.
///
/// Langfuse's send events that create and update observations, alone or as a `batch` ("Ingestion API"), LangSmith's runs to
/// `post` and runs to `patch` ("Ingest batch of runs").
struct CallUpdates {
  /// Observations that wait for the rest at most: calls under way at one time are few, and the earliest of more have none.
  private static let limit = 1 << 14
  /// Calls that are whole, and steps, which wait for what later events may correct, and for what their traces tell.
  private static let heldLimit = 1 << 10

  /// Calls that are whole, the latest first.
  private var ready: [JSONNode] = []
  /// Observations whose usage has not come, by their name, and whether any event created them.
  private var waiting: [String: (node: JSONNode, isCreated: Bool)] = [:]
  /// Calls that are whole and wait, by their name, and the order in which they became so.
  private var held: [String: JSONNode] = [:]
  private var order: [String] = []
  /// The names of the latest calls that were given, and of those before them; those of their traces that told no user.
  private var given: Set<String> = []
  private var earlierGiven: Set<String> = []
  /// What traces tell of their calls: of the latest, and of those before them; earlier ones are forgotten.
  private var traces: [String: [(String, JSONNode)]] = [:]
  private var earlierTraces: [String: [(String, JSONNode)]] = [:]
  /// Events that tell of no observation.
  private(set) var others = 0
  /// Events that tell what a call which was given lacks, or correct it.
  private(set) var late = 0

  /// Whether a record is an event of Langfuse's, or a batch of them.
  static func isTold(by record: JSONNode) -> Bool {
    guard let batch = record["batch"]?.elements else { return isEvent(record) }
    // A client's own messages (sdk-log) may stand before them.
    return batch.contains(where: isEvent)
  }

  /// Whether a record is a batch of LangSmith's runs.
  static func isRuns(_ record: JSONNode) -> Bool {
    ["post", "patch"].contains { name in
      record[name]?.elements?.contains { run in
        run["id"]?.string != nil && (run["run_type"] != nil || run["trace_id"] != nil)
      } ?? false
    }
  }

  private static func isEvent(_ record: JSONNode) -> Bool {
    guard record["body"]?.members != nil, let words = record["type"]?.string?.split(separator: "-") else {
      return false
    }
    return words.count == 2 && kinds.contains(words[0]) && (words[1] == "create" || words[1] == "update")
  }

  private static func isTrace(_ event: JSONNode) -> Bool {
    event["type"]?.string?.hasPrefix("trace-") == true
  }

  /// What events create and update.
  private static let kinds: Set<Substring> = [
    "generation", "observation", "span", "event", "trace", "score", "agent", "tool", "chain", "retriever",
    "evaluator", "embedding", "guardrail",
  ]

  /// Takes a record: an event, or a batch of them or of runs.
  ///
  /// - Complexity: O(members), and where many wait O(log `limit`) in the mean.
  mutating func take(_ record: JSONNode) {
    var whole: [JSONNode] = []
    if CallUpdates.isRuns(record) {
      for (name, isCreated) in [("post", true), ("patch", false)] {
        for run in record[name]?.elements ?? [] {
          if let call = joined(run: run, isCreated: isCreated) { whole.append(call) }
        }
      }
    } else {
      var events = record["batch"]?.elements ?? [record]
      // A trace is updated by an event of the same kind, which may tell its user behind its calls.
      if events.count > 1 {
        events = events.filter(CallUpdates.isTrace) + events.filter { !CallUpdates.isTrace($0) }
      }
      for event in events { take(event: event) }
    }
    if !whole.isEmpty { ready = whole.reversed() + ready }
    // Half of them at once, so that it costs little for each.
    if waiting.count > CallUpdates.limit { release(CallUpdates.limit / 2) }
    if order.count > 2 * CallUpdates.heldLimit { releaseHeld(CallUpdates.heldLimit) }
  }

  /// The next call that is whole.
  mutating func next() -> JSONNode? { ready.popLast() }

  /// Takes what waits as it is, the earliest first, when no record is left.
  ///
  /// - Returns: whether there was any.
  mutating func finish() -> Bool {
    release(waiting.count)
    releaseHeld(order.count)
    return !ready.isEmpty
  }

  /// Takes some of the calls that are whole, the earliest first; they come before what waits for its usage.
  private mutating func releaseHeld(_ count: Int) {
    let calls = order.prefix(count).compactMap { name in
      held.removeValue(forKey: name).map { (name: name, node: completed($0)) }
    }
    order.removeFirst(count)
    ready += calls.reversed().map(\.node)
    for call in calls where !call.name.hasPrefix(CallUpdates.stepMark) { noteGiven(call.name, call.node) }
  }

  /// Notes that a call was given, and whether the user of its trace is not known.
  private mutating func noteGiven(_ name: String, _ node: JSONNode) {
    if given.count > CallUpdates.limit { (earlierGiven, given) = (given, []) }
    given.insert(name)
    guard node["userId"]?.isVoid != false, let trace = node["traceId"]?.string else { return }
    given.insert(CallUpdates.traceMark + trace)
  }

  /// What stands before the names of traces among those of calls, and before those of steps among what is held.
  private static let traceMark = "trace "
  private static let stepMark = "step "

  private func isGiven(_ name: String) -> Bool { given.contains(name) || earlierGiven.contains(name) }

  /// Holds what is whole, or adds to what is.
  private mutating func hold(_ name: String, _ node: JSONNode) {
    if held.updateValue(node, forKey: name) == nil { order.append(name) }
  }

  /// Takes some of what waits as it is, the earliest first.
  private mutating func release(_ count: Int) {
    let earliest = waiting.sorted {
      let (one, other) = ($0.value.node.position, $1.value.node.position)
      return (one.line, one.column, $0.key) < (other.line, other.column, $1.key)
    }.prefix(count)
    for (id, _) in earliest { waiting[id] = nil }
    // An update of what no event created adds to a call that is told elsewhere.
    let calls = earliest.filter { $0.value.isCreated }.map { (name: $0.key, node: completed($0.value.node)) }
    others += earliest.count - calls.count
    ready += calls.reversed().map(\.node)
    for call in calls { noteGiven(call.name, call.node) }
  }

  /// Takes an event.
  private mutating func take(event: JSONNode) {
    guard CallUpdates.isEvent(event), let body = event["body"], let id = body["id"]?.string,
      let words = event["type"]?.string?.split(separator: "-"), let kind = words.first, kind != "score"
    else {
      others += 1
      return
    }
    if kind == "trace" { return take(trace: id, body) }
    var own = body.rebuilt(
      [("timestamp", event["timestamp"])] + (body.members ?? []).map { ($0.key, Optional($0.node)) })
    if kind != "observation", body["type"] == nil {
      let type = JSONNode(.string(kind.uppercased()), at: body.position)
      own = own.rebuilt([("type", type)] + (own.members ?? []).map { ($0.key, Optional($0.node)) })
    }
    let isUpdate = words.last == "update"
    // A step is no call, whatever is told of it later.
    if kind == "span" || kind == "event" {
      if isUpdate { others += 1 } else { hold(CallUpdates.stepMark + id, own) }
      return
    }
    if let before = held[id] {
      held[id] = CallUpdates.joined(before, own)
      return
    }
    if isUpdate, waiting[id] == nil, isGiven(id) {
      if CallUpdates.tellsFigure(own) { late += 1 } else { others += 1 }
      return
    }
    let before = waiting.removeValue(forKey: id)
    if let before { own = CallUpdates.joined(before.node, own) }
    if CallUpdates.tellsUsage(own) || own["level"]?.string == "ERROR" {
      hold(id, own)
    } else {
      waiting[id] = (own, !isUpdate || before?.isCreated == true)
    }
  }

  /// Takes what a trace tells of its calls.
  private mutating func take(trace id: String, _ body: JSONNode) {
    let told = ["userId", "sessionId"].compactMap { name in
      body[name].flatMap { $0.isVoid ? nil : (name, $0) }
    }
    if told.contains(where: { $0.0 == "userId" }), isGiven(CallUpdates.traceMark + id) {
      late += 1
    } else {
      others += 1
    }
    guard !told.isEmpty else { return }
    let known = facts(ofTrace: id)
    if traces.count >= CallUpdates.limit { (earlierTraces, traces) = (traces, [:]) }
    traces[id] = told + known.filter { one in !told.contains { $0.0 == one.0 } }
  }

  /// The run that is whole with a part of it.
  private mutating func joined(run: JSONNode, isCreated: Bool) -> JSONNode? {
    guard let id = run["id"]?.string else {
      others += 1
      return nil
    }
    let before = waiting.removeValue(forKey: id)
    let own = before.map { CallUpdates.joined($0.node, run) } ?? run
    if own["end_time"]?.isVoid == false, own["run_type"] != nil { return own }
    waiting[id] = (own, isCreated || before?.isCreated == true)
    return nil
  }

  private static let usages: Set<String> = ["usageDetails", "usage_details", "usage"]

  private static func tellsUsage(_ node: JSONNode) -> Bool {
    usages.contains { name in node[name]?.members?.contains { $0.node.number != nil } == true }
  }

  /// Whether an update tells what a call costs or how long it took.
  private static func tellsFigure(_ node: JSONNode) -> Bool {
    tellsUsage(node) || ["costDetails", "model", "endTime", "level"].contains { node[$0]?.isVoid == false }
  }

  /// An observation with what a later event tells of it; it began when the first was sent. A usage stands for the one before,
  /// under whichever name.
  private static func joined(_ first: JSONNode, _ later: JSONNode) -> JSONNode {
    let isCounted = tellsUsage(later)
    let told = (later.members ?? []).filter {
      !$0.node.isVoid && $0.key != "timestamp" && (isCounted || !usages.contains($0.key))
    }
    let keys = Set(told.map(\.key)).union(isCounted ? usages : [])
    let kept = (first.members ?? []).filter { !keys.contains($0.key) }
    return first.rebuilt((kept + told).map { ($0.key, Optional($0.node)) })
  }

  private func facts(ofTrace id: String) -> [(String, JSONNode)] { traces[id] ?? earlierTraces[id] ?? [] }

  /// An observation with its start, where it does not tell it, and with what its trace tells.
  private func completed(_ node: JSONNode) -> JSONNode {
    var added = node["traceId"]?.string.map { facts(ofTrace: $0) } ?? []
    if let sent = node["timestamp"] { added.append(("startTime", sent)) }
    added = added.filter { node[$0.0]?.isVoid ?? true }
    let kept = (node.members ?? []).filter { member in !added.contains { $0.0 == member.key } }
    return node.rebuilt((kept.map { ($0.key, $0.node) } + added).map { ($0.0, Optional($0.1)) })
  }
}
