import Foundation
import Testing

@Suite("simbench calibrate")
struct CalibrateTests {
  private static let scenario = """
    {"simbench": 1, "name": "own", "run": {"seed": 4, "measure_h": 1, "replications": 1},
     "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 0.4},
      "intents": {"count": 200, "zipf_exponent": 0.9}, "paraphrases": {"per_intent": 3, "text": "grammar:support"},
      "tokens": {"system": 1400, "output_median": 200, "output_p95": 700}, "temperature_zero_share": 0.8},
     "providers": {"openai": {"models": {"gpt-4o": {"quality": 0.9}, "gpt-4o-mini": {"quality": 0.8}},
      "prompt_cache": {}, "faults": {"error_share": 0.02}}},
     "strategies": [{"name": "a", "model": "gpt-4o", "layers": [
       {"use": "exact_cache", "capacity": 100000, "ttl_s": 3600},
       {"use": "router", "classifier": {"kind": "random", "simple": 0.5, "medium": 0, "complex": 0.5},
        "routes": {"simple": "gpt-4o-mini", "medium": "gpt-4o", "complex": "gpt-4o"}},
       {"use": "prompt_cache"}]}], "output": {"plots": []}}
    """

  /// A folder with the log of a run, and the run's figures.
  private func log() throws -> (simbench: Simbench, figures: [String: String]) {
    let simbench = try Simbench()
    try simbench.write(Self.scenario, to: "own.json")
    let outcome = try simbench.run(["run", "own.json", "--ledger", "log.jsonl"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let rows = String(decoding: try simbench.bytes("Results/own/summary.csv"), as: UTF8.self)
      .split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      }
    return (simbench, Dictionary(uniqueKeysWithValues: zip(rows[0], rows[1])))
  }

  private func json(_ simbench: Simbench, _ arguments: [String]) throws -> [String: Any] {
    let outcome = try simbench.run(["calibrate"] + arguments + ["--json"])
    return try #require(
      JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any], "\(outcome.errors)")
  }

  @Test("a log that a run wrote gives back its dollars to the picodollar and its hits to the last")
  func ownLog() throws {
    let (simbench, figures) = try log()
    defer { simbench.remove() }
    let cache = "{\"use\": \"exact_cache\", \"capacity\": 100000, \"ttl_s\": 3600, \"key\": [\"prompt\"]}"
    let found = try json(simbench, ["log.jsonl", "--cache", cache])
    #expect(found["reproduced_share"] as? Double == 1)
    let total = try #require(found["total"] as? [String: Any])
    let recorded = try #require((total["recorded"] as? [String: Any])?["picodollars"] as? String)
    let reproduced = try #require((total["reproduced"] as? [String: Any])?["picodollars"] as? String)
    #expect(recorded == reproduced)
    let cost = try #require(Double(figures["cost_usd"] ?? ""))
    #expect(abs((Double(recorded) ?? 0) / 1e12 - cost) < 1e-9)
    let gateway = try #require(found["gateway_cache"] as? [String: Any])
    let hits = try #require(gateway["recorded_hits"] as? Int)
    #expect(hits > 100)
    #expect(gateway["replayed_hits"] as? Int == hits && gateway["both"] as? Int == hits)
    #expect(gateway["without_an_earlier_call"] as? Int == 0)
  }

  @Test(
    "a log of prompts that layers changed, or that another tokenizer counts, tells the tokens that were sent",
    arguments: [
      #"{"use": "remap", "routes": {"gpt-4o": "claude-sonnet-4-5"}, "token_factors": {"gpt-4o": 1.25}}"#,
      #"{"use": "compress", "context_keep_share": 0.5, "user_keep_share": 0.4}"#,
    ])
  func changedPrompts(layer: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<200).map { row in
      "{\"created\": \(1_762_128_000 + row * 9), \"model\": \"gpt-4o\", \"prompt\": \"question \(row)\", "
        + "\"usage\": {\"prompt_tokens\": \(1000 + row * 7), \"completion_tokens\": \(100 + row)}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    try simbench.write(
      """
      {"simbench": 1, "name": "own", "workload": {"kind": "recorded", "path": "log.jsonl"},
       "providers": {"log": {"models": {"gpt-4o": {}, "claude-sonnet-4-5": {}}}},
       "strategies": [{"name": "a", "model": "recorded", "layers": [\(layer)]}], "output": {"plots": []}}
      """, to: "own.json")
    for form in ["litellm", "table"] {
      let run = try simbench.run(["run", "own.json", "--ledger", "\(form).jsonl", "--ledger-form", form])
      #expect(run.code == 0, "\(run.errors)")
      #expect(try json(simbench, ["\(form).jsonl"])["reproduced_share"] as? Double == 1, "\(form)")
      try FileManager.default.removeItem(at: simbench.folder.appendingPathComponent("Results"))
    }
  }

  @Test("a table of few tokens that another tokenizer counts has no parts beyond its whole")
  func roundedParts() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<40).map { row in
      let (system, context) = (row % 3 + 1, row % 2 + 1)
      let input = system + context + row % 4
      return "\(1_762_128_000 + row * 60),p\(row),gpt-4o,\(system),\(context),\(input),5\n"
    }
    try simbench.write(
      "timestamp,prompt_id,model,system_tokens,context_tokens,input_tokens,output_tokens\n" + rows.joined(),
      to: "log.csv")
    try simbench.write(
      """
      {"simbench": 1, "name": "own", "workload": {"kind": "recorded", "path": "log.csv"},
       "providers": {"log": {"models": {"gpt-4o": {}, "gpt-4o-mini": {}}}},
       "strategies": [{"name": "a", "model": "recorded", "layers": [{"use": "remap",
        "routes": {"gpt-4o": "gpt-4o-mini"}, "token_factors": {"gpt-4o": 0.5}}]}], "output": {"plots": []}}
      """, to: "own.json")
    let run = try simbench.run(["run", "own.json", "--ledger", "out.jsonl", "--ledger-form", "table"])
    #expect(run.code == 0, "\(run.errors)")
    #expect(try json(simbench, ["out.jsonl"])["reproduced_share"] as? Double == 1)
  }

  @Test("the hits of a sample are not said to lack their texts")
  func sampled() throws {
    let (simbench, _) = try log()
    defer { simbench.remove() }
    let outcome = try simbench.run(["calibrate", "log.jsonl", "--sample", "0.5", "--by", "key"])
    let text = outcome.output.replacing("\n  ", with: " ")
    #expect(
      text.contains(" recorded, not replayed: that wants the text of the calls, and all of them."), "\(text)")
  }

  @Test("a gateway's cache is told apart from what is none on a log without its hits too")
  func needlessCache() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(
      "timestamp,model,input_tokens,output_tokens\n1,gpt-4o,10,5\n9,gpt-4o,20,5\n", to: "log.csv")
    let layer = try simbench.run(["calibrate", "log.csv", "--cache", "{\"use\": \"exact_cache\"}"])
    #expect(layer.code == 0 && layer.errors.contains("--cache says nothing here"), "\(layer.errors)")
    let file = try simbench.run(["calibrate", "log.csv", "--cache", "cache.json"])
    #expect(file.code == 65 && file.output.isEmpty, "\(file.errors)")
    #expect(try simbench.run(["calibrate", "log.csv"]).errors.isEmpty)
  }

  @Test("failed calls that were billed are reproduced by their tokens")
  func billedFailures() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let faults = Self.scenario.replacing(
      "\"error_share\": 0.02",
      with: "\"error_share\": 0.2, \"error_billed_share\": 1}, \"retry\": {\"retries\": 0")
    try simbench.write(faults, to: "own.json")
    let outcome = try simbench.run(["run", "own.json", "--ledger", "log.jsonl"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    let found = try json(simbench, ["log.jsonl"])
    #expect(try #require(found["reproduced_share"] as? Double) > 0.99, "\(found)")
  }

  /// What is said of calls that repeat every question, each with some members of its own.
  private func said(_ members: (Int) -> String) throws -> String {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<200).map { place in
      "{\"timestamp\": \(1_700_000_000 + place * 30), \"messages\": [{\"role\": \"user\", \"content\": \"q\(place % 50)\"}], "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 300}, \(members(place))}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    return try simbench.run(["calibrate", "log.jsonl"]).output.replacing("\n  ", with: " ")
  }

  @Test("what has no price, or no recorded spend, is no sum of nothing")
  func unknownSums() throws {
    let half = try said { "\"model\": \"\($0 % 2 == 0 ? "gpt-4o" : "nobody's own")\"" }
    #expect(half.contains("its 100 calls with a price cost $0.550000."), "\(half)")
    #expect(half.contains("nobody's own: 100 calls have no price: ") && !half.contains("$0 recorded"))
    let some = try said { #""model": "gpt-4o"\#($0 % 2 == 0 ? "" : #", "cost": 0.0055"#)"# }
    #expect(
      some.contains("100 of 200 calls record no spend: by the price book they cost $0.550000"), "\(some)")
    let none = try said { _ in #""model": "gpt-4o", "cost": 0"# }
    #expect(none.contains("gpt-4o: the log records $0 for 200 calls that cost $1.10000"), "\(none)")
    // What is free in the log and not by the book is not reproduced.
    let free = try said { #""model": "gpt-4o", "cost": \#($0 % 2 == 0 ? "0" : "0.0055")"# }
    #expect(free.hasPrefix("Share of the bill that was reproduced: 50.00 % of $0.550000 recorded"), "\(free)")
    #expect(free.contains("gpt-4o: the log records $0 for 100 calls that cost $0.550000"), "\(free)")
    let cached = try said {
      #""model": "gpt-4o", "cost": \#($0 % 2 == 0 ? "0, \"cache_hit\": true" : "0.0055")"#
    }
    #expect(cached.hasPrefix("Share of the bill that was reproduced: 100 % of $0.550000"), "\(cached)")
    for (cost, text) in [
      ("0.00275", "(`--prices`); batch and flex calls cost half."), ("0.55", "; the log may count cents."),
      ("0.00605", "; regional endpoints cost a tenth more."),
      ("0.0044", "a discount, or other prices (`--prices`)."),
    ] {
      let found = try said { _ in #""model": "gpt-4o", "cost": \#(cost)"# }
      #expect(found.contains(text), "\(found)")
    }
    for text in [half, some, none] { #expect(!text.contains("Zipf exponent 0.00")) }
  }

  /// What is said of 300 calls over six days from 2025-11-03 on, each billed at a multiple of the price book.
  private func priced(_ factor: (Int) -> Double) throws -> String {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<300).map { place in
      "{\"timestamp\": \(1_762_128_000 + place / 50 * 86_400 + place % 50 * 1000), \"model\": \"gpt-4o\", "
        + "\"prompt\": \"q\(place)\", \"input_tokens\": 1000, \"output_tokens\": 100, "
        + "\"cost\": \(0.0035 * factor(place))}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    return try simbench.run(["calibrate", "log.jsonl"]).output.replacing("\n  ", with: " ").replacing(
      "\n", with: " ")
  }

  @Test("prices that changed within a log are told with the days and the multiples of the price book")
  func priceChanges() throws {
    let fallen = try priced { $0 < 150 ? 1 : 0.8 }
    #expect(
      fallen.contains(
        "gpt-4o: $0.420 lie on calls billed at other prices than the book's, from 2025-11-06 on at 0.800 times: prices or "
          + "a discount changed within the log."), "\(fallen)")
    let risen = try priced { $0 < 100 ? 0.5 : $0 < 200 ? 1 : 1.25 }
    #expect(
      risen.contains("the book's, until 2025-11-04 at 0.500 times, from 2025-11-07 on at 1.25 times: "),
      "\(risen)")
    let once = try priced { (100..<150).contains($0) ? 2 : 1 }
    #expect(once.contains("the book's, on 2025-11-05 at 2.00 times: "), "\(once)")
    // A change in the middle of a day leaves that day in both.
    let noon = try priced { (100..<225).contains($0) ? 2 : 1 }
    #expect(noon.contains("the book's, from 2025-11-05 to 2025-11-07 at 2.00 times: "), "\(noon)")
    // Calls that are cheaper by turns are no change of prices.
    let mixed = try priced { $0 % 2 == 0 ? 1 : 0.8 }
    #expect(mixed.contains("billed at 0.800 to 1.00 times the price book"), "\(mixed)")
  }

  @Test("the scenario that is written runs, and costs what the log cost")
  func scenario() throws {
    let (simbench, figures) = try log()
    defer { simbench.remove() }
    let outcome = try simbench.run(["calibrate", "log.jsonl", "--scenario", "mine.json"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.hasPrefix("Share of the bill that was reproduced: 100 % of $"))
    let run = try simbench.run(["run", "mine.json", "--json", "--no-plots"])
    #expect(run.code == 0, "\(run.errors)")
    let object = try #require(JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let strategies = try #require(object["strategies"] as? [[String: Any]])
    #expect(strategies.map { $0["name"] as? String } == ["as logged", "without its cache", "exact cache"])
    let metrics = try #require(strategies[0]["metrics"] as? [String: [String: Any]])
    let cost = try #require(metrics["cost_usd"]?["mean"] as? Double)
    #expect(abs(cost - (Double(figures["cost_usd"] ?? "") ?? 0)) < 1e-9)
  }

  @Test("no scenario is written of a log whose calls name no model, since it could not be run")
  func nameless() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<2).map {
      "{\"time\": \(1_762_128_000 + $0), \"prompt\": \"q\", \"input_tokens\": 9, \"output_tokens\": 4}\n"
    }
    try simbench.write(rows.joined(), to: "n.jsonl")
    let outcome = try simbench.run(["calibrate", "n.jsonl", "--scenario", "mine.json"])
    #expect(outcome.code == 65 && outcome.output.isEmpty, "\(outcome.output)")
    #expect(outcome.errors.hasPrefix("n.jsonl: error: 2 of 2 calls name no model"), "\(outcome.errors)")
    #expect(!simbench.exists("mine.json"))
    #expect(try simbench.run(["calibrate", "n.jsonl"]).code == 0)
  }

  @Test("a log of one call is a log of one call, in every report")
  func single() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let row = "\"time\": 1762128000, \"model\": \"gpt-4o\", \"prompt\": \"q\", \"user\": \"u\", "
    try simbench.write("{\(row)\"input_tokens\": 1000, \"output_tokens\": 100}\n", to: "one.jsonl")
    let found = try simbench.run(["calibrate", "one.jsonl", "--scenario", "one.json"])
    #expect(found.output.contains("price book its 1 call costs $0.0035"), "\(found.output)")
    let advice = try simbench.run(["advise", "one.jsonl"]).output
    #expect(advice.hasPrefix("Not enough data: 1 call in less than a second says nothing"), "\(advice)")
    let run = try simbench.run(["run", "one.json", "--no-plots"]).output
    #expect(run.contains("\n1 request, 1 replication, "), "\(run)")
    #expect(run.contains("Read: 1 row as table; calls of gpt-4o 1; 1 user; 1 distinct prompt, "), "\(run)")
  }

  @Test("calls that were cut out are told, by the cache's hits and by what was billed")
  func cut() throws {
    let (simbench, figures) = try log()
    defer { simbench.remove() }
    let lines = String(decoding: try simbench.bytes("log.jsonl"), as: UTF8.self).split(separator: "\n")
    let kept = lines.enumerated().filter { $0.offset % 20 != 3 }.map(\.element).joined(separator: "\n")
    try simbench.write(kept + "\n", to: "cut.jsonl")
    let outcome = try simbench.run(["calibrate", "cut.jsonl", "--billed", figures["cost_usd"] ?? ""])
    #expect(outcome.code == 3, "\(outcome.errors)")
    let text = outcome.output.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .joined(separator: " ")
    #expect(text.contains("What-ifs on this log cannot be trusted"))
    #expect(text.contains("Calls are missing or were billed otherwise"))
    #expect(text.contains("recorded cache hits have no equal call before them"))
  }

  @Test("other prices than the log's are told as a constant factor, and exit with 3")
  func discount() throws {
    let (simbench, _) = try log()
    defer { simbench.remove() }
    let text = String(decoding: try simbench.bytes("log.jsonl"), as: UTF8.self)
    let halved = text.split(separator: "\n").map { line -> String in
      guard let match = line.firstMatch(of: /"spend":"([0-9.]+)"/), let spend = Double(match.1) else {
        return String(line)
      }
      return String(line).replacing(
        /"spend":"[0-9.]+"/, with: "\"spend\":\"\(String(format: "%.12f", spend / 2))\"")
    }
    try simbench.write(halved.joined(separator: "\n") + "\n", to: "half.jsonl")
    let outcome = try simbench.run(["calibrate", "half.jsonl"])
    #expect(outcome.code == 3)
    #expect(
      outcome.output.contains("every call is billed at 0.500 times the price book"), "\(outcome.output)")
  }

  @Test("a tenth of the calls at another price is not every call")
  func fewCalls() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rows = (0..<400).map { place in
      "{\"timestamp\": \(1_700_006_400 + place * 60), \"model\": \"gpt-4o\", "
        + "\"cost\": \(place % 10 == 3 ? 0.00756 : 0.0075), "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 500}}\n"
    }
    try simbench.write(rows.joined(), to: "log.jsonl")
    let output = try simbench.run(["calibrate", "log.jsonl"]).output.replacing("\n", with: " ")
    #expect(output.contains("lie on calls billed at 1.00 to 1.01 times the price book"), "\(output)")
    #expect(!output.contains("every call"), "\(output)")
  }

  @Test(
    "a spend that grows from call to call by each call's price is called a running total",
    arguments: [("session", "session_id"), ("user", "user"), ("log", nil)])
  func runningTotals(_ unit: String, _ name: String?) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    // 1,000 tokens in and 100 out of gpt-4o cost $0.0035; three units take turns.
    func log(_ cost: (Int) -> Double) -> String {
      (0..<60).map { place in
        "{\"timestamp\": \(1_700_006_400 + place * 60), \"model\": \"gpt-4o\", "
          + (name.map { "\"\($0)\": \"u\(place % 3)\", " } ?? "")
          + "\"prompt_tokens\": 1000, \"completion_tokens\": 100, \"total_cost\": \(cost(place))}\n"
      }.joined()
    }
    try simbench.write(log { 0.0035 * Double(name == nil ? $0 + 1 : $0 / 3 + 1) }, to: "totals.jsonl")
    let totals = try simbench.run(["calibrate", "totals.jsonl"])
    let words = totals.output.replacing("\n ", with: "")
    #expect(totals.code == 3)
    #expect(
      words.contains("is a running total of \(name == nil ? "the" : "each") \(unit):"), "\(totals.output)")
    #expect(try json(simbench, ["totals.jsonl"])["running_total_of"] as? String == unit)
    // What merely grows along a conversation is no total.
    try simbench.write(log { 0.008 + 0.002 * Double($0 / 3) }, to: "growing.jsonl")
    #expect(try json(simbench, ["growing.jsonl"])["running_total_of"] is NSNull)
  }

  @Test("tokens that the log does not tell are said to be assumed, beside the bill that follows from them")
  func untold() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    func log(_ usage: String) -> String {
      (0..<300).map { place in
        "{\"timestamp\": \(1_700_006_400 + place * 60), \"model\": \"gpt-4o\", "
          + "\"messages\": [{\"role\": \"user\", \"content\": \"question \(place % 50)\"}]\(usage)}\n"
      }.joined()
    }
    try simbench.write(log(""), to: "bare.jsonl")
    try simbench.write(log(", \"usage\": {\"prompt_tokens\": 9, \"completion_tokens\": 4}"), to: "told.jsonl")
    let words = "Assumed: output tokens of 100 % of the rows by the settings of the workload"
    for command in ["calibrate", "advise"] {
      let bare = try simbench.run([command, "bare.jsonl"])
      #expect(bare.output.replacing("\n ", with: "").contains(words), "\(bare.output)\(bare.errors)")
      #expect(try !simbench.run([command, "told.jsonl"]).output.contains("Assumed"))
    }
    #expect((try json(simbench, ["bare.jsonl"])["assumed"] as? [String])?.count == 2)
    #expect((try json(simbench, ["told.jsonl"])["assumed"] as? [String])?.isEmpty == true)
  }

  @Test("no scenario is made of a log without a call")
  func noCall() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let row =
      #"{"type":"user","sessionId":"s","timestamp":"2026-03-01T10:00:00Z","message":{"role":"user","content":"hi"}}"#
    try simbench.write(row + "\n", to: "log.jsonl")
    #expect(try simbench.run(["calibrate", "log.jsonl"]).code == 0)
    let outcome = try simbench.run(["calibrate", "log.jsonl", "--scenario", "own.json"])
    #expect(outcome.code == 65, "\(outcome.errors)")
    #expect(outcome.errors.contains("no call that a scenario could be made of"), "\(outcome.errors)")
    #expect(!simbench.exists("own.json"))
  }

  @Test("one call, one hit and one row are told as one")
  func singular() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    func row(_ second: Int, _ members: String) -> String {
      "{\"timestamp\": \(1_700_006_400 + second), \"temperature\": 0, \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], "
        + "\"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 100}, \(members)}\n"
    }
    let call = row(0, "\"model\": \"gpt-4o\", \"user\": \"u\"")
    let hit = row(60, "\"model\": \"gpt-4o\", \"cache_hit\": true, \"cost\": 0")
    let unpriced = row(90, "\"model\": \"nobody-knows\", \"cost\": 0.1")
    try simbench.write(call + hit + unpriced, to: "log.jsonl")
    let output = try simbench.run(["calibrate", "log.jsonl"]).output.replacing("\n ", with: "")
    #expect(output.contains("nobody-knows: 1 call, $0.100 recorded, has no price"), "\(output)")
    #expect(output.contains("Gateway's cache: 1 hit recorded"), "\(output)")
    #expect(output.contains("1 of 3 calls records no spend: by the price book it costs"), "\(output)")
    try simbench.write(call, to: "one.jsonl")
    let profile = try simbench.run(["trace", "profile", "one.jsonl"]).output
    #expect(profile.contains("recorded: 1 row\n"), "\(profile)")
  }

  @Test("a log without spend has no share, and a model without a price is named")
  func unknown() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(
      "{\"timestamp\": 1, \"model\": \"gpt-4o\", \"messages\": [{\"role\": \"user\", \"content\": \"hi\"}], "
        + "\"usage\": {\"prompt_tokens\": 10, \"completion_tokens\": 2}}\n", to: "plain.jsonl")
    let plain = try simbench.run(["calibrate", "plain.jsonl"])
    #expect(plain.code == 0, "\(plain.errors)")
    #expect(plain.output.hasPrefix("Share of the bill that was reproduced: n/a, the log records no spend"))
    #expect(try json(simbench, ["plain.jsonl"])["reproduced_share"] is NSNull)
  }
}
