import Declarations
import Simulation

/// The bound of any response cache: a hit whenever the present answer of the intent was given before.
///
/// It never errs, never forgets, costs nothing and takes no time; nobody can build it.
struct OracleCache: LayerPlan {
  let isTemperatureZeroOnly: Bool

  static let declaration = LayerDeclaration(
    "oracle_cache", "hits whenever the intent's present answer was given before (bound)", isBound: true,
    sampling: .never("prompts of one intent share its answers, whoever asks them"),
    fields: [
      Field("temperature_zero_only", .boolean, default: true, "whether requests above temperature 0 pass by")
    ], counters: [.lookups, .bypasses, .hits, .falseHits, .staleHits, .stores]
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

  private func admits(_ passage: Passage) -> Bool {
    !isTemperatureZeroOnly || passage.marks.contains(.temperatureZero)
  }

  override func admit(_ passage: Passage) -> Admission {
    guard admits(passage) else {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.lookups)
    passage.markEligible()
    let intent = Int(passage.intent)
    let version = passage.version(of: UInt32(intent))
    guard versions[intent] == version &+ 1 else { return .pass }
    return passage.answer(
      as: prompts[intent] == passage.prompt ? .exactHit : .semanticHit, truth: .correct,
      quality: qualities[intent])
  }

  override func store(_ answer: Answer, of passage: Passage) {
    guard admits(passage) else { return }
    let intent = Int(passage.intent)
    if versions[intent] == 0 { count += 1 }
    versions[intent] = answer.version &+ 1
    qualities[intent] = answer.quality
    prompts[intent] = passage.prompt
    passage.count(.stores)
  }
}
