import Declarations
import Routing
import Simulation
import Traffic

/// A router of the module `Routing`, on recorded outcomes: complex is what it sends to the strong model.
struct RecordedRouter: ClassifierPlan {
  /// The router with its parameters.
  let specification: RouterSpecification
  /// How its threshold is chosen.
  let rule: OperatingRule
  let embedder: String?

  static let declaration = ClassifierDeclaration(
    "routing",
    "a router of `simbench list routers`, on recorded outcomes: trained on the workload's train_share, it sends "
      + "what it calls complex to the strong model",
    [
      .required("router", .text, "the router with its parameters, such as knn:k=10"),
      ClassifierDeclaration.embedderField,
      Field(
        "quality_floor", .number(Bounds(minimum: 0, maximum: 1.5)),
        "share of the strong model's quality that the threshold of a router that only ranks keeps on training queries; 0.95 by default"
      ),
      Field(
        "worth_usd", .nonNegative,
        "what a right answer is worth: the threshold that pays best, instead of a floor"),
    ], learns: true
  ) { settings throws(Diagnostic) in
    RecordedRouter(
      specification: try specification(settings), rule: try rule(settings),
      embedder: try ClassifierDeclaration.embedder(settings))
  }

  private static func specification(_ settings: Settings) throws(Diagnostic) -> RouterSpecification {
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

  var isBound: Bool { specification.declaration.isBound }
  var router: RecordedRouter? { self }

  func makeClassifier(in setting: ClassifierSetting) -> any Classifier {
    let models = setting.need.flatMap { setting.layer.stream.routes[$0]?.models } ?? []
    return Decided(models: models, strong: UInt8(setting.need?.strong ?? 0))
  }

  private final class Decided: Classifier {
    private let models: [UInt8]
    private let strong: UInt8

    init(models: [UInt8], strong: UInt8) {
      self.models = models
      self.strong = strong
    }

    func difficulty(of passage: Passage) -> Difficulty {
      models[Int(passage.prompt)] == strong ? .complex : .simple
    }
  }
}
