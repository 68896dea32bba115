/// Times by class: as many as they are, in a fixed memory and in any order.
///
/// A class is a nanosecond wide below 16,384 ns and at most an 8,192nd of its times above; a time is read as the middle of
/// its class, which is at most .01 % away. Logs have times in milliseconds: those of up to 8 s are told apart.
struct DurationHistogram: Sendable {
  private static let scale = ClassScale(digits: 14)

  private var counts: [Int] = []
  /// Times in each class and those before it; empty until they are counted.
  private var ends: [Int] = []
  private var total = 0
  private var sum: Int128 = 0

  /// The mean, which is exact; not a number without any time.
  var mean: Double { total == 0 ? .nan : Double(sum) / Double(total) }

  /// Adds a time that is not negative.
  mutating func add(_ time: Int64) {
    let place = DurationHistogram.scale.place(of: time)
    if place >= counts.count { counts += Array(repeating: 0, count: place + 1 - counts.count) }
    counts[place] += 1
    ends = []
    total += 1
    sum += Int128(time)
  }

  /// Adds the times of another.
  mutating func add(_ other: DurationHistogram) {
    if other.counts.count > counts.count {
      counts += Array(repeating: 0, count: other.counts.count - counts.count)
    }
    for (place, count) in other.counts.enumerated() { counts[place] += count }
    ends = []
    total += other.total
    sum += other.sum
  }

  /// The classes with times in them, each with their number, and the sum of the times in nanoseconds.
  var fields: (classes: [Int], sum: Int128) {
    (counts.enumerated().flatMap { $1 > 0 ? [$0, $1] : [] }, sum)
  }

  init() {}

  /// Times by class as `fields` has them; nil where they are none.
  init?(classes: [Int], sum: Int128) {
    guard classes.count.isMultiple(of: 2) else { return nil }
    let last = DurationHistogram.scale.place(of: .max)
    for index in stride(from: 0, to: classes.count, by: 2) {
      let (place, count) = (classes[index], classes[index + 1])
      guard place >= counts.count, place <= last, count > 0 else { return nil }
      let (whole, overflows) = total.addingReportingOverflow(count)
      guard !overflows else { return nil }
      counts += Array(repeating: 0, count: place + 1 - counts.count)
      counts[place] = count
      total = whole
    }
    self.sum = sum
  }

  /// Counts the times up to each class, so that a quantile takes the logarithm of their number.
  mutating func accumulate() {
    var sum = 0
    ends = counts.map { count in
      sum += count
      return sum
    }
  }

  /// The time at a level, linear between two times.
  func quantile(_ level: Double) -> Double {
    guard total > 0 else { return .nan }
    let position = level * Double(total - 1)
    let lower = Int(position)
    let low = time(ofRank: lower)
    return low + (position - Double(lower)) * (time(ofRank: min(lower + 1, total - 1)) - low)
  }

  private func time(ofRank rank: Int) -> Double {
    if !ends.isEmpty {
      var (low, high) = (0, ends.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if ends[middle] <= rank { low = middle + 1 } else { high = middle }
      }
      return DurationHistogram.middle(of: low)
    }
    var left = rank
    for (place, count) in counts.enumerated() {
      if left < count { return DurationHistogram.middle(of: place) }
      left -= count
    }
    return .nan
  }

  /// Calls with the shortest time of each class that has any, in nanoseconds, and how many it has, in rising order.
  func forEachClass(_ body: (_ shortest: Int64, _ count: Int) -> Void) {
    for (place, count) in counts.enumerated() where count > 0 {
      body(DurationHistogram.scale.range(of: place).shortest, count)
    }
  }

  private static func middle(of place: Int) -> Double {
    let (shortest, width) = scale.range(of: place)
    return Double(shortest) + Double(width - 1) / 2
  }
}
