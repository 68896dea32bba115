import CacheTraces
import Declarations

/// Hands out the requests of a source in batches, which another thread may fill ahead.
///
/// The batches are the same, in the same order, whatever the number of threads.
struct BatchReader: ~Copyable {
  private var filler: BatchFiller
  private let batch: RequestBatch
  private var ahead: ReadAhead?

  /// Begins to read; `source` belongs to the reader until it finishes.
  ///
  /// - Parameter limit: the number of requests behind which reading ends.
  init(_ source: any RequestSource, capacity: Int, wants: TraceWants, limit: Int, threads: Int) {
    filler = BatchFiller(source: source, limit: limit)
    batch = RequestBatch(capacity: capacity, wants: wants)
    ahead = threads > 1 ? ReadAhead(filler, capacity: capacity, wants: wants) : nil
  }

  deinit { ahead?.finish() }

  /// The next requests, which stay until the next call; nil at the end.
  mutating func next() throws(Diagnostic) -> RequestBatch? {
    if let ahead { return try ahead.next() }
    try filler.fill(batch)
    return batch.count > 0 ? batch : nil
  }

  /// Ends the reading.
  mutating func finish() {
    ahead?.finish()
    ahead = nil
  }
}

/// Fills batches from a source up to a limit.
struct BatchFiller {
  let source: any RequestSource
  /// How many requests are still to be read.
  var limit: Int

  /// Fills a batch with the next requests; with none at the end.
  mutating func fill(_ batch: RequestBatch) throws(Diagnostic) {
    batch.room = min(batch.capacity, limit)
    batch.count = 0
    guard batch.room > 0 else { return }
    try source.fill(batch)
    limit -= batch.count
  }
}
