import Eviction

/// W-TinyLFU over three arrays, oldest first, with a fixed window or one that climbs.
struct WTinyLFUModel: PolicyModel {
  let capacity: UInt64
  let sample: Double
  let protectedShare: Double
  let isAdaptive: Bool
  var windowLimit: UInt64
  var window: [ModelEntry] = []
  var probation: [ModelEntry] = []
  var protected: [ModelEntry] = []
  var sketch: SketchModel
  var victims: [UInt32] = []

  // The climber.
  var border: Double
  var step: Double
  var lastHitRate = 0.0
  var outcomes: [Bool] = []

  init(_ setup: PolicySetup) {
    let parameters = setup.parameters
    capacity = setup.capacity
    sample = parameters["sample"] ?? 10
    protectedShare = parameters["protected"] ?? 0.8
    isAdaptive = setup.variant == .adaptive
    let share = UInt64((parameters["window"] ?? 0.01) * Double(capacity))
    windowLimit = min(capacity, max(1, share))
    sketch = SketchModel(
      entries: Int(min(capacity, UInt64(setup.keys))), counters: Int(parameters["counters"] ?? 16),
      hasDoorkeeper: parameters["doorkeeper"] == 1)
    border = Double(windowLimit)
    step = 0.0625 * Double(capacity)
  }

  var residents: [ModelEntry] { window + probation + protected }
  private var main: [ModelEntry] { probation + protected }

  private var protectedLimit: UInt64 {
    UInt64(protectedShare * Double(capacity - windowLimit))
  }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    victims = []
    sketch.record(key)
    let isHit = contains(key)
    if isHit {
      use(key)
    } else {
      store(
        ModelEntry(key: key, size: access.size, storedAt: now, usedAt: now, next: access.next),
        size: UInt64(access.size))
    }
    close(isHit: isHit)
    return victims
  }

  mutating func remove(_ key: UInt32) {
    window.removeAll { $0.key == key }
    probation.removeAll { $0.key == key }
    protected.removeAll { $0.key == key }
  }

  private mutating func use(_ key: UInt32) {
    if let position = window.position(of: key) {
      window.append(window.remove(at: position))
    } else if let position = protected.position(of: key) {
      protected.append(protected.remove(at: position))
    } else if let position = probation.position(of: key) {
      let entry = probation.remove(at: position)
      if UInt64(entry.size) <= protectedLimit {
        protected.append(entry)
        while protected.bytes > protectedLimit { probation.append(protected.removeFirst()) }
      } else {
        probation.append(entry)
      }
    }
  }

  private mutating func store(_ entry: ModelEntry, size: UInt64) {
    if size > windowLimit {
      guard window.bytes + size <= capacity else { return }
      if compete(entry, limit: capacity - window.bytes) { probation.append(entry) }
      return
    }
    while true {
      while main.bytes + min(windowLimit, window.bytes + size) > capacity { evictMain() }
      if window.bytes + size <= windowLimit { break }
      let candidate = window.removeFirst()
      if compete(candidate, limit: capacity - min(windowLimit, window.bytes + size)) {
        probation.append(candidate)
      } else {
        victims.append(candidate.key)
      }
    }
    window.append(entry)
  }

  /// Evicts what must go for the candidate if its estimate is above the sum of theirs.
  private mutating func compete(_ candidate: ModelEntry, limit: UInt64) -> Bool {
    var losers: [ModelEntry] = []
    for entry in main where main.bytes - losers.bytes + UInt64(candidate.size) > limit {
      losers.append(entry)
    }
    guard main.bytes - losers.bytes + UInt64(candidate.size) <= limit else { return false }
    let sum = losers.reduce(0) { $0 + sketch.estimate($1.key) }
    guard losers.isEmpty || sketch.estimate(candidate.key) > sum else { return false }
    for _ in losers { evictMain() }
    return true
  }

  private mutating func evictMain() {
    victims.append((probation.isEmpty ? protected.removeFirst() : probation.removeFirst()).key)
  }

  private mutating func close(isHit: Bool) {
    if isOver(sketch.additions) { sketch.halve() }
    guard isAdaptive else { return }
    outcomes.append(isHit)
    guard isOver(outcomes.count) else { return }
    let hitRate = Double(outcomes.count { $0 }) / Double(outcomes.count)
    let change = hitRate - lastHitRate
    let move = change < 0 ? -step : step
    border = max(min(1, Double(capacity)), min(0.8 * Double(capacity), border + move))
    let full = 0.0625 * Double(capacity)
    step = abs(change) < 0.05 ? 0.98 * move : move < 0 ? -full : full
    lastHitRate = hitRate
    outcomes = []
    windowLimit = min(capacity, max(1, UInt64(border)))
  }

  /// Whether the requests are as many as a sample, in whole numbers and thus exact.
  private func isOver(_ requests: Int) -> Bool {
    let (bytes, count) = residents.isEmpty ? (1, 1) : (Int(residents.bytes), residents.count)
    return requests * bytes >= Int(sample) * Int(capacity) * count
  }
}
