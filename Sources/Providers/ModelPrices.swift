/// What one model charges for its tokens.
public struct ModelPrices: Sendable, Hashable {
  /// Uncached input.
  public var input: TokenPrice
  /// Input read from the provider's prompt cache.
  public var cachedInput: TokenPrice
  /// Input written to the provider's prompt cache.
  public var cacheWrite: TokenPrice
  /// Output.
  public var output: TokenPrice

  /// Makes prices; a cached read costs what input costs unless stated, and so does a write.
  public init(
    input: TokenPrice, output: TokenPrice, cachedInput: TokenPrice? = nil, cacheWrite: TokenPrice? = nil
  ) {
    self.input = input
    self.output = output
    self.cachedInput = cachedInput ?? input
    self.cacheWrite = cacheWrite ?? input
  }

  /// The cost of a call in its parts; `cached` and `written` are parts of `input`.
  ///
  /// - Precondition: `cached + written` is at most `input`, and none is negative.
  public func cost(input tokens: Int, output outputTokens: Int, cached: Int = 0, written: Int = 0) -> CallCost
  {
    precondition(
      cached >= 0 && written >= 0 && cached + written <= tokens, "cached tokens are part of the input")
    return CallCost(
      input: input * (tokens - cached - written), cachedInput: cachedInput * cached,
      cacheWrite: cacheWrite * written, output: output * outputTokens)
  }
}

/// The cost of one call in its parts.
public struct CallCost: Sendable, Hashable {
  /// Uncached input.
  public var input = Money.zero
  /// Cached input.
  public var cachedInput = Money.zero
  /// Input written to the prompt cache.
  public var cacheWrite = Money.zero
  /// Output.
  public var output = Money.zero

  /// The cost of a call that is free.
  public init() {}

  init(input: Money, cachedInput: Money, cacheWrite: Money, output: Money) {
    self.input = input
    self.cachedInput = cachedInput
    self.cacheWrite = cacheWrite
    self.output = output
  }

  /// A cost that was recorded whole: input at its list price as far as it goes, the rest is output.
  ///
  /// - Parameter factor: what is billed of it, such as half through a batch API.
  init(recorded: Money, factor: Double, input: Money) {
    let amount = (Double(recorded.picodollars) * factor).rounded()
    let whole = factor == 1 ? recorded : Money(picodollars: amount > 0 ? Int64(min(amount, 9.2e18)) : 0)
    self.input = min(whole, input)
    output = whole - self.input
  }

  /// The sum of the parts.
  public var total: Money { input + cachedInput + cacheWrite + output }
}
