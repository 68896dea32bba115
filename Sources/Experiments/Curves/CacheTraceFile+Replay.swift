import CacheTraces
import Declarations
import Dispatch
import Eviction
import Recordings
import Synchronization
import Traffic

extension CacheTraceFile {
  /// Replays the file through one empty cache without holding the trace: one thread reads and numbers the keys while
  /// another replays what is read.
  ///
  /// The counts are those of a replay of the loaded trace. Sizes are 1 unless the file's `wants` have them.
  ///
  /// - Parameter keys: the most distinct keys; a generous bound costs address space, hardly any memory.
  /// - Throws: a `Diagnostic` with the file and the place; also when there are more keys, or when the policy reads what
  ///   only the whole trace tells.
  /// - Complexity: O(bytes).
  public func replay(
    _ choice: PolicyChoice, capacity: UInt64, keys: Int, seed: UInt64 = 0
  ) throws(Diagnostic) -> ReplayCounts {
    var file = self
    if choice.kind.reads.contains(.identity) { file.wants.insert(.identities) }
    let stream = try CacheTraceStream(file, chunkRequests: 1 << 16)
    let setup = PolicySetup(
      capacity: capacity, keys: keys, variant: choice.variant, parameters: choice.parameters, seed: seed)
    let session: ReplaySession
    do throws(EvictionError) { session = try choice.kind.session(setup) } catch {
      throw Diagnostic("\(error)", file: path)
    }
    var chunks = ChunkReader(stream, threads: threads)
    while let chunk = try chunks.next() {
      do throws(EvictionError) { try session.replay(chunk) } catch {
        throw Diagnostic("\(error)", file: path)
      }
    }
    return session.counts
  }
}

/// Hands out the chunks of a stream, which another thread may read ahead.
private struct ChunkReader: ~Copyable {
  private let ahead: ChunksAhead

  init(_ stream: consuming CacheTraceStream, threads: Int) {
    ahead = ChunksAhead(stream, isThreaded: threads > 1)
  }

  deinit { ahead.finish() }

  mutating func next() throws(Diagnostic) -> CacheTrace? { try ahead.next() }
}

/// Reads chunks on a thread of its own, a few ahead of who takes them.
private final class ChunksAhead: @unchecked Sendable {
  /// Belongs to the reading thread.
  private var stream: CacheTraceStream
  private let isThreaded: Bool
  private let chunks = Mutex<[Result<CacheTrace?, Diagnostic>]>([])
  private let filled = DispatchSemaphore(value: 0)
  private let empty = DispatchSemaphore(value: 0)
  private let finished = DispatchSemaphore(value: 0)
  private let isCancelled = Atomic<Bool>(false)
  private var isAtEnd = false

  init(_ stream: consuming CacheTraceStream, isThreaded: Bool) {
    self.stream = stream
    self.isThreaded = isThreaded
    guard isThreaded else { return }
    for _ in 0..<3 { empty.signal() }
    DispatchQueue(label: "simbench.chunks-ahead").async {
      self.readAll()
      self.finished.signal()
    }
  }

  func next() throws(Diagnostic) -> CacheTrace? {
    if isAtEnd { return nil }
    guard isThreaded else { return try stream.next() }
    filled.wait()
    let chunk = chunks.withLock { $0.removeFirst() }
    empty.signal()
    switch chunk {
    case .success(.some(let trace)): return trace
    case .success(.none): isAtEnd = true
    case .failure(let fault):
      isAtEnd = true
      throw fault
    }
    return nil
  }

  func finish() {
    guard isThreaded else { return }
    isCancelled.store(true, ordering: .sequentiallyConsistent)
    empty.signal()
    finished.wait()
  }

  private func readAll() {
    while true {
      empty.wait()
      if isCancelled.load(ordering: .sequentiallyConsistent) { return }
      let chunk = Result { () throws(Diagnostic) in try stream.next() }
      let isLast = (try? chunk.get()) == nil
      chunks.withLock { $0.append(chunk) }
      filled.signal()
      if isLast { return }
    }
  }
}
