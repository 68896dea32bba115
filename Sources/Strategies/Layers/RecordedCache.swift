import Declarations
import Simulation
import Traffic

/// The cache of the gateway that wrote a log, replayed: what it answered then is answered at once and not billed.
///
/// Whether those answers were right is not in the log.
struct RecordedCache: LayerPlan {
  static let declaration = LayerDeclaration(
    "recorded_cache", "answers what the log's own gateway answered from its cache", sampling: .byRequest,
    fields: [],
    counters: [.lookups, .hits]
  ) { _, _ throws(Diagnostic) in RecordedCache() }

  func assumptions(for stream: QueryStream) -> [String] {
    stream.recorded.hasUntimedHits
      ? ["no time for those answers of the gateway's cache whose time the log does not tell"] : []
  }

  func windowFault(in windows: WindowedStream) -> String? { nil }

  func makeLayer(in setting: LayerSetting) -> Layer { RecordedCacheLayer() }
}

private final class RecordedCacheLayer: Layer {
  override func admit(_ passage: Passage) -> Admission {
    let request = passage.request
    guard let hit = passage.read({ $0.recorded.gatewayHit[request] }) else { return .pass }
    passage.count(.lookups)
    passage.markEligible()
    guard hit == 1 else { return .pass }
    if let latency = passage.read({ $0.recorded.latency[request] }) {
      passage.delay(by: VirtualTime(nanoseconds: latency))
    }
    let isNear = passage.read { $0.recorded.nearHit[request] } == 1
    return passage.answer(
      as: isNear ? .semanticHit : .exactHit, truth: .unknown, quality: passage.quality(of: passage.model))
  }
}
