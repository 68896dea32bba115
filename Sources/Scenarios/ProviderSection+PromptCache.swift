import Declarations
import Providers
import Simulation

/// The `prompt_cache` of a provider or a model.
extension ProviderSection {
  static func preset(_ cache: Settings) -> PromptCachePreset? {
    cache.optionalString("preset").flatMap(PromptCachePreset.named)
  }

  /// The numbers that stand where nothing is stated.
  private static func defaults(_ cache: Settings) -> PromptCacheRule {
    preset(cache)?.rule ?? PromptCacheRule()
  }

  /// What differs from the plain rule is said only where a preset brings it.
  private static func special(
    _ field: Field, _ value: @escaping @Sendable (PromptCacheRule) -> JSONValue?
  ) -> Field {
    field.derived { $0.has("preset") ? value(defaults($0)) : nil }
  }

  /// A default of the preset, where it has one.
  private static func preset(
    _ field: Field, _ value: @escaping @Sendable (PromptCacheRule) -> JSONValue?
  ) -> Field {
    field.derived { value(defaults($0)) }
  }

  static let promptCache = ObjectSchema(
    "prompt_cache", "how prefixes are cached",
    [
      preset(
        Field(
          "kind", .choice(PromptCacheRule.Kind.allCases.map(\.rawValue)),
          "automatic_prefix: any earlier prefix is read; breakpoints: one that ended at a breakpoint; prefix_units: an "
            + "earlier prompt whole, or what two had in common; kv_lru: what the memory of a server holds; "
            + "automatic_prefix by default, or the preset's")
      ) { .string($0.kind.rawValue) },
      Field(
        "preset", .choice(PromptCachePreset.all.map(\.name)),
        "whose defaults stand in for what is not stated; 1,024 tokens, steps of 128 and 600 s by default"),
      Field(
        "min_prefix_tokens", .integer(minimum: 0, maximum: 10_000_000),
        "least prefix; 1,024 by default, that of each model with a preset"
      ).derived { $0.has("preset") ? nil : 1024 },
      preset(Field("step_tokens", .count, "steps beyond it; 128 by default, or the preset's")) {
        JSONValue($0.stepTokens)
      }.only("kind", "automatic_prefix", "prefix_units", "kv_lru"),
      preset(Field("ttl_s", .positive, "lifetime without a read; 600 by default, or the preset's")) {
        $0.kind == .keyValue ? nil : JSONValue($0.lifetime.seconds)
      }.only("kind", "automatic_prefix", "breakpoints", "prefix_units"),
      Field(
        "write_multiplier", .positive,
        "price of a written token over that of input; the model's own price by default, that of a write for an hour "
          + "from a ttl_s of 3600 on"),
      Field(
        "long_ttl_s", .positive,
        "the longer lifetime that `lifetime` of the layer asks for; that of the preset by default"
      )
      .derived { cache in
        // A stated lifetime as long as that is the only one.
        defaults(cache).longLifetime.flatMap { long in
          (cache.optionalNumber("ttl_s") ?? 0) < long.seconds ? JSONValue(long.seconds) : nil
        }
      }.only("kind", "breakpoints"),
      Field(
        "long_write_multiplier", .positive,
        "price of a token written for that over that of input; the model's own price of a write for an hour by default"
      ).only(with: "long_ttl_s"),
      preset(
        Field(
          "max_age_s", .positive, "the most that an entry lives however often it is read; no bound by default"
        )
      ) {
        $0.maximumAge.map { JSONValue($0.seconds) }
      }.only("kind", "automatic_prefix", "breakpoints", "prefix_units"),
      special(Field("renews_on_read", .boolean, "whether a read starts the lifetime anew; true by default")) {
        $0.kind == .keyValue ? nil : .boolean($0.renewsOnRead)
      }.only("kind", "automatic_prefix", "breakpoints", "prefix_units"),
      preset(
        Field(
          "max_breakpoints", .integer(minimum: 1, maximum: 100), "most breakpoints of a prompt; 4 by default")
      ) {
        $0.kind == .breakpoints ? JSONValue($0.maximumBreakpoints) : nil
      }.only("kind", "breakpoints"),
      preset(
        Field(
          "lookback_blocks", .integer(minimum: 1, maximum: 1_000_000),
          "content blocks in which an entry is looked for, backwards from a breakpoint and with its own; all by default, "
            + "or the preset's")
      ) { rule in rule.kind == .breakpoints ? rule.lookbackBlocks.map { JSONValue($0) } : nil }
      .only("kind", "breakpoints"),
      preset(
        Field(
          "max_matched_breakpoints", .integer(minimum: 1, maximum: 1_000_000),
          "earlier breakpoints of a conversation that are looked at, the latest ones; all by default, or the preset's"
        )
      ) { rule in rule.kind == .breakpoints ? rule.matchedBreakpoints.map { JSONValue($0) } : nil }
      .only("kind", "breakpoints"),
      preset(
        Field(
          "content_block_tokens", .integer(minimum: 1, maximum: 10_000_000),
          "tokens of a content block where a recording has blocks of fixed size; 512 by default")
      ) { $0.kind == .breakpoints && $0.lookbackBlocks != nil ? JSONValue($0.contentBlockTokens) : nil }
      .only(with: "lookback_blocks"),
      preset(
        Field(
          "implicit_breakpoint", .boolean,
          "whether the provider puts a breakpoint at the end of a prompt by itself; false by default")
      ) { $0.kind == .breakpoints ? .boolean($0.placesBreakpoint) : nil }.only("kind", "breakpoints"),
      Field("unit_interval_tokens", .count, "tokens after each of which a unit ends; none by default")
        .only("kind", "prefix_units"),
      special(
        Field(
          "answer_units", .boolean,
          "whether a unit ends at the end of each answer too, which the next turn of the conversation repeats; false by "
            + "default, or the preset's")
      ) { $0.kind == .prefixUnits ? .boolean($0.keepsAnswers) : nil }.only("kind", "prefix_units"),
      preset(Field("capacity_tokens", .count, "tokens that the memory holds; 1,000,000 by default")) {
        $0.kind == .keyValue ? JSONValue($0.capacityTokens) : nil
      }.only("kind", "kv_lru"),
      Field(
        "storage_usd_per_1m_token_h", .nonNegative,
        "dollars for a million tokens held for an hour; none by default, or the preset's for each model"
      ).only("kind", "breakpoints"),
      special(
        Field("machines", .integer(minimum: 1, maximum: 100_000), "machines with a cache each; 1 by default")
      ) {
        JSONValue($0.machines)
      },
      special(
        Field("placement_tokens", .count, "tokens at the beginning that decide which machine gets a prompt")
      ) { $0.machines > 1 ? JSONValue($0.placementTokens) : nil }.idle {
        $0.optionalInteger("machines") ?? 1 == 1 ? "'machines' is 1" : nil
      },
      preset(
        Field(
          "machine_requests_per_min", .positive,
          "requests a minute with one beginning and key that a machine takes before others get them; all by default"
        )
      ) { $0.machineRequestsPerMinute.map { JSONValue($0) } }
      .idle { $0.optionalInteger("machines") ?? 1 == 1 ? "'machines' is 1" : nil },
      special(Field("hit_share", .share, "probability that a warm prefix is served; 1 by default")) {
        JSONValue($0.hitShare)
      },
    ])

  /// The rule that settings state.
  static func rule(_ cache: Settings) throws(Diagnostic) -> PromptCacheRule {
    var rule = defaults(cache)
    rule.kind = PromptCacheRule.Kind(rawValue: cache.string("kind")) ?? .automaticPrefix
    rule.minimumPrefixTokens = cache.optionalInteger("min_prefix_tokens") ?? rule.minimumPrefixTokens
    rule.stepTokens = cache.optionalInteger("step_tokens") ?? 1
    rule.lifetime =
      rule.kind == .keyValue ? .never : cache.optionalNumber("ttl_s").map { .seconds($0) } ?? .seconds(600)
    rule.writeMultiplier = cache.optionalNumber("write_multiplier") ?? rule.writeMultiplier
    rule.longLifetime = cache.optionalNumber("long_ttl_s").map { .seconds($0) }
    rule.longWriteMultiplier = cache.optionalNumber("long_write_multiplier")
    rule.maximumAge = cache.optionalNumber("max_age_s").map { .seconds($0) }
    rule.renewsOnRead = cache.node["renews_on_read"]?.boolean ?? rule.renewsOnRead
    rule.maximumBreakpoints = cache.optionalInteger("max_breakpoints") ?? rule.maximumBreakpoints
    if rule.kind == .breakpoints { rule.lookbackBlocks = cache.optionalInteger("lookback_blocks") }
    rule.matchedBreakpoints = cache.optionalInteger("max_matched_breakpoints")
    rule.keepsAnswers = cache.node["answer_units"]?.boolean ?? rule.keepsAnswers
    rule.contentBlockTokens = cache.optionalInteger("content_block_tokens") ?? rule.contentBlockTokens
    rule.placesBreakpoint = cache.node["implicit_breakpoint"]?.boolean ?? rule.placesBreakpoint
    rule.unitIntervalTokens = cache.optionalInteger("unit_interval_tokens")
    rule.capacityTokens =
      rule.kind == .keyValue ? cache.optionalInteger("capacity_tokens") ?? 1_000_000 : .max
    if let stated = cache.optionalNumber("storage_usd_per_1m_token_h") {
      rule.storagePrice = stated > 0 ? TokenPrice(dollarsPerMillion: stated) : nil
    }
    if rule.kind != .breakpoints { rule.storagePrice = nil }
    rule.machines = cache.optionalInteger("machines") ?? rule.machines
    rule.placementTokens = cache.optionalInteger("placement_tokens") ?? rule.placementTokens
    rule.machineRequestsPerMinute = cache.optionalNumber("machine_requests_per_min")
    rule.hitShare = cache.optionalNumber("hit_share") ?? rule.hitShare
    if let long = rule.longLifetime, rule.kind == .breakpoints, long <= rule.lifetime {
      throw Diagnostic(
        "'prompt_cache.long_ttl_s' is not above 'ttl_s'; a longer lifetime was expected",
        position: cache.position("long_ttl_s"))
    }
    if let age = rule.maximumAge, age < rule.lifetime {
      throw Diagnostic(
        "'prompt_cache.max_age_s' is below 'ttl_s'; at least that was expected",
        position: cache.position("max_age_s"))
    }
    return rule
  }

  /// Gives a model what its prompt cache has by model: the least prefix and the price of holding.
  static func complete(
    _ profile: inout ModelProfile, own: Settings?, provider: Settings?
  ) throws(Diagnostic) {
    guard let cache = own ?? provider else { return }
    if let own { profile.promptCache = try rule(own) }
    guard let preset = preset(cache) else { return }
    if !cache.has("min_prefix_tokens") {
      profile.minimumPrefixTokens = preset.minimumPrefixTokens(of: profile.name)
    }
    if !cache.has("storage_usd_per_1m_token_h"), let price = preset.storagePrice(of: profile.name),
      price != preset.rule.storagePrice
    {
      var special = try rule(cache)
      if special.kind == .breakpoints { special.storagePrice = price }
      profile.promptCache = special
    }
  }
}
