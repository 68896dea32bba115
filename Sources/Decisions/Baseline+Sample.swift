import Declarations
import Scenarios

extension Baseline {
  /// The sample that the figures are of, in words.
  public var sampleWords: String {
    func text(_ key: String) -> String? { settings?.first { $0.path == "sample.\(key)" }?.text }
    guard let rate = text("rate") else { return "the whole stream" }
    return "a sample of \(rate) by \(text("by")?.filter { $0 != "\"" } ?? "")"
  }

  /// Refuses figures of another sample than a scenario's: what differs would be the sample and not the scenario.
  ///
  /// - Throws: a `Diagnostic` of kind `baseline`.
  public func checkSample(against scenario: Scenario, name: String, file: String) throws(Diagnostic) {
    let now =
      scenario.sample.map { "a sample of \($0.rate.short) by \($0.unit.rawValue)" } ?? "the whole stream"
    guard sampleWords != now else { return }
    throw Diagnostic(
      "the \(name) is of \(sampleWords), and the run of \(now); the same was expected", kind: .baseline,
      file: file)
  }
}
