import Declarations
import Experiments
import Files

/// A file of claims: who states them, about which scenario, and how each is recomputed.
package struct ClaimFile: Sendable {
  /// The file.
  package let path: String
  /// Its short name.
  package let name: String
  /// Who states the claims, in a line.
  package let title: String
  /// The claims in the order of the file.
  package let claims: [Claim]
  /// The claims whose layers are stacked; nil where none are.
  let stack: ClaimStack?
  /// Values that formulas may name.
  let values: [String: Double]

  /// The folder of claims below that of the scenarios.
  package static let folder = "Claims"

  /// Reads a file.
  ///
  /// - Throws: a `Diagnostic` with file, line and column.
  package static func read(_ path: String) throws(Diagnostic) -> ClaimFile {
    do throws(Diagnostic) {
      return try ClaimFile(bytes: try RegularFile.read(path), path: path)
    } catch {
      throw error.placed(in: path)
    }
  }

  /// Reads claims that are already in memory.
  package init(bytes: [UInt8], path: String) throws(Diagnostic) {
    let raw = try JSONParser.parse(bytes, what: "file of claims")
    var validator = Validator()
    let root = Settings(try validator.validate(raw, as: .object(ClaimSchema.file)))
    self.path = path
    name = root.string("name")
    title = root.optionalString("title") ?? name
    values = try ClaimFile.values(root)
    let scenario = root.optionalString("scenario")
    var claims: [Claim] = []
    var seen: Set<String> = []
    for node in root.list("claims") {
      let claim = try Claim(Settings(node), scenario: scenario, values: values)
      guard seen.insert(claim.id).inserted else {
        throw Diagnostic("the id '\(claim.id)' stands twice; once was expected", position: node.position)
      }
      claims.append(claim)
    }
    self.claims = claims
    stack = try ClaimStack(root, claims: claims)
  }

  /// The stated values; each may name those before it.
  private static func values(_ root: Settings) throws(Diagnostic) -> [String: Double] {
    var values: [String: Double] = [:]
    for member in root.members("values") {
      let known = values
      let expression = try Expression(node: member.node, names: known.keys.sorted())
      values[member.key] = expression.value { known[$0] }
    }
    return values
  }

  /// The value of an expression of the file.
  func value(_ expression: Expression) -> Double { expression.value { values[$0] } }
}

extension Expression {
  /// Reads an expression or a number, whose names must be known.
  ///
  /// - Throws: a `Diagnostic` at the first name that is not.
  init(node: JSONNode, names known: [String]) throws(Diagnostic) {
    if let number = node.number {
      self.init(number)
      return
    }
    guard let text = node.string else {
      throw Diagnostic(
        "the formula is \(node.value.typeName); a number or a formula in quotes was expected",
        position: node.position)
    }
    try self.init(text, at: node.position)
    for name in names where !known.contains(name) {
      let hint = name.nearest(in: known).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "the name '\(name)' of the formula is unknown\(hint); a name under 'values' was expected",
        position: node.position)
    }
  }
}
