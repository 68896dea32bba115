import Declarations
import Simulation

/// The times within which an answer is of use (service-level objectives); requests within them are the goodput.
package struct Goodput: Sendable, Hashable {
  /// The longest time to the first token.
  package let firstToken: VirtualTime?
  /// The longest time to the complete answer.
  package let latency: VirtualTime?

  /// The settings under `analysis.goodput`.
  package static let schema = ObjectSchema(
    "goodput", "times within which an answer is of use",
    [
      Field("first_token_ms", .positive, "longest time to the first token"),
      Field("latency_ms", .positive, "longest time to the complete answer"),
    ])

  /// - Throws: a `Diagnostic` when neither time is stated.
  package init(_ settings: Settings) throws(Diagnostic) {
    guard settings.has("first_token_ms") || settings.has("latency_ms") else {
      throw Diagnostic(
        "'analysis.goodput' states no time; first_token_ms, latency_ms or both were expected",
        position: settings.node.position)
    }
    firstToken = settings.optionalNumber("first_token_ms").map { .milliseconds($0) }
    latency = settings.optionalNumber("latency_ms").map { .milliseconds($0) }
  }

  /// Whether an answer came in time; nanoseconds from arrival.
  func allows(firstToken: Int64, latency: Int64) -> Bool {
    firstToken <= self.firstToken?.nanoseconds ?? .max && latency <= self.latency?.nanoseconds ?? .max
  }
}
