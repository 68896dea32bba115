import Simulation

/// Eviction by samples as Redis runs it: few entries are drawn, and the best candidates of earlier draws are kept.
///
/// Source: the Redis documentation, "Key eviction", and Sanfilippo, "Random notes on improving the Redis LRU
/// algorithm", 2016. An eviction draws some resident keys and puts them into a pool of 16 candidates in order of a
/// score, which a candidate keeps. The highest score that is still resident goes. Redis takes neighbours in its hash
/// table; here the draws are uniform over the resident keys and distinct, which a good hash comes to.
///
/// As in Redis, a key is drawn into the pool again though it is there, and a candidate that was used since, or
/// left and came back, is evicted by its old score.
struct EvictionPool: ~Copyable {
  /// Candidates by ascending score, from the front.
  private var candidates = InlineArray<16, (key: UInt32, score: UInt32)>(repeating: (key: 0, score: 0))
  private var count = 0
  private var evictions = 0
  private let samples: Int
  private let draws: RandomStream

  static let samples = PolicyParameter(
    whole: "samples", default: 5, in: 1...64, "entries drawn at an eviction, maxmemory-samples")

  /// Creates an empty pool that makes the draws of a seed.
  init(_ setup: PolicySetup) {
    samples = Int(setup[Self.samples])
    draws = RandomStream(seed: setup.seed, replication: 0, purpose: .eviction)
  }

  /// Draws among `residents`, which are not empty, and returns the victim.
  ///
  /// - Parameter score: how well a resident key would be evicted.
  /// - Complexity: O(samples²).
  mutating func findVictim(
    _ residents: borrowing ResidentKeys, score: (UInt32) -> UInt32
  ) -> UInt32 {
    while true {
      drawSamples(residents, score: score)
      while count > 0 {
        count -= 1
        let best = candidates[count].key
        if residents.contains(best) { return best }
      }
    }
  }

  /// Draws distinct slots by Floyd's method (Bentley, Floyd, "Programming pearls: a sample of brilliance", 1987).
  private mutating func drawSamples(_ residents: borrowing ResidentKeys, score: (UInt32) -> UInt32) {
    let size = min(samples, residents.count)
    var drawn = InlineArray<64, Int>(repeating: 0)
    for sample in 0..<size {
      let last = residents.count - size + sample
      var slot = draws.integer(below: last + 1, evictions, sample)
      for earlier in 0..<sample where drawn[earlier] == slot { slot = last }
      drawn[sample] = slot
      let key = residents[slot]
      add(key, score: score(key))
    }
    evictions += 1
  }

  /// Puts a key before the candidates that score no less; a full pool drops its lowest, or declines a lower one.
  private mutating func add(_ key: UInt32, score: UInt32) {
    var place = 0
    while place < count && candidates[place].score < score { place += 1 }
    if count < candidates.count {
      for index in (place..<count).reversed() { candidates[index + 1] = candidates[index] }
      count += 1
    } else {
      guard place > 0 else { return }
      place -= 1
      for index in 0..<place { candidates[index] = candidates[index + 1] }
    }
    candidates[place] = (key: key, score: score)
  }
}
