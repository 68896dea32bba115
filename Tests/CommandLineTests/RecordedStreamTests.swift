import Foundation
import Testing

@Suite("recordings as streams")
struct RecordedStreamTests {
  private static let scenario = """
    {"simbench": 1, "name": "log", "run": {"seed": 5, "replications": 2},
     "workload": {"kind": "recorded", "path": "log.jsonl"},
     "providers": {"openai": {"models": {"gpt-4o": {}}}},
     "strategies": [{"name": "naive", "model": "gpt-4o", "layers": []},
      {"name": "exact", "model": "gpt-4o", "layers": [{"use": "exact_cache", "capacity": 50}]}],
     "output": {"plots": []}}
    """

  /// A folder with a scenario and its log.
  private func simbench(rows: Int = 600) throws -> Simbench {
    let simbench = try Simbench()
    let lines = (0..<rows).map { row in
      "{\"created\": \(1_762_128_000 + row * 9), \"user\": \"u\(row % 23)\", \"prompt\": \"question \(row * row % 71)\"}\n"
    }
    try simbench.write(lines.joined(), to: "log.jsonl")
    try simbench.write(Self.scenario, to: "Scenarios/log.json")
    return simbench
  }

  /// Metrics of the strategies of a report as JSON, without those of times.
  private func figures(_ outcome: Simbench.Outcome) throws -> NSArray {
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let strategies = json?["strategies"] as? [[String: Any]] ?? []
    #expect(strategies.count == 2 && outcome.code == 0, "\(outcome.errors)")
    return strategies.map { strategy in
      (strategy["metrics"] as? [String: Any] ?? [:]).filter {
        !$0.key.hasSuffix("_ms") && !$0.key.hasPrefix("latency")
      }
    } as NSArray
  }

  @Test("a log is the same from a file, compressed and through a pipe, as a stream and whole")
  func forms() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let whole = try figures(simbench.run(["run", "log", "--json"]))
    for line in [
      "$S run log --stream --json", "$S run log --trace log.jsonl --stream --json",
      "cat log.jsonl | $S run log --trace - --json", "cat log.jsonl | $S run log --trace - --stream --json",
      "gzip -k log.jsonl; $S run log --trace log.jsonl.gz --stream --json",
      "gzip -c log.jsonl | $S run log --trace - --stream --json",
      "$S run log --trace - --stream --json < log.jsonl",
    ] { #expect(try figures(simbench.shell(line)) == whole, "\(line)") }
  }

  @Test("the scenario of a log is made of it, from a file and through a pipe")
  func own() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let lines = (0..<300).map { row in
      "{\"created\": \(1_762_128_000 + row * 9), \"user\": \"u\(row % 23)\", \"model\": \"gpt-4o\", "
        + "\"prompt\": \"question \(row % 71)\", \"usage\": {\"prompt_tokens\": 1000, \"completion_tokens\": 100}}\n"
    }
    try simbench.write(lines.joined(), to: "log.jsonl")
    let whole = try simbench.shell("$S run recorded --trace log.jsonl --json --no-plots")
    let json = try JSONSerialization.jsonObject(with: Data(whole.output.utf8)) as? [String: Any]
    let strategies = json?["strategies"] as? [[String: Any]] ?? []
    let names = strategies.compactMap { $0["name"] as? String }
    #expect(names == ["as logged", "exact cache"], "\(whole.errors)")
    let metrics = strategies.compactMap { $0["metrics"] as? [String: Any] }
    // 300 calls at 1,000 x $2.50 and 100 x $10 a million.
    #expect((metrics.first?["cost_usd"] as? [String: Any])?["mean"] as? Double == 300 * 0.0035)
    #expect(simbench.exists("Results/recorded/summary.csv"))
    for line in [
      "cat log.jsonl | $S run recorded --trace - --json --no-plots",
      "gzip -k log.jsonl; $S run recorded --trace log.jsonl.gz --json --no-plots",
    ] {
      #expect(try figures(simbench.shell(line)) == figures(whole), "\(line)")
    }
    try simbench.write(lines.joined().replacingOccurrences(of: "model", with: "kernel"), to: "other.jsonl")
    let named = try simbench.run(["run", "recorded", "--trace", "other.jsonl", "--no-plots"])
    #expect(named.code == 65 && named.errors.contains("300 of 300 calls name no model"), "\(named.errors)")
    let mapped = try simbench.shell(
      "$S run recorded --trace other.jsonl --set workload.format=table --set workload.columns.model=kernel "
        + "--set workload.columns.prompt=prompt --set workload.columns.timestamp=created "
        + "--set workload.columns.input_tokens=usage.prompt_tokens "
        + "--set workload.columns.output_tokens=usage.completion_tokens --json --no-plots")
    #expect(mapped.code == 0, "\(mapped.errors)")
    let note = "simbench: 'recorded' holds the whole log once to write its scenario"
    #expect(!whole.errors.contains(note))
    let streamed = try simbench.run(["run", "recorded", "--trace", "log.jsonl", "--stream", "--no-plots"])
    #expect(streamed.code == 0)
    #expect(streamed.errors.hasPrefix("\(note), with --stream too; "), "\(streamed.errors)")
    let lone = try simbench.run(["run", "recorded"])
    #expect(lone.code == 2 && lone.errors.contains("--trace FILE was expected"), "\(lone.errors)")
    #expect(try simbench.run(["list", "scenarios"]).output.contains("  recorded "))
  }

  @Test("a converted log has the figures and the profile of the log")
  func converted() throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    let whole = try figures(simbench.run(["run", "log", "--json"]))
    let written = try simbench.run(["trace", "convert", "log.jsonl", "log.simtrace"])
    #expect(written.code == 0)
    #expect(written.errors == "600 requests with 36 prompts, without texts, written to log.simtrace\n")
    for more in ["", "--stream"] {
      let line = "gzip -kf log.simtrace; $S run log --trace log.simtrace.gz --json \(more)"
      #expect(try figures(simbench.shell(line)) == whole)
    }
    let profiles = try simbench.shell(
      "$S trace profile log.jsonl > a; $S trace profile log.simtrace > b; $S trace profile - < log.simtrace > c; cmp a b && cmp a c"
    )
    #expect(profiles.code == 0, "\(profiles.output)")
    #expect(try simbench.run(["trace", "convert", "log.simtrace", "again.simtrace"]).code == 0)
    #expect(try simbench.bytes("log.simtrace") == simbench.bytes("again.simtrace"))
    #expect(try simbench.run(["trace", "convert", "log.jsonl", "x.simtrace", "--next"]).code == 2)
    #expect(try simbench.run(["trace", "redact", "log.simtrace"]).code == 65)
    #expect(try simbench.run(["mrc", "log.simtrace", "--key", "prompt", "--sizes", "5"]).code == 0)
  }

  @Test("advice on a converted log is that on the log, but for what wants its texts")
  func advice() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let lines = (0..<900).map { row in
      "{\"created\": \(1_762_128_000 + row * 400), \"user\": \"u\(row % 23)\", \"model\": \"gpt-4o\", "
        + "\"prompt\": \"question \(row * row % 71)\", \"input_tokens\": 9000, \"output_tokens\": 700}\n"
    }
    try simbench.write(lines.joined(), to: "log.jsonl")
    #expect(try simbench.run(["trace", "convert", "log.jsonl", "log.simtrace"]).code == 0)
    let (log, kept) = (
      try simbench.run(["advise", "log.jsonl"]), try simbench.run(["advise", "log.simtrace"])
    )
    #expect(log.code == 0 && kept.code == 0, "\(kept.errors)")
    func line(_ outcome: Simbench.Outcome, _ measure: String) -> Substring? {
      outcome.output.split(separator: "\n").first { $0.hasPrefix(measure + " ") }
    }
    #expect(line(log, "exact_cache")?.contains("do it") == true)
    #expect(line(kept, "exact_cache") == line(log, "exact_cache"))
    #expect(
      line(kept, "semantic_cache")?.hasSuffix("not enough data           n/a") == true, "\(kept.output)")
    #expect(kept.output.contains("semantic_cache (the text of"))
    // Standard input is read as often as a file.
    for command in ["advise", "calibrate"] {
      let file = try simbench.run([command, "log.jsonl"])
      let pipe = try simbench.shell("cat log.jsonl | $S \(command) -")
      #expect(pipe.code == file.code && pipe.output == file.output, "\(pipe.errors)")
    }
    let sample = try simbench.run(["advise", "log.jsonl", "--sample", "0.5", "--by", "user"])
    let words = sample.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("exact_cache (the calls that the sample leaves out)"), "\(sample.output)")
  }

  @Test("a scenario and its log cannot both be standard input")
  func twice() throws {
    let simbench = try simbench(rows: 5)
    defer { simbench.remove() }
    let outcome = try simbench.shell("$S run - --trace - < Scenarios/log.json")
    #expect(outcome.code == 2)
    #expect(
      outcome.errors
        == "error: the scenario and its recording are both standard input; one of them was expected there\n")
  }

  @Test("room that is missing for the temporary file gives one line and 74")
  func room() throws {
    let simbench = try simbench(rows: 6000)
    defer { simbench.remove() }
    let missing = try simbench.shell("TMPDIR=$PWD/none $S run log --stream")
    #expect(missing.code == 74)
    #expect(missing.errors.split(separator: "\n").count == 1)
    #expect(missing.errors.contains("a temporary file cannot be made: No such file or directory"))
    // A file may not grow beyond 8 KiB.
    let full = try simbench.shell(
      "mkdir own; trap '' XFSZ; ulimit -f 8; TMPDIR=$PWD/own $S run log --stream; code=$?; ls -A own; exit $code"
    )
    #expect(full.code == 74 && full.output.isEmpty)
    #expect(full.errors.split(separator: "\n").count == 1)
    #expect(full.errors.contains("a temporary file cannot be written: File too large"), "\(full.errors)")
  }

  @Test(
    "nothing is left in the folder for temporary files, however a run ends",
    arguments: ["TERM", "INT", "KILL"])
  func leftovers(signal: String) throws {
    let simbench = try simbench()
    defer { simbench.remove() }
    #expect(
      try simbench.shell("mkdir own; TMPDIR=$PWD/own $S run log --stream; ls -A own").output.contains("naive")
    )
    // The pipe stays open, so that the run is in the middle of its log.
    let outcome = try simbench.shell(
      """
      set -m; mkfifo pipe; (cat log.jsonl; sleep 20) > pipe & feeder=$!
      TMPDIR=$PWD/own $S run log --trace - --stream < pipe > /dev/null 2>&1 & run=$!
      sleep 0.4; kill -\(signal) $run; wait $run; code=$?; kill -KILL -- -$feeder 2>/dev/null; ls -A own; exit $code
      """)
    #expect(outcome.output.isEmpty)
    #expect(outcome.code == ["TERM": 143, "INT": 130, "KILL": 137][signal])
  }

  @Test("what wants the whole log is refused before it is read, with the way out")
  func refused() throws {
    let simbench = try simbench(rows: 3)
    defer { simbench.remove() }
    try simbench.write("{", to: "log.jsonl")
    let outcome = try simbench.shell("$S run log --stream --set exact.exact_cache.eviction=belady")
    #expect(outcome.code == 65)
    #expect(outcome.errors.contains("'belady' reads the future; a run without --stream"), "\(outcome.errors)")
    let closed = try simbench.run(["run", "log", "--stream", "--set", "workload.replay=closed"])
    #expect(closed.code == 65)
    #expect(closed.errors.contains("the turns of a closed loop wait for each other"), "\(closed.errors)")
  }
}
