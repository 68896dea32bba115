import Declarations
import Metrics

/// The `constraints` of a scenario.
enum ConstraintSection {
  static func constraints(_ settings: Settings?) throws(Diagnostic) -> [Constraint] {
    var constraints: [Constraint] = []
    var faults = FaultList()
    for member in settings?.node.members ?? [] where member.key != "notes" {
      let isMaximum = member.key.hasSuffix("_max")
      guard isMaximum || member.key.hasSuffix("_min"),
        let metric = Metric(rawValue: String(member.key.dropLast(4)))
      else {
        let names = Metric.allCases.flatMap { [$0.rawValue + "_max", $0.rawValue + "_min"] }
        let hint = member.key.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
        faults.add(
          Diagnostic(
            "the constraint '\(member.key)' is unknown\(hint); <metric>_max or <metric>_min was expected",
            position: member.keyPosition))
        continue
      }
      guard let bound = member.node.number else {
        faults.add(
          Diagnostic(
            "'constraints.\(member.key)' is \(member.node.value.typeName); a number was expected",
            position: member.node.position))
        continue
      }
      constraints.append(Constraint(metric: metric, bound: bound, isMaximum: isMaximum))
    }
    try faults.check()
    return constraints
  }
}
