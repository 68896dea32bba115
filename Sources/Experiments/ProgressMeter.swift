import Synchronization

/// Counts cells that are done and tells somebody.
final class ProgressMeter: Sendable {
  private let done = Atomic<Int>(0)
  private let total: Int
  private let progress: Runner.Progress?

  init(total: Int, progress: Runner.Progress?) {
    self.total = total
    self.progress = progress
  }

  /// One more cell is done.
  func advance(_ what: String) {
    let count = done.add(1, ordering: .relaxed).newValue
    progress?(count, total, what)
  }
}
