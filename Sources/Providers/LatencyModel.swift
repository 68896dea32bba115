import Simulation

/// How long a call takes: time to first token, then a time per output token.
///
/// TTFT = (base + perUncached * uncached + perCached * cached) * LogN(0, sigma); time per output token is
/// lognormal; a share of the calls is slowed down by a lognormal tail factor. TTFT and time per output token
/// are independent, as measured on recorded endpoints (correlation within 0.26).
public struct LatencyModel: Sendable, Hashable {
  /// Median TTFT without any input, in seconds.
  public var base: Double
  /// Seconds of TTFT for each uncached input token.
  public var perUncachedToken: Double
  /// Seconds of TTFT for each cached input token.
  public var perCachedToken: Double
  /// Standard deviation of the logarithm of TTFT.
  public var firstTokenSigma: Double
  /// Median seconds of each output token.
  public var perOutputToken: Double
  /// Standard deviation of the logarithm of the time per output token.
  public var outputSigma: Double
  /// Share of calls in the tail.
  public var tailShare: Double
  /// Median factor by which a call in the tail is slower.
  public var tailFactor: Double
  /// Standard deviation of the logarithm of that factor.
  public var tailSigma: Double

  /// Makes a model; all times in seconds.
  public init(
    base: Double, perUncachedToken: Double = 0, perCachedToken: Double = 0, firstTokenSigma: Double = 0.35,
    perOutputToken: Double, outputSigma: Double = 0.25, tailShare: Double = 0, tailFactor: Double = 4,
    tailSigma: Double = 0.6
  ) {
    self.base = base
    self.perUncachedToken = perUncachedToken
    self.perCachedToken = perCachedToken
    self.firstTokenSigma = firstTokenSigma
    self.perOutputToken = perOutputToken
    self.outputSigma = outputSigma
    self.tailShare = tailShare
    self.tailFactor = tailFactor
    self.tailSigma = tailSigma
  }

  /// The latency of one call at stated draws.
  public func latency(uncached: Int, cached: Int, output: Int, draws: LatencyDraws) -> (
    firstToken: VirtualTime, total: VirtualTime
  ) {
    var first =
      (base + perUncachedToken * Double(uncached) + perCachedToken * Double(cached))
      * Transcendental.exp(firstTokenSigma * draws.firstToken)
    var each = perOutputToken * (outputSigma == 0 ? 1 : Transcendental.exp(outputSigma * draws.output))
    if tailShare > 0, draws.tailCoin < tailShare {
      let factor = max(1, tailFactor * Transcendental.exp(tailSigma * draws.tail))
      first *= factor
      each *= factor
    }
    return (.seconds(first), .seconds(first + each * Double(output)))
  }
}

/// The random part of a call's latency: drawn once a request and attempt, whatever the model.
public struct LatencyDraws: Sendable, Hashable {
  /// Standard normal value of TTFT.
  public var firstToken: Double
  /// Standard normal value of the time per output token.
  public var output: Double
  /// Uniform value that decides on the tail.
  public var tailCoin: Double
  /// Standard normal value of the tail factor.
  public var tail: Double

  /// Makes draws.
  public init(firstToken: Double = 0, output: Double = 0, tailCoin: Double = 1, tail: Double = 0) {
    self.firstToken = firstToken
    self.output = output
    self.tailCoin = tailCoin
    self.tail = tail
  }
}

extension LatencyModel {
  /// Latency presets measured on recorded endpoints; `default` is a middling one.
  ///
  /// The Claude rows are fits to recorded coding-agent sessions, the 70B rows to the LLMPerf leaderboard's raw
  /// data (2023), as collected in the project's reference on provider mechanics.
  public static let presets: [(name: String, model: LatencyModel)] = [
    (
      "default",
      LatencyModel(
        base: 0.5, perUncachedToken: 0.02e-3, perCachedToken: 0.005e-3, perOutputToken: 0.018, tailShare: 0.02
      )
    ),
    (
      "claude-opus-4.5",
      LatencyModel(
        base: 2.24, perUncachedToken: 0.019e-3, perCachedToken: 0.004e-3, firstTokenSigma: 0.35,
        perOutputToken: 0.018, outputSigma: 0.25, tailShare: 0.02)
    ),
    (
      "claude-sonnet-4.5",
      LatencyModel(
        base: 0.93, perUncachedToken: 0.030e-3, perCachedToken: 0.015e-3, firstTokenSigma: 0.65,
        perOutputToken: 0.018, outputSigma: 0.29, tailShare: 0.02)
    ),
    (
      "claude-sonnet-4",
      LatencyModel(
        base: 1.71, perUncachedToken: 0.017e-3, perCachedToken: 0.006e-3, firstTokenSigma: 0.43,
        perOutputToken: 0.016, outputSigma: 0.26, tailShare: 0.02)
    ),
    (
      "claude-haiku-4.5",
      LatencyModel(
        base: 1.19, perUncachedToken: 0.002e-3, perCachedToken: 0.001e-3, firstTokenSigma: 0.43,
        perOutputToken: 0.008, outputSigma: 0.24, tailShare: 0.02)
    ),
    ("70b-fast", LatencyModel(base: 0.22, firstTokenSigma: 0.19, perOutputToken: 0.0037, outputSigma: 0.08)),
    (
      "70b-typical",
      LatencyModel(base: 0.64, firstTokenSigma: 0.14, perOutputToken: 0.0115, outputSigma: 0.13)
    ),
    (
      "70b-slow-tail",
      LatencyModel(base: 1.19, firstTokenSigma: 1.05, perOutputToken: 0.0856, outputSigma: 0.04)
    ),
  ]
}
