import Foundation
import Testing

/// The program as it is installed: `bin/simbench` with `share/simbench` beside it.
@Suite("an installed program")
struct InstalledTests {
  /// Runs a line in a folder without scenarios; `$P` is the installed program.
  private func shell(_ line: String) throws -> Simbench.Outcome {
    let simbench = try Simbench()
    defer { simbench.remove() }
    return try simbench.shell(
      """
      mkdir -p usr/bin usr/share/simbench work/sub && cp $S usr/bin/simbench && mv Scenarios usr/share/simbench/
      P=$PWD/usr/bin/simbench; cd work
      \(line)
      """)
  }

  @Test("shipped scenarios are found from any folder, and results go to the working folder")
  func anywhere() throws {
    let outcome = try shell(
      "$P run small --no-plots --replications 2 && ls Results/small/summary.csv && ls ../usr/share/simbench")
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(outcome.output.hasSuffix("Results/small/summary.csv\nScenarios\n"))
    #expect(try shell("$P explain Scenarios/small.json").code == 0)
  }

  @Test("a scenario of the working folder goes before a shipped one; a folder of its name does not")
  func precedence() throws {
    let own = "mkdir Scenarios && echo '{}' > Scenarios/small.json && $P explain small"
    #expect(try shell(own).errors.hasPrefix("Scenarios/small.json:1:1: error: "))
    #expect(try shell("mkdir small && $P explain small").code == 0)
  }

  @Test("the list says what each asks, where it lies and what it wants")
  func list() throws {
    let outcome = try shell(
      """
      printf '%s' '{"title":"Does it pay?","workload":{"path":"shared:none"},"strategies":[{"embedder":"minilm"}]}' \\
        > ../usr/share/simbench/Scenarios/other.json
      SIMBENCH_CACHE=$PWD/none $P list scenarios; SIMBENCH_CACHE=$PWD/none $P list scenarios --json
      """)
    let text = outcome.output
    #expect(
      text.hasPrefix("in /") && text.contains("/usr/share/simbench/Scenarios:\n  other  Does it pay?\n"))
    #expect(text.contains("wants shared data, not here: SIMBENCH_DATA names its folder\n"))
    #expect(text.contains("wants the model minilm, not here: `simbench models install minilm`\n"))
    #expect(text.contains("\"name\": \"small\""))
  }

  @Test("a name that is nowhere is refused with the names of each folder")
  func unknown() throws {
    let outcome = try shell("$P run smal")
    #expect(outcome.code == 66)
    #expect(outcome.errors.hasPrefix("error: there is no scenario 'smal' (did you mean 'small'?); /"))
    #expect(outcome.errors.hasSuffix("/usr/share/simbench/Scenarios holds small\n"))
    // Where there are none, with the two ways to some.
    let none = try shell("SIMBENCH_HOME=$PWD $P run rag")
    #expect(none.code == 66, "\(none.errors)")
    #expect(none.errors.contains("SIMBENCH_HOME names") && none.errors.contains("`simbench init` writes one"))
    #expect(none.errors.split(separator: "\n").count == 1)
  }

  @Test("SIMBENCH_HOME names the folder instead")
  func home() throws {
    let outcome = try shell("SIMBENCH_HOME=$PWD $P list scenarios")
    #expect(outcome.output == "There are no scenarios here; `simbench init` writes one to start from.\n")
  }

  @Test("the program wants no library of Swift")
  func libraries() throws {
    let outcome = try shell("ldd $P")
    #expect(outcome.code == 0 && outcome.output.contains("libc.so.6"))
    #expect(!outcome.output.contains("swift") && !outcome.output.contains("Foundation"))
  }

  @Test("--version is one command, `help` explains another")
  func version() throws {
    #expect(try shell("$P --version").output == shell("$P version").output)
    #expect(try shell("$P help run").output == shell("$P run --help").output)
  }

  @Test(
    "- is a scenario on standard input, whose paths begin at the working folder",
    arguments: ["explain -", "run - --no-plots", "check - --no-baseline", "sweep - --json"])
  func standardInput(command: String) throws {
    let outcome = try shell(
      """
      printf '{"x":1}\\n' > t.jsonl
      sed 's/"analysis"/"sweep":{"strategy":"exact","axes":{"exact_cache.capacity":[10,20]}},"analysis"/' \\
        ../usr/share/simbench/Scenarios/small.json | $P \(command)
      """)
    #expect(outcome.code == 0, "\(outcome.errors)")
    #expect(!outcome.output.isEmpty)
  }

  @Test("a fault on standard input has its place, and a recording beside is found from the working folder")
  func standardInputPaths() throws {
    #expect(try shell("echo '{' | $P explain -").errors.hasPrefix("-:2:1: error: "))
    let outcome = try shell(
      """
      echo '{"model":"gpt-4o","messages":[{"role":"user","content":"hello"}]}' > sub/log.jsonl
      echo '{"simbench":1,"name":"x","workload":{"kind":"recorded","path":"sub/log.jsonl"},
        "providers":{"openai":{"models":{"gpt-4o":{}}}},"strategies":[{"name":"a","model":"gpt-4o"}]}' |
        $P run - --no-plots
      """)
    #expect(outcome.code == 0, "\(outcome.errors)")
  }
}
