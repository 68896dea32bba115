import Declarations
import Providers
import Strategies

/// Turns the `strategies` of a scenario into layers: takes over, removes, adds and sets.
package struct StrategyResolver {
  private let catalog: ProviderCatalog
  /// The part of the traffic that runs through the layers.
  private let scale: Double
  /// Whether that is a sample without one of its groups, of which little may be left.
  private let isRest: Bool

  /// A resolver of strategies over the models of a catalogue.
  package init(catalog: ProviderCatalog, scale: Double, isRest: Bool = false) {
    self.isRest = isRest
    self.catalog = catalog
    self.scale = scale
  }

  /// The strategies in their order.
  ///
  /// - Throws: a `Diagnostic` at a name that stands twice or is unknown, at a circle of `extends`, or at a layer
  ///   that the catalogue does not fit.
  package func strategies(_ nodes: [JSONNode]) throws(Diagnostic) -> [Scenario.Strategy] {
    var byName: [String: JSONNode] = [:]
    var faults = FaultList()
    for node in nodes {
      let name = Settings(node).string("name")
      let position = Settings(node).position("name")
      if byName[name] != nil {
        faults.add(
          Diagnostic("two strategies are called '\(name)'; each name may stand once", position: position))
      }
      faults.attempt { () throws(Diagnostic) in
        try Scenario.checkLength(of: name, "the name of a strategy", at: position)
      }
      byName[name] = node
    }
    // Which of two is meant would be a guess.
    try faults.check()
    var resolved: [String: Scenario.Strategy] = [:]
    var strategies: [Scenario.Strategy] = []
    for node in nodes {
      // A fault that a strategy takes over stands where it was made, and is told once.
      let strategy = faults.attempt { () throws(Diagnostic) in try resolve(node, byName, &resolved) }
      if let strategy { strategies.append(strategy) }
    }
    try faults.check()
    return strategies
  }

  /// A strategy with other layers, for a sweep.
  package func strategy(_ base: Scenario.Strategy, named name: String, layers: [JSONNode]) throws(Diagnostic)
    -> Scenario.Strategy
  {
    var strategy = base
    strategy.name = name
    strategy.layers = try validated(layers)
    strategy.plans = try plans(strategy.layers)
    return strategy
  }

  /// A strategy with one parameter of a layer changed.
  package func setting(_ key: String, to value: JSONNode, in layers: [JSONNode], at position: SourcePosition)
    throws(Diagnostic) -> [JSONNode]
  {
    let parts = key.split(separator: ".").map(String.init)
    let names = layers.compactMap { $0["use"]?.string }
    guard parts.count >= 2 else {
      throw Diagnostic("'\(key)' names no parameter; <layer>.<parameter> was expected", position: position)
    }
    guard let place = names.firstIndex(of: parts[0]) else {
      guard !names.isEmpty else {
        throw Diagnostic(
          "'\(key)' names the layer '\(parts[0])', and the strategy has no layers", position: position)
      }
      let hint = parts[0].nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "'\(key)' names the layer '\(parts[0])', which the strategy lacks\(hint); one of "
          + "\(names.joined(separator: ", ")) was expected", position: position)
    }
    var layers = layers
    layers[place] = replaced(layers[place], parts.dropFirst(), value)
    return layers
  }

  /// The tree with the value in its place; null takes the member out, so that its default counts again.
  private func replaced(_ node: JSONNode, _ keys: ArraySlice<String>, _ value: JSONNode) -> JSONNode {
    guard let key = keys.first else { return value }
    var members = node.members ?? []
    if keys.count == 1, value.value == .null {
      return JSONNode(.object(members.filter { $0.key != key }), at: node.position)
    }
    let child = replaced(node[key] ?? JSONNode([:], at: node.position), keys.dropFirst(), value)
    if let place = members.firstIndex(where: { $0.key == key }) {
      members[place].node = child
      members[place].origin = .stated
      // What stands here now was said there.
      if keys.count == 1 { members[place].keyPosition = value.position }
    } else {
      members.append(JSONMember(key: key, keyPosition: value.position, node: child))
    }
    return JSONNode(.object(members), at: node.position)
  }

  /// A strategy after those that it extends, each of which is resolved once.
  private func resolve(
    _ node: JSONNode, _ byName: [String: JSONNode], _ resolved: inout [String: Scenario.Strategy]
  ) throws(Diagnostic) -> Scenario.Strategy {
    if let known = node["name"]?.string.flatMap({ resolved[$0] }) { return known }
    var chain = [node]
    var path = [Settings(node).string("name")]
    var names: Set = [path[0]]
    while let last = chain.last, let base = last["extends"]?.string, resolved[base] == nil {
      guard let parent = byName[base] else {
        let hint = base.nearest(in: byName.keys.sorted()).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "the strategy '\(base)' is unknown\(hint); one of the scenario's was expected",
          position: Settings(last).position("extends"))
      }
      path.append(base)
      guard names.insert(base).inserted else {
        throw Diagnostic(
          "'extends' goes in a circle: \(path.joined(separator: " -> "))",
          position: Settings(parent).position("extends"))
      }
      chain.append(parent)
    }
    var strategy: Scenario.Strategy?
    for node in chain.reversed() {
      let base = node["extends"]?.string.flatMap { resolved[$0] }
      let own = try self.strategy(node, extending: base)
      resolved[own.name] = own
      strategy = own
    }
    guard let strategy else { throw Diagnostic("a strategy was not resolved", kind: .unexpected) }
    return strategy
  }

  private func strategy(_ node: JSONNode, extending base: Scenario.Strategy?) throws(Diagnostic)
    -> Scenario.Strategy
  {
    let settings = Settings(node)
    let name = settings.string("name")
    var layers: [JSONNode] = []
    var model: Int?
    var isAsRecorded = base?.isAsRecorded ?? false
    if let base {
      if settings.has("layers") {
        throw Diagnostic(
          "'\(name)' states both 'extends' and 'layers'; with 'extends', 'add' was expected",
          position: settings.position("layers"))
      }
      layers = base.layers
      model = base.model
    } else {
      for key in ["add", "remove", "set"] where settings.has(key) {
        throw Diagnostic("'\(key)' of '\(name)' stands without 'extends'", position: settings.position(key))
      }
      layers = settings.list("layers")
    }
    layers = try adapted(layers, settings)
    if let stated = settings.optionalString("model") {
      isAsRecorded = stated == "recorded" && catalog.model(named: stated) == nil
      model = isAsRecorded ? 0 : try catalog.require(stated, at: settings.position("model"))
    }
    guard let model = model ?? (catalog.models.count == 1 ? 0 : nil) else {
      throw Diagnostic("the strategy '\(name)' lacks the key 'model'", position: node.position)
    }
    layers = try validated(layers)
    guard layers.count <= 60 else {
      throw Diagnostic(
        "'\(name)' has \(layers.count) layers; at most 60 were expected", position: node.position)
    }
    var plans = try plans(layers)
    if isAsRecorded { plans = plans.map { $0.asRecorded() } }
    let isDeclaredBound = layers.contains {
      $0["use"]?.string.flatMap(LayerRegistry.declaration)?.isBound == true
    }
    let isBound = settings.boolean("bound") || isDeclaredBound || plans.contains(where: \.isBound)
    return Scenario.Strategy(
      name: name, title: settings.optionalString("title"), isBound: isBound, model: model,
      isAsRecorded: isAsRecorded, layers: layers, plans: plans, position: node.position)
  }

  private func adapted(_ base: [JSONNode], _ settings: Settings) throws(Diagnostic) -> [JSONNode] {
    var layers = base
    for node in settings.list("remove") {
      let names = layers.compactMap { $0["use"]?.string }
      guard let name = node.string, names.contains(name) else {
        guard !names.isEmpty else {
          throw Diagnostic(
            "'remove' names '\(node.string ?? "")', and no layer is taken over", position: node.position)
        }
        throw Diagnostic(
          "'remove' names '\(node.string ?? "")', which is not taken over; one of \(names.joined(separator: ", ")) "
            + "was expected", position: node.position)
      }
      layers.removeAll { $0["use"]?.string == name }
    }
    layers += settings.list("add")
    var faults = FaultList()
    for member in settings.members("set") {
      let base = layers
      let changed = faults.attempt { () throws(Diagnostic) in
        try setting(member.key, to: member.node, in: base, at: member.keyPosition)
      }
      if let changed { layers = changed }
    }
    try faults.check()
    return layers
  }

  private func validated(_ layers: [JSONNode]) throws(Diagnostic) -> [JSONNode] {
    var validator = Validator()
    var faults = FaultList()
    let checked = layers.compactMap { layer in
      faults.attempt { () throws(Diagnostic) in
        try validator.validate(layer, as: LayerRegistry.shape, path: layer["use"]?.string ?? "layer")
      }
    }
    try faults.check()
    return checked
  }

  private func plans(_ layers: [JSONNode]) throws(Diagnostic) -> [any LayerPlan] {
    var plans: [any LayerPlan] = []
    var faults = FaultList()
    for layer in layers {
      guard let name = layer["use"]?.string, let declaration = LayerRegistry.declaration(name) else {
        throw Diagnostic("a layer lacks the key 'use'", position: layer.position)
      }
      var scaling = ExtensiveScaling(scale, isStrict: !isRest)
      let scaled = try scaling.apply(to: layer, as: LayerRegistry.shape)
      let plan = faults.attempt { () throws(Diagnostic) in try declaration.plan(Settings(scaled), catalog) }
      if let plan { plans.append(plan) }
    }
    try faults.check()
    return plans
  }
}
