internal import CZstd

/// Decodes Zstandard (RFC 8878): every frame of the file, skippable ones left out, checksums checked.
///
/// A window above 128 MiB (`zstd --ultra --long=28` and more) is refused, so that memory stays bounded.
final class ZstdDecoder: ChunkDecoder {
  private let context: OpaquePointer
  private(set) var mayEnd = false

  init() {
    guard let context = ZSTD_createDCtx() else { preconditionFailure("zstd has no memory for a context") }
    self.context = context
  }

  deinit { ZSTD_freeDCtx(context) }

  var name: String { "zstd" }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> (consumed: Int, produced: Int) {
    // Between two frames a call without input would begin a frame that never comes.
    if mayEnd && input.isEmpty { return (0, 0) }
    var source = ZSTD_inBuffer(src: input.baseAddress, size: input.count, pos: 0)
    var target = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
    let status = ZSTD_decompressStream(context, &target, &source)
    if ZSTD_isError(status) != 0 {
      throw DecodeFault(reason: ZSTD_getErrorName(status).map { String(cString: $0) } ?? "unknown")
    }
    mayEnd = status == 0
    return (source.pos, target.pos)
  }
}
