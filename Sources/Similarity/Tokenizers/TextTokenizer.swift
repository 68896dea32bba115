/// What makes tokens of texts.
package protocol TextTokenizer: Sendable {
  /// Memory that is used again from text to text.
  associatedtype Scratch

  /// Memory for the first text.
  static var scratch: Scratch { get }

  /// Puts the tokens of a text of UTF-8 behind others.
  func encode(_ text: UnsafeBufferPointer<UInt8>, into tokens: inout [UInt32], scratch: inout Scratch)
}

extension TextTokenizer {
  /// The tokens of a text.
  package func encode(_ text: String) -> [UInt32] {
    var tokens: [UInt32] = []
    var scratch = Self.scratch
    let bytes = Array(text.utf8)
    bytes.withUnsafeBufferPointer { encode($0, into: &tokens, scratch: &scratch) }
    return tokens
  }
}
