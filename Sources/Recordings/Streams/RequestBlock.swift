import Simulation
import Traffic

/// Requests as bytes: a few thousand at a time, each column behind the other, with a hash over all.
///
/// The header: what the block holds (u32), how many requests (u32), bytes behind the header and XXH64 of all but itself
/// (u64 each). All numbers are little-endian.
enum RequestBlock {
  /// What a block holds.
  enum Content: UInt32 {
    case requests = 0x5145_5253
    /// Tables of the whole stream.
    case tables = 0x4C42_5453
    /// What is known of the whole stream, in JSON.
    case facts = 0x5443_4653
  }

  /// A block's header.
  struct Header {
    var content: Content
    var count: Int
    var bytes: Int
    var hash: UInt64
  }

  /// Requests of a block.
  static let requests = 4096
  /// Prefix blocks of its requests, at most, unless it has one request.
  static let prefixBlocks = 1 << 22
  /// A block with more of them is none of ours.
  static let mostPrefixBlocks = 1 << 24
  /// Bytes of a header.
  static let headerBytes = 24
  /// A block with more bytes is none of ours.
  static let mostBytes = 1 << 31

  /// A block of some requests of a stream, in their order.
  static func bytes(of stream: QueryStream, _ order: ArraySlice<Int>) -> [UInt8] {
    var payload: [UInt8] = []
    payload.reserveCapacity(order.count * 64)
    for column in RequestColumn.allCases {
      guard let values = column.values(of: stream, order) else { continue }
      PackedColumn.append(values, as: column.rawValue, to: &payload)
    }
    return bytes(.requests, count: order.count, payload)
  }

  /// A block with its header.
  static func bytes(_ content: Content, count: Int, _ payload: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(headerBytes + payload.count)
    bytes.appendLittleEndian(content.rawValue)
    bytes.appendLittleEndian(UInt32(count))
    bytes.appendLittleEndian(UInt64(payload.count))
    bytes.appendLittleEndian(hash(bytes[...], payload[...]))
    return bytes + payload
  }

  private static func hash(_ start: ArraySlice<UInt8>, _ payload: ArraySlice<UInt8>) -> UInt64 {
    var hash = XXHash64()
    start.withUnsafeBytes { hash.combine($0) }
    payload.withUnsafeBytes { hash.combine($0) }
    return hash.value
  }

  /// The header that bytes hold.
  static func header(_ bytes: [UInt8]) throws(PackedColumnReader.Fault) -> Header {
    let (code, count, length, hash) = bytes.withUnsafeBytes { bytes in
      (
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt32.self)),
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: 4, as: UInt32.self)),
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self))
      )
    }
    guard let content = Content(rawValue: code), length < UInt64(mostBytes) else {
      throw PackedColumnReader.Fault(reason: "its beginning is that of no block")
    }
    return Header(content: content, count: Int(count), bytes: Int(length), hash: hash)
  }

  /// Checks the bytes of a block against its hash.
  static func check(_ header: Header, _ start: [UInt8], _ payload: [UInt8]) throws(PackedColumnReader.Fault) {
    guard hash(start[..<16], payload[...]) == header.hash else {
      throw PackedColumnReader.Fault(reason: "its hash is another")
    }
  }

  /// Appends the requests of a block to a stream that holds others or none.
  ///
  /// - Returns: what the numbers say of the stream's counts is not checked here.
  static func append(_ payload: [UInt8], count: Int, to stream: inout QueryStream)
    throws(PackedColumnReader.Fault)
  {
    guard count <= RequestBlock.requests else {
      throw PackedColumnReader.Fault(reason: "it has \(count) requests")
    }
    let before = stream.count
    var reader = try PackedColumnReader(payload[...])
    var last: UInt16 = 0
    var blocks = 0
    while let (code, numbers) = reader.next {
      guard let column = RequestColumn(rawValue: code), code > last else {
        throw PackedColumnReader.Fault(reason: "column \(code) is unknown or stands twice")
      }
      last = code
      guard numbers == (column.isByRequest ? count : blocks) else {
        throw PackedColumnReader.Fault(reason: "the column '\(column)' has \(numbers) numbers")
      }
      let values = try reader.values()
      if column == .blockCount {
        guard values.allSatisfy({ (0...Int64(RequestBlock.mostPrefixBlocks)).contains($0) }) else {
          throw PackedColumnReader.Fault(reason: "a request has too many prefix blocks")
        }
        blocks = values.reduce(0) { $0 + Int($1) }
        guard blocks <= RequestBlock.mostPrefixBlocks else {
          throw PackedColumnReader.Fault(reason: "it has \(blocks) prefix blocks")
        }
      }
      guard column.append(values, to: &stream, before: before) else {
        throw PackedColumnReader.Fault(reason: "the column '\(column)' has a number that it cannot hold")
      }
    }
    let all = before + count
    guard stream.arrival.count == all, stream.prompt.count == all, stream.intent.count == all,
      stream.user.count == all, stream.systemPrompt.count == all, stream.systemTokens.count == all,
      stream.contextTokens.count == all, stream.userTokens.count == all, stream.outputTokens.count == all,
      stream.latentDifficulty.count == all, stream.marks.count == all
    else { throw PackedColumnReader.Fault(reason: "a column is missing") }
  }
}
