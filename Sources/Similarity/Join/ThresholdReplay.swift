/// A semantic cache with one threshold, replayed over neighbours that were found once.
///
/// Requests come in the order of the graph's rows. A request is a hit when the most similar entry reaches the
/// threshold, within ``tolerance``; of equally similar ones the earliest wins. A miss becomes an entry; so does a
/// hit when ``insertsHits`` says so. A bounded cache first gives up the entry that was least recently inserted
/// or hit. Over one graph every threshold, capacity and rule can be replayed without comparing a vector again.
package struct ThresholdReplay: Sendable, Hashable {
  /// By how much a similarity may fall short of the threshold.
  package static let tolerance = 1e-6

  /// The least cosine of a hit.
  package var threshold: Double
  /// The most entries; nil for no limit.
  package var capacity: Int?
  /// Whether a request becomes an entry even when it was a hit.
  package var insertsHits: Bool

  /// Creates a cache.
  ///
  /// - Precondition: the capacity is above 0.
  package init(threshold: Double, capacity: Int? = nil, insertsHits: Bool = false) {
    precondition(capacity.map { $0 > 0 } ?? true, "a cache has room for at least one entry")
    self.threshold = threshold
    self.capacity = capacity
    self.insertsHits = insertsHits
  }

  /// The least similarity of a hit.
  package var leastSimilarity: Float { Float(threshold - Self.tolerance) }

  /// Replays the requests of a graph.
  ///
  /// - Precondition: the graph holds every pair that may be a hit.
  /// - Complexity: O(requests + neighbours looked at).
  package func run(over graph: NeighbourGraph) -> ReplayOutcome {
    let least = leastSimilarity
    precondition(graph.threshold <= least, "the graph's threshold is not above the cache's")
    let count = graph.count
    var sources = [UInt32](repeating: .max, count: count)
    var entries = RecentEntries(requests: count, capacity: capacity)
    graph.offsets.withUnsafeBufferPointer { offsets in
      graph.neighbours.withUnsafeBufferPointer { neighbours in
        graph.similarities.withUnsafeBufferPointer { similarities in
          for request in 0..<count {
            var source = UInt32.max
            var place = offsets[request]
            let end = offsets[request &+ 1]
            while place < end, similarities[place] >= least {
              let entry = neighbours[place]
              if entry < request, entries.isHeld(entry) {
                source = entry
                break
              }
              place &+= 1
            }
            sources[request] = source
            if source != .max { entries.touch(source) }
            if source == .max || insertsHits { entries.insert(UInt32(truncatingIfNeeded: request)) }
          }
        }
      }
    }
    return ReplayOutcome(sources: sources, entries: entries.count)
  }
}

/// What became of each request of a replay.
package struct ReplayOutcome: Sendable, Equatable {
  /// For each request the one whose answer it was given; `.max` for a miss.
  package let sources: [UInt32]
  /// The entries at the end.
  package let entries: Int
  /// The requests that were hits.
  package let hits: Int

  init(sources: [UInt32], entries: Int) {
    self.sources = sources
    self.entries = entries
    hits = sources.reduce(0) { $0 + ($1 == .max ? 0 : 1) }
  }

  /// The hits whose source has the same label.
  package func correctHits<Label: Equatable>(_ labels: [Label]) -> Int {
    precondition(labels.count == sources.count, "there is a label for each request")
    return sources.indices.reduce(0) { sum, request in
      let source = sources[request]
      return sum + (source != .max && labels[Int(source)] == labels[request] ? 1 : 0)
    }
  }

  /// The share of another replay's hits that are misses here; 0 when it had none.
  package func lostShare(of other: ReplayOutcome) -> Double {
    precondition(other.sources.count == sources.count, "both replays have the same requests")
    guard other.hits > 0 else { return 0 }
    let lost = zip(sources, other.sources).reduce(0) { $0 + ($1.0 == .max && $1.1 != .max ? 1 : 0) }
    return Double(lost) / Double(other.hits)
  }
}

/// The entries of a cache by recency, as links between the numbers of requests.
struct RecentEntries: ~Copyable {
  private(set) var count = 0
  private let capacity: Int?
  /// Of each request the entries used just before and after it, the ring at the ends.
  private let older: UnsafeMutableBufferPointer<UInt32>
  private let newer: UnsafeMutableBufferPointer<UInt32>
  private let held: UnsafeMutableBufferPointer<Bool>
  /// The place of the ring that is no entry: its newer is the oldest entry, its older the newest.
  private let ring: UInt32

  init(requests: Int, capacity: Int?) {
    precondition(requests < UInt32.max, "there are fewer than 2^32 requests")
    self.capacity = capacity
    ring = UInt32(requests)
    older = .allocate(capacity: requests + 1)
    newer = .allocate(capacity: requests + 1)
    held = .allocate(capacity: requests)
    older.initialize(repeating: ring)
    newer.initialize(repeating: ring)
    held.initialize(repeating: false)
  }

  deinit {
    older.deallocate()
    newer.deallocate()
    held.deallocate()
  }

  @inline(__always)
  func isHeld(_ request: UInt32) -> Bool { held[Int(request)] }

  /// Makes an entry the one most recently used.
  @inline(__always)
  func touch(_ request: UInt32) {
    guard capacity != nil else { return }
    unlink(request)
    append(request)
  }

  /// Adds an entry, and gives up the one least recently used when there are too many.
  @inline(__always)
  mutating func insert(_ request: UInt32) {
    held[Int(request)] = true
    count &+= 1
    guard let capacity else { return }
    if count > capacity {
      let oldest = newer[Int(ring)]
      unlink(oldest)
      held[Int(oldest)] = false
      count &-= 1
    }
    append(request)
  }

  @inline(__always)
  private func unlink(_ request: UInt32) {
    let (before, after) = (older[Int(request)], newer[Int(request)])
    newer[Int(before)] = after
    older[Int(after)] = before
  }

  @inline(__always)
  private func append(_ request: UInt32) {
    let last = older[Int(ring)]
    newer[Int(last)] = request
    older[Int(request)] = last
    newer[Int(request)] = ring
    older[Int(ring)] = request
  }
}
