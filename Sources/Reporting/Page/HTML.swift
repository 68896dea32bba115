import Declarations

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

  /// The same markup with other texts; attributes are texts too.
  func replacingTexts(_ change: (String) -> String) -> HTML {
    switch self {
    case .text(let text): .text(change(text))
    case .trusted: self
    case .element(let name, let attributes, let children):
      .element(
        name, attributes.map { ($0.0, change($0.1)) }, children.map { $0.replacingTexts(change) })
    }
  }

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

  /// Text as it stands in markup: marks are written out, and what would hide or turn around what stands beside it is
  /// written as an escape, as on a terminal.
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
        if scalar.isControlling {
          output += String(Character(scalar)).singleLine
        } else {
          output.unicodeScalars.append(scalar)
        }
      }
    }
    return output
  }
}
