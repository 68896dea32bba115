import CacheTraces
import Simulation
@testable import Eviction

/// libCacheSim's W-TinyLFU over arrays, oldest first, with its counting filter as a dictionary.
struct WTinyLFULibCacheSimModel: PolicyModel {
  let capacity: UInt64
  let windowLimit: UInt64
  let limits: [UInt64]
  let counters: UInt64
  let endsWithWinner: Bool
  var window: [ModelEntry] = []
  var segments: [[ModelEntry]] = [[], []]
  var counts: [UInt64: Int] = [:]
  var mainHits: UInt64 = 0
  var victims: [UInt32] = []

  init(_ setup: PolicySetup) {
    capacity = setup.capacity
    endsWithWinner = setup.variant == .libcachesimRelease
    windowLimit = UInt64((setup.parameters["window"] ?? 0.01) * Double(capacity))
    let main = Double(capacity - windowLimit)
    limits = [UInt64(0.2 * main), UInt64(0.8 * main)]
    let wanted = (14.37758756605117 * main).rounded(.up)
    counters = wanted < 10 ? 20 : UInt64(min(wanted, 0x7FFF_FFFF))
  }

  var residents: [ModelEntry] { window + segments[0] + segments[1] }
  private var mainLimit: UInt64 { capacity - windowLimit }
  private var mainBytes: UInt64 { segments[0].bytes + segments[1].bytes }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    victims = []
    if let position = window.position(of: key) {
      window.append(window.remove(at: position))
      return []
    }
    for segment in 0..<2 {
      guard let position = segments[segment].position(of: key) else { continue }
      segments[1].append(segments[segment].remove(at: position))
      settle()
      count(key)
      mainHits += 1
      if mainHits == 32 * mainLimit {
        mainHits = 0
        counts = counts.mapValues { $0 / 2 }
      }
      return victims
    }
    guard UInt64(access.size) <= windowLimit, UInt64(access.size) <= limits[0] else { return [] }
    while residents.bytes + UInt64(access.size) > capacity { evict() }
    window.append(ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next))
    count(key)
    return victims
  }

  mutating func remove(_ key: UInt32) {
    window.removeAll { $0.key == key }
    segments[0].removeAll { $0.key == key }
    segments[1].removeAll { $0.key == key }
  }

  private mutating func settle() {
    while segments[1].bytes > limits[1] {
      segments[0].append(segments[1].removeFirst())
      while segments[0].bytes > limits[0] { victims.append(segments[0].removeFirst().key) }
    }
  }

  private mutating func evictMain() {
    victims.append(segments[segments[0].isEmpty ? 1 : 0].removeFirst().key)
  }

  private mutating func evict() {
    while let candidate = window.first {
      let size = UInt64(candidate.size)
      let isFull = mainBytes + size > mainLimit
      if isFull {
        let rival = segments[segments[0].isEmpty ? 1 : 0][0]
        if estimate(candidate.key) <= estimate(rival.key) {
          victims.append(window.removeFirst().key)
          count(candidate.key)
          return
        }
        evictMain()
      }
      window.removeFirst()
      if let segment = (0..<2).first(where: { segments[$0].bytes + size <= limits[$0] }) {
        segments[segment].append(candidate)
      } else {
        while mainBytes + size > mainLimit { evictMain() }
        segments[0].append(candidate)
      }
      count(candidate.key)
      if isFull && endsWithWinner { return }
    }
    evictMain()
  }

  private func places(_ key: UInt32) -> [UInt64] {
    let first = XXHash.xxh64(UInt64(key), seed: 0x1234_5678) % (1 << 32)
    let step = XXHash.xxh64(UInt64(key), seed: 0x1234_4321) % (1 << 32)
    return (0..<10).map { (first + $0 * step) % (1 << 32) % counters }
  }

  private mutating func count(_ key: UInt32) {
    for place in places(key) { counts[place, default: 0] += 1 }
  }

  private func estimate(_ key: UInt32) -> Int {
    places(key).map { counts[$0, default: 0] }.min() ?? 0
  }
}
