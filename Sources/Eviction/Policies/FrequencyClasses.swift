/// The keys of one frequency, oldest first; `.max` stands for none.
struct FrequencyClass {
  var frequency: UInt64
  var oldest: UInt32
  var newest: UInt32
  var lower: UInt32
  var higher: UInt32
}

/// Frequency classes in ascending order, in a pool that grows with their number.
///
/// Invariant: `lowest` has no `lower`, frequencies strictly increase along `higher`, and unused slots form a
/// chain along `higher` from `firstFree`.
struct FrequencyClasses: ~Copyable {
  /// The class of the lowest frequency, or `.max` when there is none.
  private(set) var lowest = UInt32.max

  private var base: UnsafeMutablePointer<FrequencyClass>
  private var capacity = 16
  private var initialized = 0
  private var firstFree = UInt32.max

  /// Creates a pool without classes.
  init() {
    base = .allocate(capacity: capacity)
  }

  deinit {
    base.deallocate()
  }

  /// The class at `index`.
  subscript(_ index: UInt32) -> FrequencyClass {
    @inline(__always) unsafeAddress {
      assert(index < initialized, "A class index comes from insert.")
      return UnsafePointer(base + Int(index))
    }
    @inline(__always) nonmutating unsafeMutableAddress {
      assert(index < initialized, "A class index comes from insert.")
      return base + Int(index)
    }
  }

  /// Adds an empty class after `below`, or as the lowest when `below` is `.max`, and returns its index.
  ///
  /// - Complexity: O(1) amortised.
  mutating func insert(_ frequency: UInt64, above below: UInt32) -> UInt32 {
    let higher = below == .max ? lowest : self[below].higher
    let index = takeSlot()
    (base + Int(index)).initialize(
      to: FrequencyClass(frequency: frequency, oldest: .max, newest: .max, lower: below, higher: higher))
    if below == .max { lowest = index } else { self[below].higher = index }
    if higher != .max { self[higher].lower = index }
    return index
  }

  /// Takes an empty class away.
  ///
  /// - Complexity: O(1).
  mutating func remove(_ index: UInt32) {
    let lower = self[index].lower
    let higher = self[index].higher
    if lower == .max { lowest = higher } else { self[lower].higher = higher }
    if higher != .max { self[higher].lower = lower }
    self[index].higher = firstFree
    firstFree = index
  }

  private mutating func takeSlot() -> UInt32 {
    if firstFree != .max {
      let index = firstFree
      firstFree = self[index].higher
      return index
    }
    if initialized == capacity {
      let grown = UnsafeMutablePointer<FrequencyClass>.allocate(capacity: capacity * 2)
      grown.moveInitialize(from: base, count: initialized)
      base.deallocate()
      base = grown
      capacity *= 2
    }
    initialized += 1
    return UInt32(initialized - 1)
  }
}
