import Simulation

/// Chooses the intents of a sample so that it has as large a part of popular ones as of others.
///
/// A few intents have most of the requests, and their hash alone takes too many or too few of those. Where popularity is
/// known and stays, intents are put in its order and one of each run of neighbours is taken (stratified sampling:
/// Cochran, "Sampling Techniques", 1977, chapter 5): the one with the smallest hash, and where the most popular of a run
/// is asked far more often than the least, the one that is asked about as often as they are on average.
struct IntentStrata {
  private let rate: Double
  /// The intents, the most popular first, and how often each is asked.
  private let intents: [UInt64]
  private let popularity: Zipf

  /// How much more often than the last of a run its first may be asked for the hash to decide.
  private static let greatestRatio = 1.5

  /// The intents of a workload; nil where a sample is none of intents, is one of several parts, or popularity moves on.
  init?(_ workload: SyntheticWorkload, _ world: World, _ popularity: Zipf) {
    guard let sample = workload.sample, sample.unit == .intent, sample.part == nil, workload.driftPeriod == 0
    else { return nil }
    rate = sample.rate
    intents = (0..<workload.intents).map { UInt64(world.intent(rank: $0, at: .zero)) }
    self.popularity = popularity
  }

  /// The intents that are kept, a bit each.
  ///
  /// - Complexity: O(intents).
  func chosen(_ draw: SampleDraw) -> [UInt64] {
    let strata = max(1, Int((rate * Double(intents.count)).rounded()))
    var chosen = [UInt64](repeating: 0, count: (intents.count + 63) / 64)
    for stratum in 0..<strata where !intents.isEmpty {
      let run = border(stratum, strata)..<border(stratum + 1, strata)
      guard let intent = representative(of: run, draw) else { continue }
      chosen[Int(intent >> 6)] |= 1 << (intent & 63)
    }
    return chosen
  }

  private func border(_ stratum: Int, _ strata: Int) -> Int {
    strata.dividingFullWidth(intents.count.multipliedFullWidth(by: stratum)).quotient
  }

  private func representative(of run: Range<Int>, _ draw: SampleDraw) -> UInt64? {
    guard let first = run.first, let last = run.last else { return nil }
    guard popularity.probability(first) > Self.greatestRatio * popularity.probability(last) else {
      return run.map { intents[$0] }.min { (draw.word($0), $0) < (draw.word($1), $1) }
    }
    let mean = run.reduce(0) { $0 + popularity.probability($1) } / Double(run.count)
    return run.min { abs(popularity.probability($0) - mean) < abs(popularity.probability($1) - mean) }
      .map { intents[$0] }
  }
}
