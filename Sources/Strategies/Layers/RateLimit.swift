import Declarations
import Providers
import Simulation
import Traffic

/// Quotas a user, tier, model or key, by tier: article 002's token bucket and minute of requests, or another rule.
struct RateLimit: LayerPlan {
  /// Whose requests share a quota.
  enum Subject: String, CaseIterable, Sendable {
    case user, tier, model, everyone, key

    /// Whether who shares a quota has a tier; of a key it is that of its first request.
    var hasTier: Bool { self != .model && self != .everyone }
  }

  /// What becomes of a request beyond its quota.
  enum Refusal: Sendable {
    case reject
    /// It waits in line for at most a time.
    case queue(VirtualTime)
    /// It asks again when it was told to, for at most a time.
    case comeBack(VirtualTime)
    case degrade(to: Int)
  }

  struct Tier: Sendable {
    var name: String
    var rule: UsageRule
  }

  private(set) var tiers: [Tier]
  let subject: Subject
  /// Nil where it is not stated.
  let usersPerKey: Int?
  let charge: UsageCharge
  let reservedOutput: Int
  let refusal: Refusal

  static let declaration = LayerDeclaration(
    "rate_limit", "holds users, tiers or models to a quota", isLimit: true,
    sampling: .bySubject(users: ["user"], groups: ["key"], usual: "user"),
    fields: RateLimitFields.all,
    counters: [.rejections, .throttles, .held]
  ) { settings, catalog throws(Diagnostic) in
    let tiers = settings.members("tiers").map { member in
      Tier(name: member.key, rule: RateLimitFields.rule(settings, tier: Settings(member.node)))
    }
    if tiers.isEmpty {
      throw Diagnostic(
        "'rate_limit.tiers' is empty; at least one tier was expected", position: settings.position("tiers"))
    }
    return RateLimit(
      tiers: tiers, subject: Subject(rawValue: settings.string("per")) ?? .user,
      usersPerKey: settings.optionalInteger("users_per_key"),
      charge: UsageCharge(rawValue: settings.string("charge")) ?? .onAdmission,
      reservedOutput: settings.integer("reserve_output_tokens"),
      refusal: try RateLimitFields.refusal(settings, catalog))
  }

  var accounts: Accounts { subject == .key ? .apiKeys(of: usersPerKey) : Accounts() }

  func assumptions(for stream: QueryStream) -> [String] {
    guard subject == .key, usersPerKey == nil, stream.recorded.apiKey.isEmpty else { return [] }
    return ["keys of 10 users each, in the order of their numbers (users_per_key)"]
  }

  func windowFault(in windows: WindowedStream) -> String? {
    if case .concurrent = tiers[0].rule { return "it keeps notes of the requests under way" }
    guard case .onAdmission = charge else { return "'charge' keeps notes of the requests under way" }
    switch refusal {
    case .reject, .degrade: return nil
    case .queue, .comeBack: return "'refused' keeps notes of the requests that wait"
    }
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    let names = setting.stream.stream.tierNames
    let places = (0..<max(1, names.count)).map { index in
      index < names.count ? tiers.firstIndex { $0.name == names[index] } ?? 0 : 0
    }
    var plan = self
    if let start = CalendarClock.start(of: setting.stream.stream) {
      for place in plan.tiers.indices { plan.tiers[place].rule = tiers[place].rule.beginning(at: start) }
    }
    return RateLimitLayer(plan, places: places, firstDeployments: setting.catalog.firstDeployments)
  }
}

private final class RateLimitLayer: Layer {
  /// A request that was let through and is not settled.
  private struct Ticket {
    var subject: UInt64
    var taken: Double
    var time: VirtualTime
  }

  private struct Account {
    var quota: UsageQuota
    /// Requests that wait in line.
    var line: [UInt32] = []
    /// When the layer is next woken for the head of the line, or was last.
    var alarm = VirtualTime.zero
  }

  private let plan: RateLimit
  private let places: [Int]
  /// The first deployment of each model, all of which share its quota.
  private let firstDeployments: [Int]
  private var accounts: [UInt64: Account] = [:]
  private var tickets: [Int: Ticket] = [:]
  /// Until when each waiting request does.
  private var deadlines: [Int: VirtualTime] = [:]

  init(_ plan: RateLimit, places: [Int], firstDeployments: [Int]) {
    self.plan = plan
    self.places = places
    self.firstDeployments = firstDeployments
  }

  override var entryCount: Int { deadlines.count }

  override func admit(_ passage: Passage) -> Admission {
    let subject = subject(of: passage)
    let isLined = !(accounts[subject]?.line.isEmpty ?? true)
    var wait: VirtualTime?
    if isLined { wait = .never } else { wait = ask(passage, subject) }
    guard let wait else { return .pass }
    switch plan.refusal {
    case .reject: return passage.reject()
    case .degrade(let model):
      passage.throttle(to: model)
      return .pass
    case .comeBack(let most):
      guard wait <= most else { return passage.reject() }
      deadlines[passage.request] = passage.now + most
      passage.desk.wake(token: UInt32(passage.request), at: passage.now + wait)
    case .queue(let most):
      deadlines[passage.request] = passage.now + most
      accounts[subject]?.line.append(UInt32(passage.request))
      passage.desk.wake(token: UInt32(passage.request), at: passage.now + most)
      if !isLined { alarm(subject, at: passage.now + wait, passage.desk) }
    }
    passage.count(.held)
    return .waits
  }

  override func wake(_ token: UInt32, at desk: Desk) {
    let request = Int(token)
    let passage = desk.passage(of: request)
    let subject = subject(of: passage)
    if case .queue = plan.refusal {
      serve(subject, at: desk)
      guard let deadline = deadlines[request], deadline <= desk.now else { return }
      deadlines[request] = nil
      accounts[subject]?.line.removeAll { $0 == token }
      _ = passage.reject()
      // Who stood behind may fit where this one did not.
      serve(subject, at: desk)
      return
    }
    guard let deadline = deadlines[request] else { return }
    if let wait = ask(passage, subject) {
      if desk.now + wait <= deadline {
        desk.wake(token: token, at: desk.now + wait)
      } else {
        deadlines[request] = nil
        _ = passage.reject()
      }
    } else {
      deadlines[request] = nil
      desk.release([token], instructionTokens: 0, quality: 1)
    }
  }

  override func store(_ answer: Answer, of passage: Passage) { settle(passage, used: tokens(of: passage)) }

  override func abandon(_ passage: Passage) { settle(passage, used: 0) }

  /// Lets those at the head of a line through, as far as the quota goes.
  private func serve(_ subject: UInt64, at desk: Desk) {
    while let head = accounts[subject]?.line.first {
      let passage = desk.passage(of: Int(head))
      if let wait = ask(passage, subject) {
        alarm(subject, at: desk.now + wait, desk)
        return
      }
      accounts[subject]?.line.removeFirst()
      deadlines[Int(head)] = nil
      desk.release([head], instructionTokens: 0, quality: 1)
    }
  }

  /// Wakes the layer for the head of a line, unless it is woken before that; who leaves the line is told by a deadline.
  private func alarm(_ subject: UInt64, at time: VirtualTime, _ desk: Desk) {
    guard let account = accounts[subject], let head = account.line.first, time < .never,
      account.alarm <= desk.now || time < account.alarm
    else { return }
    accounts[subject]?.alarm = time
    desk.wake(token: head, at: time)
  }

  /// Nil where the request is let through, else when it may ask again.
  private func ask(_ passage: Passage, _ subject: UInt64) -> VirtualTime? {
    let tier = plan.tiers[plan.subject.hasTier ? places[min(passage.marks.tier, places.count - 1)] : 0]
    var account = accounts.removeValue(forKey: subject) ?? Account(quota: UsageQuota(tier.rule))
    defer { accounts[subject] = account }
    let taken: Double? =
      switch plan.charge {
      case .onAdmission: tokens(of: passage)
      case .reserve: inputTokens(of: passage) + Double(plan.reservedOutput)
      case .after: nil
      }
    if let wait = account.quota.ask(taken, at: passage.now) { return wait }
    if isSettled {
      tickets[passage.request] = Ticket(subject: subject, taken: taken ?? 0, time: passage.now)
    }
    return nil
  }

  /// Whether what a request used is only known when it ends.
  private var isSettled: Bool {
    if case .concurrent = plan.tiers[0].rule { return true }
    return plan.charge != .onAdmission
  }

  private func settle(_ passage: Passage, used: Double) {
    guard isSettled, let ticket = tickets.removeValue(forKey: passage.request) else { return }
    accounts[ticket.subject]?.quota.settle(
      more: used - ticket.taken, admitted: ticket.time, at: passage.now)
    if let head = accounts[ticket.subject]?.line.first { passage.desk.wake(token: head, at: passage.now) }
  }

  private func subject(of passage: Passage) -> UInt64 {
    switch plan.subject {
    case .user: UInt64(passage.user)
    case .tier: UInt64(passage.marks.tier)
    case .model: UInt64(firstDeployments[passage.model])
    case .everyone: 0
    case .key: passage.apiKey(block: plan.usersPerKey)
    }
  }

  private func inputTokens(of passage: Passage) -> Double {
    let tokens = passage.promptTokens
    return Double(tokens.system + tokens.context + tokens.user)
  }

  private func tokens(of passage: Passage) -> Double {
    inputTokens(of: passage) + Double(passage.read { $0.outputTokens[passage.request] })
  }
}
