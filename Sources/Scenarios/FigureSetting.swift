import Declarations
import Providers

/// A setting that figures depend on, resolved: what stands in no file is there with its default.
public struct FigureSetting: Sendable {
  /// Where it stands, such as `strategies.exact.exact_cache.capacity`; no two of a scenario are alike.
  public var path: String
  /// The value: a number, a text, a boolean, or a list.
  public var value: JSONValue
  /// Where the scenario's file has it; nil where nothing states it.
  public var position: SourcePosition?
  /// Whether a default stands in for it.
  public var isDefault: Bool

  /// Makes a setting.
  public init(path: String, value: JSONValue, position: SourcePosition? = nil, isDefault: Bool = false) {
    self.path = path
    self.value = value
    self.position = position
    self.isDefault = isDefault
  }

  /// The value as text on one line; equal values have equal texts.
  public var text: String { value.text(indent: nil) }
}

extension Scenario {
  /// Everything that moves figures, in order: the span, the workload, the providers with their prices, the strategies
  /// with what they take over, and what errors cost.
  ///
  /// Left out are seed and replications, which stand apart, and what only reports or judges: titles, notes, limits,
  /// rules, output, threads.
  public var figureSettings: [FigureSetting] {
    var list = FigureSettingList()
    list.add(tree["run"], at: "run", without: ["seed", "replications", "threads"])
    list.add(tree["workload"], at: "workload")
    if sample != nil { list.add(tree["sample"], at: "sample") }
    list.add(tree["providers"], at: "providers")
    let billsAsRecorded = strategies.contains(where: \.isAsRecorded)
    for model in catalog.models { list.add(prices: model, of: catalog, billsAsRecorded: billsAsRecorded) }
    if tree["providers"]?["embedder"]?["input_usd_per_1m"] == nil {
      list.add(
        JSONValue(catalog.embedder.price.usdPer1M), "providers.embedder.input_usd_per_1m", nil,
        isDefault: true)
    }
    for strategy in strategies {
      let path = "strategies.\(strategy.name)"
      let model = strategy.isAsRecorded ? "recorded" : catalog.models[strategy.model].name
      list.add(.string(model), path + ".model", strategy.position, isDefault: false)
      let names = strategy.layerNames
      list.add(
        JSONValue(names.map { .string($0) }), path + ".layers", strategy.position, isDefault: false)
      for (place, layer) in strategy.layers.enumerated() {
        let earlier = names[..<place].count { $0 == names[place] }
        let name = earlier == 0 ? names[place] : "\(names[place])#\(earlier + 1)"
        list.add(layer, at: path + "." + name, without: ["use"])
      }
    }
    list.add(
      .string(strategies[baseline].name), "analysis.baseline", section("analysis")?.position("baseline"),
      isDefault: false)
    for key in ["goodput", "false_hit_usd", "stale_hit_usd"] {
      list.add(tree["analysis"]?[key], at: "analysis.\(key)")
    }
    return list.settings + fileSettings(of: list.settings)
  }
}

/// Flattens trees into settings.
private struct FigureSettingList {
  private(set) var settings: [FigureSetting] = []
  private var paths: Set<String> = []

  mutating func add(_ value: JSONValue, _ path: String, _ position: SourcePosition?, isDefault: Bool) {
    // Keys may hold dots: paths that look alike are told apart.
    var unique = path
    var count = 1
    while !paths.insert(unique).inserted {
      count += 1
      unique = "\(path)#\(count)"
    }
    settings.append(
      FigureSetting(
        path: unique, value: value, position: position.flatMap { $0.line > 0 ? $0 : nil },
        isDefault: isDefault))
  }

  mutating func add(_ node: JSONNode?, at path: String, without left: Set<String> = []) {
    guard let node else { return }
    add(node.withoutIdle, path, isDefault: false, without: left)
  }

  private mutating func add(_ node: JSONNode, _ path: String, isDefault: Bool, without left: Set<String> = [])
  {
    switch node.value {
    case .object(let members):
      for member in members where member.key != "notes" && !left.contains(member.key) {
        add(
          member.node, path + "." + member.key, isDefault: isDefault || member.origin != .stated)
      }
    case .array(let elements):
      if elements.contains(where: { $0.members != nil }) {
        for (place, element) in elements.enumerated() {
          add(element, "\(path).\(place)", isDefault: isDefault)
        }
      } else if !elements.isEmpty {
        add(node.value.plain, path, node.position, isDefault: isDefault)
      }
    default: add(node.value.plain, path, node.position, isDefault: isDefault)
    }
  }

  /// Prices that the price book has, where the scenario states none.
  ///
  /// Those of services and kinds of tokens are added where something is billed by them.
  mutating func add(prices model: ModelProfile, of catalog: ProviderCatalog, billsAsRecorded: Bool) {
    let provider = catalog.providers[model.provider]
    let path = "providers.\(provider.name).models.\(model.name)."
    add(model.prices.standard, at: path, everyKind: billsAsRecorded)
    if let batch = model.prices.batch, provider.batch?.prefersOwnPrices ?? billsAsRecorded {
      add(batch, at: path + "batch.", everyKind: billsAsRecorded)
    }
    guard billsAsRecorded else { return }
    let extras = model.prices.extras
    if let search = extras.webSearch {
      add(JSONValue(search.each.usdPer1M / 1e3), path + "web_search_usd_per_1k", nil, isDefault: true)
    }
    for (name, factor) in [("fast_factor", extras.fastFactor), ("us_factor", extras.keptInUSFactor)]
    where factor != 1 {
      add(JSONValue(factor), path + name, nil, isDefault: true)
    }
    if let offPeak = extras.offPeak {
      add(offPeak.rates(instead: model.prices.standard.base), at: path + "off_peak.", everyKind: false)
    }
    if let flex = model.prices.flex { add(flex, at: path + "flex.", everyKind: true) }
    if let priority = model.prices.priority { add(priority, at: path + "priority.", everyKind: true) }
  }

  private mutating func add(_ schedule: RateSchedule, at path: String, everyKind: Bool) {
    add(schedule.base, at: path, everyKind: everyKind)
    for step in schedule.steps {
      add(step.rates, at: "\(path)above_\(step.bound)_tokens.", everyKind: everyKind, isDefault: false)
    }
  }

  /// - Parameter isDefault: false for a length that a book may begin to price at any time, which then is a change.
  private mutating func add(_ rates: TokenRates, at path: String, everyKind: Bool, isDefault: Bool = true) {
    var prices: [(key: String, price: TokenPrice?)] = [
      ("input", rates.input), ("cached_input", rates.cachedInput), ("cache_write", rates.cacheWrite),
      ("cache_write_hour", rates.hourWrite), ("output", rates.output),
    ]
    if everyKind {
      prices += [
        ("reasoning", rates.reasoning), ("audio_input", rates.audioInput),
        ("audio_output", rates.audioOutput),
        ("cached_audio", rates.cachedAudio), ("image_input", rates.imageInput),
        ("image_output", rates.imageOutput),
      ]
    }
    for (name, price) in prices {
      let key = "\(path)\(name)_usd_per_1m"
      guard let price, !paths.contains(key) else { continue }
      add(JSONValue(price.usdPer1M), key, nil, isDefault: isDefault)
    }
  }
}

extension TokenPrice {
  fileprivate var usdPer1M: Double { Double(picodollars) / 1e6 }
}

extension JSONValue {
  /// The value without places in a file, and with numbers in one form.
  fileprivate var plain: JSONValue {
    switch self {
    case .number(let number, _): JSONValue(number)
    case .array(let elements): JSONValue(elements.map(\.value.plain))
    default: self
    }
  }
}
