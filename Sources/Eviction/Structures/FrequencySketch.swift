internal import CProcessor
import Simulation

/// Approximate counts of recent requests: a count-min sketch of four-bit counters that ages by halving.
///
/// Source: Einziger, Friedman, Manes, "TinyLFU: a highly efficient cache admission policy", ACM Transactions on
/// Storage, 2017. A request increments the smallest of its key's four counters (section 3.2 there), up to 15;
/// when the requests counted reach the sample size, that count and all counters are halved. With a doorkeeper, a
/// Bloom filter that halving empties, the first request of a key since then is counted there alone.
///
/// The paper leaves the hashes open. Here the counter of row i is given by the upper bits of a + i b, where a and
/// b are the halves of a mixed 64-bit hash (double hashing: Kirsch, Mitzenmacher, "Less hashing, same
/// performance", 2006).
struct FrequencySketch: ~Copyable {
  /// The requests counted; in memory of its own, since the other properties are read right after it is written.
  private let tally: UnsafeMutablePointer<Double>

  /// Four rows of counters, sixteen a word.
  private let rows: UnsafeMutablePointer<UInt64>
  private let rowWords: Int

  /// What a 32-bit hash is shifted by to be a counter of a row.
  private let shift: UInt32

  /// The doorkeeper's bits, in which a key has four; none without a doorkeeper.
  private let door: UnsafeMutablePointer<UInt64>
  private let doorWords: Int
  private let doorShift: UInt32

  private static let rowCount = 4

  /// The bits of a doorkeeper for each entry.
  private static let doorBits = 64

  /// Creates a sketch without counts.
  ///
  /// - Parameters:
  ///   - entries: the entries of the cache that it serves.
  ///   - counters: four-bit counters an entry, rounded up so that a row has a power of two.
  ///   - hasDoorkeeper: whether first requests go to a Bloom filter of 64 bits an entry.
  init(entries: Int, counters: Int = 16, hasDoorkeeper: Bool = false) {
    let width = Self.powerOfTwo(atLeast: max(16, (entries * counters).dividedUp(by: Self.rowCount)))
    tally = .allocate(capacity: 1)
    tally.initialize(to: 0)
    rowWords = width / 16
    shift = UInt32(32 - width.trailingZeroBitCount)
    rows = .allocate(capacity: rowWords * Self.rowCount)
    rows.initialize(repeating: 0, count: rowWords * Self.rowCount)
    let doorWidth = Self.powerOfTwo(atLeast: max(64, entries * Self.doorBits))
    doorWords = hasDoorkeeper ? doorWidth / 64 : 0
    doorShift = UInt32(32 - doorWidth.trailingZeroBitCount)
    door = .allocate(capacity: doorWords)
    door.initialize(repeating: 0, count: doorWords)
  }

  deinit {
    tally.deallocate()
    rows.deallocate()
    door.deallocate()
  }

  /// The requests counted since the beginning, halved with the counters.
  var additions: Double { tally.pointee }

  /// Counts a request to `key`.
  @inline(__always)
  mutating func record(_ key: UInt32) {
    tally.pointee += 1
    increment(key)
  }

  /// Has the processor load the counters of `keys`.
  @inline(__always)
  func touch(_ keys: Span<UInt32>) {
    for index in keys.indices {
      let places = places(Self.hash(keys[index]))
      processor_prefetch(places.0.word)
      processor_prefetch(places.1.word)
      processor_prefetch(places.2.word)
      processor_prefetch(places.3.word)
    }
  }

  /// Halves all counts, and the number of requests counted.
  mutating func halve() {
    tally.pointee = (tally.pointee / 2).rounded(.down)
    for word in 0..<rowWords * Self.rowCount { rows[word] = rows[word] >> 1 & 0x7777_7777_7777_7777 }
    door.update(repeating: 0, count: doorWords)
  }

  /// Returns the estimated number of recent requests to `key`, at most 16.
  @inline(__always)
  func estimate(_ key: UInt32) -> UInt32 {
    let hash = Self.hash(key)
    let places = places(hash)
    let count = min(min(places.0.count, places.1.count), min(places.2.count, places.3.count))
    return UInt32(truncatingIfNeeded: count) + (doorWords > 0 && hasPassed(hash) ? 1 : 0)
  }

  /// Returns what `body` finds when a request to `key` had just been counted, and forgets that request again.
  func afterRecording<Result>(_ key: UInt32, _ body: () -> Result) -> Result {
    let hash = Self.hash(key)
    let places = places(hash)
    let saved = (places.0.word.pointee, places.1.word.pointee, places.2.word.pointee, places.3.word.pointee)
    let bits = (0..<Self.rowCount).map { doorWords > 0 ? doorPlace(hash, $0).word.pointee : 0 }
    increment(key)
    defer {
      places.0.word.pointee = saved.0
      places.1.word.pointee = saved.1
      places.2.word.pointee = saved.2
      places.3.word.pointee = saved.3
      if doorWords > 0 {
        for bit in 0..<Self.rowCount { doorPlace(hash, bit).word.pointee = bits[bit] }
      }
    }
    return body()
  }
}

extension FrequencySketch {
  /// Where a counter is.
  private struct Place {
    let word: UnsafeMutablePointer<UInt64>
    let shift: UInt64

    @inline(__always) var count: UInt64 { word.pointee &>> shift & 15 }

    @inline(__always)
    func increment(if isLeast: Bool) {
      word.pointee &+= (isLeast ? 1 : 0) &<< shift
    }
  }

  @inline(__always)
  private func place(_ hash: UInt32, row: Int) -> Place {
    let counter = hash &>> shift
    return Place(
      word: rows + (row &* rowWords &+ Int(counter &>> 4)), shift: UInt64(counter & 15) &* 4)
  }

  @inline(__always)
  private func places(_ hash: UInt64) -> (Place, Place, Place, Place) {
    let first = UInt32(truncatingIfNeeded: hash)
    let step = UInt32(truncatingIfNeeded: hash &>> 32)
    return (
      place(first, row: 0), place(first &+ step, row: 1), place(first &+ 2 &* step, row: 2),
      place(first &+ 3 &* step, row: 3)
    )
  }

  @inline(__always)
  private func increment(_ key: UInt32) {
    let hash = Self.hash(key)
    if doorWords > 0 && !pass(hash) { return }
    let places = places(hash)
    let counts = (places.0.count, places.1.count, places.2.count, places.3.count)
    let least = min(min(counts.0, counts.1), min(counts.2, counts.3))
    if least == 15 { return }
    places.0.increment(if: counts.0 == least)
    places.1.increment(if: counts.1 == least)
    places.2.increment(if: counts.2 == least)
    places.3.increment(if: counts.3 == least)
  }

  /// Where a key's bit of the doorkeeper is, by double hashing with the halves exchanged.
  private func doorPlace(_ hash: UInt64, _ bit: Int) -> (word: UnsafeMutablePointer<UInt64>, mask: UInt64) {
    let first = UInt32(truncatingIfNeeded: hash &>> 32)
    let step = UInt32(truncatingIfNeeded: hash)
    let place = (first &+ UInt32(truncatingIfNeeded: bit) &* step) &>> doorShift
    return (word: door + Int(place >> 6), mask: 1 << UInt64(place & 63))
  }

  /// Notes `hash` in the doorkeeper and returns whether it was there.
  private func pass(_ hash: UInt64) -> Bool {
    var was = true
    for bit in 0..<Self.rowCount {
      let (word, mask) = doorPlace(hash, bit)
      was = was && word.pointee & mask != 0
      word.pointee |= mask
    }
    return was
  }

  private func hasPassed(_ hash: UInt64) -> Bool {
    for bit in 0..<Self.rowCount {
      let (word, mask) = doorPlace(hash, bit)
      if word.pointee & mask == 0 { return false }
    }
    return true
  }

  @inline(__always)
  private static func hash(_ key: UInt32) -> UInt64 {
    RandomStream.mix(UInt64(key) &+ 0x9E37_79B9_7F4A_7C15)
  }

  private static func powerOfTwo(atLeast count: Int) -> Int {
    var power = 1
    while power < count && power < 1 << 31 { power *= 2 }
    return power
  }
}

extension Int {
  fileprivate func dividedUp(by divisor: Int) -> Int { (self + divisor - 1) / divisor }
}
