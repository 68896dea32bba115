import Declarations
import Routing
import Similarity
import Simulation
import Traffic

/// What judges the difficulty of a prompt, as a scenario states it.
///
/// A kind is a file and a line in ``ClassifierDeclaration/all``.
protocol ClassifierPlan: Sendable {
  /// Whether it knows what nobody can know.
  var isBound: Bool { get }
  /// Whether it goes by the difficulty classes of a stream.
  var wantsClasses: Bool { get }
  /// Whether it reads prompts.
  var readsText: Bool { get }
  /// Whether it judges a request by what its columns say, and by nothing of others.
  var isByRequest: Bool { get }
  /// The embedder whose vectors of prompts it wants, or nil.
  var embedder: String? { get }
  /// What it learns from, or nil when it learns nothing.
  var training: LabelledShare? { get }
  /// The router on recorded outcomes that decides instead, or nil.
  var router: RecordedRouter? { get }
  /// The classifier at the start of a replication.
  func makeClassifier(in setting: ClassifierSetting) -> any Classifier
}

extension ClassifierPlan {
  /// Not.
  var isBound: Bool { false }
  /// Not.
  var wantsClasses: Bool { false }
  /// Not.
  var readsText: Bool { false }
  /// Not.
  var isByRequest: Bool { false }
  /// Nil.
  var embedder: String? { nil }
  /// Nil.
  var training: LabelledShare? { nil }
  /// Nil.
  var router: RecordedRouter? { nil }
}

/// What a classifier is given at the start of a replication.
struct ClassifierSetting {
  /// The setting of its layer.
  let layer: LayerSetting
  /// The models to which a request goes as simple and as complex.
  let models: (_ request: Int) -> (simple: Int, complex: Int)
  /// The labelled prompts of one that learns.
  let sample: LabelledSample?
  /// What a router on recorded outcomes was asked.
  let need: RoutingNeed?

  /// The stream.
  var stream: QueryStream { layer.stream.stream }
}

/// What judges the difficulty of a request in a replication.
protocol Classifier: AnyObject {
  /// The class of a request.
  func difficulty(of passage: Passage) -> Difficulty
}

/// A kind of classifier: its settings, and what is made of them.
struct ClassifierDeclaration: Sendable {
  /// The settings, called after the kind.
  let schema: ObjectSchema
  /// Whether it learns from the requests of the stream.
  let learns: Bool
  /// The plan of validated settings.
  let plan: @Sendable (Settings) throws(Diagnostic) -> any ClassifierPlan

  init(
    _ name: String, _ summary: String, _ fields: [Field] = [], learns: Bool = false,
    plan: @escaping @Sendable (Settings) throws(Diagnostic) -> any ClassifierPlan
  ) {
    schema = ObjectSchema(name, summary, fields)
    self.learns = learns
    self.plan = plan
  }

  /// Every kind in the order of `explain`. A new one is a file and a line here.
  static let all = [
    SignalsClassifier.declaration, KeywordsClassifier.declaration, FixedClassifier.declaration,
    RandomClassifier.declaration, ConfusionClassifier.declaration, OracleClassifier.declaration,
    GainClassifier.declaration,
    LengthClassifier.declaration, ObserverClassifier.declaration, NearestClassifier.declaration,
    LinearClassifier.declaration, SemanticRoutesClassifier.declaration, RecordedRouter.declaration,
  ]

  /// The kind of a name, or nil.
  static func named(_ name: String) -> ClassifierDeclaration? { all.first { $0.schema.name == name } }

  /// The plan of validated settings of any kind.
  ///
  /// - Throws: a `Diagnostic` at a setting that does not fit the others.
  static func plan(_ settings: Settings) throws(Diagnostic) -> any ClassifierPlan {
    let kind = settings.string("kind")
    guard let declaration = named(kind) else {
      throw Diagnostic("a classifier lacks the key 'kind'", position: settings.node.position)
    }
    return try declaration.plan(settings)
  }

  /// The vectors that prompts are compared by.
  static let embedderField = Field(
    "embedder", .text,
    "vectors of prompts: \(EmbedderDeclaration.list) or a .npy file with a row a prompt; without one, words decide"
  )

  /// The embedder that settings state.
  ///
  /// - Throws: a `Diagnostic` when it is unknown.
  static func embedder(_ settings: Settings) throws(Diagnostic) -> String? {
    guard let choice = settings.optionalString("embedder") else { return nil }
    do throws(Diagnostic) { _ = try EmbedderDeclaration.choice(choice) } catch {
      throw Diagnostic(error.message, position: settings.position("embedder"))
    }
    return choice
  }
}
