package import Declarations

/// Splits texts into the tokens of Llama 2: pairs of neighbours are merged, the pair learnt first before all others.
///
/// Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units", 2016, with bytes
/// for characters that the vocabulary lacks (Kudo and Richardson, "SentencePiece", 2018). Reads what a
/// `tokenizer.json` states: spaces become `▁`, one stands before the text, and the names of special tokens in
/// a text stand for those tokens. Broken UTF-8 becomes U+FFFD.
package struct BytePairTokenizer: TextTokenizer {
  /// The number of tokens in the vocabulary.
  package let vocabularySize: Int

  private let characters: TokenTrie
  /// The token of each byte.
  private let bytes: [UInt32]
  private let merges: MergeTable
  private let special: [(name: [UInt8], token: UInt32)]
  /// Whether a special token begins with a byte, by byte.
  private let beginsSpecial: [Bool]
  /// Whether no token holds a `▁` behind another character, so that words are merged each by itself.
  private let splitsWords: Bool

  /// `▁` in UTF-8.
  private static let space: [UInt8] = [0xe2, 0x96, 0x81]

  /// Reads a tokenizer.
  ///
  /// - Throws: a `Diagnostic` of kind `badInput` when the file is malformed or states another kind of tokenizer.
  package init(_ file: [UInt8], path: String) throws(Diagnostic) {
    let root: JSONNode
    do throws(Diagnostic) {
      root = try JSONParser.parse(file, what: "tokenizer")
    } catch {
      throw error.placed(in: path)
    }
    let definition = TokenizerDefinition(root.value)
    guard let vocabulary = definition.vocabulary, let pairs = definition.merges, definition.isByteFallback,
      definition.marksSpaces
    else {
      throw Diagnostic(
        "is no tokenizer of Llama 2's kind: byte pairs with byte fallback, spaces as U+2581, one before the text",
        file: path)
    }
    var trie = TokenTrie()
    var tokens: [String: UInt32] = [:]
    for (word, token) in vocabulary {
      tokens[word] = token
      if word.unicodeScalars.count == 1 { trie.insert(word.utf8, token: token) }
    }
    characters = trie
    vocabularySize = vocabulary.count
    guard vocabulary.allSatisfy({ $0.token < vocabulary.count }) else {
      throw Diagnostic("a token is beyond the vocabulary's \(vocabulary.count)", file: path)
    }
    var byteTokens: [UInt32] = []
    for byte in 0..<256 {
      let digits = String(byte, radix: 16, uppercase: true)
      guard let token = tokens["<0x\(digits.count == 1 ? "0" : "")\(digits)>"] else {
        throw Diagnostic("the vocabulary lacks a token for the byte \(byte)", file: path)
      }
      byteTokens.append(token)
    }
    bytes = byteTokens
    var table = MergeTable(count: pairs.count)
    var splitsWords = true
    for (rank, pair) in pairs.enumerated() {
      guard let left = tokens[pair.left], let right = tokens[pair.right],
        let merged = tokens[pair.left + pair.right]
      else {
        throw Diagnostic("merge \(rank + 1) names a token that is not in the vocabulary", file: path)
      }
      table.insert(left, right, rank: UInt32(rank), token: merged)
      let text = pair.left + pair.right
      if text.drop(while: { $0 == "▁" }).contains("▁") { splitsWords = false }
    }
    merges = table
    self.splitsWords = splitsWords
    special = definition.special.map { (Array($0.name.utf8), $0.token) }
    let firsts = Set(special.map { $0.name[0] })
    beginsSpecial = (0..<256).map { firsts.contains(UInt8($0)) }
  }

  /// Appends the tokens of a text; none for an empty one.
  ///
  /// - Parameter scratch: is reused from text to text.
  /// - Complexity: O(n log n) in the length of the longest word.
  package func encode(
    _ text: UnsafeBufferPointer<UInt8>, into tokens: inout [UInt32], scratch: inout Scratch
  ) {
    var start = 0
    var place = 0
    while place < text.count {
      if beginsSpecial[Int(text[place])],
        let found = special.first(where: { text[place...].starts(with: $0.name) })
      {
        encode(segment: UnsafeBufferPointer(rebasing: text[start..<place]), into: &tokens, &scratch)
        tokens.append(found.token)
        place += found.name.count
        start = place
      } else {
        place += 1
      }
    }
    encode(segment: UnsafeBufferPointer(rebasing: text[start...]), into: &tokens, &scratch)
  }

  /// Memory for the first text.
  package static var scratch: Scratch { Scratch() }

  /// What one thread works in.
  package struct Scratch {
    /// The symbols of the word that is coming together.
    fileprivate var symbols: [UInt32] = []
    fileprivate var merger = PairMerger()

    package init() {}
  }

  private func encode(
    segment: UnsafeBufferPointer<UInt8>, into tokens: inout [UInt32], _ scratch: inout Scratch
  ) {
    guard !segment.isEmpty else { return }
    scratch.symbols.removeAll(keepingCapacity: true)
    appendSpace(&scratch)
    var wasSpace = true
    var place = 0
    while place < segment.count {
      // A text may hold `▁` itself, which counts as a space.
      let scalar = nextScalar(segment, at: &place)
      let isSpace = scalar == " " || scalar == "▁"
      if isSpace, !wasSpace, splitsWords { flush(&scratch, into: &tokens) }
      if isSpace { appendSpace(&scratch) } else { append(scalar, &scratch) }
      wasSpace = isSpace
    }
    flush(&scratch, into: &tokens)
  }

  private func appendSpace(_ scratch: inout Scratch) { append("▁", &scratch) }

  private func append(_ scalar: Unicode.Scalar, _ scratch: inout Scratch) {
    var buffer: (UInt8, UInt8, UInt8, UInt8) = (0, 0, 0, 0)
    withUnsafeMutableBytes(of: &buffer) { raw in
      var count = 0
      for unit in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
        raw[count] = unit
        count += 1
      }
      let utf8 = UnsafeRawBufferPointer(rebasing: raw[..<count])
      if let token = characters.node(of: utf8).flatMap({ characters.token(at: $0) }) {
        scratch.symbols.append(token)
      } else {
        for byte in utf8 { scratch.symbols.append(bytes[Int(byte)]) }
      }
    }
  }

  private func flush(_ scratch: inout Scratch, into tokens: inout [UInt32]) {
    scratch.merger.merge(&scratch.symbols, by: merges)
    tokens.append(contentsOf: scratch.symbols)
    scratch.symbols.removeAll(keepingCapacity: true)
  }
}

/// What a `tokenizer.json` says, as far as byte pairs need it.
private struct TokenizerDefinition {
  private(set) var vocabulary: [(word: String, token: UInt32)]?
  private(set) var merges: [(left: String, right: String)]?
  private(set) var special: [(name: String, token: UInt32)] = []
  private(set) var isByteFallback = false
  private(set) var marksSpaces = false

  init(_ root: JSONValue) {
    guard let model = root["model"], model["type"]?.string == "BPE" else { return }
    vocabulary = Self.vocabulary(model["vocab"])
    merges = Self.merges(model["merges"])
    let isPlain = ["continuing_subword_prefix", "end_of_word_suffix", "dropout"].allSatisfy {
      model[$0] ?? .null == .null
    }
    isByteFallback = isPlain && model["byte_fallback"] == .boolean(true)
    special = (root["added_tokens"]?.elements ?? []).compactMap { token in
      guard let name = token["content"]?.string, !name.isEmpty, let number = token["id"]?.token else {
        return nil
      }
      return (name, number)
    }
    let steps = root["normalizer"]?["normalizers"]?.elements ?? []
    marksSpaces =
      steps.count == 2 && steps[0]["type"]?.string == "Prepend" && steps[0]["prepend"]?.string == "▁"
      && steps[1]["type"]?.string == "Replace" && steps[1]["pattern"]?["String"]?.string == " "
      && steps[1]["content"]?.string == "▁" && root["pre_tokenizer"] ?? .null == .null
  }

  private static func vocabulary(_ value: JSONValue?) -> [(word: String, token: UInt32)]? {
    guard case .object(let members)? = value, !members.isEmpty else { return nil }
    var words: [(word: String, token: UInt32)] = []
    words.reserveCapacity(members.count)
    for member in members {
      guard let token = member.node.value.token else { return nil }
      words.append((member.key, token))
    }
    return words
  }

  private static func merges(_ value: JSONValue?) -> [(left: String, right: String)]? {
    guard let lines = value?.elements else { return nil }
    var pairs: [(left: String, right: String)] = []
    pairs.reserveCapacity(lines.count)
    for line in lines {
      let parts =
        line.string.map { $0.split(separator: " ", omittingEmptySubsequences: false).map(String.init) }
        ?? line.elements?.compactMap(\.string) ?? []
      guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
      pairs.append((parts[0], parts[1]))
    }
    return pairs
  }
}

extension JSONValue {
  fileprivate subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.node.value
  }

  fileprivate var elements: [JSONValue]? {
    guard case .array(let nodes) = self else { return nil }
    return nodes.map(\.value)
  }

  fileprivate var string: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  fileprivate var token: UInt32? {
    guard case .number(_, let integer) = self else { return nil }
    return integer.flatMap { UInt32(exactly: $0) }
  }
}
