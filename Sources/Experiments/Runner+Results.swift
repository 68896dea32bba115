import Declarations
import Scenarios
import Simulation
import Strategies
import Traffic

extension Runner {
  func provenance(_ world: [PreparedStream]) -> RunResult.Provenance {
    let end = world[0].stream.end
    return RunResult.Provenance(
      scenario: scenario.name, title: scenario.title, scenarioHash: scenario.hash,
      traceHash: world[0].stream.sourceHash, seed: scenario.seed, replications: world.count,
      confidence: scenario.confidence, warmUpHours: scenario.warmUp.hours,
      measuredHours: max(0, (end - scenario.warmUp).hours), version: Version.current,
      sampling: sampling(world),
      sample: SampleSummary(
        world.map(\.stream), scaled: scenario.scaledSettings,
        tightLimits: scenario.tightLimits(tokens: meanTokens(of: world[0].stream))))
  }

  /// Input and output tokens of a request on average; 0 where the requests are not held.
  private func meanTokens(of stream: QueryStream) -> Double {
    guard scenario.sample != nil, !stream.isEmpty else { return 0 }
    let sum = stream.arrival.indices.reduce(0.0) {
      $0 + Double(stream.inputTokens($1)) + Double(stream.outputTokens[$1])
    }
    return sum / Double(stream.count)
  }

  /// The models of the catalogue; recorded outcomes say how good each was.
  var models: [RunResult.Model] {
    scenario.catalog.models.map {
      RunResult.Model(name: $0.name, isQualityStated: scenario.workload.recordsQuality || $0.statesQuality)
    }
  }

  private func sampling(_ world: [PreparedStream]) -> RunResult.Provenance.Sampling? {
    guard scenario.isRecorded else { return nil }
    guard let groups = samplingGroups(world[0].stream) else { return .init(groups: 0, unit: "") }
    return .init(
      groups: groups.count, unit: groups.words, fewUsers: groups.fewUsers, interval: groups.interval)
  }

  /// The groups of a recording's requests, or of a sample's; nil for the whole of a synthetic stream, and where a log
  /// gives no interval.
  func samplingGroups(_ stream: QueryStream) -> SamplingGroups? {
    if let part = stream.sampled { return stream.isEmpty ? nil : SamplingGroups(of: part) }
    guard scenario.isRecorded else { return nil }
    return SamplingGroups(of: stream, from: Gateway.firstMeasured(of: stream, warmUp: scenario.warmUp))
  }

  /// What the workload assumes, and the layers of strategies of its stream, each once.
  func assumptions(of strategies: [Scenario.Strategy], _ world: [PreparedStream]) -> [String] {
    var found = scenario.workload.assumptions
    for plan in strategies.flatMap(\.plans) {
      for text in plan.assumptions(for: world[0].stream) where !found.contains(text) { found.append(text) }
    }
    return found
  }

  /// What the reader should know of the intervals; of parts, their number decides.
  private func intervalWarnings(_ world: [PreparedStream]) -> [String] {
    if let sampling = provenance(world).sampling {
      return sampling.warnings + [userWarning(world[0].stream)].compactMap(\.self)
    }
    return world.count == 1 ? ["one replication gives no interval"] : []
  }

  /// What is to be said of a recording's users, where its interval is over them.
  private func userWarning(_ stream: QueryStream) -> String? {
    guard case .users = samplingGroups(stream)?.unit else { return nil }
    let users = Int(stream.user.max() ?? 0) + 1
    guard users <= 4 * stream.count + 1024 else { return nil }
    var tail = UserTail(users: users)
    tail.add(stream, from: Gateway.firstMeasured(of: stream, warmUp: scenario.warmUp))
    return tail.warning
  }

  func warnings(_ world: [PreparedStream]) -> [String] {
    var warnings = scenario.warnings.map(\.message) + scenario.catalog.notes
    let isPart = scenario.sample?.part != nil
    if let sample = provenance(world).sample, !isPart { warnings += sample.warnings }
    let left = StudyDeclaration.leftOut(of: scenario)
    if !left.isEmpty, !isPart {
      warnings.append("a sample has no \(left.joined(separator: ", ")): these want the whole stream")
    }
    warnings += unbalanced() + assumedBlocks(world)
    if !isPart { warnings += IdleLayers.warnings(scenario.strategies, on: world[0].stream) }
    if let text = Scenario.assumption(of: world[0].stream) { warnings.append(text) }
    let lasts = world.compactMap(\.stream.arrival.last)
    if lasts.isEmpty, !isPart { warnings.append("the stream is empty: shares are n/a") }
    if !lasts.isEmpty, lasts.allSatisfy({ $0 < scenario.warmUp }), !isPart {
      warnings.append(
        "no request arrives after the warm-up of \(scenario.warmUp.hours.short) h: shares are n/a")
    }
    warnings += scenario.workload.warnings(measuredHours: scenario.measured?.hours)
    if !isPart { warnings += intervalWarnings(world) + warmUpLabels }
    if !world[0].stream.hasIntentLabels,
      scenario.strategies.contains(where: { $0.similarityLayer != nil })
    {
      warnings.append(
        world[0].proxy.map { proxy in
          "the stream has no labels: a hit counts as right when \(proxy.embedder.name) finds the two prompts alike, at "
            + "\(proxy.threshold.short) or more"
        } ?? "the stream has no labels: whether a semantic hit is right is unknown, not zero")
    }
    for (choice, neighbours) in world[0].neighbours.sorted(by: { $0.key.name < $1.key.name })
    where neighbours.pairCount == 0 {
      warnings.append("under \(choice.name), no two different prompts are as similar as the least threshold")
    }
    return warnings
  }

  /// That labels of the warm-up are on no bill, since each is billed once.
  private var warmUpLabels: [String] {
    guard scenario.warmUp > .zero else { return [] }
    let names = scenario.strategies.filter { strategy in
      !strategy.isBound && strategy.plans.contains { $0.isBilledForLabels }
    }.map { "'\($0.name)'" }
    if names.isEmpty { return [] }
    return [
      "labels (label_usd) are billed when their prompts first come: those of the warm-up are in no figure (in "
        + names.joined(separator: ", ") + ")"
    ]
  }
}
