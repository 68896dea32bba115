import Foundation
import Testing

@Suite("simbench check")
struct CheckTests {
  @Test("without a baseline it exits 4, with one 0, after a regression 3")
  func exitCodes() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let missing = try simbench.run(["check", "small"])
    #expect(missing.code == 4)
    #expect(missing.errors.contains("--update"))
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    let held = try simbench.run(["check", "small"])
    #expect(held.code == 0, "\(held.output)")
    let regressed = try simbench.run(["check", "small", "--set", "exact.exact_cache.capacity=30"])
    #expect(regressed.code == 3)
    let lines = regressed.output.split(separator: "\n")
    let line = lines.first { $0.contains("exact: hit share ") } ?? ""
    for word in ["REGRESSED", " -> ", " points)", " a month (+"] { #expect(line.contains(word), "\(line)") }
    #expect(!regressed.output.contains("allowed"))
    let all = try simbench.run(["check", "small", "--set", "exact.exact_cache.capacity=30", "--all"])
    let detail = all.output.split(separator: "\n").first { $0.contains("exact hit_share:") } ?? ""
    for word in ["REGRESSED", "baseline", "now", "allowed >="] { #expect(detail.contains(word), "\(detail)") }
  }

  @Test("another seed is compared within its noise, and 4 is for what cannot be compared")
  func otherScenario() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    let seeded = try simbench.run(["check", "small", "--seed", "9", "--fail", "hit_share"])
    #expect(seeded.code == 0, "\(seeded.output)")
    #expect(seeded.output.contains("change     seed 3 -> 9\n"))
    #expect(seeded.output.contains("other draws: a difference within both intervals together is held"))
    let fewer = try simbench.run(["check", "small", "--replications", "1", "--fail", "hit_share:-99pt"])
    #expect(fewer.output.contains("change     replications 3 -> 1\n"), "\(fewer.output)")
    #expect(fewer.output.contains("one replication gives no interval: any difference counts"))
    let renamed = ["naive", "exact", "full", "oracle"].reduce(Simbench.small) {
      $0.replacingOccurrences(of: "\"\($1)\"", with: "\"other-\($1)\"")
    }
    try simbench.write(renamed, to: "Scenarios/small.json")
    let other = try simbench.run(["check", "small"])
    #expect(other.code == 4)
    #expect(
      other.errors.contains(
        "Scenarios/Baselines/small.json: error: the baseline and the scenario have no strategy in common "
          + "(naive, exact, full, oracle; now other-naive, "), "\(other.errors)")
    try simbench.write("{}", to: "Scenarios/Baselines/small.json")
    #expect(try simbench.run(["check", "small"]).code == 4)
  }

  @Test(
    "a rule that does not hold exits 3, in every format",
    arguments: ["text", "markdown", "json", "junit", "github", "gitlab"])
  func formats(format: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let rules = "[{\"strategy\":\"exact\",\"metric\":\"hit_share\",\"min\":0.99}]"
    let outcome = try simbench.run([
      "check", "small", "--no-baseline", "--set", "expect=\(rules)", "--format", format,
    ])
    #expect(outcome.code == 3)
    #expect(outcome.output.contains("hit_share"))
  }

  @Test("an improvement passes with a note, unless it is to fail")
  func improvement() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    let path = "Scenarios/Baselines/small.json"
    let text = String(decoding: try simbench.bytes(path), as: UTF8.self)
    // Every stored hit share of 0.x becomes 0.0x: the present ones are better.
    try simbench.write(
      text.replacingOccurrences(of: "\"hit_share\": [0.", with: "\"hit_share\": [0.0"), to: path)
    let outcome = try simbench.run(["check", "small"])
    #expect(outcome.code == 0)
    #expect(outcome.output.contains("better     exact: hit share "))
    #expect(outcome.output.contains("note       the scenario is as accepted, and so is the version "))
    #expect(try simbench.run(["check", "small", "--fail-on-improvement"]).code == 3)
  }

  @Test("a rule on a strategy that is gone fails, one on a strategy that never was is a usage error")
  func goneStrategy() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    let path = "Scenarios/Baselines/small.json"
    let text = String(decoding: try simbench.bytes(path), as: UTF8.self)
    let plain = text.replacingOccurrences(of: "\"naive\"", with: "\"plain\"")
    try simbench.write(
      plain.replacingOccurrences(of: "strategies.naive.", with: "strategies.plain."), to: path)
    let gone = try simbench.run(["check", "small", "--fail", "plain.cost_usd:+1%"])
    #expect(gone.code == 3, "\(gone.errors)")
    #expect(gone.output.contains("plain") && gone.output.contains("gone"))
    #expect(try simbench.run(["check", "small", "--fail", "other.cost_usd:+1%"]).code == 2)
  }

  @Test("a metric of the baseline that is gone is a regression")
  func goneMetric() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    let path = "Scenarios/Baselines/small.json"
    let text = String(decoding: try simbench.bytes(path), as: UTF8.self)
    try simbench.write(text.replacingOccurrences(of: "\"retries\"", with: "\"retires\""), to: path)
    let outcome = try simbench.run(["check", "small"])
    #expect(outcome.code == 3)
    #expect(outcome.output.contains("retires"))
  }

  @Test(
    "a damaged baseline is refused with 4 and its place",
    arguments: [
      ("cut", "unexpected end of the text"),
      ("empty", "1:1: error: empty baseline; a JSON object was expected"),
      ("metric=null", "'strategies.naive.cost_usd' is null; a number was expected"),
      ("metric=\"0.5\"", "'strategies.naive.cost_usd' is a string; a number was expected"),
      (
        "metric=[]",
        "'strategies.naive.cost_usd' is a list of 0; a number was expected, or one with its half-width"
      ),
      ("metric=[1, -2]", "'strategies.naive.cost_usd' is a list of 2; a number was expected"),
      ("version", "'simbench_baseline' is 9; a version from 1 to 2 was expected"),
      ("strategies={}", "'strategies' holds none; those of the scenario were expected"),
      ("strategies={\"naive\":{}}", "'strategies.naive' holds no metrics; some were expected"),
      ("strategies={\"naive\":1}", "'strategies.naive' is a number; an object of metrics was expected"),
      ("strategies={\"naive\":{\"cost_usd\":1}}", "'strategies' lacks 'exact', whose settings are there"),
      ("strategies=[]", "is no baseline of simbench"), ("nan", "NaN and Infinity are no JSON numbers"),
      ("twice", "duplicate key 'cost_usd'"), ("utf8", "invalid UTF-8 at byte offset 2"),
    ])
  func damaged(what: String, message: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    let path = "Scenarios/Baselines/small.json"
    var text = String(decoding: try simbench.bytes(path), as: UTF8.self)
    let value = what.drop { $0 != "=" }.dropFirst()
    func replace(_ pattern: String, _ with: String) throws {
      let place = try #require(text.range(of: pattern, options: .regularExpression))
      text.replaceSubrange(place, with: with)
    }
    switch what.prefix(6) {
    case "cut":
      // Behind a whole line, so that no text is cut in its middle.
      let lines = text.split(separator: "\n")
      text = lines.prefix(lines.count / 2).joined(separator: "\n")
    case "empty": text = ""
    case "versio": try replace("\"simbench_baseline\": 2", "\"simbench_baseline\": 9")
    case "nan": try replace("\"cost_usd\": [^\n]+,\n", "\"cost_usd\": NaN,\n")
    case "twice": try replace("\"cost_usd\"", "\"cost_usd\": 1, \"cost_usd\"")
    case "metric": try replace("\"cost_usd\": [^\n]+,\n", "\"cost_usd\": \(value),\n")
    case "utf8": break
    default: try replace("\"strategies\": (?s:.*)\\}", "\"strategies\": \(value) }")
    }
    if what == "utf8" {
      try Data([0x7B, 0x22, 0xFF]).write(to: simbench.folder.appendingPathComponent(path))
    } else {
      try simbench.write(text, to: path)
    }
    let outcome = try simbench.run(["check", "small"])
    #expect(outcome.code == 4, "\(outcome.output)")
    #expect(outcome.errors.hasPrefix("Scenarios/Baselines/small.json:"))
    #expect(outcome.errors.contains(message), "\(outcome.errors)")
    #expect(outcome.errors.contains("--update"))
    // The rules want no baseline.
    #expect(outcome.output.hasPrefix("small: 2 held, 0 regressed, 0 noted; not compared: "))
  }

  @Test("without a baseline the rules are judged all the same, and a broken one exits 3")
  func rulesAlone() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let held = try simbench.run(["check", "small"])
    #expect(held.code == 4)
    #expect(
      held.output.hasPrefix("small: 2 held, 0 regressed, 0 noted; not compared: there is no baseline ("),
      "\(held.output)")
    let rules = "[{\"strategy\":\"exact\",\"metric\":\"hit_share\",\"min\":0.99}]"
    let broken = try simbench.run(["check", "small", "--set", "expect=\(rules)"])
    #expect(broken.code == 3)
    #expect(broken.output.contains("REGRESSED  exact hit_share: now "), "\(broken.output)")
    #expect(broken.errors.contains("there is no baseline"))
    let none = try simbench.run(["check", "small", "--set", "expect=[]"])
    #expect(none.code == 4 && none.output.isEmpty)
  }

  @Test("a zero in the baseline has an absolute tolerance")
  func zero() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    let path = "Scenarios/Baselines/small.json"
    var text = String(decoding: try simbench.bytes(path), as: UTF8.self)
    let place = try #require(text.range(of: "\"failed_share\": [^\n]+,\n", options: .regularExpression))
    text.replaceSubrange(place, with: "\"failed_share\": 0,\n")
    try simbench.write(text, to: path)
    let held = try simbench.run(["check", "small", "--tolerance", "1"])
    #expect(held.code == 0, "\(held.output)")
    #expect(!held.output.contains("nan") && !held.output.contains("inf"))
  }

  @Test("a baseline whose figures were changed by hand is a warning in every form, and fails nothing")
  func editedBaseline() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    let path = "Scenarios/Baselines/small.json"
    let text = String(decoding: try simbench.bytes(path), as: UTF8.self)
    #expect(try !simbench.run(["check", "small"]).output.contains("changed by hand"))
    try simbench.write(text.replacing("\"hit_share\": [0.", with: "\"hit_share\": [0.0"), to: path)
    let check = try simbench.run(["check", "small"])
    #expect(check.code == 0)
    #expect(
      check.output.hasPrefix("warning    \(path) was changed by hand, or in a merge: "), "\(check.output)")
    let github = try simbench.run(["check", "small", "--format", "github"]).output
    #expect(github.contains("::warning file=\(path),title=small baseline changed by hand::"), "\(github)")
    for form in ["markdown", "junit", "gitlab"] {
      let report = try simbench.run(["check", "small", "--format", form]).output
      #expect(report.contains("changed by hand, or in a merge"), "\(report)")
    }
    #expect(try simbench.run(["check", "small", "--json"]).output.contains("\"baseline_edited\": true"))
    #expect(try simbench.run(["baseline", "list"]).output.hasSuffix(", changed by hand\n"))
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    #expect(try !simbench.run(["check", "small"]).output.contains("changed by hand"))
  }

  @Test("what is not there is told beside the scenario that wants it, and a fault in a file in that file")
  func absentFile() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let baseline = "Scenarios/Baselines/small.json"
    let missing = try simbench.run(["check", "Scenarios", "--format", "github"]).output
    #expect(
      missing.contains(
        "::error file=Scenarios/small.json,title=small not compared::\(baseline): there is no baseline"),
      "\(missing)")
    let gitlab = try simbench.run(["check", "Scenarios", "--format", "gitlab"]).output
    #expect(
      gitlab.contains("\"path\": \"Scenarios/small.json\"") && !gitlab.contains("\"path\": \"\(baseline)"))
    #expect(try simbench.run(["check", "small", "--update"]).code == 0)
    try simbench.write("{", to: baseline)
    let damaged = try simbench.run(["check", "Scenarios", "--format", "github"]).output
    #expect(damaged.contains("::error file=\(baseline),line=1,title=small not compared::"), "\(damaged)")
  }
}
