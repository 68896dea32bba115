import Declarations
import Similarity
import Simulation
import Traffic

extension SyntheticSection {
  static let tokens = ObjectSchema(
    "tokens", "token counts; lognormals by median and 95th percentile",
    [
      Field("system", .integer(minimum: 0, maximum: 10_000_000), default: 0, "tokens of the system prompt"),
      Field("context_median", .positive, "median tokens of retrieved context; none by default"),
      Field("context_p95", .positive, "their 95th percentile; three times the median by default")
        .derived(tripled("context_median")),
      Field("user_median", .positive, "median tokens of a user's message; from its text by default"),
      Field("user_p95", .positive, "their 95th percentile; three times the median by default")
        .derived(tripled("user_median")),
      Field(
        "tokenizer", .choice(TokenCounter.Vocabulary.allCases.map(\.rawValue)),
        "the vocabulary by which messages are counted from their text, which `simbench models install` gets; an estimate "
          + "where it is not installed, and a token for every 4 bytes by default"
      ).unless("user_median"),
      Field("output_median", .positive, default: 200, "median tokens of an answer"),
      Field("output_p95", .positive, "their 95th percentile; three times the median by default")
        .derived(tripled("output_median")),
      Field(
        "output_difficulty_correlation", .number(Bounds(minimum: -1, maximum: 1)), default: 0,
        "correlation of the score of an answer's length with that of its question's difficulty: above 0, hard questions "
          + "have long answers"),
    ])

  /// Without text and stated tokens, messages have a length all the same.
  static func userTokens(_ workload: Settings, _ tokens: Settings) -> [(
    key: String, value: JSONValue
  )] {
    let hasText = (workload.optionalSettings("paraphrases")?.optionalString("text") ?? "none") != "none"
    guard !hasText, !tokens.has("user_median") else { return [] }
    return [("user_median", 60), ("user_p95", 300)]
  }

  private static func tripled(_ median: String) -> @Sendable (Settings) -> JSONValue? {
    { settings in settings.optionalNumber(median).map { JSONValue(3 * $0) } }
  }

  static func readTokens(_ settings: Settings, into workload: inout SyntheticWorkload)
    throws(Diagnostic)
  {
    workload.systemTokens = UInt32(settings.integer("system"))
    workload.contextTokens = try lognormal(settings, "context")
    workload.userTokens = try lognormal(settings, "user")
    if let name = settings.optionalString("tokenizer").flatMap(TokenCounter.Vocabulary.init) {
      let counter = try TokenCounter(name)
      workload.textTokens = { counter.count($0) }
      workload.textTokenSource = counter.says
    }
    if let output = try lognormal(settings, "output") { workload.outputTokens = output }
    workload.outputDifficultyCorrelation = settings.number("output_difficulty_correlation")
  }

  static func lognormal(_ settings: Settings, _ what: String) throws(Diagnostic) -> Lognormal? {
    guard let median = settings.optionalNumber(what + "_median") else {
      if settings.has(what + "_p95") {
        throw Diagnostic(
          "'tokens.\(what)_p95' stands without '\(what)_median'; both were expected",
          position: settings.position(what + "_p95"))
      }
      return nil
    }
    return try Lognormal(
      median: median, p95: settings.optionalNumber(what + "_p95") ?? 3 * median,
      what: "tokens." + what, at: settings.position(what + "_p95"))
  }
}
