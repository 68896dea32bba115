import Eviction
import Recordings
import Testing
import Traffic

/// The hit rates of the Mooncake conversation trace that others measured.
@Suite(.enabled(if: Reference.isAvailable)) struct PrefixReferenceTests {
  static let mooncake = Result { try trace() }

  private static func trace() throws -> PrefixTrace {
    let folder = try #require(Reference.folder)
    let stream = try RecordedSource(path: folder + "/data/traces/mooncake/conversation_trace.jsonl").read()
    let blocks = try #require(stream.prefixBlocks)
    return try PrefixTrace(
      denseBlocks: blocks.ids, offsets: blocks.offsets,
      inputTokens: (0..<stream.count).map { UInt32(stream.inputTokens($0)) }, blockTokens: blocks.blockTokens,
      blockCount: blocks.blockCount)
  }

  /// Capacities in blocks, and hit shares of tokens in ten-thousandths for LRU, FIFO and LFU.
  @Test(
    "token hit rates equal those of reference/traces.md",
    arguments: [
      (1000, [454, 442, 490]), (5000, [1125, 1073, 941]), (10_000, [2153, 1850, 1344]),
      (20_000, [2931, 2627, 2140]), (50_000, [3615, 3401, 3506]),
    ])
  func traces(capacity: Int, expected: [Int]) throws {
    let trace = try Self.mooncake.get()
    for (policy, share) in zip([PrefixPolicy.lru, .fifo, .lfu], expected) {
      let counts = trace.replay(PrefixChoice(policy), capacity: capacity)
      #expect(Int((counts.tokenHitRatio * 10_000).rounded()) == share, "\(policy) at \(capacity)")
    }
  }

  @Test("the unbounded hit rate and the numbers of blocks equal those of reference/traces.md")
  func unbounded() throws {
    let trace = try Self.mooncake.get()
    #expect(trace.count == 12_031 && trace.blocks.count == 288_500 && trace.blockCount == 182_790)
    #expect(trace.isPrefixClosed)
    let counts = trace.replayUnbounded()
    #expect(Int((counts.tokenHitRatio * 10_000).rounded()) == 3736)
    #expect(counts.tokensHit == 54_098_411 && counts.tokensRequested == 144_793_823)
  }

  /// PyPI kvcache-simulator 0.1.3: run --model glm-5.2 --block-size 512 (95,232 bytes a token), without
  /// and with --format json: GiB, blocks, the printed percentage and the hit tokens of FIFO, LRU and optimum.
  static let kvcacheSimulator: [(gibibytes: Double, blocks: Int, printed: [String], hitTokens: [UInt64])] = [
    (1, 22, ["2.5", "4.5", "5.3"], [1_697_280, 3_080_192, 3_607_532]),
    (2, 44, ["3.2", "4.5", "6.0"], [2_150_912, 3_080_192, 4_041_705]),
    (4, 88, ["3.7", "4.5", "7.1"], [2_515_333, 3_080_581, 4_806_340]),
    (8, 176, ["4.1", "4.5", "8.9"], [2_758_533, 3_080_581, 6_064_727]),
    (16, 352, ["4.3", "4.5", "11.8"], [2_910_280, 3_083_336, 8_028_892]),
    (32, 704, ["4.4", "4.6", "16.7"], [3_020_229, 3_114_315, 11_321_581]),
    (64, 1409, ["4.8", "4.9", "23.0"], [3_263_837, 3_320_864, 15_614_456]),
    (128, 2818, ["6.2", "6.4", "30.3"], [4_221_468, 4_362_064, 20_562_278]),
    (256, 5637, ["12.2", "13.1", "37.3"], [8_301_260, 8_928_755, 25_320_951]),
    (512, 11_275, ["19.6", "23.3", "39.8"], [13_281_665, 15_849_049, 27_038_068]),
    (1024, 22_550, ["27.8", "31.7", "39.8"], [18_868_426, 21_501_492, 27_038_068]),
    (2048, 45_100, ["33.6", "37.4", "39.8"], [22_829_103, 25_426_292, 27_038_068]),
    (4096, 90_200, ["37.4", "39.1", "39.8"], [25_366_664, 26_550_644, 27_038_068]),
  ]

  @Test("hit tokens and printed digits equal those of kvcache-simulator at its thirteen capacities")
  func simulator() throws {
    let trace = try Self.mooncake.get()
    let size = try KeyValueSize(parsing: "95232")
    // The tool tries these and leaves out those that the first half of the trace does not fill.
    let capacities = try (0...14).map {
      try PrefixCapacity(parsing: "\(1 << $0)GiB").blocks(of: trace.blockTokens, size: size)
    }
    let study = PrefixStudy(
      policies: PrefixChoice.kvcacheSimulator, capacities: capacities, warmUp: .half)
    let points = study.run(trace, threads: 2)
    for (policy, choice) in PrefixChoice.kvcacheSimulator.enumerated() {
      let printed = points.filter { $0.choice == choice && $0.isFilledByWarmUp }
      #expect(printed.map(\.capacity) == Self.kvcacheSimulator.map(\.blocks))
      for (point, row) in zip(printed, Self.kvcacheSimulator) {
        #expect(point.counts.tokensHit == row.hitTokens[policy], "\(choice) at \(row.gibibytes) GiB")
        let permille = Int((point.counts.tokenHitRatio * 1000).rounded())
        #expect(
          "\(permille / 10).\(permille % 10)" == row.printed[policy], "\(choice) at \(row.gibibytes) GiB")
        #expect(point.counts.requests == 6016 && point.counts.warmUpRequests == 6015)
        #expect(point.counts.tokensRequested == 67_915_607)
      }
    }
    #expect(trace.replayUnbounded(warmUp: .half).tokensHit == 27_038_068)
  }

  @Test("Belady's replay of the trace bounds the others in blocks and in tokens")
  func bound() throws {
    let trace = try Self.mooncake.get()
    for capacity in [100, 1000, 10_000] {
      let bound = trace.replay(PrefixChoice(.belady), capacity: capacity)
      for choice in PrefixChoice.all where !choice.policy.isBound {
        let counts = trace.replay(choice, capacity: capacity)
        #expect(counts.blocksHit <= bound.blocksHit && counts.tokensHit <= bound.tokensHit)
      }
    }
  }
}

/// What PyPI kvcache-simulator 0.1.3 gives where the Mooncake trace cannot tell conventions apart.
@Suite struct PrefixPeerTests {
  @Test("prompts longer than the cache and ids behind other beginnings count as in kvcache-simulator")
  func conventions() throws {
    let prompts: [([UInt64], UInt32)] = [
      ([1, 2, 1, 2], 13), ([1, 2, 1, 1], 14), ([1, 1, 1], 9), ([1, 2, 1], 9), ([1, 2], 6), ([1], 4),
      ([1, 2, 1, 1, 1], 18), ([2, 2, 1, 1, 1], 20), ([1, 1, 1, 1, 2], 17), ([1, 1, 1, 1, 2], 18), ([2], 3),
      ([2, 1, 2], 11), ([1, 1, 1, 1], 16), ([1, 1, 1, 1, 1], 18),
    ]
    // --block-size 4 --format json; hit tokens at 1 to 6 blocks.
    let expected: [[UInt64]] = [
      [4, 4, 4, 20, 38, 38], [4, 12, 20, 36, 46, 57], [16, 28, 40, 52, 62, 69],
    ]
    let trace = try PrefixTrace(
      prompts.map { (blocks: $0.0, inputTokens: $0.1) }, blockTokens: 4, identity: .path)
    #expect(trace.blockCount == 18)
    #expect(trace.replayUnbounded(warmUp: .half).tokensHit == 69)
    for (choice, row) in zip(PrefixChoice.kvcacheSimulator, expected) {
      let hits = (1...6).map { trace.replay(choice, capacity: $0, warmUp: .half).tokensHit }
      #expect(hits == row, "\(choice)")
    }
  }
}

/// The hit rates of the same trace with sliding lifetimes.
@Suite(.enabled(if: Reference.isAvailable)) struct PrefixLifetimeReferenceTests {
  @Test(
    "with sliding lifetimes the unbounded token hit rates equal those of reference/traces.md",
    arguments: [(300, 2934), (600, 3501)])
  func lifetimes(seconds: Int, expected: Int) throws {
    let folder = try #require(Reference.folder)
    let stream = try RecordedSource(path: folder + "/data/traces/mooncake/conversation_trace.jsonl").read()
    let trace = try PrefixReferenceTests.mooncake.get().timed(stream.arrival.map(\.nanoseconds))
    let span = Int64(seconds) * 1_000_000_000
    for policy in [PrefixPolicy.lru, .belady] {
      let counts = trace.replay(PrefixChoice(policy), capacity: trace.blockCount, lifetime: span)
      #expect(Int((counts.tokenHitRatio * 10_000).rounded()) == expected, "\(policy)")
    }
  }
}
