import Declarations
import Simulation

/// Single-flight: a request whose key is in flight waits for that call instead of making its own.
struct Coalesce: LayerPlan {
  let recipe: KeyRecipe
  let isTemperatureZeroOnly: Bool

  static let declaration = LayerDeclaration(
    "coalesce", "lets identical requests in flight share one call (single-flight)",
    fields: KeyRecipe.fields + [
      Field("temperature_zero_only", .boolean, default: true, "whether requests above temperature 0 pass by")
    ]
  ) { settings, _ throws(Diagnostic) in
    Coalesce(recipe: KeyRecipe(settings), isTemperatureZeroOnly: settings.boolean("temperature_zero_only"))
  }

  var needs: [StreamNeed] {
    recipe.normalisation == .none ? [.keys(recipe)] : [.keys(recipe), .text("normalize")]
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    CoalesceLayer(self, column: setting.stream.column(recipe))
  }
}

private final class CoalesceLayer: Layer {
  private let keys: [UInt32]
  private let isTemperatureZeroOnly: Bool
  /// The request that leads the flight of each key.
  private var leader: [UInt32]

  init(_ plan: Coalesce, column: KeyColumn) {
    keys = column.keys
    isTemperatureZeroOnly = plan.isTemperatureZeroOnly
    leader = Array(repeating: Gateway.none, count: column.count)
  }

  private func admits(_ request: Int, _ gateway: Gateway) -> Bool {
    !isTemperatureZeroOnly || gateway.stream.marks[request].contains(.temperatureZero)
  }

  override func admit(_ request: Int, at now: VirtualTime, in gateway: Gateway) -> Admission {
    guard admits(request, gateway) else {
      if gateway.isMeasured(request) { statistics.bypasses += 1 }
      return .pass
    }
    if gateway.isMeasured(request) { statistics.lookups += 1 }
    let key = Int(keys[request])
    let first = leader[key]
    if first == Gateway.none {
      leader[key] = UInt32(request)
      return .pass
    }
    // The batch API takes hours: only who can wait as long shares its calls.
    let isDeferred = gateway.outcomes.flags[Int(first)].contains(.isDeferred)
    if isDeferred && !gateway.stream.marks[request].contains(.batchEligible) { return .pass }
    gateway.outcomes.layer[request] = position
    // Who waits for this request already, through an earlier layer like this, comes along.
    var last = request
    while gateway.nextFollower[last] != Gateway.none { last = Int(gateway.nextFollower[last]) }
    gateway.nextFollower[last] = gateway.nextFollower[Int(first)]
    gateway.nextFollower[Int(first)] = UInt32(request)
    return .waits
  }

  private func land(_ request: Int) {
    let key = Int(keys[request])
    if leader[key] == UInt32(request) { leader[key] = Gateway.none }
  }

  override func store(_ answer: Answer, of request: Int, at now: VirtualTime, in gateway: Gateway) {
    land(request)
  }

  override func abandon(_ request: Int, at now: VirtualTime, in gateway: Gateway) { land(request) }
}
