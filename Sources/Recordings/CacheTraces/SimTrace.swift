import CacheTraces
import Declarations
import Simulation
import Traffic

#if _endian(big)
  #error("The columns of a .simtrace file are little-endian in memory.")
#endif

/// The binary form of a cache trace of our own: a header, then the columns as they lie in memory.
///
/// All numbers are little-endian. The header: 8 bytes of magic, version (u32), number of columns (u32), requests,
/// keys, bytes of the file, content hash, 0, and the XXH64 of the header without itself (u64 each); then for each
/// column its kind (u32), the bytes of an element (u32), where it begins, its bytes and their XXH64 (u64 each).
/// Header and columns begin at multiples of 64, with zeros between.
enum SimTrace {
  /// The first bytes; damaged where a transfer changes line ends or the eighth bit.
  static let magic: [UInt8] = [0x89, 0x53, 0x49, 0x4D, 0x54, 0x52, 0x0D, 0x0A]
  /// The version that is written, and the only one that is read.
  static let version: UInt32 = 1
  /// What every part begins at a multiple of.
  static let alignment = 64
  /// Bytes of the header before the table of columns.
  static let fixedBytes = 64
  /// Bytes of a column in the table.
  static let entryBytes = 32

  /// What a column holds.
  enum Kind: UInt32, CaseIterable {
    case keys = 1
    case sizes, times, costs, tokens, identities, next

    /// Bytes of one element.
    var width: Int {
      switch self {
      case .times, .identities: 8
      case .keys, .sizes, .costs, .tokens, .next: 4
      }
    }
  }

  /// A column in the table.
  struct Entry: Equatable {
    var kind: Kind
    var offset: Int
    var bytes: Int
    var hash: UInt64
  }

  /// What stands before the columns.
  struct Header: Equatable {
    var requests: Int
    var keys: Int
    var fileBytes: Int
    var entries: [Entry]

    /// The hash of all columns but the next indices, which the keys decide.
    var contentHash: UInt64 {
      var bytes: [UInt8] = []
      bytes.appendLittleEndian(UInt64(requests))
      bytes.appendLittleEndian(UInt64(keys))
      for entry in entries where entry.kind != .next {
        bytes.appendLittleEndian(UInt64(entry.kind.rawValue))
        bytes.appendLittleEndian(entry.hash)
      }
      return bytes.withUnsafeBytes(XXHash64.hash)
    }

    /// The elements of a column.
    func count(of kind: Kind) -> Int { kind == .identities ? keys : requests }
  }

  /// The next multiple of the alignment.
  static func aligned(_ place: Int) -> Int { (place + alignment - 1) / alignment * alignment }
}

extension SimTrace.Header {
  /// The header of a trace, which hashes every column.
  init(_ trace: CacheTrace, withNext: Bool) {
    requests = trace.count
    keys = trace.keyCount
    entries = []
    for kind in SimTrace.Kind.allCases where kind != .next || withNext {
      if let hash = trace.withColumn(kind, XXHash64.hash) {
        entries.append(SimTrace.Entry(kind: kind, offset: 0, bytes: 0, hash: hash))
      }
    }
    fileBytes = SimTrace.aligned(SimTrace.fixedBytes + entries.count * SimTrace.entryBytes)
    for place in entries.indices {
      entries[place].offset = fileBytes
      entries[place].bytes = count(of: entries[place].kind) * entries[place].kind.width
      fileBytes = SimTrace.aligned(fileBytes + entries[place].bytes)
    }
  }

  /// The header as it stands in a file, up to the first column.
  var bytes: [UInt8] {
    var bytes = SimTrace.magic
    bytes.appendLittleEndian(SimTrace.version)
    bytes.appendLittleEndian(UInt32(entries.count))
    for word in [requests, keys, fileBytes] { bytes.appendLittleEndian(UInt64(word)) }
    bytes.appendLittleEndian(contentHash)
    bytes.appendLittleEndian(UInt64(0))
    var table: [UInt8] = []
    for entry in entries {
      table.appendLittleEndian(entry.kind.rawValue)
      table.appendLittleEndian(UInt32(entry.kind.width))
      for word in [entry.offset, entry.bytes] { table.appendLittleEndian(UInt64(word)) }
      table.appendLittleEndian(entry.hash)
    }
    bytes.appendLittleEndian((bytes + table).withUnsafeBytes(XXHash64.hash))
    bytes += table
    return bytes + [UInt8](repeating: 0, count: SimTrace.aligned(bytes.count) - bytes.count)
  }
}

extension CacheTrace {
  /// The hash of everything that the trace holds, the same for every format it was read from.
  ///
  /// - Complexity: O(requests).
  package var contentHash: String {
    let digits = String(SimTrace.Header(self, withNext: false).contentHash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }

  /// Calls `body` with the bytes of a column; nil when the trace has no such column.
  func withColumn<Result>(
    _ kind: SimTrace.Kind, _ body: (UnsafeRawBufferPointer) -> Result
  ) -> Result? {
    switch kind {
    case .keys: keys.withUnsafeBytes(body)
    case .sizes: sizes?.withUnsafeBytes(body)
    case .times: columns.times?.withUnsafeBytes(body)
    case .costs: columns.costs?.withUnsafeBytes(body)
    case .tokens: columns.tokens?.withUnsafeBytes(body)
    case .identities: identities.isEmpty ? nil : identities.withUnsafeBytes(body)
    case .next: next.withUnsafeBytes(body)
    }
  }
}
