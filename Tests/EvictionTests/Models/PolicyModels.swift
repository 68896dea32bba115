import Eviction

/// The plain model of every policy.
enum PolicyModels {
  /// Returns an empty model of a choice; a policy without one is a gap in the tests.
  static func model(_ choice: PolicyChoice, _ setup: PolicySetup) -> (any PolicyModel)? {
    let capacity = setup.capacity
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
}
