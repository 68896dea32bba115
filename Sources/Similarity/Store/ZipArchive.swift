internal import CZlib
internal import Declarations

/// A zip archive in memory, such as a Python wheel: single files are taken out, checked against their CRC.
///
/// Stored and deflated files are read; encrypted ones and archives that need 64-bit sizes are refused.
struct ZipArchive {
  /// A file of the archive, as its directory states it.
  struct Entry: Equatable {
    var name: String
    var method: Int
    var isEncrypted: Bool
    var checksum: UInt32
    var packedSize: Int
    var size: Int
    /// Where its local header begins.
    var offset: Int
  }

  /// The files, in the order of the directory.
  let entries: [Entry]
  private let bytes: [UInt8]
  private let path: String

  /// Reads the directory of an archive.
  ///
  /// - Throws: a `Diagnostic` of kind `badInput` that says what is malformed.
  init(_ bytes: [UInt8], path: String) throws(Diagnostic) {
    self.bytes = bytes
    self.path = path
    func fault(_ message: String) -> Diagnostic { Diagnostic(message, file: path) }
    let view = ByteView(bytes)
    // The end record is 22 bytes and a comment of at most 65,535.
    var end = bytes.count - 22
    let first = max(0, end - 65_535)
    while end >= first, view.number32(end) != 0x0605_4b50 { end -= 1 }
    guard end >= first, let count = view.number16(end + 10), let size = view.number32(end + 12),
      let start = view.number32(end + 16)
    else { throw fault("is no zip archive, or is cut short: it has no directory at its end") }
    guard count != 0xffff, start != 0xffff_ffff, size != 0xffff_ffff else {
      throw fault("is a zip archive with 64-bit sizes, which this reader does not know")
    }
    guard start + size <= end else { throw fault("the zip directory lies beyond the file") }
    var entries: [Entry] = []
    var place = start
    for index in 0..<count {
      guard let entry = Self.entry(view, at: &place, limit: start + size) else {
        throw fault("entry \(index + 1) of \(count) in the zip directory is malformed")
      }
      entries.append(entry)
    }
    self.entries = entries
  }

  /// The contents of a file.
  ///
  /// - Parameter limit: the most bytes it may have.
  /// - Throws: a `Diagnostic` of kind `badInput`: it is missing, too large, damaged or packed in another way.
  func contents(of name: String, limit: Int) throws(Diagnostic) -> [UInt8] {
    func fault(_ message: String) -> Diagnostic { Diagnostic("'\(name)' \(message)", file: path) }
    guard let entry = entries.first(where: { $0.name == name }) else {
      throw fault("is not in the archive")
    }
    guard !entry.isEncrypted else { throw fault("is encrypted") }
    guard entry.size <= limit else { throw fault("has \(entry.size) bytes; at most \(limit) were expected") }
    let view = ByteView(bytes)
    guard view.number32(entry.offset) == 0x0403_4b50, let nameLength = view.number16(entry.offset + 26),
      let extraLength = view.number16(entry.offset + 28)
    else { throw fault("has no local header where the directory says") }
    let start = entry.offset + 30 + nameLength + extraLength
    guard start + entry.packedSize <= bytes.count else { throw fault("lies beyond the end of the file") }
    let contents: [UInt8]
    switch entry.method {
    case 0 where entry.packedSize == entry.size: contents = Array(bytes[start..<start + entry.size])
    case 8:
      guard let inflated = inflate(start..<start + entry.packedSize, size: entry.size) else {
        throw fault("cannot be unpacked: its deflated data is damaged")
      }
      contents = inflated
    default: throw fault("is packed with method \(entry.method); stored or deflated was expected")
    }
    let checksum = contents.withUnsafeBufferPointer { crc32_z(0, $0.baseAddress, $0.count) }
    guard UInt32(truncatingIfNeeded: checksum) == entry.checksum else {
      throw fault("does not match its CRC: the archive is damaged")
    }
    return contents
  }

  /// Unpacks raw deflate (RFC 1951) that must give exactly `size` bytes and use all of the input.
  private func inflate(_ range: Range<Int>, size: Int) -> [UInt8]? {
    var stream = z_stream()
    guard inflateInit2_(&stream, -15, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
      return nil
    }
    defer { inflateEnd(&stream) }
    var isWhole = false
    // One byte more than expected, so that a longer file is seen.
    var contents = [UInt8](unsafeUninitializedCapacity: size + 1) { output, produced in
      bytes.withUnsafeBufferPointer { input in
        stream.next_in = UnsafeMutablePointer(mutating: input.baseAddress.map { $0 + range.lowerBound })
        stream.avail_in = UInt32(range.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(size + 1)
        let status = CZlib.inflate(&stream, Z_FINISH)
        isWhole = status == Z_STREAM_END && stream.avail_in == 0 && stream.avail_out == 1
        produced = size + 1 - Int(stream.avail_out)
      }
    }
    guard isWhole else { return nil }
    if contents.count > size { contents.removeLast(contents.count - size) }
    return contents
  }

  private static func entry(_ view: ByteView, at place: inout Int, limit: Int) -> Entry? {
    guard view.number32(place) == 0x0201_4b50, let flags = view.number16(place + 8),
      let method = view.number16(place + 10), let checksum = view.number32(place + 16),
      let packedSize = view.number32(place + 20), let size = view.number32(place + 24),
      let nameLength = view.number16(place + 28), let extraLength = view.number16(place + 30),
      let commentLength = view.number16(place + 32), let offset = view.number32(place + 42)
    else { return nil }
    let nameStart = place + 46
    place = nameStart + nameLength + extraLength + commentLength
    guard place <= limit, packedSize != 0xffff_ffff, size != 0xffff_ffff, offset != 0xffff_ffff else {
      return nil
    }
    let name = String(decoding: view.bytes[nameStart..<nameStart + nameLength], as: UTF8.self)
    return Entry(
      name: name, method: method, isEncrypted: flags & 1 != 0, checksum: UInt32(checksum),
      packedSize: packedSize, size: size, offset: offset)
  }
}

/// Little-endian numbers in bytes; nil beyond their end.
private struct ByteView {
  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func number16(_ place: Int) -> Int? {
    guard place >= 0, place + 2 <= bytes.count else { return nil }
    return Int(bytes[place]) | Int(bytes[place + 1]) << 8
  }

  func number32(_ place: Int) -> Int? {
    guard let low = number16(place), let high = number16(place + 2) else { return nil }
    return low | high << 16
  }
}
