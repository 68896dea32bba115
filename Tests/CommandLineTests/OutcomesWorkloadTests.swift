import Foundation
import Testing

/// Scenarios whose workload is recorded outcomes.
@Suite("recorded outcomes as a workload")
struct OutcomesWorkloadTests {
  /// Queries of two kinds: the strong model helps with those that ask for a proof.
  private static func outcomes(
    _ columns: String = "output_tokens", _ cells: (Int, Bool) -> String = { _, _ in "40" }
  )
    -> String
  {
    var text = "query,model,correct,\(columns)\n"
    for row in 0..<240 {
      let isHard = row % 3 == 0
      let query = (isHard ? "prove lemma \(row % 7)" : "tell fact \(row % 11)") + " of item \(row)"
      text += "\(query),gpt-4o,\(row % 10 == 1 ? 0 : 1),\(cells(row, true))\n"
      text += "\(query),gpt-4o-mini,\(isHard && row % 2 == 0 || row % 10 == 3 ? 0 : 1),\(cells(row, false))\n"
    }
    return text
  }

  private static let routes = "\"routes\": {\"simple\": \"mini\", \"complex\": \"large\"}"

  private static func router(_ name: String, _ more: String = "") -> String {
    "{\"use\": \"router\", \"classifier\": {\"kind\": \"routing\", \"router\": \"\(name)\"\(more)}, \(routes)}"
  }

  private static func scenario(_ layers: [(String, String)], workload: String = "\"train_share\": 0.7")
    -> String
  {
    let strategies = layers.map { "{\"name\": \"\($0.0)\", \"model\": \"large\", \"layers\": [\($0.1)]}" }
    return """
      {"simbench": 1, "name": "routes", "run": {"seed": 4, "replications": 3},
       "workload": {"kind": "outcomes", "path": "o.csv",
        "models": {"mini": "gpt-4o-mini", "large": "gpt-4o"}, \(workload)},
       "providers": {"openai": {"models": {"mini": {"price_of": "gpt-4o-mini"}, "large": {"price_of": "gpt-4o"}}}},
       "strategies": [\(strategies.joined(separator: ",\n"))], "output": {"plots": []}}
      """
  }

  private func run(_ scenario: String, _ outcomes: String = outcomes(), _ more: [String] = []) throws -> (
    Simbench.Outcome, [String: [String: Double]]
  ) {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(outcomes, to: "o.csv")
    try simbench.write(scenario, to: "Scenarios/routes.json")
    let outcome = try simbench.run(["run", "routes", "--json"] + more)
    guard outcome.code == 0 else { return (outcome, [:]) }
    let csv = String(decoding: try simbench.bytes("Results/routes/summary.csv"), as: UTF8.self)
    let lines = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let names = try #require(lines[0].firstIndex(of: "strategy"))
    var rows: [String: [String: Double]] = [:]
    for line in lines.dropFirst() {
      for (name, cell) in zip(lines[0], line) {
        rows[String(line[names]), default: [:]][String(name)] = Double(cell)
      }
    }
    return (outcome, rows)
  }

  private func value(_ rows: [String: [String: Double]], _ strategy: String, _ metric: String) -> Double {
    rows[strategy]?[metric] ?? .nan
  }

  @Test("a strategy sends each query where `simbench route` would, at the same cost and accuracy")
  func sameCode() throws {
    let names = ["length", "knn:k=5", "linear", "combined", "cost_aware", "oracle"]
    let layers = names.enumerated().map { ("s\($0)", OutcomesWorkloadTests.router($1)) }
    let (outcome, rows) = try run(OutcomesWorkloadTests.scenario(layers))
    #expect(outcome.code == 0, "\(outcome.errors)")
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(OutcomesWorkloadTests.outcomes(), to: "o.csv")
    let route = try simbench.run(
      [
        "route", "o.csv", "--routers", names.joined(separator: ","), "--splits", "3", "--seed", "4",
        "--bootstraps", "0", "--no-plots", "--out", "r",
      ])
    #expect(route.code == 0, "\(route.errors)")
    let csv = String(decoding: try simbench.bytes("r/routers.csv"), as: UTF8.self)
    let lines = csv.split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    let accuracy = try #require(lines[0].firstIndex(of: "accuracy"))
    let cost = try #require(lines[0].firstIndex(of: "usd_per_1000"))
    for (place, line) in lines.dropFirst().enumerated() {
      let own = try #require(rows["s\(place)"])
      // A coin decides about what stands on the line; here that is at most a query or two of 72.
      #expect(
        abs(try #require(Double(line[accuracy])) - own["quality", default: .nan]) < 0.02, "\(names[place])")
      let expected = try #require(Double(line[cost]))
      #expect(
        abs(expected - own["cost_usd_per_1k_requests", default: .nan]) < 0.05 * expected, "\(names[place])")
    }
  }

  @Test("what models answered is what strategies get: quality, tokens, and both calls of a cascade")
  func fidelity() throws {
    let layers = [
      ("strong", ""),
      (
        "weak",
        "{\"use\": \"router\", \"classifier\": {\"kind\": \"fixed\"}, \"routes\": {\"simple\": \"mini\", \"medium\": \"mini\", \"complex\": \"mini\"}}"
      ),
      ("cascade", "{\"use\": \"cascade\", \"first\": \"mini\", \"then\": \"large\", \"judge_error\": 0}"),
      ("oracle", "{\"use\": \"oracle_router\", \"models\": [\"mini\", \"large\"]}"),
    ]
    let (outcome, rows) = try run(OutcomesWorkloadTests.scenario(layers, workload: "\"rate_per_s\": 2"))
    #expect(outcome.code == 0, "\(outcome.errors)")
    let strong = (0..<240).map { $0 % 10 == 1 ? 0.0 : 1 }
    let weak = (0..<240).map { $0 % 3 == 0 && $0 % 2 == 0 || $0 % 10 == 3 ? 0.0 : 1 }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / 240 }
    let either = mean(zip(weak, strong).map { max($0, $1) })
    #expect(abs(value(rows, "strong", "quality") - mean(strong)) < 1e-9)
    #expect(abs(value(rows, "weak", "quality") - mean(weak)) < 1e-9)
    #expect(abs(value(rows, "cascade", "quality") - either) < 1e-9)
    #expect(abs(value(rows, "oracle", "quality") - either) < 1e-9)
    let wrong = mean(weak.map { 1 - $0 })
    #expect(abs(value(rows, "cascade", "provider_calls_per_request") - 1 - wrong) < 1e-9)
    // The oracle asks the strong model only where it alone is right.
    let helped = mean(zip(weak, strong).map { $0 < $1 ? 1 : 0 })
    #expect(abs(value(rows, "oracle", "other_model_share") - (1 - helped)) < 1e-9)
  }

  @Test("recorded costs and latencies take the place of prices and of the model's speed")
  func recorded() throws {
    let table = OutcomesWorkloadTests.outcomes("output_tokens,cost,latency") { _, isStrong in
      isStrong ? "40,0.01,2.5" : "40,0.001,0.5"
    }
    let (outcome, rows) = try run(
      OutcomesWorkloadTests.scenario([("strong", "")], workload: "\"train_share\": 0"), table)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(abs(value(rows, "strong", "cost_usd_per_1k_requests") - 10) < 1e-9)
    #expect(value(rows, "strong", "latency_p50_ms") == 2500)
  }

  @Test("labels are priced apart, by as many queries as a router wants")
  func labels() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(
      OutcomesWorkloadTests.outcomes("cost") { _, isStrong in isStrong ? "0.01" : "0.001" }, to: "o.csv")
    let layers = [
      ("all", ""), ("few", OutcomesWorkloadTests.router("labelled:queries=20")),
      ("many", OutcomesWorkloadTests.router("linear")),
    ]
    try simbench.write(OutcomesWorkloadTests.scenario(layers), to: "Scenarios/routes.json")
    let outcome = try simbench.run(["run", "routes"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let text = String(decoding: try simbench.bytes("Results/routes/training.csv"), as: UTF8.self)
    #expect(
      text.split(separator: "\n").map(String.init) == [
        "strategy,router,labelled_queries,labels_usd,labels_usd_half_width",
        "few,labelled:queries=20,20,0.22,0", "many,linear,168,1.848,0",
      ], "\(text)")
    #expect(outcome.output.contains("Labels: 168 queries for many"))
  }

  @Test(
    "what cannot be routed ends with its code and place",
    arguments: [
      (router("lenght"), "\"train_share\": 0.7", Int32(65), "did you mean 'length'?"),
      (router("linear"), "\"train_share\": 0", 65, "a positive workload.train_share was expected"),
      (router("domain"), "\"train_share\": 0.5", 65, "the table has one domain"),
      (router("cascade"), "\"train_share\": 0.5", 65, "calls more than one model"),
      (router("knn", ", \"embedder\": \"minlm\""), "\"train_share\": 0.5", 65, "did you mean 'minilm'?"),
      (
        router("knn:usd_per_1m=1"), "\"train_share\": 0.5", 65,
        "'input_usd_per_1m' and 'latency_ms' of the layer"
      ),
      (
        router("knn", ", \"quality_floor\": 0.9, \"worth_usd\": 1"), "\"train_share\": 0.5", 65,
        "stand together"
      ),
      (
        "{\"use\": \"router\", \"classifier\": {\"kind\": \"oracle\"}, \"routes\": {\"simple\": \"mini\", \"medium\": \"mini\", \"complex\": \"large\"}}",
        "\"train_share\": 0.5", 65, "recorded outcomes do not have"
      ),
      (
        "{\"use\": \"router\", \"classifier\": {\"kind\": \"routing\", \"router\": \"length\"}, \"routes\": {\"simple\": \"mini\", \"complex\": \"mini\"}}",
        "\"train_share\": 0.5", 65, "both go to 'mini'"
      ),
      (router("length"), "\"exclude\": \"none.jsonl\"", 66, "none.jsonl"),
    ])
  func faults(_ layer: String, _ workload: String, _ code: Int32, _ message: String) throws {
    let (outcome, _) = try run(OutcomesWorkloadTests.scenario([("s", layer)], workload: workload))
    #expect(outcome.code == code && outcome.errors.contains(message), "\(outcome.code): \(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
  }

  @Test("absent outcomes end with 66, a model without outcomes or with a bad one with 65")
  func absent() throws {
    let text = OutcomesWorkloadTests.scenario([("s", "")])
    let (missing, _) = try run(text.replacing("o.csv", with: "p.csv"))
    #expect(missing.code == 66 && missing.errors.contains("p.csv"), "\(missing.errors)")
    let (unknown, _) = try run(text.replacing("\"large\": \"gpt-4o\"", with: "\"large\": \"gpt-4\""))
    #expect(
      unknown.code == 65
        && unknown.errors.contains("no outcomes of the model 'gpt-4' (did you mean 'gpt-4o'?)"),
      "\(unknown.errors)")
    let (outside, _) = try run(text, "query,model,correct,output_tokens\na,gpt-4o,1,1\na,gpt-4o-mini,1.5,1\n")
    #expect(outside.code == 65 && outside.errors.contains("o.csv:3:15"), "\(outside.errors)")
    let (synthetic, _) = try run(
      text.replacing("\"layers\": []", with: "\"layers\": [\(OutcomesWorkloadTests.router("length"))]")
        .replacing(
          "\"kind\": \"outcomes\", \"path\": \"o.csv\",", with: "\"kind\": \"synthetic\"}, \"notes\": {"
        )
        .replacing("\"replications\": 3", with: "\"replications\": 1, \"measure_h\": 1"))
    #expect(
      synthetic.code == 65 && synthetic.errors.contains("a workload of the kind 'outcomes' was expected"),
      "\(synthetic.errors)")
  }

  @Test("outcomes in a folder are cut into shards, and a table that came later is another run")
  func shards() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.shell("mkdir tables").code == 0)
    try simbench.write(Self.outcomes(), to: "tables/o.csv")
    let scenario = Self.scenario([("strong", ""), ("knn", Self.router("knn:k=5"))])
    try simbench.write(scenario.replacing("o.csv", with: "tables"), to: "routes.json")
    #expect(try simbench.shell("$S run routes.json --no-plots --out one").code == 0)
    for shard in 0..<3 {
      let ran = try simbench.run(["run", "routes.json", "--shard", "\(shard)/3", "--partial", "p/"])
      #expect(ran.code == 0, "\(ran.errors)")
    }
    let merged = try simbench.run(["merge", "p", "--no-plots", "--out", "two"])
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(try simbench.bytes("one/summary.csv") == simbench.bytes("two/summary.csv"))
    try simbench.write(Self.outcomes().replacing("item", with: "entry"), to: "tables/p.csv")
    let changed = try simbench.run(["merge", "p", "--no-plots", "--out", "three"])
    #expect(changed.code == 65)
    #expect(changed.errors.contains("input 'p.csv' is "), "\(changed.errors)")
  }

  @Test("results do not depend on the number of threads")
  func threads() throws {
    let layers = [
      ("knn", OutcomesWorkloadTests.router("knn:k=5")), ("mf", OutcomesWorkloadTests.router("factorisation")),
    ]
    let (_, one) = try run(
      OutcomesWorkloadTests.scenario(layers), OutcomesWorkloadTests.outcomes(), ["--threads", "1"])
    let (_, many) = try run(
      OutcomesWorkloadTests.scenario(layers), OutcomesWorkloadTests.outcomes(), ["--threads", "3"])
    #expect(!one.isEmpty && one == many)
  }
}

/// Routes by tiers of users.
@Suite("routes by tier")
struct TierRouteTests {
  @Test(
    "a tier that nobody has, or that has no model, is refused with its place",
    arguments: [
      (
        "{\"free\": \"gpt-4o-mini\", \"prp\": \"gpt-4o\", \"default\": \"gpt-4o\"}",
        "the tier 'prp' is unknown (did you mean 'pro'?)"
      ),
      ("{\"free\": \"gpt-4o-mini\"}", "the routes of 'complex' lack the tier 'pro'"),
      ("{\"free\": \"gpt-4o-mini\", \"pro\": \"gpt-4\"}", "the model 'gpt-4' is unknown"),
    ])
  func faults(_ routes: String, _ message: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let text = Simbench.small.replacing("\"complex\": \"gpt-4o\"", with: "\"complex\": \(routes)")
    try simbench.write(text, to: "Scenarios/tiers.json")
    let outcome = try simbench.run(["run", "tiers", "--no-plots"])
    #expect(outcome.code == 65 && outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("Scenarios/tiers.json:"))
  }

  @Test("every tier, or some and a default, is accepted")
  func accepted() throws {
    for routes in [
      "{\"free\": \"gpt-4o-mini\", \"pro\": \"gpt-4o\"}",
      "{\"pro\": \"gpt-4o\", \"default\": \"gpt-4o-mini\"}",
    ] {
      let simbench = try Simbench()
      defer { simbench.remove() }
      let text = Simbench.small.replacing("\"complex\": \"gpt-4o\"", with: "\"complex\": \(routes)")
      try simbench.write(text, to: "Scenarios/tiers.json")
      let outcome = try simbench.run(["run", "tiers", "--no-plots"])
      #expect(outcome.code == 0, "\(outcome.errors)")
    }
  }
}
