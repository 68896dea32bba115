import Declarations
import Foundation
import Testing

@testable import Similarity

@Suite struct BytePairTests {
  /// A tokenizer file with all bytes, some letters and the merges of the arguments.
  static func file(merges: [(String, String)], letters: [String], change: (inout String) -> Void = { _ in })
    -> [UInt8]
  {
    var words = ["<unk>", "<s>", "</s>"]
    words += (0..<256).map { String(format: "<0x%02X>", $0) }
    words.append(contentsOf: ["▁"] + letters)
    for (left, right) in merges where !words.contains(left + right) { words.append(left + right) }
    func quoted(_ text: String) -> String { "\"\(text)\"" }
    let vocabulary = words.enumerated().map { "\(quoted($1)):\($0)" }.joined(separator: ",")
    let pairs = merges.map { quoted("\($0.0) \($0.1)") }.joined(separator: ",")
    let added = ["<unk>", "<s>", "</s>"].enumerated().map { "{\"id\":\($0),\"content\":\(quoted($1))}" }
    var text = """
      {"added_tokens":[\(added.joined(separator: ","))],"pre_tokenizer":null,"normalizer":{"type":"Sequence","normalizers":[
      {"type":"Prepend","prepend":"▁"},{"type":"Replace","pattern":{"String":" "},"content":"▁"}]},
      "model":{"type":"BPE","byte_fallback":true,"vocab":{\(vocabulary)},"merges":[\(pairs)]}}
      """
    change(&text)
    return Array(text.utf8)
  }

  static let merges = [("a", "b"), ("▁", "a"), ("▁a", "b"), ("ab", "ab"), ("b", "b")]

  @Test("pairs are merged by rank, unknown characters become bytes, special names stand for themselves")
  func examples() throws {
    let tokenizer = try BytePairTokenizer(
      Self.file(merges: Self.merges, letters: ["a", "b", "c"]), path: "t")
    // Bytes are 3 to 258, the space 259, letters from 260, merges in their order from 263.
    #expect(tokenizer.encode("") == [])
    #expect(tokenizer.encode("ab") == [259, 263])
    #expect(tokenizer.encode("a b") == [264, 259, 261])
    #expect(tokenizer.encode("abab bb") == [259, 266, 259, 267])
    #expect(tokenizer.encode("é") == [259, 3 + 0xc3, 3 + 0xa9])
    #expect(tokenizer.encode("<s>c</s>") == [1, 259, 262, 2])
    #expect(tokenizer.encode("\n") == [259, 13])
  }

  @Test(
    "words merged one by one, with and without a heap, give what a plain search over the text gives",
    arguments: 1...20)
  func againstPlain(seed: Int) throws {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let letters = ["a", "b", "c"]
    var merges: [(String, String)] = []
    var parts = letters + ["▁"]
    let mayCross = seed % 2 == 0
    for _ in 0..<12 {
      let pair = (parts[numbers.below(parts.count)], parts[numbers.below(parts.count)])
      let crosses = (pair.0 + pair.1).drop { $0 == "▁" }.contains("▁")
      if parts.contains(pair.0 + pair.1) || crosses && !mayCross { continue }
      merges.append(pair)
      parts.append(pair.0 + pair.1)
    }
    let tokenizer = try BytePairTokenizer(Self.file(merges: merges, letters: letters), path: "t")
    let names =
      ["<unk>", "<s>", "</s>"] + (0..<256).map { "\($0)" } + ["▁"] + letters + merges.map { $0.0 + $0.1 }
    for length in [1, 5, 20, 31, 60, 200] {
      let text = (0..<length).map { _ in ["a", "b", "c", " "][numbers.below(4)] }.joined()
      var symbols = ("▁" + text.replacingOccurrences(of: " ", with: "▁")).map { String($0) }
      while let best = merges.indices.first(where: { rank in
        symbols.indices.dropLast().contains {
          symbols[$0] == merges[rank].0 && symbols[$0 + 1] == merges[rank].1
        }
      }) {
        let place = symbols.indices.dropLast().first {
          symbols[$0] == merges[best].0 && symbols[$0 + 1] == merges[best].1
        }!
        symbols[place] = merges[best].0 + merges[best].1
        symbols.remove(at: place + 1)
      }
      #expect(
        tokenizer.encode(text) == symbols.map { UInt32(names.firstIndex(of: $0)!) }, "\(text) with \(merges)")
    }
  }

  @Test("a megabyte takes time in proportion, with spaces and without")
  func megabyte() throws {
    let tokenizer = try BytePairTokenizer(
      Self.file(merges: Self.merges, letters: ["a", "b", "c"]), path: "t")
    #expect(tokenizer.encode(String(repeating: "ab", count: 1 << 18)).count == 1 + 1 << 17)
    #expect(tokenizer.encode(String(repeating: "c ", count: 1 << 18)).count == 1 + 1 << 19)
  }

  @Test("another kind of tokenizer, or one with a hole, is refused", arguments: 0..<7)
  func malformed(index: Int) {
    let changes = [
      ("\"BPE\"", "\"Unigram\""), ("\"byte_fallback\":true", "\"byte_fallback\":false"),
      ("\"Prepend\"", "\"NFC\""),
      ("\"<0x41>\"", "\"<0x4>\""), ("\"a b\"", "\"a z\""), ("\"pre_tokenizer\":null", "\"pre_tokenizer\":{}"),
      ("\"<unk>\":0", "\"<unk>\":99999"),
    ]
    let file = Self.file(merges: Self.merges, letters: ["a", "b", "c"]) { text in
      let changed = text.replacingOccurrences(of: changes[index].0, with: changes[index].1)
      #expect(changed != text)
      text = changed
    }
    #expect(throws: Diagnostic.self) { try BytePairTokenizer(file, path: "t") }
  }
}

/// Token ids and vectors of PyPI wordllama 0.4.0.post1 with tokenizers 0.23.3.
@Suite(.enabled(if: ModelFiles.hasWordLlama)) struct WordLlamaTests {
  static let examples: [(String, [UInt32])] = [
    ("", []), (" ", [259]), ("  two  spaces  ", [259, 1023, 29871, 8162, 259]),
    ("Hello, world!", [15043, 29892, 3186, 29991]),
    ("How do I reset my password?", [1128, 437, 306, 10092, 590, 4800, 29973]),
    ("naïve café", [1055, 30085, 345, 274, 28059]), ("東京タワー", [29871, 30591, 30675, 30369, 31028, 30185]),
    ("emoji 😀🚀", [953, 29877, 2397, 29871, 243, 162, 155, 131, 243, 162, 157, 131]),
    ("tabs\tand\nnewlines", [18859, 12, 392, 13, 1482, 9012]),
    ("▁already ▁▁marked", [29871, 2307, 259, 10902]),
    ("<s> special </s> <unk> tokens", [1, 29871, 4266, 29871, 2, 259, 0, 29871, 18897]),
    ("x<s>y", [921, 1, 343]),
    (
      "1234567890 3.14",
      [
        29871, 29896, 29906, 29941, 29946, 29945, 29953, 29955, 29947, 29929, 29900, 29871, 29941, 29889,
        29896, 29946,
      ]
    ),
    ("\u{200b}zero\u{0}nul", [29871, 30166, 9171, 3, 29876, 352]), ("한국어", [29871, 30877, 31293, 31129]),
    ("def f(x):\n    return x+1", [822, 285, 29898, 29916, 1125, 13, 1678, 736, 921, 29974, 29896]),
    ("trailing ", [25053, 29871]),
  ]

  @Test("texts have the tokens of the published tokenizer", arguments: examples)
  func tokens(text: String, expected: [UInt32]) throws {
    #expect(try ModelFiles.wordLlama.get().tokenizer.encode(text) == expected)
  }

  @Test("vectors are those of the published package, and an empty text matches nothing")
  func vectors() throws {
    let model = try ModelFiles.wordLlama.get()
    let vectors = model.embed(TextTable(["How do I reset my password?", "", "Hello, world!"]), threads: 2)
    for (value, expected) in zip(vectors[0], [0.22850682, 0.1353548, 0.10887042, -0.01850955] as [Float]) {
      #expect(abs(value - expected) < 1e-6)
    }
    #expect(vectors[1].allSatisfy { $0 == 0 })
    #expect(abs(vectors.cosine(2, 2) - 1) < 1e-6)
  }
}
