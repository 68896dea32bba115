import Simulation

/// The counting Bloom filter with which libCacheSim's W-TinyLFU estimates frequencies: 32-bit counters, each key
/// adds to all its positions, and the estimate is the smallest of them.
///
/// Position i of a key is ((a + i d) mod 2^32) mod m, where a and d are the lower halves of two XXH64 of the key.
/// A key space much smaller than m has no use for m counters: each position in use is then one counter of a
/// compact table, and nothing else changes.
struct CountingBloomFilter: ~Copyable {
  static let positions = 10

  private let hashes: UnsafeMutablePointer<(first: UInt32, step: UInt32)>
  private let size: UInt64
  private let reciprocal: UInt64

  private let counters: UnsafeMutablePointer<UInt32>
  private let counterCount: Int

  /// The counters of each key in a compact table, ten a key; `nil` when positions are counters.
  private let compact: UnsafeMutablePointer<UInt32>?

  /// The counters of one key.
  typealias Places = InlineArray<10, UInt32>

  /// Creates a filter for `entries` entries, with counts of 0.
  ///
  /// - Complexity: O(keys + entries), or O(keys log keys) when the table is compact.
  init(entries: UInt64, setup: PolicySetup) {
    let bitsPerEntry = -Transcendental.log(0.001) / 0.480_453_013_918_201
    let wanted = (bitsPerEntry * Double(entries)).rounded(.up)
    let counters = wanted < 0x7FFF_FFFF ? Int(wanted) : 0x7FFF_FFFF
    let size = counters < Self.positions ? 2 * Self.positions : counters
    self.size = UInt64(size)
    reciprocal = UInt64.max / UInt64(size) + 1
    let keys = setup.keys
    hashes = .allocate(capacity: keys)
    for key in 0..<keys {
      let identity = setup.identity(of: UInt32(truncatingIfNeeded: key))
      let first = XXHash.xxh64(identity, seed: 0x1234_5678)
      let step = XXHash.xxh64(identity, seed: 0x1234_4321)
      (hashes + key).initialize(
        to: (first: UInt32(truncatingIfNeeded: first), step: UInt32(truncatingIfNeeded: step)))
    }
    if size <= max(1 << 16, 2 * Self.positions * keys) {
      compact = nil
      counterCount = size
    } else {
      let (table, distinct) = Self.compactTable(hashes, keys: keys, size: UInt64(size))
      compact = table
      counterCount = distinct
    }
    self.counters = .allocate(capacity: counterCount)
    self.counters.initialize(repeating: 0, count: counterCount)
  }

  deinit {
    hashes.deallocate()
    counters.deallocate()
    compact?.deallocate()
  }

  /// Returns where the counters of `key` are.
  @inline(__always)
  func places(of key: UInt32) -> Places {
    var places = Places(repeating: 0)
    if let compact {
      for index in 0..<Self.positions { places[index] = compact[Int(key) &* Self.positions &+ index] }
      return places
    }
    let hash = hashes[Int(key)]
    var sum = hash.first
    for index in 0..<Self.positions {
      // The remainder by a fixed divisor (Lemire, Kaser, Kurz, "Faster remainder by direct computation", 2019).
      places[index] = UInt32(
        truncatingIfNeeded: (reciprocal &* UInt64(sum)).multipliedFullWidth(by: size).high)
      sum &+= hash.step
    }
    return places
  }

  /// Counts one more at all places, twice where two are the same.
  @inline(__always)
  func add(_ places: Places) {
    for index in 0..<Self.positions { counters[Int(places[index])] &+= 1 }
  }

  /// Returns the smallest count of the places.
  @inline(__always)
  func estimate(_ places: Places) -> UInt32 {
    var least = UInt32.max
    for index in 0..<Self.positions { least = min(least, counters[Int(places[index])]) }
    return least
  }

  /// Halves every counter.
  func halve() {
    for counter in 0..<counterCount { counters[counter] >>= 1 }
  }

  private static func compactTable(
    _ hashes: UnsafePointer<(first: UInt32, step: UInt32)>, keys: Int, size: UInt64
  ) -> (table: UnsafeMutablePointer<UInt32>, distinct: Int) {
    let count = keys * positions
    var order = [UInt64]()
    order.reserveCapacity(count)
    for key in 0..<keys {
      var sum = hashes[key].first
      for index in 0..<positions {
        order.append((UInt64(sum) % size) << 32 | UInt64(key * positions + index))
        sum &+= hashes[key].step
      }
    }
    order.sort()
    let table = UnsafeMutablePointer<UInt32>.allocate(capacity: count)
    table.initialize(repeating: 0, count: count)
    var distinct = 0
    var previous: UInt64?
    for item in order {
      if item >> 32 != previous { distinct += 1 }
      previous = item >> 32
      table[Int(item & 0xFFFF_FFFF)] = UInt32(truncatingIfNeeded: distinct - 1)
    }
    return (table, distinct)
  }
}
