import Foundation
import Testing

@Suite("completion and manual page")
struct CompletionTests {
  /// Whether a program is on the path.
  static func has(_ program: String) -> Bool {
    (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
      .contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(program)") }
  }

  /// What bash completes the last of some words to, in a folder with the small scenario.
  private func bash(_ words: String, _ simbench: Simbench) throws -> [String] {
    let outcome = try simbench.shell(
      """
      source <($S completions bash)
      COMP_WORDS=($S \(words)); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
      _simbench "$S"
      printf '%s\\n' "${COMPREPLY[@]}"
      """, environment: ["SIMBENCH_HOME": simbench.folder.path])
    #expect(outcome.errors == "")
    return outcome.output.split(separator: "\n").map(String.init)
  }

  @Test(
    "bash completes commands, options and their values",
    arguments: [
      ("ru", ["run"]), ("trace pro", ["profile"]), ("run sm", ["small"]),
      ("run small --repl", ["--replications"]), ("list pol", ["policies"]),
      ("mrc x --policies lru,siev", ["lru,sieve", "lru,sieve:libcachesim"]),
      ("mrc x --kv = deep", ["deepseek-v3"]), ("mrc x --format orac", ["oracle_general"]),
      ("models install wor", ["wordllama"]),
      ("trace profile x --column output_t", ["output_tokens="]),
      ("route x --embedder hashed", ["hashed_ngrams"]),
      ("completions z", ["zsh"]), ("explain Scenarios/sm", ["Scenarios/small.json"]),
      ("run small --out Scen", ["Scenarios"]), ("prices cos", ["cost"]),
    ])
  func completes(words: String, expected: [String]) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try bash(words, simbench) == expected)
  }

  @Test("an option that stood is not offered again, a word behind -- is no option")
  func remembers() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    #expect(try bash("run small --json --js", simbench) == [])
    #expect(try bash("run small --set a=1 --se", simbench) == ["--set", "--seed"])
    #expect(try bash("run -- --js", simbench) == [])
  }

  @Test("every command and option is completed and stands in the manual page")
  func covers() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let help = try simbench.run(["--help"]).output
    let page = try simbench.run(["man"]).output.replacing("\\-", with: "-")
    let commands = help.split(separator: "\n").drop { $0 != "Commands:" }.dropFirst()
      .prefix { $0.hasPrefix("  ") }
      .map { String($0.dropFirst(2).prefix { $0 != " " }) }
    #expect(commands.count > 15)
    let offered = try simbench.run(["complete", "--", ""]).output
    for command in commands { #expect(offered.contains("\(command)\t"), "\(command)") }
    for option in ["--replications", "--sample-size", "--willingness-to-pay"] {
      #expect(page.contains("\\fB\(option)\\fR"))
    }
    for code in ["65", "66", "74"] {
      #expect(help.contains("\n  \(code) ") && page.contains(".B \(code)\n"))
    }
  }

  @Test("every variable that the sources read stands in the help")
  func variables() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Sources")
    let simbench = try Simbench()
    defer { simbench.remove() }
    let help = try simbench.run(["--help"]).output
    var found: Set<String> = []
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    while let file = files?.nextObject() as? URL {
      guard file.pathExtension == "swift" else { continue }
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /"(SIMBENCH_[A-Z]+|NO_COLOR|XDG_[A-Z_]+|TMPDIR)"/) {
        found.insert(String(match.output.1))
      }
    }
    #expect(found.count >= 7)
    for name in found { #expect(help.contains(name), "\(name)") }
  }

  @Test("the manual page has no faults", .enabled(if: has("groff")))
  func manual() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell("$S man | groff -man -ww -Tutf8 -z")
    #expect(outcome.code == 0 && outcome.errors == "")
    let text = try simbench.shell("$S man | groff -man -Tascii -P-cbou").output
    #expect(text.contains("EXIT STATUS") && text.contains("SIMBENCH_DATA"))
  }

  @Test("zsh loads its script and completes by it", .enabled(if: has("zsh")))
  func zsh() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell(
      """
      $S completions zsh > _simbench && zsh -n _simbench && zsh -f -c '
        autoload -Uz compinit; compinit -D -u; source ./_simbench
        _describe() { print -l "${(@P)2}"; }
        _files() { print files; }
        words=("$S" run sm); CURRENT=3
        _simbench'
      """, environment: ["SIMBENCH_HOME": simbench.folder.path])
    #expect(outcome.errors == "")
    #expect(outcome.output == "small\nfiles\n")
  }

  @Test("fish loads its script and completes by it", .enabled(if: has("fish")))
  func fish() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.shell(
      """
      $S completions fish > simbench.fish && fish -n simbench.fish && mkdir bin && ln -s $S bin/simbench
      PATH=$PWD/bin:$PATH fish --no-config -c 'source simbench.fish; complete -C "simbench mrc x --format orac"'
      """, environment: ["HOME": simbench.folder.path])
    #expect(outcome.output == "oracle_general\n", "\(outcome.errors)")
  }

  @Test("a shell without a script is refused with those that have one")
  func unknownShell() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let outcome = try simbench.run(["completions", "tcsh"])
    #expect(outcome.code == 2)
    #expect(outcome.errors == "error: the shell is 'tcsh'; one of bash, zsh, fish was expected\n")
  }
}
