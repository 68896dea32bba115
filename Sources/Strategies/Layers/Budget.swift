import Declarations
import Providers
import Simulation

/// A circuit breaker on spending: warns, then throttles to a cheap model, then refuses what no cache answers.
///
/// The budget begins where measuring begins, full, and is pro-rated to the measured span at 720 hours a month;
/// what the warm-up spends is not counted and not limited, so that its length changes nothing.
struct Budget: LayerPlan {
  let monthly: Double
  let warn: Double
  let throttle: Double
  let stop: Double
  let throttleModel: Int?

  static let declaration = LayerDeclaration(
    "budget", "throttles and stops when a share of the budget is spent", isLimit: true,
    fields: [
      .required("monthly_usd", .positive, "dollars for 30 days, pro-rated to the measured span"),
      Field("warn", .share, default: 0.70, "share of the budget at which a warning is counted"),
      Field("throttle", .share, default: 0.85, "share from which requests go to the cheaper model")
        .only(with: "throttle_to"),
      Field("throttle_to", .text, "that model; without it nothing is throttled"),
      Field("stop", .positive, default: 0.95, "share from which requests are refused"),
    ], counters: [.warnings, .throttles, .rejections]
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
    BudgetLayer(self, budget: monthly * 1e12 * max(0, (setting.span - setting.warmUp).hours) / 720)
  }
}

private final class BudgetLayer: Layer {
  private let warnLevel: Int128
  private let throttleLevel: Int128
  private let stopLevel: Int128
  private let model: Int?

  init(_ plan: Budget, budget: Double) {
    func level(_ share: Double) -> Int128 { Int128(min(budget * share, 1e36)) }
    warnLevel = level(plan.warn)
    throttleLevel = level(plan.throttle)
    stopLevel = level(plan.stop)
    model = plan.throttleModel
  }

  override func admit(_ passage: Passage) -> Admission {
    guard passage.isMeasured else { return .pass }
    let spent = passage.desk.measuredSpent
    if spent >= warnLevel { passage.count(.warnings) }
    if spent >= stopLevel { return passage.reject() }
    if spent >= throttleLevel, let model { passage.throttle(to: model) }
    return .pass
  }
}
