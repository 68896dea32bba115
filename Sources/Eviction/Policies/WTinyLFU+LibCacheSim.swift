extension WTinyLFU {
  @inline(__always)
  mutating func hitAsLibCacheSim(_ key: UInt32, _ evicted: (UInt32) -> Void) {
    let list = entries[key].tag - 1
    let places = filter.placesOfRequest(key)
    if list == List.window || list == List.protected {
      entries.unlink(key)
      entries.pushNewest(key, on: list)
      if list == List.window { return }
    } else {
      detach(key)
      attach(key, to: List.protected)
      while protectedBytes > protectedLimit {
        let oldest = entries.oldest(of: List.protected)
        detach(oldest)
        attach(oldest, to: List.probation)
        while probationBytes > probationLimit { evict(entries.oldest(of: List.probation), evicted) }
      }
    }
    filter.add(places)
    mainHits += 1
    if mainHits >= halvingPeriod {
      mainHits = 0
      filter.halve()
    }
  }

  private var mainLimit: UInt64 { capacity - windowLimit }

  private var halvingPeriod: UInt64 {
    let (period, overflow) = mainLimit.multipliedReportingOverflow(by: 32)
    return overflow ? .max : period
  }

  @inline(__always)
  mutating func insertAsLibCacheSim(_ key: UInt32, size: UInt32, _ evicted: (UInt32) -> Void) {
    let places = filter.placesOfRequest(key)
    guard UInt64(size) <= min(windowLimit, probationLimit) else { return }
    while capacity - used < size { evictAsLibCacheSim(evicted) }
    entries[key].size = size
    attach(key, to: List.window)
    count += 1
    filter.add(places)
  }

  /// One eviction call: it ends with the first candidate that loses, or in the release that wins.
  private mutating func evictAsLibCacheSim(_ evicted: (UInt32) -> Void) {
    while !entries.isEmpty(List.window) {
      let candidate = entries.oldest(of: List.window)
      let places = filter.places(ofRival: 0, candidate)
      let size = UInt64(entries[candidate].size)
      let isFull = probationBytes + protectedBytes + size > mainLimit
      if isFull {
        let victim = entries.oldest(of: victimList)
        guard filter.estimate(places) > filter.estimate(filter.places(ofRival: 1, victim)) else {
          evict(candidate, evicted)
          filter.add(places)
          touchCandidate()
          return
        }
        evict(victim, evicted)
      }
      detach(candidate)
      if probationBytes + size <= probationLimit {
        attach(candidate, to: List.probation)
      } else if protectedBytes + size <= protectedLimit {
        attach(candidate, to: List.protected)
      } else {
        while probationBytes + protectedBytes + size > mainLimit { evictMain(evicted) }
        attach(candidate, to: List.probation)
      }
      filter.add(places)
      if isFull && endsWithWinner {
        touchCandidate()
        if !entries.isEmpty(victimList) { filter.touch(rival: 1, entries.oldest(of: victimList)) }
        return
      }
    }
    evictMain(evicted)
  }

  /// Reads the counters of the next candidate early.
  @inline(__always)
  private mutating func touchCandidate() {
    if !entries.isEmpty(List.window) { filter.touch(rival: 0, entries.oldest(of: List.window)) }
  }
}
