import Declarations
import Files
import Providers
import Recordings
import Routing
import Simulation
import Strategies
import Traffic

/// A validated scenario, ready to run.
public struct Scenario: Sendable {
  /// Where the query stream comes from.
  enum Workload: Sendable {
    case synthetic(SyntheticWorkload)
    case recorded(RecordedSource)
    case outcomes(OutcomesWorkload)
  }

  /// A strategy with its layers.
  public struct Strategy: Sendable {
    /// Its name.
    public var name: String
    /// What it is, in a line.
    public var title: String?
    /// Whether it only bounds what is possible.
    public var isBound: Bool
    /// The model that requests ask for, as an index into the catalogue; of a strategy as recorded, the first.
    public var model: Int
    /// Whether each request asks for the model that the log names, and is billed by the log's own token counts.
    public var isAsRecorded = false
    /// Names and settings of the layers.
    package var layers: [JSONNode]
    /// The layers.
    var plans: [any LayerPlan]
    /// Where it stands.
    package var position: SourcePosition

    /// Names of the layers.
    public var layerNames: [String] { layers.compactMap { $0["use"]?.string } }

    /// The first layer that answers by similarity, with its threshold.
    var similarityLayer: (name: String, threshold: StatedThreshold)? {
      for (name, plan) in zip(layerNames, plans) {
        if let threshold = plan.threshold { return (name, threshold) }
      }
      return nil
    }
  }

  /// The validated tree with all defaults.
  public let tree: JSONNode
  /// The file it came from.
  public let path: String
  /// A hash of the file's bytes and the overrides.
  public let hash: String
  /// A hash of the file's bytes alone.
  public let fileHash: String
  /// The short name.
  public let name: String
  /// The question, in a line.
  public let title: String
  /// Seed of every random value.
  public var seed: UInt64
  /// Independent repetitions.
  public var replications: Int
  /// What is simulated and not measured.
  public let warmUp: VirtualTime
  /// What is measured; nil runs a recorded stream to its end.
  public let measured: VirtualTime?
  /// Confidence of the intervals.
  public let confidence: Double
  /// Threads; 0 takes one a core.
  public var threads: Int
  /// Providers and models.
  public let catalog: ProviderCatalog
  /// The strategies.
  public internal(set) var strategies: [Strategy]
  /// The index of the baseline.
  public let baseline: Int
  /// What wrong answers cost.
  public let errorPrices: ErrorPrices
  /// Within which times an answer is of use.
  let goodput: Goodput?
  /// What the title asks of the strategies.
  public let question: Question?
  /// Bounds on metrics.
  public let constraints: [Constraint]
  /// What was noted while reading.
  public let warnings: [Diagnostic]
  let workload: Workload
  /// What stands in for labels that a recording lacks.
  let truth: (choice: EmbedderChoice, threshold: Double)?
  /// The charts whose figures are computed: those that are asked for and can be drawn, and those whose table is.
  let plots: Set<String>

  /// Whether a rule of `expect` goes by an interval.
  var hasIntervalRules: Bool {
    (tree["expect"]?.elements ?? []).contains { $0["rule"]?.string == "ci" }
  }

  /// Whether all replications replay one recording.
  package var isRecorded: Bool { if case .recorded = workload { true } else { false } }

  /// Settings of a top-level object.
  public func section(_ key: String) -> Settings? { tree[key].map(Settings.init) }

  /// Where results go.
  public var outputFolder: String { section("output")?.optionalString("folder") ?? "Results/\(name)" }

  /// The files that a run reads.
  public var inputs: [String] {
    switch workload {
    case .synthetic: [path]
    case .recorded(let source): [path, source.path]
    case .outcomes(let outcomes): [path, outcomes.path] + (outcomes.exclusions.map { [$0] } ?? [])
    }
  }

  /// How to read a scenario.
  public struct Options: Sendable {
    /// `--set` overrides in order.
    public var overrides: [Override] = []
    /// Whether unknown keys are only noted.
    public var allowsUnknownKeys = false
    /// The charts that can be drawn, or nil to take any name and compute nothing for them.
    public var charts: [ChartDeclaration]?
    /// The price book.
    public var prices = PriceBook.embedded

    /// The defaults.
    public init() {}
  }

  /// Reads and validates a scenario.
  ///
  /// - Throws: a `Diagnostic` with file, line and column.
  public static func load(_ reference: String, options: Options = Options()) throws(Diagnostic) -> Scenario {
    let path = try ScenarioLocator.path(of: reference)
    do throws(Diagnostic) {
      return try Scenario(bytes: try RegularFile.read(path), path: path, options: options)
    } catch {
      throw error.kind == .usage ? error : error.placed(in: path)
    }
  }

  /// Validates a scenario that is already in memory.
  public init(bytes: [UInt8], path: String, options: Options = Options()) throws(Diagnostic) {
    var raw = try JSONParser.parse(bytes, what: "scenario")
    guard raw.members != nil else {
      throw Diagnostic(
        "the scenario is \(raw.value.typeName); an object was expected", position: raw.position)
    }
    var hash = ContentHash()
    hash.combine(bytes)
    fileHash = hash.digits
    for override in options.overrides {
      raw = try override.applied(to: raw)
      hash.combine(Array("\u{0}\(override.path)=\(override.value.text(indent: nil))".utf8))
    }
    self.hash = hash.digits
    var validator = Validator(allowsUnknownKeys: options.allowsUnknownKeys)
    tree = try validator.validate(raw, as: ScenarioSchema.shape(charts: options.charts))
    self.path = path
    let root = Settings(tree)
    name = root.string("name")
    guard !name.contains("/"), !name.hasPrefix("."), name.singleLine == name else {
      throw Diagnostic(
        "'name' is '\(name)'; a name without '/', control characters and a leading '.' was expected, since results go "
          + "to Results/<name>", position: root.position("name"))
    }
    try Scenario.checkLength(of: name, "'name'", at: root.position("name"))
    title = root.optionalString("title") ?? name
    let run = root.settings("run")
    seed = UInt64(run.integer("seed"))
    replications = run.integer("replications")
    warmUp = .hours(run.number("warmup_h"))
    confidence = run.number("confidence")
    threads = run.integer("threads")
    measured = run.optionalNumber("measure_h").map { .hours($0) }
    let span = run.number("warmup_h") + (run.optionalNumber("measure_h") ?? 0)
    guard span <= 250_000 else {
      throw Diagnostic(
        "'run' spans \(span.short) hours; at most 250,000 were expected", position: run.node.position)
    }
    let workload = root.settings("workload")
    catalog = try ProviderSection.catalog(root.settings("providers"), prices: options.prices)
    if workload.string("kind") == "synthetic" {
      var synthetic = try SyntheticSection.workload(workload, name: name)
      synthetic.isClosedLoop = workload.optionalString("replay") == Replay.closed.rawValue
      guard measured != nil else {
        throw Diagnostic(
          "'run' lacks the key 'measure_h'; a synthetic stream has no end of its own",
          position: run.node.position)
      }
      let expected = synthetic.expectedRequests(until: .seconds(warmUp.seconds + (measured?.seconds ?? 0)))
      guard expected < 2e9 else {
        throw Diagnostic(
          "the stream would hold about \(Int(min(expected, 1e15))) requests; at most 2 billion were expected",
          position: run.position("measure_h"))
      }
      self.workload = .synthetic(synthetic)
      truth = nil
    } else if workload.string("kind") == "outcomes" {
      self.workload = .outcomes(
        try OutcomesSection.workload(workload, catalog: catalog, path: path, seed: seed))
      truth = nil
    } else {
      if let stated = workload.optionalSettings("truth") {
        truth = try TruthProxy.stated(stated)
      } else {
        truth = nil
      }
      self.workload = .recorded(
        RecordedSource(
          settings: workload, resolvedPath: ScenarioLocator.resolve(workload.string("path"), from: path)))
    }
    strategies = try StrategyResolver(catalog: catalog).strategies(root.list("strategies"))
    let analysis = root.settings("analysis")
    if let name = analysis.optionalString("baseline") {
      baseline = try Scenario.place(of: name, in: strategies, at: analysis.position("baseline"))
    } else {
      baseline = 0
    }
    errorPrices = ErrorPrices(analysis)
    goodput =
      if let stated = analysis.optionalSettings("goodput") { try Goodput(stated) } else { nil }
    question = try Question(root.optionalSettings("question"), strategies: strategies, baseline: baseline)
    constraints = try ConstraintSection.constraints(root.optionalSettings("constraints"))
    warnings = validator.warnings
    let output = root.settings("output")
    plots = Set(
      output.strings("plots") + output.strings("csv").compactMap { OutputTable(rawValue: $0)?.chart }
    ).intersection((options.charts ?? []).map(\.name))
    if !isRecorded, let strategy = strategies.first(where: \.isAsRecorded) {
      throw Diagnostic(
        "the model of '\(strategy.name)' is 'recorded', but the workload is no recording; a model of 'providers' was "
          + "expected", position: strategy.position)
    }
    try checkReferences()
    if case .synthetic(let synthetic) = self.workload {
      try checkText(
        of: strategies, hasText: synthetic.grammar != nil, hasSimilarity: synthetic.similarity != nil)
      try checkTiers(of: strategies, synthetic.tiers.map(\.name))
    }
    try checkRouting(of: strategies)
    try checkClosedLoop()
  }

  /// Refuses a name that fits neither a table nor a file system.
  static func checkLength(of name: String, _ what: String, at position: SourcePosition) throws(Diagnostic) {
    guard name.count <= 100, name.utf8.count <= 240 else {
      throw Diagnostic(
        "\(what) has \(name.count) characters; at most 100 were expected, in 240 bytes", position: position)
    }
  }

  /// The index of a strategy that a setting names.
  static func place(of name: String, in strategies: [Strategy], at position: SourcePosition)
    throws(Diagnostic) -> Int
  {
    if let place = strategies.firstIndex(where: { $0.name == name }) { return place }
    let names = strategies.map(\.name)
    let hint = name.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "the strategy '\(name)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
      position: position)
  }

  private func checkReferences() throws(Diagnostic) {
    for node in tree["expect"]?.elements ?? [] {
      let rule = Settings(node)
      for key in ["strategy", "versus", "greater_than"] {
        guard let name = rule.optionalString(key) else { continue }
        _ = try Scenario.place(of: name, in: strategies, at: rule.position(key))
      }
      guard ["min", "max", "equals", "greater_than"].contains(where: rule.has) else {
        throw Diagnostic(
          "a rule of 'expect' states none of min, max, equals, greater_than; at least one was expected",
          position: node.position)
      }
    }
    for node in tree["gate"]?.elements ?? [] {
      let rule = Settings(node)
      guard let name = rule.optionalString("strategy") else { continue }
      _ = try Scenario.place(of: name, in: strategies, at: rule.position("strategy"))
    }
    for (section, keys) in [
      ("analysis", ["threshold_strategy", "attribution_strategy"]), ("sweep", ["strategy"]),
    ] {
      guard let settings = self.section(section) else { continue }
      for key in keys {
        guard let name = settings.optionalString(key) else { continue }
        _ = try Scenario.place(of: name, in: strategies, at: settings.position(key))
      }
    }
  }

  /// Checks that no layer wants to know whether an answer is right when nothing says so.
  ///
  /// - Throws: a `Diagnostic` at the first layer that does.
  func checkTruth(of strategies: [Strategy], hasLabels: Bool) throws(Diagnostic) {
    guard !hasLabels, truth == nil else { return }
    for strategy in strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        for case .truth(let what) in plan.needs {
          throw Diagnostic(
            "\(what) of '\(strategy.name)' must know whether an answer is right, and the stream has no labels; "
              + "'workload.truth' may state what stands in for them", position: layer.position)
        }
      }
    }
  }

  /// Checks that no layer reads text which the stream does not have.
  ///
  /// - Throws: a `Diagnostic` at the first layer that does.
  func checkText(of strategies: [Strategy], hasText: Bool, hasSimilarity: Bool) throws(Diagnostic) {
    guard !hasText else { return }
    for strategy in strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        for need in plan.needs {
          let what: String
          switch need {
          case .neighbours where !hasSimilarity:
            what = "state paraphrases.text or paraphrases.similarity"
          case .searched, .vectors, .text: what = "state paraphrases.text"
          default: continue
          }
          throw Diagnostic(
            "the layer '\(layer["use"]?.string ?? "")' of '\(strategy.name)' reads prompts, but the workload has "
              + "no text; \(what)", position: layer.position)
        }
      }
    }
  }
}

extension Scenario {
  /// Checks that routers learn from recorded outcomes only where there are any, and go by difficulty classes only
  /// where those are known.
  private func checkRouting(of strategies: [Strategy]) throws(Diagnostic) {
    let outcomes: OutcomesWorkload? = if case .outcomes(let workload) = workload { workload } else { nil }
    for strategy in strategies {
      for (plan, layer) in zip(strategy.plans, strategy.layers) {
        for need in plan.needs {
          switch need {
          case .classes where outcomes != nil:
            throw Diagnostic(
              "the classifier of '\(strategy.name)' goes by difficulty classes, which recorded outcomes do not "
                + "have; the kind 'routing', or one that reads prompts, was expected",
              position: layer["classifier"]?.position ?? layer.position)
          case .routing(let need):
            let position = layer["classifier"]?.position ?? layer.position
            guard let outcomes else {
              throw Diagnostic(
                "the classifier of '\(strategy.name)' learns from recorded outcomes, which the workload does not "
                  + "have; a workload of the kind 'outcomes' was expected", position: position)
            }
            let isTrained = try RouterSpecification(need.router).declaration.isTrained
            guard !isTrained || outcomes.study.trainShare > 0 else {
              throw Diagnostic(
                "the router '\(need.router)' learns, but no queries are set aside for it; a positive "
                  + "workload.train_share was expected", position: position)
            }
          default: continue
          }
        }
      }
    }
  }

  /// Checks that routes by tier name tiers that users have, and leave none without a model.
  ///
  /// - Throws: a `Diagnostic` at the first tier that is unknown or missing.
  func checkTiers(of strategies: [Strategy], _ tiers: [String]) throws(Diagnostic) {
    for strategy in strategies {
      for need in strategy.plans.flatMap(\.needs) {
        guard case .tiers(let routes) = need else { continue }
        for (name, position) in zip(routes.names, routes.positions) where !tiers.contains(name) {
          let hint = name.nearest(in: tiers + ["default"]).map { " (did you mean '\($0)'?)" } ?? ""
          throw Diagnostic(
            "the tier '\(name)' is unknown\(hint); \(tiers.isEmpty ? "the stream has no tiers, and 'default' alone" : "one of \(tiers.joined(separator: ", ")), default") was expected",
            position: position)
        }
        guard !routes.hasDefault else { continue }
        let missing = tiers.filter { !routes.names.contains($0) }
        guard missing.isEmpty, !tiers.isEmpty else {
          throw Diagnostic(
            "the routes of '\(routes.difficulty.name)' lack \(tiers.isEmpty ? "'default'" : "the tier '\(missing[0])'"); a model for every tier, or 'default', was expected",
            position: routes.position)
        }
      }
    }
  }
}

/// The `constraints` of a scenario.
enum ConstraintSection {
  static func constraints(_ settings: Settings?) throws(Diagnostic) -> [Constraint] {
    var constraints: [Constraint] = []
    for member in settings?.node.members ?? [] where member.key != "notes" {
      let isMaximum = member.key.hasSuffix("_max")
      guard isMaximum || member.key.hasSuffix("_min"),
        let metric = Metric(rawValue: String(member.key.dropLast(4)))
      else {
        let names = Metric.allCases.flatMap { [$0.rawValue + "_max", $0.rawValue + "_min"] }
        let hint = member.key.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "the constraint '\(member.key)' is unknown\(hint); <metric>_max or <metric>_min was expected",
          position: member.keyPosition)
      }
      guard let bound = member.node.number else {
        throw Diagnostic(
          "'constraints.\(member.key)' is \(member.node.value.typeName); a number was expected",
          position: member.node.position)
      }
      constraints.append(Constraint(metric: metric, bound: bound, isMaximum: isMaximum))
    }
    return constraints
  }
}
