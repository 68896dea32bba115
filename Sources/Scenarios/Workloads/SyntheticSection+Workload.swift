import Declarations
import Simulation
import Traffic

extension SyntheticSection {
  static let declaration = WorkloadDeclaration(schema) { setting throws(Diagnostic) in
    var workload = try workload(setting.workload, name: setting.name)
    workload.isClosedLoop = setting.workload.optionalString("replay") == Replay.closed.rawValue
    workload.sample = setting.sample
    guard let measured = setting.run.optionalNumber("measure_h") else {
      throw Diagnostic(
        "'run' lacks the key 'measure_h'; a synthetic stream has no end of its own",
        position: setting.run.node.position)
    }
    let end = VirtualTime.seconds(
      VirtualTime.hours(setting.run.number("warmup_h")).seconds + VirtualTime.hours(measured).seconds)
    let expected = workload.expectedRequests(until: end)
    guard expected * (setting.sample?.rate ?? 1) < 2e9, expected < 4e9 else {
      throw Diagnostic(
        "the stream would hold about \(Int(min(expected, 1e15))) requests; at most 2 billion were expected",
        position: setting.run.position("measure_h"))
    }
    guard workload.recurringPrompts(until: end) < 4e9 else {
      throw Diagnostic(
        "drift would bring more than 4 billion phrasings of new questions; fewer were expected",
        position: setting.workload.settings("intents").position("drift_new_share"))
    }
    return DrawnStream(workload: workload, prompts: workload.recurringPrompts(until: end))
  }
}

/// The `synthetic` workload of a scenario: every replication draws its own world.
struct DrawnStream: Workload {
  /// The distributions.
  let workload: SyntheticWorkload
  /// Phrasings of questions that come again.
  let prompts: Double

  var files: [String] { [] }
  var isDrawn: Bool { true }

  func expectedRequests(until end: VirtualTime) -> Double? {
    workload.expectedRequests(until: end) * (workload.sample?.rate ?? 1)
  }

  var windowed: WindowedRequests {
    if workload.sessions != nil { return .whole("the turns of a conversation follow each other") }
    let others = [
      ("per_user_share", workload.perUserShare > 0),
      ("volatile_keywords", !workload.volatileKeywords.isEmpty),
      ("drift_new_share", workload.newDriftShare > 0),
    ]
    guard let other = others.first(where: \.1) else { return .drawn(workload) }
    return .whole("'\(other.0)' numbers the questions of the whole stream")
  }

  func fault(of sample: StreamSample) -> String? {
    switch (sample.unit, workload.sessions) {
    case (.key, .some), (.intent, .some):
      "the turns of a conversation cannot be sampled by \(sample.unit.rawValue), since each goes on from the one before; "
        + "--by session or user was expected"
    case (.session, nil): "the stream has no sessions to sample by; --by user, key or intent was expected"
    default: nil
    }
  }

  func describe(_ estimate: inout MemoryEstimate) {
    let recurring = prompts
    let all = estimate.requests * Double(estimate.replications)
    estimate.distinctPrompts = min(all, recurring + all * workload.oneOffShare)
    estimate.possiblePrompts = recurring
    estimate.ranks = Double(workload.intents) + Double(workload.users) + Double(workload.paraphrases)
  }

  var assumptions: [String] { workload.textTokenSource.map { ["tokens of messages \($0)"] } ?? [] }

  func warnings(measuredHours: Double?) -> [String] {
    guard let hours = measuredHours else { return [] }
    let arrivals = workload.arrivals
    if arrivals.diurnalPeakToMean > 1, hours.truncatingRemainder(dividingBy: 24) != 0 {
      return [
        "\(hours.short) h are no whole days of a daily pattern: figures for a month follow that part of the day"
      ]
    }
    if arrivals.weekendRatio != 1, hours.truncatingRemainder(dividingBy: 168) != 0 {
      return [
        "\(hours.short) h are no whole weeks of a weekly pattern: figures for a month follow those days"
      ]
    }
    return []
  }

  func checkFiles() throws(Diagnostic) {}

  func check(_ scenario: Scenario) throws(Diagnostic) {
    if workload.isClosedLoop, workload.sessions == nil {
      throw Diagnostic(
        "'workload.replay' is closed, but the stream has no sessions whose turns could wait; 'sessions' or open was "
          + "expected", position: scenario.section("workload")?.position("replay"))
    }
    if workload.grammar != nil, scenario.sample?.unit == .intent {
      try scenario.checkTexts(ofSample: scenario.strategies)
    }
    try scenario.checkText(
      of: scenario.strategies, hasText: workload.grammar != nil, hasSimilarity: workload.similarity != nil)
    try scenario.checkTiers(of: scenario.strategies, workload.tiers.map(\.name))
    try scenario.checkPopularity(of: scenario.strategies, isStated: workload.sessions == nil)
  }

  func world(until end: VirtualTime?, seed: UInt64) throws(Diagnostic) -> any World {
    Drawn(workload: workload, end: end ?? .zero, seed: seed)
  }

  /// The requests of each replication, drawn when they are asked for.
  private struct Drawn: World {
    let workload: SyntheticWorkload
    let end: VirtualTime
    let seed: UInt64

    func stream(replication: Int) -> QueryStream {
      workload.stream(until: end, seed: seed, replication: replication)
    }
  }
}
