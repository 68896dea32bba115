import Declarations
import Traffic

/// The `sample` of a scenario.
enum SampleSection {
  static let field = Field(
    "sample", .object(schema), "a part of the stream that stands for the whole; all of it by default")

  private static let schema = ObjectSchema(
    "sample", "a part of the stream that stands for the whole",
    [
      .required(
        "rate", .number(Bounds(minimum: Bounds.least, maximum: 1)),
        "the part that is kept; capacities, quotas and budgets are scaled with it, and sums scaled back"),
      .required(
        "by", .choice(SampleUnit.allCases.map(\.rawValue)),
        "what is kept or left out as a whole: users, conversations, or keys, which are prompts"),
    ])

  /// The sample that validated settings state; nil where it is the whole.
  static func sample(_ settings: Settings?) -> StreamSample? {
    guard let settings, let unit = SampleUnit(rawValue: settings.string("by")), settings.number("rate") < 1
    else { return nil }
    return StreamSample(rate: settings.number("rate"), unit: unit)
  }
}
