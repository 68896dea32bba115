/// Plain text with one key a line.
///
/// A key is any bytes. One that is a decimal number below 2^64, written without leading zeros, stands for that
/// number; any other key for a 64-bit hash of its bytes, so that two keys are confused with a probability of
/// about n² / 2^65.
public enum KeyLines {
  /// Returns the 64-bit key that stands for the bytes of one line, without its line end.
  ///
  /// - Complexity: O(bytes).
  public static func key(of line: RawSpan) -> UInt64 {
    number(of: line) ?? hash(of: line)
  }

  /// Returns the 64-bit key that stands for `line`.
  public static func key(of line: [UInt8]) -> UInt64 {
    key(of: line.span.bytes)
  }

  private static func number(of line: RawSpan) -> UInt64? {
    guard line.byteCount > 0 && line.byteCount <= 20 else { return nil }
    var value: UInt64 = 0
    for offset in line.byteOffsets {
      let digit = line.unsafeLoad(fromByteOffset: offset, as: UInt8.self) &- UInt8(ascii: "0")
      guard digit <= 9 && (digit > 0 || offset > 0 || line.byteCount == 1) else { return nil }
      let (scaled, tooLarge) = value.multipliedReportingOverflow(by: 10)
      let (sum, overflows) = scaled.addingReportingOverflow(UInt64(digit))
      if tooLarge || overflows { return nil }
      value = sum
    }
    return value
  }

  /// FNV-1a (Fowler, Noll, Vo), then mixed.
  private static func hash(of line: RawSpan) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for offset in line.byteOffsets {
      hash = (hash ^ UInt64(line.unsafeLoad(fromByteOffset: offset, as: UInt8.self))) &* 0x100_0000_01B3
    }
    return mixed(hash)
  }
}

extension CacheTrace {
  /// Reads one key a line; lines end in LF or CRLF, the last need not end, and blank lines are skipped.
  ///
  /// - Complexity: O(bytes).
  public init(keyLines bytes: RawSpan) throws(EvictionError) {
    var builder = CacheTraceBuilder()
    var start = 0
    while start < bytes.byteCount {
      var end = start
      while end < bytes.byteCount, bytes.unsafeLoad(fromByteOffset: end, as: UInt8.self) != UInt8(ascii: "\n")
      {
        end += 1
      }
      let following = end + 1
      if end > start, bytes.unsafeLoad(fromByteOffset: end - 1, as: UInt8.self) == UInt8(ascii: "\r") {
        end -= 1
      }
      if end > start { try builder.append(KeyLines.key(of: bytes.extracting(start..<end))) }
      start = following
    }
    self = builder.finish()
  }

  /// Reads one key a line from a text file's bytes.
  public init(keyLines bytes: [UInt8]) throws(EvictionError) {
    try self.init(keyLines: bytes.span.bytes)
  }
}
