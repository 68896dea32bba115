import Declarations
import Metrics

/// The `constraints` of a scenario.
enum ConstraintSection {
  static func constraints(_ settings: Settings?) throws(Diagnostic) -> [Constraint] {
    var constraints: [Constraint] = []
    for member in settings?.node.members ?? [] where member.key != "notes" {
      let isMaximum = member.key.hasSuffix("_max")
      guard isMaximum || member.key.hasSuffix("_min"),
        let metric = Metric(rawValue: String(member.key.dropLast(4)))
      else {
        let names = Metric.allCases.flatMap { [$0.rawValue + "_max", $0.rawValue + "_min"] }
        let hint = member.key.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "the constraint '\(member.key)' is unknown\(hint); <metric>_max or <metric>_min was expected",
          position: member.keyPosition)
      }
      guard let bound = member.node.number else {
        throw Diagnostic(
          "'constraints.\(member.key)' is \(member.node.value.typeName); a number was expected",
          position: member.node.position)
      }
      constraints.append(Constraint(metric: metric, bound: bound, isMaximum: isMaximum))
    }
    return constraints
  }
}
