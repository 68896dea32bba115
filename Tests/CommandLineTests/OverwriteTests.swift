import Foundation
import Testing

@Suite("what a person wrote is not replaced")
struct OverwriteTests {
  /// Holds a command to leaving a file as it is, with 2 and a message.
  private func refuses(
    _ simbench: Simbench, _ words: [String], keeping file: String, saying message: String,
    at place: SourceLocation = #_sourceLocation
  ) throws {
    let before = try simbench.bytes(file)
    let outcome = try simbench.run(words)
    #expect(outcome.code == 2, sourceLocation: place)
    #expect(outcome.errors == message + "\n", sourceLocation: place)
    #expect(try simbench.bytes(file) == before, sourceLocation: place)
  }

  @Test("label refuses to draw over a file that may be filled in, unless it is told to")
  func labels() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let draw = ["label", "small", "--strategy", "full", "--sample", "5"]
    #expect(try simbench.run(draw).code == 0)
    let path = "Results/small/labels.csv"
    let text = String(decoding: try simbench.bytes(path), as: UTF8.self)
    try simbench.write(text.replacingOccurrences(of: ",\n", with: ",yes\n"), to: path)
    try refuses(
      simbench, draw, keeping: path,
      saying: "\(path): error: is there already, perhaps filled in; --labels \(path) to read it, --out with "
        + "another file, or --force to replace it was expected")
    #expect(try simbench.run(["label", "small", "--labels", path]).code == 0)
    #expect(try simbench.run(["run", "small", "--no-plots"]).code == 0)
    #expect(String(decoding: try simbench.bytes(path), as: UTF8.self).contains(",yes\n"))
    #expect(try simbench.run(draw + ["--force"]).code == 0)
    #expect(String(decoding: try simbench.bytes(path), as: UTF8.self) == text)
    try refuses(
      simbench, draw + ["--force", "--out", "Scenarios/small.json"], keeping: "Scenarios/small.json",
      saying:
        "Scenarios/small.json: error: the output is the input itself; another name was expected, since an "
        + "input is never replaced")
  }

  @Test("an output that is an input by any name is refused", arguments: ["itself", "soft", "hard", "dots"])
  func inputs(kind: String) throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let folder = simbench.folder.path
    #expect(try simbench.run(["trace", "generate", "small", "t.jsonl", "--limit", "20"]).code == 0)
    func other(_ name: String) throws -> String {
      let link = "link-" + lastPart(name)
      switch kind {
      case "soft":
        try FileManager.default.createSymbolicLink(atPath: folder + "/" + link, withDestinationPath: name)
      case "hard": try FileManager.default.linkItem(atPath: folder + "/" + name, toPath: folder + "/" + link)
      case "dots": return "Scenarios/../" + name
      default: return name
      }
      return link
    }
    func message(_ output: String, _ input: String) -> String {
      let same = output == input ? "is the input itself" : "is the same file as the input '\(input)'"
      return
        "\(output): error: the output \(same); another name was expected, since an input is never replaced"
    }
    let scenario = "Scenarios/small.json"
    let output = try other(scenario)
    try refuses(
      simbench, ["trace", "generate", "small", output], keeping: scenario, saying: message(output, scenario))
    try refuses(
      simbench, ["check", "small", "--update", "--baseline", output], keeping: scenario,
      saying: message(output, scenario))
    let trace = try other("t.jsonl")
    try refuses(
      simbench, ["trace", "convert", "t.jsonl", trace, "--to", "keys", "--key", "prompt"], keeping: "t.jsonl",
      saying: message(trace, "t.jsonl"))
  }

  private func lastPart(_ path: String) -> String { path.split(separator: "/").last.map(String.init) ?? path }

  @Test("a table of results does not replace the trace that it is made from")
  func resultsOntoInput() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("1\n2\n1\n", to: "mrc.csv")
    try refuses(
      simbench, ["mrc", "mrc.csv", "--format", "keys", "--out", ".", "--sizes", "1", "--no-plots"],
      keeping: "mrc.csv",
      saying:
        "./mrc.csv: error: the output is the same file as the input 'mrc.csv'; another name was expected, "
        + "since an input is never replaced")
    let left = try FileManager.default.contentsOfDirectory(atPath: simbench.folder.path)
    #expect(left.sorted() == ["Scenarios", "mrc.csv"])
  }

  @Test("a baseline replaces a baseline alone")
  func baseline() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("my notes\n", to: "notes.txt")
    try refuses(
      simbench, ["check", "small", "--update", "--baseline", "notes.txt"], keeping: "notes.txt",
      saying: "notes.txt: error: is no baseline, so it is not replaced; a new file or a baseline was expected"
    )
    #expect(try simbench.run(["check", "small", "--update", "--baseline", "b.json"]).code == 0)
    #expect(try simbench.run(["check", "small", "--update", "--baseline", "b.json"]).code == 0)
  }

  @Test("init writes where it is told, and onto nothing that is there")
  func initialise() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("mine", to: "x.json")
    try FileManager.default.createSymbolicLink(
      atPath: simbench.folder.path + "/dangling.json", withDestinationPath: "nowhere.json")
    try refuses(
      simbench, ["init", "x.json"], keeping: "x.json",
      saying: "error: 'x.json' is there already; a new file was expected")
    #expect(try simbench.run(["init", "dangling.json"]).code == 2)
    #expect(try simbench.run(["init", "deep/er/"]).code == 2)
    // In the root of the file system, or of a folder that stands for it.
    let absolute = simbench.folder.path + "/y.json"
    #expect(try simbench.run(["init", absolute]).code == 0)
    #expect(simbench.exists("y.json"))
    if geteuid() == 0 {
      let name = "/simbench-\(UUID().uuidString).json"
      defer { try? FileManager.default.removeItem(atPath: name) }
      #expect(try simbench.run(["init", name]).code == 0)
      #expect(FileManager.default.fileExists(atPath: name))
    }
  }
}
