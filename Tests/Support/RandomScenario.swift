import Declarations
import Eviction
import Simulation

@testable import Experiments
@testable import Scenarios

/// A scenario drawn from the schema: every field that a shape allows may stand, with values in and at the ends of
/// their ranges, over random stacks of layers. A seed names it.
///
/// What names something else (a model, a strategy, a file) names what is there; what makes a scenario large is kept
/// small. Whether it is valid is for the reader to say: fields that exclude each other may both stand.
package struct RandomScenario {
  /// Files that a drawn workload may read.
  package struct Files: Sendable {
    package let log: String
    package let outcomes: String

    package init(log: String, outcomes: String) {
      self.log = log
      self.outcomes = outcomes
    }
  }

  enum Workload: String { case synthetic, recorded, outcomes }

  /// The scenario's tree.
  package private(set) var tree: JSONValue = [:]
  var draws: SeededDraws
  let files: Files
  let workload: Workload
  /// Requests a second; the span follows from how many there shall be.
  let rate: Double
  let requests: Double
  var models: [String] = []
  var strategies: [(name: String, layers: [String])] = []
  /// Whether prompts have text, by which more layers can be used.
  let hasText: Bool

  /// Draws the scenario that a seed names.
  package init(seed: UInt64, charts: [ChartDeclaration], files: Files) {
    self.files = files
    draws = SeededDraws(seed: seed)
    let place = draws.uniform()
    workload = place < 0.75 ? .synthetic : place < 0.88 ? .recorded : .outcomes
    hasText = draws.happens(0.5)
    rate = draws.logarithmic(0.001, 200)
    requests = draws.happens(0.05) ? 0.5 : draws.logarithmic(3, 300)
    guard case .object(let schema) = ScenarioSchema.shape(charts: charts) else { return }
    var members: [(String, JSONValue)] = []
    // Names come before what refers to them.
    let order = ["providers", "strategies"]
    for field in schema.fields.sorted(by: { order.contains($0.key) && !order.contains($1.key) }) {
      let isOwn = ["run", "workload", "providers", "strategies", "output"].contains(field.key)
      guard field.isRequired || isOwn || draws.happens(0.25) else { continue }
      members.append((field.key, value(field, in: [], whole: nil)))
    }
    tree = JSONValue(members: members)
  }
}

extension RandomScenario {
  /// The value of a field, by its name where it refers to something, else by its shape.
  mutating func value(_ field: Field, in path: [String], whole: ObjectSchema?) -> JSONValue {
    let path = path + [field.key]
    return named(field, path) ?? value(field.shape, path, usual: field.fallback)
  }

  mutating func value(_ shape: Shape, _ path: [String], usual: JSONValue? = nil) -> JSONValue {
    let node = usual.map { JSONNode($0) }
    switch shape {
    case .any: return draws.element(of: [1, 0.5, "x", true])
    case .boolean: return .boolean(draws.happens(0.5))
    case .string: return .string(draws.element(of: ["a", "how", "é\n", "refund"]))
    case .choice(let names): return .string(draws.element(of: names))
    case .number(let bounds): return JSONValue(draws.number(bounds, near: node?.number))
    case .integer(let low, let high):
      return JSONValue(draws.integer(from: low, to: high, near: node?.integer))
    case .list(let element, let minimum):
      let count = draws.integer(minimum...minimum + 2)
      return JSONValue((0..<count).map { _ in value(element, path) })
    case .map(let element):
      let keys = draws.some(of: ["free", "pro", "enterprise"], atMost: 3)
      return JSONValue(members: keys.map { ($0, value(element, path + [$0])) })
    case .object(let schema): return .object(members(schema, path))
    case .open(let schema, _): return .object(members(schema, path))
    case .tagged(let key, let cases):
      let schema = draws.element(of: cases)
      return .object(
        [JSONMember(key: key, node: JSONNode(.string(schema.name)))] + members(schema, path + [schema.name]))
    case .either(let shapes): return value(draws.element(of: shapes), path)
    }
  }

  /// The members of an object: what must stand, and some of the rest.
  mutating func members(_ schema: ObjectSchema, _ path: [String]) -> [JSONMember] {
    // Few fields make a scenario that is valid, many one that is wide.
    let share = draws.element(of: [0.1, 0.3, 0.6])
    var members: [JSONMember] = []
    for field in schema.fields where !Self.left.contains(field.key) {
      guard field.isRequired || Self.sizes.contains(field.key) || draws.happens(share) else { continue }
      members.append(JSONMember(key: field.key, node: JSONNode(value(field, in: path, whole: schema))))
    }
    return members
  }

  /// Fields that say where output goes, how many threads there are, or what the names of another file are.
  private static let left: Set = ["folder", "threads", "columns", "exclude", "notes"]
  /// Fields whose default makes a scenario large.
  private static let sizes: Set = [
    "measure_h", "replications", "rate_per_s", "count", "per_intent", "arrivals", "users", "intents",
    "paraphrases",
    "plots", "trials", "requests",
  ]
}
