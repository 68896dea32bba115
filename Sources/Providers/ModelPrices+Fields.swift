import Declarations

extension ModelPrices {
  /// The prices that an entry in LiteLLM's schema states, or nil when it has no price of text input.
  ///
  /// Tiers, services and what stands in for a missing price follow LiteLLM's own calculator
  /// (`litellm_core_utils/llm_cost_calc`, 1.110), but for these: a cache write at 0 costs what input costs, a price
  /// of reasoning that equals that of output follows it above a bound, and a batch write for an hour that is not
  /// stated keeps its ratio to the usual one.
  init?(_ node: JSONNode, fields: PriceFields, model: String) throws(Diagnostic) {
    let provider = node["litellm_provider"]?.string
    let tiers = try ModelPrices.tiers(node, model: model)
    guard !tiers.isEmpty || fields["input_cost_per_token"] != nil else { return nil }
    // xAI bills the upper tier from the bound on.
    let least = provider == "xai" ? 1 : 0
    func schedule(_ service: TokenUsage.Service) -> RateSchedule {
      RateSchedule(
        ModelPrices.rates(fields, service, above: []),
        steps: fields.bounds.indices.map { place in
          RateSchedule.Step(
            above: fields.bounds[place].tokens - least,
            ModelPrices.rates(fields, service, above: Array(fields.bounds[...place])))
        }
      ).withoutRepeats
    }
    let standard = ModelPrices.tiered(tiers, fields) ?? schedule(.standard)
    func own(_ service: TokenUsage.Service) -> RateSchedule? {
      tiers.isEmpty && fields.hasKey(ending: service.suffix) ? schedule(service) : nil
    }
    self.init(
      standard: standard,
      batch: fields["input_cost_per_token_batches"] == nil ? nil : own(.batch), flex: own(.flex),
      priority: own(.priority),
      statesCachedInput: fields["cache_read_input_token_cost"] != nil
        || tiers.contains { $0.fields["cache_read_input_token_cost"] != nil })
    extras = try PriceExtras(node, model: model)
  }

  private static func rates(
    _ fields: PriceFields, _ service: TokenUsage.Service, above bounds: [PriceFields.Bound]
  ) -> TokenRates {
    func price(_ key: String) -> TokenPrice? {
      let end = service.suffix
      let isBatch = service == .batch
      var price = fields[key + end] ?? (isBatch ? nil : fields[key])
      for bound in bounds {
        let above = key + "_above_" + bound.text + "_tokens"
        price = fields[above + end] ?? (isBatch ? nil : fields[above]) ?? price
      }
      return price
    }
    // What a batch has no price of its own for costs what it usually costs.
    let usual = service == .batch ? rates(fields, .standard, above: bounds) : nil
    let free = TokenPrice(picodollars: 0)
    let input = price("input_cost_per_token") ?? free
    var output = price("output_cost_per_token") ?? usual?.output.times(0.5) ?? free
    let imageOutput = price("output_cost_per_image_token")
    // A model that only draws has no other price of its output.
    if output == free, service != .batch, let imageOutput { output = imageOutput }
    let write = price("cache_creation_input_token_cost").flatMap { $0 == free ? nil : $0 }
    let hour = price("cache_creation_input_token_cost_above_1hr").flatMap { $0 == free ? nil : $0 }
    var rates = TokenRates(
      input: input, output: output,
      cachedInput: price("cache_read_input_token_cost")
        ?? (fields["cache_read_input_token_cost"] == nil ? nil : usual?.cachedInput), cacheWrite: write)
    rates.hourWrite = hour ?? usual?.hourWrite.map { ratio($0, of: usual?.input, on: input) }
    rates.imageOutput = imageOutput
    rates.imageInput = price("input_cost_per_image_token")
    rates.audioInput = price("input_cost_per_audio_token")
    rates.audioOutput = price("output_cost_per_audio_token")
    rates.cachedAudio = price("cache_read_input_audio_token_cost")
    if service == .batch {
      rates.imageOutput = imageOutput ?? usual?.imageOutput?.times(0.5)
      rates.audioOutput = rates.audioOutput ?? usual?.audioOutput?.times(0.5)
      rates.imageInput = rates.imageInput ?? usual?.imageInput.map { ratio($0, of: usual?.input, on: input) }
      rates.audioInput = rates.audioInput ?? usual?.audioInput.map { ratio($0, of: usual?.input, on: input) }
      rates.cachedAudio = rates.cachedAudio ?? usual?.cachedAudio
    }
    rates.reasoning = reasoning(fields, service, output: output)
    return rates
  }

  /// Reasoning costs what output costs unless it has a price of its own.
  private static func reasoning(_ fields: PriceFields, _ service: TokenUsage.Service, output: TokenPrice)
    -> TokenPrice?
  {
    let key = "output_cost_per_reasoning_token"
    if service != .standard {
      if let own = fields[key + service.suffix] { return own }
      if fields["output_cost_per_token" + service.suffix] != nil { return nil }
    }
    guard let own = fields[key], own != fields["output_cost_per_token"] else { return nil }
    return own
  }

  private static func ratio(_ price: TokenPrice, of usual: TokenPrice?, on input: TokenPrice) -> TokenPrice {
    guard let usual, usual.picodollars > 0 else { return price }
    return price.times(Double(input.picodollars) / Double(usual.picodollars))
  }
}

extension TokenUsage.Service {
  /// The ending of the keys of this service in LiteLLM's schema.
  var suffix: String {
    switch self {
    case .standard: ""
    case .batch: "_batches"
    case .flex: "_flex"
    case .priority: "_priority"
    }
  }
}

extension RateSchedule {
  /// The schedule without steps that change nothing.
  var withoutRepeats: RateSchedule {
    var kept: [Step] = []
    for step in steps where step.rates != (kept.last?.rates ?? base) { kept.append(step) }
    return RateSchedule(base, steps: kept)
  }
}
