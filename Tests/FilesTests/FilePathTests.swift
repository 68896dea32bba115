import Testing

@testable import Files

@Suite struct FilePathTests {
  @Test(
    "a path is split at its last slash, and the root stays the root",
    arguments: [
      ("x.json", "", "x.json"), ("a/x.json", "a", "x.json"), ("/x.json", "/", "x.json"),
      ("/a/b/x", "/a/b", "x"), ("//x", "/", "x"), ("a//x", "a", "x"), ("a/", "a", ""), ("/", "/", ""),
      ("", "", ""), ("./x", ".", "x"), ("../x", "..", "x"),
    ])
  func split(text: String, parent: String, name: String) {
    let path = FilePath(text)
    #expect(path.parent == parent)
    #expect(path.name == name)
    #expect(path.folder == (parent.isEmpty ? "." : parent))
  }

  @Test(
    "paths are joined with one slash, and an absolute one stays",
    arguments: [
      ("", "x", "x"), ("a", "x", "a/x"), ("a/", "x", "a/x"), ("/", "x", "/x"), ("a", "/x", "/x"),
      (".", "x", "./x"),
    ])
  func join(folder: String, name: String, whole: String) { #expect(FilePath.join(folder, name) == whole) }

  @Test(
    "what lies below a folder is told by bytes",
    arguments: [
      ("/a", "/a/b/x", "b/x"), ("/a/", "/a/x", "x"), ("/", "/a", "a"), ("/a", "/a", nil),
      ("/a", "/ab/x", nil), ("/a", "/a/", nil),
      ("/a", "/a/\u{301}b/x", "\u{301}b/x"), ("/a/\u{e9}", "/a/e\u{301}/x", nil),
    ] as [(String, String, String?)])
  func below(folder: String, path: String, place: String?) {
    #expect(FilePath.below(folder, path).map { Array($0.utf8) } == place.map { Array($0.utf8) })
  }

  @Test("what lies beside a file in the root lies in the root")
  func beside() {
    #expect(FilePath("/x.json").beside("Baselines/x.json") == "/Baselines/x.json")
    #expect(FilePath("x.json").beside("Baselines/x.json") == "Baselines/x.json")
    #expect(FilePath("Scenarios/X.JSON").name(without: ".json") == "X")
    #expect(FilePath(".json").name(without: ".json") == ".json")
    #expect(FilePath.lastPart(of: "a/b/") == "b")
  }
}
