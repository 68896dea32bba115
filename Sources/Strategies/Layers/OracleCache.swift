import Declarations
import Simulation

/// The bound of any response cache: a hit whenever the present answer of the intent was given before.
///
/// It never errs, never forgets, costs nothing and takes no time; nobody can build it.
struct OracleCache: LayerPlan {
  let isTemperatureZeroOnly: Bool

  static let declaration = LayerDeclaration(
    "oracle_cache", "hits whenever the intent's present answer was given before (bound)", isBound: true,
    fields: [
      Field("temperature_zero_only", .boolean, default: true, "whether requests above temperature 0 pass by")
    ]
  ) { settings, _ throws(Diagnostic) in
    OracleCache(isTemperatureZeroOnly: settings.boolean("temperature_zero_only"))
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    OracleCacheLayer(self, intents: setting.stream.stream.intentCount)
  }
}

private final class OracleCacheLayer: Layer {
  private let isTemperatureZeroOnly: Bool
  /// One more than the version last stored; 0 for none.
  private var versions: [UInt32]
  private var qualities: [Double]
  private var prompts: [UInt32]
  private var count = 0

  init(_ plan: OracleCache, intents: Int) {
    isTemperatureZeroOnly = plan.isTemperatureZeroOnly
    versions = Array(repeating: 0, count: intents)
    qualities = Array(repeating: 0, count: intents)
    prompts = Array(repeating: 0, count: intents)
  }

  override var entryCount: Int { count }

  private func admits(_ request: Int, _ gateway: Gateway) -> Bool {
    !isTemperatureZeroOnly || gateway.stream.marks[request].contains(.temperatureZero)
  }

  override func admit(_ request: Int, at now: VirtualTime, in gateway: Gateway) -> Admission {
    guard admits(request, gateway) else {
      if gateway.isMeasured(request) { statistics.bypasses += 1 }
      return .pass
    }
    if gateway.isMeasured(request) { statistics.lookups += 1 }
    gateway.outcomes.flags[request].insert(.isEligible)
    let intent = Int(gateway.stream.intent[request])
    let version = gateway.stream.answers.version(of: UInt32(intent), at: now)
    guard versions[intent] == version &+ 1 else { return .pass }
    let kind: OutcomeKind = prompts[intent] == gateway.stream.prompt[request] ? .exactHit : .semanticHit
    gateway.answer(request, as: kind, truth: .correct, quality: qualities[intent], by: self)
    return .ended
  }

  override func store(_ answer: Answer, of request: Int, at now: VirtualTime, in gateway: Gateway) {
    guard admits(request, gateway) else { return }
    let intent = Int(gateway.stream.intent[request])
    if versions[intent] == 0 { count += 1 }
    versions[intent] = answer.version &+ 1
    qualities[intent] = answer.quality
    prompts[intent] = gateway.stream.prompt[request]
    if gateway.isMeasured(request) { statistics.stores += 1 }
  }
}
