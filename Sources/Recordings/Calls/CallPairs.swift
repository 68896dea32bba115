import Declarations

/// Calls of which one record tells what was asked, and a later one of the same name what it took or how it failed, as
/// programs log a request and its response.
struct CallPairs {
  /// Where records name the call that they tell of.
  private static let names: [FieldPath] = [
    "request_id", "requestId", "req_id", "call_id", "callId", "correlation_id", "correlationId", "run_id",
    "id",
  ]
  /// What was asked.
  private static let questions = ["messages", "prompt", "contents", "input"]
  private static let times = Set(CallLayout.times)
  /// Questions that wait for their answer at most: calls under way at one time are few.
  private static let limit = 1 << 14

  private let name: FieldPath
  /// Questions whose answer has not come, or has told no usage, by their name.
  private var waiting: [String: JSONNode] = [:]
  /// Those that are left at the end, the latest first.
  private var unanswered: [JSONNode] = []
  /// Records that were neither a question nor an answer.
  private(set) var others = 0

  /// Looks whether records pair: a question, and behind it an answer of its name that does not say what was asked.
  init?(_ records: [JSONNode]) {
    for name in CallPairs.names {
      var asked: Set<String> = []
      for record in records {
        guard let id = CallPairs.id(of: record, name) else { continue }
        if CallPairs.isQuestion(record) {
          asked.insert(id)
        } else if asked.contains(id), CallPairs.isAnswer(record) {
          self.name = name
          return
        }
      }
    }
    return nil
  }

  /// Takes a record and gives the call that is whole with it: a question waits, and what is neither is none.
  ///
  /// - Complexity: O(members).
  mutating func take(_ record: JSONNode) -> JSONNode? {
    guard let id = CallPairs.id(of: record, name) else {
      if CallPairs.isQuestion(record) { return record }
      others += 1
      return nil
    }
    if CallPairs.isQuestion(record) {
      guard waiting.count < CallPairs.limit else { return record }
      // One that was asked again is a call of its own.
      return waiting.updateValue(record, forKey: id)
    }
    guard CallPairs.isAnswer(record) else {
      if CallPairs.holdsQuestion(record) { return record }
      if let question = waiting[id], CallPairs.mayBeAnswer(record) {
        waiting[id] = CallPairs.joined(question, record)
      } else {
        others += 1
      }
      return nil
    }
    guard let question = waiting.removeValue(forKey: id) else { return record }
    return CallPairs.joined(question, record)
  }

  /// A question without an answer, the earliest first, when no record is left to take; nil where none is.
  ///
  /// - Complexity: O(1), but for the first time, which puts them in order.
  mutating func next() -> JSONNode? {
    if !waiting.isEmpty {
      unanswered = waiting.sorted { ($0.value.position.line, $0.key) > ($1.value.position.line, $1.key) }.map(
        \.value)
      waiting = [:]
    }
    return unanswered.popLast()
  }

  private static func id(of record: JSONNode, _ name: FieldPath) -> String? {
    record.at(name).flatMap { $0.string ?? $0.integer.map { String($0) } }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static func holdsQuestion(_ record: JSONNode) -> Bool {
    questions.contains { record[$0]?.isVoid == false }
  }

  /// Whether a record tells what was asked and nothing of an answer.
  static func isQuestion(_ record: JSONNode) -> Bool {
    holdsQuestion(record) && record["response"] == nil && record["usage"] == nil && !tellsUsage(record)
  }

  /// Whether a record tells what a call took or that it failed, and not what was asked.
  private static func isAnswer(_ record: JSONNode) -> Bool {
    !holdsQuestion(record) && (tellsUsage(record) || record["error"]?.isVoid == false)
  }

  /// Whether a record tells what was answered or how long it took, without a usage, which a later one may have.
  private static func mayBeAnswer(_ record: JSONNode) -> Bool {
    answers.contains { record[$0]?.isVoid == false }
      || record["model"] != nil && record.first(of: CallLayout.milliseconds + CallLayout.seconds) != nil
  }

  private static let answers = ["response", "completion", "answer"]

  private static func tellsUsage(_ record: JSONNode) -> Bool {
    ((try? UsageReading(anywhereIn: record)) ?? nil) != nil
  }

  /// A call as its answer tells it, begun when it was asked.
  private static func joined(_ question: JSONNode, _ answer: JSONNode) -> JSONNode {
    let told = (answer.members ?? []).filter { !times.contains($0.key) && $0.node.value != .null }
    let keys = Set(told.map(\.key))
    let end = (answer.members ?? []).first { times.contains($0.key) && $0.node.value != .null }?.node
    let asked = (question.members ?? []).filter { !keys.contains($0.key) }
    var members = asked.map { ($0.key, Optional($0.node)) }
    members += told.map { ($0.key, Optional($0.node)) }
    if question["end_time"] == nil, !keys.contains("end_time") { members.append(("end_time", end)) }
    return question.rebuilt(members)
  }
}
