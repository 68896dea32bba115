import Simulation

/// How a provider caches the prefixes of prompts.
public struct PromptCacheRule: Sendable, Hashable {
  /// What a later prompt has to repeat to be served.
  public enum Kind: String, CaseIterable, Sendable {
    /// Any prefix that came before.
    case automaticPrefix = "automatic_prefix"
    /// A prefix that ends where an earlier prompt had a breakpoint.
    case breakpoints
    /// A whole unit: an earlier prompt, or what two of them had in common.
    case prefixUnits = "prefix_units"
    /// Any prefix whose blocks the memory of a server still holds.
    case keyValue = "kv_lru"
  }

  /// What a later prompt has to repeat.
  public var kind = Kind.automaticPrefix
  /// Prefixes shorter than this are not cached.
  public var minimumPrefixTokens: Int
  /// Cached prefixes grow in steps of this many tokens beyond the minimum.
  public var stepTokens: Int
  /// How long an entry lives without being read; a read refreshes it.
  public var lifetime: VirtualTime
  /// Price of a written token over the input price, or nil for the model's own price of a write.
  public var writeMultiplier: Double?
  /// The longer lifetime that a client may ask for, where there is one.
  public var longLifetime: VirtualTime?
  /// Price of a token written for it over the input price, or nil for the model's own price of such a write.
  public var longWriteMultiplier: Double?
  /// The same factors where neither a multiplier nor the model states what a write costs.
  public var assumedWriteMultipliers: (short: Double, long: Double)? {
    get { assumedShort.map { ($0, assumedLong) } }
    set { (assumedShort, assumedLong) = (newValue?.short, newValue?.long ?? 1) }
  }
  private var assumedShort: Double?
  private var assumedLong = 1.0
  /// The most that an entry lives however often it is read, or nil.
  public var maximumAge: VirtualTime?
  /// Whether a read starts the lifetime anew.
  public var renewsOnRead = true
  /// Most breakpoints of a prompt.
  public var maximumBreakpoints = 4
  /// How many content blocks before a breakpoint an earlier entry is looked for, the breakpoint's own included; nil
  /// for all.
  public var lookbackBlocks: Int? = 20
  /// How many earlier breakpoints of a conversation are looked at, the latest ones; nil for all.
  public var matchedBreakpoints: Int?
  /// Tokens of a content block where a recording does not tell where messages end.
  public var contentBlockTokens = 512
  /// Whether the provider puts a breakpoint at the end of a prompt by itself.
  public var placesBreakpoint = false
  /// Tokens after each of which a unit ends, or nil.
  public var unitIntervalTokens: Int?
  /// Whether a unit ends at the end of each answer too.
  public var keepsAnswers = false
  /// Tokens that the memory holds.
  public var capacityTokens = Int.max
  /// Picodollars of a token held for an hour, or nil.
  public var storagePrice: TokenPrice?
  /// Machines that each have a cache of their own.
  public var machines = 1
  /// Tokens at the beginning of a prompt that decide which machine it is sent to.
  public var placementTokens = 256
  /// Requests a minute with one beginning and key that a machine takes before others get them; nil for all.
  public var machineRequestsPerMinute: Double?
  /// Probability that a warm prefix is served.
  public var hitShare = 1.0

  /// Makes a rule; the defaults are OpenAI's.
  public init(
    minimumPrefixTokens: Int = 1024, stepTokens: Int = 128, lifetime: VirtualTime = .seconds(600),
    writeMultiplier: Double? = nil
  ) {
    self.minimumPrefixTokens = minimumPrefixTokens
    self.stepTokens = stepTokens
    self.lifetime = lifetime
    self.writeMultiplier = writeMultiplier
  }

  /// The part of a matching prefix that the provider serves from its cache.
  @inlinable public func served(_ tokens: Int) -> Int { served(tokens, least: minimumPrefixTokens) }

  /// The part of a matching prefix that is served where a model has its own least prefix.
  @inlinable public func served(_ tokens: Int, least: Int) -> Int {
    if tokens < least { return 0 }
    return least + (tokens - least) / stepTokens * stepTokens
  }

  /// A model's rates with the prices of writes as the cache has them: a stated factor on input, or the price of an
  /// hour's write where entries live for an hour.
  func rates(_ rates: TokenRates) -> TokenRates {
    var rates = writeRates(rates)
    if writeMultiplier == nil, lifetime >= .seconds(3600) {
      rates.cacheWrite = rates.hourWrite ?? rates.cacheWrite
    }
    return rates
  }

  /// The same for writes whose lifetimes are told, as those of a log are.
  func writeRates(_ rates: TokenRates) -> TokenRates {
    var rates = rates
    if let assumed = assumedWriteMultipliers, rates.cacheWrite == rates.input {
      rates.cacheWrite = rates.input.times(assumed.short)
      rates.hourWrite = rates.hourWrite ?? rates.input.times(assumed.long)
    }
    if let factor = longWriteMultiplier { rates.hourWrite = rates.input.times(factor) }
    if let factor = writeMultiplier { rates.cacheWrite = rates.input.times(factor) }
    return rates
  }

  /// What it costs to hold tokens for a time, rounded to the nearest picodollar.
  func storage(_ tokens: Int, for time: VirtualTime) -> Money {
    guard let storagePrice, tokens > 0, time > .zero else { return .zero }
    let product = Int128(storagePrice.picodollars) * Int128(tokens) * Int128(time.nanoseconds)
    let hour = Int128(3_600_000_000_000)
    guard let cost = Int64(exactly: (product + hour / 2) / hour) else { return .beyondExact }
    return Money(picodollars: cost)
  }
}
