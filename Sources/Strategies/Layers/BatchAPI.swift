import Declarations
import Simulation

/// Sends requests that can wait through the provider's batch API, at its price and in its time.
struct BatchAPI: LayerPlan {
  static let declaration = LayerDeclaration(
    "batch_api", "sends batch-eligible requests through the provider's batch API", sampling: .byRequest,
    fields: [],
    counters: [.bypasses, .deferred]
  ) { _, _ throws(Diagnostic) in BatchAPI() }

  func makeLayer(in setting: LayerSetting) -> Layer { BatchAPILayer() }
}

private final class BatchAPILayer: Layer {
  private var waiting = 0

  override var entryCount: Int { waiting }

  override func admit(_ passage: Passage) -> Admission {
    let catalog = passage.desk.catalog
    guard passage.marks.contains(.batchEligible),
      let batch = catalog.providers[catalog.models[passage.model].provider].batch,
      waiting < batch.maximumRequests
    else {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.deferred)
    waiting += 1
    passage.deferCall()
    return .pass
  }

  override func store(_ answer: Answer, of passage: Passage) { leave(passage) }

  override func abandon(_ passage: Passage) { leave(passage) }

  private func leave(_ passage: Passage) {
    if passage.isDeferred { waiting -= 1 }
  }
}
