import Declarations
import Providers
import Similarity
import Simulation
import Traffic

/// A response cache by meaning: a request whose prompt is similar enough to a cached one gets its answer.
///
/// With text, similarity is the cosine of an embedder's vectors, and every pair above the least threshold of
/// the scenario is found once, exactly. Without text, it is drawn from stated distributions within and
/// between intents.
struct SemanticCache: LayerPlan {
  let limits: StoreLimits
  let recipe: KeyRecipe
  let decision: HitDecision
  let embedder: EmbedderChoice
  let statistics: SimilarityStatistics?
  let maximumMessages: Int?
  let index: IndexChoice
  let judge: HitJudge?
  let warmUp: CacheWarmUp?

  static let declaration = LayerDeclaration(
    "semantic_cache", "answers a request whose prompt is similar to one answered before",
    sampling: SampleRule { settings, unit in
      // What is said of similarity is said of intents: entries of others are as many as the sample has, and more.
      if unit == .intent { return .estimated }
      guard unit == .user, settings.strings("key").contains(KeyRecipe.Part.user.rawValue) else {
        return .refused(
          why: "similar prompts share its answers, and in a sample fewer are asked",
          instead:
            "--by intent where similarity is stated, 'key' with user and --by user, or the whole stream")
      }
      return .scaled
    }.refusing("warm_up", why: CacheWarmUp.samplingFault),
    fields: HitDecision.fields + [
      EmbedderChoice.field,
      Field(
        "similarity", .object(SimilarityStatistics.schema),
        "similarity by statistics instead of text; the workload's paraphrases.similarity otherwise"),
      Field(
        // A context follows from its prompt: no similar prompt has the same.
        "key",
        .list(.choice(KeyRecipe.Part.allCases.filter { $0 != .context }.map(\.rawValue)), minimum: 1),
        default: ["prompt"],
        "what must be equal beside a similar prompt, such as system, model or user"),
      IndexChoice.field,
      Field("max_messages", .count, "requests with more messages, the history among them, pass by"),
      HitJudge.field, CacheWarmUp.field,
    ] + StoreLimits.fields,
    counters: LayerCounter.ofCaches + [
      .disclaimedHits, .judgedHits, .judgedFalseHits, .refusedHits, .refusedRightHits, .warmed, .warmedHits,
      .purged,
    ]
  ) { settings, _ throws(Diagnostic) in
    let embedder = try EmbedderChoice(settings)
    let index = IndexChoice(settings.settings("index"))
    if index != .stated, embedder == .bagOfWords || settings.has("similarity") {
      throw Diagnostic(
        "'index' stands with \(settings.has("similarity") ? "similarity by statistics" : "bag_of_words"), which has no "
          + "vectors to search; an embedder with vectors was expected", position: settings.position("index"))
    }
    return SemanticCache(
      limits: try StoreLimits(settings),
      recipe: KeyRecipe(parts: Set(settings.strings("key").compactMap(KeyRecipe.Part.init))),
      decision: try HitDecision(settings), embedder: embedder,
      statistics: settings.optionalSettings("similarity").map(SimilarityStatistics.init),
      maximumMessages: settings.optionalInteger("max_messages"), index: index,
      judge: try settings.optionalSettings("verify").map { (judge) throws(Diagnostic) in try HitJudge(judge)
      },
      warmUp: settings.optionalSettings("warm_up").map(CacheWarmUp.init))
  }

  var needs: [StreamNeed] {
    var needs: [StreamNeed] = [.keys(recipe), .partitions(recipe)]
    if limits.policy.kind.isBound { needs.append(.future(recipe)) }
    if statistics == nil { needs.append(.neighbours(embedder, threshold: decision.floor)) }
    if case .hnsw = index { needs.append(.searched(embedder)) }
    if !decision.rules.isEmpty { needs.append(.text("threshold_rules")) }
    needs += limits.textNeeds + (warmUp?.needs ?? [])
    if judge != nil { needs.append(.truth("the judge")) }
    if case .verified = decision.rule { needs.append(.truth("the verified rule")) }
    if case .oracle = decision.rule { needs.append(.truth("the oracle rule")) }
    return needs
  }

  var isBound: Bool {
    if case .oracle = decision.rule { return true }
    return limits.policy.kind.isBound
  }

  var threshold: StatedThreshold? { decision.stated }

  var greatestCharge: LayerCharge {
    var charge = judge?.greatestCharge ?? LayerCharge()
    // An embedding costs less than the call that it goes with.
    if let warmUp { charge.calls = warmUp.greatestCharge.calls }
    charge.amount += limits.cost.greatestCharge
    return charge
  }

  func windowFault(in windows: WindowedStream) -> String? {
    if windows.isRecorded { return "what a log's prompts mean is read from the texts of the whole stream" }
    if limits.policy.kind.isBound { return "'\(limits.policy.kind.rawValue)' reads the future" }
    if warmUp != nil { return "'warm_up' looks for requests of the whole stream" }
    let readsText =
      statistics == nil && windows.hasTexts || !decision.rules.isEmpty || limits.bypass != nil
      || !limits.lifetimes.rules.isEmpty || limits.events.purges.contains { $0.keywords != nil }
    if readsText { return "it compares or reads the texts of the whole stream" }
    return recipe.windowFault(in: windows)
  }

  func idleness(at place: LayerPlace) -> [String] {
    recipe.idleness(of: "semantic_cache", in: place.stream, comparesTexts: true)
  }

  func makeLayer(in setting: LayerSetting) -> Layer {
    let matcher: any SimilarityMatcher
    let partitions = setting.stream.partitions(recipe)
    let stated = statistics ?? setting.stream.stream.similarity.map(SimilarityStatistics.init)
    if let stated, statistics != nil || !setting.stream.stream.texts.isPresent {
      matcher = StatisticalMatcher(
        stated, threshold: decision.floor, stream: setting.stream.stream,
        share: setting.stream.stream.sampled?.sample.unit == .intent ? setting.catalog.trafficShare : 1,
        random: setting.random(.similarity), world: setting.random(.similarityWorld))
    } else if case .hnsw(let links, let efConstruction, let efSearch, _) = index,
      let vectors = setting.stream.searched[embedder]
    {
      matcher = GraphMatcher(
        vectors: vectors, threshold: decision.floor,
        parameters: .init(
          links: links, efConstruction: efConstruction, efSearch: efSearch, seed: setting.seed))
    } else {
      matcher = NeighbourMatcher(
        neighbours: setting.stream.neighbours[embedder] ?? .none, threshold: decision.floor,
        promptCount: setting.stream.stream.promptCount)
    }
    return SemanticCacheLayer(self, matcher: matcher, partitions: partitions, setting: setting)
  }
}
