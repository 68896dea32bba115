import Declarations
import Simulation

/// Sends requests that can wait through the provider's batch API, at its price and in its time.
struct BatchAPI: LayerPlan {
  static let declaration = LayerDeclaration(
    "batch_api", "sends batch-eligible requests through the provider's batch API", fields: []
  ) { _, _ throws(Diagnostic) in BatchAPI() }

  func makeLayer(in setting: LayerSetting) -> Layer { BatchAPILayer() }
}

private final class BatchAPILayer: Layer {
  override func admit(_ request: Int, at now: VirtualTime, in gateway: Gateway) -> Admission {
    guard gateway.stream.marks[request].contains(.batchEligible) else {
      if gateway.isMeasured(request) { statistics.bypasses += 1 }
      return .pass
    }
    let model = gateway.provider.catalog.models[Int(gateway.outcomes.model[request])]
    guard gateway.provider.catalog.providers[model.provider].batch != nil else { return .pass }
    if gateway.isMeasured(request) { statistics.lookups += 1 }
    gateway.outcomes.flags[request].insert(.isDeferred)
    return .pass
  }
}
