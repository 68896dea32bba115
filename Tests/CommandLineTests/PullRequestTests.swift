import Foundation
import FoundationXML
import Testing

/// What a team sees that has a recorded cache scenario under a gate, and edits it.
@Suite("a pull request")
struct PullRequestTests {
  /// 1,500 questions, of which few are popular, in a log without labels.
  private static func log(shift: Int = 0) -> String {
    var text = ""
    var state: UInt64 = 42
    for row in 0..<1500 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let draw = Double(state >> 11) / 0x1p53
      let question = Int(7000 * draw * draw * draw) + shift
      text +=
        "{\"timestamp\": \(row * 20), \"model\": \"gpt-4o\", \"user\": \"u\(row % 40)\", \"messages\": [{\"role\": \"user\", "
        + "\"content\": \"question \(question)\"}], \"usage\": {\"prompt_tokens\": 20, \"completion_tokens\": 100}}\n"
    }
    return text
  }

  private static let scenario = """
    {
      "simbench": 1,
      "name": "cache",
      "title": "How large a cache?",
      "run": { "seed": 1, "replications": 2 },
      "workload": { "kind": "recorded", "path": "chat.jsonl", "format": "openai_chat" },
      "providers": { "openai": { "models": { "gpt-4o": { "quality": 0.9 } } } },
      "strategies": [
        { "name": "naive", "model": "gpt-4o", "layers": [] },
        { "name": "exact", "model": "gpt-4o", "layers": [
          { "use": "exact_cache", "capacity": 5000, "temperature_zero_only": false }
        ] }
      ],
      "output": { "plots": [] },
      "constraints": { "latency_p95_ms_max": 5000 },
      "expect": [ { "strategy": "exact", "metric": "hit_share", "min": 0.01 } ]
    }

    """

  private static let file = "Scenarios/cache.json"

  /// A folder with the scenario, its log and its baseline.
  private func repository() throws -> Simbench {
    let simbench = try Simbench()
    try FileManager.default.removeItem(at: simbench.folder.appendingPathComponent("Scenarios/small.json"))
    try simbench.write(PullRequestTests.log(), to: "Scenarios/chat.jsonl")
    try simbench.write(PullRequestTests.scenario, to: PullRequestTests.file)
    let update = try simbench.run(["baseline", "update", "cache"])
    #expect(update.code == 0, "\(update.errors)")
    #expect(update.errors == "accepted: Scenarios/Baselines/cache.json\n")
    return simbench
  }

  private func edit(_ simbench: Simbench, _ from: String, _ to: String) throws {
    let text = String(decoding: try simbench.bytes(PullRequestTests.file), as: UTF8.self)
    #expect(text.contains(from))
    try simbench.write(text.replacing(from, with: to), to: PullRequestTests.file)
  }

  @Test("a smaller cache exits 3 with one headline below the cause")
  func smaller() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try edit(simbench, "\"capacity\": 5000", "\"capacity\": 50")
    let outcome = try simbench.run(["check", "cache"])
    #expect(outcome.code == 3)
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3, "\(outcome.output)")
    #expect(lines[0] == "change     strategies.exact.exact_cache.capacity 5000 -> 50")
    #expect(lines[1].hasPrefix("REGRESSED  exact: hit share "))
    #expect(lines[1].contains(" points), $") && lines[1].contains(" a month (+"), "\(lines[1])")
    #expect(lines[2].hasPrefix("cache: "))
  }

  @Test("white space, title, notes, limits and output are no change")
  func text() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try edit(simbench, "\"name\": \"cache\",", "\"name\": \"cache\",\n\n  \"notes\": \"larger soon\",")
    try edit(simbench, "How large a cache?", "How large should it be?")
    try edit(simbench, "\"latency_p95_ms_max\": 5000", "\"latency_p95_ms_max\": 4999")
    try edit(simbench, "\"plots\": []", "\"plots\": [\"cost_bar\"]")
    try edit(simbench, "\"min\": 0.01", "\"min\": 0.02")
    let outcome = try simbench.run(["check", "cache"])
    #expect(outcome.code == 0)
    #expect(outcome.output.split(separator: "\n").count == 1, "\(outcome.output)")
    #expect(outcome.errors.isEmpty)
    // A limit that nothing keeps moves no figure, but the verdict.
    try edit(simbench, "\"latency_p95_ms_max\": 4999", "\"latency_p95_ms_max\": 1")
    let strict = try simbench.run(["check", "cache"])
    #expect(strict.code == 0)
    let lines = strict.output.split(separator: "\n")
    #expect(lines.count == 2 && lines[0].hasSuffix("in the baseline, and is none now"), "\(strict.output)")
  }

  @Test("baselines of a folder without scenarios are none, which is told")
  func noScenarios() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    #expect(try simbench.shell("mv Scenarios Elsewhere").code == 0)
    let list = try simbench.run(["baseline", "list"])
    #expect(list.code == 66 && list.output.isEmpty)
    #expect(
      list.errors.hasPrefix(
        "error: no folder 'Scenarios' with scenarios is here, whose baselines could be listed; "),
      "\(list.errors)")
  }

  @Test("a gate that a change loosens is named, in every form")
  func loosened() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try edit(simbench, "\"capacity\": 5000", "\"capacity\": 50")
    try edit(simbench, "\"latency_p95_ms_max\": 5000", "\"latency_p95_ms_max\": 50000")
    try edit(simbench, "\"min\": 0.01", "\"min\": 0.001")
    try edit(
      simbench, "\"output\"",
      "\"gate\": [ { \"metric\": \"hit_share\", \"worse_by\": 0.99 } ],\n  \"output\"")
    let outcome = try simbench.run(["check", "cache"])
    #expect(outcome.code == 0, "\(outcome.output)")
    for words in [
      "hit_share may get worse by 0 -> 0.99", "expect.exact.hit_share.min 0.01 -> 0.001",
      "constraints.latency_p95_ms_max 5000 -> 50000",
    ] {
      #expect(outcome.output.contains("warning    gate loosened: \(words)\n"), "\(outcome.output)")
    }
    #expect(outcome.output.contains("rejected_share gate no more\n"), "\(outcome.output)")
    let commands = try simbench.run(["check", "cache", "--format", "github"]).output
    #expect(
      commands.contains("::warning file=Scenarios/cache.json,line="), "\(commands)")
    #expect(
      commands.contains(",title=cache gate loosened::constraints.latency_p95_ms_max 5000 -> 50000\n"),
      "\(commands)")
    for form in ["markdown", "json", "junit", "gitlab"] {
      let text = try simbench.run(["check", "cache", "--format", form]).output
      #expect(text.contains("expect.exact.hit_share.min 0.01 "), "\(text)")
    }
    #expect(try simbench.run(["check", "cache", "--update"]).code == 0)
    #expect(try !simbench.run(["check", "cache"]).output.contains("loosened"))
  }

  @Test("a larger cache exits 0, and better is noted")
  func larger() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try edit(simbench, "\"capacity\": 5000", "\"capacity\": 50")
    #expect(try simbench.run(["check", "cache", "--update"]).code == 0)
    try edit(simbench, "\"capacity\": 50,", "\"capacity\": 9000,")
    let outcome = try simbench.run(["check", "cache"])
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(outcome.output.contains("change     strategies.exact.exact_cache.capacity 50 -> 9000\n"))
    #expect(outcome.output.contains("\nbetter     exact: hit share "), "\(outcome.output)")
    #expect(!outcome.output.contains("REGRESSED"))
    #expect(try simbench.run(["check", "cache", "--fail-on-improvement"]).code == 3)
  }

  @Test("another trace is named, and compared")
  func trace() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try simbench.write(PullRequestTests.log(shift: 1) + PullRequestTests.log(), to: "Scenarios/chat.jsonl")
    let outcome = try simbench.run(["check", "cache", "--fail", "failed_share"])
    #expect(outcome.code == 0, "\(outcome.output)")
    #expect(outcome.output.hasPrefix("change     the trace differs (chat.jsonl "), "\(outcome.output)")
    #expect(outcome.output.contains("exact: hit share "))
    // Another log than the scenario's is compared, and never accepted as its own.
    let other = try simbench.run(["check", "cache", "--update", "--trace", "Scenarios/chat.jsonl"])
    #expect(
      other.code == 2 && other.errors.contains("--update and --trace stand together"), "\(other.errors)")
  }

  @Test("a tolerance in per cent is told as the share that it is")
  func percentTolerance() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let check = try simbench.run(["check", "small", "--no-baseline", "--tolerance", "5%"])
    #expect(
      check.code == 2 && check.errors.contains("a share was expected, which is 0.05"), "\(check.errors)")
  }

  @Test("a metric with a tolerance decides alone, by option and in the scenario")
  func tolerance() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try edit(simbench, "\"capacity\": 5000", "\"capacity\": 50")
    func code(_ rules: String) throws -> Int32 { try simbench.run(["check", "cache", "--fail", rules]).code }
    #expect(try code("hit_share:-1pt,cost_usd_per_month:+1%") == 3)
    #expect(try code("hit_share:-99pt,cost_usd_per_month:+999%") == 0)
    #expect(try code("naive.hit_share:-1pt") == 0)
    try edit(
      simbench, "\"output\"", "\"gate\": [ { \"metric\": \"hit_share\", \"worse_by\": 0.99 } ],\n  \"output\""
    )
    #expect(try simbench.run(["check", "cache"]).code == 0)
    #expect(try code("hit_share:-1pt") == 3)
    try edit(simbench, "\"worse_by\": 0.99", "\"worse_by_share\": 0.01")
    #expect(try simbench.run(["check", "cache"]).code == 3)
  }

  @Test("all forms come of one run, each of its own form, and the exit code agrees")
  func forms() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try edit(simbench, "\"capacity\": 5000", "\"capacity\": 50")
    let outcome = try simbench.run([
      "check", "Scenarios/", "--format", "github", "--format", "markdown=summary.md", "--format",
      "junit=out/junit.xml", "--format", "gitlab=quality.json", "--format", "json=all.json", "--format",
      "text=all.txt",
    ])
    #expect(outcome.code == 3)
    for line in outcome.output.split(separator: "\n") {
      #expect(
        line.wholeMatch(of: /::(error|warning|notice) file=[^,:]+,line=\d+,title=[^,:]+::.+/) != nil,
        "\(line)")
    }
    #expect(outcome.output.hasPrefix("::error file=Scenarios/cache.json,line=11,"), "\(outcome.output)")
    #expect(
      String(decoding: try simbench.bytes("summary.md"), as: UTF8.self).hasPrefix(
        "### simbench check: regressed\n"))
    let junit = try XMLDocument(data: try simbench.bytes("out/junit.xml"))
    let suites = try #require(junit.rootElement()).elements(forName: "testsuite")
    #expect(suites.count == 1)
    let cases = suites[0].elements(forName: "testcase")
    #expect(suites[0].attribute(forName: "tests")?.stringValue == "\(cases.count)")
    #expect(
      suites[0].attribute(forName: "failures")?.stringValue
        == "\(cases.count { !$0.elements(forName: "failure").isEmpty })")
    let findings = try JSONSerialization.jsonObject(with: try simbench.bytes("quality.json"))
    for finding in try #require(findings as? [[String: Any]]) {
      #expect(Set(finding.keys) == ["description", "check_name", "fingerprint", "severity", "location"])
    }
    let json = try JSONSerialization.jsonObject(with: try simbench.bytes("all.json")) as? [String: Any]
    #expect(json?["passes"] as? Bool == false && json?["exit_code"] as? Int == 3)
    #expect(String(decoding: try simbench.bytes("all.txt"), as: UTF8.self).hasSuffix("not judged\n"))
    let both = try simbench.run(["check", "cache", "--format", "junit", "--format", "text"])
    #expect(both.code == 2)
    #expect(
      both.errors
        == "error: junit and text would both go to standard output, where junit must stand alone; "
        + "--format junit=FILE was expected\n")
    let onto = try simbench.run(["check", "cache", "--format", "text=Scenarios/chat.jsonl"])
    #expect(onto.code == 2 && onto.errors.contains("an input is never replaced"))
  }

  @Test("services read paths from the root of the repository, wherever below it the command runs")
  func paths() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try edit(simbench, "\"capacity\": 5000", "\"capacity\": 50")
    let inside = try simbench.shell(
      "git init -q . && mkdir -p tools/costs && mv Scenarios tools/costs/ && cd tools/costs && "
        + "\"$S\" check cache --format github --format gitlab=../../quality.json")
    #expect(
      inside.output.hasPrefix("::error file=tools/costs/Scenarios/cache.json,line=11,"), "\(inside.output)")
    #expect(
      String(decoding: try simbench.bytes("quality.json"), as: UTF8.self).contains(
        "\"path\": \"tools/costs/Scenarios/cache.json\""))
  }

  @Test("a folder is one call: each scenario is judged, and the worst decides")
  func folder() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try simbench.write("{\"not\": \"a scenario\"}", to: "Scenarios/package.json")
    #expect(
      try simbench.run(["check", "scenarios"]).output.hasSuffix(
        "1 scenario: 1 held, 0 regressed, 0 not judged\n"))
    try simbench.write(PullRequestTests.scenario, to: "Scenarios/copy.json")
    let twice = try simbench.run(["baseline", "update", "Scenarios"])
    #expect(twice.code == 2)
    #expect(
      twice.errors
        == "Scenarios/Baselines/cache.json: error: two scenarios would write this baseline; each name may stand once "
        + "in a folder\n")
    let shared = try simbench.run(["check", "Scenarios"])
    #expect(shared.code == 4)
    #expect(
      shared.errors.hasPrefix(
        "Scenarios/Baselines/cache.json: error: would be the baseline of cache.json and copy.json; each name may "
      ),
      "\(shared.errors)")
    #expect(shared.output.hasSuffix("2 scenarios: 0 held, 0 regressed, 2 not judged\n"), "\(shared.output)")
    #expect(try simbench.run(["check", "Scenarios", "--no-baseline"]).code == 0)
    try FileManager.default.removeItem(at: simbench.folder.appendingPathComponent("Scenarios/copy.json"))
    #expect(try simbench.run(["check", "Scenarios", "--baseline", "b.json", "cache"]).code == 2)
    let other = PullRequestTests.scenario.replacing("\"name\": \"cache\"", with: "\"name\": \"other\"")
    try simbench.write(other, to: "Scenarios/other.json")
    let missing = try simbench.run(["check", "Scenarios"])
    #expect(missing.code == 4)
    #expect(missing.output.hasSuffix("2 scenarios: 1 held, 0 regressed, 1 not judged\n"), "\(missing.output)")
    #expect(missing.errors.contains("`simbench check Scenarios/other.json --update` writes one"))
    try edit(simbench, "\"capacity\": 5000", "\"capacity\": 50")
    #expect(try simbench.run(["check", "Scenarios"]).code == 3)
    try simbench.write(other.replacing("chat.jsonl", with: "absent.jsonl"), to: "Scenarios/other.json")
    try simbench.write(
      String(decoding: try simbench.bytes("Scenarios/Baselines/cache.json"), as: UTF8.self),
      to: "Scenarios/Baselines/other.json")
    #expect(try simbench.run(["check", "other"]).code == 66)
    let skipped = try simbench.run(["check", "other", "--skip-missing"])
    #expect(skipped.code == 0 && skipped.output.hasPrefix("other: skipped: "), "\(skipped.output)")
    try FileManager.default.removeItem(
      at: simbench.folder.appendingPathComponent("Scenarios/Baselines/other.json"))
    #expect(try simbench.run(["check", "other"]).code == 66)
    let bare = try simbench.run(["check", "other", "--skip-missing"])
    #expect(bare.code == 0 && bare.output.hasPrefix("other: skipped: "), "\(bare.output)")
    try simbench.write("{", to: "Scenarios/package.json")
    #expect(try simbench.run(["check", "Scenarios"]).code == 65)
    let empty = try simbench.run(["check", "Scenarios/Baselines"])
    #expect(empty.code == 66)
    #expect(empty.errors == "Scenarios/Baselines: error: holds no scenarios; some were expected\n")
  }

  @Test("a scenario that a folder has no longer is told, by its baseline and by the commit")
  func goneScenario() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    let other = PullRequestTests.scenario.replacing("\"name\": \"cache\"", with: "\"name\": \"other\"")
    try simbench.write(other, to: "Scenarios/other.json")
    #expect(try simbench.run(["baseline", "update", "other"]).code == 0)
    #expect(
      try simbench.shell(
        "git init -q . && git config user.email a@b.c && git config user.name n && git add -A && git commit -qm first"
      ).code == 0)
    #expect(try simbench.run(["check", "Scenarios"]).code == 0)
    #expect(try simbench.run(["check", "Scenarios", "--against", "HEAD"]).code == 0)
    #expect(try simbench.shell("mkdir Scenarios/sub && mv Scenarios/other.json Scenarios/sub").code == 0)
    let left = try simbench.run(["check", "Scenarios"])
    #expect(left.code == 4)
    #expect(left.output.hasSuffix("2 scenarios: 1 held, 0 regressed, 1 not judged\n"), "\(left.output)")
    #expect(
      left.errors.hasPrefix(
        "Scenarios/Baselines/other.json: error: is the baseline of 'other', which is no scenario of the folder"
      ),
      "\(left.errors)")
    // Who names the scenario, or asks for its rules alone, asks nothing of others.
    #expect(try simbench.run(["check", "cache"]).code == 0)
    #expect(try simbench.run(["check", "Scenarios", "--no-baseline"]).code == 0)
    let former = try simbench.run(["check", "Scenarios", "--against", "HEAD"])
    #expect(former.code == 4)
    #expect(
      former.errors.hasPrefix(
        "Scenarios/other.json: error: the scenario was there at HEAD and is not now, so nothing can be compared"
      ),
      "\(former.errors)")
    #expect(try simbench.run(["baseline", "delete", "other"]).code == 0)
    #expect(try simbench.run(["check", "Scenarios"]).code == 0)
  }

  @Test("the example of a workflow is judged by baselines, and told what a branch gives")
  func example() throws {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<3 { root.deleteLastPathComponent() }
    let text = try String(contentsOf: root.appendingPathComponent("examples/ci/github.yml"), encoding: .utf8)
    let steps = text.components(separatedBy: "\n      - ").filter { $0.contains("simbench check") }
    #expect(steps.count == 2)
    for step in steps {
      #expect(step.contains("--against") == step.contains("continue-on-error: true"), "\(step)")
    }
  }

  @Test("the command in a message works as it is copied")
  func hint() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    try FileManager.default.createDirectory(
      at: simbench.folder.appendingPathComponent("my scenarios"), withIntermediateDirectories: true)
    try simbench.write(PullRequestTests.log(), to: "my scenarios/chat.jsonl")
    try simbench.write(PullRequestTests.scenario, to: "my scenarios/it's.json")
    let missing = try simbench.run(["check", "my scenarios/it's.json"])
    #expect(missing.code == 4)
    let words = missing.errors.split(separator: "`")
    #expect(words.count == 3 && words[1].hasPrefix("simbench check "), "\(missing.errors)")
    #expect(try simbench.shell("\"$S\" \(words[1].dropFirst("simbench ".count))").code == 0)
    #expect(try simbench.run(["check", "my scenarios/it's.json"]).code == 0)
    // The scenario of a log wants its log again.
    let recorded = ["check", "recorded", "--trace", "my scenarios/chat.jsonl"]
    let log = try simbench.run(recorded)
    #expect(log.code == 4)
    let update = log.errors.split(separator: "`")
    #expect(update.count == 3 && update[1].hasPrefix("simbench check recorded "), "\(log.errors)")
    let accepted = try simbench.shell("\"$S\" \(update[1].dropFirst("simbench ".count))")
    #expect(accepted.code == 0, "\(accepted.errors)")
    #expect(try simbench.run(recorded).code == 0)
  }

  @Test("baselines are listed, shown, updated and deleted by name")
  func baselines() throws {
    let simbench = try repository()
    defer { simbench.remove() }
    let list = try simbench.run(["baseline", "list"])
    #expect(
      list.output.hasPrefix(
        "cache  Scenarios/Baselines/cache.json: 2 strategies, seed 1, 2 replications, version "),
      "\(list.output)")
    let show = try simbench.run(["baseline", "show", "CACHE"])
    #expect(show.output.contains("  exact: hit share "), "\(show.output)")
    let all = try simbench.run(["baseline", "show", "cache", "--all"]).output
    #expect(all.contains("  strategies.exact.exact_cache.capacity 5000\n"))
    #expect(
      try simbench.run(["baseline", "show", "cache", "--json"]).output.utf8.elementsEqual(
        try simbench.bytes("Scenarios/Baselines/cache.json")))
    #expect(try simbench.run(["baseline", "delete", "cache"]).code == 0)
    #expect(!simbench.exists("Scenarios/Baselines/cache.json"))
    #expect(try simbench.run(["baseline", "list"]).output == "cache  none\n")
    let gone = try simbench.run(["baseline", "delete", "cache"])
    #expect(gone.code == 4)
    try simbench.write("mine", to: "Scenarios/Baselines/cache.json")
    let mine = try simbench.run(["baseline", "delete", "cache"])
    #expect(mine.code == 2 && mine.errors.contains("is no baseline, so it is not removed"))
    #expect(simbench.exists("Scenarios/Baselines/cache.json"))
  }
}
