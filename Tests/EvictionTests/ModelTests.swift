import CacheTraces
import Eviction
import TestSupport
import Testing

/// Every fast policy beside its plain twin, on random streams.
@Suite struct ModelTests {
  /// One comparison, printed when it fails so that it can be repeated.
  struct Setting: CustomStringConvertible, Sendable {
    var policy: PolicyChoice
    var capacity: UInt64
    var keys = 60
    var requests = 1000
    var hasSizes: Bool
    var lifetime: Int?
    var hasLastRequests = false
    var seed: UInt64

    var description: String {
      "\(policy) capacity \(capacity) keys \(keys) requests \(requests) sizes \(hasSizes)"
        + " lifetime \(lifetime.map(String.init) ?? "unlimited") seed \(seed)"
    }
  }

  static let choices =
    PolicyKind.allCases.flatMap { kind in
      kind.variants.map { PolicyChoice(kind, variant: $0) }
    } + PolicyModels.tuned

  /// Parameters away from their defaults, where the defaults of a policy hide a part of it at these capacities.
  static let tuned = [
    "gdsf:declines=0", "lruk:k=1", "lruk:k=3:retained=40", "mq:lifetime=0.7:queues=3:ghost=0.5",
    "lirs:hir=0.3", "lru:evict_share=0.35", "fifo:evict_share=1", "lru:gptcache:evict_share=0.05",
    "lirs:libcachesim:hir=0.3", "redis_lru:samples=2:resolution=60", "redis_lfu:decay=3:factor=1:samples=30",
    "redis_lfu:decay=0:factor=0",
  ].compactMap { PolicyChoice($0) }

  @Test(
    "a policy evicts what its plain model evicts, at every request of a long stream", .tags(.slow),
    .unlessQuick,
    arguments: choices + tuned)
  func longStreams(choice: PolicyChoice) throws {
    for capacity: UInt64 in [0, 1, 2, 7, 10, 25, 40, 100] {
      for (hasSizes, lifetime) in [(false, nil), (false, 60), (true, nil), (true, 60)] as [(Bool, Int?)] {
        try compare(
          Setting(
            policy: choice, capacity: capacity * (hasSizes ? 4 : 1), hasSizes: hasSizes, lifetime: lifetime,
            seed: capacity + 1))
      }
    }
    // Shares of a hundredth are more than nothing only here.
    for capacity: UInt64 in [130, 250] {
      try compare(
        Setting(
          policy: choice, capacity: capacity, keys: 400, requests: 4000, hasSizes: false, seed: capacity))
    }
  }

  @Test(
    "a policy evicts what its plain model evicts, on 10,000 short streams", .tags(.slow), .unlessQuick,
    arguments: choices)
  func manyStreams(choice: PolicyChoice) throws {
    let choice = PolicyModels.small(choice)
    var random = SplitMix(state: 99)
    for seed in 0..<10_000 {
      let keys = Int(random.next() % 24) + 1
      let hasSizes = seed % 2 == 1
      try compare(
        Setting(
          policy: choice, capacity: random.next() % (hasSizes ? 80 : 20), keys: keys,
          requests: Int(random.next() % 60) + 1, hasSizes: hasSizes,
          lifetime: seed % 4 < 2 ? nil : Int(random.next() % 30) + 1, seed: UInt64(seed)))
    }
  }

  /// Those whose order among entries that are never requested again is laid down.
  static let ordersLast = choices.filter { $0.kind == .beladysize }

  @Test("entries that are never requested again are treated as their plain model does", arguments: ordersLast)
  func lastRequests(choice: PolicyChoice) throws {
    for seed: UInt64 in 0..<300 {
      try compare(
        Setting(
          policy: choice, capacity: seed % 40, keys: 25, requests: 90, hasSizes: seed % 2 == 0,
          hasLastRequests: true, seed: seed))
    }
  }

  /// Serves a random stream by both; an entry whose lifetime is over is removed before it is asked for.
  private func compare(_ setting: Setting) throws {
    var random = SplitMix(state: setting.seed)
    let (keys, requests) = (setting.keys, setting.requests)
    // A last round over all keys leaves none without a next request: Belady's order among those is free.
    let round = setting.hasLastRequests ? [] : Array(0..<UInt32(keys))
    let stream = random.skewedKeys(requests, below: keys) + round
    let trace = try CacheTrace(denseKeys: stream, keyCount: keys)
    let setup = setting.policy.setup(capacity: setting.capacity, trace: trace, seed: setting.seed)
    let cache = setting.policy.kind.makeCache(setup)
    var model = try #require(PolicyModels.model(setting.policy, setup), "\(setting.policy) has no model")
    var storedAt = [Int](repeating: 0, count: keys)
    for now in 0..<requests {
      let key = stream[now]
      var wasResident = model.contains(key)
      if wasResident, let lifetime = setting.lifetime, now - storedAt[Int(key)] >= lifetime {
        model.remove(key)
        try #require(cache.remove(key), "\(setting): expiry at \(now)")
        wasResident = false
      }
      let access = Access(
        size: setting.hasSizes ? UInt32(random.next() % 9) + 1 : 1, next: trace.next[now],
        cost: Float(random.next() % 7 + 1), time: Int64(now) * 40_000)
      let admits = cache.admits(key, size: access.size)
      let expected = model.request(key, access, now: now)
      var victims: [UInt32] = []
      let hit = cache.request(key, access) { victims.append($0) }
      if !hit { storedAt[Int(key)] = now }
      let isStored = model.contains(key)
      // Where the cost decides as well, an entry whose size is admitted may still be declined; and only in
      // `hasLastRequests` does an entry leave at its hit, or is declined for what `admits` cannot know.
      let keepsPromise =
        isStored == (hit || admits)
        || (setting.policy.kind == .gdsf || setting.policy.variant == .bypass) && admits
        || setting.hasLastRequests
      guard hit == wasResident, victims == expected, cache.contains(key) == isStored, keepsPromise else {
        Issue.record("\(setting): request \(now) hit \(hit), evicted \(victims), expected \(expected)")
        return
      }
      if now % 16 == 0 { cache.checkInvariants() }
      let residents = model.residents
      guard cache.used == residents.bytes, cache.count == residents.count, cache.used <= cache.capacity,
        residents.allSatisfy({ cache.contains($0.key) })
      else {
        Issue.record("\(setting): residents after request \(now)")
        return
      }
    }
  }
}
