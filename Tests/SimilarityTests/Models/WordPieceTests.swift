import Declarations
import Foundation
import Testing

@testable import Similarity

@Suite struct WordPieceTests {
  static let words = [
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "b", "un", "##aff", "##able", "able", "hello", ",",
    "!",
    "##a", "cafe", "東", "京", "[", "]", "##b", "σ", "##σ", "-",
  ]

  static func tokenizer(limit: Int = 256) throws -> WordPieceTokenizer {
    try WordPieceTokenizer(vocabulary: Array(words.joined(separator: "\n").utf8), path: "v", limit: limit)
  }

  /// The words of the tokens between the frame.
  static func pieces(_ text: String, limit: Int = 256) throws -> [String] {
    let tokens = try tokenizer(limit: limit).encode(text)
    #expect(tokens.first == 2 && tokens.last == 3)
    return tokens.dropFirst().dropLast().map { words[Int($0)] }
  }

  static let examples: [(String, [String])] = [
    ("", []), ("   \t\n ", []), ("unaffable", ["un", "##aff", "##able"]),
    ("UNAFFABLE", ["un", "##aff", "##able"]),
    ("hello,hello!", ["hello", ",", "hello", "!"]), ("Café CAFÉ cafe\u{301}", ["cafe", "cafe", "cafe"]),
    ("東京b", ["東", "京", "b"]), ("xyz a", ["[UNK]", "a"]), ("unx", ["[UNK]"]),
    ("a\u{0}b\u{200b}\u{fffd}a", ["a", "##b", "##a"]), ("a\u{0}a\u{200b}b", ["a", "##a", "##b"]),
    ("[MASK]a[SEP]", ["[MASK]", "a", "[SEP]"]), ("[mask]", ["[", "[UNK]", "]"]),
    ("a\u{a0}b\u{2003}a", ["a", "b", "a"]), ("ΣΣ", ["σ", "##σ"]),
    (String(repeating: "a", count: 100), ["a"] + Array(repeating: "##a", count: 99)),
    (String(repeating: "a", count: 101), ["[UNK]"]), ("\u{85}a\u{0b}a", ["a", "##a"]),
  ]

  @Test("words are cleaned, split and cut greedily", arguments: examples)
  func example(text: String, expected: [String]) throws { #expect(try Self.pieces(text) == expected) }

  @Test("a text is cut off at the limit, frame included")
  func limit() throws {
    #expect(try Self.pieces("a b a b", limit: 4) == ["a", "b"])
    #expect(try Self.pieces("b unaffable", limit: 4) == ["b", "un"])
    #expect(try Self.pieces("a", limit: 2) == [])
  }

  @Test("broken UTF-8 is dropped")
  func broken() throws {
    let tokenizer = try Self.tokenizer()
    for bytes: [UInt8] in [
      [0x61, 0xff, 0x61], [0x61, 0xe6, 0x9d, 0x61], [0x61, 0xc0, 0x61], [0x61, 0xed, 0xa0, 0x80, 0x61],
    ] {
      var tokens: [UInt32] = []
      var scratch = WordPieceTokenizer.Scratch()
      bytes.withUnsafeBufferPointer { tokenizer.encode($0, into: &tokens, scratch: &scratch) }
      #expect(tokens == [2, 5, 14, 3])
    }
  }

  @Test("a megabyte of one word, of marks or of words takes time in proportion")
  func megabyte() throws {
    let tokenizer = try Self.tokenizer()
    let long = String(repeating: "a", count: 1 << 20)
    #expect(tokenizer.encode(long) == [2, 1, 3])
    #expect(tokenizer.encode("a" + String(repeating: "\u{302e}", count: 1 << 18)) == [2, 1, 3])
    #expect(tokenizer.encode(String(repeating: "a ", count: 1 << 19)).count == 256)
    #expect(tokenizer.encode(String(repeating: "\u{301}", count: 1 << 19)) == [2, 3])
  }

  @Test("a vocabulary without its special tokens, with empty lines or doubles is refused")
  func malformed() {
    for text in [
      "a\nb", "", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na", Self.words.joined(separator: "\n") + "\na",
      Self.words.joined(separator: "\n") + "\n\nz",
    ] {
      #expect(throws: Diagnostic.self) { try WordPieceTokenizer(vocabulary: Array(text.utf8), path: "v") }
    }
  }

  @Test("tokens are those of a plain longest-match search", arguments: 1...20)
  func againstPlainSearch(seed: Int) throws {
    var numbers = SeededNumbers(seed: UInt64(seed))
    let letters = ["a", "b", "c"]
    var pieces: Set<String> = []
    for _ in 0..<30 {
      let word = (0...numbers.below(4)).map { _ in letters[numbers.below(3)] }.joined()
      pieces.insert(numbers.below(2) == 0 ? word : "##" + word)
    }
    pieces.insert("##a")
    let words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + pieces.sorted()
    let tokenizer = try WordPieceTokenizer(vocabulary: Array(words.joined(separator: "\n").utf8), path: "v")
    for _ in 0..<100 {
      let word = (0...numbers.below(12)).map { _ in letters[numbers.below(3)] }
      var expected: [UInt32] = []
      var start = 0
      while start < word.count {
        let prefix = start == 0 ? "" : "##"
        let end = (start + 1...word.count).reversed().first {
          words.contains(prefix + word[start..<$0].joined())
        }
        guard let end else {
          expected = [1]
          break
        }
        expected.append(UInt32(words.firstIndex(of: prefix + word[start..<end].joined())!))
        start = end
      }
      #expect(tokenizer.encode(word.joined()) == [2] + expected + [3], "\(word.joined()) of \(words)")
    }
  }
}
