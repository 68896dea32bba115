import CacheTraces
import Simulation

/// The counting Bloom filter with which libCacheSim's W-TinyLFU estimates frequencies: 32-bit counters, each key
/// adds to all its positions, and the estimate is the smallest of them.
///
/// A counter is kept as its lower eight bits and the rest, which most never need, so that four times as many fit
/// the processor's caches. Position i of a key is ((a + i d) mod 2^32) mod m, where a and d are the lower halves of two XXH64 of the key.
/// A key space much smaller than m has no use for m counters: each position in use is then one counter of a
/// compact table, and nothing else changes.
struct CountingBloomFilter: ~Copyable {
  static let positions = 10

  private let hashes: UnsafeMutablePointer<(first: UInt32, step: UInt32)>
  private let size: UInt64
  private let reciprocal: UInt64

  /// The lower eight bits of each counter, and the bits above.
  private let lows: UnsafeMutablePointer<UInt8>
  private let highs: UnsafeMutablePointer<UInt32>
  private let counterCount: Int

  /// A set bit for each counter with bits above the lower eight.
  private let isHigh: UnsafeMutablePointer<UInt64>

  /// The counters of each key in a compact table, ten a key; `nil` when positions are counters.
  private let compact: UnsafeMutablePointer<UInt32>?

  /// The places of the keys that were touched last, ten a key, so that none are computed twice; `touched` and
  /// `asked` count the keys noted and those asked for. Two notes more are for the rivals of an eviction.
  private let notes: UnsafeMutablePointer<UInt32>
  private let noteKeys: UnsafeMutablePointer<UInt32>
  private var touched = 0
  private var asked = 0

  /// Of no meaning: the sum of counters that were read early.
  private var readAhead: UInt32 = 0

  private static let noteCount = 64
  private static let rivals = 2

  /// The counters of one key, valid until as many keys are touched as there are notes.
  typealias Places = UnsafePointer<UInt32>

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
    if !setup.learnsKeys {
      for key in 0..<keys {
        (hashes + key).initialize(to: Self.hash(setup.identity(of: UInt32(truncatingIfNeeded: key))))
      }
    }
    // A table of the keys in use wants to know all of them.
    if setup.learnsKeys || size <= max(1 << 16, 2 * Self.positions * keys) {
      compact = nil
      counterCount = size
    } else {
      let (table, distinct) = Self.compactTable(hashes, keys: keys, size: UInt64(size))
      compact = table
      counterCount = distinct
    }
    lows = .allocate(capacity: counterCount)
    lows.initialize(repeating: 0, count: counterCount)
    highs = .allocate(capacity: counterCount)
    highs.initialize(repeating: 0, count: counterCount)
    isHigh = .allocate(capacity: counterCount / 64 + 1)
    isHigh.initialize(repeating: 0, count: counterCount / 64 + 1)
    let noteCount = Self.noteCount + Self.rivals
    notes = .allocate(capacity: noteCount * Self.positions)
    notes.initialize(repeating: 0, count: noteCount * Self.positions)
    noteKeys = .allocate(capacity: noteCount)
    noteKeys.initialize(repeating: .max, count: noteCount)
  }

  deinit {
    hashes.deallocate()
    lows.deallocate()
    highs.deallocate()
    isHigh.deallocate()
    compact?.deallocate()
    notes.deallocate()
    noteKeys.deallocate()
  }

  /// Hashes the keys behind the dense ones from `first` on, of a filter that learns them.
  func learn(_ identities: Span<UInt64>, from first: Int) {
    for index in identities.indices {
      (hashes + first + index).initialize(to: Self.hash(identities[index]))
    }
  }

  private static func hash(_ identity: UInt64) -> (first: UInt32, step: UInt32) {
    (
      first: UInt32(truncatingIfNeeded: XXHash.xxh64(identity, seed: 0x1234_5678)),
      step: UInt32(truncatingIfNeeded: XXHash.xxh64(identity, seed: 0x1234_4321))
    )
  }

  /// Notes the places of the keys of the next requests, and reads their counters.
  @inline(__always)
  mutating func touch(_ keys: Span<UInt32>) {
    var sum: UInt32 = 0
    for index in keys.indices { sum &+= hashes[Int(keys[index])].first }
    for index in keys.indices {
      let places = note(keys[index], at: touched & (Self.noteCount - 1))
      touched &+= 1
      for index in 0..<Self.positions { sum &+= UInt32(lows[Int(places[index])]) }
    }
    readAhead &+= sum
  }

  /// Returns where the counters of the key of the next request are; requests come in the order of touches.
  @inline(__always)
  mutating func placesOfRequest(_ key: UInt32) -> Places {
    let slot = asked & (Self.noteCount - 1)
    asked &+= 1
    return places(of: key, note: slot)
  }

  /// Notes the places of a key that is to compete soon, and reads its counters.
  @inline(__always)
  mutating func touch(rival number: Int, _ key: UInt32) {
    let places = note(key, at: Self.noteCount + number)
    for index in 0..<Self.positions { readAhead &+= UInt32(lows[Int(places[index])]) }
  }

  /// Returns where the counters of one of two keys that compete for a place are.
  @inline(__always)
  func places(ofRival number: Int, _ key: UInt32) -> Places {
    places(of: key, note: Self.noteCount + number)
  }

  @inline(__always)
  private func places(of key: UInt32, note slot: Int) -> Places {
    noteKeys[slot] == key ? Places(notes + slot * Self.positions) : note(key, at: slot)
  }

  /// Notes the places of `key`.
  @inline(__always)
  private func note(_ key: UInt32, at slot: Int) -> Places {
    let places = notes + slot * Self.positions
    noteKeys[slot] = key
    if let compact {
      places.update(from: compact + Int(key) * Self.positions, count: Self.positions)
      return Places(places)
    }
    let hash = hashes[Int(key)]
    var sum = hash.first
    for index in 0..<Self.positions {
      // The remainder by a fixed divisor (Lemire, Kaser, Kurz, "Faster remainder by direct computation", 2019).
      places[index] = UInt32(
        truncatingIfNeeded: (reciprocal &* UInt64(sum)).multipliedFullWidth(by: size).high)
      sum &+= hash.step
    }
    return Places(places)
  }

  /// Counts one more at all places, twice where two are the same.
  @inline(__always)
  func add(_ places: Places) {
    for index in 0..<Self.positions {
      let place = Int(places[index])
      lows[place] &+= 1
      if lows[place] == 0 {
        highs[place] &+= 1
        isHigh[place &>> 6] |= 1 &<< UInt64(place & 63)
      }
    }
  }

  /// Returns the smallest count of the places.
  @inline(__always)
  func estimate(_ places: Places) -> UInt32 {
    // The smallest of the lower bits is the smallest count if nothing stands above them.
    var least = UInt32.max
    for index in 0..<Self.positions {
      least = min(least, UInt32(lows[Int(places[index])]) &<< 4 | UInt32(truncatingIfNeeded: index))
    }
    let place = Int(places[Int(least & 15)])
    if isHigh[place &>> 6] &>> UInt64(place & 63) & 1 == 0 { return least &>> 4 }
    return wholeEstimate(places)
  }

  private func wholeEstimate(_ places: Places) -> UInt32 {
    var least = UInt32.max
    for index in 0..<Self.positions { least = min(least, count(at: Int(places[index]))) }
    return least
  }

  private func count(at place: Int) -> UInt32 {
    highs[place] &<< 8 | UInt32(lows[place])
  }

  /// Halves every counter.
  func halve() {
    isHigh.update(repeating: 0, count: counterCount / 64 + 1)
    for place in 0..<counterCount {
      let half = count(at: place) >> 1
      lows[place] = UInt8(truncatingIfNeeded: half)
      highs[place] = half >> 8
      if half >> 8 > 0 { isHigh[place >> 6] |= 1 << UInt64(place & 63) }
    }
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
