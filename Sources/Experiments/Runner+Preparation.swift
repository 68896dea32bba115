import Declarations
import Foundation
import Providers
import Routing
import Scenarios
import Similarity
import Simulation
import Strategies
import Traffic

extension Runner {
  private var span: VirtualTime? { scenario.measured.map { scenario.warmUp + $0 } }

  func streams(count: Int) throws(Diagnostic) -> [QueryStream] {
    try streams(of: try world(replications: count, for: []), count: count)
  }

  /// The workload, read; refused before that where it is known not to fit in memory.
  private func world(replications: Int, for strategies: [Scenario.Strategy]) throws(Diagnostic) -> any World {
    if let expected = scenario.workload.expectedRequests(until: span ?? .zero) {
      try checkMemory(requests: expected, replications: replications, for: strategies)
    }
    return try scenario.workload.world(until: span, seed: scenario.seed)
  }

  private func streams(of world: any World, count: Int) throws(Diagnostic) -> [QueryStream] {
    let distinct = scenario.workload.isOneLog ? 1 : count
    var streams = Parallel.map(distinct, threads: threads) { world.stream(replication: $0) }
    if scenario.workload.isOneLog {
      do throws(Diagnostic) { try scenario.close(&streams[0]) } catch {
        throw error.placed(in: scenario.path)
      }
      streams = Array(repeating: streams[0], count: count)
    }
    return streams
  }

  /// The streams of all replications with what strategies need: read, checked, compared, embedded and routed once.
  ///
  /// - Throws: a `Diagnostic`.
  func prepare(for strategies: [Scenario.Strategy]) throws(Diagnostic) -> [PreparedStream] {
    let isOneLog = scenario.workload.isOneLog
    progress?(0, 0, isOneLog ? "reading the recording" : "drawing the requests")
    let world = try world(replications: scenario.replications, for: strategies)
    let streams = try streams(of: world, count: scenario.replications)
    try check(streams, for: strategies)
    let needs = Set(strategies.flatMap(\.plans).flatMap(\.needs))
    let compared = try compare(streams, needs)
    try AmountGuard(scenario.catalog).check(streams, strategies)
    let vectors = try vectors(needs, of: streams)
    let routes = try routes(strategies, of: world, vectors: vectors)
    var models: [UInt8] = []
    if let asRecorded = strategies.first(where: \.isAsRecorded) {
      models = try RecordedModels.models(of: streams[0], in: scenario.catalog, for: asRecorded)
    }
    let recordedModels = models
    let prepared = Parallel.map(isOneLog ? 1 : streams.count, threads: threads) { index in
      PreparedStream(
        streams[index], needs: needs, neighbours: compared.neighbours, searched: compared.vectors,
        proxy: compared.proxy, routes: routes[index], vectors: vectors, recordedModels: recordedModels)
    }
    return isOneLog ? Array(repeating: prepared[0], count: streams.count) : prepared
  }

  /// Refuses streams that do not fit in memory, and strategies that want what the streams do not have.
  private func check(_ streams: [QueryStream], for strategies: [Scenario.Strategy]) throws(Diagnostic) {
    let first = streams[0]
    try checkMemory(
      requests: Double(first.count), replications: scenario.replications, prompts: first.promptCount,
      for: strategies)
    guard !first.isEmpty else { return }
    do throws(Diagnostic) {
      try scenario.checkText(
        of: strategies, hasText: first.texts.isPresent, hasSimilarity: first.similarity != nil)
      try scenario.checkTiers(of: strategies, first.tierNames)
      try scenario.checkTruth(of: strategies, hasLabels: first.hasIntentLabels)
      try scenario.checkPopularity(of: strategies, isStated: first.popularity != nil)
      try scenario.checkClosedLoop(of: strategies)
    } catch {
      throw error.placed(in: scenario.path)
    }
  }

  /// What the routers of strategies decide, by replication.
  private func routes(
    _ strategies: [Scenario.Strategy], of world: any World, vectors: [String: TextVectors]
  ) throws(Diagnostic) -> [[RoutingNeed: PromptRoutes]] {
    var routers: [RoutingNeed] = []
    for case .routing(let need) in strategies.flatMap(\.plans).flatMap(\.needs) where !routers.contains(need)
    {
      routers.append(need)
    }
    if !routers.isEmpty { progress?(0, 0, "training routers") }
    do throws(Diagnostic) {
      return try world.routes(
        routers, vectors: vectors, replications: scenario.replications, threads: threads)
    } catch {
      throw error.file.isEmpty ? error.placed(in: scenario.path) : error
    }
  }

  /// What embedders say of the prompts.
  private struct Compared: Sendable {
    var neighbours: [EmbedderChoice: PromptNeighbours] = [:]
    var vectors: [EmbedderChoice: PromptVectors] = [:]
    var proxy: TruthProxy?
  }

  /// The vectors of all prompts by each embedder that a classifier wants; prompts are numbered alike in all streams.
  private func vectors(_ needs: Set<StreamNeed>, of streams: [QueryStream]) throws(Diagnostic)
    -> [String: TextVectors]
  {
    var choices: Set<String> = []
    for need in needs {
      if case .vectors(let choice) = need { choices.insert(choice) }
      if case .routing(let need) = need, let choice = need.embedder { choices.insert(choice) }
    }
    if choices.isEmpty { return [:] }
    var texts = TextTable()
    var buffer: [UInt8] = []
    for prompt in 0..<(streams.map(\.promptCount).max() ?? 0) {
      buffer.removeAll(keepingCapacity: true)
      streams[0].texts.append(prompt, to: &buffer)
      texts.append(buffer)
    }
    var vectors: [String: TextVectors] = [:]
    for choice in choices.sorted() {
      progress?(0, 0, "embedding prompts by \(choice)")
      let path = choice.hasSuffix(".npy") ? ScenarioLocator.resolve(choice, from: scenario.path) : choice
      vectors[choice] = try TextVectors.embedding(
        texts, by: path, environment: ProcessInfo.processInfo.environment, threads: threads)
    }
    return vectors
  }

  /// The similar prompts under every embedder that a strategy or the stream's proxy for labels wants.
  private func compare(_ streams: [QueryStream], _ needs: Set<StreamNeed>) throws(Diagnostic) -> Compared {
    var least: [EmbedderChoice: Double] = [:]
    for case .neighbours(let choice, let threshold) in needs {
      least[choice] = min(least[choice] ?? threshold, threshold)
    }
    var judge: (choice: EmbedderChoice, threshold: Double)?
    if !streams[0].hasIntentLabels, let stated = scenario.truth {
      judge = stated
      least[stated.choice] = min(least[stated.choice] ?? stated.threshold, stated.threshold)
    }
    var compared = Compared()
    guard streams[0].texts.isPresent, !streams[0].isEmpty else { return compared }
    let keepsVectors =
      (runsStudies && scenario.plots.contains("discrimination")) && streams[0].hasIntentLabels
    // A model that only the proxy wants is missed before the first embedder has done its work.
    try checkEmbedders(Set(least.keys.map { .searched($0) }))
    for (choice, threshold) in least.sorted(by: { $0.key.name < $1.key.name }) {
      let stage = "comparing prompts by \(choice.name)"
      progress?(0, 0, stage)
      var told: (@Sendable (Int, Int) -> Void)?
      if let progress { told = { progress($0, $1, stage) } }
      let finder = NeighbourFinder(choice, threshold: threshold, threads: threads, scenario: scenario.path)
      let found = try finder.find(in: streams, note: { progress?(0, 0, $0) }, progress: told)
      compared.neighbours[choice] = found.neighbours
      if keepsVectors || needs.contains(.searched(choice)) { compared.vectors[choice] = found.vectors }
    }
    compared.proxy = judge.flatMap { judge in
      compared.neighbours[judge.choice].map {
        TruthProxy(embedder: judge.choice, threshold: judge.threshold, neighbours: $0)
      }
    }
    return compared
  }
}
