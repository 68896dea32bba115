extension WTinyLFU {
  @inline(__always)
  mutating func hitAsPublished(_ key: UInt32) {
    sketch.record(key)
    let list = entries[key].tag - 1
    if list == List.probation && UInt64(entries[key].size) <= protectedLimit {
      detach(key)
      attach(key, to: List.protected)
      while protectedBytes > protectedLimit {
        let oldest = entries.oldest(of: List.protected)
        detach(oldest)
        attach(oldest, to: List.probation)
      }
    } else {
      entries.unlink(key)
      entries.pushNewest(key, on: list)
    }
    closeRequest(wasHit: true)
  }

  @inline(__always)
  mutating func insertAsPublished(_ key: UInt32, size: UInt32, _ evicted: (UInt32) -> Void) {
    sketch.record(key)
    let bytes = UInt64(size)
    if bytes <= windowLimit {
      makeRoomInWindow(bytes, evicted)
      store(key, size: size, in: List.window)
    } else if bytes <= capacity - windowBytes, winsMain(key, size: bytes, limit: capacity - windowBytes) {
      while mainBytes + bytes > capacity - windowBytes { evictMain(evicted) }
      store(key, size: size, in: List.probation)
    }
    closeRequest(wasHit: false)
  }

  private var mainBytes: UInt64 { probationBytes + protectedBytes }

  @inline(__always)
  private mutating func store(_ key: UInt32, size: UInt32, in list: UInt32) {
    entries[key].size = size
    attach(key, to: list)
    count += 1
  }

  /// Moves the window's oldest entries on until one of `size` fits, each into the main cache or out.
  @inline(__always)
  private mutating func makeRoomInWindow(_ size: UInt64, _ evicted: (UInt32) -> Void) {
    while true {
      // What the window borrowed out it takes back.
      let limit = capacity - min(windowLimit, windowBytes + size)
      while mainBytes > limit { evictMain(evicted) }
      guard windowBytes + size > windowLimit else { return }
      let candidate = entries.oldest(of: List.window)
      let own = UInt64(entries[candidate].size)
      let free = capacity - min(windowLimit, windowBytes - own + size)
      if winsMain(candidate, size: own, limit: free) {
        detach(candidate)
        while mainBytes + own > free { evictMain(evicted) }
        attach(candidate, to: List.probation)
      } else {
        evict(candidate, evicted)
      }
    }
  }

  /// Returns whether `key` is requested more often than all that the main cache would evict for it together, so
  /// that it holds at most `limit` with it.
  @inline(__always)
  func winsMain(_ key: UInt32, size: UInt64, limit: UInt64) -> Bool {
    if mainBytes + size <= limit { return true }
    guard size <= limit else { return false }
    let frequency = sketch.estimate(key)
    var (freed, sum): (UInt64, UInt32) = (0, 0)
    for list in List.probation...List.protected {
      var victim = entries.oldest(of: list)
      while victim != entries.sentinel(of: list) {
        sum += sketch.estimate(victim)
        if sum >= frequency { return false }
        freed += UInt64(entries[victim].size)
        if mainBytes - freed + size <= limit { return true }
        victim = entries[victim].newer
      }
    }
    return false
  }

  @inline(__always)
  private mutating func closeRequest(wasHit: Bool) {
    let used = used
    if isPeriodOver(sketch.additions, times: sample, capacity: capacity, used: used, count: count) {
      sketch.halve()
    }
    guard climber != nil else { return }
    climber?.record(wasHit: wasHit)
    let requests = climber?.requests ?? 0
    if isPeriodOver(requests, times: sample, capacity: capacity, used: used, count: count) { climb() }
  }

  private mutating func climb() {
    guard let window = climber?.climb() else { return }
    windowLimit = min(capacity, max(1, UInt64(min(window, 0x1p63))))
    protectedLimit = Self.share(protectedShare, of: capacity - windowLimit)
  }
}

/// Climbs toward the window size with the best hit rate; see ``WTinyLFU`` for the source.
struct WindowClimber {
  private var window: Double
  private let capacity: Double
  private var step: Double
  private(set) var requests = 0.0
  private var hits = 0.0
  private var previousHitRate = 0.0

  private static let stepShare = 0.0625
  private static let decay = 0.98
  private static let restart = 0.05
  private static let largestWindow = 0.8

  init(window: Double, capacity: Double) {
    self.window = window
    self.capacity = capacity
    step = Self.stepShare * capacity
  }

  /// Counts a request.
  mutating func record(wasHit: Bool) {
    requests += 1
    hits += wasHit ? 1 : 0
  }

  /// Ends a period and returns the new size of the window.
  mutating func climb() -> Double {
    let hitRate = hits / requests
    let change = hitRate - previousHitRate
    let amount = change >= 0 ? step : -step
    let full = amount < 0 ? -Self.stepShare * capacity : Self.stepShare * capacity
    step = abs(change) >= Self.restart ? full : Self.decay * amount
    previousHitRate = hitRate
    (requests, hits) = (0, 0)
    window = max(min(1, capacity), min(Self.largestWindow * capacity, window + amount))
    return window
  }
}
