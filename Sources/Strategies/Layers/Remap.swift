import Declarations
import Providers
import Simulation
import Traffic

/// Sends the calls of some models to others, as `routes` says, with their tokens as the other model counts them.
///
/// A tokenizer makes more or fewer tokens of the same text than another's. The factor is stated, or for counts that a log
/// recorded the published one, and 1 where nothing is published.
/// A call that a log recorded keeps the part of its input that the provider had cached. What a limit has sent to a model
/// stays with it, and so do its tokens.
struct Remap: LayerPlan {
  struct Route: Sendable {
    var target: Int
    /// The factor that is stated, or nil.
    var stated: Double?
    /// The published factor, or nil.
    var published: Double?
    /// The names of both models.
    var names: (source: String, target: String)
  }

  /// The route of each model of the catalogue, or nil.
  let routes: [Route?]

  static let declaration = LayerDeclaration(
    "remap", "sends the calls of some models to others, their tokens scaled by a factor a pair",
    sampling: .byRequest,
    fields: [
      .required("routes", .map(.text), "the model that takes a model's place"),
      Field(
        "token_factors", .map(.number(Bounds(minimum: 0.1, maximum: 10))), default: [:],
        "tokens that the new model makes of a text over those of the old one, by the old model's name; for recorded tokens the published ratio by default, else 1"
      ),
    ], counters: [.classifications]
  ) { settings, catalog throws(Diagnostic) in
    var routes = [Route?](repeating: nil, count: catalog.models.count)
    for member in settings.members("routes") {
      let source = try catalog.require(member.key, at: member.keyPosition)
      let target = try catalog.require(member.node.string ?? "", at: member.node.position)
      let names = (catalog.models[source].name, catalog.models[target].name)
      let tokenizers = (Tokenizer(model: names.0), Tokenizer(model: names.1))
      var published: Double?
      if let own = tokenizers.0, let other = tokenizers.1 { published = own.factor(to: other) }
      routes[source] = Route(target: target, stated: nil, published: published, names: names)
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
      routes[source]?.stated = member.node.number
    }
    return Remap(routes: routes)
  }

  func assumptions(for stream: QueryStream) -> [String] {
    guard stream.sourceHash != nil else { return [] }
    return routes.compactMap { route in
      guard let route, route.stated == nil else { return nil }
      let pair = "'\(route.names.target)' of a text for one of '\(route.names.source)'"
      guard let factor = route.published else {
        return "1 token of \(pair), since nothing is published of their tokenizers (token_factors)"
      }
      return factor == 1
        ? nil
        : "\((factor * 1000).rounded() / 1000) tokens of \(pair), as published of English (token_factors)"
    }
  }

  /// Whether some deployments of a model have a route and others have none.
  func splits(_ deployments: [Int]) -> Bool {
    let routed = deployments.count { routes[$0] != nil }
    return routed > 0 && routed < deployments.count
  }

  func windowFault(in windows: WindowedStream) -> String? { nil }

  func makeLayer(in setting: LayerSetting) -> Layer {
    let isRecorded = setting.stream.stream.sourceHash != nil
    return RemapLayer(
      routes: routes.map { route in
        route.map { ($0.target, $0.stated ?? (isRecorded ? $0.published : nil) ?? 1) }
      })
  }
}

private final class RemapLayer: Layer {
  private let routes: [(target: Int, factor: Double)?]

  init(routes: [(target: Int, factor: Double)?]) { self.routes = routes }

  override func admit(_ passage: Passage) -> Admission {
    guard let route = routes[passage.model], !passage.isThrottled else { return .pass }
    // Who stays with a model and its tokens keeps the time that a log recorded too.
    if route.target == passage.model, route.factor == 1 { return .pass }
    passage.count(.classifications)
    passage.route(to: route.target)
    passage.scaleTokens(by: route.factor)
    return .pass
  }
}
