import Declarations
import Providers
import Routing
import Similarity
import Simulation
import Traffic

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
  /// Long messages: medium and complex from a number of tokens on.
  case length(medium: Int, complex: Int)
  /// Who sees the latent difficulty with noise; what it sees is divided at two places.
  case observer(noise: Double, bounds: [Double])
  /// The nearest of labelled prompts.
  case nearest(k: Int, LabelledShare, embedder: String?)
  /// Ridge regression of the class on the words of labelled prompts.
  case linear(penalty: Double, LabelledShare)
  /// The class of the most similar example utterance, or one for none.
  case semanticRoutes([Difficulty: [String]], threshold: Double, none: Difficulty)
  /// A router of the module `Routing`, on recorded outcomes: complex is what it sends to the strong model.
  case routing(RouterSpecification, OperatingRule, embedder: String?)

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
    ObjectSchema(
      "length", "by the tokens of the user's message",
      [
        Field("medium_tokens", .count, default: 100, "from here on medium"),
        Field("complex_tokens", .count, default: 400, "from here on complex"),
      ]),
    ObjectSchema(
      "observer", "the latent difficulty, seen with a stated noise",
      [
        Field("noise", .nonNegative, default: 1, "standard deviation of the noise; difficulties have 1"),
        Field("simple_share", .share, default: 0.6, "share of all queries that it calls simple"),
        Field("medium_share", .share, default: 0.25, "share that it calls medium"),
      ]),
    ObjectSchema(
      "knn", "the nearest of labelled prompts (article 002's exercise 4)",
      [
        Field("k", .integer(minimum: 1, maximum: 10_000), default: 1, "neighbours; their mean class counts"),
        embedderField,
      ] + LabelledShare.fields),
    ObjectSchema(
      "linear", "ridge regression of the class on the words of labelled prompts",
      [
        Field(
          "penalty", .number(Bounds(minimum: Bounds.least, maximum: 1e9)), default: 10, "weight of the ridge")
      ] + LabelledShare.fields),
    ObjectSchema(
      "semantic_routes", "the class of the most similar example utterance",
      [
        .required("routes", .map(.list(.text, minimum: 1)), "example utterances of classes"),
        Field("threshold", .share, default: 0.3, "least cosine of a route"),
        Field(
          "none", .choice(Difficulty.allCases.map(\.name)), default: "medium", "the class of other prompts"),
      ]),
    ObjectSchema(
      "routing",
      "a router of `simbench list routers`, on recorded outcomes: trained on the workload's train_share, it sends "
        + "what it calls complex to the strong model",
      [
        .required("router", .text, "the router with its parameters, such as knn:k=10"),
        embedderField,
        Field(
          "quality_floor", .number(Bounds(minimum: 0, maximum: 1.5)),
          "share of the strong model's quality that the threshold of a router that only ranks keeps on training queries; 0.95 by default"
        ),
        Field(
          "worth_usd", .nonNegative,
          "what a right answer is worth: the threshold that pays best, instead of a floor"),
      ]),
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
    case "length":
      let (medium, complex) = (settings.integer("medium_tokens"), settings.integer("complex_tokens"))
      guard medium <= complex else {
        throw Diagnostic(
          "medium_tokens is \(medium), above complex_tokens, \(complex); at most that was expected",
          position: settings.position("medium_tokens"))
      }
      self = .length(medium: medium, complex: complex)
    case "observer":
      let (simple, medium) = (settings.number("simple_share"), settings.number("medium_share"))
      guard simple + medium <= 1 else {
        throw Diagnostic(
          "simple_share and medium_share add up to \((simple + medium).short); at most 1 was expected",
          position: settings.position("medium_share"))
      }
      let observer = DifficultyObserver(noise: settings.number("noise"), seed: 0)
      self = .observer(
        noise: observer.noise, bounds: [observer.quantile(simple), observer.quantile(simple + medium)])
    case "knn":
      self = .nearest(
        k: settings.integer("k"), LabelledShare(settings), embedder: try Classifier.embedder(settings))
    case "linear": self = .linear(penalty: settings.number("penalty"), LabelledShare(settings))
    case "semantic_routes":
      var routes: [Difficulty: [String]] = [:]
      let names = Difficulty.allCases.map(\.name)
      for member in settings.members("routes") {
        guard let difficulty = Difficulty(name: member.key) else {
          let hint = member.key.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
          throw Diagnostic(
            "the class '\(member.key)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
            position: member.keyPosition)
        }
        routes[difficulty] = (member.node.elements ?? []).compactMap(\.string)
      }
      guard !routes.isEmpty else {
        throw Diagnostic(
          "'routes' is empty; example utterances of at least one class were expected",
          position: settings.position("routes"))
      }
      self = .semanticRoutes(
        routes, threshold: settings.number("threshold"),
        none: Difficulty(name: settings.string("none")) ?? .medium)
    case "routing":
      self = .routing(
        try Classifier.router(settings), try Classifier.rule(settings),
        embedder: try Classifier.embedder(settings))
    default: self = .oracle
    }
  }

  private static let embedderField = Field(
    "embedder", .text,
    "vectors of prompts: \(EmbedderDeclaration.list) or a .npy file with a row a prompt; without one, words decide"
  )

  private static func embedder(_ settings: Settings) throws(Diagnostic) -> String? {
    guard let choice = settings.optionalString("embedder") else { return nil }
    do throws(Diagnostic) { _ = try EmbedderDeclaration.choice(choice) } catch {
      throw Diagnostic(error.message, position: settings.position("embedder"))
    }
    return choice
  }

  private static func router(_ settings: Settings) throws(Diagnostic) -> RouterSpecification {
    do throws(Diagnostic) {
      let router = try RouterSpecification(settings.string("router"))
      guard router.parameters.arePlain else {
        throw Diagnostic(
          "'\(router.label)' states a price or a latency; 'input_usd_per_1m' and 'latency_ms' of the layer were expected"
        )
      }
      return router
    } catch {
      throw Diagnostic(error.message, position: settings.position("router"))
    }
  }

  private static func rule(_ settings: Settings) throws(Diagnostic) -> OperatingRule {
    guard let worth = settings.optionalNumber("worth_usd") else {
      return .qualityFloor(settings.optionalNumber("quality_floor") ?? 0.95)
    }
    guard !settings.has("quality_floor") else {
      throw Diagnostic(
        "'quality_floor' and 'worth_usd' stand together; one of them was expected",
        position: settings.position("worth_usd"))
    }
    return .willingnessToPay(worth)
  }

  /// Whether it goes by the difficulty classes of a stream.
  var wantsClasses: Bool {
    switch self {
    case .confusion, .oracle, .observer, .nearest, .linear: true
    default: false
    }
  }

  var readsText: Bool {
    switch self {
    case .signals, .keywords, .nearest, .linear, .semanticRoutes: true
    default: false
    }
  }

  /// What a classifier learns from, or nil when it learns nothing.
  var training: LabelledShare? {
    switch self {
    case .nearest(_, let share, _), .linear(_, let share): share
    default: nil
    }
  }

  /// The classes of all prompts of a stream, for classifiers that judge them at once.
  func classes(of prepared: PreparedStream, _ sample: LabelledSample) -> [UInt8] {
    let stream = prepared.stream
    if case .nearest(let k, _, let embedder?) = self, let vectors = prepared.vectors[embedder] {
      return vectors.nearestMeans(
        of: Array(0..<stream.promptCount), among: sample.prompts, targets: sample.classes, k: k
      ).map(Classifier.nearestClass)
    }
    var texts = TextTable()
    var buffer: [UInt8] = []
    for prompt in 0..<stream.promptCount {
      buffer.removeAll(keepingCapacity: true)
      stream.texts.append(prompt, to: &buffer)
      texts.append(buffer)
    }
    switch self {
    case .nearest(let k, _, _):
      return TextClassifier.nearest(texts, labelled: sample.prompts, labels: sample.classes, k: k)
        .map(Classifier.nearestClass)
    case .linear(let penalty, _):
      return TextClassifier.linear(
        texts, labelled: sample.prompts, labels: sample.classes, penalty: penalty
      ).map(Classifier.nearestClass)
    case .semanticRoutes(let routes, let threshold, let none):
      let order = Difficulty.allCases.filter { routes[$0] != nil }
      return TextClassifier.routes(texts, routes: order.map { routes[$0] ?? [] }, threshold: threshold)
        .map { $0.map { order[$0].rawValue } ?? none.rawValue }
    default: return []
    }
  }

  /// What is no number, as a fit that did not converge may give, is the lowest class.
  private static func nearestClass(_ score: Double) -> UInt8 { score >= 1.5 ? 2 : score >= 0.5 ? 1 : 0 }
}

/// How many prompts a classifier is trained on, and what a label costs.
struct LabelledShare: Sendable, Hashable {
  let share: Double
  let price: Money

  static let fields = [
    Field("labelled_share", .share, default: 0.05, "share of the prompts whose class is known beforehand"),
    Field("label_usd", .eventPrice, default: 0, "what a label costs; billed when its prompt first comes"),
  ]

  init(_ settings: Settings) {
    share = settings.number("labelled_share")
    price = Money(dollars: settings.number("label_usd"))
  }
}

/// Prompts whose true class is known: the same under every strategy and in all replications.
struct LabelledSample {
  /// Whether each prompt is labelled.
  let isLabelled: [Bool]
  /// The labelled prompts.
  private(set) var prompts: [Int] = []
  /// Their classes, 0...2.
  private(set) var classes: [Double] = []

  init(_ stream: QueryStream, share: Double, random: RandomStream) {
    var labels = [UInt8](repeating: .max, count: stream.promptCount)
    for request in 0..<stream.count where random.uniform(Int(stream.prompt[request]), 2) < share {
      labels[Int(stream.prompt[request])] = stream.marks[request].difficulty.rawValue
    }
    isLabelled = labels.map { $0 != .max }
    for (prompt, label) in labels.enumerated() where label != .max {
      prompts.append(prompt)
      classes.append(Double(label))
    }
  }
}

extension Classifier {
  /// Whether the classifier knows what nobody can know.
  var isBound: Bool {
    switch self {
    case .oracle: true
    case .routing(let router, _, _): router.declaration.isBound
    default: false
    }
  }
}
