import Declarations
import Providers
import Strategies
import Traffic

extension Scenario {
  /// Models and strategies as a smaller sample has them: that without one of its groups, for the sampling error.
  package struct SampleRest: Sendable {
    /// Providers and models.
    package let catalog: ProviderCatalog
    /// The strategies in their order.
    package let strategies: [Strategy]
  }

  /// The part of a sample that is left without one of its groups.
  static var restShare: Double { 1 - 1 / Double(StreamSample.groups) }

  /// The layers of other strategies, scaled as those of the scenario.
  package var resolver: StrategyResolver {
    StrategyResolver(catalog: catalog, scale: sample?.rate ?? 1)
  }

  /// Providers of which a part of the traffic has its part.
  static func catalog(_ root: Settings, scale: Double, isRest: Bool = false, prices: PriceBook)
    throws(Diagnostic) -> ProviderCatalog
  {
    var scaling = ExtensiveScaling(scale, isStrict: !isRest)
    let providers = try scaling.apply(to: root.settings("providers").node, as: ScenarioSchema.providers)
    var catalog = try ProviderSection.catalog(Settings(providers), prices: prices)
    catalog.trafficShare = scale
    return catalog
  }

  /// What was scaled with the sample: each setting with its value for the whole and for the sample.
  package var scaledSettings: [String] {
    guard let sample else { return [] }
    var texts: [String] = []
    func add(_ owner: String, _ node: JSONNode?, _ shape: Shape) {
      for value in Scenario.scaled(node, shape, by: sample.rate) {
        let text = "\(owner)\(value.key) \(value.before.short) -> \(value.after.shortened)"
        if !texts.contains(text) { texts.append(text) }
      }
    }
    add("", tree["providers"], ScenarioSchema.providers)
    for layer in strategies.flatMap(\.layers) {
      add("\(layer["use"]?.string ?? "").", layer, LayerRegistry.shape)
    }
    return texts
  }

  /// A limit with room for fewer requests of a sample is met sooner than that of the whole: they are as large as there, and few
  /// are more uneven than many.
  private static let fewestInLimit = 50.0

  private static let providerLimits: Set<String> = [
    "requests_per_min", "tokens_per_min", "input_tokens_per_min",
  ]

  /// The limits of all requests together in which few requests of the sample have room, each in words.
  ///
  /// - Parameter tokens: those of a request on average; 0 where that is not known, and limits in tokens are left aside.
  package func tightLimits(tokens: Double) -> [String] {
    guard let sample, sample.part == nil else { return [] }
    var texts: [String] = []
    func add(_ owner: String, _ value: ExtensiveScaling.Scaled) {
      let isInTokens = value.key.contains("tokens")
      guard !isInTokens || tokens > 0 else { return }
      let room = isInTokens ? value.after / tokens : value.after
      guard room >= 0, room < Scenario.fewestInLimit else { return }
      let text = "\(owner)\(value.key) \(room < 1 ? "less than 1" : String(Int(room)))"
      if !texts.contains(text) { texts.append(text) }
    }
    for value in Scenario.scaled(tree["providers"], ScenarioSchema.providers, by: sample.rate)
    where Scenario.providerLimits.contains(value.key) {
      add("", value)
    }
    for layer in strategies.flatMap(\.layers) where layer["use"]?.string == "rate_limit" {
      let isConcurrent = layer["algorithm"]?.string == "concurrent"
      for value in Scenario.scaled(layer, LayerRegistry.shape, by: sample.rate)
      where value.key != "refill_tokens_per_s" && (value.key == "concurrent_requests") == isConcurrent {
        add("rate_limit.", value)
      }
    }
    return texts
  }

  /// What is scaled in validated settings.
  private static func scaled(_ node: JSONNode?, _ shape: Shape, by rate: Double) -> [ExtensiveScaling.Scaled]
  {
    var scaling = ExtensiveScaling(rate)
    guard let node, (try? scaling.apply(to: node, as: shape)) != nil else { return [] }
    return scaling.scaled
  }

  /// Settings of which each part of a stream may have its own: what is left out of one cache is in another.
  private static let dividedSettings: Set<String> = ["capacity", "capacity_bytes"]

  /// Refuses what parts that know nothing of each other would give other figures for than the whole.
  private func checkPart(_ part: StreamSample) throws(Diagnostic) {
    guard part.rate < 1 else { return }
    func refuse(_ owner: String, _ key: String, at position: SourcePosition?) -> Diagnostic {
      Diagnostic(
        "'\(key)' of \(owner) is shared by all requests, of which a part knows its own alone; a run without it, of the "
          + "whole, or of a sample was expected", position: position)
    }
    let providers = tree["providers"]
    if let quota = Scenario.scaled(providers, ScenarioSchema.providers, by: part.rate).first {
      throw refuse("'providers'", quota.key, at: providers?.position)
    }
    for provider in providers?.members ?? [] {
      guard let share = provider.node["retry"]?["budget_share"] else { continue }
      throw refuse("'\(provider.key)'", "retry.budget_share", at: share.position)
    }
    for layer in strategies.flatMap(\.layers) {
      let shared = Scenario.scaled(layer, LayerRegistry.shape, by: part.rate).first {
        !Scenario.dividedSettings.contains($0.key)
      }
      if let shared { throw refuse("'\(layer["use"]?.string ?? "")'", shared.key, at: layer.position) }
    }
  }

  /// Refuses what a sample would give other figures for than the whole.
  func checkSample() throws(Diagnostic) {
    guard let sample else { return }
    if let fault = workload.fault(of: sample) {
      throw Diagnostic(fault, position: tree["sample"]?.position)
    }
    for strategy in strategies { try check(strategy, sample) }
    if sample.part != nil { try checkPart(sample) }
  }

  private func check(_ strategy: Strategy, _ sample: StreamSample) throws(Diagnostic) {
    for (plan, layer) in zip(strategy.plans, strategy.layers) {
      guard let name = layer["use"]?.string, let declaration = LayerRegistry.declaration(name) else {
        continue
      }
      let why: String
      let instead: String
      switch declaration.sampling.fit(Settings(layer), sample.unit) {
      case .refused(let reason, let other): (why, instead) = (reason, other)
      case .estimated where sample.part != nil && sample.rate < 1:
        why = "what the \(sample.unit.plural) share in it is met as often as in the whole in the mean alone"
        instead = "a run of the whole, or of a sample,"
      case .separable, .scaled, .estimated:
        guard let fault = plan.sampleFault(of: sample) else { continue }
        (why, instead) = fault
      }
      throw Diagnostic(
        "'\(name)' of '\(strategy.name)' cannot be \(sample.part == nil ? "sampled" : "cut") by \(sample.unit.rawValue): \(why); \(instead) was expected",
        position: layer.position)
    }
  }
}
