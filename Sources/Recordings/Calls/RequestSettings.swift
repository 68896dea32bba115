import Declarations
import Files

/// What a request's body asks beside its messages, as keys: equal keys are equal requests.
///
/// Absent, null and the API's default are one: `n` 1, `temperature` 1, `top_p` 1, penalties of 0. A number in quotes is
/// that number. What changes no answer (`stream`, `user`, `metadata`, `store`, `service_tier`, marks of prompt caches) is
/// left out.
struct RequestSettings {
  /// Everything that may change the answer.
  private(set) var variant: [UInt8] = []
  /// The same without what only picks one of several right answers.
  private(set) var shape: [UInt8] = []
  /// The temperature that the body states.
  private(set) var temperature: Double?

  /// Takes the settings of a body, and its model, which may stand elsewhere.
  ///
  /// - Parameter only: the settings to take, where others may be something else.
  init(_ bodies: [JSONNode], model: [UInt8]?, only: Set<String>? = nil) throws(RowFault) {
    var found: [(name: String, isSampling: Bool, text: String)] = []
    for body in bodies {
      for member in body.members ?? [] {
        // Most columns of a log are no settings, which their hashes tell.
        guard RequestSettings.mayBeName(member) else { continue }
        guard let (name, isSampling) = RequestSettings.names[member.key], name != "model" else { continue }
        let node = member.node
        if let only {
          // Tables count tools, or name those that were called, under the same name.
          guard only.contains(name), name != "tools" || node.elements != nil else { continue }
          // What was thought has these names too.
          if name == "reasoning" || name == "thinking", node.unfolded.members == nil { continue }
        }
        // A search of the web is switched on by an empty object.
        let isSet = !node.isVoid || name == "web_search_options" && node.members != nil
        guard isSet, RequestSettings.isMeant(member.key, node), !RequestSettings.isDefault(name, node)
        else { continue }
        var text = node.comparableText
        if name == "stop", node.string != nil { text = "[\(text)]" }
        if isSampling || name == "n" || name == "max_tokens" {
          let number = RequestSettings.number(node)
          if name == "temperature" {
            guard let number, number >= 0 else {
              throw RowFault(
                .badValue, "temperature is \(text); a number of at least 0 was expected", at: node.position)
            }
            temperature = number
          }
          if let number {
            if number == 1, name != "seed", name != "max_tokens", name != "top_k" { continue }
            text = JSONNode(JSONValue(number)).canonicalText
          }
        }
        if !found.contains(where: { $0.name == name }) { found.append((name, isSampling, text)) }
      }
    }
    found.sort { $0.name < $1.name }
    if let model { found.append(("model", false, String(decoding: model, as: UTF8.self))) }
    for (name, isSampling, text) in found {
      let start = variant.count
      variant.append(contentsOf: name.utf8)
      variant.append(0)
      variant.append(contentsOf: String(text.utf8.count).utf8)
      variant.append(0)
      variant.append(contentsOf: text.utf8)
      if !isSampling { shape.append(contentsOf: variant[start...]) }
    }
  }

  /// The twelve highest bits of the names' hashes, a bit each.
  private static let marks: [UInt64] = names.keys.reduce(into: Array(repeating: 0, count: 64)) {
    marks, name in
    let hash = JSONMember.hash(name)
    marks[Int(hash >> 58)] |= 1 &<< (hash &>> 52 & 63)
  }

  private static func mayBeName(_ member: JSONMember) -> Bool {
    marks[Int(member.hash >> 58)] & 1 &<< (member.hash &>> 52 & 63) != 0
  }
}
