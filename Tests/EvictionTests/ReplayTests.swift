import CacheTraces
import Eviction
import TestSupport
import Testing

/// What holds for every policy.
@Suite struct ReplayTests {
  static let choices = PolicyKind.allCases.flatMap { kind in
    kind.variants.map { PolicyChoice(kind, variant: $0) }
  }

  static func trace(seed: UInt64, requests: Int = 20_000, keys: Int = 500) throws -> CacheTrace {
    var random = SplitMix(state: seed)
    return try CacheTrace(random.skewedKeys(requests, below: keys).map { UInt64($0) })
  }

  static func sizedTrace(seed: UInt64) throws -> CacheTrace {
    var random = SplitMix(state: seed)
    let keys = random.skewedKeys(20_000, below: 500)
    return try CacheTrace(sized: keys.map { (key: UInt64($0), size: $0 % 50 + 1) })
  }

  @Test("every request is a hit or a miss", arguments: choices)
  func conservation(choice: PolicyChoice) throws {
    for trace in [try Self.trace(seed: 1), try Self.sizedTrace(seed: 2)] {
      for capacity: UInt64 in [0, 1, 5, 50, 499, 1000, 100_000, .max] {
        let counts = choice.replay(trace, capacity: capacity)
        #expect(counts.requests == trace.count)
        #expect(counts.hits + counts.misses == counts.requests)
        #expect(counts.missBytes <= counts.requestBytes)
        #expect(counts.misses >= trace.keyCount)
      }
    }
  }

  /// All but the cache that ignores its capacity.
  static let bounded = choices.filter { $0.kind != .unbounded }

  @Test("a cache without capacity never hits", arguments: bounded)
  func noCapacity(choice: PolicyChoice) throws {
    let counts = choice.replay(try Self.trace(seed: 3), capacity: 0)
    #expect(counts.hits == 0)
  }

  @Test("a cache larger than the key space misses each key once", arguments: choices)
  func everythingFits(choice: PolicyChoice) throws {
    let trace = try Self.trace(seed: 4)
    let counts = choice.replay(trace, capacity: UInt64(trace.keyCount) * 100)
    #expect(counts.misses == trace.keyCount)
  }

  @Test("a cache of one entry hits only immediate repetitions", arguments: PolicyKind.allCases)
  func oneEntry(kind: PolicyKind) throws {
    let trace = try CacheTrace([7, 7, 8, 8, 8, 7, 9, 9])
    let expected =
      switch kind {
      // Once it was hit, 7 is worth more than any new entry, and stays.
      case .gdsf: 2
      case .unbounded: 5
      default: 4
      }
    #expect(kind.replay(trace, capacity: 1).hits == expected)
  }

  @Test("Belady-Size is Belady's rule where all sizes are equal")
  func equalSizes() throws {
    for seed: UInt64 in 14..<18 {
      let trace = try Self.trace(seed: seed, requests: 5000)
      for capacity: UInt64 in [1, 3, 20, 130, 400] {
        for variant in [PolicyVariant.bypass, .published] {
          let exact = PolicyKind.belady.replay(trace, capacity: capacity, variant: variant)
          #expect(PolicyKind.beladysize.replay(trace, capacity: capacity, variant: variant) == exact)
        }
      }
    }
  }

  @Test("an adaptive window ends near the better of a small and a large one")
  func adaptiveWindow() throws {
    // A loop longer than the cache wants frequency; a drifting working set wants recency.
    var random = SplitMix(state: 15)
    let drifting = (0..<60_000).map { UInt64($0 / 20) + random.next() % 90 }
    let skewed = try Self.trace(seed: 16, requests: 60_000, keys: 1000)
    for trace in [try CacheTrace(drifting), skewed] {
      let hits = ["wtinylfu", "wtinylfu:window=0.8", "wtinylfu:adaptive"].compactMap { text in
        PolicyChoice(text)?.replay(trace, capacity: 100).hits
      }
      let (least, most) = (min(hits[0], hits[1]), max(hits[0], hits[1]))
      #expect(most > least * 11 / 10 && hits[2] > (least + 2 * most) / 3, "\(hits)")
    }
  }

  @Test("a seed decides what sampled policies draw, and nothing else does")
  func seeds() throws {
    let trace = try Self.trace(seed: 17)
    for kind in [PolicyKind.hyperbolic, .lhd, .lecar, .cacheus] {
      let choice = PolicyChoice(kind)
      let one = choice.replay(trace, capacity: 100, seed: 1)
      #expect(choice.replay(trace, capacity: 100, seed: 1) == one)
      #expect((2..<6).contains { choice.replay(trace, capacity: 100, seed: $0) != one })
    }
  }

  @Test("a policy chosen at run time counts as the replay does", arguments: choices)
  func online(choice: PolicyChoice) throws {
    let trace = try Self.sizedTrace(seed: 11)
    let sizes = try #require(trace.sizes)
    let cache = choice.kind.makeCache(choice.setup(capacity: 1200, trace: trace))
    var hits = 0
    for request in 0..<trace.count
    where cache.request(
      trace.keys[request],
      Access(size: sizes[request], next: trace.next[request], time: Int64(request)))
    {
      hits += 1
    }
    #expect(hits == choice.replay(trace, capacity: 1200).hits)
  }

  @Test("a stream replayed in two pieces counts as one")
  func pieces() throws {
    let whole = try Self.trace(seed: 12)
    let middle = whole.count / 3
    var policy = S3FIFO(capacity: 80, keys: whole.keyCount)
    var hits = 0
    for range in [0..<middle, middle..<whole.count] {
      hits +=
        policy.replay(
          try CacheTrace(denseKeys: Array(whole.keys[range]), keyCount: whole.keyCount)
        ).hits
    }
    #expect(hits == PolicyKind.s3fifo.replay(whole, capacity: 80).hits)
  }

  @Test("least recently used obeys inclusion: more capacity never misses more")
  func inclusion() throws {
    let trace = try Self.trace(seed: 13)
    let misses = (1...60).map { PolicyKind.lru.replay(trace, capacity: $0 * 10).misses }
    #expect(zip(misses, misses.dropFirst()).allSatisfy { $0 >= $1 })
  }
}
