import Declarations
import Files
import Providers
import Routing
import Simulation
import Traffic

/// The `outcomes` workload of a scenario: each recorded query is a request, and what each model answered to it is
/// what was recorded.
enum OutcomesSection {
  static let declaration = WorkloadDeclaration(schema) { setting throws(Diagnostic) in
    try workload(
      setting.workload, catalog: setting.catalog, path: setting.path,
      seed: UInt64(setting.run.integer("seed")))
  }

  static let schema = ObjectSchema(
    "outcomes", "recorded outcomes of several models on the same queries",
    [
      .required(
        "path", .text,
        "RouteLLM's CSV, a table query,model,correct|score,..., or a folder of either; plain or compressed"),
      Field(
        "exclude", .text,
        "queries to leave out; a list beside the outcomes is taken by default, 'none' keeps all"),
      Field("models", .map(.text), "names of models in the outcomes, by their names among the providers"),
      Field(
        "train_share", .number(Bounds(minimum: 0, maximum: 0.95)), default: 0,
        "share of the queries that train routers and are not measured; drawn anew in each replication"),
      Field("rate_per_s", .positive, default: 1, "requests a second"),
    ])

  /// Where the outcomes are, and the models of the catalogue in them.
  ///
  /// - Throws: a `Diagnostic` at a name under `models` that the catalogue lacks.
  static func workload(
    _ settings: Settings, catalog: ProviderCatalog, path: String, seed: UInt64
  ) throws(Diagnostic) -> OutcomesWorkload {
    var names = catalog.models.map(\.name)
    for member in settings.members("models") where member.key != "notes" {
      guard let place = catalog.model(named: member.key) else {
        let known = catalog.models.map(\.name)
        let hint = member.key.nearest(in: known).map { " (did you mean '\($0)'?)" } ?? ""
        throw Diagnostic(
          "the model '\(member.key)' is unknown\(hint); one of \(known.joined(separator: ", ")) was expected",
          position: member.keyPosition)
      }
      names[place] = member.node.string ?? ""
    }
    for (place, name) in names.enumerated() {
      guard let other = names[..<place].firstIndex(of: name) else { continue }
      throw Diagnostic(
        "'\(catalog.models[other].name)' and '\(catalog.models[place].name)' are both '\(name)' in the outcomes; "
          + "a name each was expected", position: settings.position("models"))
    }
    let own = ScenarioLocator.resolve(settings.string("path"), from: path)
    let stated = settings.optionalString("exclude")
    var study = RoutingStudy()
    study.seed = seed
    study.trainShare = settings.number("train_share")
    return OutcomesWorkload(
      path: own,
      exclusions: stated == "none"
        ? nil
        : stated.map { ScenarioLocator.resolve($0, from: path) } ?? OutcomeReader.exclusionList(beside: own),
      names: names, prices: catalog.models.map(\.prices),
      rate: settings.number("rate_per_s"), study: study)
  }
}

/// Recorded outcomes that have not been read yet.
struct OutcomesWorkload: Workload {
  let path: String
  let exclusions: String?
  /// The name of each model of the catalogue in the outcomes.
  let names: [String]
  let prices: [ModelPrices]
  let rate: Double
  /// The splits into training and measured queries.
  let study: RoutingStudy

  func fault(of sample: StreamSample) -> String? {
    "recorded outcomes cannot be sampled, since routers learn from all of them; no 'sample' was expected"
  }

  var files: [String] { (try? OutcomeReader.files(of: path)) ?? [path] }
  var settingFiles: [(setting: String, path: String)] {
    exclusions.map { [("workload.exclude", $0)] } ?? []
  }
  var recordsQuality: Bool { true }
  var trainShare: Double? { study.trainShare }

  func checkFiles() throws(Diagnostic) {
    if let exclusions { _ = try RegularFile(exclusions) }
  }

  /// Reads the outcomes.
  ///
  /// - Throws: a `Diagnostic`; of kind `missingInput` when they are absent.
  func world(until end: VirtualTime?, seed: UInt64) throws(Diagnostic) -> any World {
    var stated = OutcomePrices(book: .embedded)
    for (name, price) in zip(names, prices) { stated.stated.append((name, price)) }
    var reader = OutcomeReader(
      prices: stated, exclusions: try ExclusionList(paths: exclusions.map { [$0] } ?? []))
    reader.models = names
    let table = try reader.read(path)
    guard Double(table.count) / rate * 1e9 < 0x1p62 else {
      throw Diagnostic(
        "'workload.rate_per_s' is \(rate.short), which puts the last of \(table.count) queries beyond 146 years; a "
          + "greater rate was expected")
    }
    // The reader has found outcomes of every model that it was asked for.
    let places = names.compactMap { table.models.firstIndex(of: $0) }
    return OutcomesWorld(workload: self, table: table, places: places, end: end)
  }
}
