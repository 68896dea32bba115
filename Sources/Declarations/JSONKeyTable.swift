/// The names of members that were read so far, so that each is made a text and hashed once.
///
/// Records of one file have mostly the same names in the same order: the name that followed another one the last time is
/// compared with what is read before it is looked up.
package struct JSONKeyTable {
  /// A name of members.
  struct Name {
    /// The name.
    let text: String
    /// As `JSONMember.hash`.
    let hash: UInt64
    /// Where its bytes begin among those of all names.
    let start: Int
    /// How many there are.
    let count: Int
    /// The name that followed in the same object the last time; 0 is none.
    var next = 0
    /// The name that came first in the object under this one the last time; 0 is none.
    var first = 0
    /// How many members that object had.
    var members = 0
  }

  /// The names; the first stands for what lies under none.
  var names = [Name(text: "", hash: 0, start: 0, count: 0)]
  /// Room for texts whose bytes are not those of the file.
  var scratch: [UInt8] = []

  private var bytes: [UInt8] = []
  private var numbers: [UInt64: Int] = [:]

  /// The most names, and bytes of a name: an object may have any.
  private static let limit = (names: 4096, bytes: 128)

  /// No names.
  package init() {}

  /// Whether a name stands at a place, with the quote that ends it.
  ///
  /// - Complexity: O(length of the name).
  func stands(_ number: Int, in text: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
    let (start, count) = (names[number].start, names[number].count)
    guard place + count < text.count, text[place + count] == UInt8(ascii: "\"") else { return false }
    return bytes.withUnsafeBufferPointer { bytes in
      for index in 0..<count where bytes[start + index] != text[place + index] { return false }
      return true
    }
  }

  /// The number of a name, which is noted where there is room; 0 where there is none.
  ///
  /// - Complexity: O(length of the name) on average.
  mutating func number(of text: String) -> Int {
    let hash = JSONMember.hash(text)
    if let number = numbers[hash] { return names[number].text.utf8.elementsEqual(text.utf8) ? number : 0 }
    // Bytes that a file writes otherwise cannot be compared with it.
    guard names.count < JSONKeyTable.limit.names, text.utf8.count <= JSONKeyTable.limit.bytes,
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") })
    else { return 0 }
    numbers[hash] = names.count
    names.append(Name(text: text, hash: hash, start: bytes.count, count: text.utf8.count))
    bytes.append(contentsOf: text.utf8)
    return names.count - 1
  }
}
