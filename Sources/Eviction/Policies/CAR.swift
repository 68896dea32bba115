/// CAR: ARC's adaptation over two clocks instead of two lists in order of use.
///
/// Source: Bansal, Modha, "CAR: clock with adaptive replacement", FAST 2004. With sizes, lists are measured in the
/// cache's unit, the target moves by the step of the paper times the size of the remembered entry, and ghosts are
/// forgotten until the directory keeps its bounds; with unit sizes this is the paper's algorithm.
package struct CAR: AdaptivePolicy, ~Copyable {
  /// The oldest end of a clock is its hand.
  package var lists: AdaptiveLists

  private typealias Place = AdaptiveLists.Place
  private typealias List = AdaptiveLists.List

  /// `true`: the hands stop before the request is known.
  package static var namesVictim: Bool { true }

  /// Creates an empty cache of `capacity` for the keys `0..<keys`.
  package init(_ setup: PolicySetup) {
    lists = AdaptiveLists(setup)
  }

  /// Sets the reference bit of `key`; nothing moves.
  package mutating func hit(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    lists.entries[key].tag |= Place.referenced
  }

  /// Makes room, adapts the target if `key` was remembered, and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    let size = UInt64(access.size)
    let isRemembered = lists.entries[key].tag != 0
    let isAdmitted = admits(key, size: access.size)
    var isReplacing = false
    while isAdmitted && capacity - used < size {
      replace(evicted)
      isReplacing = true
    }
    if isReplacing && !isRemembered { trimGhosts(for: size) }
    if isRemembered { lists.adapt(to: key, scale: Double(lists.entries[key].size)) }
    if isAdmitted { lists.store(key, size: access.size, isAgain: isRemembered) }
  }

  /// Moves the hands to the next entry that was not used since they passed, and returns it.
  package mutating func victim() -> UInt32? {
    count == 0 ? nil : findVictim().key
  }
}

extension CAR {
  /// Takes the bit of every entry under the hand that has one, and moves it to the clock of entries used again.
  private mutating func findVictim() -> (key: UInt32, isOnce: Bool) {
    while true {
      let isOnce =
        !lists.entries.isEmpty(List.once)
        && (Double(lists.onceBytes) >= max(1, lists.target) || lists.entries.isEmpty(List.again))
      let candidate = lists.entries.oldest(of: isOnce ? List.once : List.again)
      if lists.entries[candidate].tag & Place.referenced == 0 { return (key: candidate, isOnce: isOnce) }
      lists.promote(candidate)
    }
  }

  /// Turns the entry that the hands find into a ghost.
  private mutating func replace(_ evicted: (UInt32) -> Void) {
    let (victim, isOnce) = findVictim()
    lists.retire(victim, isOnce: isOnce)
    evicted(victim)
  }

  /// Forgets ghosts until the new entry leaves the clock of entries used once and its ghosts within the capacity,
  /// or else all lists within twice of it.
  private mutating func trimGhosts(for size: UInt64) {
    if lists.onceBytes + lists.onceGhostBytes + size > capacity {
      while lists.onceBytes + lists.onceGhostBytes + size > capacity && !lists.entries.isEmpty(List.onceGhost)
      {
        lists.forget(lists.entries.oldest(of: List.onceGhost))
      }
      return
    }
    while !lists.entries.isEmpty(List.againGhost) {
      let known = used + lists.onceGhostBytes + lists.againGhostBytes + size
      guard known > capacity && known - capacity > capacity else { break }
      lists.forget(lists.entries.oldest(of: List.againGhost))
    }
  }
}

extension PolicyKind {
  /// Clock with adaptive replacement.
  public static let car = PolicyKind(
    "car", CAR.self, summary: "adapts between recency and frequency as ARC does, over two clocks",
    source: "Bansal, Modha, CAR: clock with adaptive replacement, FAST 2004")
}
