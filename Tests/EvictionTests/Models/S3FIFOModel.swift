import Eviction

/// S3-FIFO over three arrays, oldest first, in both variants.
struct S3FIFOModel: PolicyModel {
  let capacity: UInt64
  let isLibCacheSim: Bool
  var fillsMain: Bool
  var small: [ModelEntry] = []
  var main: [ModelEntry] = []
  var ghost: [ModelEntry] = []
  var victims: [UInt32] = []

  init(capacity: UInt64, variant: PolicyVariant) {
    self.capacity = capacity
    isLibCacheSim = variant.rawValue.hasPrefix("libcachesim")
    fillsMain = variant == .libcachesimRelease
  }

  var residents: [ModelEntry] { small + main }

  private var smallLimit: Double {
    isLibCacheSim ? (0.1 * Double(capacity)).rounded(.down) : 0.1 * Double(capacity)
  }

  private var mainLimit: Double { Double(capacity) - smallLimit }

  mutating func request(_ key: UInt32, _ access: Access, now: Int) -> [UInt32] {
    let (size, next) = (access.size, access.next)
    victims = []
    if let position = small.position(of: key) {
      small[position].frequency += 1
      return []
    }
    if let position = main.position(of: key) {
      main[position].frequency += 1
      return []
    }
    let wasGhost = ghost.position(of: key) != nil
    ghost.removeAll { $0.key == key }
    guard Double(size) <= (isLibCacheSim ? smallLimit : Double(capacity)) else { return [] }
    while residents.bytes + UInt64(size) > capacity { evict() }
    var entry = ModelEntry(key: key, size: size, storedAt: now, usedAt: now, next: next)
    entry.frequency = 0
    if isLibCacheSim && !wasGhost && Double(size) >= smallLimit { return victims }
    if wasGhost || fillsMain && Double(small.bytes) >= smallLimit {
      main.append(entry)
    } else {
      small.append(entry)
    }
    return victims
  }

  mutating func remove(_ key: UInt32) {
    small.removeAll { $0.key == key }
    main.removeAll { $0.key == key }
  }

  private mutating func evict() {
    fillsMain = false
    if isLibCacheSim {
      if Double(main.bytes) > mainLimit || small.isEmpty { evictMain() } else { evictSmall() }
    } else if main.isEmpty || !small.isEmpty && Double(small.bytes) >= smallLimit {
      evictSmall()
    } else {
      evictMain()
    }
  }

  private mutating func evictSmall() {
    while !small.isEmpty {
      var oldest = small.removeFirst()
      if oldest.frequency >= 2 {
        oldest.frequency = 0
        main.append(oldest)
        if !isLibCacheSim && Double(main.bytes) > mainLimit { evictMain() }
        continue
      }
      victims.append(oldest.key)
      let ghostLimit = isLibCacheSim ? (0.9 * Double(capacity)).rounded(.down) : mainLimit
      guard Double(oldest.size) <= ghostLimit else { return }
      while Double(ghost.bytes + UInt64(oldest.size)) > ghostLimit { ghost.removeFirst() }
      ghost.append(oldest)
      return
    }
  }

  private mutating func evictMain() {
    while !main.isEmpty {
      var oldest = main.removeFirst()
      guard oldest.frequency > 0 else {
        victims.append(oldest.key)
        return
      }
      oldest.frequency = min(oldest.frequency, 3) - 1
      main.append(oldest)
    }
  }
}
