internal import CZlib

/// Decodes gzip (RFC 1952): every member of the file, each checked against its CRC.
///
/// Zero bytes behind the last member are padding and skipped, as gzip(1) does; anything else is an error.
final class GzipDecoder: ChunkDecoder {
  private let stream: UnsafeMutablePointer<z_stream>
  private(set) var mayEnd = false

  init() {
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let status = inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
    precondition(status == Z_OK, "zlib has no memory for a window")
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  var name: String { "gzip" }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> (consumed: Int, produced: Int) {
    var padding = 0
    if mayEnd {
      while padding < input.count, input[padding] == 0 { padding += 1 }
      if padding == input.count { return (padding, 0) }
      mayEnd = false
    }
    let offered = input.count - padding
    let bytes = input.bindMemory(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress?.advanced(by: padding))
    stream.pointee.avail_in = UInt32(offered)
    stream.pointee.next_out = output.bindMemory(to: UInt8.self).baseAddress
    stream.pointee.avail_out = UInt32(output.count)
    let status = inflate(stream, Z_NO_FLUSH)
    let consumed = padding + offered - Int(stream.pointee.avail_in)
    let produced = output.count - Int(stream.pointee.avail_out)
    switch status {
    case Z_OK, Z_BUF_ERROR: break
    case Z_STREAM_END:
      mayEnd = true
      inflateReset(stream)
    default:
      // What was decoded before the fault is handed out first; zlib repeats the fault at the next call.
      if produced > 0 { break }
      throw DecodeFault(reason: stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)")
    }
    return (consumed, produced)
  }
}
