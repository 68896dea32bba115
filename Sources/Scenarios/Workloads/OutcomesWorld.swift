import Declarations
import Files
import Routing
import Similarity
import Simulation
import Strategies
import Synchronization
import Traffic

/// Recorded outcomes as a world for strategies: streams of the measured queries, and decisions of routers that
/// learn from the others.
struct OutcomesWorld: World {
  let workload: OutcomesWorkload
  let table: RecordedOutcomes
  /// The table's model for each of the catalogue.
  let places: [Int]
  /// Where streams end, if before their last query.
  let end: VirtualTime?

  /// The measured queries of a replication in random order, evenly spaced.
  ///
  /// A prompt is a row of the table in all replications. Replications differ in what trains and in the order.
  func stream(replication: Int) -> QueryStream {
    let study = workload.study
    let rows = study.split(replication, of: table).test
    let random = RandomStream(seed: study.seed, replication: replication, purpose: .outcomeOrder)
    let keys = rows.map { random.bits($0) }
    let order = rows.indices.sorted { keys[$0] != keys[$1] ? keys[$0] < keys[$1] : $0 < $1 }
    var stream = QueryStream(name: FilePath.lastPart(of: workload.path))
    stream.reserve(rows.count)
    var answers = RecordedAnswers(models: places.count)
    let models = table.models.count
    for (place, index) in order.enumerated() {
      let row = rows[index]
      var request = Request(
        arrival: .seconds(Double(place) / workload.rate), prompt: UInt32(row), intent: UInt32(row))
      for model in places {
        let cell = row * models + model
        let answer = RecordedAnswers.Answer(
          quality: table.scores[cell], userTokens: UInt32(table.inputTokens[cell]),
          outputTokens: UInt32(table.outputTokens[cell]),
          cost: table.hasRecordedCosts ? table.costs[cell] : nil,
          latency: table.latencies.isEmpty ? nil : VirtualTime.seconds(table.latencies[cell]).nanoseconds)
        request.userTokens = max(request.userTokens, answer.userTokens)
        request.outputTokens = max(request.outputTokens, answer.outputTokens)
        answers.append(answer)
      }
      request.marks.priority = 1
      stream.append(request)
    }
    stream.promptCount = table.count
    stream.intentCount = table.count
    stream.recordedAnswers = answers
    var texts = RecordedTexts()
    for row in 0..<table.count { _ = table.texts.withBytes(of: row) { texts.append($0) } }
    stream.texts = .recorded(texts)
    stream.sourceHash = table.hash
    if let last = stream.arrival.last {
      stream.end = VirtualTime(nanoseconds: (last.nanoseconds / 1_000_000_000 + 1) * 1_000_000_000)
    }
    if let end, end < stream.end { stream.cut(at: end) }
    return stream
  }

  /// What routers decide, by replication.
  ///
  /// - Throws: a `Diagnostic` without position.
  func routes(
    _ needs: [RoutingNeed], vectors: [String: TextVectors], replications: Int, threads: Int
  ) throws(Diagnostic) -> [[RoutingNeed: PromptRoutes]] {
    if needs.isEmpty { return Array(repeating: [:], count: replications) }
    var routers: [RouterSpecification] = []
    for need in needs { routers.append(try RouterSpecification(need.router)) }
    let chosen = routers
    let plain = RoutingInput(table, routers: routers)
    let inputs = needs.map { need in
      RoutingInput(sharing: plain, vectors: need.embedder.flatMap { vectors[$0] })
    }
    let slots = Mutex<[Result<PromptRoutes, Diagnostic>?]>(
      Array(repeating: nil, count: needs.count * replications))
    forEachBlock(needs.count * replications, threads: threads) { _, block in
      let result = Result { () throws(Diagnostic) in
        try decide(
          needs[block / replications], chosen[block / replications], replication: block % replications,
          inputs[block / replications])
      }
      slots.withLock { $0[block] = result }
    }
    let results = slots.withLock { $0.compactMap(\.self) }
    var routes: [[RoutingNeed: PromptRoutes]] = Array(repeating: [:], count: replications)
    for (place, need) in needs.enumerated() {
      for replication in 0..<replications {
        routes[replication][need] = try results[place * replications + replication].get()
      }
    }
    return routes
  }

  private func decide(
    _ need: RoutingNeed, _ router: RouterSpecification, replication: Int, _ input: RoutingInput
  ) throws(Diagnostic) -> PromptRoutes {
    var study = workload.study
    study.rule = need.rule
    let pair = RoutePair(weak: places[need.weak], strong: places[need.strong])
    let decisions = try study.decide(router, split: replication, input, pair)
    // Every model of the table is one of the catalogue's: no other was read.
    var ofCatalog = [UInt8](repeating: 0, count: table.models.count)
    for (model, place) in places.enumerated() { ofCatalog[place] = UInt8(model) }
    return PromptRoutes(
      models: decisions.models.map { ofCatalog[Int($0)] }, labels: decisions.labels,
      labelCost: decisions.labelCost)
  }
}
