/// Belady's MIN over blocks, with the choice not to store a block.
///
/// A resident block is nothing but the place of its next use, which no two share: the cache is the set of
/// those places, its victim the greatest. Whether the block at a place is resident is whether the place is in
/// the set.
struct PrefixBelady: PrefixCache, ~Copyable {
  /// For each place the next place of its block, `.max` for never; such blocks are not stored.
  private let next: UnsafeBufferPointer<UInt32>
  private let capacity: Int
  private var upcoming: PlaceSet

  init(next: UnsafeBufferPointer<UInt32>, capacity: Int) {
    self.next = next
    self.capacity = capacity
    upcoming = PlaceSet(below: next.count)
  }

  mutating func serve(_ places: Range<Int>) -> Int {
    var hit = 0
    for place in places {
      if upcoming.contains(place) {
        upcoming.remove(place)
        if hit == place - places.lowerBound { hit += 1 }
      }
      if next[place] == .max { continue }
      let use = Int(next[place])
      if upcoming.count == capacity {
        let victim = upcoming.greatest
        if victim < use { continue }
        upcoming.remove(victim)
      }
      upcoming.insert(use)
    }
    return hit
  }
}
