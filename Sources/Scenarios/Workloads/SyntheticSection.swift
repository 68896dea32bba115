import Declarations
import Simulation
import Traffic

/// The `synthetic` workload of a scenario.
enum SyntheticSection {
  static let schema = ObjectSchema(
    "synthetic", "a stream stated by distributions",
    [
      Field("arrivals", .object(arrivals), default: [:], "when requests arrive"),
      Field("sessions", .object(SessionSection.schema), "conversations, which begin by the arrivals"),
      Replay.field,
      Field("users", .object(users), default: [:], "who asks"),
      Field("intents", .object(intents), default: [:], "what is asked"),
      Field("paraphrases", .object(paraphrases), default: [:], "how it is asked"),
      Field("tokens", .object(tokens), default: [:], "token counts").completed(userTokens),
      Field("temperature_zero_share", .share, default: 1, "share of requests at temperature 0"),
      Field("personal_data_share", .share, default: 0, "share of prompts with personal data"),
      Field(
        "batch_eligible_share", .share, default: 0, "share of requests whose answer may come hours later"),
      Field("low_priority_share", .share, default: 0, "share of requests of low priority"),
      Field("high_priority_share", .share, default: 0, "share of requests of high priority"),
      Field(
        "difficulty_share",
        .object(
          ObjectSchema(
            "difficulty_share", "shares of the difficulty classes over intents",
            [
              Field("simple", .share, default: 0.6, "share of simple intents"),
              Field("medium", .share, default: 0.25, "share of medium intents"),
              Field("complex", .share, default: 0.15, "share of complex intents"),
            ])), default: [:], "shares of the difficulty classes"),
    ])

  private static let arrivals = ObjectSchema(
    "arrivals", "when requests arrive",
    [
      Field(
        "process", .choice(["poisson", "gamma", "weibull", "bursty"]), default: "poisson", "law of the gaps"),
      Field("rate_per_s", .positive, default: 1, "mean rate"),
      Field(
        "cv", .number(Bounds(minimum: Bounds.least, maximum: 100)), default: 2,
        "coefficient of variation of gamma gaps"
      ).only("process", "gamma"),
      Field("shape", .number(Bounds(minimum: 0.1)), default: 0.7, "shape of Weibull gaps")
        .only("process", "weibull"),
      Field(
        "burst_ratio", .number(Bounds(minimum: 1)), default: 5,
        "rate in a burst over the rate outside (bursty)"
      ).only("process", "bursty"),
      Field("burst_mean_s", .number(Bounds(minimum: 0.01)), default: 60, "mean length of a burst (bursty)")
        .only("process", "bursty"),
      Field(
        "burst_time_share", .number(Bounds(minimum: Bounds.least, maximum: 0.99)), default: 0.1,
        "share of the time that is a burst (bursty)"
      ).only("process", "bursty"),
      Field(
        "diurnal_peak_to_mean", .number(Bounds(minimum: 1, maximum: 2)), default: 1,
        "greatest rate of the day over its mean"),
      Field("peak_hour", .number(Bounds(minimum: 0, maximum: 24)), default: 14, "hour of the greatest rate"),
      Field(
        "weekend_ratio", .positive, default: 1,
        "rate on days 6 and 7 over that of the others; the run begins on day 1"),
    ])

  private static let users = ObjectSchema(
    "users", "who asks",
    [
      Field("count", .integer(minimum: 1, maximum: 100_000_000), default: 1000, "number of users"),
      Field("zipf_exponent", .nonNegative, default: 0.6, "skew of their activity"),
      Field("tier_share", .map(.share), default: [:], "share of the users in each tier"),
      Field(
        "own_question_share", .share, default: 0,
        "share of requests in which users ask one of a few questions of their own again, which are drawn by popularity"
      ),
      Field(
        "own_questions", .integer(minimum: 1, maximum: 1000), default: 5, "how many such questions a user has"
      ).idle { $0.number("own_question_share") > 0 ? nil : "'own_question_share' is 0" },
    ])

  private static let intents = ObjectSchema(
    "intents", "what is asked",
    [
      Field("count", .integer(minimum: 1, maximum: 50_000_000), default: 1000, "questions that come again"),
      Field("zipf_exponent", .nonNegative, default: 0.9, "skew of their popularity"),
      Field("one_off_share", .share, default: 0, "share of requests whose question never comes again"),
      Field(
        "drift_share_per_day", .nonNegative, default: 0, "share of popularity ranks that change hands a day"),
      Field(
        "drift_new_share", .share, default: 0,
        "share of those that go to a question which was never asked before, in place of another of the known ones"
      ).idle { $0.number("drift_share_per_day") > 0 ? nil : "'drift_share_per_day' is 0" },
      Field(
        "answer_lifetime_h",
        .object(
          ObjectSchema(
            "answer_lifetime_h", "hours until a right answer changes",
            [
              Field("static", .positive, "lifetime of static answers; for ever by default"),
              Field("volatile", .positive, default: 6, "lifetime of volatile answers"),
            ])), default: [:], "how long answers stay right"),
      Field("volatile_share", .share, default: 0, "share of intents with volatile answers"),
      Field(
        "volatile_keywords", .list(.text, minimum: 1),
        "words of intents that have a share of their own, such as price or today, so that what changes shows in the text; "
          + "substrings of the lower-cased first phrasing"),
      Field(
        "volatile_keyword_share", .share, default: 1,
        "share of the intents with such a word whose answers are volatile"
      ).only(with: "volatile_keywords"),
      Field(
        "per_user_share", .share, default: 0,
        "share of intents whose retrieved context and right answer are those of the user who asks"),
    ])

  private static let paraphrases = ObjectSchema(
    "paraphrases", "how it is asked",
    [
      Field(
        "per_intent", .integer(minimum: 1, maximum: 10_000), default: 20, "distinct phrasings of an intent"),
      Field("zipf_exponent", .nonNegative, default: 0.6, "skew among them"),
      Field(
        "text", .choice(["none"] + Grammar.names.map { "grammar:" + $0 }), default: "none",
        "the grammar that writes the prompts"),
      Field(
        "similarity",
        .object(
          ObjectSchema(
            "similarity", "cosine similarity where there is no text",
            [
              Field(
                "within_mean", .number(Bounds(minimum: -1, maximum: 1)), default: 0.88,
                "mean within an intent"),
              Field("within_sd", .positive, default: 0.06, "standard deviation within an intent"),
              Field(
                "between_mean", .number(Bounds(minimum: -1, maximum: 1)), default: 0.25,
                "mean between two intents"),
              Field("between_sd", .positive, default: 0.13, "standard deviation between two intents"),
            ])), "similarity by statistics, for a stream without text"),
    ])

  /// The workload that validated settings state.
  static func workload(_ settings: Settings, name: String) throws(Diagnostic) -> SyntheticWorkload {
    var workload = SyntheticWorkload()
    workload.name = name
    workload.arrivals = process(settings.settings("arrivals"))
    let users = settings.settings("users")
    workload.users = users.integer("count")
    workload.userExponent = users.number("zipf_exponent")
    workload.tiers = users.members("tier_share").map { ($0.key, $0.node.number ?? 0) }
    guard workload.tiers.count <= 8 else {
      throw Diagnostic("more than 8 tiers; at most 8 were expected", position: users.position("tier_share"))
    }
    if !workload.tiers.isEmpty, workload.tiers.reduce(0, { $0 + $1.share }) <= 0 {
      throw Diagnostic(
        "the tier shares are all 0; a positive one was expected", position: users.position("tier_share"))
    }
    workload.ownQuestionShare = users.number("own_question_share")
    workload.ownQuestions = users.integer("own_questions")
    try readIntents(settings.settings("intents"), into: &workload)
    try readParaphrases(settings.settings("paraphrases"), into: &workload)
    try readTokens(settings.settings("tokens"), into: &workload)
    workload.temperatureZeroShare = settings.number("temperature_zero_share")
    workload.personalDataShare = settings.number("personal_data_share")
    workload.batchEligibleShare = settings.number("batch_eligible_share")
    workload.lowPriorityShare = settings.number("low_priority_share")
    workload.highPriorityShare = settings.number("high_priority_share")
    let shares = settings.settings("difficulty_share")
    workload.difficultyShares = [shares.number("simple"), shares.number("medium"), shares.number("complex")]
    guard workload.difficultyShares.reduce(0, +) > 0 else {
      throw Diagnostic(
        "the difficulty shares are all 0; a positive one was expected",
        position: settings.position("difficulty_share"))
    }
    try checkCorrelations(settings, workload)
    if let sessions = settings.optionalSettings("sessions") {
      workload.sessions = try SessionSection.model(sessions)
      if workload.contextTokens != nil {
        throw Diagnostic(
          "'tokens.context_median' stands beside 'sessions'; sessions.documents was expected, which says who gets the same",
          position: settings.settings("tokens").position("context_median"))
      }
    }
    return workload
  }

  /// - Throws: a `Diagnostic` at a correlation that conversations do not know, or that wants text.
  private static func checkCorrelations(_ settings: Settings, _ workload: SyntheticWorkload)
    throws(Diagnostic)
  {
    let intents = settings.settings("intents")
    if !workload.volatileKeywords.isEmpty, workload.grammar == nil {
      throw Diagnostic(
        "'intents.volatile_keywords' stands without 'paraphrases.text'; text that may hold the words was expected",
        position: intents.position("volatile_keywords"))
    }
    guard settings.has("sessions") else { return }
    for (isStated, section, key) in [
      (!workload.volatileKeywords.isEmpty, "intents", "volatile_keywords"),
      (workload.perUserShare > 0, "intents", "per_user_share"),
      (workload.newDriftShare > 0, "intents", "drift_new_share"),
      (workload.ownQuestionShare > 0, "users", "own_question_share"),
      (workload.outputDifficultyCorrelation != 0, "tokens", "output_difficulty_correlation"),
    ] where isStated {
      throw Diagnostic(
        "'\(section).\(key)' stands beside 'sessions'; single requests were expected, which know it",
        position: settings.settings(section).position(key))
    }
  }

  private static func process(_ settings: Settings) -> ArrivalProcess {
    var process = ArrivalProcess(
      rate: settings.number("rate_per_s"), diurnalPeakToMean: settings.number("diurnal_peak_to_mean"),
      peakHour: settings.number("peak_hour"), weekendRatio: settings.number("weekend_ratio"))
    switch settings.string("process") {
    case "gamma": process.gaps = .gamma(variation: settings.number("cv"))
    case "weibull": process.gaps = .weibull(shape: settings.number("shape"))
    case "bursty":
      process.bursts = ArrivalProcess.Bursts(
        rateRatio: settings.number("burst_ratio"), meanLength: .seconds(settings.number("burst_mean_s")),
        timeShare: settings.number("burst_time_share"))
    default: break
    }
    return process
  }

  private static func readIntents(_ settings: Settings, into workload: inout SyntheticWorkload)
    throws(Diagnostic)
  {
    workload.intents = settings.integer("count")
    workload.intentExponent = settings.number("zipf_exponent")
    workload.oneOffShare = settings.number("one_off_share")
    workload.driftShareADay = settings.number("drift_share_per_day")
    workload.newDriftShare = settings.number("drift_new_share")
    workload.volatileShare = settings.number("volatile_share")
    let lifetimes = settings.settings("answer_lifetime_h")
    if let hours = lifetimes.optionalNumber("static") { workload.staticAnswerLifetime = .hours(hours) }
    workload.volatileKeywords = settings.strings("volatile_keywords")
    workload.volatileKeywordShare = settings.number("volatile_keyword_share")
    workload.perUserShare = settings.number("per_user_share")
    if workload.volatileShare > 0 || !workload.volatileKeywords.isEmpty {
      workload.volatileAnswerLifetime = .hours(lifetimes.number("volatile"))
    }
  }

  private static func readParaphrases(_ settings: Settings, into workload: inout SyntheticWorkload)
    throws(Diagnostic)
  {
    workload.paraphrases = settings.integer("per_intent")
    workload.paraphraseExponent = settings.number("zipf_exponent")
    let text = settings.string("text")
    if text != "none" { workload.grammar = Grammar.named(String(text.dropFirst("grammar:".count))) }
    if let stated = settings.optionalSettings("similarity") {
      if workload.grammar != nil {
        throw Diagnostic(
          "'paraphrases' states both 'text' and 'similarity'; one of them was expected",
          position: settings.position("similarity"))
      }
      workload.similarity = StatedSimilarity(
        withinMean: stated.number("within_mean"), withinDeviation: stated.number("within_sd"),
        betweenMean: stated.number("between_mean"), betweenDeviation: stated.number("between_sd"))
    }
    if workload.intents.multipliedReportingOverflow(by: workload.paraphrases).partialValue > 4_000_000_000 {
      throw Diagnostic(
        "intents.count times paraphrases.per_intent is above 4 billion; fewer were expected",
        position: settings.position("per_intent"))
    }
  }
}

extension Lognormal {
  /// A lognormal from scenario keys.
  ///
  /// - Throws: a `Diagnostic` when the 95th percentile lies below the median.
  init(median: Double, p95: Double, what: String, at position: SourcePosition) throws(Diagnostic) {
    guard p95 >= median else {
      throw Diagnostic(
        "'\(what)_p95' is \(p95.short), below the median \(median.short); at least the median was expected",
        position: position)
    }
    self.init(median: median, p95: p95)
  }
}
