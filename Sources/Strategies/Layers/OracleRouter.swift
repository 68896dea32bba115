import Declarations
import Providers
import Simulation

/// The bound of any router: the cheapest model whose true quality on the request is high enough; where none is,
/// the best one, and of equally good ones the cheapest.
struct OracleRouter: LayerPlan {
  let minimumQuality: Double
  let models: [Int]

  static let declaration = LayerDeclaration(
    "oracle_router", "sends each request to the cheapest model that is truly good enough (bound)",
    isBound: true,
    sampling: .byRequest,
    fields: [
      Field("min_quality", .share, default: 0.84, "least probability of a good answer"),
      Field("models", .list(.text, minimum: 1), "the models to choose among; all of the scenario by default"),
    ], counters: [.classifications]
  ) { settings, catalog throws(Diagnostic) in
    var models: [Int] = []
    for node in settings.list("models") {
      if let name = node.string { models.append(try catalog.require(name, at: node.position)) }
    }
    return OracleRouter(
      minimumQuality: settings.number("min_quality"),
      models: models.isEmpty ? Array(catalog.models.indices) : models)
  }

  func makeLayer(in setting: LayerSetting) -> Layer { OracleRouterLayer(self) }
}

private final class OracleRouterLayer: Layer {
  private let plan: OracleRouter

  init(_ plan: OracleRouter) { self.plan = plan }

  override func admit(_ passage: Passage) -> Admission {
    passage.count(.classifications)
    let request = passage.request
    var cheapest: (cost: Money, model: Int)?
    var best: (quality: Double, cost: Money, model: Int)?
    for model in plan.models {
      let quality = passage.quality(of: model)
      let cost = passage.read { stream in
        if let recorded = stream.recordedCost(request, model: model) { return Money(picodollars: recorded) }
        let input =
          Int(stream.systemTokens[request]) + Int(stream.contextTokens[request])
          + stream.userTokens(request, model: model)
        return passage.desk.catalog.models[model].prices.cost(
          input: input, output: stream.outputTokens(request, model: model)
        ).total
      }
      let isBetter = best.map { quality > $0.quality || quality == $0.quality && cost < $0.cost } ?? true
      if isBetter { best = (quality, cost, model) }
      if quality >= plan.minimumQuality, cheapest.map({ cost < $0.cost }) ?? true { cheapest = (cost, model) }
    }
    if let model = cheapest?.model ?? best?.model { passage.route(to: model) }
    return .pass
  }
}
