internal import Dispatch
internal import Synchronization

/// Calls `body` once for each block, on up to `threads` threads.
///
/// Which thread takes which block is left to chance: a result is stored by block, or merged in a way that
/// does not depend on the order.
///
/// - Parameters:
///   - progress: is told how many blocks are done, from any thread.
///   - body: is given the number of the worker (`0..<threads`) and of the block.
package func forEachBlock(
  _ blocks: Int, threads: Int, progress: (@Sendable (_ done: Int, _ of: Int) -> Void)? = nil,
  _ body: @Sendable (_ worker: Int, _ block: Int) -> Void
) {
  precondition(threads > 0, "work needs at least one thread")
  let workers = min(threads, blocks)
  guard workers > 1 else {
    for block in 0..<blocks {
      body(0, block)
      progress?(block + 1, blocks)
    }
    return
  }
  let next = Atomic<Int>(0)
  let done = Atomic<Int>(0)
  DispatchQueue.concurrentPerform(iterations: workers) { worker in
    while true {
      let block = next.wrappingAdd(1, ordering: .relaxed).oldValue
      guard block < blocks else { return }
      body(worker, block)
      if let progress { progress(done.wrappingAdd(1, ordering: .relaxed).newValue, blocks) }
    }
  }
}
