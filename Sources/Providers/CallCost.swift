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
  /// What the provider charges for holding what was written.
  public var storage = Money.zero

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
  public var total: Money { input + cachedInput + cacheWrite + output + storage }
}
