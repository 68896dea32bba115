internal import CProcessor

/// What a ``KeyHeap`` keeps of one key.
package protocol HeapRecord: BitwiseCopyable {
  /// What the priority is by, before the last use.
  associatedtype Rank: Comparable & BitwiseCopyable

  /// What orders the heap; the lowest is evicted first.
  var priority: HeapPriority<Rank> { get }

  /// The size of the entry, fixed at insertion.
  var size: UInt32 { get set }

  /// The place of the key in the heap, `.max` when it is in none; only the heap writes it.
  var slot: UInt32 { get set }
}

/// A rank, and among equal ranks the time of the last use: priorities of different keys differ.
package struct HeapPriority<Rank: Comparable & BitwiseCopyable>: Comparable, BitwiseCopyable {
  var rank: Rank
  var usedAt: UInt64

  /// Orders by rank, then by the last use.
  @inline(__always)
  package static func < (left: Self, right: Self) -> Bool {
    left.rank < right.rank || left.rank == right.rank && left.usedAt < right.usedAt
  }
}

/// A heap of keys, lowest priority first, that puts off the work for priorities that rise.
///
/// A hit raises the priority of its key, and few keys are hit shortly before they are evicted. So a raise is only
/// written into the key's record, and the heap moves the key when it has come up as the lowest by its old
/// priority. A priority that falls takes effect at once.
///
/// The root stays vacant after its key was removed, until the next key is added, which is mostly a low one, or
/// until the lowest is asked for.
///
/// Invariant: the record of a key in the heap names its node, the node's priority is at most the record's, and no
/// node is lower than its parent. The heap has four children a node.
package struct KeyHeap<Record: HeapRecord>: ~Copyable {
  private struct Node: BitwiseCopyable {
    var priority: HeapPriority<Record.Rank>
    var key: UInt32
  }

  /// The number of keys in the heap.
  private(set) var count = 0

  /// The sum of the sizes of the keys in the heap.
  private(set) var used: UInt64 = 0

  private let records: UnsafeMutablePointer<Record>
  private let nodes: UnsafeMutablePointer<Node>
  private let keys: Int
  private var isRootVacant = false

  private static var arity: Int { 4 }

  /// Creates an empty heap for the keys `0..<keys`, all with `absent` as their record.
  ///
  /// - Complexity: O(`keys`).
  init(keys: Int, absent: Record) {
    precondition(keys >= 0 && keys <= EntryTable.keyLimit, "The key space fits 32-bit slots.")
    assert(absent.slot == .max, "An absent key has no slot.")
    self.keys = keys
    records = .allocate(capacity: keys)
    records.initialize(repeating: absent, count: keys)
    nodes = .allocate(capacity: keys)
  }

  deinit {
    records.deallocate()
    nodes.deallocate()
  }

  /// The record of a key.
  subscript(_ key: UInt32) -> Record {
    @inline(__always) unsafeAddress {
      assert(Int(key) < keys, "A key lies in the key space.")
      return UnsafePointer(records + Int(key))
    }
    @inline(__always) nonmutating unsafeMutableAddress {
      assert(Int(key) < keys, "A key lies in the key space.")
      return records + Int(key)
    }
  }

  /// Has the processor load the record of a key that is needed soon.
  @inline(__always)
  func prefetch(_ key: UInt32) {
    processor_prefetch(records + Int(key))
  }

  /// Returns whether `key` is in the heap.
  @inline(__always)
  func contains(_ key: UInt32) -> Bool {
    self[key].slot != .max
  }

  /// Adds `key`, which is not in the heap, with the priority of its record.
  ///
  /// - Complexity: O(log `count`).
  mutating func insert(_ key: UInt32) {
    count += 1
    used += UInt64(self[key].size)
    let node = Node(priority: self[key].priority, key: key)
    if isRootVacant {
      isRootVacant = false
      siftDown(node, from: 0)
    } else {
      siftUp(node, from: count - 1)
    }
  }

  /// Takes `key` out.
  ///
  /// - Complexity: O(log `count`).
  mutating func remove(_ key: UInt32) {
    if isRootVacant { fillRoot() }
    let slot = Int(self[key].slot)
    self[key].slot = .max
    count -= 1
    used -= UInt64(self[key].size)
    guard slot > 0 else {
      isRootVacant = true
      return
    }
    guard slot < count else { return }
    let last = nodes[count]
    if last.priority < nodes[slot].priority { siftUp(last, from: slot) } else { siftDown(last, from: slot) }
  }

  /// Takes note of a new priority in the record of `key`.
  ///
  /// - Complexity: O(1) when it rose, O(log `count`) when it fell.
  @inline(__always)
  mutating func priorityChanged(_ key: UInt32) {
    let priority = self[key].priority
    guard priority < nodes[Int(self[key].slot)].priority else { return }
    if isRootVacant { fillRoot() }
    siftUp(Node(priority: priority, key: key), from: Int(self[key].slot))
  }

  /// Returns the key of the lowest priority, or `nil` when the heap is empty.
  ///
  /// - Complexity: O(log `count`) for each raise since the last call, at most once for each.
  mutating func lowest() -> UInt32? {
    guard count > 0 else { return nil }
    if isRootVacant { fillRoot() }
    while true {
      let key = nodes[0].key
      let priority = self[key].priority
      if priority == nodes[0].priority { return key }
      siftDown(Node(priority: priority, key: key), from: 0)
    }
  }

  /// Traps where the invariant does not hold; for tests.
  ///
  /// - Complexity: O(keys).
  func checkInvariants() {
    let sum = (0..<keys).reduce(0) { $0 + (records[$1].slot == .max ? 0 : UInt64(records[$1].size)) }
    precondition(sum == used, "The heap adds up the sizes.")
    precondition((0..<keys).count { records[$0].slot != .max } == count, "The heap has its keys alone.")
    for slot in (isRootVacant ? 1 : 0)..<(isRootVacant ? count + 1 : count) {
      let node = nodes[slot]
      precondition(self[node.key].slot == UInt32(slot), "The record of a key names its node.")
      precondition(
        !(self[node.key].priority < node.priority), "The priority of a node is at most its record's.")
      let parent = (slot - 1) / Self.arity
      guard slot > 0, parent > 0 || !isRootVacant else { continue }
      precondition(!(node.priority < nodes[parent].priority), "No node is lower than its parent.")
    }
  }

  /// Moves the last node to the vacant root.
  private mutating func fillRoot() {
    isRootVacant = false
    if count > 0 { siftDown(nodes[count], from: 0) }
  }

  @inline(__always)
  private func put(_ node: Node, at slot: Int) {
    (nodes + slot).initialize(to: node)
    records[Int(node.key)].slot = UInt32(truncatingIfNeeded: slot)
  }

  private func siftUp(_ node: Node, from start: Int) {
    var slot = start
    while slot > 0 {
      let parent = (slot - 1) / Self.arity
      guard node.priority < nodes[parent].priority else { break }
      put(nodes[parent], at: slot)
      slot = parent
    }
    put(node, at: slot)
  }

  private func siftDown(_ node: Node, from start: Int) {
    var slot = start
    while true {
      let first = slot * Self.arity + 1
      if first >= count { break }
      var lowest = first
      for child in first + 1..<max(first + 1, min(first + Self.arity, count))
      where nodes[child].priority < nodes[lowest].priority {
        lowest = child
      }
      guard nodes[lowest].priority < node.priority else { break }
      put(nodes[lowest], at: slot)
      slot = lowest
    }
    put(node, at: slot)
  }
}
