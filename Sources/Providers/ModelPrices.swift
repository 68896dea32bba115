/// What one model charges for its tokens, by service and by the length of the input.
public struct ModelPrices: Sendable, Hashable {
  /// The rates of a usual call.
  public var standard: RateSchedule
  /// The rates through the batch API, where the model has some of its own; else half the standard rates.
  public var batch: RateSchedule?
  /// The rates of slower processing, where the model has some.
  public var flex: RateSchedule?
  /// The rates of faster processing, where the model has some.
  public var priority: RateSchedule?
  /// Whether a price of cached reads is stated; else they cost what input costs.
  public var statesCachedInput: Bool
  /// What it charges beside and instead of these.
  public var extras = PriceExtras()

  /// Makes flat prices; a cached read costs what input costs unless stated, and so does a write.
  public init(
    input: TokenPrice, output: TokenPrice, cachedInput: TokenPrice? = nil, cacheWrite: TokenPrice? = nil
  ) {
    standard = RateSchedule(
      TokenRates(input: input, output: output, cachedInput: cachedInput, cacheWrite: cacheWrite))
    statesCachedInput = cachedInput != nil
  }

  /// Makes prices from schedules.
  public init(
    standard: RateSchedule, batch: RateSchedule? = nil, flex: RateSchedule? = nil,
    priority: RateSchedule? = nil, statesCachedInput: Bool
  ) {
    self.standard = standard
    self.batch = batch
    self.flex = flex
    self.priority = priority
    self.statesCachedInput = statesCachedInput
  }

  /// Uncached input below every bound; setting it sets it above them too.
  public var input: TokenPrice {
    get { standard.base.input }
    set { set(\.input, newValue) }
  }

  /// Output below every bound; setting it sets it above them, and for reasoning.
  public var output: TokenPrice {
    get { standard.base.output }
    set {
      set(\.output, newValue)
      set(\.reasoning, nil)
    }
  }

  /// Cached reads below every bound; setting it sets it above them too.
  public var cachedInput: TokenPrice {
    get { standard.base.cachedInput }
    set {
      set(\.cachedInput, newValue)
      statesCachedInput = true
    }
  }

  /// Cache writes below every bound; setting it sets it above them, and for writes for an hour.
  public var cacheWrite: TokenPrice {
    get { standard.base.cacheWrite }
    set {
      set(\.cacheWrite, newValue)
      set(\.hourWrite, nil)
    }
  }

  /// The rates of a service.
  public func schedule(_ service: TokenUsage.Service) -> RateSchedule {
    switch service {
    case .standard: standard
    case .batch: batch ?? standard.mapRates { $0.times(0.5) }
    case .flex: flex ?? standard
    case .priority: priority ?? standard
    }
  }

  /// The cost of a call in its parts: audio and images are among the input and the output, searches of the web in the output.
  ///
  /// - Precondition: no count is negative.
  public func cost(of usage: TokenUsage) -> CallCost {
    precondition(usage.isPlausible, "counts of tokens are not negative")
    let rates = schedule(usage.service).rates(input: usage.input)
    // Off-peak rates stand instead of the usual ones, and not of those of a batch.
    let minute = usage.service == .standard ? usage.minute : nil
    var cost = extras.rates(rates, usage.terms, at: minute).cost(of: usage)
    if usage.webSearches > 0, let price = extras.webSearch { cost.output += price.cost(usage.webSearches) }
    return cost
  }

  /// The cost of a usual call in its parts; `cached` and `written` are parts of `input`.
  ///
  /// - Precondition: `cached + written` is at most `input`, and none is negative.
  public func cost(input tokens: Int, output outputTokens: Int, cached: Int = 0, written: Int = 0) -> CallCost
  {
    standard.rates(input: tokens).cost(
      input: tokens, output: outputTokens, cached: cached, written: written)
  }

  /// The dearest rate of any service.
  public var greatest: TokenPrice {
    let all = [standard, batch, flex, priority].compactMap { $0?.greatest.picodollars }
    return TokenPrice(picodollars: all.max() ?? 0).times(extras.greatestFactor)
  }

  private mutating func set<Value>(_ rate: WritableKeyPath<TokenRates, Value>, _ value: Value) {
    // A price that is set holds at every hour.
    extras.offPeak = nil
    standard = standard.mapRates { rates in
      var rates = rates
      rates[keyPath: rate] = value
      return rates
    }
  }
}
