import Tables
import Declarations
import Eviction

/// Every replacement policy with its variants, parameters and source.
package enum PolicyCatalog {
  /// What is said of each policy on a terminal of 80 columns, with a line end behind each line.
  package static var entries: [(name: String, text: String)] {
    PolicyKind.allCases.map { policy in
      var lines = [policy.rawValue + (policy.isBound ? " (bound: cannot be deployed)" : "")]
      lines += indented(policy.summary)
      for parameter in policy.parameters { lines += indented(words(parameter, of: policy)) }
      if policy.variants.count > 1 {
        lines += indented("variants: \(policy.variants.map(\.rawValue).joined(separator: ", "))")
      }
      lines += indented(policy.source)
      return (policy.rawValue, lines.joined(separator: "\n") + "\n")
    }
  }

  /// What stands behind all of them.
  package static let end = "\nNamed as in `slru`, `slru:libcachesim`, `s3fifo:small=0.2:promotion=1`.\n"

  /// The catalogue for scripts: an array of policies.
  package static var json: JSONValue {
    JSONValue(
      PolicyKind.allCases.map { policy in
        JSONValue(members: [
          ("name", .string(policy.rawValue)), ("summary", .string(policy.summary)),
          ("source", .string(policy.source)), ("bound", .boolean(policy.isBound)),
          ("variants", JSONValue(policy.variants.map { .string($0.rawValue) })),
          (
            "parameters",
            JSONValue(
              policy.parameters.map { parameter in
                JSONValue(members: [
                  ("name", .string(parameter.name)), ("summary", .string(parameter.summary)),
                  ("whole", .boolean(parameter.isWhole)),
                  ("min", JSONValue(parameter.range.lowerBound)),
                  ("max", JSONValue(parameter.range.upperBound)),
                  (
                    "default",
                    JSONValue(
                      members: policy.variants.map {
                        ($0.rawValue, JSONValue(parameter.defaultValue(in: $0)))
                      })
                  ),
                ])
              })
          ),
        ])
      })
  }

  private static func indented(_ text: String) -> [String] {
    text.wrapped(to: Report.width - 4, indent: "  ").map { "    " + $0 }
  }

  /// `small=0.1 (0 to 1): share of the small queue`, with defaults of variants that differ.
  private static func words(_ parameter: PolicyParameter, of policy: PolicyKind) -> String {
    let first = policy.variants.first ?? .published
    let own = parameter.defaultValue(in: first)
    let others = policy.variants.dropFirst().filter { parameter.defaultValue(in: $0) != own }.map {
      "; \(NumberText.tic(parameter.defaultValue(in: $0))) in \($0.rawValue)"
    }
    let range =
      "\(NumberText.tic(parameter.range.lowerBound)) to \(NumberText.tic(parameter.range.upperBound))"
    return
      "\(parameter.name)=\(NumberText.tic(own)) (\(parameter.isWhole ? "whole, " : "")\(range)\(others.joined())): "
      + parameter.summary
  }
}
