import Declarations

/// Takes out of a scenario what its reader refuses, by the place that the refusal names.
package enum ScenarioRepair {
  /// The tree without the member, or the element, that begins at a place.
  ///
  /// - Returns: nil where nothing begins there, or only the whole.
  package static func without(_ position: SourcePosition, in root: JSONNode) -> JSONNode? {
    switch root.value {
    case .object(var members):
      for (place, member) in members.enumerated() {
        if let rest = without(position, in: member.node) {
          members[place].node = rest
          return JSONNode(.object(members), at: root.position)
        }
        if member.node.position == position || member.keyPosition == position {
          members.remove(at: place)
          return JSONNode(.object(members), at: root.position)
        }
      }
    case .array(var elements):
      for (place, element) in elements.enumerated() {
        if let rest = without(position, in: element) {
          elements[place] = rest
          return JSONNode(.array(elements), at: root.position)
        }
        if element.position == position {
          elements.remove(at: place)
          return JSONNode(.array(elements), at: root.position)
        }
      }
    default: break
    }
    return nil
  }
}
