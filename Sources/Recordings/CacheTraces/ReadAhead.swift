import CacheTraces
import Declarations
internal import Dispatch
internal import Synchronization

/// Fills batches on a thread of its own while others are emptied.
///
/// The batches go round in a ring. The reading thread owns a batch from the signal `empty` on until it signals
/// `filled`.
final class ReadAhead: @unchecked Sendable {
  private let ring: [RequestBatch]
  /// Belongs to the reading thread.
  private var filler: BatchFiller
  private let filled = DispatchSemaphore(value: 0)
  private let empty = DispatchSemaphore(value: 0)
  private let finished = DispatchSemaphore(value: 0)
  private let isCancelled = Atomic<Bool>(false)
  /// Written by the reading thread before it signals the last batch.
  private var fault: Diagnostic?
  /// The number of batches that were handed out; belongs to the emptying thread.
  private var taken = 0
  private var isAtEnd = false

  /// Begins to read.
  init(_ filler: BatchFiller, capacity: Int, wants: TraceWants) {
    ring = (0..<4).map { _ in RequestBatch(capacity: capacity, wants: wants) }
    self.filler = filler
    // Signalled one by one: a semaphore may not end below the value that it began with.
    for _ in ring { empty.signal() }
    DispatchQueue(label: "simbench.read-ahead").async {
      self.fillAll()
      self.finished.signal()
    }
  }

  /// The next batch, which stays until the next call; nil at the end.
  func next() throws(Diagnostic) -> RequestBatch? {
    if !isAtEnd {
      if taken > 0 { empty.signal() }
      filled.wait()
      let batch = ring[taken % ring.count]
      taken += 1
      if batch.count > 0 { return batch }
      isAtEnd = true
    }
    if let fault { throw fault }
    return nil
  }

  /// Ends the reading thread and waits for it; called once.
  func finish() {
    isCancelled.store(true, ordering: .sequentiallyConsistent)
    empty.signal()
    finished.wait()
  }

  private func fillAll() {
    for index in 0... {
      empty.wait()
      if isCancelled.load(ordering: .sequentiallyConsistent) { return }
      let batch = ring[index % ring.count]
      do throws(Diagnostic) {
        try filler.fill(batch)
      } catch {
        batch.count = 0
        fault = error
      }
      let isLast = batch.count == 0
      filled.signal()
      if isLast { return }
    }
  }
}
