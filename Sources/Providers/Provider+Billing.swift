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

  /// Takes back a part of what a call was billed at, because it was cancelled.
  public mutating func refund(_ amount: Money) { invoice -= Int128(amount.picodollars) }
}
