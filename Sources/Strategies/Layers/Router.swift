import Declarations
import Providers
import Routing
import Simulation
import Traffic

/// Sends requests to models by a classifier of their difficulty.
struct Router: LayerPlan {
  let classifier: Classifier
  /// The model of a class and a tier name; the empty name stands for every other tier.
  let routes: [Difficulty: [String: Int]]
  let latency: VirtualTime
  let price: TokenPrice

  static let declaration = LayerDeclaration(
    "router", "chooses the model by a classifier of the prompt",
    fields: [
      Field(
        "classifier", .tagged(key: "kind", cases: Classifier.schemas), default: ["kind": "keywords"],
        "what judges the difficulty"),
      .required(
        "routes", .map(.either([.text, .map(.text)])),
        "the model of each class (simple, medium, complex), or one a tier"),
      Field("latency_ms", .nonNegative, default: 0, "time of a classification"),
      Field(
        "input_usd_per_1m", .nonNegative, default: 0, "what the classifier charges for the user's tokens"),
    ]
  ) { settings, catalog throws(Diagnostic) in
    Router(
      classifier: try Classifier(settings.settings("classifier")),
      routes: try routes(settings, catalog),
      latency: .milliseconds(settings.number("latency_ms")),
      price: TokenPrice(dollarsPerMillion: settings.number("input_usd_per_1m")))
  }

  private static func routes(_ settings: Settings, _ catalog: ProviderCatalog) throws(Diagnostic)
    -> [Difficulty: [String: Int]]
  {
    var routes: [Difficulty: [String: Int]] = [:]
    let names = Difficulty.allCases.map(\.name)
    for member in settings.members("routes") {
      guard let difficulty = Difficulty(name: member.key) else {
        let hint = member.key.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "the class '\(member.key)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
          position: member.keyPosition)
      }
      if let name = member.node.string {
        routes[difficulty] = ["": try catalog.require(name, at: member.node.position)]
      } else {
        var byTier: [String: Int] = [:]
        for tier in member.node.members ?? [] where tier.key != "notes" {
          byTier[tier.key == "default" ? "" : tier.key] = try catalog.require(
            tier.node.string ?? "", at: tier.node.position)
        }
        routes[difficulty] = byTier
      }
    }
    for name in names {
      guard let difficulty = Difficulty(name: name), routes[difficulty] == nil else { continue }
      throw Diagnostic(
        "'router.routes' lacks the class '\(name)'; a model for each of \(names.joined(separator: ", ")) was expected",
        position: settings.position("routes"))
    }
    return routes
  }

  var needs: [StreamNeed] { classifier.readsText ? [.text("router.classifier")] : [] }

  func makeLayer(in setting: LayerSetting) -> Layer { RouterLayer(self, setting: setting) }
}

private final class RouterLayer: Layer {
  private let plan: Router
  private let models: [[UInt8]]
  private let random: RandomStream
  private let world: RandomStream
  private let shares: DiscreteMixture?
  private let observer: DifficultyObserver
  /// Classes of prompts by their text. Where texts are judged as they come, 0 is not judged yet and others are
  /// one more than the class.
  private var judged: [UInt8]
  /// What a label costs, and the labelled prompts that have not come yet.
  private let labelPrice: Money
  private var unpaid: [Bool] = []

  init(_ plan: Router, setting: LayerSetting) {
    self.plan = plan
    random = setting.random(.classifier)
    world = setting.random(.classifier, isWorld: true)
    if case .observer(let noise, _) = plan.classifier {
      observer = DifficultyObserver(noise: noise, seed: setting.seed)
    } else {
      observer = DifficultyObserver(noise: 0, seed: setting.seed)
    }
    if case .random(let weights) = plan.classifier {
      shares = DiscreteMixture(weights: weights)
    } else {
      shares = nil
    }
    let stream = setting.stream.stream
    if let training = plan.classifier.training {
      let sample = LabelledSample(stream, share: training.share, random: world)
      judged = plan.classifier.classes(of: stream, sample)
      labelPrice = training.price
      unpaid = sample.isLabelled
    } else {
      labelPrice = .zero
      judged =
        if case .semanticRoutes = plan.classifier {
          plan.classifier.classes(of: stream, LabelledSample(stream, share: 0, random: world))
        } else {
          plan.classifier.readsText ? Array(repeating: 0, count: stream.promptCount) : []
        }
    }
    let tiers = setting.stream.stream.tierNames
    models = Difficulty.allCases.map { difficulty in
      (0..<8).map { tier in
        let routes = plan.routes[difficulty] ?? [:]
        let name = tier < tiers.count ? tiers[tier] : ""
        let fallback = routes[""] ?? routes.sorted { $0.key < $1.key }.first?.value ?? 0
        return UInt8(routes[name] ?? fallback)
      }
    }
  }

  override func admit(_ request: Int, at now: VirtualTime, in gateway: Gateway) -> Admission {
    if gateway.isMeasured(request) { statistics.lookups += 1 }
    let marks = gateway.stream.marks[request]
    let difficulty = judge(request, marks, gateway)
    // What a budget has throttled stays with the cheap model.
    if !gateway.outcomes.flags[request].contains(.isThrottled) {
      gateway.outcomes.model[request] = models[Int(difficulty.rawValue)][marks.tier]
    }
    gateway.delay(request, by: plan.latency)
    bill(request, in: gateway)
    return .pass
  }

  /// Bills the classification, and at a labelled prompt's first request its label.
  private func bill(_ request: Int, in gateway: Gateway) {
    if plan.price.picodollars > 0 {
      let cost = plan.price * Int(gateway.stream.userTokens[request])
      gateway.provider.bill(cost)
      gateway.charge(cost, to: request, for: .routing)
    }
    guard labelPrice != .zero else { return }
    let prompt = Int(gateway.stream.prompt[request])
    guard unpaid[prompt] else { return }
    unpaid[prompt] = false
    gateway.provider.bill(labelPrice)
    gateway.charge(labelPrice, to: request, for: .routing)
  }

  private func judge(_ request: Int, _ marks: RequestMarks, _ gateway: Gateway) -> Difficulty {
    switch plan.classifier {
    case .fixed(let difficulty): return difficulty
    case .oracle: return marks.difficulty
    case .random:
      return Difficulty(rawValue: UInt8(shares?.index(random.uniform(request)) ?? 0)) ?? .simple
    case .confusion(let accuracy):
      // A classifier is a function of its prompt: the same text gets the same verdict.
      let prompt = Int(gateway.stream.prompt[request])
      if world.uniform(prompt, 0) < accuracy { return marks.difficulty }
      let step = world.uniform(prompt, 1) < 0.5 ? 1 : 2
      return Difficulty(rawValue: UInt8((Int(marks.difficulty.rawValue) + step) % 3)) ?? .simple
    case .length(let medium, let complex):
      let tokens = Int(gateway.stream.userTokens[request])
      return tokens >= complex ? .complex : tokens >= medium ? .medium : .simple
    case .observer(_, let bounds):
      let seen = observer.observe(
        Double(gateway.stream.latentDifficulty[request]), query: Int(gateway.stream.prompt[request]))
      return seen < bounds[0] ? .simple : seen < bounds[1] ? .medium : .complex
    case .signals, .keywords:
      let prompt = Int(gateway.stream.prompt[request])
      if judged[prompt] == 0 {
        judged[prompt] = 1 + read(gateway.stream.texts.text(prompt)).rawValue
      }
      return Difficulty(rawValue: judged[prompt] - 1) ?? .simple
    case .nearest, .linear, .semanticRoutes:
      return Difficulty(rawValue: judged[Int(gateway.stream.prompt[request])]) ?? .simple
    }
  }

  private func read(_ text: String) -> Difficulty {
    if case .keywords(let wholeWords) = plan.classifier {
      return KeywordComplexity.classify(text, wholeWords: wholeWords)
    }
    return ComplexitySignals.score(text) > 0.5 ? .complex : .simple
  }
}
