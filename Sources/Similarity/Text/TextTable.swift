/// Many UTF-8 texts in one flat buffer.
package struct TextTable: Sendable {
  /// The texts, one after another, without separators.
  package private(set) var bytes: [UInt8] = []
  /// Text `i` is `bytes[offsets[i]..<offsets[i + 1]]`; always one longer than the number of texts.
  package private(set) var offsets: [Int] = [0]

  /// Creates an empty table.
  package init() {}

  /// Creates a table of the given texts.
  package init(_ texts: some Sequence<String>) {
    for text in texts { append(text) }
  }

  /// The number of texts.
  package var count: Int { offsets.count - 1 }

  /// Makes room for texts that are about to be appended.
  package mutating func reserve(texts: Int, bytes: Int) {
    offsets.reserveCapacity(texts + 1)
    self.bytes.reserveCapacity(bytes)
  }

  /// Appends a text as UTF-8.
  package mutating func append(_ text: String) {
    append(text.utf8)
  }

  /// Appends a text that is already UTF-8; what is not valid is kept as it is.
  package mutating func append(_ utf8: some Sequence<UInt8>) {
    bytes.append(contentsOf: utf8)
    offsets.append(bytes.count)
  }

  /// The text at an index, with invalid UTF-8 repaired.
  ///
  /// - Complexity: O(length of the text).
  package subscript(index: Int) -> String {
    String(decoding: bytes[offsets[index]..<offsets[index + 1]], as: UTF8.self)
  }

  /// Calls `body` with the bytes of one text.
  package func withBytes<R>(of index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> R) -> R {
    bytes.withUnsafeBufferPointer { body(.init(rebasing: $0[offsets[index]..<offsets[index + 1]])) }
  }
}
