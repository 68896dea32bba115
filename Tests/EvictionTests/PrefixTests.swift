import Eviction
import TestSupport
import Testing

/// What a replay of prompts counts, by example and by property.
@Suite struct PrefixTests {
  /// Prompts of whole blocks of four tokens.
  static func trace(_ prompts: [[UInt64]], identity: BlockIdentity = .given) throws -> PrefixTrace {
    try PrefixTrace(
      prompts.map { (blocks: $0, inputTokens: UInt32(4 * $0.count)) }, blockTokens: 4, identity: identity)
  }

  /// Prompts of a few conversations that grow turn by turn, with a shared system prompt.
  static func conversations(seed: UInt64, requests: Int) throws -> PrefixTrace {
    var random = SplitMix(state: seed)
    var turns = [UInt64](repeating: 1, count: 40)
    return try trace(
      (0..<requests).map { _ in
        let conversation = min(random.next() % 40, random.next() % 40)
        let turn = min(turns[Int(conversation)], 30)
        turns[Int(conversation)] = random.next() % 8 == 0 ? 1 : turn + random.next() % 3
        return [0] + (0..<turn).map { 1000 * (conversation + 1) + $0 }
      }, identity: .path)
  }

  @Test("a hit is the longest resident prefix, not every resident block")
  func longestPrefix() throws {
    let trace = try Self.trace([[1, 2, 3], [1, 9, 3], [2, 3]])
    let counts = trace.replayUnbounded()
    #expect(counts.blocksHit == 0 + 1 + 2)
    #expect(counts.blocksRequested == 8 && counts.tokensHit == 12 && counts.tokensRequested == 32)
    #expect(counts.tokenHitRatio == 0.375 && counts.blockHitRatio == 0.375)
  }

  @Test("the last block of a prompt counts as far as the prompt reaches")
  func partialBlock() throws {
    let prompt: (blocks: [UInt64], inputTokens: UInt32) = ([1, 2], 5)
    let longer: (blocks: [UInt64], inputTokens: UInt32) = ([1, 2], 11)
    #expect(try PrefixTrace([prompt, prompt], blockTokens: 4).replayUnbounded().tokensHit == 5)
    #expect(try PrefixTrace([longer, longer], blockTokens: 4).replayUnbounded().tokensHit == 8)
  }

  @Test("blocks of equal tokens behind different beginnings are two by path, one as given")
  func identity() throws {
    let prompts: [[UInt64]] = [[1, 2], [3, 2], [1, 2]]
    let given = try Self.trace(prompts)
    #expect(given.blockCount == 3 && !given.isPrefixClosed)
    let path = try Self.trace(prompts, identity: .path)
    #expect(path.blockCount == 4 && path.isPrefixClosed)
    let lru = PrefixChoice(.lru)
    #expect(given.replay(lru, capacity: 3).blocksHit == 2)
    #expect(path.replay(lru, capacity: 3).blocksHit == 0)
    #expect(path.replay(lru, capacity: 4).blocksHit == 2)
  }

  @Test("a prompt longer than the cache evicts its beginning or keeps it, as the order says")
  func longPrompt() throws {
    let trace = try Self.trace([[1, 2, 3], [1], [1, 2, 3]])
    for (order, hits) in [(PrefixOrder.firstToLast, 1), (.lastToFirst, 3), (.kvcacheSimulator, 2)] {
      #expect(trace.replay(try PrefixChoice(.lru, order: order), capacity: 2).blocksHit == hits, "\(order)")
    }
  }

  @Test("a request's resident blocks stay while it stores others, in the order of kvcache-simulator")
  func pinned() throws {
    let pinned = try PrefixChoice(.lru, order: .kvcacheSimulator)
    #expect(try Self.trace([[1], [1, 2], [1]]).replay(pinned, capacity: 1).blocksHit == 2)
    #expect(try Self.trace([[1, 2], [1, 2], [1, 2]]).replay(pinned, capacity: 1).blocksHit == 0)
  }

  @Test("what Belady's replay does not bound: tokens, hits behind a warm-up, blocks that change predecessors")
  func limitsOfTheBound() throws {
    let (belady, fifo) = (PrefixChoice(.belady), PrefixChoice(.fifo))
    // The last block of each prompt holds one token.
    let prompts: [[UInt64]] = [[2, 3], [1], [3], [1], [2], [3, 1]]
    let partial = try PrefixTrace(
      prompts.map { (blocks: $0, inputTokens: UInt32(4 * $0.count - 3)) }, blockTokens: 4, identity: .path)
    let (bound, other) = (partial.replay(belady, capacity: 2), partial.replay(fifo, capacity: 2))
    #expect(bound.blocksHit == other.blocksHit && bound.tokensHit == 2 && other.tokensHit == 5)

    // Keeping 2 in place of 1 loses a hit of the warm-up and wins the only one behind it.
    let warm = try Self.trace([[1], [2], [1], [2]])
    #expect(warm.replay(belady, capacity: 1).blocksHit == 1)
    #expect(warm.replay(belady, capacity: 1, warmUp: try PrefixWarmUp(share: 0.75)).blocksHit == 0)

    let open = try Self.trace([[1], [3], [2, 3, 1], [2]])
    #expect(!open.isPrefixClosed)
    #expect(open.replay(belady, capacity: 2).blocksHit == 0 && open.replay(fifo, capacity: 2).blocksHit == 1)
  }

  @Test("more capacity never hits less under LRU", arguments: [PrefixOrder.firstToLast, .lastToFirst])
  func inclusion(order: PrefixOrder) throws {
    let trace = try Self.conversations(seed: 3, requests: 2000)
    let hits = try (1...80).map {
      trace.replay(try PrefixChoice(.lru, order: order), capacity: 5 * $0).blocksHit
    }
    #expect(zip(hits, hits.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(hits.first != hits.last)
  }

  @Test("a cache of every block hits as much as an unbounded one, a cache of none nothing")
  func extremes() throws {
    let trace = try Self.conversations(seed: 4, requests: 1000)
    let most = trace.replayUnbounded(warmUp: .half)
    for choice in PrefixChoice.all {
      for capacity in [trace.blockCount, trace.blockCount + 1, .max] {
        #expect(trace.replay(choice, capacity: capacity, warmUp: .half) == most, "\(choice)")
      }
      let none = trace.replay(choice, capacity: 0)
      #expect(none.blocksHit == 0 && none.tokensHit == 0 && none.requests == 1000)
    }
  }

  @Test("requests of equal blocks and any order of naming count the same")
  func renaming() throws {
    let trace = try Self.conversations(seed: 5, requests: 500)
    let last = UInt32(trace.blockCount) - 1
    let renamed = try PrefixTrace(
      denseBlocks: trace.blocks.map { last - $0 }, offsets: trace.offsets, inputTokens: trace.inputTokens,
      blockTokens: trace.blockTokens, blockCount: trace.blockCount, identity: .path)
    for choice in PrefixChoice.all {
      #expect(trace.replay(choice, capacity: 77) == renamed.replay(choice, capacity: 77), "\(choice)")
    }
  }

  @Test("a trace without requests, or with empty ones, counts them and has no ratio above zero")
  func empty() throws {
    for prompts in [[], [[]], [[], [], [1], []]] as [[[UInt64]]] {
      let trace = try Self.trace(prompts)
      for choice in PrefixChoice.all {
        let counts = trace.replay(choice, capacity: 1, warmUp: .half)
        #expect(counts.requests + counts.warmUpRequests == prompts.count)
        #expect(counts.blockHitRatio == 0 && counts.tokenHitRatio == 0)
      }
    }
  }

  @Test("a study has its points in order, whatever the number of threads")
  func study() throws {
    let trace = try Self.conversations(seed: 6, requests: 600)
    let capacities = [400, 0, 3, 50, 50]
    let study = PrefixStudy(policies: PrefixChoice.all, capacities: capacities, warmUp: .half)
    let one = study.run(trace, threads: 1)
    #expect(one.map(\.choice) == PrefixChoice.all.flatMap { Array(repeating: $0, count: 5) })
    #expect(one.prefix(5).map(\.capacity) == capacities)
    #expect(one.allSatisfy { $0.counts == trace.replay($0.choice, capacity: $0.capacity, warmUp: .half) })
    let distinct = Set(trace.blocks[..<trace.offsets[300]]).count
    #expect(one.allSatisfy { $0.isFilledByWarmUp == ($0.capacity <= distinct) })
    for threads in [0, 2, 5, 100] {
      let other = study.run(trace, threads: threads)
      #expect(one == other)
    }
    #expect(PrefixStudy(policies: [], capacities: [1]).run(trace, threads: 2).isEmpty)
  }
}
