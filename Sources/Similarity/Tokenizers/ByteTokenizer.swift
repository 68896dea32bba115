package import Declarations

/// Splits texts into the tokens of OpenAI's models: bytes whose neighbours are merged as long as they make a token, the
/// token learnt first before all others.
///
/// Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units", 2016, on bytes. Names of
/// special tokens in a text are text. Counts are those of OpenAI's `tiktoken`, to which a test holds them.
package struct ByteTokenizer: TextTokenizer {
  /// The number of tokens in the vocabulary.
  package let vocabularySize: Int

  private let form: TextPieces.Form
  private let trie: TokenTrie
  /// The token of each byte.
  private let bytes: [UInt32]
  private let merges: MergeTable

  /// Memory for the first text.
  package static var scratch: Scratch { Scratch() }

  /// What one thread works in.
  package struct Scratch {
    fileprivate var pieces = TextPieces()
    fileprivate var symbols: [UInt32] = []
    fileprivate var merger = PairMerger()

    package init() {}
  }

  /// Reads a vocabulary: a token a line, its bytes in Base64 and its number.
  ///
  /// - Throws: a `Diagnostic` of kind `badInput` at a line that is none, or when a byte has no token.
  package init(_ file: [UInt8], _ vocabulary: TokenCounter.Vocabulary, path: String) throws(Diagnostic) {
    var words: [(bytes: [UInt8], token: UInt32)] = []
    for (number, line) in file.split(separator: 0x0a).enumerated() {
      let parts = line.split(separator: 0x20)
      guard parts.count == 2, let word = ByteTokenizer.base64(parts[0]), !word.isEmpty,
        let token = UInt32(String(decoding: parts[1], as: UTF8.self)), token < 1 << 24
      else {
        throw Diagnostic(
          "is no token; its bytes in Base64 and its number were expected", file: path,
          position: SourcePosition(line: number + 1, column: 1))
      }
      words.append((word, token))
    }
    var trie = TokenTrie()
    for word in words { trie.insert(word.bytes, token: word.token) }
    var single: [UInt32] = []
    for byte in 0...UInt8.max {
      guard let token = trie.node(of: [byte]).flatMap({ trie.token(at: $0) }) else {
        throw Diagnostic("the vocabulary lacks a token for the byte \(byte)", file: path)
      }
      single.append(token)
    }
    // Every way to cut a token into two others is a merge that makes it: which bytes they have is all that counts.
    var pairs: [(left: UInt32, right: UInt32, token: UInt32)] = []
    for word in words where word.bytes.count > 1 {
      var node: TokenTrie.Node = 0
      for cut in 1..<word.bytes.count {
        guard let next = trie.child(of: node, word.bytes[cut - 1]) else { break }
        node = next
        guard let left = trie.token(at: node),
          let right = trie.node(of: word.bytes[cut...]).flatMap({ trie.token(at: $0) })
        else { continue }
        pairs.append((left, right, word.token))
      }
    }
    var merges = MergeTable(count: pairs.count)
    for pair in pairs { merges.insert(pair.left, pair.right, rank: pair.token, token: pair.token) }
    form = vocabulary.form
    self.trie = trie
    self.merges = merges
    bytes = single
    vocabularySize = words.count
  }

  /// Appends the tokens of a text; none for an empty one.
  ///
  /// - Parameter scratch: is reused from text to text.
  /// - Complexity: O(n log n) in the length of the longest piece.
  package func encode(
    _ text: UnsafeBufferPointer<UInt8>, into tokens: inout [UInt32], scratch: inout Scratch
  ) {
    scratch.pieces.take(text)
    let pieces = scratch.pieces
    pieces.forEach(form) { range in
      let piece = UnsafeBufferPointer(rebasing: text[range])
      if let token = trie.node(of: piece).flatMap({ trie.token(at: $0) }) {
        tokens.append(token)
        return
      }
      scratch.symbols.removeAll(keepingCapacity: true)
      for byte in piece { scratch.symbols.append(bytes[Int(byte)]) }
      scratch.merger.merge(&scratch.symbols, by: merges)
      tokens.append(contentsOf: scratch.symbols)
    }
  }

  /// The bytes of a word in Base64 (RFC 4648), or nil.
  private static func base64(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.count % 4 == 0 else { return nil }
    var (bits, count) = (UInt32(0), 0)
    var word: [UInt8] = []
    for byte in text {
      let value: UInt8
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - 65
      case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - 71
      case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte + 4
      case UInt8(ascii: "+"): value = 62
      case UInt8(ascii: "/"): value = 63
      case UInt8(ascii: "="): continue
      default: return nil
      }
      bits = bits << 6 | UInt32(value)
      count += 6
      guard count >= 8 else { continue }
      count -= 8
      word.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      bits &= (1 << UInt32(count)) - 1
    }
    return word
  }
}
