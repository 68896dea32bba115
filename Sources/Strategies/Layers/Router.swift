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

/// What judges the difficulty of a prompt.
enum Classifier: Sendable {
  /// Article 001's five signals: complex above a score of one half.
  case signals
  /// Article 002's keywords, as printed or as whole words.
  case keywords(wholeWords: Bool)
  /// One class for all.
  case fixed(Difficulty)
  /// Classes at random, with stated shares.
  case random([Double])
  /// Right with a stated probability, otherwise one of the two other classes.
  case confusion(accuracy: Double)
  /// The truth.
  case oracle

  static let schemas = [
    ObjectSchema("signals", "article 001's five signals: simple or complex", []),
    ObjectSchema(
      "keywords", "article 002's keywords",
      [Field("whole_words", .boolean, default: false, "match whole words instead of substrings")]),
    ObjectSchema(
      "fixed", "one class for all",
      [Field("class", .choice(Difficulty.allCases.map(\.name)), default: "simple", "that class")]),
    ObjectSchema(
      "random", "classes at random",
      [
        Field("simple", .share, default: 0.6, "share of simple"),
        Field("medium", .share, default: 0.25, "share of medium"),
        Field("complex", .share, default: 0.15, "share of complex"),
      ]),
    ObjectSchema(
      "confusion", "the true class with a stated accuracy",
      [Field("accuracy", .share, default: 0.85, "probability of the true class")]),
    ObjectSchema("oracle", "the true class (bound)", []),
  ]

  init(_ settings: Settings) throws(Diagnostic) {
    switch settings.string("kind") {
    case "signals": self = .signals
    case "keywords": self = .keywords(wholeWords: settings.boolean("whole_words"))
    case "fixed": self = .fixed(Difficulty(name: settings.string("class")) ?? .simple)
    case "random":
      let shares = [settings.number("simple"), settings.number("medium"), settings.number("complex")]
      guard shares.reduce(0, +) > 0 else {
        throw Diagnostic(
          "the shares of the random classifier are all 0; a positive one was expected",
          position: settings.position("kind"))
      }
      self = .random(shares)
    case "confusion": self = .confusion(accuracy: settings.number("accuracy"))
    default: self = .oracle
    }
  }

  var readsText: Bool {
    switch self {
    case .signals, .keywords: true
    default: false
    }
  }
}

private final class RouterLayer: Layer {
  private let plan: Router
  private let models: [[UInt8]]
  private let random: RandomStream
  private let world: RandomStream
  private let shares: DiscreteMixture?
  /// Classes of prompts by their text: 0 not judged yet, otherwise one more than the class.
  private var judged: [UInt8]

  init(_ plan: Router, setting: LayerSetting) {
    self.plan = plan
    random = setting.random(.classifier)
    world = setting.random(.classifier, isWorld: true)
    if case .random(let weights) = plan.classifier {
      shares = DiscreteMixture(weights: weights)
    } else {
      shares = nil
    }
    judged = plan.classifier.readsText ? Array(repeating: 0, count: setting.stream.stream.promptCount) : []
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
    if plan.price.picodollars > 0 {
      let cost = plan.price * Int(gateway.stream.userTokens[request])
      gateway.provider.bill(cost)
      gateway.charge(cost, to: request, for: .routing)
    }
    return .pass
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
    case .signals, .keywords:
      let prompt = Int(gateway.stream.prompt[request])
      if judged[prompt] == 0 {
        judged[prompt] = 1 + read(gateway.stream.texts.text(prompt)).rawValue
      }
      return Difficulty(rawValue: judged[prompt] - 1) ?? .simple
    }
  }

  private func read(_ text: String) -> Difficulty {
    if case .keywords(let wholeWords) = plan.classifier {
      return KeywordComplexity.classify(text, wholeWords: wholeWords)
    }
    return ComplexitySignals.score(text) > 0.5 ? .complex : .simple
  }
}
