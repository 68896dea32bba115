/// What each kind of token costs in one call.
///
/// A rate that is nil follows another: an hour's write the usual write, audio and images the text.
public struct TokenRates: Sendable, Hashable {
  /// Uncached input.
  public var input: TokenPrice
  /// Output.
  public var output: TokenPrice
  /// Input read from the prompt cache.
  public var cachedInput: TokenPrice
  /// Input written to the prompt cache.
  public var cacheWrite: TokenPrice
  /// Input written for an hour.
  public var hourWrite: TokenPrice?
  /// Output that the model reasoned with.
  public var reasoning: TokenPrice?
  /// Audio input.
  public var audioInput: TokenPrice?
  /// Audio output.
  public var audioOutput: TokenPrice?
  /// Audio read from the prompt cache.
  public var cachedAudio: TokenPrice?
  /// Image input.
  public var imageInput: TokenPrice?
  /// Image output.
  public var imageOutput: TokenPrice?

  /// Makes rates; a cached read costs what input costs unless stated, and so does a write.
  public init(
    input: TokenPrice, output: TokenPrice, cachedInput: TokenPrice? = nil, cacheWrite: TokenPrice? = nil
  ) {
    self.input = input
    self.output = output
    self.cachedInput = cachedInput ?? input
    self.cacheWrite = cacheWrite ?? input
  }

  /// All rates times a factor, each rounded to the nearest picodollar.
  public func times(_ factor: Double) -> TokenRates {
    var rates = TokenRates(
      input: input.times(factor), output: output.times(factor), cachedInput: cachedInput.times(factor),
      cacheWrite: cacheWrite.times(factor))
    rates.hourWrite = hourWrite?.times(factor)
    rates.reasoning = reasoning?.times(factor)
    rates.audioInput = audioInput?.times(factor)
    rates.audioOutput = audioOutput?.times(factor)
    rates.cachedAudio = cachedAudio?.times(factor)
    rates.imageInput = imageInput?.times(factor)
    rates.imageOutput = imageOutput?.times(factor)
    return rates
  }

  /// The cost of text in its parts; `cached`, `written` and `writtenLong` are parts of `input`.
  ///
  /// - Precondition: their sum is at most `input`, and none is negative.
  public func cost(
    input tokens: Int, output outputTokens: Int, cached: Int = 0, written: Int = 0, writtenLong: Int = 0
  ) -> CallCost {
    precondition(
      cached >= 0 && written >= 0 && writtenLong >= 0 && cached + written + writtenLong <= tokens,
      "cached tokens are part of the input")
    return CallCost(
      input: input * (tokens - cached - written - writtenLong), cachedInput: cachedInput * cached,
      cacheWrite: cacheWrite * written + (hourWrite ?? cacheWrite) * writtenLong,
      output: output * outputTokens)
  }

  /// The cost of every kind of token.
  func cost(of usage: TokenUsage) -> CallCost {
    let audio = (audioInput ?? input) * usage.audioInput + (imageInput ?? input) * usage.imageInput
    let answer =
      output * usage.output + (reasoning ?? output) * usage.reasoning
      + (audioOutput ?? output) * usage.audioOutput + (imageOutput ?? output) * usage.imageOutput
    return CallCost(
      input: input * usage.uncached + audio,
      cachedInput: cachedInput * usage.cached + (cachedAudio ?? cachedInput) * usage.cachedAudio,
      cacheWrite: cacheWrite * usage.written + (hourWrite ?? cacheWrite) * usage.writtenForAnHour,
      output: answer)
  }

  /// The dearest rate.
  var greatest: TokenPrice {
    let others = [hourWrite, reasoning, audioInput, audioOutput, cachedAudio, imageInput, imageOutput]
    let all = [input, output, cachedInput, cacheWrite] + others.compactMap { $0 }
    return TokenPrice(picodollars: all.map(\.picodollars).max() ?? 0)
  }
}

/// Rates that follow from the length of the input: a call beyond a bound is priced whole at the rates above it.
public struct RateSchedule: Sendable, Hashable {
  /// The rates above a bound.
  public struct Step: Sendable, Hashable {
    /// The greatest input that the rates below still price.
    public var bound: Int
    /// The rates beyond.
    public var rates: TokenRates

    /// Makes a step.
    public init(above bound: Int, _ rates: TokenRates) {
      self.bound = bound
      self.rates = rates
    }
  }

  /// The rates below every bound.
  public var base: TokenRates
  /// The rates above bounds, ascending.
  public private(set) var steps: [Step]

  /// Makes a schedule; the steps may come in any order.
  public init(_ base: TokenRates, steps: [Step] = []) {
    self.base = base
    self.steps = steps.sorted { $0.bound < $1.bound }
  }

  /// The rates of a call.
  ///
  /// - Complexity: O(steps).
  public func rates(input tokens: Int) -> TokenRates {
    if steps.isEmpty { return base }
    return steps.last { tokens > $0.bound }?.rates ?? base
  }

  /// The same change made to the rates below and above every bound.
  public func mapRates(_ change: (TokenRates) -> TokenRates) -> RateSchedule {
    RateSchedule(change(base), steps: steps.map { Step(above: $0.bound, change($0.rates)) })
  }

  /// The dearest rate.
  var greatest: TokenPrice {
    let all = [base.greatest] + steps.map(\.rates.greatest)
    return TokenPrice(picodollars: all.map(\.picodollars).max() ?? 0)
  }
}
