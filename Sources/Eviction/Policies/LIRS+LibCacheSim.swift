/// LIRS as libCacheSim (commit aa0fc409) runs it.
///
/// It declines new entries larger than either part of the cache. A hit on an HIR entry that has left the stack makes
/// room among the LIR entries although it stays HIR. That can evict the very entry, whose place in the stack still
/// says that it is resident: ``contains(_:)`` is `true` and a later request counts as a hit, but ``count`` and ``used``
/// leave it out. Evicted entries are forgotten, the first evicted first, while the stack holds more than twice the
/// capacity. Where libCacheSim would take a LIR entry and has none, an HIR entry is evicted here.
extension LIRS {
  mutating func hitAsLibCacheSim(_ key: UInt32, _ evicted: (UInt32) -> Void) {
    let place = stack[key].tag
    touch(key)
    if place & Place.lasting != 0 {
      pruneKeepingTop()
    } else if place & Place.recent != 0 {
      if place & Place.queue != 0 { dequeue(key) }
      makeLastingRoom(for: UInt64(stack[key].size), evicted)
      becomeLasting(key)
    } else {
      makeLastingRoom(for: UInt64(stack[key].size), evicted)
      pushOnStack(key, as: Place.recent)
    }
    forgetGhosts()
  }

  mutating func insertAsLibCacheSim(_ key: UInt32, _ access: Access, _ evicted: (UInt32) -> Void) {
    touch(key)
    if admits(key, size: access.size) {
      if stack[key].tag != 0 {
        readmit(key, request: access.size, evicted)
      } else {
        admitNew(key, size: access.size, evicted)
      }
    }
    forgetGhosts()
  }
}

extension LIRS {
  /// Stores a key that the stack remembers, as a LIR entry of the size that it had.
  private mutating func readmit(_ key: UInt32, request size: UInt32, _ evicted: (UInt32) -> Void) {
    makeLastingRoom(for: UInt64(stack[key].size), evicted)
    stack[key].tag &= ~Place.ghosts
    queues.unlink(key)
    while capacity - used < size {
      while recentCount > 0 && recentBytes >= recentLimit { evictRecent(evicted) }
      if lastingCount > 0 { demote(evicted) } else if recentCount > 0 { evictRecent(evicted) }
    }
    becomeLasting(key)
  }

  private mutating func admitNew(_ key: UInt32, size: UInt32, _ evicted: (UInt32) -> Void) {
    let size64 = UInt64(size)
    if lastingBytes + size64 > lastingLimit {
      while recentBytes + size64 > recentLimit { evictRecent(evicted) }
    }
    stack[key].size = size
    if lastingBytes + size64 <= lastingLimit {
      pushOnStack(key, as: Place.lasting)
      lastingBytes += size64
      lastingCount += 1
    } else {
      pushOnStack(key, as: Place.recent)
      enqueue(key)
    }
  }

  /// Puts `key` on top of the stack and at the newest end of the queue, as far as it is in them.
  private mutating func touch(_ key: UInt32) {
    let place = stack[key].tag
    if place & Place.stack != 0 {
      stack.unlink(key)
      stack.pushNewest(key, on: 0)
    }
    if place & Place.queue != 0 {
      queues.unlink(key)
      queues.pushNewest(key, on: List.recent)
    }
  }

  /// Marks an entry of the stack, which is in no list of the queues, as LIR.
  private mutating func becomeLasting(_ key: UInt32) {
    stack[key].tag = stack[key].tag & ~Place.stack | Place.lasting
    lastingBytes += UInt64(stack[key].size)
    lastingCount += 1
  }

  private mutating func makeLastingRoom(for size: UInt64, _ evicted: (UInt32) -> Void) {
    while lastingCount > 0 && lastingBytes + size > lastingLimit { demote(evicted) }
  }

  /// Moves the lowest LIR entry of the stack to the queue, or out of the cache when it is larger than that.
  private mutating func demote(_ evicted: (UInt32) -> Void) {
    var lowest = stack.oldest(of: 0)
    while stack[lowest].tag & Place.lasting == 0 {
      discard(lowest)
      lowest = stack.oldest(of: 0)
    }
    let size = UInt64(stack[lowest].size)
    leaveStack(lowest)
    lastingBytes -= size
    lastingCount -= 1
    if size <= recentLimit {
      while recentBytes + size > recentLimit { evictRecent(evicted) }
      enqueue(lowest)
    } else {
      evicted(lowest)
    }
    pruneKeepingTop()
  }

  /// Evicts the oldest entry of the queue; the stack remembers it if it is there.
  private mutating func evictRecent(_ evicted: (UInt32) -> Void) {
    let victim = queues.oldest(of: List.recent)
    dequeue(victim)
    if stack[victim].tag & Place.stack != 0 {
      stack[victim].tag = Place.evicted | Place.ghosts
      queues.pushNewest(victim, on: List.ghosts)
    }
    evicted(victim)
  }

  /// Takes entries that are not LIR off the bottom of the stack, but not the last one.
  mutating func pruneKeepingTop() {
    while true {
      let lowest = stack.oldest(of: 0)
      if stack[lowest].tag & Place.lasting != 0 || lowest == stack.newest(of: 0) { return }
      discard(lowest)
    }
  }

  /// Takes an entry out of the stack, and out of those remembered if it was evicted.
  private mutating func discard(_ key: UInt32) {
    if stack[key].tag & Place.ghosts != 0 {
      stack[key].tag &= ~Place.ghosts
      queues.unlink(key)
    }
    leaveStack(key)
  }

  private mutating func forgetGhosts() {
    while stackBytes > capacity && stackBytes - capacity > capacity && !queues.isEmpty(List.ghosts) {
      discard(queues.oldest(of: List.ghosts))
    }
  }
}
