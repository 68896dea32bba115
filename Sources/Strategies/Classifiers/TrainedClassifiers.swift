import Declarations
import Routing
import Similarity
import Simulation
import Traffic

/// The nearest of labelled prompts.
struct NearestClassifier: ClassifierPlan {
  /// How many neighbours count.
  let k: Int
  let share: LabelledShare
  let embedder: String?

  static let declaration = ClassifierDeclaration(
    "knn", "the nearest of labelled prompts (article 002's exercise 4)",
    [
      Field("k", .integer(minimum: 1, maximum: 10_000), default: 1, "neighbours; their mean class counts"),
      ClassifierDeclaration.embedderField,
    ] + LabelledShare.fields, learns: true
  ) { settings throws(Diagnostic) in
    NearestClassifier(
      k: settings.integer("k"), share: LabelledShare(settings),
      embedder: try ClassifierDeclaration.embedder(settings))
  }

  var wantsClasses: Bool { true }
  var readsText: Bool { true }
  var training: LabelledShare? { share }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    let (prompts, classes) = (setting.sample?.prompts ?? [], setting.sample?.classes ?? [])
    if let embedder, let vectors = setting.layer.stream.vectors[embedder] {
      let all = Array(0..<setting.stream.promptCount)
      return JudgedPrompts(scores: vectors.nearestMeans(of: all, among: prompts, targets: classes, k: k))
    }
    return JudgedPrompts(
      scores: TextClassifier.nearest(setting.stream.promptTexts, labelled: prompts, labels: classes, k: k))
  }
}

/// Ridge regression of the class on the words of labelled prompts.
struct LinearClassifier: ClassifierPlan {
  /// The weight of the ridge.
  let penalty: Double
  let share: LabelledShare

  static let declaration = ClassifierDeclaration(
    "linear", "ridge regression of the class on the words of labelled prompts",
    [
      Field(
        "penalty", .number(Bounds(minimum: Bounds.least, maximum: 1e9)), default: 10, "weight of the ridge")
    ] + LabelledShare.fields, learns: true
  ) { LinearClassifier(penalty: $0.number("penalty"), share: LabelledShare($0)) }

  var wantsClasses: Bool { true }
  var readsText: Bool { true }
  var training: LabelledShare? { share }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    JudgedPrompts(
      scores: TextClassifier.linear(
        setting.stream.promptTexts, labelled: setting.sample?.prompts ?? [],
        labels: setting.sample?.classes ?? [],
        penalty: penalty))
  }
}

/// The class of the most similar example utterance, or one for none.
struct SemanticRoutesClassifier: ClassifierPlan {
  /// Example utterances of each class.
  let routes: [Difficulty: [String]]
  /// The least cosine of a route.
  let threshold: Double
  /// The class of other prompts.
  let fallback: Difficulty

  static let declaration = ClassifierDeclaration(
    "semantic_routes", "the class of the most similar example utterance",
    [
      .required("routes", .map(.list(.text, minimum: 1)), "example utterances of classes"),
      Field("threshold", .share, default: 0.3, "least cosine of a route"),
      Field(
        "none", .choice(Difficulty.allCases.map(\.name)), default: "medium", "the class of other prompts"),
    ]
  ) { settings throws(Diagnostic) in
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
    return SemanticRoutesClassifier(
      routes: routes, threshold: settings.number("threshold"),
      fallback: Difficulty(name: settings.string("none")) ?? .medium)
  }

  var readsText: Bool { true }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    let order = Difficulty.allCases.filter { routes[$0] != nil }
    return JudgedPrompts(
      TextClassifier.routes(
        setting.stream.promptTexts, routes: order.map { routes[$0] ?? [] }, threshold: threshold
      ).map { $0.map { order[$0] } ?? fallback })
  }
}

/// Classes of all prompts of a stream, judged at once.
private final class JudgedPrompts: Classifier {
  private let classes: [Difficulty]

  init(_ classes: [Difficulty]) { self.classes = classes }

  /// Classes by scores around 0, 1 and 2; what is no number, as a fit that did not converge may give, is the lowest.
  convenience init(scores: [Double]) {
    self.init(scores.map { $0 >= 1.5 ? .complex : $0 >= 0.5 ? .medium : .simple })
  }

  func difficulty(of passage: Passage) -> Difficulty { classes[Int(passage.prompt)] }
}

extension QueryStream {
  /// The texts of all prompts.
  fileprivate var promptTexts: TextTable {
    var table = TextTable()
    var buffer: [UInt8] = []
    for prompt in 0..<promptCount {
      buffer.removeAll(keepingCapacity: true)
      texts.append(prompt, to: &buffer)
      table.append(buffer)
    }
    return table
  }
}
