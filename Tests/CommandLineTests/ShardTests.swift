import Foundation
import Testing

@Suite("simbench shard plan and merge")
struct ShardTests {
  private static let sweep =
    "--set 'sweep={\"strategy\":\"exact\",\"axes\":{\"exact_cache.capacity\":[1,5,60],\"exact_cache.eviction\":"
    + "[\"fifo\",\"lru\"]}}'"

  /// A scenario without texts, whose shards take a moment each.
  private static let plain = """
    { "simbench": 1, "name": "plain", "run": { "seed": 3, "replications": 3, "warmup_h": 0.2, "measure_h": 0.5 },
      "workload": { "kind": "synthetic", "arrivals": { "rate_per_s": 0.5 }, "intents": { "count": 120 },
        "paraphrases": { "per_intent": 4, "similarity": {} } },
      "providers": { "openai": { "models": { "gpt-4o": { "quality": 0.9 } } } },
      "strategies": [ { "name": "naive", "model": "gpt-4o", "layers": [] },
        { "name": "exact", "model": "gpt-4o", "layers": [ { "use": "exact_cache", "capacity": 60 } ] },
        { "name": "semantic", "extends": "exact", "add": [ { "use": "semantic_cache", "threshold": 0.9, "capacity": 50 } ] } ] }
    """

  private func start() throws -> Simbench {
    let simbench = try Simbench()
    try simbench.write(ShardTests.plain, to: "Scenarios/plain.json")
    return simbench
  }

  /// Runs all shards of a command by two processes at a time, as an engine would.
  private func shards(_ simbench: Simbench, _ command: String, _ count: Int) throws -> Simbench.Outcome {
    try simbench.shell(
      "seq 0 \(count - 1) | xargs -P2 -I@ $S \(command) --shard @/\(count) --partial p/@.partial")
  }

  private func tables(_ simbench: Simbench, _ folder: String) throws -> [String: Data] {
    let names = try FileManager.default.contentsOfDirectory(atPath: simbench.folder.path + "/" + folder)
    return try Dictionary(
      uniqueKeysWithValues: names.filter { !$0.hasPrefix(".") }.map {
        ($0, try simbench.bytes("\(folder)/\($0)"))
      })
  }

  @Test(
    "the files of a run and of a sweep, merged from shards in random order, are those of one machine",
    arguments: ["run plain --seed 9", "sweep plain \(ShardTests.sweep)"], [1, 2, 7, 64])
  func exact(_ command: String, _ count: Int) throws {
    let simbench = try start()
    defer { simbench.remove() }
    let whole = try simbench.shell("$S \(command) --no-plots --out one")
    #expect(whole.code == 0, "\(whole.errors)")
    let cut = try shards(simbench, command, count)
    #expect(cut.code == 0, "\(cut.errors)")
    let merged = try simbench.shell("$S merge $(ls p/*.partial | shuf) --no-plots --out two")
    #expect(merged.code == 0, "\(merged.errors)")
    #expect(merged.output == whole.output)
    let (one, two) = (try tables(simbench, "one"), try tables(simbench, "two"))
    #expect(one.keys.contains { $0.hasSuffix(".csv") } && one == two)
  }

  @Test("a missing shard ends with 5, its number, and the command that makes it")
  func missing() throws {
    let simbench = try start()
    defer { simbench.remove() }
    #expect(try shards(simbench, "run plain --set run.seed=4", 4).code == 0)
    try FileManager.default.removeItem(at: simbench.folder.appendingPathComponent("p/2.partial"))
    let merged = try simbench.run(["merge", "p", "--out", "two"])
    #expect(merged.code == 5)
    #expect(merged.errors.contains("simbench: shard 2/4 lacks cells 2, 6"))
    #expect(merged.errors.contains(" cells are missing, of shard 2/4; all were expected (--allow-partial "))
    #expect(!simbench.exists("two"))
    let line = try #require(merged.errors.components(separatedBy: "; run: simbench ").dropFirst().first)
    let again = try simbench.shell("$S " + (line.components(separatedBy: "\n").first ?? ""))
    #expect(again.code == 0, "\(again.errors)")
    let complete = try simbench.run(["merge", "p", "--out", "two"])
    #expect(complete.code == 0, "\(complete.errors)")
  }

  @Test("shards that are none, and indexes without a count, are refused")
  func refused() throws {
    let simbench = try start()
    defer { simbench.remove() }
    for text in ["4/4", "-1/4", "0/0", "x/y"] {
      let outcome = try simbench.run(["run", "plain", "--shard=\(text)", "--partial", "p"])
      #expect(outcome.code == 2)
      #expect(
        outcome.errors
          == "error: --shard is '\(text)'; i/N with i from 0 to N - 1 and N from 1 to 1000000 was expected\n")
    }
    let alone = try simbench.run(
      ["run", "plain", "--partial", "p"], environment: ["JOB_COMPLETION_INDEX": "0"])
    #expect(alone.code == 2)
    #expect(
      alone.errors
        == "error: JOB_COMPLETION_INDEX is '0' and says nothing of how many shards there are; --shards N was expected\n"
    )
    let none = try simbench.run(["run", "plain", "--partial", "p"])
    #expect(none.code == 2 && none.errors.hasPrefix("error: no shard is named; --shard i/N, "))
    let idle = try simbench.run(["run", "plain", "--shard", "0/2", "--partial", "p", "--json"])
    #expect(idle.code == 2 && idle.errors.hasPrefix("error: --json says nothing beside --partial"))
    let lost = try simbench.run(["run", "plain", "--shard", "0/2"])
    #expect(lost.code == 2 && lost.errors.contains("--partial FILE was expected"))
    let beyond = try simbench.run(
      ["run", "plain", "--shards", "2", "--partial", "p"], environment: ["SLURM_ARRAY_TASK_ID": "2"])
    #expect(beyond.code == 2 && beyond.errors.contains("an integer from 0 to 1 was expected"))
    #expect(!simbench.exists("p"))
  }

  @Test("the shard comes from the flag, else from the first variable that is set, which is said")
  func variables() throws {
    let simbench = try start()
    defer { simbench.remove() }
    let both = ["JOB_COMPLETION_INDEX": "1", "SLURM_ARRAY_TASK_ID": "0"]
    let first = try simbench.run(["run", "plain", "--shards", "200", "--partial", "a"], environment: both)
    #expect(first.code == 0 && first.errors.hasPrefix("simbench: shard 1/200, from JOB_COMPLETION_INDEX\n"))
    let flag = try simbench.run(["run", "plain", "--shard", "199/200", "--partial", "b/"], environment: both)
    #expect(flag.code == 0 && flag.errors.hasPrefix("wrote 0 of "), "\(flag.errors)")
    #expect(simbench.exists("b/plain-run-199-of-200.partial"))
    let own = try simbench.run(
      ["run", "plain", "--partial", "c"], environment: both.merging(["SIMBENCH_SHARD": "0/200"]) { $1 })
    #expect(own.code == 0 && own.errors.hasPrefix("simbench: shard 0/200, from SIMBENCH_SHARD\n"))
  }

  @Test("the plan names each shard's cells and the commands, and the same as JSON")
  func plan() throws {
    let simbench = try start()
    defer { simbench.remove() }
    let text = try simbench.run(["shard", "plan", "plain", "--shards", "3", "--set", "run.seed=4"])
    #expect(text.code == 0, "\(text.errors)")
    #expect(text.output.contains("  0  'naive', replication 0\n"))
    #expect(
      text.output.contains(
        "simbench run plain --set run.seed=4 --shard 2/3 --partial partials/plain-run-2-of-3.partial\n"))
    #expect(text.output.contains("\nThen: simbench merge partials --out Results/plain\n"))
    let json = try simbench.run(["shard", "plan", "plain", "--json"])
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect((object?["shards"] as? [Any])?.count == 4)
  }

  @Test("what is killed leaves no file under its final name, and running it again completes the set")
  func killed() throws {
    let simbench = try start()
    defer { simbench.remove() }
    let command = "run plain --set workload.arrivals.rate_per_s=8"
    let killed = try simbench.shell(
      "$S \(command) --shard 0/2 --partial p/0.partial & sleep 0.05; kill -9 $!; wait $!")
    #expect(killed.code == 137)
    #expect(!simbench.exists("p/0.partial"))
    #expect(try shards(simbench, command, 2).code == 0)
    let merged = try simbench.run(["merge", "p", "--no-plots", "--out", "two"])
    #expect(merged.code == 0, "\(merged.errors)")
  }

  @Test("partials of another scenario than the one that lies here are refused")
  func changed() throws {
    let simbench = try start()
    defer { simbench.remove() }
    #expect(try shards(simbench, "run plain", 1).code == 0)
    try simbench.write(
      ShardTests.plain.replacing("\"seed\": 3", with: "\"seed\": 4"), to: "Scenarios/plain.json")
    let merged = try simbench.run(["merge", "p", "--out", "two"])
    #expect(merged.code == 65)
    #expect(
      merged.errors.hasPrefix(
        "p/0.partial: error: belongs to another run than 'Scenarios/plain.json': scenario is "))
    #expect(merged.errors.contains("seed is 4 there and 3 here"))
  }
}
