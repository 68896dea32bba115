import Declarations
import Providers
import Simulation
import Traffic

/// A circuit breaker on spending: warns, then throttles to a cheap model, then refuses what no cache answers.
///
/// The budget begins where measuring begins, full, and is pro-rated to the measured span at 720 hours a month;
/// what the warm-up spends is not counted and not limited, so that its length changes nothing. With `period` `month` it
/// is whole and begins anew every 720 hours. With `per` each user, tier, team or category has a budget of its own, on which a
/// request is booked when it ends, and each threshold fires once a budget and period, the lower before the higher.
struct Budget: LayerPlan {
  /// Whose requests share a budget.
  enum Subject: String, CaseIterable, Sendable { case everyone, user, tier, team, category }

  let monthly: Double
  let warn: Double
  let throttle: Double
  let stop: Double
  let throttleModel: Int?
  /// Nil where it is not stated: one budget, whose alerts are not counted.
  let subject: Subject?
  /// Nil where it is not stated.
  let usersPerTeam: Int?
  let isMonthly: Bool

  static let declaration = LayerDeclaration(
    "budget", "throttles and stops when a share of the budget is spent", isLimit: true,
    sampling: .bySubject(users: ["user"], groups: ["team"], usual: "everyone"),
    fields: [
      .required("monthly_usd", .positive, "dollars for 30 days, pro-rated to the measured span")
        .extensive(least: 0) { $0.optionalString("per") != Subject.user.rawValue },
      Field("warn", .share, default: 0.70, "share of the budget at which a warning is counted"),
      Field("throttle", .share, default: 0.85, "share from which requests go to the cheaper model")
        .only(with: "throttle_to"),
      Field("throttle_to", .text, "that model; without it nothing is throttled"),
      Field("stop", .positive, default: 0.95, "share from which requests are refused"),
      Field(
        "per", .choice(Subject.allCases.map(\.rawValue)),
        "whose requests share a budget, each with monthly_usd of its own; alerts are counted where it is stated"
      ),
      Field(
        "users_per_team", .count,
        "users of a team, in the order of their numbers; by default the teams of the recording, or 10 users each"
      )
      .idle { $0.optionalString("per") == "team" ? nil : "'per' is not 'team'" },
      Field(
        "period", .choice(["span", "month"]),
        "span (the default) pro-rates the budget to the measured span, month gives all of it every 720 hours"),
    ], counters: [.warnings, .throttles, .rejections, .alerts]
  ) { settings, catalog throws(Diagnostic) in
    var model: Int?
    if let name = settings.optionalString("throttle_to") {
      model = try catalog.require(name, at: settings.position("throttle_to"))
    }
    return Budget(
      monthly: settings.number("monthly_usd"), warn: settings.number("warn"),
      throttle: settings.number("throttle"), stop: settings.number("stop"), throttleModel: model,
      subject: settings.optionalString("per").flatMap(Subject.init),
      usersPerTeam: settings.optionalInteger("users_per_team"),
      isMonthly: settings.optionalString("period") == "month")
  }

  var accounts: Accounts { subject == .team ? .teams(of: usersPerTeam) : Accounts() }

  func assumptions(for stream: QueryStream) -> [String] {
    guard subject == .team, usersPerTeam == nil, stream.recorded.team.isEmpty else { return [] }
    return ["teams of 10 users each, in the order of their numbers (users_per_team)"]
  }

  func windowFault(in windows: WindowedStream) -> String? { nil }

  func makeLayer(in setting: LayerSetting) -> Layer {
    let share = isMonthly ? 1 : max(0, (setting.span - setting.warmUp).hours) / 720
    return BudgetLayer(self, budget: monthly * 1e12 * share, start: setting.warmUp)
  }
}

private final class BudgetLayer: Layer {
  private static let month = VirtualTime.hours(720)

  private let plan: Budget
  private let shares: (warn: Int128, throttle: Int128, stop: Int128)
  private let start: VirtualTime
  private let model: Int?
  /// What was spent by subject in the period of each; of one budget for everyone, what had been when the period began.
  private var meters: [UInt64: BudgetMeter] = [:]

  init(_ plan: Budget, budget: Double, start: VirtualTime) {
    self.plan = plan
    self.start = start
    func level(_ share: Double) -> Int128 { Int128(min(budget * share, 1e36)) }
    shares = (level(plan.warn), level(plan.throttle), level(plan.stop))
    model = plan.throttleModel
  }

  override func admit(_ passage: Passage) -> Admission {
    guard passage.isMeasured else { return .pass }
    let spent = spent(by: passage)
    if spent >= shares.warn { passage.count(.warnings) }
    if spent >= shares.stop {
      book(passage)
      return passage.reject()
    }
    if spent >= shares.throttle, let model, !isDearer(model, for: passage) { passage.throttle(to: model) }
    return .pass
  }

  /// Whether a model costs more than the one that a router before has chosen, so that nothing is saved by it.
  private func isDearer(_ model: Int, for passage: Passage) -> Bool {
    if model == passage.model { return false }
    let own = passage.estimate(model: passage.model, isCold: true).cost
    return passage.estimate(model: model, isCold: true).cost > own
  }

  override func store(_ answer: Answer, of passage: Passage) { book(passage) }

  override func abandon(_ passage: Passage) { book(passage) }

  /// Whether all is booked when it is spent, so that nothing has to be known of single requests.
  private var isShared: Bool { plan.subject == nil || plan.subject == .everyone }

  private func spent(by passage: Passage) -> Int128 {
    if isShared, plan.subject == nil, !plan.isMonthly { return passage.desk.measuredSpent }
    let key = key(of: passage)
    if isShared { count(passage, key, passage.desk.measuredSpent - opened(key, passage).spent) }
    return opened(key, passage).spentInPeriod
  }

  /// Books what an ended request cost on its subject's budget.
  private func book(_ passage: Passage) {
    guard passage.isMeasured, plan.subject != nil || plan.isMonthly else { return }
    let key = key(of: passage)
    let amount = isShared ? passage.desk.measuredSpent - opened(key, passage).spent : Int128(passage.cost)
    count(passage, key, amount)
  }

  private func count(_ passage: Passage, _ key: UInt64, _ amount: Int128) {
    var meter = opened(key, passage)
    let fired = meter.book(amount)
    meters[key] = meter
    if plan.subject != nil { passage.count(.alerts, by: fired.count) }
  }

  /// The meter of a subject in the present period.
  private func opened(_ key: UInt64, _ passage: Passage) -> BudgetMeter {
    var meter = meters[key] ?? BudgetMeter(levels: [shares.warn, shares.throttle, shares.stop].sorted())
    if plan.isMonthly {
      meter.open(period: (passage.now - start).nanoseconds / BudgetLayer.month.nanoseconds)
    }
    return meter
  }

  private func key(of passage: Passage) -> UInt64 {
    switch plan.subject ?? .everyone {
    case .everyone: 0
    case .user: UInt64(passage.user)
    case .tier: UInt64(passage.marks.tier)
    case .team: passage.team(block: plan.usersPerTeam)
    case .category: UInt64(passage.marks.difficulty.rawValue)
    }
  }
}
