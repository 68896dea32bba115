/// The resident keys in an array, to draw samples from; a key that leaves is replaced by the last.
///
/// Invariant: `place[key]` is where a resident key stands in `keys`, and `.max` for any other.
struct ResidentList: ~Copyable {
  /// The number of resident keys.
  private(set) var count = 0

  private let keys: UnsafeMutablePointer<UInt32>
  private let place: UnsafeMutablePointer<UInt32>

  /// Creates an empty list for the keys `0..<keys`.
  init(keys count: Int) {
    keys = .allocate(capacity: count)
    keys.initialize(repeating: 0, count: count)
    place = .allocate(capacity: count)
    place.initialize(repeating: .max, count: count)
  }

  deinit {
    keys.deallocate()
    place.deallocate()
  }

  /// The key at a place.
  subscript(_ place: Int) -> UInt32 {
    @inline(__always) get {
      assert(place < count, "A place holds a resident key.")
      return keys[place]
    }
  }

  /// Returns whether `key` is resident.
  @inline(__always)
  func contains(_ key: UInt32) -> Bool {
    place[Int(key)] != .max
  }

  /// Adds `key`, which is not resident, as the last.
  mutating func append(_ key: UInt32) {
    keys[count] = key
    place[Int(key)] = UInt32(truncatingIfNeeded: count)
    count += 1
  }

  /// Takes the resident `key` out and puts the last one in its place.
  mutating func remove(_ key: UInt32) {
    count -= 1
    let hole = place[Int(key)]
    let last = keys[count]
    keys[Int(hole)] = last
    place[Int(last)] = hole
    place[Int(key)] = .max
  }
}
