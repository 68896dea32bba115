extension JSONNode {
  /// The value as JSON text with members in their order; numbers in their shortest exact form.
  ///
  /// - Parameter indent: spaces a level, or nil for one line.
  public func text(indent: Int? = 2) -> String {
    var result = ""
    value.write(to: &result, indent: indent, level: 0)
    return result
  }
}

extension JSONValue {
  /// The value as JSON text.
  public func text(indent: Int? = 2) -> String { JSONNode(self).text(indent: indent) }

  /// A string as a JSON literal with its quotes.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        // Escaped although JSON would take them raw: text on a terminal is not to act on it.
        if scalar.isControlling {
          let digits = String(scalar.value, radix: 16)
          result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  fileprivate var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  fileprivate func write(to text: inout String, indent: Int?, level: Int) {
    switch self {
    case .null: text += "null"
    case .boolean(let flag): text += flag ? "true" : "false"
    case .number(let number, let integer):
      if let integer {
        text += String(integer)
      } else if number.isFinite {
        text += "\(number)"
      } else {
        text += "null"
      }
    case .string(let string): text += JSONValue.quoted(string)
    case .array(let elements):
      let inline = indent == nil || elements.allSatisfy { $0.value.isScalar }
      write(elements, open: "[", close: "]", to: &text, indent: inline ? nil : indent, level: level) {
        $0.value.write(to: &$1, indent: indent, level: level + 1)
      }
    case .object(let members):
      write(members, open: "{", close: "}", to: &text, indent: indent, level: level) {
        $1 += JSONValue.quoted($0.key) + (indent == nil ? ":" : ": ")
        $0.node.value.write(to: &$1, indent: indent, level: level + 1)
      }
    }
  }

  private func write<Element>(
    _ elements: [Element], open: String, close: String, to text: inout String, indent: Int?, level: Int,
    each: (Element, inout String) -> Void
  ) {
    text += open
    for (place, element) in elements.enumerated() {
      if place > 0 { text += indent == nil ? ", " : "," }
      if let indent { text += "\n" + String(repeating: " ", count: indent * (level + 1)) }
      each(element, &text)
    }
    if let indent, !elements.isEmpty { text += "\n" + String(repeating: " ", count: indent * level) }
    text += close
  }
}
