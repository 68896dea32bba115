/// A replacement policy over the four lists of ARC; what such policies do alike stands in the extension.
package protocol AdaptivePolicy: ReplacementPolicy, ~Copyable {
  /// The entries and ghosts.
  var lists: AdaptiveLists { get set }
}

extension AdaptivePolicy where Self: ~Copyable {
  /// The largest sum of sizes that the cache holds.
  package var capacity: UInt64 { lists.capacity }

  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { lists.used }

  /// The number of resident entries.
  package var count: Int { lists.count }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    lists.entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    lists.entries[key].tag & AdaptiveLists.Place.resident != 0
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    lists.takeOut(key)
    return true
  }
}
