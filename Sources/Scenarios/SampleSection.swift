import Declarations
import Traffic

/// The `sample` of a scenario.
enum SampleSection {
  static let field = Field(
    "sample", .object(schema), "a part of the stream that stands for the whole; all of it by default")

  private static let schema = ObjectSchema(
    "sample", "a part of the stream that stands for the whole",
    [
      Field(
        "rate", .number(Bounds(minimum: Bounds.least, maximum: 1)),
        "the part that is kept; capacities, quotas and budgets are scaled with it, and sums scaled back"
      ).idle { $0.has("parts") ? "'parts' says how much is kept" : nil },
      Field(
        "parts", .integer(minimum: 1, maximum: 1_000_000),
        "so many parts that are run apart and merged, in place of 'rate'"),
      Field("part", .integer(minimum: 0, maximum: 999_999), "which of them is run, from 0").idle {
        $0.has("parts") ? nil : "'parts' is not stated"
      },
      Field(
        "cut_out", .boolean, default: false,
        "whether the recording holds this part alone, as an engine cut it out"
      ).idle { $0.has("parts") ? nil : "'parts' is not stated" },
      .required(
        "by", .choice(SampleUnit.allCases.map(\.rawValue)),
        "what is kept or left out as a whole: users, conversations, keys, which are prompts, or intents of a synthetic stream"
      ),
    ])

  /// The sample that validated settings state; nil where it is the whole.
  ///
  /// - Throws: a `Diagnostic` where they do not say how much is kept.
  static func sample(_ settings: Settings?) throws(Diagnostic) -> StreamSample? {
    guard let settings, let unit = SampleUnit(rawValue: settings.string("by")) else { return nil }
    if let count = settings.optionalInteger("parts") {
      guard let index = settings.optionalInteger("part"), index < count else {
        throw Diagnostic(
          "'sample' has \(count) \(count == 1 ? "part" : "parts"); 'part' from 0 to \(count - 1) was expected",
          position: settings.node["part"]?.position ?? settings.node.position)
      }
      return StreamSample(part: index, of: count, unit: unit, isCutOut: settings.boolean("cut_out"))
    }
    guard let rate = settings.optionalNumber("rate") else {
      throw Diagnostic(
        "'sample' says not how much is kept; 'rate' was expected", position: settings.node.position)
    }
    return rate < 1 ? StreamSample(rate: rate, unit: unit) : nil
  }
}
