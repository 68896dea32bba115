import Eviction
import Testing

/// Every fast policy beside its plain twin, on random streams.
@Suite struct ModelTests {
  /// One comparison, printed when it fails so that it can be repeated.
  struct Setting: CustomStringConvertible, Sendable {
    var policy: PolicyChoice
    var capacity: UInt64
    var hasSizes: Bool
    var removals: Bool
    var seed: UInt64

    var description: String {
      "\(policy) capacity \(capacity) sizes \(hasSizes) removals \(removals) seed \(seed)"
    }
  }

  static let settings: [Setting] = PolicyKind.allCases.flatMap { kind in
    PolicyVariant.allCases.flatMap { variant in
      [0, 1, 2, 7, 10, 25, 40, 100].flatMap { (capacity: UInt64) in
        [(false, false), (false, true), (true, false), (true, true)].map { hasSizes, removals in
          Setting(
            policy: PolicyChoice(kind, variant: variant), capacity: capacity * (hasSizes ? 4 : 1),
            hasSizes: hasSizes, removals: removals, seed: capacity + 1)
        }
      }
    }
  }

  static func model(_ choice: PolicyChoice, capacity: UInt64) -> (any PolicyModel)? {
    let isLibCacheSim = choice.variant == .libcachesim
    switch choice.kind {
    case .fifo: return RankedModel(capacity: capacity) { $0.storedAt < $1.storedAt }
    case .lru: return RankedModel(capacity: capacity) { $0.usedAt < $1.usedAt }
    case .lfu:
      return RankedModel(capacity: capacity) { ($0.frequency, $0.usedAt) < ($1.frequency, $1.usedAt) }
    case .belady: return RankedModel(capacity: capacity) { $0.next > $1.next }
    case .clock: return ClockModel(capacity: capacity)
    case .sieve: return SieveModel(capacity: capacity)
    case .s3fifo: return S3FIFOModel(capacity: capacity, isLibCacheSim: isLibCacheSim)
    case .slru: return SLRUModel(capacity: capacity, isLibCacheSim: isLibCacheSim)
    case .twoq: return TwoQueueModel(capacity: capacity, isLibCacheSim: isLibCacheSim)
    case .arc: return ARCModel(capacity: capacity, isLibCacheSim: isLibCacheSim)
    default: return nil
    }
  }

  @Test("a policy evicts what its plain model evicts, at every request", arguments: settings)
  func sameVictims(setting: Setting) throws {
    let keys = 60
    var random = SplitMix(state: setting.seed)
    // A last round over all keys leaves none without a next request: Belady's order among those is free.
    let stream = random.skewedKeys(1000, below: keys) + (0..<UInt32(keys))
    let trace = try CacheTrace(denseKeys: stream, keyCount: keys)
    let cache = setting.policy.kind.makeCache(
      capacity: setting.capacity, keys: keys, variant: setting.policy.variant)
    var model = try #require(Self.model(setting.policy, capacity: setting.capacity))
    for now in 0..<1000 {
      if setting.removals && random.next() % 8 == 0 {
        let key = UInt32(random.next() % UInt64(keys))
        let wasResident = model.residents.position(of: key) != nil
        model.remove(key)
        try #require(cache.remove(key) == wasResident, "removal before request \(now)")
      }
      let key = stream[now]
      let size = setting.hasSizes ? UInt32(random.next() % 9) + 1 : 1
      let wasResident = model.residents.position(of: key) != nil
      let admits = cache.admits(key, size: size)
      let expected = model.request(key, size: size, next: trace.next[now], now: now)
      var victims: [UInt32] = []
      let hit = cache.request(key, size: size, next: trace.next[now]) { victims.append($0) }
      try #require(hit == wasResident, "request \(now)")
      try #require(victims == expected, "request \(now)")
      try #require(cache.contains(key) == (hit || admits), "request \(now)")
      let residents = model.residents
      try #require(cache.used == residents.bytes && cache.count == residents.count, "request \(now)")
      try #require(cache.used <= setting.capacity, "request \(now)")
      try #require(residents.allSatisfy { cache.contains($0.key) }, "request \(now)")
    }
  }
}
