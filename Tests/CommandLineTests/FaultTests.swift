import Foundation
import Testing

@Suite("bad input")
struct FaultTests {
  static let base =
    "{\"simbench\":1,\"name\":\"x\",\"run\":{\"replications\":1,\"measure_h\":1},\"workload\":{\"kind\":\"synthetic\"},"
    + "\"providers\":{\"p\":{\"models\":{\"gpt-4o\":{}}}},\"strategies\":[{\"name\":\"n\",\"model\":\"gpt-4o\"}]}"

  struct Fault: Sendable, CustomTestStringConvertible {
    var what: String
    var from = ""
    var to = ""
    var code: Int32 = 65
    var says: String

    var testDescription: String { what }
  }

  static let faults = [
    Fault(what: "NaN", from: "\"measure_h\":1", to: "\"measure_h\":NaN", says: "run.measure_h"),
    Fault(what: "overflow", from: "\"measure_h\":1", to: "\"measure_h\":1e999", says: "run.measure_h"),
    Fault(
      what: "negative price", from: "\"gpt-4o\":{}", to: "\"gpt-4o\":{\"input_usd_per_1m\":-1}",
      says: "a number from 0 to 1000000"),
    Fault(
      what: "zero rate", from: "\"kind\":\"synthetic\"",
      to: "\"kind\":\"synthetic\",\"arrivals\":{\"rate_per_s\":0}",
      says: "above 0"),
    Fault(
      what: "duplicate key", from: "\"name\":\"x\"", to: "\"name\":\"x\",\"name\":\"y\"",
      says: "duplicate key 'name'"),
    Fault(what: "typo", from: "replications", to: "replicatons", says: "did you mean 'replications'"),
    Fault(what: "trailing comma", from: "\"measure_h\":1}", to: "\"measure_h\":1,}", says: "comma"),
    Fault(what: "trailing garbage", from: "}]}", to: "}]} x", says: "after the end"),
    Fault(
      what: "huge integer", from: "\"replications\":1", to: "\"replications\":9223372036854775808",
      says: "integer"),
    Fault(
      what: "unknown policy", from: "\"model\":\"gpt-4o\"}",
      to: "\"model\":\"gpt-4o\",\"layers\":[{\"use\":\"exact_cache\",\"eviction\":\"LUR\"}]}",
      says: "one of fifo, lru"),
    Fault(
      what: "zero capacity", from: "\"model\":\"gpt-4o\"}",
      to: "\"model\":\"gpt-4o\",\"layers\":[{\"use\":\"exact_cache\",\"capacity\":0}]}", says: "at least 1"),
    Fault(
      what: "negative lifetime", from: "\"model\":\"gpt-4o\"}",
      to: "\"model\":\"gpt-4o\",\"layers\":[{\"use\":\"exact_cache\",\"ttl_s\":-1}]}", says: "above 0"),
    Fault(
      what: "unknown model", from: "\"model\":\"gpt-4o\"", to: "\"model\":\"gpt-4\"",
      says: "did you mean 'gpt-4o'"),
    Fault(
      what: "no text", from: "\"model\":\"gpt-4o\"}",
      to: "\"model\":\"gpt-4o\",\"layers\":[{\"use\":\"semantic_cache\"}]}", says: "paraphrases.text"),
    Fault(
      what: "missing trace", from: "\"kind\":\"synthetic\"",
      to: "\"kind\":\"recorded\",\"path\":\"nope.csv\"", code: 66,
      says: "nope.csv"),
    Fault(what: "name with a slash", from: "\"name\":\"x\"", to: "\"name\":\"../x\"", says: "without '/'"),
  ]

  @Test("one line names the place and what was expected", arguments: faults)
  func fault(_ fault: Fault) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(FaultTests.base.replacingOccurrences(of: fault.from, with: fault.to), to: "x.json")
    let outcome = try simbench.run(["run", "x.json"])
    #expect(outcome.code == fault.code)
    #expect(outcome.errors.contains(fault.says), "\(outcome.errors)")
    #expect(outcome.errors.contains("error: "))
    #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome.errors)")
    #expect(!simbench.exists("Results/x/summary.csv"))
  }

  @Test("the scenario that the faults are made from runs")
  func base() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(FaultTests.base, to: "x.json")
    #expect(try simbench.run(["run", "x.json", "--no-plots"]).code == 0)
    try simbench.write(
      "\u{FEFF}"
        + FaultTests.base.replacingOccurrences(of: "\"replications\":1", with: "\"replications\":1.0"),
      to: "x.json")
    #expect(try simbench.run(["run", "x.json", "--no-plots"]).code == 0)
  }

  @Test(
    "an input that is no file is refused with 66",
    arguments: ["", "folder", "loop", "/dev/zero", "pipe", "gone.json"])
  func noFile(path: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let folder = simbench.folder.path
    try FileManager.default.createDirectory(atPath: folder + "/folder", withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/loop", withDestinationPath: folder + "/loop")
    mkfifo(folder + "/pipe", 0o600)
    #expect(try simbench.run(["run", path]).code == 66)
  }

  @Test("an empty scenario and one that nests too deep are refused with 65")
  func extremes() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("", to: "x.json")
    let empty = try simbench.run(["run", "x.json"])
    #expect(empty.code == 65)
    #expect(empty.errors.contains("empty scenario"))
    for depth in [600, 100_000] {
      try simbench.write(
        String(repeating: "[", count: depth) + String(repeating: "]", count: depth), to: "x.json")
      #expect(try simbench.run(["run", "x.json"]).code == 65)
    }
  }

  @Test(
    "a slip on the command line is refused with 2",
    arguments: [
      ["rnu"], ["run"], ["run", "small", "--treads", "2"], ["run", "small", "--seed", "-1"],
      ["run", "small", "--set", "foo"],
      ["run", "small", "small"], ["run", "small", "--threads"], ["trace"], ["models"], ["list", "polices"],
      ["check", "small", "--format", "xml"], ["check", "small", "--format", "json", "--format", "text"],
      ["check", "small", "--fail", "hit_shar:-1pt"], ["check", "small", "--fail", "nobody.hit_share:-1pt"],
      ["check", "small", "--fail", "hit_share:x"], ["check", "small", "--update", "--against", "HEAD"],
      ["compare", "small"], ["compare", "small", "small", "--against", "HEAD"], ["baseline", "update"],
      ["run", "small", "--set", "strategies.nobody.model=1"], [],
    ])
  func usage(_ words: [String]) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(words).code == 2)
  }

  @Test("a word that is no UTF-8 is refused: it would name another file")
  func invalidWord() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell("cp Scenarios/small.json $'bad\\xff.json'; $S explain $'bad\\xff.json'")
    #expect(outcome.code == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("error: 'bad\u{FFFD}.json' is no UTF-8, "), "\(outcome.errors)")
    #expect(try simbench.shell("$S run small --no-plots --out $'a\\xfe'").code == 2)
    #expect(try simbench.shell("cp Scenarios/small.json größe.json; $S explain größe.json").code == 0)
  }

  @Test("a result that cannot be written is refused with 74 and leaves nothing")
  func unwritable() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("in the way", to: "out")
    #expect(try simbench.run(["run", "small", "--no-plots", "--out", "out"]).code == 74)
    #expect(try simbench.bytes("out") == Data("in the way".utf8))
  }

  @Test("every command explains itself with an example")
  func help() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let overview = try simbench.run(["--help"]).output
    let commands = [
      "run", "check", "compare", "baseline list", "baseline show", "baseline update", "baseline delete",
      "sweep",
      "mrc", "trace profile", "trace convert", "trace generate", "prices",
      "prices cost", "prices lint", "prices update",
      "models install", "models list", "models remove", "list", "init", "explain", "schema", "version",
    ]
    for command in commands {
      #expect(overview.contains("  " + command))
      let page = try simbench.run(command.split(separator: " ").map(String.init) + ["--help"])
      #expect(page.code == 0)
      #expect(page.output.contains("Example:\n  simbench \(command)"))
    }
  }

  @Test(
    "the help fits into 80 columns, but for an example to copy",
    arguments: [
      "", "run", "mrc", "advise", "trace", "check", "compare", "merge", "shard plan", "claims", "ledger",
      "trace convert", "models install",
    ])
  func width(of command: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let page = try simbench.run(command.split(separator: " ").map(String.init) + ["--help"])
    let rows = page.output.split(separator: "\n").filter { !$0.hasPrefix("  simbench ") }
    #expect(page.code == 0 && rows.count > 3)
    for row in rows { #expect(row.count <= 80, "\(row)") }
  }

  @Test("an unknown key that --set brings names the --set, and one of the file does not")
  func unknownOfSet() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let slip = try simbench.run(["run", "small", "--set", "exact.exact_cache.capcity=3"])
    // As a layer or a strategy that is misspelt there.
    #expect(slip.code == 2 && slip.errors.hasPrefix("error: unknown key '"), "\(slip.errors)")
    for path in ["exact.exct_cache.capacity", "exct.exact_cache.capacity", "rnu.seed", "run.sed"] {
      #expect(try simbench.run(["check", "small", "--no-baseline", "--set", path + "=3"]).code == 2)
    }
    #expect(
      slip.errors.contains("capcity' of --set 'exact.exact_cache.capcity' (did you mean 'capacity'?)"),
      "\(slip.errors)")
    let own = Simbench.small.replacing("\"capacity\"", with: "\"capcity\"")
    #expect(own != Simbench.small)
    try simbench.write(own, to: "Scenarios/own.json")
    let fault = try simbench.run(["run", "own", "--set", "run.seed=3"])
    #expect(fault.code == 65 && fault.errors.contains("capcity' (did you mean"), "\(fault.errors)")
    #expect(!fault.errors.contains("of --set"), "\(fault.errors)")
    // The file's own faults keep their places behind it.
    let both = try simbench.run(["run", "own", "--set", "run.sed=3"])
    #expect(
      both.code == 2 && both.errors.hasPrefix("error: unknown key 'run.sed' of --set"), "\(both.errors)")
    #expect(both.errors.contains("\nScenarios/own.json:"), "\(both.errors)")
    // A key of the file is its own where a --set rightly sets one of the same name elsewhere.
    let alike = Simbench.small.replacing("\"seed\"", with: "\"capacity\"")
    #expect(alike != Simbench.small)
    try simbench.write(alike, to: "Scenarios/alike.json")
    let other = try simbench.run(["run", "alike", "--set", "exact.exact_cache.capacity=3"])
    #expect(other.code == 65 && other.errors.hasPrefix("Scenarios/alike.json:"), "\(other.errors)")
    #expect(!other.errors.contains("of --set"), "\(other.errors)")
  }

  @Test("of more faults than are told each line names the file, the last too")
  func manyFaults() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let keys = (0..<120).map { "\"key\($0)\":1," }.joined()
    try simbench.write(
      FaultTests.base.replacing("\"name\":\"x\"", with: keys + "\"name\":\"x\""), to: "Scenarios/x.json")
    let lines = try simbench.run(["run", "x"]).errors.split(separator: "\n")
    #expect(lines.count == 101)
    for line in lines { #expect(line.hasPrefix("Scenarios/x.json:"), "\(line)") }
  }

  @Test("lists fit into 80 columns", arguments: [["list"], ["list", "scenarios"]])
  func lists(_ words: [String]) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let list = try simbench.run(words).output
    for row in list.split(separator: "\n") { #expect(row.count <= 80, "\(row)") }
  }

  @Test("a first word that commands share lists them with --help, and is refused alone")
  func groups() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    for words in [["trace", "--help"], ["help", "trace"]] {
      let page = try simbench.run(words)
      #expect(page.code == 0 && page.errors.isEmpty, "\(page.errors)")
      #expect(page.output.contains("  trace profile   say what a recorded trace"), "\(page.output)")
      #expect(!page.output.contains("prices"))
    }
    let alone = try simbench.run(["trace"])
    #expect(alone.code == 2 && alone.errors.contains("wants one of trace profile, trace convert"))
  }

  @Test("the scenario that init writes runs and holds its rules")
  func initialise() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["init", "Scenarios/mine.json"]).code == 0)
    #expect(try simbench.run(["init", "Scenarios/mine.json"]).code == 2)
    #expect(try simbench.run(["check", "mine", "--no-baseline"]).code == 0)
    let explained = try simbench.run(["explain", "mine"])
    try simbench.write(explained.output, to: "explained.json")
    #expect(try simbench.run(["check", "explained.json", "--no-baseline"]).code == 0)
  }

  @Test("one entry of a list, in lines of 80 columns, and what to do about a name that is none")
  func listOne() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let one = try simbench.run(["list", "layers", "batch_queue"])
    #expect(one.code == 0 && one.output.hasPrefix("batch_queue\n") && !one.output.contains("\nprompt_cache"))
    #expect(try simbench.run(["list", "policies", "slru"]).output.hasPrefix("slru\n"))
    #expect(try simbench.run(["list", "formats", "litellm"]).output.hasPrefix("litellm"))
    for topic in ["layers", "policies", "metrics", "formats", "presets", "routers", "scenarios"] {
      let text = try simbench.run(["list", topic]).output
      let wide = text.split(separator: "\n").filter { $0.count > 80 && topic != "scenarios" }
      #expect(wide.isEmpty && !text.isEmpty, "\(topic): \(wide.first.map { String($0) } ?? String())")
    }
    let slip = try simbench.run(["list", "layers", "exact_cash"])
    #expect(slip.code == 2 && slip.errors.contains("did you mean 'exact_cache'?"))
    #expect(try simbench.run(["list", "layers", "router", "--json"]).code == 2)
    let layer = try simbench.run(["explain", "batch_api"])
    #expect(layer.code == 66)
    #expect(layer.errors.contains("`simbench list layers batch_api` says what it takes"))
  }

  @Test("what is listed and what the schema says is valid JSON with every layer")
  func schema() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let schema = try simbench.run(["schema"]).output
    #expect(try JSONSerialization.jsonObject(with: Data(schema.utf8)) is [String: Any])
    let list = try simbench.run(["list"]).output
    for layer in [
      "exact_cache", "semantic_cache", "coalesce", "router", "window_batch", "prompt_cache", "oracle_cache",
    ] {
      #expect(list.contains("\n\(layer)") || list.hasPrefix(layer))
      #expect(schema.contains("\"\(layer)\""))
    }
  }

  @Test("a layer that compares prompts refuses a recording without text")
  func recordingWithoutText() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(
      "TIMESTAMP,ContextTokens,GeneratedTokens\n2023-11-16 18:15:46.6805900,374,44\n2023-11-16 18:15:50.9951690,396,109\n",
      to: "t.csv")
    let workload = "workload={\"kind\":\"recorded\",\"path\":\"../t.csv\",\"format\":\"azure\"}"
    let layers =
      "strategies=[{\"name\":\"s\",\"model\":\"gpt-4o\",\"layers\":[{\"use\":\"semantic_cache\"}]}]"
    let outcome = try simbench.run([
      "run", "small", "--set", workload, "--set", layers, "--set", "analysis={}", "--set", "expect=[]",
      "--no-plots",
    ])
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("paraphrases.text"), "\(outcome.errors)")
  }

  @Test(
    "a span of years and a strategy of very many layers are refused",
    arguments: ["run.measure_h=1e9", "layers"])
  func tooMuch(what: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let layers = Array(repeating: "{\"use\":\"prompt_cache\"}", count: 61).joined(separator: ",")
    let change = what == "layers" ? "strategies.naive.layers=[\(layers)]" : what
    #expect(try simbench.run(["run", "small", "--no-plots", "--set", change]).code == 65)
  }
}
