import Declarations
import Foundation
import Testing

@testable import Similarity

/// What OpenAI's tiktoken 0.14 makes of a text: the number of tokens, and the sum of their numbers, each times its place
/// counted from 1, modulo 1,000,003.
private struct Sample: Sendable, CustomTestStringConvertible {
  let text: String
  let cl100k: (count: Int, sum: Int)
  let o200k: (count: Int, sum: Int)

  init(_ text: String, cl100k: (Int, Int), o200k: (Int, Int)) {
    self.text = text
    self.cl100k = cl100k
    self.o200k = o200k
  }

  var testDescription: String { String(text.prefix(40)) }
}

@Suite("Tokens of OpenAI's vocabularies")
struct ByteTokenizerTests {
  private static let samples: [Sample] = [
    Sample("", cl100k: (0, 0), o200k: (0, 0)),
    Sample("Hello world", cl100k: (2, 13740), o200k: (2, 17975)),
    Sample(
      "I basically want to understand how the actually very complex\nsystem essentially works in a really simple way that literally anyone\ncould understand quite easily.",
      cl100k: (28, 295599), o200k: (28, 709387)),
    Sample("What's the weather in Tokyo today?", cl100k: (8, 232580), o200k: (7, 307544)),
    Sample("I'LL we'Ve 'Tis don'tcha l'\u{e9}t\u{e9} DON'T", cl100k: (17, 18337), o200k: (14, 49001)),
    Sample("12345678 3.14159 1,000,000", cl100k: (14, 150491), o200k: (14, 252259)),
    Sample(
      "   leading and   inner  spaces   \n\n  next\t\ttabs\r\n\r\nend  ", cl100k: (16, 564622),
      o200k: (16, 660915)),
    Sample(
      "HTTPServerError parseJSONResponse camelCaseWord XMLHttpRequest", cl100k: (9, 981246),
      o200k: (11, 911104)),
    Sample(
      "na\u{ef}ve caf\u{e9} \u{c5}ngstr\u{f6}m e\u{301} n\u{303} x\u{308}y", cl100k: (17, 979482),
      o200k: (14, 875248)),
    Sample(
      "\u{65e5}\u{672c}\u{8a9e}\u{306e}\u{30c6}\u{30ad}\u{30b9}\u{30c8}\u{3067}\u{3059}\u{3002}\u{4eca}\u{65e5}\u{306f}\u{5929}\u{6c17}\u{304c}\u{3044}\u{3044}\u{3067}\u{3059}\u{306d}\u{ff01}",
      cl100k: (22, 657199), o200k: (15, 231766)),
    Sample(
      "\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}, \u{43a}\u{430}\u{43a} \u{434}\u{435}\u{43b}\u{430}? \u{401}\u{41b}\u{41a}\u{410}",
      cl100k: (13, 525458), o200k: (9, 663685)),
    Sample(
      "\u{645}\u{631}\u{62d}\u{628}\u{627} \u{628}\u{627}\u{644}\u{639}\u{627}\u{644}\u{645}",
      cl100k: (10, 233247), o200k: (4, 567446)),
    Sample(
      "\u{939}\u{93f}\u{928}\u{94d}\u{926}\u{940} \u{92d}\u{93e}\u{937}\u{93e} \u{92e}\u{947}\u{902} \u{932}\u{93f}\u{916}\u{93e}",
      cl100k: (19, 535118), o200k: (6, 222447)),
    Sample(
      "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} emoji \u{1f389}\u{1f389}\u{1f389}", cl100k: (23, 362525),
      o200k: (15, 302146)),
    Sample(String(repeating: "a", count: 300), cl100k: (38, 712674), o200k: (38, 331229)),
    Sample(String(repeating: "aB", count: 40), cl100k: (41, 81483), o200k: (41, 758884)),
    Sample("https://example.com/path//to?x=1&y=2#frag", cl100k: (17, 890707), o200k: (17, 969927)),
    Sample(
      "def f(x):\n    return x**2  # comment\n\n\nclass A:\n\tpass\n", cl100k: (18, 856754),
      o200k: (18, 901517)),
    Sample("!!!???...---///\n/\r/ x", cl100k: (9, 190110), o200k: (9, 502446)),
    Sample(" \u{a0}\u{2003}mixed\u{3000}blanks\u{85}z", cl100k: (10, 411591), o200k: (9, 555208)),
    Sample("'s 'S '\u{17f} it'\u{17f}", cl100k: (10, 9783), o200k: (8, 917594)),
    Sample(
      "\u{1c5} \u{1c6} \u{2b0}mod \u{aa}\u{ba} \u{2177} \u{bd} \u{b2} \u{a69}", cl100k: (22, 873903),
      o200k: (22, 340168)),
    Sample("<|endoftext|> <|im_start|>", cl100k: (12, 756829), o200k: (13, 142219)),
    Sample(String(repeating: "1", count: 50), cl100k: (17, 698734), o200k: (17, 210975)),
    Sample(String(repeating: "\n", count: 20) + " x", cl100k: (3, 30309), o200k: (3, 77528)),
    Sample("\u{1fb3} \u{130}stanbul \u{fb01}ne \u{df} \u{1e9e}", cl100k: (13, 204365), o200k: (10, 732050)),
  ]

  private static var store: ModelStore? {
    try? ModelStore(environment: ProcessInfo.processInfo.environment)
  }

  private static var isInstalled: Bool {
    store.map { $0.isThere(.cl100k) && $0.isThere(.o200k) } ?? false
  }

  private static func tokenizer(_ vocabulary: TokenCounter.Vocabulary) throws -> ByteTokenizer {
    try ByteTokenizer(
      try #require(store).contents(of: vocabulary.model), vocabulary, path: vocabulary.rawValue)
  }

  private static let vocabularies = Result { try (tokenizer(.cl100k), tokenizer(.o200k)) }

  @Test("tokens are those of tiktoken", .enabled(if: isInstalled), arguments: samples)
  private func reference(sample: Sample) throws {
    let (cl100k, o200k) = try ByteTokenizerTests.vocabularies.get()
    #expect(cl100k.vocabularySize == 100_256 && o200k.vocabularySize == 199_998)
    for (tokenizer, expected) in [(cl100k, sample.cl100k), (o200k, sample.o200k)] {
      let tokens = tokenizer.encode(sample.text)
      let sum = tokens.enumerated().reduce(0) { ($0 + ($1.offset + 1) * Int($1.element)) % 1_000_003 }
      #expect(tokens.count == expected.count && sum == expected.sum, "\(tokens)")
    }
  }

  /// A vocabulary of all bytes and some words, in the form of a file.
  private static func vocabulary(_ words: [String]) -> [UInt8] {
    let bytes = (0...255).map { Data([UInt8($0)]) } + words.map { Data($0.utf8) }
    return Array(
      bytes.enumerated().map { "\($1.base64EncodedString()) \($0)" }.joined(separator: "\n").utf8)
  }

  @Test("neighbours merge by the least token of any two that make one, and a whole piece is a token at once")
  func merging() throws {
    let file = ByteTokenizerTests.vocabulary(["bc", "ab", "abc", "xyz", " a"])
    let tokenizer = try ByteTokenizer(file, .o200k, path: "v")
    // bc before ab; then a and bc make abc, although no rule says of which two it was learnt.
    #expect(tokenizer.encode("abcb") == [258, 98])
    // Nothing leads to xyz by pairs, but the piece is a token.
    #expect(tokenizer.encode("xyz") == [259] && tokenizer.encode("xyzx") == [120, 121, 122, 120])
    #expect(tokenizer.encode("a a") == [97, 260] && tokenizer.encode("") == [])
    let broken: [UInt8] = [0xff, 97]
    var (tokens, scratch) = ([UInt32](), ByteTokenizer.scratch)
    broken.withUnsafeBufferPointer { tokenizer.encode($0, into: &tokens, scratch: &scratch) }
    #expect(tokens == [255, 97])
  }

  @Test(
    "a file that is no vocabulary is refused at its line",
    arguments: [
      ("", "v: error: the vocabulary lacks a token for the byte 0"),
      ("IQ== 0\nIQ= 1", "v:2:1: error: is no token; its bytes in Base64 and its number were expected"),
      ("IQ== x", "v:1:1: error: is no token; its bytes in Base64 and its number were expected"),
      ("==== 1", "v:1:1: error: is no token; its bytes in Base64 and its number were expected"),
    ])
  func refused(text: String, message: String) {
    let error = #expect(throws: Diagnostic.self) {
      try ByteTokenizer(Array(text.utf8), .cl100k, path: "v")
    }
    #expect(error?.description == message)
  }

  @Test("without its vocabulary a counter estimates, and says so")
  func estimate() throws {
    let counter = try TokenCounter(.o200k, environment: ["SIMBENCH_CACHE": "/nowhere"])
    #expect(!counter.isExact && counter.says.contains("`simbench models install o200k`"))
    #expect(counter.count([]) == 0 && counter.count([97]) == 1)
    #expect(counter.count(Array(repeating: 97, count: 438)) == 100)
  }

  @Test("English has 4 to 5 bytes a token, and a counter says whose", .enabled(if: isInstalled))
  func counted() throws {
    let text = Array("The shop opens at nine in the morning and closes at six in the evening.".utf8)
    let counter = try TokenCounter(.cl100k)
    #expect(counter.isExact && counter.says == "as cl100k_base counts them")
    #expect(counter.count(text) == 16)
  }
}
