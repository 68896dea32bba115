/// The quantiles of the last values of a series.
///
/// Invariant: `sorted` holds the values of `ring` in ascending order.
struct RecentQuantile: Sendable {
  private let memory: Int
  private var ring: [Int64] = []
  private var oldest = 0
  private var sorted: [Int64] = []

  /// No values yet.
  ///
  /// - Precondition: `memory` is positive.
  init(memory: Int) {
    precondition(memory > 0, "a memory holds a value")
    self.memory = memory
  }

  /// Number of values.
  var count: Int { ring.count }

  /// Takes note of a value; the oldest is forgotten where the memory is full.
  ///
  /// - Complexity: O(memory), a move of the values behind it.
  mutating func add(_ value: Int64) {
    if ring.count < memory {
      ring.append(value)
    } else {
      sorted.remove(at: place(of: ring[oldest]))
      ring[oldest] = value
      oldest = (oldest + 1) % memory
    }
    sorted.insert(value, at: place(of: value))
  }

  /// The least value that at least a share of the values does not exceed, or nil where there is none.
  func value(at share: Double) -> Int64? {
    guard !sorted.isEmpty else { return nil }
    let rank = Int((share * Double(sorted.count)).rounded(.up)) - 1
    return sorted[min(max(rank, 0), sorted.count - 1)]
  }

  /// The first place whose value is not below `value`.
  private func place(of value: Int64) -> Int {
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
