import CacheTraces
import Declarations

/// Reads oracleGeneral records; requests of size 0 are left out.
final class OracleGeneralSource: RequestSource {
  let columns: TraceWants = [.sizes, .times, .identities]
  let expectedRequests: Int
  private(set) var dropped: [DroppedRows] = []
  private var window: ByteWindow
  private var records = 0

  init(_ window: consuming ByteWindow) {
    expectedRequests = window.expectedRecords(of: OracleGeneral.recordBytes)
    self.window = window
  }

  func fill(_ batch: RequestBatch) throws(Diagnostic) {
    batch.count = 0
    while !batch.isFull {
      let whole = min(window.count / OracleGeneral.recordBytes, batch.room - batch.count)
      if whole == 0 {
        if window.isAtEnd { break }
        try window.more()
        continue
      }
      let kept = window.withBytes { take(whole, of: $0.bytes, into: batch) }
      dropped.add(DroppedRows.sizeZero, whole - kept)
      records += whole
      window.add(records: whole)
      window.drop(whole * OracleGeneral.recordBytes)
    }
    guard batch.count == 0, window.count > 0 else { return }
    let error = EvictionError.truncatedRecord(record: records, bytes: window.count)
    throw Diagnostic("\(error) (records count from 0)", file: window.path)
  }

  /// Adds whole records to a batch that has room for them; returns how many had a size.
  private func take(_ records: Int, of bytes: RawSpan, into batch: RequestBatch) -> Int {
    let length = OracleGeneral.recordBytes
    precondition(records * length <= bytes.byteCount && batch.count + records <= batch.room)
    let first = batch.count
    var place = first
    for start in stride(from: 0, to: records * length, by: length) {
      let size = UInt32(
        littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start + 12, as: UInt32.self))
      batch.keys[place] = UInt64(
        littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start + 4, as: UInt64.self))
      batch.sizes?[place] = size
      if let times = batch.times {
        let seconds = bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: start, as: UInt32.self)
        times[place] = 1000 * Int64(UInt32(littleEndian: seconds))
      }
      // A request of size 0 is overwritten by the next.
      place += size == 0 ? 0 : 1
    }
    batch.count = place
    return place - first
  }
}
