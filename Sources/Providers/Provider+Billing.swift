import Simulation

/// What is billed beside calls to models.
extension Provider {
  /// Embeds a text: what it costs, and how long it takes.
  public mutating func embed(request: Int, tokens: Int) -> (cost: Money, latency: VirtualTime) {
    let cost = catalog.embedder.price * tokens
    invoice += Int128(cost.picodollars)
    guard let latency = catalog.embedder.latency else { return (cost, .zero) }
    return (cost, .seconds(latency.value(z: embeddingDraws.normal(request))))
  }

  /// Bills something that is no call to a model, such as a routing classifier.
  public mutating func bill(_ amount: Money) { invoice += Int128(amount.picodollars) }

  /// Bills a call that is made apart from the traffic: nothing of it is read from a prompt cache.
  public mutating func bill(_ call: ProviderCall) -> CallCost {
    let list = rates(of: call)
    var cost = list.cost(
      input: call.inputTokens, output: call.outputTokens, cached: 0, written: 0, writtenLong: 0)
    if let recorded = call.recordedCost {
      cost = CallCost(recorded: recorded, factor: 1, input: list.input * call.inputTokens)
    }
    invoice += Int128(cost.total.picodollars)
    return cost
  }

  /// Takes back a part of what a call was billed at, because it was cancelled.
  public mutating func refund(_ amount: Money) { invoice -= Int128(amount.picodollars) }
}
