import Declarations
import Providers
import Simulation

/// Chooses the deployment of the model that a request is meant for; stands behind routers.
struct Balance: LayerPlan {
  enum Rule: String, CaseIterable, Sendable {
    case simpleShuffle = "simple_shuffle"
    case weighted
    case roundRobin = "round_robin"
    case leastBusy = "least_busy"
    case lowestLatency = "lowest_latency"
    case lowestCost = "lowest_cost"
    case sessionAffinity = "session_affinity"
    case prefixAffinity = "prefix_affinity"
    case cacheAware = "cache_aware"
    case switchGate = "switch_gate"
  }

  let rule: Rule
  let prefixTokens: Int
  let horizon: Double
  let cooldown: VirtualTime
  let failureShare: Double
  let leastCalls: Int
  let triesElsewhere: Bool
  /// The deployments of models that have several.
  let groups: [[Int]]

  static let declaration = LayerDeclaration(
    "balance", "chooses the deployment of a request's model",
    sampling: SampleRule { settings, unit in
      let rule = Rule(rawValue: settings.string("by")) ?? .simpleShuffle
      let isHeld = rule == .sessionAffinity && SampleRule.tearsConversations(unit) == nil
      guard settings.number("cooldown_s") == 0,
        isHeld || [.simpleShuffle, .weighted, .lowestCost].contains(rule)
      else {
        return .refused(
          why: "it goes by the calls of all, of which a sample makes fewer",
          instead: "'by' weighted with a 'cooldown_s' of 0, or the whole stream")
      }
      return .separable
    },
    fields: [
      Field(
        "by", .choice(Rule.allCases.map(\.rawValue)), default: "simple_shuffle",
        "any at random; at random by weight; in turn; that with the fewest calls under way; the lowest mean latency of ten "
          + "calls; the lowest list price; always that of the conversation; that of the prompt's beginning; the lowest price "
          + "with what is warm; or as the conversation's last turn unless the move saves more than the lost cache"
      ),
      Field("prefix_tokens", .count, default: 256, "tokens of the beginning").only("by", "prefix_affinity"),
      Field("horizon_turns", .positive, default: 1, "turns over which a move has to pay").only(
        "by", "switch_gate"),
      Field(
        "cooldown_s", .nonNegative, default: 5,
        "how long a deployment is left alone after a refusal (429) or when too many of its calls fail; 0 for never"
      ),
      Field("failure_share", .share, default: 0.5, "share of a minute's calls that may fail before that")
        .idle { $0.number("cooldown_s") == 0 ? "'cooldown_s' is 0" : nil },
      Field("min_calls", .count, default: 5, "calls of a minute before their share counts")
        .idle { $0.number("cooldown_s") == 0 ? "'cooldown_s' is 0" : nil },
      Field("retry_elsewhere", .boolean, default: true, "whether another try goes to another deployment"),
    ], counters: [.balanced, .switches, .cooldowns]
  ) { settings, catalog throws(Diagnostic) in
    let rule = Rule(rawValue: settings.string("by")) ?? .simpleShuffle
    let hasDeployments = catalog.models.contains { $0.firstDeployment != nil }
    // The gate also holds what routers choose among models.
    guard hasDeployments || rule == .switchGate && catalog.models.count > 1 else {
      throw Diagnostic(
        "'balance' does nothing: no provider has deployments; 'deployments' of a provider were expected",
        position: settings.node.position)
    }
    return Balance(
      rule: rule, prefixTokens: settings.integer("prefix_tokens"), horizon: settings.number("horizon_turns"),
      cooldown: .seconds(settings.number("cooldown_s")), failureShare: settings.number("failure_share"),
      leastCalls: settings.integer("min_calls"), triesElsewhere: settings.boolean("retry_elsewhere"),
      groups: catalog.models.indices.map(catalog.deployments).filter { $0.count > 1 })
  }

  func idleness(at place: LayerPlace) -> [String] {
    var sentences: [String] = []
    if place.behind.contains(where: { $0 is Router }) {
      sentences.append(
        "'balance' stands before 'router', which sends requests to the first deployment of a model whatever was chosen"
      )
    }
    let remaps = place.behind.compactMap { $0 as? Remap }
    if remaps.contains(where: { remap in groups.contains(where: remap.splits) }) {
      sentences.append(
        "'balance' stands before 'remap', which takes the calls of some deployments of a model, by its name those of the "
          + "first, and leaves all others")
    }
    if rule == .cacheAware || rule == .switchGate, place.behind.contains(where: { $0 is PromptCache }) {
      sentences.append(
        "'balance' by \(rule.rawValue) stands before 'prompt_cache' and takes nothing to be warm")
    }
    return sentences
  }

  func makeLayer(in setting: LayerSetting) -> Layer { BalanceLayer(self, setting) }
}

private final class BalanceLayer: Layer {
  private let plan: Balance
  private let random: RandomStream
  private let catalog: ProviderCatalog
  /// The deployments of each model.
  private let groups: [[Int]]
  private var health: DeploymentHealth
  private var nextInTurn: [Int]
  /// How often a try went elsewhere.
  private var moves = 0
  /// The model of each conversation's last turn.
  private var last: [Int: Int] = [:]

  init(_ plan: Balance, _ setting: LayerSetting) {
    self.plan = plan
    catalog = setting.catalog
    random = setting.random(.balance)
    groups = catalog.models.indices.map { [catalog] in catalog.deployments(of: $0) }
    health = DeploymentHealth(plan, models: catalog.models.count)
    nextInTurn = Array(repeating: 0, count: catalog.models.count)
  }

  override var notesCalls: Bool { true }

  override func admit(_ passage: Passage) -> Admission {
    let asked = passage.model
    let group = groups[asked]
    if group.count > 1 || plan.rule == .switchGate {
      let chosen = choose(among: health.healthy(group, at: passage.now), asked: asked, passage, attempt: 0)
      if group.count > 1 { passage.count(.balanced) }
      take(chosen, passage)
    }
    health.start(passage.request, on: passage.model)
    return .pass
  }

  private func take(_ model: Int, _ passage: Passage) {
    if let before = last.updateValue(model, forKey: passage.conversation), before != model {
      passage.count(.switches)
    }
    passage.deploy(to: model)
  }

  private func choose(among models: [Int], asked: Int, _ passage: Passage, attempt: Int) -> Int {
    func least(_ value: (Int) -> Double) -> Int {
      models.min { (value($0), $0) < (value($1), $1) } ?? asked
    }
    switch plan.rule {
    case .simpleShuffle: return models[random.integer(below: models.count, passage.luck, attempt)]
    case .weighted:
      var point = random.uniform(passage.luck, attempt) * models.reduce(0) { $0 + catalog.models[$1].weight }
      for model in models {
        point -= catalog.models[model].weight
        if point < 0 { return model }
      }
      return models.last ?? asked
    case .roundRobin:
      let first = groups[asked][0]
      nextInTurn[first] += 1
      return models[(nextInTurn[first] - 1) % models.count]
    case .leastBusy: return least { Double(health.underWay[$0]) }
    case .lowestLatency: return least { health.meanLatency($0) }
    case .lowestCost: return least { Double(passage.estimate(model: $0, isCold: true).cost.picodollars) }
    case .sessionAffinity:
      // The same place whatever the order of the conversations, and nobody else's when one is left alone.
      return affine(UInt64(passage.conversation), among: models)
    case .prefixAffinity:
      return affine(UInt64(passage.beginning(tokens: plan.prefixTokens)), among: models)
    case .cacheAware: return cheapest(among: models, passage) { passage.estimate(model: $0).cost }
    case .switchGate: return gate(among: models, asked: asked, passage)
    }
  }

  /// Rendezvous hashing (Thaler, Ravishankar, 1998): the deployment whose hash with the key is the greatest.
  private func affine(_ key: UInt64, among models: [Int]) -> Int {
    models.max { score(key, $0) < score(key, $1) } ?? models[0]
  }

  /// The place of the lowest price; of several with that price the one with the fewest calls under way, and of these the
  /// conversation's own, so that places which are all cold share out what begins.
  private func cheapest(among models: [Int], _ passage: Passage, _ price: (Int) -> Money) -> Int {
    if models.count == 1 { return models[0] }
    let prices = models.map { price($0).picodollars }
    let lowest = prices.min()
    let equal = zip(models, prices).filter { $0.1 == lowest }.map(\.0)
    let fewest = equal.map { health.underWay[$0] }.min()
    return affine(UInt64(passage.conversation), among: equal.filter { health.underWay[$0] == fewest })
  }

  private func score(_ key: UInt64, _ model: Int) -> UInt64 {
    random.bits(Int(truncatingIfNeeded: key), model + 1)
  }

  /// Stays where the conversation was, unless the cheapest place is worth the cache that is lost; a router's choice of a
  /// dearer model is no saving and stands, and so does a limit's of any.
  private func gate(among models: [Int], asked: Int, _ passage: Passage) -> Int {
    func list(_ model: Int) -> Double {
      Double(passage.estimate(model: model, isCold: true).cost.picodollars)
    }
    let best = cheapest(among: models, passage) { passage.estimate(model: $0, isCold: true).cost }
    guard let home = last[passage.conversation], home != best, health.isHealthy(home, at: passage.now) else {
      return best
    }
    if !groups[asked].contains(home), passage.isThrottled || list(best) > list(home) { return best }
    let stay = Double(passage.estimate(model: home).cost.picodollars)
    let move = Double(passage.estimate(model: best).cost.picodollars)
    // Behind the first turn the prefix is as warm there as it is here, at that place's prices.
    let later = stay * list(best) / max(1, list(home))
    return move + (plan.horizon - 1) * later < plan.horizon * stay ? best : home
  }

  override func note(_ note: CallNote, of passage: Passage) {
    if health.note(note, at: passage.now) { passage.count(.cooldowns) }
  }

  override func retarget(_ passage: Passage) -> Int? {
    let model = passage.model
    guard plan.triesElsewhere, groups[model].count > 1 else { return nil }
    var others = health.healthy(groups[model], at: passage.now).filter { $0 != model }
    if others.isEmpty { others = groups[model].filter { $0 != model } }
    defer { moves += 1 }
    return choose(among: others, asked: model, passage, attempt: 1 + moves)
  }

  override func move(_ passage: Passage, to model: Int) {
    health.move(passage.request, to: model)
    take(model, passage)
  }

  override func store(_ answer: Answer, of passage: Passage) { health.end(passage.request) }

  override func abandon(_ passage: Passage) { health.end(passage.request) }
}
