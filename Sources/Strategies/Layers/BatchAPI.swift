import Declarations
import Simulation

/// Sends requests that can wait through the provider's batch API, at its price and in its time.
struct BatchAPI: LayerPlan {
  static let declaration = LayerDeclaration(
    "batch_api", "sends batch-eligible requests through the provider's batch API", sampling: .byRequest,
    fields: [],
    counters: [.bypasses, .deferred],
    idleness: "none that reached it can wait (batch_eligible_share), or the provider has no 'batch'"
  ) { _, _ throws(Diagnostic) in BatchAPI() }

  func windowFault(in windows: WindowedStream) -> String? { nil }

  func makeLayer(in setting: LayerSetting) -> Layer { BatchAPILayer() }
}

private final class BatchAPILayer: Layer {
  /// Input tokens of the requests that wait, by their luck.
  private var waiting: [Int: Int] = [:]
  private var waitingTokens = 0

  override var entryCount: Int { waiting.count }

  override func admit(_ passage: Passage) -> Admission {
    let catalog = passage.desk.catalog
    guard passage.marks.contains(.batchEligible),
      let batch = catalog.providers[catalog.models[passage.model].provider].batch,
      waiting.count < batch.maximumRequests,
      batch.maximumTokens.map({ waitingTokens + tokens(of: passage) <= $0 }) ?? true
    else {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.deferred)
    let own = tokens(of: passage)
    waiting[passage.luck] = own
    waitingTokens += own
    passage.deferCall()
    return .pass
  }

  override func store(_ answer: Answer, of passage: Passage) { leave(passage) }

  override func abandon(_ passage: Passage) { leave(passage) }

  private func leave(_ passage: Passage) {
    guard let own = waiting.removeValue(forKey: passage.luck) else { return }
    waitingTokens -= own
  }

  private func tokens(of passage: Passage) -> Int {
    let tokens = passage.promptTokens
    return tokens.system + tokens.context + tokens.user
  }
}
