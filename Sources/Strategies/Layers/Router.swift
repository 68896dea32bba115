import Declarations
import Providers
import Routing
import Simulation
import Traffic

/// Sends requests to models by a classifier of their difficulty.
struct Router: LayerPlan {
  let classifier: any ClassifierPlan
  /// The model of a class and a tier name; the empty name stands for every other tier.
  let routes: [Difficulty: [String: Int]]
  /// The tiers that routes name.
  let tiers: [TierRoutes]
  let latency: VirtualTime
  let price: TokenPrice
  /// Whether the first turn of a conversation decides for all of it.
  let isSticky: Bool

  static let declaration = LayerDeclaration(
    "router", "chooses the model by a classifier of the prompt",
    sampling: SampleRule { settings, unit in
      if settings.has("sticky"), let refusal = SampleRule.tearsConversations(unit) { return refusal }
      let kind = settings.settings("classifier").string("kind")
      return ClassifierDeclaration.named(kind)?.learns == false
        ? .separable
        : .refused(
          why: "its classifier learns from the stream, and a sample has less to learn from",
          instead: "another classifier or the whole stream")
    },
    fields: [
      Field(
        "classifier", .tagged(key: "kind", cases: ClassifierDeclaration.all.map(\.schema)),
        default: ["kind": "keywords"],
        "what judges the difficulty"),
      .required(
        "routes", .map(.either([.text, .map(.text)])),
        "the model of each class (simple, medium, complex), or one a tier"),
      Field("latency_ms", .nonNegative, default: 0, "time of a classification"),
      Field(
        "input_usd_per_1m", .tokenPrice, default: 0, "what the classifier charges for the user's tokens"),
      Field(
        "sticky", .choice(["session"]),
        "what keeps the model of its first request: a conversation; nothing by default"),
    ], counters: [.classifications]
  ) { settings, catalog throws(Diagnostic) in
    let classifier = try ClassifierDeclaration.plan(settings.settings("classifier"))
    let (routes, tiers) = try routes(settings, classifier, catalog)
    let router = Router(
      classifier: classifier, routes: routes, tiers: tiers,
      latency: .milliseconds(settings.number("latency_ms")),
      price: TokenPrice(dollarsPerMillion: settings.number("input_usd_per_1m")),
      isSticky: settings.has("sticky"))
    if let need = router.routingNeed, need.weak == need.strong {
      throw Diagnostic(
        "'simple' and 'complex' both go to '\(catalog.models[need.weak].name)'; two models were expected",
        position: settings.position("routes"))
    }
    return router
  }

  private static func routes(
    _ settings: Settings, _ classifier: any ClassifierPlan, _ catalog: ProviderCatalog
  )
    throws(Diagnostic) -> (routes: [Difficulty: [String: Int]], tiers: [TierRoutes])
  {
    var routes: [Difficulty: [String: Int]] = [:]
    var tiers: [TierRoutes] = []
    // A router on recorded outcomes knows two classes: what stays with the weak model and what does not.
    let names = classifier.router != nil ? ["simple", "complex"] : Difficulty.allCases.map(\.name)
    for member in settings.members("routes") {
      guard let difficulty = Difficulty(name: member.key), names.contains(member.key) else {
        let hint = member.key.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "the class '\(member.key)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
          position: member.keyPosition)
      }
      if let name = member.node.string {
        routes[difficulty] = ["": try catalog.require(name, at: member.node.position)]
      } else {
        var byTier: [String: Int] = [:]
        let members = (member.node.members ?? []).filter { $0.key != "notes" }
        for tier in members {
          byTier[tier.key == "default" ? "" : tier.key] = try catalog.require(
            tier.node.string ?? "", at: tier.node.position)
        }
        let named = members.filter { $0.key != "default" }
        tiers.append(
          TierRoutes(
            difficulty: difficulty, names: named.map(\.key), positions: named.map(\.keyPosition),
            position: member.keyPosition, hasDefault: byTier[""] != nil))
        routes[difficulty] = byTier
      }
    }
    for name in names {
      guard let difficulty = Difficulty(name: name), routes[difficulty] == nil else { continue }
      throw Diagnostic(
        "'router.routes' lacks the class '\(name)'; a model for each of \(names.joined(separator: ", ")) was expected",
        position: settings.position("routes"))
    }
    return (routes, tiers)
  }

  var isBound: Bool { classifier.isBound }

  var needs: [StreamNeed] {
    var needs = tiers.map { StreamNeed.tiers($0) }
    if classifier.readsText { needs.append(.text("router.classifier")) }
    if classifier.wantsClasses { needs.append(.classes("router.classifier")) }
    if let routingNeed { needs.append(.routing(routingNeed)) }
    if classifier.router == nil, let embedder = classifier.embedder { needs.append(.vectors(embedder)) }
    return needs
  }

  /// What a router on recorded outcomes is asked: it learns to tell the models of other tiers apart.
  var routingNeed: RoutingNeed? {
    guard let router = classifier.router else { return nil }
    func model(_ difficulty: Difficulty) -> Int {
      let own = routes[difficulty] ?? [:]
      return own[""] ?? own.sorted { $0.key < $1.key }.first?.value ?? 0
    }
    return RoutingNeed(
      router: router.specification.label, weak: model(.simple), strong: model(.complex), rule: router.rule,
      embedder: router.embedder)
  }

  func windowFault(in windows: WindowedStream) -> String? {
    if isSticky, windows.isRecorded {
      return "'sticky' goes by conversations, of which a log's stream keeps none"
    }
    return classifier.isByRequest ? nil : "its classifier reads the whole stream"
  }

  var greatestCharge: LayerCharge {
    LayerCharge(price: price, amount: classifier.training?.price ?? .zero)
  }

  var isBilledForLabels: Bool { (classifier.training?.price ?? .zero) != .zero }

  func makeLayer(in setting: LayerSetting) -> Layer { RouterLayer(self, setting: setting) }
}

private final class RouterLayer: Layer {
  private let plan: Router
  private let classifier: any Classifier
  private let models: [[UInt8]]
  /// The model of each prompt, where a router on recorded outcomes chooses among more than two.
  private var chosen: [UInt8]?
  /// What a label costs, and the labelled prompts that have not come yet.
  private let labelPrice: Money
  private var unpaid: [Bool] = []
  /// The model of each conversation, where its first turn decides.
  private var home: [Int: Int] = [:]

  init(_ plan: Router, setting: LayerSetting) {
    self.plan = plan
    let (training, need) = (plan.classifier.training, plan.routingNeed)
    let sample = training.map {
      LabelledSample(setting.stream.stream, share: $0.share, random: setting.random(.classifierWorld))
    }
    labelPrice = training?.price ?? .zero
    unpaid = sample?.isLabelled ?? []
    if let need, plan.classifier.router?.specification.declaration.choosesAmongAll == true {
      chosen = setting.stream.routes[need]?.models
    }
    let stream = setting.stream.stream
    let tiers = stream.tierNames
    let models = Difficulty.allCases.map { difficulty in
      (0..<8).map { tier in
        let routes = plan.routes[difficulty] ?? [:]
        let name = tier < tiers.count ? tiers[tier] : ""
        let fallback = routes[""] ?? routes.sorted { $0.key < $1.key }.first?.value ?? 0
        return UInt8(routes[name] ?? fallback)
      }
    }
    self.models = models
    func model(_ difficulty: Difficulty, _ request: Int) -> Int {
      Int(models[Int(difficulty.rawValue)][stream.marks[request].tier])
    }
    classifier = plan.classifier.makeClassifier(
      in: ClassifierSetting(
        layer: setting, models: { (model(.simple, $0), model(.complex, $0)) }, sample: sample, need: need))
  }

  override func admit(_ passage: Passage) -> Admission {
    if plan.isSticky, let model = home[passage.conversation] {
      passage.route(to: model)
      return .pass
    }
    passage.count(.classifications)
    let model = Int(
      chosen.map { $0[Int(passage.prompt)] }
        ?? models[Int(classifier.difficulty(of: passage).rawValue)][passage.marks.tier])
    if plan.isSticky { home[passage.conversation] = model }
    passage.route(to: model)
    passage.delay(by: plan.latency)
    bill(passage)
    return .pass
  }

  /// Bills the classification, and at a labelled prompt's first request its label.
  private func bill(_ passage: Passage) {
    if plan.price.picodollars > 0 {
      passage.bill(plan.price * passage.userTokens, for: .routing)
    }
    guard labelPrice != .zero else { return }
    let prompt = Int(passage.prompt)
    guard unpaid[prompt] else { return }
    unpaid[prompt] = false
    passage.bill(labelPrice, for: .routing)
  }
}
