import Declarations
import Providers
import Simulation

/// A circuit breaker on spending: warns, then throttles to a cheap model, then refuses what no cache answers.
///
/// The monthly budget is pro-rated to the simulated span at 720 hours a month.
struct Budget: LayerPlan {
  let monthly: Double
  let warn: Double
  let throttle: Double
  let stop: Double
  let throttleModel: Int?

  static let declaration = LayerDeclaration(
    "budget", "throttles and stops when a share of the budget is spent",
    fields: [
      .required("monthly_usd", .positive, "dollars for 30 days, pro-rated to the simulated span"),
      Field("warn", .share, default: 0.70, "share of the budget at which a warning is counted"),
      Field("throttle", .share, default: 0.85, "share from which requests go to the cheaper model"),
      Field("throttle_to", .text, "that model; without it nothing is throttled"),
      Field("stop", .positive, default: 0.95, "share from which requests are refused"),
    ]
  ) { settings, catalog throws(Diagnostic) in
    var model: Int?
    if let name = settings.optionalString("throttle_to") {
      model = try catalog.require(name, at: settings.position("throttle_to"))
    }
    return Budget(
      monthly: settings.number("monthly_usd"), warn: settings.number("warn"),
      throttle: settings.number("throttle"), stop: settings.number("stop"), throttleModel: model)
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    BudgetLayer(self, budget: monthly * 1e12 * setting.span.hours / 720)
  }
}

private final class BudgetLayer: Layer {
  private let warnLevel: Int128
  private let throttleLevel: Int128
  private let stopLevel: Int128
  private let model: UInt8?

  init(_ plan: Budget, budget: Double) {
    func level(_ share: Double) -> Int128 { Int128(min(budget * share, 1e36)) }
    warnLevel = level(plan.warn)
    throttleLevel = level(plan.throttle)
    stopLevel = level(plan.stop)
    model = plan.throttleModel.map(UInt8.init)
  }

  override func admit(_ request: Int, at now: VirtualTime, in gateway: Gateway) -> Admission {
    let spent = gateway.ledger.spent
    if spent >= warnLevel && gateway.isMeasured(request) { statistics.lookups += 1 }
    if spent >= stopLevel {
      gateway.reject(request, by: self)
      return .ended
    }
    if spent >= throttleLevel, let model {
      gateway.outcomes.model[request] = model
      gateway.outcomes.flags[request].insert(.isThrottled)
    }
    return .pass
  }
}
