/// Turns UTF-16 text with its byte-order mark, as spreadsheets and PowerShell write it, into UTF-8.
///
/// Half a pair of surrogates stays three bytes that are no UTF-8, so that its row is named.
final class UTF16Decoder: ChunkDecoder {
  private let inner: any ChunkDecoder
  private let isBigEndian: Bool
  /// What the inner decoder gave and was not taken yet.
  private var buffer = [UInt8](repeating: 0, count: 1 << 16)
  private var start = 0
  private var end = 0
  private var isAtMark = true
  /// The first byte of a unit whose second one did not come yet.
  private var half: UInt8?
  /// The first unit of a pair.
  private var high: UInt32?

  /// A decoder of what another one gives.
  init(_ inner: any ChunkDecoder, isBigEndian: Bool) {
    self.inner = inner
    self.isBigEndian = isBigEndian
  }

  /// A decoder around another one where its bytes are marked text of UTF-16; the other one elsewhere.
  ///
  /// - Parameters:
  ///   - input: the first bytes of the file.
  ///   - make: makes the inner decoder, of which one is used up to look at its first bytes.
  static func around(_ input: ArraySlice<UInt8>, _ make: () -> any ChunkDecoder) -> any ChunkDecoder {
    var start = [UInt8](repeating: 0, count: 64)
    let count = input.withUnsafeBytes { source in
      start.withUnsafeMutableBytes { (try? make().decode(source, into: $0))?.produced ?? 0 }
    }
    return UTF16Mark.isBigEndian(start[..<count]).map { UTF16Decoder(make(), isBigEndian: $0) } ?? make()
  }

  var name: String { inner.isTransparent ? "UTF-16" : inner.name }
  var mayEnd: Bool { inner.mayEnd && start == end && half == nil && high == nil }

  func decode(
    _ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) throws(DecodeFault) -> (consumed: Int, produced: Int) {
    var consumed = 0
    var produced = 0
    // A unit and what waited before it make six bytes at most.
    while produced + 6 <= output.count {
      if start == end {
        let step = try fill(UnsafeRawBufferPointer(rebasing: input[consumed...]))
        consumed += step
        if start == end { break }
      }
      let byte = buffer[start]
      start += 1
      guard let first = half else {
        half = byte
        continue
      }
      half = nil
      take(isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first)) {
        output[produced] = $0
        produced += 1
      }
    }
    return (consumed, produced)
  }

  private func fill(_ input: UnsafeRawBufferPointer) throws(DecodeFault) -> Int {
    start = 0
    end = 0
    var size = 0
    // Taken out, since the decoder and its buffer cannot be lent at once.
    var buffer: [UInt8] = []
    swap(&buffer, &self.buffer)
    defer { swap(&buffer, &self.buffer) }
    var consumed = 0
    repeat {
      let rest = UnsafeRawBufferPointer(rebasing: input[consumed...])
      let step = try buffer.withUnsafeMutableBufferPointer { (target) throws(DecodeFault) in
        try inner.decode(rest, into: UnsafeMutableRawBufferPointer(target))
      }
      consumed += step.consumed
      size = step.produced
      if step.consumed == 0 { break }
    } while size == 0 && consumed < input.count
    end = size
    return consumed
  }

  /// Takes a unit and writes the character that it completes.
  private func take(_ unit: UInt32, _ write: (UInt8) -> Void) {
    defer { isAtMark = false }
    if isAtMark, unit == 0xFEFF { return }
    if let first = high {
      high = nil
      if (0xDC00...0xDFFF).contains(unit) {
        let scalar = 0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00)
        write(UInt8(0xF0 | scalar >> 18))
        write(UInt8(0x80 | scalar >> 12 & 0x3F))
        write(UInt8(0x80 | scalar >> 6 & 0x3F))
        write(UInt8(0x80 | scalar & 0x3F))
        return
      }
      writeThree(first, write)
    }
    if (0xD800...0xDBFF).contains(unit) {
      high = unit
    } else if unit < 0x80 {
      write(UInt8(unit))
    } else if unit < 0x800 {
      write(UInt8(0xC0 | unit >> 6))
      write(UInt8(0x80 | unit & 0x3F))
    } else {
      writeThree(unit, write)
    }
  }

  private func writeThree(_ unit: UInt32, _ write: (UInt8) -> Void) {
    write(UInt8(0xE0 | unit >> 12))
    write(UInt8(0x80 | unit >> 6 & 0x3F))
    write(UInt8(0x80 | unit & 0x3F))
  }
}
