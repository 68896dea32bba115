import Simulation

/// The storms of the providers in one replication: which calls are refused with 429, and when they may come back.
///
/// Spells of calm and storm are addressed by their number, so that they are the same under every strategy.
struct StormClock: Sendable {
  private struct Spell: Sendable {
    var isStorm = false
    var number = 0
    var end = VirtualTime.zero
  }

  /// After so many spells it stays calm: more than the longest span of a scenario has, and calls that come back years
  /// behind its end have none to wait for.
  private static let mostSpells = 1 << 22

  private var spells: [Spell]
  private let lengths: RandomStream
  private let coins: RandomStream

  init(providers: Int, lengths: RandomStream, coins: RandomStream) {
    // The spell before the first is a storm of no length.
    spells = Array(repeating: Spell(isStorm: true), count: providers)
    self.lengths = lengths
    self.coins = coins
  }

  /// When a call that a storm refuses may come back; nil where none does.
  ///
  /// - Complexity: O(stated storms), and O(1) a spell that has passed since the last call.
  mutating func retryAfter(
    _ call: ProviderCall, _ faults: FaultProfile, provider: Int, at now: VirtualTime
  ) -> VirtualTime? {
    if let storm = faults.storms.first(where: { now >= $0.start && now < $0.end }) {
      return coins.uniform(call.luck, call.draw * 2) < storm.share ? storm.retryAfter : nil
    }
    guard let process = faults.stormProcess else { return nil }
    while spells[provider].end <= now {
      let spell = spells[provider]
      guard spell.number < StormClock.mostSpells else {
        spells[provider] = Spell(number: spell.number, end: .never)
        break
      }
      let isStorm = !spell.isStorm
      let mean = isStorm ? process.meanLength : process.meanGap
      let length = max(
        VirtualTime(nanoseconds: 1), .seconds(mean * lengths.exponential(provider, spell.number)))
      spells[provider] = Spell(isStorm: isStorm, number: spell.number + 1, end: spell.end + length)
    }
    guard spells[provider].isStorm, coins.uniform(call.luck, call.draw * 2 + 1) < process.share else {
      return nil
    }
    return process.retryAfter
  }
}
