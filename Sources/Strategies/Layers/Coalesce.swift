import Declarations
import Simulation

/// Single-flight: a request whose key is in flight waits for that call instead of making its own.
struct Coalesce: LayerPlan {
  let recipe: KeyRecipe
  let isTemperatureZeroOnly: Bool

  static let declaration = LayerDeclaration(
    "coalesce", "lets identical requests in flight share one call (single-flight)",
    sampling: .byKey(isLimited: false),
    fields: KeyRecipe.fields + [
      Field("temperature_zero_only", .boolean, default: true, "whether requests above temperature 0 pass by")
    ], counters: [.lookups, .bypasses, .hits]
  ) { settings, _ throws(Diagnostic) in
    Coalesce(recipe: KeyRecipe(settings), isTemperatureZeroOnly: settings.boolean("temperature_zero_only"))
  }

  var needs: [StreamNeed] {
    recipe.normalisation == .none ? [.keys(recipe)] : [.keys(recipe), .text("normalize")]
  }

  var windowFault: String? { recipe.windowFault }

  func makeLayer(in setting: LayerSetting) -> Layer {
    CoalesceLayer(self, column: setting.stream.column(recipe))
  }
}

private final class CoalesceLayer: Layer {
  private let recipe: KeyRecipe
  private var keys: [UInt32]
  private let isTemperatureZeroOnly: Bool
  /// The request that leads the flight of each key.
  private var leader: [UInt32]

  init(_ plan: Coalesce, column: KeyColumn) {
    keys = column.keys
    recipe = plan.recipe
    isTemperatureZeroOnly = plan.isTemperatureZeroOnly
    leader = Array(repeating: Gateway.none, count: column.count)
  }

  override func move(to window: PreparedStream, by requests: Int) {
    keys = window.column(recipe).keys
    for key in leader.indices where leader[key] != Gateway.none { leader[key] -= UInt32(requests) }
  }

  private func admits(_ passage: Passage) -> Bool {
    !isTemperatureZeroOnly || passage.marks.contains(.temperatureZero)
  }

  override func admit(_ passage: Passage) -> Admission {
    guard admits(passage) else {
      passage.count(.bypasses)
      return .pass
    }
    passage.count(.lookups)
    let key = Int(keys[passage.request])
    let first = leader[key]
    if first == Gateway.none {
      leader[key] = UInt32(passage.request)
      return .pass
    }
    // The batch API takes hours: only who can wait as long shares its calls.
    let isDeferred = passage.desk.passage(of: Int(first)).isDeferred
    if isDeferred && !passage.marks.contains(.batchEligible) { return .pass }
    return passage.follow(Int(first))
  }

  private func land(_ request: Int) {
    let key = Int(keys[request])
    if leader[key] == UInt32(request) { leader[key] = Gateway.none }
  }

  override func store(_ answer: Answer, of passage: Passage) { land(passage.request) }

  override func abandon(_ passage: Passage) { land(passage.request) }
}
