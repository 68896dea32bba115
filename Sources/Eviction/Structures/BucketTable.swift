import CacheTraces
import Simulation

/// The hash table that libCacheSim samples victims from, with its generator; its order is part of its results.
///
/// A key's bucket is given by the lower bits of XXH3 of the key; a new key goes to the front of its bucket. An
/// insertion that finds more keys than buckets doubles the buckets first. A sample draws from
/// ``CongruentialGenerator`` until the lower bits of a draw name a bucket with a key.
///
/// Those lower bits repeat with a period of exactly the number of buckets and visit each once, so that the next
/// draw that hits is the next set bit of a bit map of the used buckets in the order of the draws.
struct BucketTable: ~Copyable {
  /// The number of keys in the table.
  private(set) var count = 0

  private var power: Int
  private var buckets: Buckets

  /// The next key of each key's bucket, or `.max`.
  private let following: UnsafeMutablePointer<UInt32>
  private let hashes: UnsafeMutablePointer<UInt64>

  private static let none = UInt32.max

  /// Creates an empty table of 2^`power` buckets for the keys of a set-up.
  ///
  /// - Complexity: O(keys + 2^`power`).
  init(power: Int, setup: PolicySetup) {
    self.power = power
    buckets = Buckets(power: power)
    following = .allocate(capacity: setup.keys)
    following.initialize(repeating: Self.none, count: setup.keys)
    hashes = .allocate(capacity: setup.keys)
    for key in 0..<setup.keys {
      (hashes + key).initialize(to: XXHash.xxh3(setup.identity(of: UInt32(truncatingIfNeeded: key))))
    }
  }

  deinit {
    following.deallocate()
    hashes.deallocate()
  }

  /// Adds `key`, which is not in the table.
  ///
  /// - Complexity: O(1) amortised.
  mutating func insert(_ key: UInt32) {
    if count > 1 << power { grow() }
    push(key)
    count += 1
  }

  /// Takes `key`, which is in the table, out of it.
  ///
  /// - Complexity: O(keys in its bucket).
  mutating func remove(_ key: UInt32) {
    let place = place(of: key)
    count -= 1
    if buckets.fronts[place] == key {
      buckets.setFront(following[Int(key)], at: place)
      return
    }
    var before = buckets.fronts[place]
    while following[Int(before)] != key { before = following[Int(before)] }
    following[Int(before)] = following[Int(key)]
  }

  /// Returns the front key of the first bucket with one that the draws after the first `draws` name, and counts
  /// those draws; the table is not empty.
  ///
  /// - Complexity: O(buckets / (64 · keys)) expected.
  @inline(__always)
  func sample(after draws: inout UInt64) -> UInt32 {
    let mask = 1 << power - 1
    let start = Int(truncatingIfNeeded: draws &+ 1) & mask
    let place = buckets.nextUsed(from: start)
    draws &+= UInt64((place - start) & mask) + 1
    return buckets.fronts[place]
  }

  @inline(__always)
  private func place(of key: UInt32) -> Int {
    Int(buckets.order[Int(truncatingIfNeeded: hashes[Int(key)]) & (1 << power - 1)])
  }

  private func push(_ key: UInt32) {
    let place = place(of: key)
    following[Int(key)] = buckets.fronts[place]
    buckets.setFront(key, at: place)
  }

  /// Moves every key, bucket by bucket and from front to back, to the front of its new bucket.
  private mutating func grow() {
    let oldCount = 1 << power
    power += 1
    var old = Buckets(power: power)
    swap(&old, &buckets)
    for bucket in 0..<oldCount {
      var key = old.fronts[Int(old.order[bucket])]
      while key != Self.none {
        let next = following[Int(key)]
        push(key)
        key = next
      }
    }
  }

  /// The buckets, each at the number of the first draw that names it.
  private struct Buckets: ~Copyable {
    /// For each bucket the number of the draw, modulo the number of buckets.
    let order: UnsafeMutablePointer<UInt32>

    /// The front key of the bucket of each draw, or `.max`.
    let fronts: UnsafeMutablePointer<UInt32>

    /// A set bit for each draw whose bucket has a key.
    private let used: UnsafeMutablePointer<UInt64>
    private let words: Int

    init(power: Int) {
      let count = 1 << power
      order = .allocate(capacity: count)
      order.initialize(repeating: 0, count: count)
      fronts = .allocate(capacity: count)
      fronts.initialize(repeating: BucketTable.none, count: count)
      words = max(1, count / 64)
      used = .allocate(capacity: words)
      used.initialize(repeating: 0, count: words)
      var generator = CongruentialGenerator()
      for draw in 1...count {
        let bucket = Int(truncatingIfNeeded: generator.next()) & (count - 1)
        order[bucket] = UInt32(truncatingIfNeeded: draw & (count - 1))
      }
    }

    deinit {
      order.deallocate()
      fronts.deallocate()
      used.deallocate()
    }

    func setFront(_ key: UInt32, at place: Int) {
      fronts[place] = key
      let bit: UInt64 = 1 << UInt64(place & 63)
      if key == BucketTable.none { used[place >> 6] &= ~bit } else { used[place >> 6] |= bit }
    }

    @inline(__always)
    func nextUsed(from start: Int) -> Int {
      var word = start >> 6
      var bits = used[word] & (UInt64.max << UInt64(start & 63))
      while bits == 0 {
        word = word + 1 == words ? 0 : word + 1
        bits = used[word]
      }
      return word << 6 | bits.trailingZeroBitCount
    }
  }
}

/// The linear congruential generator of libCacheSim's sampled policies, with Knuth's constants for 64 bits.
struct CongruentialGenerator {
  private var state: UInt64 = 0

  /// Returns the next number, which is the whole state.
  @inline(__always)
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}
