/// A replacement policy whose entries stand in lists.
///
/// The store keeps the book, and what all such policies do alike stands in the extension: a policy says what a hit
/// changes and which entry goes, and where an entry stands unless that is the newest end of the only list.
package protocol ListPolicy: ReplacementPolicy, ~Copyable {
  /// The entries.
  var store: EntryStore { get set }

  /// Returns the entry to evict next; there is one.
  mutating func findVictim() -> UInt32

  /// Gives `key`, which the store has booked, a tag and a place.
  mutating func place(_ key: UInt32, size: UInt32)

  /// Takes the entry `key` out of its place and off the book.
  mutating func drop(_ key: UInt32)
}

extension ListPolicy where Self: ~Copyable {
  /// `true`: a victim is found before the request is known.
  package static var namesVictim: Bool { true }

  /// The largest sum of sizes that the cache holds.
  package var capacity: UInt64 { store.capacity }

  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { store.used }

  /// The number of resident entries.
  package var count: Int { store.count }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    store.entries.prefetch(key)
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    store.contains(key)
  }

  /// Evicts until `key` fits, and stores it.
  package mutating func insert(_ key: UInt32, _ access: Access, evicted: (UInt32) -> Void) {
    guard admits(key, size: access.size) else { return }
    if store.lacksRoom(for: access.size) {
      let wanted = store.wanted(for: access.size)
      repeat {
        let victim = findVictim()
        drop(victim)
        evicted(victim)
      } while store.free < wanted
    }
    store.book(key, size: access.size)
    place(key, size: access.size)
  }

  /// Makes `key` the newest of the only list.
  package mutating func place(_ key: UInt32, size: UInt32) {
    store.entries[key].tag = 1
    store.entries.pushNewest(key, on: 0)
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    drop(key)
    return true
  }

  /// Takes `key` out of its list.
  package mutating func drop(_ key: UInt32) {
    store.entries.unlink(key)
    store.release(key)
  }

  /// Returns the entry to evict next.
  package mutating func victim() -> UInt32? {
    count == 0 ? nil : findVictim()
  }

  /// Checks the only list.
  package func checkInvariants() {
    store.checkBook(store.checkedKeys())
  }
}
