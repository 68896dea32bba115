internal import Glibc

/// Vectors in slots, searched exactly by comparing all of them.
///
/// Products by OpenBLAS only pick candidates; every similarity returned, and the choice among near ties, is by
/// ``fixedOrderDotProduct(_:_:count:)``. Of equally similar vectors the one added first wins. A neighbour has
/// a cosine above 0, so a zero vector neither has nor is one. One index is used by one thread at a time.
package struct FlatIndex: ~Copyable {
  /// The length of the vectors.
  package let dimensions: Int
  /// The number of vectors.
  package private(set) var count = 0

  /// The slots that are or were in use; a free slot holds zeros.
  private(set) var used = 0
  private var capacity: Int
  private(set) var values: UnsafeMutablePointer<Float>
  /// The products of one search; as long as there are slots.
  private(set) var products: UnsafeMutablePointer<Float>
  /// When each slot was filled, as a running number; 0 in a free slot.
  private(set) var sequence: [UInt64] = []
  private var vacant: [Int] = []
  private var added: UInt64 = 0

  /// Creates an index without vectors, with room for some.
  package init(dimensions: Int, capacity: Int = 64) {
    precondition(dimensions > 0, "a vector has at least one dimension")
    _ = OpenBLAS.isReady
    self.dimensions = dimensions
    self.capacity = max(1, capacity)
    values = Self.allocate(nil, self.capacity * dimensions)
    products = .allocate(capacity: self.capacity)
  }

  deinit {
    free(values)
    products.deallocate()
  }

  /// Adds a vector of length 1 or 0 and returns its slot: the one freed last, or the next new one.
  ///
  /// - Complexity: O(dimensions), amortised.
  package mutating func add(_ vector: UnsafeBufferPointer<Float>) -> Int {
    precondition(vector.count == dimensions, "a vector has the dimensions of its index")
    added += 1
    count += 1
    let slot: Int
    if let last = vacant.popLast() {
      slot = last
      sequence[slot] = added
    } else {
      if used == capacity { grow() }
      slot = used
      used += 1
      sequence.append(added)
    }
    (values + slot * dimensions).initialize(from: vector.baseAddress!, count: dimensions)
    return slot
  }

  /// Adds a vector of length 1 or 0 and returns its slot.
  package mutating func add(_ vector: [Float]) -> Int {
    vector.withUnsafeBufferPointer { add($0) }
  }

  /// Removes the vector of a slot.
  ///
  /// - Complexity: O(dimensions).
  package mutating func remove(_ slot: Int) {
    precondition(contains(slot), "only a slot in use is removed")
    (values + slot * dimensions).update(repeating: 0, count: dimensions)
    sequence[slot] = 0
    vacant.append(slot)
    count -= 1
  }

  /// Whether a slot holds a vector.
  package func contains(_ slot: Int) -> Bool { slot >= 0 && slot < used && sequence[slot] != 0 }

  private mutating func grow() {
    values = Self.allocate(values, 2 * capacity * dimensions)
    products.deallocate()
    products = .allocate(capacity: 2 * capacity)
    capacity *= 2
  }

  /// Makes memory larger where it lies, or moves its pages: it is never there twice.
  private static func allocate(
    _ memory: UnsafeMutablePointer<Float>?, _ count: Int
  ) -> UnsafeMutablePointer<Float> {
    guard let memory = realloc(memory, count * MemoryLayout<Float>.stride) else {
      preconditionFailure("there is not enough memory for \(count) floats")
    }
    return memory.assumingMemoryBound(to: Float.self)
  }
}
