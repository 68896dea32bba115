import Declarations
import Simulation

/// The cache of the gateway that wrote a log, replayed: what it answered then is answered at once and not billed.
///
/// Whether those answers were right is not in the log.
struct RecordedCache: LayerPlan {
  static let declaration = LayerDeclaration(
    "recorded_cache", "answers what the log's own gateway answered from its cache", sampling: .byRequest,
    fields: [],
    counters: [.lookups, .hits]
  ) { _, _ throws(Diagnostic) in RecordedCache() }

  func windowFault(in windows: WindowedStream) -> String? { nil }

  func makeLayer(in setting: LayerSetting) -> Layer { RecordedCacheLayer() }
}

private final class RecordedCacheLayer: Layer {
  override func admit(_ passage: Passage) -> Admission {
    let recorded = passage.stream.recorded
    guard let hit = recorded.gatewayHit[passage.request] else { return .pass }
    passage.count(.lookups)
    passage.markEligible()
    guard hit == 1 else { return .pass }
    if let latency = recorded.latency[passage.request] {
      passage.delay(by: VirtualTime(nanoseconds: latency))
    }
    return passage.answer(as: .exactHit, truth: .unknown, quality: passage.quality(of: passage.model))
  }
}
