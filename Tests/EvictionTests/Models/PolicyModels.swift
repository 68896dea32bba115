import Eviction

/// The plain model of every policy.
enum PolicyModels {
  /// Returns an empty model of a choice; a policy without one is a gap in the tests.
  static func model(_ choice: PolicyChoice, _ setup: PolicySetup) -> (any PolicyModel)? {
    let capacity = setup.capacity
    let parameters = choice.parameters
    let share = parameters["evict_share"] ?? (choice.variant == .gptcache ? 0.2 : 0)
    let room = UInt64(share * Double(capacity))
    let isLibCacheSim = choice.variant.rawValue.hasPrefix("libcachesim")
    switch choice.kind {
    case .fifo: return RankedModel(capacity: capacity, ranksBefore: { $0.storedAt < $1.storedAt }, room: room)
    case .lru: return RankedModel(capacity: capacity, ranksBefore: { $0.usedAt < $1.usedAt }, room: room)
    case .lfu:
      return RankedModel(capacity: capacity) { ($0.frequency, $0.usedAt) < ($1.frequency, $1.usedAt) }
    case .belady:
      return RankedModel(
        capacity: capacity, ranksBefore: { $0.next > $1.next }, declines: choice.variant == .bypass)
    case .clock: return ClockModel(capacity: capacity)
    case .sieve: return SieveModel(capacity: capacity)
    case .s3fifo: return S3FIFOModel(capacity: capacity, variant: choice.variant)
    case .slru: return SLRUModel(capacity: capacity, isLibCacheSim: isLibCacheSim)
    case .twoq: return TwoQueueModel(capacity: capacity, isLibCacheSim: isLibCacheSim)
    case .arc: return ARCModel(capacity: capacity, isLibCacheSim: isLibCacheSim)
    case .mru: return RankedModel(capacity: capacity) { $0.usedAt > $1.usedAt }
    case .unbounded: return RankedModel(capacity: .max) { _, _ in false }
    case .random: return RandomModel(capacity: capacity, seed: setup.seed)
    case .lfuda:
      return isLibCacheSim ? LFUDAClassesModel(capacity: capacity) : LFUDAModel(capacity: capacity)
    case .gdsf:
      let declines = parameters["declines"] ?? (isLibCacheSim ? 0 : 1) == 1
      return GDSFModel(
        capacity: capacity, fixedCost: isLibCacheSim ? 1e6 : nil,
        declines: declines, ranksFirst: declines || choice.variant == .libcachesimRelease)
    case .lruk:
      return LRUKModel(
        capacity: capacity, depth: Int(parameters["k"] ?? 2), retained: Int(parameters["retained"] ?? 1e9))
    case .mq: return MultiQueueModel(capacity: capacity, parameters: parameters)
    case .car: return CARModel(capacity: capacity)
    case .lirs:
      let share = parameters["hir"] ?? 0.01
      return isLibCacheSim
        ? LIRSQuirksModel(capacity: capacity, share: share) : LIRSModel(capacity: capacity, share: share)
    case .redisLRU: return RedisModel(setup, isLFU: false, parameters: parameters)
    case .redisLFU: return RedisModel(setup, isLFU: true, parameters: parameters)
    case .wtinylfu: return isLibCacheSim ? WTinyLFULibCacheSimModel(setup) : WTinyLFUModel(setup)
    case .hyperbolic: return HyperbolicModel(setup)
    case .lhd: return LHDModel(setup)
    case .lecar: return LeCaRModel(setup)
    case .cacheus: return CacheusModel(setup)
    case .beladysize: return BeladySizeModel(setup)
    default: return nil
    }
  }

  /// Choices with parameters at which short streams reach what the defaults do only in long ones.
  static let tuned = [
    "wtinylfu:window=0.3:sample=2:counters=2", "wtinylfu:doorkeeper=1:sample=3:window=0.1",
    "wtinylfu:adaptive:sample=1", "wtinylfu:libcachesim:window=0.3",
    "wtinylfu:libcachesim-aa0fc409:window=0.3", "hyperbolic:samples=3:by_size=0",
    "hyperbolic:libcachesim:samples=3:hashpower=0", "lhd:samples=4:ages=30:period=10:explorers=0.3",
    "lhd:libcachesim:ages=30:period=25:explorers=0.5", "lecar:history=2:discount=0.5:learning_rate=4",
    "cacheus:single=0.3:history=1", "beladysize:libcachesim:samples=5:hashpower=1",
  ].compactMap { PolicyChoice($0) }

  /// Returns a choice with tables so small that ten thousand caches of it are made in a second.
  static func small(_ choice: PolicyChoice) -> PolicyChoice {
    var choice = choice
    if choice.kind == .lhd && choice.parameters["ages"] == nil { choice.parameters["ages"] = 100 }
    return choice
  }
}
