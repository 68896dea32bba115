/// The binary trace format of libCacheSim: 24-byte little-endian records.
///
/// A record is the time (u32), the key (u64), the size (u32) and the index of the next request to the key
/// (i64). The trace computes its own next indices, since some records are left out.
public enum OracleGeneral {
  /// The length of one record.
  public static let recordBytes = 24
}

extension CacheTrace {
  /// Reads the records of an oracleGeneral buffer; requests of size 0 are left out, as libCacheSim does.
  ///
  /// - Throws: ``EvictionError/truncatedRecord(record:bytes:)`` when the buffer ends inside a record.
  /// - Complexity: O(bytes).
  public init(oracleGeneral bytes: RawSpan) throws(EvictionError) {
    let records = bytes.byteCount / OracleGeneral.recordBytes
    let rest = bytes.byteCount % OracleGeneral.recordBytes
    guard rest == 0 else { throw .truncatedRecord(record: records, bytes: rest) }
    var builder = CacheTraceBuilder(expectedRequests: records, hasSizes: true)
    for record in 0..<records {
      let start = record * OracleGeneral.recordBytes
      let key = UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start + 4, as: UInt64.self))
      let size = UInt32(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: start + 12, as: UInt32.self))
      if size > 0 { try builder.append(key, size: size) }
    }
    self = builder.finish()
  }

  /// Reads the records of an oracleGeneral file's bytes.
  public init(oracleGeneral bytes: [UInt8]) throws(EvictionError) {
    try self.init(oracleGeneral: bytes.span.bytes)
  }
}
