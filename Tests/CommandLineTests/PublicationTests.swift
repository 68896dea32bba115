import Foundation
import Testing

@Suite("folders of results")
struct PublicationTests {
  private func names(_ simbench: Simbench, _ folder: String = "Results/small") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: simbench.folder.path + "/" + folder).sorted()
  }

  /// The manifest's runs: command and names of files.
  private func manifest(_ simbench: Simbench) throws -> [String: [String]] {
    let json = try JSONSerialization.jsonObject(with: simbench.bytes("Results/small/manifest.json"))
    let runs = (json as? [String: Any])?["runs"] as? [[String: Any]] ?? []
    return Dictionary(
      uniqueKeysWithValues: runs.map { run in
        let files = run["files"] as? [[String: Any]] ?? []
        return (run["command"] as? String ?? "", files.compactMap { $0["name"] as? String })
      })
  }

  /// A program called gnuplot in a folder of its own, for `PATH`.
  private func gnuplot(_ simbench: Simbench, _ script: String) throws -> [String: String] {
    let folder = simbench.folder.path + "/bin"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try simbench.write("#!/bin/sh\n" + script + "\n", to: "bin/gnuplot")
    chmod(folder + "/gnuplot", 0o755)
    return ["PATH": folder + ":/usr/bin:/bin"]
  }

  @Test("a run removes the files of the run before, and no others")
  func replaced() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["run", "small", "--requests", "--no-plots"]).code == 0)
    try simbench.write("mine", to: "Results/small/notes.txt")
    #expect(try names(simbench).contains("requests.csv"))
    let sweep = "sweep={\"strategy\":\"exact\",\"axes\":{\"exact_cache.capacity\":[10,20]}}"
    #expect(try simbench.run(["sweep", "small", "--no-plots", "--set", sweep]).code == 0)
    #expect(try names(simbench).contains("requests.csv"))
    try simbench.write("changed by hand", to: "Results/small/timeline.csv")
    let csv = "output={\"csv\":[\"summary\"]}"
    #expect(try simbench.run(["run", "small", "--no-plots", "--set", csv]).code == 0)
    let left = try names(simbench)
    #expect(
      left == [
        "attribution.csv", "false_hits.csv", "manifest.json", "notes.txt", "summary.csv", "sweep.csv",
        "timeline.csv",
      ])
    #expect(
      try manifest(simbench) == [
        "run": ["attribution.csv", "false_hits.csv", "summary.csv"], "sweep": ["sweep.csv"],
      ])
    #expect(try simbench.bytes("Results/small/timeline.csv") == Data("changed by hand".utf8))
  }

  @Test("a chart that fails leaves no picture of the run before")
  func failingGnuplot() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let draws = try gnuplot(
      simbench, "shift; for f in \"$@\"; do echo '<svg></svg>' > \"${f%.gp}.svg\"; done")
    #expect(try simbench.run(["run", "small"], environment: draws).code == 0)
    #expect(try names(simbench).contains("cost_bar.svg"))
    let fails = try gnuplot(simbench, "echo 'line 1: broken' >&2; exit 1")
    let outcome = try simbench.run(["run", "small"], environment: fails)
    #expect(outcome.code == 0)
    #expect(outcome.errors.contains("the chart cost_bar was not drawn"))
    #expect(try names(simbench).contains("cost_bar.gp"))
    #expect(try !names(simbench).contains { $0.hasSuffix(".svg") || $0.hasPrefix(".") })
  }

  /// Whether a process runs: one that has ended and that nobody has asked for yet does not.
  private static func isRunning(_ process: pid_t) -> Bool {
    guard kill(process, 0) == 0 else { return false }
    let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
    return state?.contains(") Z ") != true
  }

  @Test(
    "a run that is interrupted while it draws leaves the earlier results whole",
    arguments: [("TERM", Int32(143)), ("INT", 130), ("HUP", 129), ("KILL", 137)])
  func interrupted(signal: String, code: Int32) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["run", "small", "--no-plots", "--seed", "1"]).code == 0)
    let before = try names(simbench)
    let contents = try before.map { try simbench.bytes("Results/small/" + $0) }
    let slow = try gnuplot(simbench, "echo $$ > \"$PIDFILE\"; exec sleep 600")
    let pidFile = simbench.folder.path + "/gnuplot.pid"
    // Background jobs of a shell without job control ignore SIGINT, so env(1) sets it back.
    let outcome = try simbench.shell(
      """
      env --default-signal=INT $S run small --seed 2 >/dev/null 2>&1 & simbench=$!
      for i in $(seq 600); do [ -s "$PIDFILE" ] && break; sleep 0.05; done
      kill -\(signal) $simbench; wait $simbench
      """, environment: slow.merging(["PIDFILE": pidFile]) { $1 })
    #expect(outcome.code == code)
    let process = pid_t(String(decoding: try simbench.bytes("gnuplot.pid"), as: UTF8.self).dropLast()) ?? 0
    #expect(process > 0)
    if signal == "KILL" {
      // Nothing can be done about the process then, and the next run collects the files.
      kill(process, SIGKILL)
      #expect(try names(simbench).filter { !$0.hasPrefix(".") } == before)
      #expect(try simbench.run(["run", "small", "--no-plots", "--seed", "1"]).code == 0)
    } else {
      for _ in 0..<500 where Self.isRunning(process) { usleep(20_000) }
      #expect(!Self.isRunning(process), "gnuplot is still running")
    }
    #expect(try names(simbench) == before)
    #expect(try before.map { try simbench.bytes("Results/small/" + $0) } == contents)
  }

  @Test("what a run had decided on when it was killed, the next run finishes")
  func rolledForward() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try simbench.run(["run", "small", "--no-plots", "--seed", "2", "--out", "new"]).code == 0)
    #expect(try simbench.run(["run", "small", "--no-plots", "--requests", "--out", "old"]).code == 0)
    // As a run leaves it that is killed after its first file: one file moved, the rest in the journal.
    let folder = simbench.folder.path
    let files = try names(simbench, "new")
    try FileManager.default.moveItem(atPath: folder + "/new", toPath: folder + "/old/.publish")
    try FileManager.default.removeItem(atPath: folder + "/old/\(files[0])")
    try FileManager.default.moveItem(
      atPath: folder + "/old/.publish/\(files[0])", toPath: folder + "/old/\(files[0])")
    #expect(try simbench.run(["run", "small", "--no-plots", "--seed", "2", "--out", "again"]).code == 0)
    // A run that fails later has put the folder right before.
    #expect(try simbench.run(["mrc", "nowhere.csv", "--out", "old"]).code == 66)
    let sweep = "sweep={\"strategy\":\"exact\",\"axes\":{\"exact_cache.capacity\":[10]}}"
    #expect(try simbench.run(["sweep", "small", "--no-plots", "--set", sweep, "--out", "old"]).code == 0)
    let left = try names(simbench, "old").filter { $0 != "sweep.csv" }
    #expect(left == files)
    for name in files where name != "manifest.json" {
      #expect(try simbench.bytes("old/" + name) == simbench.bytes("again/" + name))
    }
  }

  @Test("a manifest of something else is not replaced, and one that names files outside removes none")
  func foreignManifest() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try FileManager.default.createDirectory(
      atPath: simbench.folder.path + "/site", withIntermediateDirectories: true)
    try simbench.write("{\"icons\":[]}", to: "site/manifest.json")
    let outcome = try simbench.run(["run", "small", "--no-plots", "--out", "site"])
    #expect(outcome.code == 2)
    #expect(
      outcome.errors
        == "site/manifest.json: error: is no manifest of simbench, which writes one of this name beside its "
        + "results; another folder was expected, or none of this file\n")
    #expect(try names(simbench, "site") == ["manifest.json"])
    #expect(try simbench.run(["run", "small", "--no-plots"]).code == 0)
    let path = "Results/small/manifest.json"
    let text = String(decoding: try simbench.bytes(path), as: UTF8.self)
    #expect(text.contains("\"timeline.csv\""))
    try simbench.write("kept", to: "Results/kept.csv")
    try simbench.write(text.replacingOccurrences(of: "timeline.csv", with: "../kept.csv"), to: path)
    #expect(try simbench.run(["run", "small", "--no-plots"]).code == 0)
    #expect(simbench.exists("Results/kept.csv"))
  }

  @Test("two runs at once leave the files of one of them")
  func twoAtOnce() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    for seed in ["1", "2"] {
      #expect(try simbench.run(["run", "small", "--no-plots", "--seed", seed, "--out", seed]).code == 0)
    }
    let outcome = try simbench.shell(
      """
      for i in 1 2 3; do for s in 1 2; do $S run small --no-plots --seed $s --out both >/dev/null 2>>errors & done
      done; wait; cat errors
      """)
    #expect(!outcome.output.contains("error"), "\(outcome.output)")
    let files = try names(simbench, "both")
    #expect(try files == names(simbench, "1"))
    let isFirst = try simbench.bytes("both/summary.csv") == simbench.bytes("1/summary.csv")
    for name in files {
      #expect(try simbench.bytes("both/" + name) == simbench.bytes((isFirst ? "1/" : "2/") + name), "\(name)")
    }
  }
}
