import Declarations
import Providers
import Simulation
import Traffic

/// The `providers` of a scenario.
enum ProviderSection {
  static let embedderField = Field(
    "embedder",
    .object(
      ObjectSchema(
        "embedder", "the service that turns prompts into vectors",
        [
          Field("model", .text, "an embedding model of the price book"),
          Field("input_usd_per_1m", .tokenPrice, "its price; that of the price book by default"),
          Field("latency_ms_median", .positive, "median latency; at once by default"),
          Field("latency_ms_p95", .positive, "its 95th percentile; three times the median by default")
            .only(with: "latency_ms_median")
            .derived { $0.optionalNumber("latency_ms_median").map { JSONValue(3 * $0) } },
        ])), "the service that turns prompts into vectors")

  static let schema = ObjectSchema(
    "provider", "a provider with its models",
    [
      .required("models", .map(.object(model)), "its models by name"),
      Field("prompt_cache", .object(promptCache), "its prompt cache; none by default"),
      Field("batch", .object(batch), "its batch API; none by default"),
      Field("limits", .object(limits), default: [:], "its quotas").completed { around, limits in
        guard limits.has("input_tokens_per_min") else { return [] }
        let isAnthropic = around.optionalSettings("prompt_cache")?.optionalString("preset") == "anthropic"
        return [(key: "counts_cached_reads", value: .boolean(!isAnthropic))]
      },
      Field("faults", .object(faults), default: [:], "its faults"),
      Field("retry", .object(retry), default: [:], "how the client tries again"),
      Field(
        "deployments", .map(.object(deployment)),
        "deployments of the models by name, each with quotas and prompt caches of its own, among which the layer balance "
          + "chooses; one by default"),
    ])

  private static let model = ObjectSchema(
    "model",
    "prices, speed and quality of a model; prices come from the price book where they are not stated",
    [
      Field("input_usd_per_1m", .tokenPrice, "price of input"),
      Field("cached_input_usd_per_1m", .tokenPrice, "price of input read from the prompt cache"),
      Field("cache_write_usd_per_1m", .tokenPrice, "price of input written to the prompt cache"),
      Field("output_usd_per_1m", .tokenPrice, "price of output"),
      Field("price_of", .text, "the model of the price book, when it has another name there"),
      Field(
        "quantised", .choice(Quantisation.allCases.map(\.rawValue)),
        "served with weights of fewer bits: price_multiplier times the prices of the price book, and a share of the stated "
          + "quality, which is that at full precision"),
      Field(
        "price_multiplier", .nonNegative,
        "price over that of the price book, 0.5 by default; stated prices are those of the model as it is served"
      ).only(with: "quantised"),
      Field(
        "latency_preset", .choice(LatencyModel.presets.map(\.name)), default: "default",
        "measured latency to start from"),
      Field("first_token_ms_median", .positive, "median time to first token"),
      Field("first_token_ms_p95", .positive, "its 95th percentile; twice the median by default")
        .derived { $0.optionalNumber("first_token_ms_median").map { JSONValue(2 * $0) } },
      Field("first_token_ms_per_1k_input", .nonNegative, "what 1,000 uncached input tokens add to it"),
      Field("output_tokens_per_s", .positive, "median output speed"),
      Field("output_speed_sigma", .nonNegative, "standard deviation of its logarithm"),
      Field("tail_share", .share, "share of calls in the slow tail"),
      Field(
        "prompt_cache", .object(promptCache), "its prompt cache, where it is another than the provider's"),
      Field(
        "quality",
        .either([
          .share, .choice(QualityModel.presets.map(\.name)),
          .object(
            ObjectSchema(
              "quality", "probability of a good answer",
              [
                Field("simple", .share, "on simple questions"),
                Field("medium", .share, "on medium questions"),
                Field("complex", .share, "on complex questions"),
                Field("ability", .number(Bounds()), "ability of the item-response model"),
                Field("slope", .nonNegative, "slope of the item-response model"),
              ])),
        ]), default: 0.9,
        "probability of a good answer: a number, by class, a preset, or ability and slope; where it is not stated, "
          + "layers take 0.9 and figures of quality are n/a"),
    ])

  private static let batch = ObjectSchema(
    "batch", "the batch API",
    [
      Field(
        "price_multiplier", .nonNegative, default: 0.5,
        "batch price over the normal price; where it is not stated, a model's own batch prices come first"),
      Field("window_h", .positive, default: 24, "time within which a batch ends"),
      Field(
        "expired", .choice(["completed", "sent"]),
        "what becomes of a request that is not done within it: completed at its end (the default), or billed nothing and "
          + "sent by itself at the normal price"),
      Field(
        "max_requests", .count, default: 50000, "most requests waiting; what comes beyond goes out at once"
      ).extensive(),
      Field(
        "max_enqueued_tokens", .count,
        "most input tokens waiting, as OpenAI limits them by tier; what comes beyond goes out at once; none by default"
      ).extensive(),
      Field("completion_min_median", .positive, default: 7, "median time to completion, minutes"),
      Field("completion_min_p90", .positive, default: 60, "its 90th percentile"),
    ])

  static let limits = ObjectSchema(
    "limits", "quotas over all models of the provider",
    [
      Field("requests_per_min", .positive, "requests a minute; none by default").extensive(),
      Field("tokens_per_min", .positive, "input and output tokens a minute; none by default").extensive(),
      Field("input_tokens_per_min", .positive, "input tokens a minute; none by default").extensive(),
      Field(
        "counts_cached_reads", .boolean,
        "whether tokens read from the prompt cache count toward input_tokens_per_min; true by default, not at Anthropic"
      ).only(with: "input_tokens_per_min"),
    ])

  static let faults = ObjectSchema(
    "faults", "when calls fail",
    [
      Field("error_share", .share, default: 0, "share of calls that fail"),
      Field("error_billed_share", .share, default: 0, "share of failed calls whose input is billed"),
      Field(
        "outages",
        .list(
          .object(
            ObjectSchema(
              "outage", "a time during which every call fails",
              [
                .required("start_h", .nonNegative, "its beginning, hours from the start of the warm-up"),
                .required("duration_min", .positive, "its length, minutes"),
              ])), minimum: 0), default: [], "times during which every call fails"),
      slowDowns, storms, stormProcess,
    ])

  /// The catalogue that validated settings state.
  static func catalog(_ settings: Settings, prices book: PriceBook) throws(Diagnostic) -> ProviderCatalog {
    var catalog = ProviderCatalog(providers: [], models: [])
    var faults = FaultList()
    for member in settings.node.members ?? [] where member.key != "notes" && member.key != "embedder" {
      let provider = Settings(member.node)
      let cache = provider.optionalSettings("prompt_cache")
      for model in provider.members("models") {
        let settings = Settings(model.node)
        let own = settings.optionalSettings("prompt_cache")
        var notes: [String] = []
        let profile = faults.attempt { () throws(Diagnostic) in
          var profile = try self.model(model.key, settings, book, &notes)
          try complete(&profile, own: own, provider: cache)
          return profile
        }
        guard var profile else { continue }
        catalog.notes += notes
        profile.provider = catalog.providers.count
        if own ?? cache != nil, !profile.prices.statesCachedInput {
          catalog.notes.append(
            "the price of input that '\(profile.name)' reads from the prompt cache is not stated; it costs what "
              + "input costs")
        }
        catalog.models.append(profile)
      }
      faults.attempt { () throws(Diagnostic) in
        catalog.providers.append(try self.provider(member.key, provider))
        catalog.deployLast(as: try deployments(provider))
      }
    }
    if let embedder = settings.optionalSettings("embedder") {
      faults.attempt { () throws(Diagnostic) in
        catalog.embedder = try self.embedder(embedder, book, &catalog.notes)
      }
    }
    try faults.check()
    if catalog.models.isEmpty {
      throw Diagnostic(
        "'providers' names no model; at least one provider with a model was expected",
        position: settings.node.position)
    }
    guard catalog.models.count < 255 else {
      throw Diagnostic("more than 254 models; fewer were expected", position: settings.node.position)
    }
    return catalog
  }

  static func latency(_ settings: Settings) throws(Diagnostic) -> LatencyModel {
    let preset = settings.string("latency_preset")
    var latency =
      LatencyModel.presets.first { $0.name == preset }?.model
      ?? LatencyModel(base: 0.5, perOutputToken: 0.018)
    if let median = settings.optionalNumber("first_token_ms_median") {
      let stated = try Lognormal(
        median: median, p95: settings.optionalNumber("first_token_ms_p95") ?? 2 * median,
        what: "first_token_ms", at: settings.position("first_token_ms_p95"))
      latency.base = median / 1000
      latency.perUncachedToken = 0
      latency.perCachedToken = 0
      latency.firstTokenSigma = stated.sigma
      latency.tailShare = 0
    } else if settings.has("first_token_ms_p95") {
      throw Diagnostic(
        "'first_token_ms_p95' stands without 'first_token_ms_median'; both were expected",
        position: settings.position("first_token_ms_p95"))
    }
    if let each = settings.optionalNumber("first_token_ms_per_1k_input") {
      latency.perUncachedToken = each / 1e6
    }
    if let speed = settings.optionalNumber("output_tokens_per_s") { latency.perOutputToken = 1 / speed }
    latency.outputSigma = settings.optionalNumber("output_speed_sigma") ?? latency.outputSigma
    latency.tailShare = settings.optionalNumber("tail_share") ?? latency.tailShare
    return latency
  }

  static func quality(_ settings: Settings) throws(Diagnostic) -> QualityModel {
    if let number = settings.optionalNumber("quality") { return .byClass([number, number, number]) }
    if let name = settings.optionalString("quality") {
      return QualityModel.presets.first { $0.name == name }?.model ?? .byClass([0.9, 0.9, 0.9])
    }
    let stated = settings.settings("quality")
    if let ability = stated.optionalNumber("ability") {
      return .itemResponse(ability: ability, slope: stated.optionalNumber("slope") ?? 1)
    }
    let classes = Difficulty.allCases.compactMap { stated.optionalNumber($0.name) }
    guard classes.count == 3 else {
      throw Diagnostic(
        "'quality' states \(classes.count) of the classes simple, medium, complex; all three, or ability and slope, were expected",
        position: stated.node.position)
    }
    return .byClass(classes)
  }

  private static func provider(_ name: String, _ settings: Settings) throws(Diagnostic) -> ProviderProfile {
    var profile = ProviderProfile(name: name)
    if let cache = settings.optionalSettings("prompt_cache") {
      profile.promptCache = try rule(cache)
    }
    if let batch = settings.optionalSettings("batch") {
      let median = batch.number("completion_min_median") * 60
      let p90 = batch.number("completion_min_p90") * 60
      guard p90 >= median else {
        throw Diagnostic(
          "'completion_min_p90' lies below the median; at least the median was expected",
          position: batch.position("completion_min_p90"))
      }
      profile.batch = BatchProfile(
        priceMultiplier: batch.number("price_multiplier"), window: .hours(batch.number("window_h")),
        completion: Lognormal(
          mu: Transcendental.log(median), sigma: Transcendental.log(p90 / median) / 1.281_551_565_544_600_4),
        maximumRequests: batch.integer("max_requests"))
      profile.batch?.maximumTokens = batch.optionalInteger("max_enqueued_tokens")
      profile.batch?.hasExpiry = batch.optionalString("expired") == "sent"
      profile.batch?.prefersOwnPrices = !batch.states("price_multiplier")
    }
    profile.quotas = quotas(settings.settings("limits"))
    profile.faults = faults(settings.settings("faults"))
    profile.retry = retryPolicy(settings.settings("retry"))
    return profile
  }
}
