/// The entries of a cache in lists, and the book of what they take together.
///
/// A policy that keeps one decides which list an entry is in, in which place, and which one goes.
package struct EntryStore: ~Copyable {
  /// The largest sum of sizes that the cache holds.
  let capacity: UInt64

  /// The sum of the sizes of the entries.
  private(set) var used: UInt64 = 0

  /// The number of entries.
  private(set) var count = 0

  /// The lists; a key that is an entry has a tag other than 0.
  let entries: EntryTable

  /// What is free at least after an eviction.
  private let room: UInt64

  /// The share of the capacity that one eviction frees.
  static let evictShare = PolicyParameter(
    "evict_share", default: 0, in: 0...1, variants: [.gptcache: 0.2],
    "what an eviction frees at once, as a share of the capacity; GPTCache's clean_size is 0.2 of it")

  /// Creates empty lists for the keys of a set-up.
  ///
  /// - Parameter room: what is free at least after an eviction; 0 for as much as the new entry takes.
  init(_ setup: PolicySetup, lists: Int = 1, room: UInt64 = 0) {
    capacity = setup.capacity
    entries = EntryTable(keys: setup.keys, lists: lists)
    self.room = min(room, capacity)
  }

  /// Whether `key` is an entry.
  @inline(__always)
  func contains(_ key: UInt32) -> Bool {
    entries[key].tag != 0
  }

  /// Whether something has to go before an entry of `size` is added, which is at most the capacity.
  @inline(__always)
  func lacksRoom(for size: UInt32) -> Bool {
    capacity - used < size
  }

  /// What is free at least after an eviction for an entry of `size`.
  @inline(__always)
  func wanted(for size: UInt32) -> UInt64 {
    max(UInt64(size), room)
  }

  /// What is free.
  @inline(__always)
  var free: UInt64 { capacity - used }

  /// Books `key`, which gets a tag and a place from its policy.
  @inline(__always)
  mutating func book(_ key: UInt32, size: UInt32) {
    entries[key].size = size
    used += UInt64(size)
    count += 1
  }

  /// Takes `key`, which its policy has unlinked, off the book.
  @inline(__always)
  mutating func release(_ key: UInt32) {
    entries[key].tag = 0
    used -= UInt64(entries[key].size)
    count -= 1
  }

  /// Makes `key` the newest of its list.
  @inline(__always)
  func makeNewest(_ key: UInt32, of list: UInt32 = 0) {
    entries.unlink(key)
    entries.pushNewest(key, on: list)
  }

  /// Checks the links of a list and that its entries are booked.
  ///
  /// - Returns: the keys from the oldest to the newest.
  /// - Complexity: O(entries).
  @discardableResult
  func checkedKeys(of list: UInt32 = 0) -> [UInt32] {
    let sentinel = entries.sentinel(of: list)
    var (keys, key): ([UInt32], UInt32) = ([], entries[sentinel].newer)
    while key != sentinel {
      precondition(entries[key].tag != 0, "An entry of a list has a tag.")
      precondition(entries[entries[key].newer].older == key, "Neighbours name each other.")
      precondition(keys.count < count, "A list holds at most the entries of the cache.")
      keys.append(key)
      key = entries[key].newer
    }
    return keys
  }

  /// Checks that the book tells what `keys`, all entries of all lists, take.
  func checkBook(_ keys: [UInt32]) {
    precondition(keys.count == count, "The book counts the entries.")
    let bytes = keys.reduce(0) { $0 + UInt64(entries[$1].size) }
    precondition(bytes == used && used <= capacity, "The book adds up the sizes.")
  }
}
