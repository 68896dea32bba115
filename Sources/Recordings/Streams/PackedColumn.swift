/// Numbers of one column as bytes: the least of them, and what each has more in as few bytes as the greatest wants.
///
/// All numbers are little-endian: the column (u16), bytes of a number (u8: 0, 1, 2, 4 or 8), 0 (u8), how many numbers
/// (u32), the least (i64), then the differences. A column of equal numbers takes 16 bytes.
enum PackedColumn {
  /// Bytes before the differences.
  static let headerBytes = 16

  /// Appends a column.
  static func append(_ values: [Int64], as column: UInt16, to bytes: inout [UInt8]) {
    let least = values.min() ?? 0
    let spread = (values.max() ?? 0) &- least
    let width = width(of: UInt64(bitPattern: spread))
    bytes.appendLittleEndian(column)
    bytes.append(UInt8(width))
    bytes.append(0)
    bytes.appendLittleEndian(UInt32(values.count))
    bytes.appendLittleEndian(UInt64(bitPattern: least))
    if width == 0 { return }
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: values.count * width))
    bytes.withUnsafeMutableBytes { bytes in
      func store<Word: FixedWidthInteger & UnsignedInteger>(_: Word.Type) {
        for (place, value) in values.enumerated() {
          bytes.storeBytes(
            of: Word(truncatingIfNeeded: value &- least), toByteOffset: start + place * width, as: Word.self)
        }
      }
      switch width {
      case 1: store(UInt8.self)
      case 2: store(UInt16.self)
      case 4: store(UInt32.self)
      default: store(UInt64.self)
      }
    }
  }

  private static func width(of spread: UInt64) -> Int {
    switch spread {
    case 0: 0
    case ..<(1 << 8): 1
    case ..<(1 << 16): 2
    case ..<(1 << 32): 4
    default: 8
    }
  }
}

/// Reads columns that ``PackedColumn`` has written, one after the other.
struct PackedColumnReader {
  /// What cannot be read, as the end of a sentence.
  struct Fault: Error {
    let reason: String
  }

  private let bytes: ArraySlice<UInt8>
  private var place: Int
  /// The column that comes next; nil behind the last.
  private(set) var next: (column: UInt16, count: Int)?
  private var width = 0
  private var least: Int64 = 0

  /// A reader of bytes.
  init(_ bytes: ArraySlice<UInt8>) throws(Fault) {
    self.bytes = bytes
    place = bytes.startIndex
    try advance()
  }

  private mutating func advance() throws(Fault) {
    next = nil
    if place == bytes.endIndex { return }
    guard bytes.endIndex - place >= PackedColumn.headerBytes else {
      throw Fault(reason: "a column lacks its beginning")
    }
    let place = place - bytes.startIndex
    let (column, width, zero, count, least) = bytes.withUnsafeBytes { bytes in
      (
        UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt16.self)), bytes[place + 2],
        bytes[place + 3],
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 4, as: UInt32.self)),
        Int64(littleEndian: bytes.loadUnaligned(fromByteOffset: place + 8, as: Int64.self))
      )
    }
    guard [0, 1, 2, 4, 8].contains(width), zero == 0 else {
      throw Fault(reason: "a column has numbers of \(width) bytes")
    }
    self.place += PackedColumn.headerBytes
    guard Int(count) * Int(width) <= bytes.endIndex - self.place else {
      throw Fault(reason: "a column goes on behind its end")
    }
    (self.width, self.least) = (Int(width), least)
    next = (column, Int(count))
  }

  /// The numbers of the column, and on to the next one.
  ///
  /// - Complexity: O(numbers).
  mutating func values() throws(Fault) -> [Int64] {
    guard let count = next?.count else { return [] }
    let (start, width, least) = (place - bytes.startIndex, width, least)
    let values: [Int64] = bytes.withUnsafeBytes { bytes in
      func load<Word: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(_: Word.Type) -> [Int64] {
        [Int64](unsafeUninitializedCapacity: count) { target, filled in
          for place in 0..<count {
            let word = bytes.loadUnaligned(fromByteOffset: start + place * width, as: Word.self)
            target[place] = least &+ Int64(truncatingIfNeeded: Word(littleEndian: word))
          }
          filled = count
        }
      }
      switch width {
      case 0: return [Int64](repeating: least, count: count)
      case 1: return load(UInt8.self)
      case 2: return load(UInt16.self)
      case 4: return load(UInt32.self)
      default: return load(UInt64.self)
      }
    }
    place += count * width
    try advance()
    return values
  }
}
