import Declarations

/// A document that a program keeps as its first state and what changed since, a line each, as VS Code keeps chats.
///
/// Kinds of lines: 0 the state `v`; 1 sets what lies at the path `k`; 2 cuts the list at `k` behind `i`, if it has one, and
/// adds what `v` holds; 3 takes away what lies at `k`.
struct MutationLog {
  /// The document so far.
  private(set) var state: JSONNode

  /// Begins with the first line; nil where it is none of a first state.
  init?(_ first: JSONNode) {
    guard first["kind"]?.integer == 0, let state = first["v"], state.members != nil,
      (first.members ?? []).count == 2
    else { return nil }
    self.state = state
  }

  /// Takes a further line.
  ///
  /// - Returns: whether it is one of the log.
  mutating func take(_ line: JSONNode) -> Bool {
    if let first = MutationLog(line) {
      self = first
      return true
    }
    guard let kind = line["kind"]?.integer, (1...3).contains(kind), let path = line["k"]?.elements,
      !path.isEmpty
    else { return false }
    MutationLog.change(&state, path[...]) { place in
      switch kind {
      case 1: place = line["v"]
      case 2:
        var elements = place?.elements ?? []
        if let count = line["i"]?.integer { elements = Array(elements.prefix(max(0, count))) }
        place = JSONNode(.array(elements + (line["v"]?.elements ?? [])), at: place?.position ?? line.position)
      default: place = nil
      }
    }
    return true
  }

  /// Changes what lies at a path; where there is no such place, nothing is done.
  private static func change(
    _ node: inout JSONNode, _ path: ArraySlice<JSONNode>, _ body: (inout JSONNode?) -> Void
  ) {
    guard let step = path.first else { return }
    switch node.value {
    case .object(var members):
      guard let key = step.string else { return }
      // Given back below, so that its members are not copied meanwhile.
      node.value = .null
      let place = members.firstIndex { $0.key == key }
      if path.count == 1 {
        var found = place.map { members[$0].node }
        body(&found)
        if let place, let found {
          members[place].node = found
        } else if let place {
          members.remove(at: place)
        } else if let found {
          members.append(JSONMember(key: key, node: found))
        }
      } else if let place {
        change(&members[place].node, path.dropFirst(), body)
      }
      node.value = .object(members)
    case .array(var elements):
      guard let place = step.integer, place >= 0, place <= elements.count else { return }
      node.value = .null
      if path.count == 1 {
        var found = place < elements.count ? elements[place] : nil
        body(&found)
        if place < elements.count {
          elements[place] = found ?? JSONNode(.null, at: elements[place].position)
        } else if let found {
          elements.append(found)
        }
      } else if place < elements.count {
        change(&elements[place], path.dropFirst(), body)
      }
      node.value = .array(elements)
    default: return
    }
  }
}
