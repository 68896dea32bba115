/// A bounded first-in, first-out list of keys that are remembered after their entries went.
///
/// The entries stand in the policy's own table; here is the book of the list.
struct GhostQueue {
  /// The number of the list in the table.
  let list: UInt32

  /// The largest sum of sizes that is remembered.
  let target: UInt64

  /// The sum of the sizes that are remembered.
  private var bytes: UInt64 = 0

  /// Creates an empty queue.
  init(list: UInt32, target: UInt64) {
    self.list = list
    self.target = target
  }

  /// Remembers a key that is in no list under a tag, and forgets the oldest ones beyond the target; a key too large to
  /// be remembered loses its tag.
  @inline(__always)
  mutating func remember(_ key: UInt32, as tag: UInt32, in entries: borrowing EntryTable) {
    let size = UInt64(entries[key].size)
    guard size <= target else {
      entries[key].tag = 0
      return
    }
    while target - bytes < size { forget(entries.oldest(of: list), in: entries) }
    entries[key].tag = tag
    entries.pushNewest(key, on: list)
    bytes += size
  }

  /// Forgets a key that is remembered.
  @inline(__always)
  mutating func forget(_ key: UInt32, in entries: borrowing EntryTable) {
    entries.unlink(key)
    entries[key].tag = 0
    bytes -= UInt64(entries[key].size)
  }
}
