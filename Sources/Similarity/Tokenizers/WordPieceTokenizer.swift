package import Declarations

/// Splits texts into the word pieces of uncased BERT.
///
/// Words are cut greedily into the longest pieces of the vocabulary (Wu et al., "Google's Neural Machine
/// Translation System", 2016); a word of more than 100 characters, or one that cannot be cut, is `[UNK]`. The
/// names of special tokens in a text stand for those tokens, as in the model's own tokenizer. Broken UTF-8 is
/// dropped.
package struct WordPieceTokenizer: TextTokenizer {
  /// The most characters of a word that is looked up.
  static let longestWord = 100

  /// The most tokens of a text, with the two that frame it; the rest of the text is cut off.
  package let limit: Int
  /// The number of words in the vocabulary.
  package let vocabularySize: Int

  private let trie: TokenTrie
  /// Where pieces that go on with a word begin.
  private let continuation: TokenTrie.Node
  private let special: [(name: [UInt8], token: UInt32)]
  private let unknown: UInt32
  private let first: UInt32
  private let last: UInt32

  /// Reads a vocabulary: a word a line, whose number is its token.
  ///
  /// - Throws: a `Diagnostic` of kind `badInput` when a special token or the pieces that go on with a word are
  ///   missing, or a word stands twice.
  package init(vocabulary bytes: [UInt8], path: String, limit: Int = 256) throws(Diagnostic) {
    precondition(limit >= 2, "a text is framed by two tokens")
    var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    if lines.last?.isEmpty ?? false { lines.removeLast() }
    var trie = TokenTrie()
    for (token, line) in lines.enumerated() {
      let word = line.last == 0x0d ? line.dropLast() : line
      guard !word.isEmpty, trie.node(of: word).flatMap({ trie.token(at: $0) }) == nil else {
        throw Diagnostic(
          word.isEmpty ? "an empty line; a word was expected" : "a word that stands twice", file: path,
          position: SourcePosition(line: token + 1, column: 1))
      }
      trie.insert(word, token: UInt32(token))
    }
    var special: [(name: [UInt8], token: UInt32)] = []
    for name in ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] {
      guard let token = trie.node(of: name.utf8).flatMap({ trie.token(at: $0) }) else {
        throw Diagnostic("the vocabulary lacks '\(name)'", file: path)
      }
      special.append((Array(name.utf8), token))
    }
    guard let continuation = trie.node(of: "##".utf8) else {
      throw Diagnostic("the vocabulary has no piece that begins with '##'", file: path)
    }
    self.trie = trie
    self.continuation = continuation
    self.special = special
    self.limit = limit
    vocabularySize = lines.count
    unknown = special[1].token
    first = special[2].token
    last = special[3].token
  }

  /// Appends the tokens of a text, framed by `[CLS]` and `[SEP]`, at most `limit` of them.
  ///
  /// - Parameter scratch: is reused from text to text.
  /// - Complexity: O(n) in the length of the text; no more is read than gives `limit` tokens.
  package func encode(
    _ text: UnsafeBufferPointer<UInt8>, into tokens: inout [UInt32], scratch: inout Scratch
  ) {
    let end = tokens.count + limit - 1
    tokens.append(first)
    scratch.clear()
    var place = 0
    while place < text.count, tokens.count < end {
      let byte = text[place]
      if byte == UInt8(ascii: "["), let found = specialToken(text, at: place) {
        flushMarks(&scratch, into: &tokens)
        flushWord(&scratch, into: &tokens)
        tokens.append(found.token)
        place += found.length
      } else if byte < 0x80, scratch.marks.isEmpty {
        append(ascii: byte, &scratch, into: &tokens)
        place += 1
      } else {
        append(nextScalar(text, at: &place), &scratch, into: &tokens)
      }
    }
    if tokens.count < end {
      flushMarks(&scratch, into: &tokens)
      flushWord(&scratch, into: &tokens)
    }
    if tokens.count > end { tokens.removeLast(tokens.count - end) }
    tokens.append(last)
  }

  private func specialToken(_ text: UnsafeBufferPointer<UInt8>, at place: Int) -> (
    token: UInt32, length: Int
  )? {
    for (name, token) in special
    where place + name.count <= text.count && text[place..<place + name.count].elementsEqual(name) {
      return (token, name.count)
    }
    return nil
  }

  @inline(__always)
  private func append(ascii byte: UInt8, _ scratch: inout Scratch, into tokens: inout [UInt32]) {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      scratch.append(byte)
    case UInt8(ascii: "A")...UInt8(ascii: "Z"):
      scratch.append(byte | 0x20)
    case 0x20, 0x09, 0x0a, 0x0d:
      flushWord(&scratch, into: &tokens)
    case 0..<0x20, 0x7f: break
    default:
      flushWord(&scratch, into: &tokens)
      scratch.append(byte)
      flushWord(&scratch, into: &tokens)
    }
  }

  /// Cleans a character, takes it apart and appends what is left of it.
  private func append(_ scalar: Unicode.Scalar, _ scratch: inout Scratch, into tokens: inout [UInt32]) {
    let parts = scratch.parts(of: scalar)
    for part in parts {
      // Marks of one letter are put into canonical order before they are looked at.
      if part.combiningClass != 0 {
        scratch.marks.append(part)
        continue
      }
      flushMarks(&scratch, into: &tokens)
      append(part, &scratch, into: &tokens)
    }
  }

  private func append(_ part: Scratch.Part, _ scratch: inout Scratch, into tokens: inout [UInt32]) {
    switch part.role {
    case .letter: scratch.append(part)
    case .space: flushWord(&scratch, into: &tokens)
    case .alone:
      flushWord(&scratch, into: &tokens)
      scratch.append(part)
      flushWord(&scratch, into: &tokens)
    case .dropped: break
    }
  }

  private func flushMarks(_ scratch: inout Scratch, into tokens: inout [UInt32]) {
    guard !scratch.marks.isEmpty else { return }
    let marks = scratch.marks.enumerated().sorted {
      ($0.element.combiningClass, $0.offset) < ($1.element.combiningClass, $1.offset)
    }
    scratch.marks.removeAll(keepingCapacity: true)
    for (_, mark) in marks { append(mark, &scratch, into: &tokens) }
  }

  /// Cuts the word that has come together into pieces.
  private func flushWord(_ scratch: inout Scratch, into tokens: inout [UInt32]) {
    guard scratch.characters > 0 else { return }
    let begin = tokens.count
    let isShort = scratch.characters <= Self.longestWord
    let isCut =
      isShort
      && scratch.word.withUnsafeBufferPointer { word in
        var place = 0
        while place < word.count {
          guard let piece = trie.longest(word, from: place, below: place == 0 ? 0 : continuation) else {
            return false
          }
          tokens.append(piece.token)
          place = piece.end
        }
        return true
      }
    if !isCut {
      tokens.removeLast(tokens.count - begin)
      tokens.append(unknown)
    }
    scratch.clearWord()
  }
}
