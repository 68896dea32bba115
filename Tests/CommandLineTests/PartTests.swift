import Foundation
import Testing

@Suite("simbench run --shard --by: parts of a stream")
struct PartTests {
  /// 600 calls of 40 users who ask 90 questions; every question belongs to one user.
  private static let rows: [String] = (0..<600).map { call in
    let question = call * 7 % 90
    return
      "{\"timestamp\": \(1_762_128_000_000 + call * 61_000), \"request\": {\"model\": \"gpt-4o\", \"temperature\": 0, "
      + "\"user\": \"u\(question % 40)\", \"messages\": [{\"role\": \"user\", \"content\": \"question \(question)\"}]}, "
      + "\"response\": {\"model\": \"gpt-4o\", \"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"ok\"}}], "
      + "\"usage\": {\"prompt_tokens\": \(20 + question), \"completion_tokens\": \(30 + call % 50)}}, \"status\": 200}"
  }

  private static let scenario = """
    { "simbench": 1, "name": "log", "workload": { "kind": "recorded", "path": "log.jsonl" },
      "providers": { "openai": { "models": { "gpt-4o": { "quality": 0.9 } } } },
      "strategies": [ { "name": "naive", "model": "gpt-4o", "layers": [] },
        { "name": "exact", "model": "gpt-4o", "layers": [ { "use": "exact_cache", "capacity": 100000, "key": ["prompt", "user"] } ] } ],
      "output": { "csv": ["summary", "layers", "timeline"], "plots": [] } }
    """

  private func start(_ scenario: String = PartTests.scenario) throws -> Simbench {
    let simbench = try Simbench()
    try simbench.write(scenario, to: "Scenarios/log.json")
    try simbench.write(Self.rows.joined(separator: "\n") + "\n", to: "log.jsonl")
    try simbench.write(Self.rows.joined(separator: "\n") + "\n", to: "Scenarios/log.jsonl")
    return simbench
  }

  /// The rows of a table by strategy, each as columns.
  private func summary(_ simbench: Simbench, _ folder: String) throws -> [String: [String: String]] {
    let lines = String(decoding: try simbench.bytes(folder + "/summary.csv"), as: UTF8.self)
      .split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    let head = try #require(lines.first)
    let rows = lines.dropFirst().map { Dictionary(zip(head, $0), uniquingKeysWith: { $1 }) }
    return Dictionary(rows.map { ($0["strategy"] ?? "", $0) }, uniquingKeysWith: { $1 })
  }

  /// Figures of two tables that are not the same: none of counts, shares and money, and times by .01 % at most.
  private func differing(
    _ whole: [String: [String: String]], _ merged: [String: [String: String]], except: [String] = []
  ) -> [String] {
    var found: [String] = []
    for (strategy, row) in whole {
      for (name, value) in row where !name.hasSuffix("_half_width") && !except.contains(name) {
        let other = merged[strategy]?[name] ?? "nothing"
        if value == other || name == "scenario_hash" { continue }
        if name.hasSuffix("_ms"), let one = Double(value), let two = Double(other),
          abs(one - two) <= 0.0001 * one
        {
          continue
        }
        found.append("\(strategy) \(name): \(value), merged \(other)")
      }
    }
    return found
  }

  @Test(
    "parts by key and by user, merged in random order, are the whole: to the picodollar",
    arguments: [("key", 1), ("key", 7), ("user", 12)])
  func whole(_ unit: String, _ count: Int) throws {
    let simbench = try start()
    defer { simbench.remove() }
    let whole = try simbench.shell("$S run log --no-plots --out one")
    #expect(whole.code == 0, "\(whole.errors)")
    let cut = try simbench.shell(
      "seq 0 \(count - 1) | xargs -P2 -I@ $S run log --shard @/\(count) --by \(unit) --partial p/")
    #expect(cut.code == 0, "\(cut.errors)")
    let merged = try simbench.shell("$S merge $(ls p/*.partial | shuf) --no-plots --out two")
    #expect(merged.code == 0, "\(merged.errors)")
    let hidden =
      unit == "key" && count > 1
      ? ["largest_user_cost_share", "user_cost_jain_index", "user_answer_jain_index"] : []
    let (one, two) = (try summary(simbench, "one"), try summary(simbench, "two"))
    #expect(differing(one, two, except: hidden) == [])
    #expect(try simbench.bytes("one/timeline.csv") == simbench.bytes("two/timeline.csv"))
    #expect(try simbench.bytes("one/layers.csv") == simbench.bytes("two/layers.csv"))
    for name in hidden { #expect(two["exact"]?[name] == "") }
    // The log is not read again: it may lie elsewhere by then.
    try FileManager.default.removeItem(at: simbench.folder.appendingPathComponent("Scenarios/log.jsonl"))
    let alone = try simbench.run(["merge", "p", "--no-plots", "--out", "three"])
    #expect(alone.code == 0 && alone.output == merged.output, "\(alone.errors)")
    // What is assumed of a log stands beside its figures, merged or not.
    #expect(merged.output.contains("Read: 600 rows as openai_chat"))
    if unit == "user" {
      #expect(merged.output.contains("40 users"))
      #expect(merged.output.split { $0.isWhitespace }.joined(separator: " ").contains("of 12 parts by user"))
      #expect(Double(two["exact"]?["cost_usd_half_width"] ?? "") ?? 0 > 0)
    } else {
      #expect(merged.output.contains("90 distinct prompts") == (unit == "key"))
      #expect(two["exact"]?["cost_usd_half_width"] == "")
    }
  }

  @Test("the interval of parts by user is that of the whole, whatever their number", arguments: [64])
  func interval(_ count: Int) throws {
    let simbench = try start()
    defer { simbench.remove() }
    // 210 users with five calls each, all as dear: which users a log draws leaves the bill as it is.
    let rows = (0..<1050).map { call in
      "{\"timestamp\": \(1_762_128_000_000 + call * 61_000), \"request\": {\"model\": \"gpt-4o\", "
        + "\"user\": \"u\(call % 210)\", \"messages\": [{\"role\": \"user\", \"content\": \"question \(call)\"}]}, "
        + "\"response\": {\"model\": \"gpt-4o\", \"usage\": {\"prompt_tokens\": 100, \"completion_tokens\": 50}}, \"status\": 200}\n"
    }
    try simbench.write(rows.joined(), to: "Scenarios/log.jsonl")
    #expect(try simbench.shell("$S run log --no-plots --out one").code == 0)
    let cut = try simbench.shell(
      "seq 0 \(count - 1) | xargs -P2 -I@ $S run log --shard @/\(count) --by user --partial p/")
    #expect(cut.code == 0, "\(cut.errors)")
    #expect(try simbench.shell("$S merge p --no-plots --out two").code == 0)
    for name in ["cost_usd", "cost_usd_per_month"] {
      let bill = Double(try summary(simbench, "one")["naive"]?[name] ?? "") ?? .nan
      for folder in ["one", "two"] {
        let half = Double(try summary(simbench, folder)["naive"]?[name + "_half_width"] ?? "") ?? .nan
        #expect(half < 1e-6 * bill, "\(folder) \(name): \(half) of \(bill)")
      }
    }
  }

  @Test(
    "parts that an engine cut out come through standard input and give the whole's bill",
    arguments: ["gpt-4o", "recorded"])
  func cutOut(_ model: String) throws {
    let simbench = try start(
      Self.scenario.replacing(
        "\"name\": \"naive\", \"model\": \"gpt-4o\"", with: "\"name\": \"naive\", \"model\": \"\(model)\""))
    defer { simbench.remove() }
    #expect(try simbench.shell("$S run log --no-plots --out one").code == 0)
    // The first of four partitions is empty.
    for part in 0..<4 {
      let own = Self.rows.filter { row in
        let user = row.split(separator: "\"user\": \"u")[1].prefix { $0.isNumber }
        return (Int(user) ?? 0) % 3 == part - 1
      }
      try simbench.write(own.map { $0 + "\n" }.joined(), to: "part\(part).jsonl")
      let ran = try simbench.shell(
        "cat part\(part).jsonl | $S run log --set workload.path=- --shard \(part)/4 --by user --cut-out --partial p/"
      )
      #expect(ran.code == 0, "\(ran.errors)")
    }
    let merged = try simbench.shell("$S merge p --no-plots --out two")
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(merged.output.contains("Read: 600 rows as openai_chat"))
    let (one, two) = (try summary(simbench, "one"), try summary(simbench, "two"))
    // A part does not know the place of its requests in the whole, by which their luck is drawn.
    let drawn = one["naive"]?.keys.filter { $0.hasSuffix("_ms") || $0 == "trace_hash" } ?? []
    #expect(differing(one, two, except: Array(drawn)) == [])
    #expect(one["exact"]?["cost_usd"] != one["naive"]?["cost_usd"])
  }

  @Test("a part that an engine cut out may hold the rows without a user alone")
  func nameless() throws {
    let simbench = try start()
    defer { simbench.remove() }
    let rows = Self.rows.enumerated().map { place, row in
      place % 10 == 0 ? row.replacing(#/"user": "u\d+", /#, with: "") : row
    }
    try simbench.write(rows.joined(separator: "\n") + "\n", to: "Scenarios/log.jsonl")
    #expect(try simbench.shell("$S run log --no-plots --out one").code == 0)
    for part in 0..<2 {
      let own = rows.enumerated().filter { ($0.offset % 10 == 0) == (part == 0) }.map { $0.element + "\n" }
      try simbench.write(own.joined(), to: "part\(part).jsonl")
      let ran = try simbench.shell(
        "cat part\(part).jsonl | $S run log --trace - --shard \(part)/2 --by user --cut-out --partial p/")
      #expect(ran.code == 0, "\(ran.errors)")
    }
    let merged = try simbench.shell("$S merge p --no-plots --out two")
    #expect(merged.code == 0, "\(merged.errors)")
    let (one, two) = (try summary(simbench, "one"), try summary(simbench, "two"))
    for name in ["requests", "cost_usd", "hit_share"] { #expect(one["exact"]?[name] == two["exact"]?[name]) }
  }

  @Test("a synthetic stream in parts has the cost and the interval of the whole", arguments: [1, 3])
  func synthetic(_ replications: Int) throws {
    let text = """
      { "simbench": 1, "name": "plain", "run": { "seed": 3, "replications": \(replications), "warmup_h": 0.5, "measure_h": 3 },
        "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 0.5 }, "intents": { "count": 120 } },
        "providers": { "openai": { "models": { "gpt-4o": { "quality": 0.9 } } } },
        "strategies": [ { "name": "naive", "model": "gpt-4o", "layers": [] },
          { "name": "exact", "model": "gpt-4o", "layers": [ { "use": "exact_cache", "capacity": 100000 } ] } ] }
      """
    let simbench = try start()
    defer { simbench.remove() }
    try simbench.write(text, to: "Scenarios/plain.json")
    #expect(try simbench.shell("$S run plain --no-plots --out one").code == 0)
    let cut = try simbench.shell(
      "seq 0 4 | xargs -P2 -I@ $S run plain --shard @/5 --by key --partial p/ && $S merge p --no-plots --out two"
    )
    #expect(cut.code == 0, "\(cut.errors)")
    let (one, two) = (try summary(simbench, "one"), try summary(simbench, "two"))
    // Dollars of several replications are less what the lengths happened to be, merged or not.
    for name in ["requests", "cost_usd", "cost_usd_half_width", "hit_share", "provider_calls", "quality"] {
      #expect(one["exact"]?[name] == two["exact"]?[name], "\(name)")
    }
  }

  @Test("what is drawn or read of a prompt asked once is the whole's", arguments: ["key", "user"])
  func prompts(_ unit: String) throws {
    let routes = """
      "routes": { "simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o" }
      """
    let text = """
      { "simbench": 1, "name": "plain", "run": { "seed": 3, "replications": 2, "warmup_h": 0, "measure_h": 2 },
        "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 0.3 }, "users": { "count": 30 },
          "intents": { "count": 60, "one_off_share": 0.4 }, "paraphrases": { "per_intent": 3, "text": "grammar:support" } },
        "providers": { "openai": { "models": { "gpt-4o": { "quality": 0.9 }, "gpt-4o-mini": { "quality": 0.8 } } } },
        "strategies": [ { "name": "naive", "model": "gpt-4o", "layers": [] },
          { "name": "stated", "model": "gpt-4o", "layers": [ { "use": "router", "classifier": { "kind": "confusion" }, \(routes) } ] },
          { "name": "read", "model": "gpt-4o", "layers": [ { "use": "router", "classifier": { "kind": "keywords" }, \(routes) } ] } ] }
      """
    let simbench = try start()
    defer { simbench.remove() }
    try simbench.write(text, to: "Scenarios/plain.json")
    #expect(try simbench.shell("$S run plain --no-plots --out one").code == 0)
    let cut = try simbench.shell(
      "seq 0 2 | xargs -P2 -I@ $S run plain --shard @/3 --by \(unit) --partial p/ && $S merge p --no-plots --out two"
    )
    #expect(cut.code == 0, "\(cut.errors)")
    let (one, two) = (try summary(simbench, "one"), try summary(simbench, "two"))
    for strategy in ["naive", "stated", "read"] {
      for name in ["requests", "cost_usd", "cost_usd_half_width", "quality", "other_model_share"] {
        #expect(one[strategy]?[name] == two[strategy]?[name], "\(strategy) \(name)")
      }
    }
    #expect(one["stated"]?["other_model_share"] != one["read"]?["other_model_share"])
  }

  @Test("conversations of a synthetic stream add up to the same in any number of parts")
  func conversations() throws {
    let text = """
      { "simbench": 1, "name": "plain", "run": { "seed": 3, "replications": 1, "warmup_h": 0, "measure_h": 4 },
        "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 0.02 }, "users": { "count": 30 },
          "sessions": { "kind": "chat", "turns_median": 4, "turns_p95": 12 } },
        "providers": { "openai": { "models": {
          "gpt-4o": { "quality": { "simple": 0.96, "medium": 0.9, "complex": 0.7 } } } } },
        "strategies": [ { "name": "naive", "model": "gpt-4o", "layers": [] } ] }
      """
    let simbench = try start()
    defer { simbench.remove() }
    try simbench.write(text, to: "Scenarios/plain.json")
    for count in [1, 4] {
      let cut = try simbench.shell(
        "seq 0 \(count - 1) | xargs -P2 -I@ $S run plain --shard @/\(count) --by session --partial p\(count)/ "
          + "&& $S merge p\(count) --no-plots --out m\(count)")
      #expect(cut.code == 0, "\(cut.errors)")
    }
    let (one, four) = (try summary(simbench, "m1")["naive"], try summary(simbench, "m4")["naive"])
    for name in ["requests", "cost_usd", "quality", "latency_mean_ms", "failed_share"] {
      #expect(one?[name] == four?[name], "\(name)")
    }
  }

  @Test("a part that is missing ends with 5, whatever is allowed, and its command is told")
  func missing() throws {
    let simbench = try start()
    defer { simbench.remove() }
    for part in [0, 2] {
      #expect(
        try simbench.run(["run", "log", "--shard", "\(part)/3", "--by", "user", "--partial", "p/"]).code == 0)
    }
    for extra in [[], ["--allow-partial"]] {
      let merged = try simbench.run(["merge", "p"] + extra)
      #expect(merged.code == 5, "\(merged.errors)")
      #expect(merged.errors.contains("run log --by user --shard 1/3 --partial p/log-run-1-of-3.partial"))
      #expect(merged.errors.contains("; all were expected, since they are added up\n"), "\(merged.errors)")
      #expect(!simbench.exists("Results/log/summary.csv"))
    }
    // A part by another unit is one of another run.
    #expect(try simbench.run(["run", "log", "--shard", "1/3", "--by", "key", "--partial", "p/"]).code == 0)
    let mixed = try simbench.run(["merge", "p"])
    #expect(mixed.code == 65)
    #expect(mixed.errors.contains("belongs to another run than"))
  }

  @Test(
    "what all requests share is refused, and what makes no sense is usage",
    arguments: [
      (
        "run log --shard 0/4 --by key --partial p/ --set 'exact.layers=[{\"use\":\"budget\",\"monthly_usd\":50000}]'",
        65,
        "'monthly_usd' of 'budget' is shared by all requests"
      ),
      (
        "run log --shard 0/4 --by key --partial p/ --set 'providers.openai.limits={\"requests_per_min\":60000}'",
        65,
        "'requests_per_min' of 'providers' is shared by all requests"
      ),
      (
        "run log --shard 0/4 --by key --partial p/ --set 'providers.openai.retry={\"budget_share\":0.1}'",
        65,
        "'retry.budget_share' of 'openai' is shared by all requests"
      ),
      (
        "run log --shard 0/4 --by key --partial p/ --set 'exact.layers=[{\"use\":\"hedge\",\"after_ms\":900}]'",
        65,
        "'hedge' of 'exact' cannot be cut by key: what the keys share in it is met"
      ),
      (
        "run log --shard 0/4 --by user --partial p/ --set 'exact.layers=[{\"use\":\"exact_cache\"}]'",
        65, "'exact_cache' of 'exact' cannot be cut by user"
      ),
      ("run log --shard 0/4 --by session --partial p/", 65, "cannot be cut by session"),
      ("run log --shard 0/4 --by prompt --partial p/", 2, "--by is 'prompt'; one of user, session, key"),
      ("run log --by user", 2, "--by says what --sample keeps, or what a part of `run --shard` holds"),
      ("run log --shard 0/4 --cut-out --partial p/", 2, "--shard and --by were expected beside it"),
      (
        "run recorded --trace log.jsonl --shard 0/4 --by key --cut-out --partial p/", 2,
        "'recorded' is made of the whole log, and --cut-out gives a part of it"
      ),
      ("sweep log --shard 0/4 --by user --partial p/", 2, "--by says what --sample keeps"),
      (
        "run log --shard 0/4 --by user --partial p/ --set 'sample={\"rate\":0.5,\"by\":\"user\"}'", 65,
        "the scenario takes a sample of its stream, and parts by --shard and --by are parts of the whole"
      ),
      (
        "calibrate log.jsonl --sample 0.5 --by user --scenario new.json", 2,
        "takes a sample when it runs: `simbench run FILE --sample RATE --by UNIT`"
      ),
      (
        "run log --shard 0/4 --by user --cut-out --partial p/ --set run.warmup_h=1", 65,
        "does not know when the whole began"
      ),
    ] as [(String, Int32, String)])
  func refused(_ line: String, _ code: Int32, _ message: String) throws {
    let simbench = try start()
    defer { simbench.remove() }
    let outcome = try simbench.shell("$S \(line)")
    #expect(outcome.code == code, "\(outcome.errors)")
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(!simbench.exists("p/log-run-0-of-4.partial"))
  }
}
