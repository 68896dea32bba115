import Traffic

/// Finds which answers each request of a recording waited for.
///
/// A turn follows the last answer of its thread that was there when it arrived; a turn that had not been answered ran
/// beside it. A thread's first turn follows that of the thread which started it, and a thread that has
/// ended since its starter's last turn is joined.
struct TurnLinks {
  /// What a request waited for.
  struct Links {
    /// The turn before.
    var predecessor: Int?
    /// Turns of threads that join.
    var others: [Int] = []
    /// When the last of the answers was there, in nanoseconds; nil where that is not recorded of all.
    var end: Int64?
  }

  private struct Thread {
    /// Its latest turns, oldest first.
    var turns: [Int] = []
    /// The threads that it started and has not joined.
    var open: [UInt32] = []
  }

  private static let most = 64

  private var threads: [Thread]
  private let parents: [UInt32]
  private let ends: [Int64?]
  private let arrivals: [Int64]

  init(_ stream: QueryStream, parents: [UInt32]) {
    self.parents = parents
    threads = Array(repeating: Thread(), count: parents.count)
    let arrivals = stream.arrival.map(\.nanoseconds)
    self.arrivals = arrivals
    ends = arrivals.indices.map { index in stream.recorded.latency[index].map { arrivals[index] + $0 } }
  }

  /// The links of the next request, in the order of the stream.
  ///
  /// - Parameter stated: the turns that it says it follows; nil where it says nothing.
  mutating func links(of request: Int, in thread: UInt32, stated: [Int]?) -> Links {
    let number = Int(thread)
    var links = Links()
    if let stated {
      links.predecessor = stated.first
      links.others = Array(stated.dropFirst())
    } else {
      links.predecessor = latest(of: number, before: request)
      if links.predecessor == nil, threads[number].turns.isEmpty, parents[number] != TurnRows.none {
        links.predecessor = latest(of: Int(parents[number]), before: request)
        threads[Int(parents[number])].open.append(thread)
      }
      var open: [UInt32] = []
      for other in threads[number].open {
        if let last = threads[Int(other)].turns.last, hasEnded(last, before: request) {
          links.others.append(last)
        } else {
          open.append(other)
        }
      }
      threads[number].open = open
    }
    threads[number].turns.append(request)
    if threads[number].turns.count > TurnLinks.most { threads[number].turns.removeFirst() }
    guard let predecessor = links.predecessor else {
      links.predecessor = links.others.popLast()
      links.end = links.predecessor.flatMap { ends[$0] }
      return links
    }
    let all = [predecessor] + links.others
    if all.allSatisfy({ ends[$0] != nil }) { links.end = all.compactMap { ends[$0] }.max() }
    return links
  }

  private func key(_ request: Int) -> (Int64, Int) { (ends[request] ?? arrivals[request], request) }

  private func hasEnded(_ turn: Int, before request: Int) -> Bool {
    (ends[turn] ?? arrivals[turn]) <= arrivals[request]
  }

  private func latest(of thread: Int, before request: Int) -> Int? {
    threads[thread].turns.lazy.filter { hasEnded($0, before: request) }.max { key($0) < key($1) }
  }
}
