import Eviction
import Simulation

/// The draws of libCacheSim's generator, as they come.
struct CongruentialDraws {
  var state: UInt64 = 0

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}

/// Resident entries in an array in which the last one fills a hole, and addressed draws from it.
struct SampledResidents {
  var entries: [ModelEntry] = []
  let stream: RandomStream
  var draws = 0

  init(seed: UInt64) {
    stream = RandomStream(seed: seed, replication: 0, purpose: RandomPurpose(401))
  }

  mutating func sample() -> ModelEntry {
    draws += 1
    return entries[stream.integer(below: entries.count, draws - 1)]
  }

  mutating func remove(_ key: UInt32) {
    guard let position = entries.position(of: key) else { return }
    entries.swapAt(position, entries.count - 1)
    entries.removeLast()
  }
}
