/// How many times are how long, by class: what share of a cell's times is below a bound that every cell has in common.
///
/// A class is a nanosecond wide below 512 ns and at most a 256th of its times above. Only classes with times in them are kept.
package struct TimeClasses: Sendable, Hashable {
  private static let scale = ClassScale(digits: 9)

  /// The classes with times in them, in rising order.
  package private(set) var places: [Int] = []
  /// Times in each of these and in those before it; as many as `places`, rising.
  package private(set) var ends: [Int] = []

  /// No times.
  package init() {}

  /// Classes as they were kept; nil where they are none.
  package init?(places: [Int], ends: [Int]) {
    guard places.count == ends.count, places.first ?? 0 >= 0, ends.first ?? 1 > 0 else { return nil }
    guard zip(places, places.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    guard zip(ends, ends.dropFirst()).allSatisfy({ $0 < $1 }) else { return nil }
    (self.places, self.ends) = (places, ends)
  }

  /// Adds as many times of a length in nanoseconds, not shorter than those before it.
  mutating func add(_ time: Int64, count: Int = 1) {
    let place = TimeClasses.place(of: time)
    let end = (ends.last ?? 0) + count
    if let last = places.last, last >= place {
      ends[ends.count - 1] = end
    } else {
      places.append(place)
      ends.append(end)
    }
  }

  /// The class of a time in nanoseconds; that of 0 of one that is negative.
  package static func place(of time: Int64) -> Int { scale.place(of: time) }

  /// The share of the times that are in a class or a shorter one; not a number without times.
  ///
  /// - Complexity: O(log classes).
  package func share(upTo place: Int) -> Double {
    guard let count = ends.last else { return .nan }
    var (low, high) = (0, places.count)
    while low < high {
      let middle = (low + high) / 2
      if places[middle] <= place { low = middle + 1 } else { high = middle }
    }
    return low == 0 ? 0 : Double(ends[low - 1]) / Double(count)
  }
}
