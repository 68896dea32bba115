import Declarations
import Simulation

/// Arithmetic as a claims file states it: numbers, names, `+ - * / ^`, parentheses and functions.
///
/// A digit group may be set off by `_`; shares are parts of one.
package struct Expression: Sendable, Hashable {
  /// A node of the parsed text.
  indirect enum Node: Sendable, Hashable {
    case number(Double)
    case name(String)
    case negated(Node)
    case operation(UInt8, Node, Node)
    case call(String, [Node])
  }

  /// The text as it was stated.
  package let text: String
  let root: Node

  /// Reads an expression.
  ///
  /// - Throws: a `Diagnostic` at `position` that says what was expected at which character.
  package init(_ text: String, at position: SourcePosition) throws(Diagnostic) {
    self.text = text
    var parser = ExpressionParser(text, at: position)
    root = try parser.whole()
  }

  /// A number as an expression.
  package init(_ number: Double) {
    text = number.short
    root = .number(number)
  }

  /// The names in it, in the order in which they stand.
  package var names: [String] { Expression.names(in: root) }

  /// The value; not a number where a name has none.
  package func value(_ lookup: (String) -> Double?) -> Double { Expression.value(of: root, lookup) }

  private static func names(in node: Node) -> [String] {
    switch node {
    case .number: []
    case .name(let name): [name]
    case .negated(let inner): names(in: inner)
    case .operation(_, let left, let right): names(in: left) + names(in: right)
    case .call(_, let arguments): arguments.flatMap(names)
    }
  }

  private static func value(of node: Node, _ lookup: (String) -> Double?) -> Double {
    switch node {
    case .number(let number): return number
    case .name(let name): return lookup(name) ?? .nan
    case .negated(let inner): return -value(of: inner, lookup)
    case .call(let name, let arguments):
      return ClaimFunction.named(name)?.apply(arguments.map { value(of: $0, lookup) }) ?? .nan
    case .operation(let sign, let left, let right):
      let (left, right) = (value(of: left, lookup), value(of: right, lookup))
      switch sign {
      case UInt8(ascii: "+"): return left + right
      case UInt8(ascii: "-"): return left - right
      case UInt8(ascii: "*"): return left * right
      case UInt8(ascii: "/"): return left / right
      default: return ClaimFunction.power(left, right)
      }
    }
  }
}
