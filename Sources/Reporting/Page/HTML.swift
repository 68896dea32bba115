/// A piece of a page: text that is escaped, or an element around pieces.
///
/// Pages are made of these alone, so that nothing that a log holds is ever taken for markup.
package indirect enum HTML: Sendable {
  /// Text, escaped.
  case text(String)
  /// An element with attributes, whose values are escaped.
  case element(String, [(String, String)], [HTML])
  /// Markup of our own making, such as a chart that gnuplot drew; nothing of a log may reach it unescaped.
  case trusted(String)

  /// An element.
  static func tag(_ name: String, _ attributes: [(String, String)], _ children: [HTML]) -> HTML {
    .element(name, attributes, children)
  }

  /// An element around text.
  static func tag(_ name: String, _ attributes: [(String, String)], _ text: String) -> HTML {
    .element(name, attributes, [.text(text)])
  }

  /// An element without attributes around text.
  static func tag(_ name: String, _ text: String) -> HTML { .element(name, [], [.text(text)]) }

  private static let void: Set<String> = ["meta", "br", "hr", "input", "img", "link"]

  /// The markup.
  var markup: String {
    var output = ""
    write(to: &output)
    return output
  }

  private func write(to output: inout String) {
    switch self {
    case .text(let text): output += HTML.escaped(text)
    case .trusted(let markup): output += markup
    case .element(let name, let attributes, let children):
      output += "<\(name)"
      for (key, value) in attributes { output += " \(key)=\"\(HTML.escaped(value))\"" }
      output += ">"
      if HTML.void.contains(name) { return }
      for child in children { child.write(to: &output) }
      output += "</\(name)>"
    }
  }

  /// Text as it stands in markup: marks are written out, and what would change the order of what is read, or is no
  /// character, is shown by its number.
  static func escaped(_ text: String) -> String {
    var output = ""
    output.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": output += "&amp;"
      case "<": output += "&lt;"
      case ">": output += "&gt;"
      case "\"": output += "&quot;"
      case "'": output += "&#39;"
      case "\n", "\t": output.unicodeScalars.append(scalar)
      default:
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2060...0x206F, 0xFEFF, 0xFFFE, 0xFFFF:
          output += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
        default: output.unicodeScalars.append(scalar)
        }
      }
    }
    return output
  }
}
