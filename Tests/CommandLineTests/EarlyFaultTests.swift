import Foundation
import Testing

/// Faults that are told before the work, and reports that are there before what can fail after it.
@Suite("early faults and lasting reports")
struct EarlyFaultTests {
  private func run(
    _ words: [String], _ prepare: (Simbench) throws -> Void = { _ in }
  ) throws -> (outcome: Simbench.Outcome, left: [String]) {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try prepare(simbench)
    let outcome = try simbench.run(
      words, environment: ["SIMBENCH_CACHE": simbench.folder.path + "/none"])
    let left = try FileManager.default.contentsOfDirectory(atPath: simbench.folder.path).sorted()
    return (outcome, left)
  }

  private static let missing =
    "error: the model 'minilm' is not installed; `simbench models install minilm` gets it\n"

  @Test("a missing model is told at once, and no folder is made")
  func model() throws {
    let embedder = ["--set", "full.semantic_cache.embedder=\"minilm\""]
    for command in [
      ["run", "small"],
      ["sweep", "small", "--set", "sweep={\"strategy\":\"exact\",\"axes\":{\"exact_cache.capacity\":[1]}}"],
    ] {
      let (outcome, left) = try run(command + embedder)
      #expect(outcome.code == 66)
      #expect(outcome.errors.hasSuffix(EarlyFaultTests.missing), "\(outcome.errors)")
      #expect(left == ["Scenarios"])
    }
    let (route, left) = try run(["route", "o.csv", "--embedder", "minilm"]) {
      try $0.write("query,model,correct\n", to: "o.csv")
    }
    #expect(route.code == 66 && route.errors.hasSuffix(EarlyFaultTests.missing), "\(route.errors)")
    #expect(left == ["Scenarios", "o.csv"])
  }

  @Test("a missing recording or trace is told before a folder is made")
  func recording() throws {
    for command in [["mrc", "none.csv"], ["mrc", "none.jsonl", "--prefix"]] {
      let (outcome, left) = try run(command)
      #expect(outcome.code == 66)
      #expect(outcome.errors == "\(command[1]): error: cannot be opened: No such file or directory\n")
      #expect(left == ["Scenarios"])
    }
  }

  @Test("an output folder that cannot be made is told before a trace is read, and before a folder is made")
  func traceFolder() throws {
    let (outcome, left) = try run(["mrc", "t.txt", "--out", "file/x/y"]) {
      try $0.write("", to: "file")
      try $0.write("\u{0}\n", to: "t.txt")
    }
    #expect(outcome.code == 74)
    #expect(outcome.errors == "file/x/y: error: cannot write: Not a directory\n")
    #expect(left == ["Scenarios", "file", "t.txt"])
  }

  @Test("an output folder that cannot be made is told before the work", arguments: ["run", "sweep"])
  func folder(command: String) throws {
    let axes = ["--set", "sweep={\"strategy\":\"exact\",\"axes\":{\"exact_cache.capacity\":[1]}}"]
    let (outcome, _) = try run([command, "small", "--out", "file/x"] + (command == "sweep" ? axes : [])) {
      try $0.write("", to: "file")
    }
    #expect(outcome.code == 74)
    #expect(outcome.output == "")
  }

  @Test(
    "a report is there although the files cannot be written",
    arguments: [
      "run small --no-plots --out r", "run small --json --out r",
      "sweep small --set 'sweep={\"strategy\":\"exact\",\"axes\":{\"exact_cache.capacity\":[1,2]}}' --out r",
      "mrc t.txt --policies lru --out r",
    ])
  func report(command: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write((0..<200).map { "\($0 * 7 % 31)\n" }.joined(), to: "t.txt")
    // A folder stands where a file would go, which only publishing finds out.
    let outcome = try simbench.shell("mkdir -p r/summary.csv r/sweep.csv r/mrc.csv; $S \(command)")
    #expect(outcome.code == 74)
    #expect(outcome.errors.hasSuffix(".csv: error: cannot write: Is a directory\n"), "\(outcome.errors)")
    #expect(outcome.output.count > 200)
  }

  @Test("without gnuplot a run says so once, before the work")
  func gnuplot() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(["run", "small"], environment: ["PATH": simbench.folder.path])
    #expect(outcome.code == 0)
    #expect(outcome.errors.hasPrefix("simbench: gnuplot is not installed: "))
    #expect(outcome.errors.components(separatedBy: "gnuplot is not installed").count == 2)
  }

  @Test("a terminal is told the share that is done, in words")
  func progress() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell(
      "script -qec \"$S run small --no-plots --threads 1\" /dev/null < /dev/null",
      environment: ["TERM": "xterm"])
    #expect(outcome.output.contains("small: drawing the requests"))
    #expect(outcome.output.contains("small: comparing prompts by hashed_ngrams"))
    #expect(outcome.output.contains("small: 0 %, strategy naive"))
    #expect(outcome.output.contains(/small: \d+ %, strategy full, about \d+ s left/))
  }

  @Test("text is bold on a terminal, and bare on a dumb one and where NO_COLOR is set and not empty")
  func marks() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let line = "script -qec \"$S run small --no-plots\" /dev/null < /dev/null"
    func output(_ terminal: String, _ noColour: String) throws -> String {
      try simbench.shell(line, environment: ["TERM": terminal, "NO_COLOR": noColour]).output
    }
    #expect(try output("xterm", "").contains("\u{1B}[1mstrategy"))
    let plain = try output("xterm", "1")
    #expect(plain.contains("strategy") && !plain.contains("\u{1B}[1m") && plain.contains("\u{1B}[K"))
    let dumb = try output("dumb", "")
    #expect(dumb.contains("strategy") && !dumb.contains("\u{1B}"))
  }
}
