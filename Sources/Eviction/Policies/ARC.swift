/// ARC: adapts the split between entries used once and entries used again.
///
/// Source: Megiddo, Modha, "ARC: a self-tuning, low overhead replacement cache", FAST 2003. With sizes, lists
/// are measured in the cache's unit and the target moves by the step of the paper times the size of the
/// remembered entry; the `libcachesim` variant leaves that factor out. With unit sizes the two are the same.
package struct ARC: AdaptivePolicy, ~Copyable {
  package var lists: AdaptiveLists
  private let followsLibCacheSim: Bool

  private typealias Place = AdaptiveLists.Place
  private typealias List = AdaptiveLists.List

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    followsLibCacheSim = setup.variant.followsLibCacheSim
    lists = AdaptiveLists(setup)
  }

  /// Moves `key` to the newest end of the list of entries used again.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    lists.promote(key)
  }

  /// Adapts the target if `key` was remembered, makes room and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = access.size
    let remembered = lists.entries[key].tag
    if remembered != 0 {
      lists.adapt(to: key, scale: followsLibCacheSim ? 1 : Double(lists.entries[key].size))
    }
    guard admits(key, size: size) else { return }
    while capacity - used < size {
      if remembered != 0 {
        replace(hitAgainGhost: remembered == Place.againGhost, evicted)
      } else {
        makeRoom(size, evicted)
      }
    }
    lists.store(key, size: size, isAgain: remembered != 0)
  }
}

extension ARC {
  /// One step of making room for a key that no list knows.
  private mutating func makeRoom(_ size: UInt32, _ evicted: (UInt32) -> Void) {
    if lists.onceBytes + lists.onceGhostBytes + UInt64(size) > capacity {
      if lists.entries.isEmpty(List.onceGhost) {
        let victim = lists.entries.oldest(of: List.once)
        lists.takeOut(victim)
        evicted(victim)
        return
      }
      lists.forget(lists.entries.oldest(of: List.onceGhost))
    } else {
      let known = used + lists.onceGhostBytes + lists.againGhostBytes
      if known >= capacity && known - capacity >= capacity && !lists.entries.isEmpty(List.againGhost) {
        lists.forget(lists.entries.oldest(of: List.againGhost))
      }
    }
    replace(hitAgainGhost: false, evicted)
  }

  /// The paper's REPLACE: turns the oldest entry of one of the two resident lists into a ghost.
  private mutating func replace(hitAgainGhost: Bool, _ evicted: (UInt32) -> Void) {
    let once = Double(lists.onceBytes)
    let overTarget = lists.onceBytes > 0 && (once > lists.target || once == lists.target && hitAgainGhost)
    let fromOnce = overTarget || lists.entries.isEmpty(List.again)
    let victim = lists.entries.oldest(of: fromOnce ? List.once : List.again)
    lists.retire(victim, isOnce: fromOnce)
    evicted(victim)
  }
}

extension PolicyKind {
  /// ARC: adapts between recency and frequency.
  public static let arc = PolicyKind(
    "arc", ARC.self, summary: "adapts the share of entries used once by what it regrets having evicted",
    source: "Megiddo, Modha, ARC: a self-tuning, low overhead replacement cache, FAST 2003",
    variants: [.published, .libcachesim])
}
