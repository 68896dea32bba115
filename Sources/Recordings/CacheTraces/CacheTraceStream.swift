import CacheTraces
import Declarations

/// The requests of a file in chunks that share one space of dense keys, for traces larger than memory.
///
/// A chunk is a trace without identities whose `keyCount` counts the keys so far; a `ReplaySession` replays one after
/// the other. What grows with the file are the keys alone, by some 20 bytes each. Files of our own form and recorded
/// streams are read whole and handed out in parts.
public struct CacheTraceStream: ~Copyable {
  /// The number of distinct keys so far.
  public var keyCount: Int { builder.keyCount }

  private let path: String
  private let chunkRequests: Int
  private var batches: BatchReader
  private var builder: CacheTraceBuilder

  /// Opens a file.
  ///
  /// - Parameter chunkRequests: about how many requests a chunk has.
  /// - Throws: a `Diagnostic` when the file cannot be read or is of no known format.
  public init(_ file: CacheTraceFile, chunkRequests: Int = 1 << 20) throws(Diagnostic) {
    let source = try file.anySource()
    let wants = file.wants.intersection(source.columns)
    path = file.path
    self.chunkRequests = max(1, chunkRequests)
    batches = BatchReader(
      source, capacity: min(file.batchRequests, self.chunkRequests), wants: wants, limit: file.limit ?? .max,
      threads: file.threads)
    builder = CacheTraceBuilder(
      expectedRequests: self.chunkRequests, wants: wants, usesFirstSizes: file.usesFirstSizes)
  }

  /// The next requests, or nil at the end.
  ///
  /// - Throws: a `Diagnostic` with the file, and the line and column or the record.
  public mutating func next() throws(Diagnostic) -> CacheTrace? {
    while builder.count < chunkRequests, let batch = try batches.next() {
      do throws(EvictionError) { try builder.append(batch) } catch {
        throw Diagnostic("\(error)", file: path)
      }
    }
    return builder.count > 0 ? builder.takeChunk() : nil
  }
}

/// Hands out the requests of a trace that is in memory.
final class LoadedTraceSource: RequestSource {
  let columns: TraceWants
  let dropped: [DroppedRows] = []
  private let trace: CacheTrace
  private var request = 0

  init(_ trace: CacheTrace) {
    self.trace = trace
    var columns: TraceWants = [.identities]
    if trace.sizes != nil { columns.insert(.sizes) }
    if trace.columns.times != nil { columns.insert(.times) }
    if trace.columns.costs != nil { columns.insert(.costs) }
    if trace.columns.tokens != nil { columns.insert(.tokens) }
    self.columns = columns
  }

  var expectedRequests: Int { trace.count }

  func fill(_ batch: RequestBatch) throws(Diagnostic) {
    batch.count = 0
    while !batch.isFull, request < trace.count {
      let key = trace.keys[request]
      batch.append(
        trace.identities.isEmpty ? UInt64(key) : trace.identities[Int(key)],
        size: trace.sizes?[request] ?? 1, time: trace.columns.times?[request] ?? 0,
        cost: trace.columns.costs?[request] ?? 1, tokens: trace.columns.tokens?[request] ?? 0)
      request += 1
    }
  }
}
