import CacheTraces
import Eviction
import TestSupport
import Testing

/// What no policy beats, and what was called so and is none.
@Suite struct BoundTests {
  /// Every policy with a capacity, in every variant.
  static let choices = PolicyKind.allCases.filter { $0 != .unbounded }.flatMap { kind in
    kind.variants.map { PolicyChoice(kind, variant: $0) }
  }

  static let bound = PolicyChoice(.belady, variant: .bypass)

  @Test(
    "no policy with any admission rule misses less than the bound on 10,000 random streams", .tags(.slow),
    .unlessQuick,
    arguments: 0..<10)
  func registry(part: Int) throws {
    var random = SplitMix(state: UInt64(part) + 77)
    var (equal, declined) = (0, 0)
    for stream in 0..<1000 {
      let keys = Int(random.next() % 24) + 2
      let requests = Int(random.next() % 60) + 10
      // Skewed, uniform, and hot keys among others that never return.
      let stream: [UInt32] =
        switch stream % 3 {
        case 0: random.skewedKeys(requests, below: keys)
        case 1: (0..<requests).map { _ in UInt32(random.next() % UInt64(keys)) }
        default: (0..<requests).map { random.next() % 10 < 7 ? UInt32(random.next() % 3) : UInt32($0 + 3) }
        }
      let trace = try CacheTrace(stream.map { UInt64($0) })
      let capacity = random.next() % 12
      let least = Self.bound.replay(trace, capacity: capacity).misses
      let most = UInt32(random.next() % 2)
      for (index, choice) in Self.choices.enumerated() {
        let choice = PolicyModels.small(choice)
        let rules: [AdmissionRule] = [.always, .probability(0.5), .size(most: most), .tinylfu]
        let rule = rules[(index + Int(random.next() % 4)) % 4]
        let admission = rule == .tinylfu && !choice.kind.namesVictim ? .always : rule
        let setup = choice.setup(capacity: capacity, trace: trace, seed: 3)
        let counts = choice.kind.replay(trace, setup, rules: EntryRules(admission: admission))
        guard counts.misses >= least else {
          Issue.record(
            "\(choice) with \(admission) misses \(counts.misses), the bound \(least): \(trace.keys) at \(capacity)"
          )
          return
        }
        equal += counts.misses == least ? 1 : 0
      }
      declined +=
        PolicyKind.belady.replay(trace, capacity: capacity, variant: .published).misses > least ? 1 : 0
    }
    #expect(equal > 1000 && declined > 100, "the streams tell the bound from the rule that always stores")
  }

  /// java.util.Random: 48-bit linear congruential numbers, as its documentation lays down.
  private struct JavaRandom {
    private var state: UInt64

    init(seed: UInt64) { state = (seed ^ 0x5_DEEC_E66D) & ((1 << 48) - 1) }

    mutating func next(below bound: Int32) -> Int32 {
      while true {
        state = (state &* 0x5_DEEC_E66D &+ 0xB) & ((1 << 48) - 1)
        let bits = Int32(truncatingIfNeeded: state >> 17)
        let value = bits % bound
        if Int64(bits) - Int64(value) + Int64(bound) - 1 <= Int64(Int32.max) { return value }
      }
    }
  }

  @Test("2,000 draws of Java's Random(42) below 50 at 8 entries: 905 hits at most, 871 where all is stored")
  func java() throws {
    var random = JavaRandom(seed: 42)
    let trace = try CacheTrace((0..<2000).map { _ in UInt64(random.next(below: 50)) })
    #expect(Self.bound.replay(trace, capacity: 8).hits == 905)
    #expect(PolicyKind.belady.replay(trace, capacity: 8, variant: .published).hits == 871)
  }

  @Test(
    "a policy that declines misses less than Belady's rule that always stores, and not less than the bound")
  func declining() throws {
    var random = SplitMix(state: 4)
    let keys = (0..<3000).map { request in
      random.next() % 10 < 7 ? random.next() % 4 : UInt64(request) + 4
    }
    let trace = try CacheTrace(keys)
    let storing = PolicyKind.belady.replay(trace, capacity: 4, variant: .published).misses
    let declining = PolicyKind.gdsf.replay(trace, capacity: 4).misses
    let bound = Self.bound.replay(trace, capacity: 4).misses
    #expect(declining < storing && bound <= declining, "\(storing), \(declining), \(bound)")
    #expect(PolicyKind.belady.replay(trace, capacity: 4).misses == bound, "the name alone is the bound")
  }
}
