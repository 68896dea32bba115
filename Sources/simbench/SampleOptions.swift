import Declarations
import Recordings
import Reporting
import Scenarios
import Simulation
import Traffic

/// The options by which a command takes a part of a stream for the whole.
enum SampleOptions {
  static let declarations: [OptionDeclaration] = [
    .value("--sample", "RATE", "take a part of the stream for the whole, such as 0.01"),
    .value(
      "--by", "UNIT", "what a sample keeps or leaves out as a whole: user, session, key (a prompt) or intent",
      values: .choices(SampleUnit.allCases.map(\.rawValue))),
  ]

  /// The sample that an invocation states, of rate 1 where it wants the whole; nil where it says nothing.
  ///
  /// - Throws: a `Diagnostic` of kind `usage`.
  static func sample(_ invocation: Invocation) throws(Diagnostic) -> StreamSample? {
    guard let rate = try invocation.number("--sample") else {
      guard !invocation.has("--by") else {
        throw Diagnostic(
          "--by says what --sample keeps, or what a part of `run --shard` holds; one of them was expected beside it",
          kind: .usage)
      }
      return nil
    }
    guard rate >= Bounds.least, rate <= 1 else {
      throw Diagnostic("--sample is '\(rate.short)'; a number above 0, at most 1, was expected", kind: .usage)
    }
    let units = SampleUnit.allCases.map(\.rawValue).joined(separator: ", ")
    guard let text = invocation.value("--by") else {
      guard rate == 1 else {
        throw Diagnostic(
          "--sample does not say what is kept; --by with one of \(units) was expected", kind: .usage)
      }
      return StreamSample(rate: 1, unit: .key)
    }
    guard let unit = SampleUnit(rawValue: text) else {
      throw Diagnostic("--by is '\(text)'; one of \(units) was expected", kind: .usage)
    }
    return StreamSample(rate: rate, unit: unit)
  }

  /// Takes the sample of an invocation for a scenario.
  static func read(_ invocation: Invocation, into options: inout Scenario.Options) throws(Diagnostic) {
    guard let sample = try sample(invocation) else { return }
    guard sample.rate < 1 else {
      options.takesWhole = true
      return
    }
    options.overrides.append(
      Override(
        path: "sample",
        value: JSONValue(members: [
          ("rate", JSONValue(sample.rate)), ("by", .string(sample.unit.rawValue)),
        ])))
  }

  /// Takes the sample of an invocation for a log.
  static func read(_ invocation: Invocation, into source: inout RecordedSource) throws(Diagnostic) {
    guard let sample = try sample(invocation), sample.rate < 1 else { return }
    guard sample.unit != .intent else { throw Diagnostic(RecordedSource.intentFault, kind: .usage) }
    source.sample = (sample, 1)
  }

  /// What the figures of a log's sample are figures of, in a sentence; nil where it was read whole.
  static func sentence(of stream: QueryStream) -> String? {
    guard let part = stream.sampled else { return nil }
    return SampleText.part(part.share, of: part.wholeRequests, by: part.sample.unit, units: part.units)
  }
}
