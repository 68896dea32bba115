import Simulation

/// Questions whose n-th is asked in proportion to 1 / n^s, independently at every request, and what caches make of it.
///
/// The characteristic-time approximation (Che, Tung and Wang, IEEE JSAC 20, 2002), with lifetimes that a hit does not
/// renew: an entry that lives T seconds answers the share rT / (1 + rT) of requests that come r times a second.
struct ZipfPopularity: Sendable {
  private let shares: [Double]
  private static let most = 2_000_000.0

  /// Nil where the numbers are no popularity.
  init?(questions: Double, exponent: Double) {
    guard questions >= 1, questions <= ZipfPopularity.most, exponent >= 0, exponent <= 10 else { return nil }
    var weights: [Double] = []
    weights.reserveCapacity(Int(questions))
    var sum = 0.0
    for rank in 1...Int(questions) {
      let weight = Transcendental.exp(-exponent * Transcendental.log(Double(rank)))
      weights.append(weight)
      sum += weight
    }
    shares = weights.map { $0 / sum }
  }

  /// The share of requests that ask one of the most popular questions.
  func share(ofTop count: Double) -> Double { shares.prefix(Int(max(0, min(count, 1e9)))).reduce(0, +) }

  /// The share of a number of requests that ask something for another time.
  func repeatShare(of requests: Double) -> Double {
    guard requests > 0 else { return .nan }
    let seen = shares.reduce(0.0) { sum, share in
      share < 1 ? sum + 1 - Transcendental.exp(requests * Transcendental.log(1 - share)) : sum + 1
    }
    return 1 - seen / requests
  }

  /// The share of hits where entries live a fixed time, or until a capacity is used up by newer ones.
  func hitShare(perSecond rate: Double, lifetime: Double, capacity: Double = .infinity) -> Double {
    guard rate > 0, lifetime > 0, capacity >= 1 else { return .nan }
    /// Entries and hits at a lifetime.
    func state(_ time: Double) -> (entries: Double, hits: Double) {
      var (entries, hits) = (0.0, 0.0)
      for share in shares {
        let part = rate * share * time / (1 + rate * share * time)
        entries += part
        hits += part * share
      }
      return (entries, hits)
    }
    if state(lifetime).entries <= capacity { return state(lifetime).hits }
    var (low, high) = (0.0, lifetime)
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if state(middle).entries < capacity { low = middle } else { high = middle }
    }
    return state(low).hits
  }
}
