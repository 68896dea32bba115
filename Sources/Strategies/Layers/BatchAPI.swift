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
  private var waiting = 0

  override var entryCount: Int { waiting }

  override func admit(_ request: Int, at now: VirtualTime, in gateway: Gateway) -> Admission {
    let model = gateway.provider.catalog.models[Int(gateway.outcomes.model[request])]
    guard gateway.stream.marks[request].contains(.batchEligible),
      let batch = gateway.provider.catalog.providers[model.provider].batch, waiting < batch.maximumRequests
    else {
      if gateway.isMeasured(request) { statistics.bypasses += 1 }
      return .pass
    }
    if gateway.isMeasured(request) { statistics.lookups += 1 }
    waiting += 1
    gateway.outcomes.flags[request].insert(.isDeferred)
    return .pass
  }

  override func store(_ answer: Answer, of request: Int, at now: VirtualTime, in gateway: Gateway) {
    leave(request, gateway)
  }

  override func abandon(_ request: Int, at now: VirtualTime, in gateway: Gateway) { leave(request, gateway) }

  private func leave(_ request: Int, _ gateway: Gateway) {
    if gateway.outcomes.flags[request].contains(.isDeferred) { waiting -= 1 }
  }
}
