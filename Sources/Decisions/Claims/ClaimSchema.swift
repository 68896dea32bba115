import Declarations
import Experiments
import Metrics
import Scenarios

/// The shape of a file of claims, version 1.
enum ClaimSchema {
  static let file = ObjectSchema(
    "claims", "figures that somebody states, and how each is recomputed",
    [
      .required("simbench_claims", .integer(minimum: 1, maximum: 1), "version of the schema"),
      .required("name", .text, "short name"),
      Field("title", .text, "who states the claims, in a line"),
      Field("scenario", .text, "the scenario that claims are simulated in"),
      Field("values", .map(.any), default: [:], "numbers and formulas that the claims may name"),
      .required("claims", .list(.object(claim), minimum: 1), "the claims"),
      Field(
        "stack", .list(.text, minimum: 2),
        "ids of claims on what layers save, in the order in which the layers stand behind each other; a chart has each alone "
          + "and stacked"),
    ])

  static let claim = ObjectSchema(
    "claim", "a stated figure",
    [
      .required("id", .text, "a short name"),
      .required("says", .text, "the claim in words"),
      Field("claimed", .any, "the figure, or [least, greatest]; shares are parts of one"),
      Field("unit", .choice(Claim.Unit.allCases.map(\.rawValue)), default: "count", "what it is counted in"),
      Field("formula", .any, "what follows from its inputs, or [least, greatest]"),
      Field("least", .any, "the least that is possible"),
      Field("greatest", .any, "the greatest that is possible"),
      Field("tolerance", .share, default: 0.02, "how far off a figure may be, as a part of it"),
      Field("holds_if", .object(condition), "a condition under which the claim is true"),
      Field("simulate", .object(simulated), "the scenario's metric that says the same"),
      Field("because", .text, "why the verdict is what it is"),
    ])

  private static let condition = ObjectSchema(
    "holds_if", "a condition",
    [
      .required("says", .text, "the condition in words"),
      Field("formula", .any, "the figure under the condition"),
    ])

  private static let simulated = ObjectSchema(
    "simulate", "what a simulation says of the figure",
    [
      Field("scenario", .text, "another scenario than the file's"),
      .required("strategy", .text, "the strategy"),
      .required("figure", .any, "a metric, or a formula of metrics; savings refer to the baseline"),
      Field("set", .map(.any), default: [:], "changes to the scenario, as with --set"),
    ])
}

extension Claim {
  init(_ settings: Settings, scenario: String?, values: [String: Double]) throws(Diagnostic) {
    let known = values.keys.sorted()
    func expression(_ key: String, of settings: Settings) throws(Diagnostic) -> Expression? {
      guard let node = settings.node[key] else { return nil }
      return try Expression(node: node, names: known)
    }
    id = settings.string("id")
    says = settings.string("says")
    unit = Unit(rawValue: settings.string("unit")) ?? .count
    tolerance = settings.number("tolerance")
    because = settings.optionalString("because")
    least = try expression("least", of: settings)
    greatest = try expression("greatest", of: settings)
    claimed = try settings.node["claimed"].map { (node) throws(Diagnostic) in try Claim.range(node) }
    formula = []
    if let node = settings.node["formula"] {
      for part in node.elements ?? [node] { formula.append(try Expression(node: part, names: known)) }
      guard (1...2).contains(formula.count) else {
        throw Diagnostic(
          "'formula' has \(formula.count) values; one, or the least and the greatest, was expected",
          position: node.position)
      }
    }
    if let stated = settings.optionalSettings("holds_if") {
      condition = Condition(says: stated.string("says"), formula: try expression("formula", of: stated))
    }
    if let stated = settings.optionalSettings("simulate") {
      simulated = try Simulated(stated, scenario: scenario, values: known)
    }
    guard claimed != nil || formula.isEmpty && simulated == nil else {
      throw Diagnostic(
        "the claim '\(id)' is recomputed and states no figure; 'claimed' was expected",
        position: settings.node.position)
    }
  }

  private static func range(_ node: JSONNode) throws(Diagnostic) -> ClosedRange<Double> {
    if let number = node.number { return number...number }
    if let ends = node.elements?.map(\.number), ends.count == 2, let low = ends[0], let high = ends[1],
      low <= high
    {
      return low...high
    }
    throw Diagnostic(
      "'claimed' is no figure; a number or [least, greatest] was expected", position: node.position)
  }
}

extension Claim.Simulated {
  init(_ settings: Settings, scenario: String?, values: [String]) throws(Diagnostic) {
    guard let scenario = settings.optionalString("scenario") ?? scenario else {
      throw Diagnostic(
        "'simulate' names no scenario, nor does the file; 'scenario' was expected",
        position: settings.node.position)
    }
    self.scenario = scenario
    strategy = settings.string("strategy")
    position = settings.position("strategy")
    let metrics = Metric.allCases.map(\.rawValue)
    guard let node = settings.node["figure"] else {
      throw Diagnostic("'simulate' lacks the key 'figure'", position: settings.node.position)
    }
    figure = try Expression(node: node, names: metrics + values)
    overrides = settings.members("set").map { Override(path: $0.key, value: $0.node.value) }
  }
}
