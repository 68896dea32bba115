import Declarations

extension JSONNode {
  /// A record, and the calls of what advised its answer, at its time; the record alone where nothing did.
  ///
  /// They tell none of what was asked, and are no equal requests.
  var withAdvice: [JSONNode] {
    let bits = keyBits
    // What a text holds is not read twice.
    let answer = first(of: Advice.answers, bits: bits).flatMap { $0.members == nil ? nil : $0 }
    let inner = answer?.first(of: Advice.bodies)
    let usage = at(Advice.usage, bits: bits) ?? answer?.at(Advice.usage) ?? inner?.at(Advice.usage)
    guard let advisors = usage?.advisors else { return [self] }
    let around = (members ?? []).filter { Advice.context.contains($0.key) }.map {
      ($0.key, Optional($0.node))
    }
    let name = (self["id"] ?? answer?["id"] ?? inner?["id"])?.string
    return [self]
      + advisors.enumerated().map { index, advisor in
        let id = name.map { JSONNode(.string($0 + " advisor \(index)"), at: position) }
        return rebuilt(
          around + [
            ("id", id), ("model", advisor["model"] ?? self["model"]), ("usage", advisor),
            (Advice.mark.text, JSONNode(true, at: position)),
          ])
      }
  }

  /// Whether a record is the call of what advised another.
  var isAdvice: Bool { at(Advice.mark) != nil }
}

/// What advised an answer of Anthropic's: its usages stand within that of the answer.
private enum Advice {
  static let usage: FieldPath = "usage"
  /// Where records keep an answer, and where these keep the message.
  static let answers: [FieldPath] = ["response", "result"]
  static let bodies: [FieldPath] = ["body", "message"]
  /// What tells of such a call too.
  static let context = Set(CallLayout.times + ["user", "user_id", "session_id", "sessionId"])
  /// What marks such a call.
  static let mark: FieldPath = "advises"
}
