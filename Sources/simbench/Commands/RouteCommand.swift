import Declarations
import Experiments
import Files
import Foundation
import Providers
import Reporting
import Routing
import Similarity

/// `simbench route`: routers held to recorded outcomes.
enum RouteCommand {
  static let declaration = CommandDeclaration(
    name: "route", summary: "hold model routers to recorded outcomes: a table, CSV files and a chart",
    arguments: ["OUTCOMES"],
    options: [
      .value(
        "--routers", "NAMES", "all, or names such as length,knn:k=10 (see `simbench list routers`)",
        values: .routers),
      .value(
        "--embedder", "NAME",
        "vectors for knn_embedded, labelled, combined, cost_aware and factorisation: \(EmbedderDeclaration.list) or a .npy file",
        values: .embedders),
      .value("--weak", "MODEL", "the cheap model; the cheapest by default"),
      .value("--strong", "MODEL", "the good model; the most accurate by default"),
      .value("--splits", "N", "random splits into training and test; 5 by default"),
      .value("--train-share", "SHARE", "share that trains; 0.7 by default, 0 tests on all queries"),
      .value("--bootstraps", "N", "resamples for intervals; 1,000 by default, 0 for none"),
      .value(
        "--quality-floor", "SHARE", "share of the strong accuracy that thresholds keep; 0.95 by default"),
      .value("--willingness-to-pay", "USD", "what a right answer is worth, instead of a floor"),
      .value(
        "--exclude", "FILE", "queries to leave out; 'none' keeps those of a list beside OUTCOMES",
        values: .namesOrFiles { [("none", "")] }),
      .value("--queries", "N", "queries of a modelled table; 10,000 by default"),
      .value("--price", "MODEL=IN/OUT", "price in dollars per million tokens", repeatable: true),
      UserPrices.option,
      .value("--seed", "N", "seed; 1 by default"),
      .value("--threads", "N", "threads; 0 takes one a core"),
      .value("--out", "DIR", "where results go; Results/route-<name> by default"),
      .flag("--no-plots", "draw no chart"),
      .flag("--json", "the report as JSON"),
    ] + PageOption.declarations,
    example: "simbench route outcomes.csv --routers length,knn,combined,oracle --splits 3", run: run)

  private static func run(_ invocation: Invocation) throws(Diagnostic) -> Int32 {
    let path = invocation.arguments[0]
    let routers = try RouterSpecification.list(invocation.value("--routers") ?? "all")
    let study = try study(invocation)
    let embedder = invocation.value("--embedder")
    if let embedder {
      try EmbedderDeclaration.choice(embedder)?.checkIsThere(
        environment: ProcessInfo.processInfo.environment)
      if embedder.hasSuffix(".npy") { _ = try RegularFile(embedder) }
    }
    let isNoted = ScenarioOptions.noteMissingGnuplot(wantsCharts: !invocation.has("--no-plots"))
    let table: RecordedOutcomes
    if let model = try ModelledOutcomes.preset(path) {
      for option in ["--price", "--prices", "--exclude"] where invocation.has(option) {
        throw Diagnostic("\(option) is for recorded outcomes; '\(path)' states its own", kind: .usage)
      }
      table = model.table(
        queries: try invocation.integer("--queries", 2...10_000_000) ?? 10_000, seed: study.seed)
    } else {
      guard !invocation.has("--queries") else {
        throw Diagnostic("--queries is the size of a modelled table, such as model:mmlu", kind: .usage)
      }
      table = try self.table(path, invocation)
    }
    let pair = try RoutePair(
      weak: invocation.value("--weak"), strong: invocation.value("--strong"), in: table)
    let folder = invocation.value("--out") ?? "Results/route-\(name(path))"
    let inputs = [path] + ["--exclude", "--prices", "--embedder"].compactMap(invocation.value)
    let page = try PageOption(invocation)
    try page.check(inputs: inputs)
    // Before the work: a folder that cannot be written should not cost a run.
    let writer = RoutingWriter(
      folder: try OutputFolder.results(folder, inputs: inputs))
    let vectors = try embedder.map { (choice) throws(Diagnostic) in
      guard table.latent.isEmpty else {
        throw Diagnostic("--embedder wants texts; modelled queries have none", kind: .usage)
      }
      return try TextVectors.embedding(
        table.texts, by: choice, environment: ProcessInfo.processInfo.environment, threads: study.threads)
    }
    let result = try study.run(table, pair: pair, routers: routers, vectors: vectors)
    let report = RoutingReport(result, isANSI: Console.isANSI)
    Console.print(invocation.has("--json") ? report.json.text() + "\n" : report.text)
    Console.deliver()
    let warnings = try writer.write(result, drawsChart: !invocation.has("--no-plots"))
    for warning in warnings where !isNoted || warning != ResultsWriter.missingGnuplot {
      Console.note("simbench: \(warning)")
    }
    Console.note("results: \(folder)/")
    try page.write(
      folder: folder, charts: invocation.has("--no-plots") ? [] : [RoutingWriter.chart],
      tables: ["routers.csv", "curves.csv"]
    ) { RoutingPage(result, $0).text }
    return 0
  }

  private static func study(_ invocation: Invocation) throws(Diagnostic) -> RoutingStudy {
    var study = RoutingStudy()
    if let seed = try invocation.integer("--seed", 0...(1 << 53)) { study.seed = UInt64(seed) }
    if let splits = try invocation.integer("--splits", 1...1000) { study.splits = splits }
    if let share = try invocation.number("--train-share") {
      guard share < 1 else {
        throw Diagnostic(
          "--train-share is \(share.short); a share from 0 to below 1 was expected", kind: .usage)
      }
      study.trainShare = share
    }
    if let count = try invocation.integer("--bootstraps", 0...1_000_000) { study.resamples = count }
    if let share = try invocation.number("--quality-floor") {
      guard share <= 1.5 else {
        throw Diagnostic("--quality-floor is \(share.short); a share up to 1.5 was expected", kind: .usage)
      }
      study.rule = .qualityFloor(share)
    }
    if let worth = try invocation.number("--willingness-to-pay") {
      guard !invocation.has("--quality-floor") else {
        throw Diagnostic(
          "--quality-floor and --willingness-to-pay stand together; one of them was expected", kind: .usage)
      }
      study.rule = .willingnessToPay(worth)
    }
    let threads = try invocation.integer("--threads", 0...1024) ?? 0
    study.threads = threads > 0 ? threads : max(1, ProcessInfo.processInfo.activeProcessorCount)
    return study
  }

  private static func table(_ path: String, _ invocation: Invocation) throws(Diagnostic) -> RecordedOutcomes {
    var prices = OutcomePrices(book: try UserPrices.book(invocation))
    for text in invocation.all("--price") { try prices.state(text) }
    var lists: [String] = []
    if let file = invocation.value("--exclude") {
      if file != "none" { lists = [file] }
    } else if let beside = OutcomeReader.exclusionList(beside: path) {
      lists = [beside]
    }
    let table = try OutcomeReader(prices: prices, exclusions: try ExclusionList(paths: lists)).read(path)
    for name in prices.statedModels where !table.models.contains(name) {
      let hint = name.nearest(in: table.models).map { " (did you mean '\($0)'?)" } ?? ""
      throw Diagnostic(
        "--price states one of '\(name)', which the table lacks\(hint); one of "
          + "\(table.models.joined(separator: ", ")) was expected", kind: .usage)
    }
    return table
  }

  /// The name of a table: its file or folder without its extensions.
  private static func name(_ path: String) -> String {
    let last = FilePath.lastPart(of: path)
    return last.replacing(":", with: "-").replacing(".gz", with: "").replacing(".csv", with: "")
  }
}
