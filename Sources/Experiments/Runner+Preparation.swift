import Declarations
import Foundation
import Providers
import Routing
import Similarity
import Simulation
import Strategies
import Traffic

extension Runner {
  private var span: VirtualTime? { scenario.measured.map { scenario.warmUp + $0 } }

  func streams(count: Int) throws(Diagnostic) -> [QueryStream] {
    switch scenario.workload {
    case .synthetic(let workload):
      let end = span ?? .zero
      try checkMemory(requests: workload.expectedRequests(until: end), replications: count, for: [])
      return Parallel.map(count, threads: threads) { replication in
        workload.stream(until: end, seed: scenario.seed, replication: replication)
      }
    case .recorded(let source):
      var stream = try source.read()
      if let span, span < stream.end { stream.cut(at: span) }
      do throws(Diagnostic) { try scenario.close(&stream) } catch { throw error.placed(in: scenario.path) }
      return Array(repeating: stream, count: count)
    case .outcomes(let workload): return measured(of: try workload.read(), count: count)
    }
  }

  private func measured(of world: OutcomesWorld, count: Int) -> [QueryStream] {
    Parallel.map(count, threads: threads) { replication in
      var stream = world.stream(replication: replication)
      if let span, span < stream.end { stream.cut(at: span) }
      return stream
    }
  }

  func prepare(for strategies: [Scenario.Strategy]) throws(Diagnostic) -> [PreparedStream] {
    progress?(0, 0, scenario.isRecorded ? "reading the recording" : "drawing the requests")
    let outcomes: OutcomesWorld? =
      if case .outcomes(let workload) = scenario.workload { try workload.read() } else { nil }
    if case .synthetic(let workload) = scenario.workload {
      try checkMemory(
        requests: workload.expectedRequests(until: span ?? .zero), replications: scenario.replications,
        for: strategies)
    }
    let streams: [QueryStream]
    if let outcomes {
      streams = measured(of: outcomes, count: scenario.replications)
    } else {
      streams = try self.streams(count: scenario.replications)
    }
    try checkMemory(
      requests: Double(streams[0].count), replications: scenario.replications,
      prompts: streams[0].promptCount, for: strategies)
    if !streams[0].isEmpty {
      do throws(Diagnostic) {
        try scenario.checkText(
          of: strategies, hasText: streams[0].texts.isPresent, hasSimilarity: streams[0].similarity != nil)
        try scenario.checkTiers(of: strategies, streams[0].tierNames)
        try scenario.checkTruth(of: strategies, hasLabels: streams[0].hasIntentLabels)
        try scenario.checkClosedLoop(of: strategies)
      } catch {
        throw error.placed(in: scenario.path)
      }
    }
    var needs: Set<StreamNeed> = []
    for strategy in strategies { for plan in strategy.plans { needs.formUnion(plan.needs) } }
    let compared = try compare(streams, needs)
    try AmountGuard(scenario.catalog).check(streams, strategies)
    let vectors = try vectors(needs, of: streams)
    if let outcomes {
      progress?(0, 0, "training routers")
      var routers: [RoutingNeed] = []
      for case .routing(let need) in strategies.flatMap(\.plans).flatMap(\.needs)
      where !routers.contains(need) {
        routers.append(need)
      }
      let routes: [[RoutingNeed: PromptRoutes]]
      do throws(Diagnostic) {
        routes = try outcomes.routes(
          routers, vectors: vectors, replications: streams.count, threads: threads)
      } catch {
        throw error.file.isEmpty ? error.placed(in: scenario.path) : error
      }
      let sharedNeeds = needs
      return Parallel.map(streams.count, threads: threads) { index in
        PreparedStream(
          streams[index], needs: sharedNeeds, neighbours: compared.neighbours, searched: compared.vectors,
          routes: routes[index], vectors: vectors)
      }
    }
    if scenario.isRecorded {
      var models: [UInt8] = []
      if let asRecorded = strategies.first(where: \.isAsRecorded) {
        models = try RecordedModels.models(of: streams[0], in: scenario.catalog, for: asRecorded)
      }
      let one = PreparedStream(
        streams[0], needs: needs, neighbours: compared.neighbours, searched: compared.vectors,
        proxy: compared.proxy, vectors: vectors, recordedModels: models)
      return Array(repeating: one, count: streams.count)
    }
    let sharedNeeds = needs
    return Parallel.map(streams.count, threads: threads) { index in
      PreparedStream(
        streams[index], needs: sharedNeeds, neighbours: compared.neighbours, searched: compared.vectors,
        vectors: vectors)
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
    if scenario.isRecorded, !streams[0].hasIntentLabels, let stated = scenario.truth {
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
