/// A replacement policy that evicts the entry of the lowest priority.
///
/// The heap keeps the book; a policy says what priority an entry has, and when.
package protocol HeapPolicy: ReplacementPolicy, ~Copyable {
  /// What is kept of a key.
  associatedtype Record: HeapRecord

  /// The entries.
  var heap: KeyHeap<Record> { get set }
}

extension HeapPolicy where Self: ~Copyable {
  /// `true`: the next victim is the lowest of the heap.
  package static var namesVictim: Bool { true }

  /// The sum of the sizes of the resident entries.
  package var used: UInt64 { heap.used }

  /// The number of resident entries.
  package var count: Int { heap.count }

  /// Loads the entry of `key` early.
  package func prefetch(_ key: UInt32) {
    heap.prefetch(key)
  }

  /// Returns whether `key` is resident.
  package func contains(_ key: UInt32) -> Bool {
    heap.contains(key)
  }

  /// Takes `key` out and returns whether it was resident.
  package mutating func remove(_ key: UInt32) -> Bool {
    guard contains(key) else { return false }
    heap.remove(key)
    return true
  }

  /// Returns the lowest of the heap.
  package mutating func victim() -> UInt32? {
    heap.lowest()
  }

  /// Checks the heap.
  package func checkInvariants() { heap.checkInvariants() }
}
