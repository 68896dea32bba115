import Declarations
import Files
import Metrics
import Providers
import Recordings
import Routing
import Simulation
import Strategies
import Traffic

/// A validated scenario, ready to run.
public struct Scenario: Sendable {
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
    package var plans: [any LayerPlan]
    /// Where it stands.
    package var position: SourcePosition

    /// Names of the layers.
    public var layerNames: [String] { layers.compactMap { $0["use"]?.string } }

    /// The first layer that answers by similarity, with its threshold.
    package var similarityLayer: (name: String, threshold: StatedThreshold)? {
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
  /// The part of the stream that is run; nil runs all of it.
  public let sample: StreamSample?
  /// Models and strategies without one group of the sample; nil where there is none.
  package let rest: SampleRest?
  /// Providers and models.
  public let catalog: ProviderCatalog
  /// The strategies.
  public package(set) var strategies: [Strategy]
  /// The index of the baseline.
  public let baseline: Int
  /// What wrong answers cost.
  public let errorPrices: ErrorPrices
  /// Within which times an answer is of use.
  package let goodput: Goodput?
  /// What the title asks of the strategies.
  public let question: Question?
  /// Bounds on metrics.
  public let constraints: [Constraint]
  /// What was noted while reading.
  public let warnings: [Diagnostic]
  /// Where the query stream comes from.
  package let workload: any Workload
  /// What stands in for labels that a recording lacks.
  package let truth: (choice: EmbedderChoice, threshold: Double)?
  /// The charts whose figures are computed: those that are asked for and can be drawn, and those whose table is.
  package let plots: Set<String>

  /// Whether a rule of `expect` goes by an interval.
  package var hasIntervalRules: Bool {
    (tree["expect"]?.elements ?? []).contains { $0["rule"]?.string == "ci" }
  }

  /// Whether all replications replay one recording.
  package var isRecorded: Bool { workload.isOneLog }

  /// Settings of a top-level object.
  public func section(_ key: String) -> Settings? { tree[key].map(Settings.init) }

  /// Where results go.
  public var outputFolder: String { section("output")?.optionalString("folder") ?? "Results/\(name)" }

  /// The files that a run reads.
  public var inputs: [String] { [path] + workload.files + workload.settingFiles.map(\.path) }

  /// How to read a scenario.
  public struct Options: Sendable {
    /// `--set` overrides in order.
    public var overrides: [Override] = []
    /// Whether unknown keys are only noted.
    public var allowsUnknownKeys = false
    /// The charts that can be drawn, or nil to take any name and compute nothing for them.
    public var charts: [ChartDeclaration]?
    /// Whether a sample that the scenario states is passed over.
    public var takesWhole = false
    /// The part of the stream that is run apart, as a `sample` states it; a scenario that states one of its own is refused.
    public var part: JSONValue?
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
    var bytes: [UInt8] = []
    do throws(Diagnostic) {
      bytes = try RegularFile.read(path)
      return try Scenario(bytes: bytes, path: path, options: options)
    } catch {
      throw error.naming(options.overrides, in: path, holding: try? JSONParser.parse(bytes))
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
    var overrides = options.overrides
    if options.takesWhole, raw["sample"] != nil { overrides.append(Override(path: "sample", value: .null)) }
    func apply(_ override: Override) throws(Diagnostic) {
      raw = try override.applied(to: raw)
      hash.combine(Array("\u{0}\(override.path)=\(override.value.text(indent: nil))".utf8))
    }
    for override in overrides { try apply(override) }
    if let part = options.part {
      if let own = raw["sample"] {
        throw Diagnostic(
          "the scenario takes a sample of its stream, and parts by --shard and --by are parts of the whole; one of them was "
            + "expected (`--set sample=null` leaves the sample out)", position: own.position)
      }
      try apply(Override(path: "sample", value: part))
    }
    self.hash = hash.digits
    var validator = Validator(allowsUnknownKeys: options.allowsUnknownKeys)
    tree = try validator.validate(raw, as: ScenarioSchema.shape(charts: options.charts))
    self.path = path
    let root = Settings(tree)
    // Sections are read one by one, and the faults of all are told together.
    var faults = FaultList()
    name = root.string("name")
    let ownName = name
    faults.attempt { () throws(Diagnostic) in try Scenario.check(name: ownName, at: root.position("name")) }
    title = root.optionalString("title") ?? name
    let run = root.settings("run")
    seed = UInt64(run.integer("seed"))
    replications = run.integer("replications")
    warmUp = .hours(run.number("warmup_h"))
    confidence = run.number("confidence")
    threads = run.integer("threads")
    measured = run.optionalNumber("measure_h").map { .hours($0) }
    let span = run.number("warmup_h") + (run.optionalNumber("measure_h") ?? 0)
    if span > 250_000 {
      faults.add(
        Diagnostic(
          "'run' spans \(span.short) hours; at most 250,000 were expected", position: run.node.position))
    }
    let workload = root.settings("workload")
    let sample =
      faults.attempt { () throws(Diagnostic) in
        try SampleSection.sample(root.optionalSettings("sample"))
      } ?? nil
    self.sample = sample
    let rate = sample?.rate ?? 1
    let analysis = root.settings("analysis")
    truth =
      faults.attempt { () throws(Diagnostic) in
        try workload.optionalSettings("truth").map(TruthProxy.stated)
      } ?? nil
    errorPrices = ErrorPrices(analysis)
    goodput =
      faults.attempt { () throws(Diagnostic) in
        if let stated = analysis.optionalSettings("goodput") { try Goodput(stated) } else { nil }
      } ?? nil
    let constraints = faults.attempt { () throws(Diagnostic) in
      try ConstraintSection.constraints(root.optionalSettings("constraints"))
    }
    warnings = validator.warnings
    let output = root.settings("output")
    plots = Set(
      output.strings("plots") + output.strings("csv").compactMap { OutputTable(rawValue: $0)?.chart }
    ).intersection((options.charts ?? []).map(\.name))
    let catalog = faults.attempt { () throws(Diagnostic) in
      try Scenario.catalog(root, scale: rate, prices: options.prices)
    }
    Scenario.checkReferences(in: root, &faults)
    // What follows needs to know the models.
    guard let catalog else {
      try faults.check()
      throw Diagnostic("there are no models", kind: .unexpected)
    }
    self.catalog = catalog
    let own = faults.attempt { () throws(Diagnostic) -> any Workload in
      guard let kind = WorkloadDeclaration.named(workload.string("kind")) else {
        throw Diagnostic("a workload lacks its kind", position: workload.node.position)
      }
      return try kind.workload(
        WorkloadDeclaration.Setting(
          name: ownName, path: path, workload: workload, run: run, catalog: catalog, sample: sample))
    }
    let strategies = faults.attempt { () throws(Diagnostic) in
      try StrategyResolver(catalog: catalog, scale: rate).strategies(root.list("strategies"))
    }
    guard let constraints, let own, let strategies else {
      try faults.check()
      throw Diagnostic("a section was not read", kind: .unexpected)
    }
    self.constraints = constraints
    self.workload = own
    self.strategies = strategies
    if sample == nil || sample?.part != nil {
      rest = nil
    } else {
      let scale = rate * Scenario.restShare
      let catalog = try Scenario.catalog(root, scale: scale, isRest: true, prices: options.prices)
      rest = SampleRest(
        catalog: catalog,
        strategies: try StrategyResolver(catalog: catalog, scale: scale, isRest: true).strategies(
          root.list("strategies")))
    }
    let base = analysis.optionalString("baseline")
    let place = strategies.firstIndex { $0.name == base } ?? 0
    baseline = place
    question =
      faults.attempt { () throws(Diagnostic) in
        try Question(root.optionalSettings("question"), strategies: strategies, baseline: place)
      } ?? nil
    try faults.check()
    if !isRecorded, let strategy = strategies.first(where: \.isAsRecorded) {
      throw Diagnostic(
        "the model of '\(strategy.name)' is 'recorded', but the workload is no recording; a model of 'providers' was "
          + "expected", position: strategy.position)
    }
    try self.workload.check(self)
    try checkSample()
    try checkRouting(of: strategies)
    try checkClosedLoop()
  }

  /// Refuses a name that no folder of results can have.
  private static func check(name: String, at position: SourcePosition) throws(Diagnostic) {
    guard !name.contains("/"), !name.hasPrefix("."), name.singleLine == name else {
      throw Diagnostic(
        "'name' is '\(name)'; a name without '/', control characters and a leading '.' was expected, since results go "
          + "to Results/<name>", position: position)
    }
    try checkLength(of: name, "'name'", at: position)
  }

  /// Refuses a name that fits neither a table nor a file system, or that nobody sees there.
  static func checkLength(of name: String, _ what: String, at position: SourcePosition) throws(Diagnostic) {
    guard name.contains(where: { !$0.isWhitespace }) else {
      throw Diagnostic("\(what) is blank; some text was expected", position: position)
    }
    guard name.count <= 100, name.utf8.count <= 240 else {
      throw Diagnostic(
        "\(what) has \(name.count) characters; at most 100 were expected, in 240 bytes", position: position)
    }
  }

  /// The index of a strategy that a setting names.
  package static func place(of name: String, in strategies: [Strategy], at position: SourcePosition)
    throws(Diagnostic) -> Int
  {
    try place(of: name, among: strategies.map(\.name), at: position)
  }

  private static func place(of name: String, among names: [String], at position: SourcePosition)
    throws(Diagnostic) -> Int
  {
    if let place = names.firstIndex(of: name) { return place }
    let hint = name.nearest(in: names).map { " (did you mean '\($0)'?)" } ?? ""
    throw Diagnostic(
      "the strategy '\(name)' is unknown\(hint); one of \(names.joined(separator: ", ")) was expected",
      position: position)
  }

  /// Names of strategies that other sections hold, and rules without a bound.
  private static func checkReferences(in root: Settings, _ faults: inout FaultList) {
    let names = root.list("strategies").compactMap { $0["name"]?.string }
    func check(_ settings: Settings, _ keys: [String]) {
      for key in keys {
        guard let name = settings.optionalString(key) else { continue }
        faults.attempt { () throws(Diagnostic) in
          _ = try place(of: name, among: names, at: settings.position(key))
        }
      }
    }
    for node in root.list("expect") {
      let rule = Settings(node)
      check(rule, ["strategy", "versus", "greater_than"])
      guard ["min", "max", "equals", "greater_than"].contains(where: rule.has) else {
        faults.add(
          Diagnostic(
            "a rule of 'expect' states none of min, max, equals, greater_than; at least one was expected",
            position: node.position))
        continue
      }
    }
    for node in root.list("gate") { check(Settings(node), ["strategy"]) }
    check(root.settings("analysis"), ["baseline", "threshold_strategy", "attribution_strategy"])
    if let sweep = root.optionalSettings("sweep") { check(sweep, ["strategy"]) }
  }
}
