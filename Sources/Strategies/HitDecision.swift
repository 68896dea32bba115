import Declarations

/// When a semantic cache answers with what it has found.
struct HitDecision: Sendable {
  /// Whether the decision learns which answers have changed.
  var knowsChanges: Bool { if case .threshold = rule { false } else { true } }

  /// How the decision is made.
  enum Rule: Sendable {
    /// From a similarity on.
    case threshold
    /// As far as what the entry has shown bounds the share of wrong answers.
    case verified(errorShare: Double)
    /// Whenever the answer is right.
    case oracle
  }

  /// How thresholds are written; cosines everywhere else.
  enum Scale: String, CaseIterable, Sendable {
    /// The cosine.
    case cosine
    /// GPTCache's `similarity_threshold` with its search distance: the score is 4 less the squared distance of
    /// unit vectors, as a share of 4, which makes (1 + cosine) / 2.
    case gptcache
    /// Redis' and RedisVL's `distance_threshold`: 1 less the cosine.
    case redisDistance = "redis_distance"

    /// The cosine that a value stands for.
    func cosine(_ value: Double) -> Double {
      switch self {
      case .cosine: value
      case .gptcache: 2 * value - 1
      case .redisDistance: 1 - value
      }
    }
  }

  /// The threshold as it was stated.
  let stated: StatedThreshold
  /// Cosine of an answer.
  let threshold: Double
  /// Cosine of an answer with a disclaimer, below `threshold`.
  let disclaimed: Double?
  /// How good an answer with a disclaimer is beside the same one without.
  let disclaimedQuality: Double
  /// Cosines for the texts with a keyword; the first rule that fits counts.
  let rules: [KeywordRule<Double>]
  let rule: Rule

  /// The least cosine at which an entry is of interest.
  var floor: Double { ([threshold, disclaimed].compactMap(\.self) + rules.map(\.value)).min() ?? threshold }

  private static let place = Shape.number(Bounds(minimum: Bounds.least, maximum: 1))

  static let fields = [
    Field("threshold", place, default: 0.92, "least cosine similarity of a hit"),
    Field(
      "threshold_scale", .choice(Scale.allCases.map(\.rawValue)), default: "cosine",
      "how thresholds are written: as a cosine, as GPTCache's similarity_threshold or as Redis' distance"),
    Field(
      "disclaimer_threshold", place,
      "from here on up to the threshold, the answer is given with a disclaimer"),
    Field(
      "disclaimer_quality", .share, default: 0.8,
      "how good a right answer with a disclaimer is beside the same one without"
    ).only(with: "disclaimer_threshold"),
    Field(
      "threshold_rules",
      .list(
        .object(
          ObjectSchema(
            "threshold_rule", "another threshold for prompts with a keyword",
            [
              .required("keywords", .list(.text, minimum: 1), "substrings of the lower-cased prompt"),
              .required("threshold", place, "threshold of such a prompt"),
            ])), minimum: 0), default: [], "thresholds by keyword; the first rule that fits counts"),
    Field(
      "rule",
      .tagged(
        key: "kind",
        cases: [
          ObjectSchema("threshold", "from the threshold on", []),
          ObjectSchema(
            "verified", "as far as what an entry has shown bounds the wrong answers (vCache, 2025)",
            [
              Field(
                "error_share",
                .number(Bounds(minimum: Bounds.least, maximum: 1)),
                default: 0.02, "most wrong answers, as a share of requests")
            ]),
          ObjectSchema("oracle", "whenever the answer is right (bound)", []),
        ]), default: ["kind": "threshold"],
      "how a hit is decided; verified and oracle look at entries from the threshold on"),
  ]

  /// - Throws: a `Diagnostic` at a threshold that stands for no positive cosine, or that is out of order, or that
  ///   the rule would ignore.
  init(_ settings: Settings) throws(Diagnostic) {
    let scale = Scale(rawValue: settings.string("threshold_scale")) ?? .cosine
    func cosine(_ settings: Settings, _ key: String) throws(Diagnostic) -> Double {
      let value = settings.number(key)
      // Rounded, so that 1 less a tenth is nine tenths.
      let cosine = (scale.cosine(value) * 1e12).rounded() / 1e12
      guard cosine > 0 else {
        throw Diagnostic(
          "'\(key)' is \(value.short) on the scale \(scale.rawValue), a cosine of \(cosine.short); a cosine above 0 "
            + "was expected", position: settings.position(key))
      }
      return cosine
    }
    stated = StatedThreshold(value: settings.number("threshold"), isDistance: scale == .redisDistance)
    threshold = try cosine(settings, "threshold")
    let rule = settings.settings("rule")
    switch rule.string("kind") {
    case "verified": self.rule = .verified(errorShare: rule.number("error_share"))
    case "oracle": self.rule = .oracle
    default: self.rule = .threshold
    }
    disclaimed =
      settings.has("disclaimer_threshold") ? try cosine(settings, "disclaimer_threshold") : nil
    disclaimedQuality = settings.number("disclaimer_quality")
    var rules: [KeywordRule<Double>] = []
    for node in settings.list("threshold_rules") {
      let rule = Settings(node)
      rules.append(KeywordRule(rule.strings("keywords"), try cosine(rule, "threshold")))
    }
    self.rules = rules
    if let disclaimed, disclaimed >= threshold {
      throw Diagnostic(
        "'disclaimer_threshold' is a cosine of \(disclaimed.short), not below the \(threshold.short) of 'threshold'; "
          + "a looser one was expected", position: settings.position("disclaimer_threshold"))
    }
    if case .threshold = self.rule { return }
    for key in ["disclaimer_threshold", "threshold_rules"]
    where settings.has(key) && settings.node[key]?.elements?.isEmpty != true {
      throw Diagnostic(
        "'\(key)' stands with the rule '\(rule.string("kind"))', which decides without it; the rule threshold was "
          + "expected", position: settings.position(key))
    }
  }
}
