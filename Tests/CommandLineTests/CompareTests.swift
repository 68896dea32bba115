import Foundation
import Testing

@Suite("simbench compare, and what was at a commit")
struct CompareTests {
  private let git =
    "git init -q . && git config user.email a@b.c && git config user.name n && git add -A && git commit -qm first"

  private func edited(_ text: String) -> String {
    text.replacing(
      "\"use\": \"exact_cache\", \"capacity\": 60", with: "\"use\": \"exact_cache\", \"capacity\": 6")
  }

  @Test("two scenarios are compared over pairs, and nothing fails unless it is asked for")
  func scenarios() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(edited(Simbench.small), to: "Scenarios/tiny.json")
    let outcome = try simbench.run(["compare", "small", "tiny", "--all"])
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(
      outcome.output.hasPrefix("change     strategies.exact.exact_cache.capacity 60 -> 6 (also in full)\n"))
    #expect(outcome.output.contains("\nchanged    exact: hit share "), "\(outcome.output)")
    #expect(outcome.output.contains(", difference -"))
    let failing = try simbench.run(["compare", "small", "tiny", "--fail", "exact.hit_share:-1pt"])
    #expect(failing.code == 3)
    #expect(failing.output.contains("\nREGRESSED  exact: hit share "), "\(failing.output)")
  }

  @Test("a rule on a strategy that is gone fails, and one on a strategy that never was is a usage error")
  func goneStrategy() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.shell(git).code == 0)
    try simbench.write(
      Simbench.small.replacing("\"naive\"", with: "\"plain\""), to: "Scenarios/tiny.json")
    for (name, out) in [("small", "a"), ("tiny", "b")] {
      #expect(try simbench.run(["run", name, "--no-plots", "--out", out]).code == 0)
    }
    #expect(try simbench.shell("cp Scenarios/tiny.json Scenarios/small.json").code == 0)
    for sides in [["b", "a"], ["tiny", "a"], ["small", "--against", "HEAD"]] {
      let former = sides[0] == "small" ? "naive" : "plain"
      let gone = try simbench.run(["compare"] + sides + ["--fail", "\(former).cost_usd:+1%"])
      #expect(gone.code == 3, "\(gone.errors)")
      #expect(gone.output.contains("REGRESSED  \(former): gone"), "\(gone.output)")
      let unknown = try simbench.run(["compare"] + sides + ["--fail", "none.cost_usd:+1%"])
      #expect(unknown.code == 2 && unknown.errors.contains("the strategy 'none', which is unknown"))
    }
    let check = ["check", "small", "--against", "HEAD", "--fail"]
    #expect(try simbench.run(check + ["naive.cost_usd:+1%"]).code == 3)
    #expect(try simbench.run(check + ["none.cost_usd:+1%"]).code == 2)
  }

  @Test("folders of results are compared by what their tables say")
  func results() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(edited(Simbench.small), to: "Scenarios/tiny.json")
    for (name, out) in [("small", "a"), ("small", "b"), ("tiny", "c")] {
      #expect(try simbench.run(["run", name, "--no-plots", "--out", out]).code == 0)
    }
    let same = try simbench.run(["compare", "a", "b"])
    #expect(same.code == 0)
    let idle = try simbench.run(["compare", "a", "b", "--set", "x.y=1"])
    #expect(idle.code == 2 && idle.errors.contains("--set says how a scenario is run"), "\(idle.errors)")
    #expect(try simbench.run(["compare", "a", "small", "--seed", "3"]).code == 0)
    #expect(
      same.output.contains("a -> b: ") && same.output.contains(" held, 0 regressed, 0 noted"),
      "\(same.output)")
    #expect(same.output.contains("files of results do not say what they were run with"))
    #expect(try simbench.run(["compare", "a", "small"]).output.contains(" held, 0 regressed, 0 noted"))
    #expect(try simbench.run(["compare", "a", "c", "--fail", "hit_share"]).code == 3)
    #expect(try simbench.shell("sed -i 's/,false,/,true,/' b/summary.csv; \"$S\" compare a b").code == 65)
    let damaged = try simbench.shell("rm b/manifest.json; \"$S\" compare a b")
    #expect(damaged.code == 65)
    #expect(
      damaged.errors.hasPrefix("b: error: has no manifest.json that says which run summary.csv belongs to"))
  }

  @Test("a folder without results is told what it lacks")
  func folders() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let empty = try simbench.shell("mkdir none; \"$S\" compare none small")
    #expect(empty.code == 66)
    #expect(
      empty.errors.hasPrefix("none: error: holds no results (summary.csv and manifest.json); a folder of "),
      "\(empty.errors)")
    let scenarios = try simbench.run(["compare", "small", "Scenarios"])
    #expect(scenarios.code == 2)
    #expect(
      scenarios.errors.hasPrefix("Scenarios: error: holds scenarios and no results"), "\(scenarios.errors)")
  }

  @Test("a scenario is held to what a commit gives, with the files of the commit")
  func against() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    var log = "timestamp,prompt,input_tokens,output_tokens\n"
    for row in 0..<400 { log += "\(row * 10),question \(row * row % 37),20,50\n" }
    try simbench.write(log, to: "Scenarios/log.csv")
    let scenario = """
      { "simbench": 1, "name": "logged", "run": { "replications": 2 },
        "workload": { "kind": "recorded", "path": "log.csv", "format": "table",
          "columns": { "timestamp": "timestamp", "prompt": "prompt", "input_tokens": "input_tokens", "output_tokens": "output_tokens" } },
        "providers": { "openai": { "models": { "gpt-4o": {} } } },
        "strategies": [ { "name": "exact", "layers": [ { "use": "exact_cache", "capacity": 50, "temperature_zero_only": false } ] } ],
        "output": { "plots": [] } }
      """
    try simbench.write(scenario, to: "Scenarios/logged.json")
    #expect(try simbench.shell(git).code == 0)
    try simbench.write(
      scenario.replacing("\"capacity\": 50", with: "\"capacity\": 5"), to: "Scenarios/logged.json")
    #expect(try simbench.shell("git commit -qam second").code == 0)
    let state = try simbench.shell("git status --porcelain -uno; git worktree list | wc -l").output
    for command in [["check", "logged"], ["compare", "logged"]] {
      let outcome = try simbench.run(command + ["--against", "HEAD~1"])
      #expect(outcome.code == (command[0] == "check" ? 3 : 0), "\(outcome.errors)")
      #expect(
        outcome.output.hasPrefix("change     strategies.exact.exact_cache.capacity 50 -> 5\n"),
        "\(outcome.output)")
      #expect(outcome.output.contains(" exact: hit share "))
    }
    #expect(try simbench.run(["check", "logged", "--against", "HEAD"]).code == 0)
    // The trace is that of the commit where it holds one, and the present one where it does not.
    try simbench.write(log + "9999,one more,20,50\n", to: "Scenarios/log.csv")
    let trace = try simbench.run(["compare", "logged", "--against", "HEAD"]).output
    #expect(trace.contains("change     the trace differs (log.csv "), "\(trace)")
    // Two replications of two recordings are no pairs.
    let all = try simbench.run(["compare", "logged", "--against", "HEAD", "--all"]).output
    #expect(all.contains("note       other requests: no interval says how much of a difference"), "\(all)")
    #expect(all.contains(", now 401") && !all.contains(", difference "), "\(all)")
    #expect(try simbench.shell("git rm -q --cached Scenarios/log.csv && git commit -qm third").code == 0)
    let untracked = try simbench.run(["check", "logged", "--against", "HEAD"])
    #expect(untracked.code == 0, "\(untracked.errors)")
    #expect(
      try simbench.shell("git reset -q --hard HEAD~1; git status --porcelain -uno; git worktree list | wc -l")
        .output == state)
    // Nothing is left of the commit's files.
    let folder = simbench.folder.appendingPathComponent("tmp")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let clean = try simbench.run(
      ["check", "logged", "--against", "HEAD"], environment: ["TMPDIR": folder.path])
    #expect(clean.code == 0)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("a scenario that was moved or renamed is held to what it was at the commit")
  func moved() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.shell(git).code == 0)
    #expect(try simbench.shell("git mv Scenarios/small.json Scenarios/large.json").code == 0)
    try simbench.write(edited(Simbench.small), to: "Scenarios/large.json")
    let moved = try simbench.run(["check", "large", "--against", "HEAD"])
    #expect(moved.code == 3, "\(moved.errors)")
    #expect(moved.output.hasPrefix("change     strategies.exact.exact_cache.capacity 60 -> 6 "))
    #expect(
      moved.output.contains("note       the scenario was Scenarios/small.json at HEAD, and was moved since\n")
    )
    // In a folder it is checked at its new place, and not gone from the former one.
    let folder = try simbench.run(["check", "Scenarios", "--against", "HEAD"])
    #expect(folder.code == 3 && !folder.errors.contains("and is not now"), "\(folder.errors)")
  }

  @Test("a scenario that began as a copy of one that is gone is not held to it")
  func copied() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.shell(git).code == 0)
    #expect(try simbench.shell("git mv Scenarios/small.json Scenarios/other.json").code == 0)
    let other = edited(Simbench.small).replacing("\"name\": \"small\"", with: "\"name\": \"other\"")
    try #require(other != edited(Simbench.small))
    try simbench.write(other, to: "Scenarios/other.json")
    let folder = try simbench.run(["check", "Scenarios", "--against", "HEAD"])
    #expect(folder.code == 4, "\(folder.errors)")
    #expect(folder.errors.contains("Scenarios/other.json: error: the scenario is not there at HEAD"))
    #expect(
      folder.errors.contains("Scenarios/small.json: error: the scenario was there at HEAD and is not now"))
  }

  @Test("a commit or a scenario that is not there is told")
  func absent() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let none = try simbench.run(
      ["check", "small", "--against", "HEAD"], environment: ["GIT_CEILING_DIRECTORIES": "/"])
    #expect(none.code == 66)
    #expect(none.errors.hasPrefix("Scenarios: error: is in no git repository"), "\(none.errors)")
    #expect(try simbench.shell(git).code == 0)
    for name in ["nowhere", "--all", "HEAD:Scenarios/small.json"] {
      let unknown = try simbench.run(["check", "small", "--against=\(name)"])
      #expect(unknown.code == 2)
      #expect(
        unknown.errors.hasPrefix("error: --against names '\(name)', which is no commit of this repository"))
    }
    try simbench.write(edited(Simbench.small), to: "Scenarios/new.json")
    let new = try simbench.run(["check", "new", "--against", "HEAD"])
    #expect(new.code == 4)
    #expect(
      new.errors
        == "Scenarios/new.json: error: the scenario is not there at HEAD, so nothing can be compared; of one that was "
        + "moved, git has to know the new file (git add), of which half has to be as it was, and its 'name' the same\n"
    )
    try simbench.write("{ \"simbench\": 1, \"name\": 5 }", to: "Scenarios/small.json")
    #expect(
      try simbench.shell(
        "git commit -qam broken; git show HEAD~1:Scenarios/small.json > Scenarios/small.json"
      ).code == 0)
    let broken = try simbench.run(["check", "small", "--against", "HEAD"])
    #expect(broken.code == 65)
    let lines = broken.errors.split(separator: "\n")
    #expect(lines.count > 1 && lines.allSatisfy { $0.hasPrefix("HEAD:Scenarios/small.json:1:") })
    #expect(broken.errors.contains("small.json:1:26: error: "), "\(broken.errors)")
  }

  @Test("a scenario whose name has its accents apart now was moved and is not gone")
  func decomposed() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let line =
      "mv Scenarios/small.json $'Scenarios/m\\u00fcll.json' && \(git)"
      + " && git mv $'Scenarios/m\\u00fcll.json' $'Scenarios/mu\\u0308ll.json'"
    #expect(try simbench.shell(line, environment: ["LC_ALL": "C.UTF-8"]).code == 0)
    let folder = try simbench.run(["check", "Scenarios", "--against", "HEAD"])
    #expect(folder.code == 0, "\(folder.errors)")
    #expect(folder.output.contains("1 scenario: 1 held"), "\(folder.output)")
  }

  @Test("a folder whose name begins with a combining accent is found in the commit")
  func combining() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let line = "mkdir $'\\u0301own' && mv Scenarios/small.json $'\\u0301own/' && \(git)"
    #expect(try simbench.shell(line, environment: ["LC_ALL": "C.UTF-8"]).code == 0)
    let held = try simbench.run(["check", "\u{301}own/small.json", "--against", "HEAD"])
    #expect(held.code == 0 && held.output.contains("0 regressed"), "\(held.errors)")
  }

  @Test("git is asked as often for many scenarios as for one, from wherever the command runs")
  func questions() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    for name in ["a", "b", "c"] {
      try simbench.write(
        Simbench.small.replacing("\"name\": \"small\"", with: "\"name\": \"\(name)\""),
        to: "Scenarios/\(name).json")
    }
    #expect(try simbench.shell(git).code == 0)
    let program = try simbench.shell("mkdir bin inner && command -v git").output
    let calls = simbench.folder.path + "/calls"
    try simbench.write("#!/bin/sh\necho >> '\(calls)'\nexec \(program.dropLast()) \"$@\"\n", to: "bin/git")
    #expect(try simbench.shell("chmod +x bin/git").code == 0)
    func count(_ line: String) throws -> Int {
      let run = try simbench.shell("rm -f calls; PATH=\"$PWD/bin:$PATH\"; \(line)")
      #expect(run.code == 0, "\(run.errors)")
      return try simbench.bytes("calls").count
    }
    let one = try count("\"$S\" check a --against HEAD")
    #expect(try count("\"$S\" check Scenarios --against HEAD") == one)
    #expect(try count("cd inner && \"$S\" check ../Scenarios --against HEAD") == one)
    // A repository in the repository is another one, and is asked for its own commits.
    let own = "mkdir -p inner/Scenarios && mv Scenarios/c.json inner/Scenarios/ && cd inner && \(git) && "
    #expect(try count(own + "\"$S\" check Scenarios --against HEAD") > one)
  }

  @Test(
    "files that Git LFS cannot fetch keep nothing from being compared, and a pointer to the present log is that log"
  )
  func largeFiles() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(
      "timestamp,prompt,input_tokens,output_tokens\n0,a,20,50\n9,a,20,50\n", to: "Scenarios/log.csv")
    let scenario = """
      { "simbench": 1, "name": "logged", "run": { "replications": 2 },
        "workload": { "kind": "recorded", "path": "log.csv" },
        "providers": { "openai": { "models": { "gpt-4o": {} } } },
        "strategies": [ { "name": "exact", "layers": [ { "use": "exact_cache", "temperature_zero_only": false } ] } ],
        "output": { "plots": [] } }
      """
    try simbench.write(scenario, to: "Scenarios/logged.json")
    // As Git LFS does it, but that nothing can be fetched.
    let clean = """
      #!/bin/sh
      cat > kept
      printf 'version https://git-lfs.github.com/spec/v1\\noid sha256:%s\\nsize 9\\n' "$(sha256sum kept | cut -c1-64)"
      """
    try simbench.write(clean, to: "clean")
    try simbench.write("*.csv filter=lfs\n", to: ".gitattributes")
    let filter =
      "chmod +x clean && git init -q . && git config filter.lfs.clean \"$PWD/clean\" && "
      + "git config filter.lfs.smudge false && git config filter.lfs.required true && "
    #expect(try simbench.shell(filter + git).code == 0)
    #expect(try simbench.shell("git show HEAD:Scenarios/log.csv").output.hasPrefix("version https://git-lfs"))
    for name in ["logged", "small"] {
      let check = try simbench.run(["check", name, "--against", "HEAD"])
      #expect(check.code == 0, "\(check.errors)")
      #expect(!check.output.contains("change "), "\(check.output)")
    }
    try simbench.write(
      "timestamp,prompt,input_tokens,output_tokens\n0,a,20,50\n9,b,20,50\n", to: "Scenarios/log.csv")
    let other = try simbench.run(["check", "logged", "--against", "HEAD"])
    #expect(other.code == 65 && other.errors.contains("is a pointer of Git LFS"), "\(other.errors)")
  }
}
