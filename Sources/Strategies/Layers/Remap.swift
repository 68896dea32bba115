import Declarations
import Providers
import Simulation

/// Sends the calls of some models to others, as `routes` says, with their tokens as the other model counts them.
///
/// A tokenizer makes more or fewer tokens of the same text than another's; the factor is stated, and 1 where it is not.
/// A call that a log recorded keeps the part of its input that the provider had cached.
struct Remap: LayerPlan {
  struct Route: Sendable {
    var target: Int
    var factor: Double
  }

  /// The route of each model of the catalogue, or nil.
  let routes: [Route?]

  static let declaration = LayerDeclaration(
    "remap", "sends the calls of some models to others, their tokens scaled by a factor a pair",
    fields: [
      .required("routes", .map(.text), "the model that takes a model's place"),
      Field(
        "token_factors", .map(.number(Bounds(minimum: 0.1, maximum: 10))), default: [:],
        "tokens that the new model makes of a text over those of the old one, by the old model's name; 1 by default"
      ),
    ], counters: [.classifications]
  ) { settings, catalog throws(Diagnostic) in
    var routes = [Route?](repeating: nil, count: catalog.models.count)
    for member in settings.members("routes") {
      let source = try catalog.require(member.key, at: member.keyPosition)
      routes[source] = Route(
        target: try catalog.require(member.node.string ?? "", at: member.node.position), factor: 1)
    }
    guard routes.contains(where: { $0 != nil }) else {
      throw Diagnostic(
        "'remap.routes' is empty; at least one model was expected", position: settings.position("routes"))
    }
    for member in settings.members("token_factors") {
      let source = try catalog.require(member.key, at: member.keyPosition)
      guard routes[source] != nil else {
        throw Diagnostic(
          "'token_factors' names '\(member.key)', which 'routes' does not; one of its models was expected",
          position: member.keyPosition)
      }
      routes[source]?.factor = member.node.number ?? 1
    }
    return Remap(routes: routes)
  }

  func makeLayer(in setting: LayerSetting) -> Layer { RemapLayer(routes: routes) }
}

private final class RemapLayer: Layer {
  private let routes: [Remap.Route?]

  init(routes: [Remap.Route?]) { self.routes = routes }

  override func admit(_ passage: Passage) -> Admission {
    guard let route = routes[passage.model] else { return .pass }
    passage.count(.classifications)
    passage.route(to: route.target)
    passage.scaleTokens(by: route.factor)
    return .pass
  }
}
