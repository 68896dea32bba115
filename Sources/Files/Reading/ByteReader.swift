import Declarations

/// Reads a file, plain or compressed, in chunks of bounded size.
///
/// gzip and Zstandard are told by their first bytes, whatever the file is called. Text of UTF-16 with its mark is given as
/// UTF-8.
package struct ByteReader: ~Copyable {
  /// Bytes of a chunk, before and after decompression.
  package static let chunkBytes = 1 << 18

  /// Decoded bytes; `chunk[..<count]` holds the current ones.
  package private(set) var chunk: [UInt8] = []
  /// Bytes in the current chunk.
  package private(set) var count = 0
  /// Bytes decoded so far.
  package private(set) var decodedBytes = 0
  /// Records that the caller has read so far, for messages.
  package var records = 0

  private var file: RawFile
  private var raw = [UInt8](repeating: 0, count: ByteReader.chunkBytes)
  private var rawStart = 0
  private var rawEnd = 0
  private let decoder: any ChunkDecoder

  /// Opens a file and tells its compression.
  ///
  /// - Parameters:
  ///   - isHashed: whether the file's bytes are hashed as they are read.
  ///   - readsOnce: whether nobody opens the file again, so that a pipe may be read as it comes.
  /// - Throws: a `Diagnostic`: `.missingInput` when there is no such file, `.outputFailed` (74) when it
  ///   cannot be read.
  package init(path: String, isHashed: Bool = true, readsOnce: Bool = false) throws(Diagnostic) {
    var file = try RawFile(path: path, isHashed: isHashed, readsOnce: readsOnce)
    var raw = self.raw
    rawEnd = try ByteReader.readStart(&file, into: &raw)
    decoder = ByteReader.decoder(for: raw[..<rawEnd], path: path)
    self.raw = raw
    self.file = file
  }

  /// The path, as it was given.
  package var path: String { file.path }

  /// How the file is compressed: plain, gzip or zstd; UTF-16 for plain text that is so encoded.
  package var compression: String { decoder.name }

  /// Bytes of the file as it lies.
  package var fileBytes: Int { file.size }

  /// Decodes the next chunk.
  ///
  /// - Returns: whether there was one; false at the end of the file.
  /// - Throws: a `Diagnostic` of kind `.badInput` when compressed data is corrupt or ends early.
  package mutating func fill() throws(Diagnostic) -> Bool {
    if chunk.isEmpty { chunk = [UInt8](repeating: 0, count: ByteReader.chunkBytes) }
    // Taken out, since the reader and its chunk cannot be lent at once.
    var chunk: [UInt8] = []
    swap(&chunk, &self.chunk)
    defer { swap(&chunk, &self.chunk) }
    count = 0
    count = try chunk.withUnsafeMutableBufferPointer { (target) throws(Diagnostic) in
      try read(into: UnsafeMutableRawBufferPointer(target))
    }
    return count > 0
  }

  /// Decodes the next bytes into a buffer that has room.
  ///
  /// - Returns: how many; 0 at the end of the file.
  /// - Throws: as `fill`.
  package mutating func read(into target: UnsafeMutableRawBufferPointer) throws(Diagnostic) -> Int {
    while true {
      if rawStart == rawEnd && decoder.isTransparent {
        let count = try file.read(into: target)
        decodedBytes += count
        return count
      }
      let step = try decode(into: target)
      rawStart += step.consumed
      if step.produced > 0 {
        decodedBytes += step.produced
        return step.produced
      }
      if rawStart < rawEnd {
        if step.consumed == 0 { throw corrupt("is corrupt", "no progress") }
        continue
      }
      rawStart = 0
      rawEnd = try file.read(into: &raw)
      if rawEnd == 0 {
        if !decoder.mayEnd { throw corrupt("ends early", "the file is cut short") }
        return 0
      }
    }
  }

  /// Passes over decoded bytes; a file that is not compressed is not read there.
  ///
  /// - Returns: how many were passed over; fewer only at the end of the file.
  package mutating func skip(_ count: Int) throws(Diagnostic) -> Int {
    var skipped = 0
    while skipped < count {
      if rawStart == rawEnd && decoder.isTransparent {
        let step = try file.skip(count - skipped)
        decodedBytes += step
        return skipped + step
      }
      if chunk.isEmpty { chunk = [UInt8](repeating: 0, count: ByteReader.chunkBytes) }
      var chunk: [UInt8] = []
      swap(&chunk, &self.chunk)
      defer { swap(&chunk, &self.chunk) }
      let step = try chunk.withUnsafeMutableBufferPointer { (target) throws(Diagnostic) in
        let most = min(target.count, count - skipped)
        return try read(
          into: UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(rebasing: target[..<most])))
      }
      if step == 0 { break }
      skipped += step
    }
    return skipped
  }

  /// Reads the rest of the file for its hash alone.
  package mutating func skipRest() throws(Diagnostic) {
    repeat { rawEnd = try file.read(into: &raw) } while rawEnd > 0
    rawStart = 0
    count = 0
  }

  /// The hash of the file's bytes as they were read: its name and 16 hexadecimal digits.
  package var contentHash: String { "xxh64:" + file.hash.digits }

  private mutating func decode(
    into target: UnsafeMutableRawBufferPointer
  ) throws(Diagnostic) -> (consumed: Int, produced: Int) {
    let decoder = self.decoder
    let range = rawStart..<rawEnd
    do throws(DecodeFault) {
      return try raw.withUnsafeBufferPointer { (source) throws(DecodeFault) in
        try decoder.decode(
          UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: source[range])), into: target)
      }
    } catch {
      throw corrupt("is corrupt", error.reason)
    }
  }

  private func corrupt(_ what: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      "the \(decoder.name) data \(what) after \(decodedBytes) decompressed bytes and "
        + "\(records) complete records (\(reason))", file: path)
  }

  /// Reads the first bytes of a file, which must not be those of a format that nothing here reads.
  private static func readStart(_ file: inout RawFile, into raw: inout [UInt8]) throws(Diagnostic) -> Int {
    let count = try file.read(into: &raw)
    if let name = ForeignFormat.name(of: raw[..<count]) {
      let conversion = ForeignFormat.conversion(of: raw[..<count]).map { ", \($0)" } ?? ""
      throw Diagnostic("is \(name); plain text, gzip and zstd are read\(conversion)", file: file.path)
    }
    return count
  }

  /// Files too short for their first bytes to tell are taken at their name.
  private static func decoder(for start: ArraySlice<UInt8>, path: String) -> any ChunkDecoder {
    let isShort = start.count < 4
    if start.starts(with: [0x1F, 0x8B]) || (isShort && path.hasSuffix(".gz")) {
      return UTF16Decoder.around(start) { GzipDecoder() }
    }
    let isSkippable =
      start.count >= 4 && start[0] & 0xF0 == 0x50 && start[1...].starts(with: [0x2A, 0x4D, 0x18])
    if start.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) || isSkippable || (isShort && path.hasSuffix(".zst")) {
      return UTF16Decoder.around(start) { ZstdDecoder() }
    }
    return UTF16Decoder.around(start) { PlainDecoder() }
  }
}
