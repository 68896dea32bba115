import Eviction
import TestSupport
import Testing

/// Every fast loop beside its plain twin, on random streams of prompts.
@Suite struct PrefixModelTests {
  /// One comparison, printed when it fails so that it can be repeated.
  struct Setting: CustomStringConvertible, Sendable {
    var seed: UInt64
    var requests: Int
    var longest: Int
    var ids: UInt64
    var identity: BlockIdentity

    var description: String {
      "seed \(seed) requests \(requests) longest \(longest) ids \(ids) identity \(identity)"
    }

    /// Prompts that often share a beginning, and with few ids often hold a block twice.
    func trace() throws -> PrefixTrace {
      var random = SplitMix(state: seed)
      let prompts = (0..<requests).map { _ -> (blocks: [UInt64], inputTokens: UInt32) in
        let blocks = (0..<Int(random.next() % UInt64(longest + 1))).map { _ in
          min(random.next() % ids, random.next() % ids)
        }
        let lacking = blocks.isEmpty ? 0 : random.next() % 4
        return (blocks, UInt32(blocks.count * 4) - UInt32(lacking))
      }
      return try PrefixTrace(prompts, blockTokens: 4, identity: identity)
    }
  }

  @Test(
    "a policy hits what its plain model hits, at every request of a long stream", arguments: PrefixChoice.all)
  func longStreams(choice: PrefixChoice) throws {
    for identity in BlockIdentity.allCases {
      let setting = Setting(seed: 7, requests: 150, longest: 9, ids: 12, identity: identity)
      for capacity in [0, 1, 2, 3, 5, 8, 9, 10, 20, 60, 200] {
        try compare(choice, capacity: capacity, setting)
      }
    }
    // Frequencies beyond the first table of lists.
    let few = Setting(seed: 8, requests: 400, longest: 4, ids: 3, identity: .given)
    for capacity in [1, 2, 3] { try compare(choice, capacity: capacity, few) }
  }

  @Test("a policy hits what its plain model hits, on 2,000 short streams", arguments: PrefixChoice.all)
  func manyStreams(choice: PrefixChoice) throws {
    var random = SplitMix(state: 11)
    for seed in 0..<2000 {
      let setting = Setting(
        seed: UInt64(seed), requests: Int(random.next() % 12), longest: Int(random.next() % 8) + 1,
        ids: random.next() % 6 + 1, identity: seed % 2 == 0 ? .path : .given)
      try compare(choice, capacity: Int(random.next() % 14), setting)
    }
  }

  @Test("no cache hits more blocks than Belady's on a prefix-closed trace, and none can")
  func bound() throws {
    var random = SplitMix(state: 12)
    var tried = 0
    var hits = 0
    for seed in 0..<4000 {
      let setting = Setting(
        seed: UInt64(seed), requests: Int(random.next() % 6) + 2, longest: Int(random.next() % 4) + 1,
        ids: random.next() % 2 + 2, identity: .path)
      let capacity = Int(random.next() % 4) + 1
      let trace = try setting.trace()
      guard trace.blockCount <= 9 else { continue }
      let belady = trace.replay(PrefixChoice(.belady), capacity: capacity)
      let most = ExhaustivePrefixCache.mostHits(trace, capacity: capacity)
      #expect(belady.blocksHit == most, "\(setting) capacity \(capacity)")
      tried += 1
      hits += most
    }
    #expect(tried > 1000 && hits > 1000)
  }

  private func compare(_ choice: PrefixChoice, capacity: Int, _ setting: Setting) throws {
    let trace = try setting.trace()
    let expected = PrefixModel.hits(trace, choice, capacity: capacity)
    for share in [0, 0.4] {
      let counts = trace.replay(choice, capacity: capacity, warmUp: try PrefixWarmUp(share: share))
      let first = Int(Double(trace.count) * share)
      let tokens = (first..<trace.count).reduce(UInt64(0)) {
        $0 + min(UInt64(expected[$1] * 4), UInt64(trace.inputTokens[$1]))
      }
      guard counts.requests == trace.count - first, counts.blocksHit == expected[first...].reduce(0, +),
        counts.tokensHit == tokens
      else {
        Issue.record("\(choice) capacity \(capacity) \(setting) share \(share): \(counts)")
        return
      }
    }
  }
}
