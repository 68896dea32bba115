import Declarations
import Eviction
import Routing

@testable import Experiments
@testable import Metrics
@testable import Scenarios

extension RandomScenario {
  /// The value of a field that refers to something, or that decides how long a scenario runs; nil for any other.
  mutating func named(_ field: Field, _ path: [String]) -> JSONValue? {
    let owner = path.dropLast().last ?? ""
    switch field.key {
    case "simbench": return 1
    case "name" where owner.isEmpty: return "random"
    case "workload": return drawnWorkload(field)
    case "providers": return providers(field)
    case "strategies" where owner.isEmpty: return stacks(field)
    case "seed": return JSONValue(draws.integer(0...1000))
    case "replications": return JSONValue(draws.integer(1...3))
    case "threshold_replications", "attribution_replications": return JSONValue(draws.integer(1...2))
    case "measure_h": return JSONValue(requests / rate / 3600)
    case "warmup_h": return JSONValue(draws.uniform() * requests / rate / 3600)
    case "rate_per_s": return JSONValue(rate)
    case "count": return JSONValue(draws.integer(1...60))
    case "per_intent": return JSONValue(draws.integer(1...4))
    case "path": return .string(workload == .outcomes ? files.outcomes : files.log)
    case "format" where owner == "recorded": return draws.happens(0.8) ? "auto" : nil
    case "text" where owner == "paraphrases" && !hasText: return "none"
    case "model" where owner == "embedder": return "text-embedding-3-small"
    case "model", "first", "then", "throttle_to": return .string(draws.element(of: models))
    case "models" where owner == "oracle_router": return texts(draws.some(of: models, atMost: 2))
    case "price_of": return "gpt-4o"
    case "routes": return routes(isOfRouter: owner == "router")
    case "embedder":
      return .string(draws.element(of: hasText ? ["hashed_ngrams", "bag_of_words"] : ["hashed_ngrams"]))
    case "router" where owner == "routing":
      return .string(draws.element(of: RouterDeclaration.all.map(\.name)))
    case "eviction_parameters": return parameters()
    case "admission":
      return .string(draws.element(of: ["always", "size<=300", "probability:0.5", "tinylfu"]))
    case "keywords": return texts(draws.some(of: ["how", "refund", "é"], atMost: 2))
    case "k": return JSONValue(draws.integer(1...5))
    case "links", "ef_construction", "ef_search": return JSONValue(draws.integer(2...40))
    case "curve_points": return JSONValue(draws.integer(2...4))
    case "bounds", "curve_policies":
      guard case .list(.choice(let names), _) = field.shape else { return nil }
      return texts(draws.some(of: names, atMost: 2))
    case "trials": return JSONValue(draws.integer(10...20))
    case "capacities": return JSONValue([JSONValue(draws.integer(1...50)), JSONValue(draws.integer(1...50))])
    case "requests" where owner == "decision":
      return JSONValue([JSONValue(draws.integer(1...30)), JSONValue(draws.integer(1...90))])
    case "strategy" where owner == "sweep": return .string(strategies.last?.name ?? "")
    case "baseline", "threshold_strategy", "attribution_strategy", "versus", "greater_than", "strategy":
      return .string(draws.element(of: strategies).name)
    case "strategies": return texts(draws.some(of: strategies.map(\.name), atMost: 2))
    case "constraints":
      let metrics = draws.some(of: Metric.allCases, atMost: 2)
      return JSONValue(members: metrics.map { ($0.rawValue + draws.element(of: ["_max", "_min"]), 1) })
    case "axes": return JSONValue(members: settings(isList: true))
    default: return nil
    }
  }

  private func texts(_ names: [String]) -> JSONValue { JSONValue(names.map { .string($0) }) }

  private mutating func drawnWorkload(_ field: Field) -> JSONValue? {
    guard case .tagged(let key, let cases) = field.shape,
      let schema = cases.first(where: { $0.name == workload.rawValue })
    else { return nil }
    var own = members(schema, [field.key, schema.name])
    // Outcomes call the models by their own names.
    own.removeAll { $0.key == "models" }
    return .object([JSONMember(key: key, node: JSONNode(.string(schema.name)))] + own)
  }

  private mutating func providers(_ field: Field) -> JSONValue? {
    guard case .open(let schema, .object(let provider)) = field.shape,
      case .map(.object(let model)) = provider.fields.first?.shape
    else { return nil }
    var result = members(schema, [field.key])
    let names =
      workload == .outcomes ? ["gpt-4o", "gpt-4o-mini"] : ["gpt-4o", "gpt-4o-mini", "own", "small"]
    models = workload == .outcomes ? names : draws.some(of: names, atMost: 4)
    let split = draws.integer(0...models.count)
    for (place, part) in [models[..<split], models[split...]].enumerated() where !part.isEmpty {
      var own = members(provider, ["provider"]).filter { $0.key != "models" }
      var declared: [(String, JSONValue)] = []
      for name in part {
        var fields = members(model, ["model"])
        if !name.hasPrefix("gpt"), !fields.contains(where: { $0.key == "price_of" }) {
          for key in ["input_usd_per_1m", "output_usd_per_1m"]
          where !fields.contains(where: { $0.key == key }) {
            fields.append(
              JSONMember(
                key: key, node: JSONNode(JSONValue(draws.number(Bounds(minimum: 0, maximum: 1e6), near: 5)))))
          }
        }
        declared.append((name, .object(fields)))
      }
      own.append(JSONMember(key: "models", node: JSONNode(JSONValue(members: declared))))
      result.append(JSONMember(key: "p\(place)", node: JSONNode(.object(own))))
    }
    return .object(result)
  }

  private mutating func routes(isOfRouter: Bool) -> JSONValue {
    JSONValue(
      members: ["simple", "medium", "complex"].map { name in
        guard isOfRouter else {
          return (name, texts(draws.some(of: ["how so", "why", "refund me"], atMost: 2)))
        }
        return (name, .string(draws.element(of: models)))
      })
  }

  private mutating func parameters() -> JSONValue {
    let parameter = draws.element(of: PolicyKind.allCases.flatMap(\.parameters))
    let value = draws.element(of: [parameter.range.lowerBound, parameter.range.upperBound])
    return JSONValue(members: [(parameter.name, JSONValue(value))])
  }

  /// Strategies with layers of their own, and others that take layers over.
  private mutating func stacks(_ field: Field) -> JSONValue? {
    guard case .list(.object(let schema), _) = field.shape,
      let layers = schema.fields.first(where: { $0.key == "layers" })?.shape,
      case .list(.tagged(_, let cases), _) = layers
    else { return nil }
    func layer(_ draw: inout Self) -> (name: String, JSONValue) {
      let schema = draw.draws.element(of: cases)
      let fields = draw.members(schema, [schema.name])
      return (schema.name, .object([JSONMember(key: "use", node: JSONNode(.string(schema.name)))] + fields))
    }
    var result: [JSONValue] = []
    for place in 0..<draws.integer(1...3) {
      let name = "s\(place)"
      var members: [(String, JSONValue)] = [("name", .string(name))]
      let own = (0..<draws.integer(0...4)).map { _ in layer(&self) }
      if !strategies.isEmpty, draws.happens(0.5) {
        let base = draws.element(of: strategies)
        members.append(("extends", .string(base.name)))
        members.append(("add", JSONValue(own.map(\.1))))
        var kept = base.layers
        if let gone = kept.first, draws.happens(0.3) {
          members.append(("remove", texts([gone])))
          kept.removeAll { $0 == gone }
        }
        strategies.append((name, kept + own.map(\.name)))
        if draws.happens(0.3) { members.append(("set", JSONValue(members: settings(isList: false)))) }
      } else {
        let model = workload == .recorded && draws.happens(0.3) ? "recorded" : draws.element(of: models)
        members.append(("model", .string(model)))
        members.append(("layers", JSONValue(own.map(\.1))))
        strategies.append((name, own.map(\.name)))
      }
      result.append(JSONValue(members: members))
    }
    return JSONValue(result)
  }

  /// Parameters of layers of the last strategy, as `<layer>.<parameter>`.
  private mutating func settings(isList: Bool) -> [(String, JSONValue)] {
    var result: [(String, JSONValue)] = []
    for name in Set(strategies.last?.layers ?? []).sorted() where draws.happens(0.6) {
      guard let schema = LayerShapes.schema(of: name), !schema.fields.isEmpty else { continue }
      let field = draws.element(of: schema.fields)
      func drawn(_ own: inout Self) -> JSONValue { own.value(field, in: [name], whole: schema) }
      result.append(
        (name + "." + field.key, isList ? JSONValue([drawn(&self), drawn(&self)]) : drawn(&self)))
    }
    return result
  }
}

/// The shapes of layers, as the scenario's schema has them.
enum LayerShapes {
  static func schema(of name: String) -> ObjectSchema? {
    guard case .object(let scenario) = ScenarioSchema.shape(),
      case .list(.object(let strategy), _) = scenario.fields.first(where: { $0.key == "strategies" })?.shape,
      case .list(.tagged(_, let cases), _) = strategy.fields.first(where: { $0.key == "layers" })?.shape
    else { return nil }
    return cases.first { $0.name == name }
  }
}
