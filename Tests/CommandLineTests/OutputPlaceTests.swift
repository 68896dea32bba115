import Foundation
import Testing

/// What may stand in the place of a file that is written: devices, pipes, folders and `-`.
@Suite("places of outputs")
struct OutputPlaceTests {
  private func shell(_ line: String) throws -> Simbench.Outcome {
    let simbench = try Simbench()
    defer { simbench.remove() }
    return try simbench.shell(line)
  }

  @Test("a pipe and a link to a descriptor are written to and stay what they are")
  func streams() throws {
    let outcome = try shell(
      """
      "$S" check small --no-baseline --format json=/dev/stdout > out 2>&1; grep -c '"passes"' out; [ -L /dev/stdout ] || exit 8
      "$S" check small --no-baseline --format junit=>(cat > j.xml); sleep 0.3; grep -c '<testsuites' j.xml
      mkfifo pipe; cat pipe > p.json & "$S" check small --no-baseline --format json=pipe; wait; [ -p pipe ] || exit 9
      grep -c '"passes"' p.json
      """)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output == "1\n1\n1\n")
  }

  @Test(
    "the folder of a ledger is made as that of any other file",
    arguments: ["x.csv", "x.sqlite", "x.jsonl", "x.csv --ledger-form table"])
  func ledgerFolder(file: String) throws {
    let outcome = try shell(
      "\"$S\" run small --no-plots --ledger new/folder/\(file) && ls new/folder Results/small")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("summary.csv"))
  }

  @Test("a ledger of nothing but bounds is refused")
  func ledgerOfBounds() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write(
      """
      {"simbench": 1, "name": "bounds", "run": {"measure_h": 1, "replications": 1},
       "workload": {"kind": "synthetic", "arrivals": {"rate_per_s": 0.1}},
       "providers": {"openai": {"models": {"gpt-4o": {}}}},
       "strategies": [{"name": "oracle", "bound": true, "model": "gpt-4o", "layers": [{"use": "oracle_cache"}]}]}
      """, to: "bounds.json")
    let outcome = try simbench.run(["run", "bounds.json", "--no-plots", "--ledger", "x.csv"])
    #expect(outcome.code == 2 && outcome.errors.contains("--ledger-strategy NAME"), "\(outcome.errors)")
  }

  @Test("a run that fails leaves no folder that it made")
  func failedRun() throws {
    let outcome = try shell(
      "\"$S\" run small --no-plots --set workload.arrivals.rate_per_s=100000; c=$?; ls Results; exit $c")
    #expect(outcome.code == 65, "\(outcome.errors)")
    #expect(!outcome.output.contains("small"), "\(outcome.output)")
  }

  @Test("a form in - goes to standard output")
  func dash() throws {
    let outcome = try shell("\"$S\" check small --no-baseline --format json=- --format junit=j.xml; ls -- -")
    #expect(outcome.output.hasPrefix("{\n"))
    #expect(outcome.errors.contains("cannot access '-'"))
  }

  @Test(
    "- is no file to write",
    arguments: [
      "run small --no-plots --html -", "run small --no-plots --ledger -", "init -", "trace generate small -",
    ])
  func noFile(words: String) throws {
    let outcome = try shell("\"$S\" \(words); c=$?; ls | grep -v ^std; exit $c")
    #expect(outcome.code == 2)
    #expect(outcome.errors.hasPrefix("error: '-' is standard input; "), "\(outcome.errors)")
    #expect(!outcome.output.split(separator: "\n").contains("-"))
  }

  @Test(
    "a place that cannot be written is told before the work",
    arguments: [
      "check small --no-baseline --format json=PLACE", "compare small small --format markdown=PLACE",
      "run small --no-plots --ledger PLACE", "run small --no-plots --html PLACE",
      "trace generate small PLACE",
      "check small --update --baseline PLACE", "run small --shard 1/2 --partial PLACE",
    ])
  func early(words: String) throws {
    for place in ["folder.csv", "file/x.csv"] {
      let outcome = try shell(
        "mkdir folder.csv; touch file; \"$S\" \(words.replacing("PLACE", with: place)); c=$?; ls | grep -v ^std; exit $c"
      )
      #expect(outcome.code == 74, "\(outcome.errors)")
      let what = place == "file/x.csv" ? "Not a directory" : "Is a directory"
      #expect(outcome.errors.contains("cannot write: \(what)"), "\(outcome.errors)")
      // Nothing was printed, and no results were made.
      #expect(outcome.output == "Scenarios\nfile\nfolder.csv\n", "\(outcome.output)")
    }
  }
}
