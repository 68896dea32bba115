import CacheTraces
internal import CProcessor

/// What a policy knows of one key; also the sentinel of a list.
struct Entry {
  /// The neighbour toward the newest end; the sentinel's is the list's oldest entry.
  var newer: UInt32

  /// The neighbour toward the oldest end; the sentinel's is the list's newest entry.
  var older: UInt32

  /// The size of the entry, fixed at insertion.
  var size: UInt32

  /// What the policy keeps with the key; 0 stands for a key that is in no list.
  var tag: UInt32
}

/// One entry per key and circular lists threaded through them.
///
/// The entries of the keys come first, then one sentinel per list. Invariant: every key with a non-zero tag is
/// in exactly one list, and following `older` from a sentinel visits its list from newest to oldest and ends at
/// the sentinel. Sentinels make linking and unlinking free of branches.
struct EntryTable: ~Copyable {
  /// The largest number of keys that 32-bit links can serve.
  static let keyLimit = KeyIndexer.keyLimit

  private let memory: ZeroedMemory<Entry>
  private let base: UnsafeMutablePointer<Entry>
  private let keys: UInt32

  /// Creates a table of absent keys and empty lists.
  ///
  /// A large table takes memory only where keys are used, so that a generous bound on their number costs nothing.
  ///
  /// - Complexity: O(`keys`).
  init(keys: Int, lists: Int) {
    precondition(keys >= 0 && keys <= Self.keyLimit && lists <= 64, "The key space fits 32-bit links.")
    memory = ZeroedMemory(count: keys + lists)
    base = memory.base
    self.keys = UInt32(keys)
    for list in 0..<UInt32(lists) {
      let sentinel = self.sentinel(of: list)
      self[sentinel].newer = sentinel
      self[sentinel].older = sentinel
    }
  }

  /// The entry of a key or sentinel.
  subscript(_ index: UInt32) -> Entry {
    @inline(__always) unsafeAddress {
      assert(index < keys + 64, "A key lies in the key space.")
      return UnsafePointer(base + Int(index))
    }
    @inline(__always) nonmutating unsafeMutableAddress {
      assert(index < keys + 64, "A key lies in the key space.")
      return base + Int(index)
    }
  }

  /// Has the processor load the entry of a key that is needed soon.
  @inline(__always)
  func prefetch(_ key: UInt32) {
    processor_prefetch(base + Int(key))
  }

  /// Returns the index that stands for both ends of `list`.
  @inline(__always)
  func sentinel(of list: UInt32) -> UInt32 {
    keys + list
  }

  /// Returns the oldest entry of `list`, or its sentinel when it is empty.
  @inline(__always)
  func oldest(of list: UInt32) -> UInt32 {
    self[sentinel(of: list)].newer
  }

  /// Returns the newest entry of `list`, or its sentinel when it is empty.
  @inline(__always)
  func newest(of list: UInt32) -> UInt32 {
    self[sentinel(of: list)].older
  }

  /// Returns whether `list` has no entry.
  @inline(__always)
  func isEmpty(_ list: UInt32) -> Bool {
    oldest(of: list) == sentinel(of: list)
  }

  /// Puts `key`, which is in no list, at the newest end of `list`.
  @inline(__always)
  func pushNewest(_ key: UInt32, on list: UInt32) {
    let sentinel = sentinel(of: list)
    let second = self[sentinel].older
    self[key].newer = sentinel
    self[key].older = second
    self[second].newer = key
    self[sentinel].older = key
  }

  /// Puts `key`, which is in no list, at the oldest end of `list`.
  @inline(__always)
  func pushOldest(_ key: UInt32, on list: UInt32) {
    let sentinel = sentinel(of: list)
    let second = self[sentinel].newer
    self[key].older = sentinel
    self[key].newer = second
    self[second].older = key
    self[sentinel].newer = key
  }

  /// Takes `key` out of the list it is in.
  @inline(__always)
  func unlink(_ key: UInt32) {
    let newer = self[key].newer
    let older = self[key].older
    self[newer].older = older
    self[older].newer = newer
  }
}
