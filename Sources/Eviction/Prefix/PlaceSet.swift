/// A set of whole numbers below a limit that knows its greatest.
///
/// Bits in words of 64, with a bit for each word that is not zero on the level above, up to a single word:
/// the stratified tree of van Emde Boas ("Preserving order in a forest in less than logarithmic time", 1975)
/// with a fixed fan-out.
struct PlaceSet: ~Copyable {
  /// The number of members.
  private(set) var count = 0

  /// The words of all levels, the members' own first.
  private let words: UnsafeMutablePointer<UInt64>

  /// Where each level begins in `words`.
  private let starts: UnsafeMutablePointer<Int>
  private let levels: Int

  /// Creates an empty set of numbers in `0..<limit`.
  ///
  /// - Complexity: O(`limit` / 64).
  init(below limit: Int) {
    starts = .filled(11, with: 0)
    var total = 0
    var width = max(1, limit)
    var levels = 0
    repeat {
      width = (width + 63) / 64
      starts[levels] = total
      total += width
      levels += 1
    } while width > 1
    words = .filled(total, with: 0)
    self.levels = levels
  }

  deinit {
    words.deallocate()
    starts.deallocate()
  }

  /// Returns whether `number` is a member.
  ///
  /// - Complexity: O(1).
  func contains(_ number: Int) -> Bool {
    words[number >> 6] & (1 << UInt64(number & 63)) != 0
  }

  /// Adds `number`, which is no member.
  ///
  /// - Complexity: O(log limit) to base 64.
  mutating func insert(_ number: Int) {
    assert(!contains(number), "A new member is none yet.")
    count += 1
    var index = number
    for level in 0..<levels {
      let word = words + starts[level] + index >> 6
      let before = word.pointee
      word.pointee = before | 1 << UInt64(index & 63)
      if before != 0 { return }
      index >>= 6
    }
  }

  /// Takes out the member `number`.
  ///
  /// - Complexity: O(log limit) to base 64.
  mutating func remove(_ number: Int) {
    assert(contains(number), "Only a member is taken out.")
    count -= 1
    var index = number
    for level in 0..<levels {
      let word = words + starts[level] + index >> 6
      word.pointee &= ~(1 << UInt64(index & 63))
      if word.pointee != 0 { return }
      index >>= 6
    }
  }

  /// The greatest member; the set is not empty.
  ///
  /// - Complexity: O(log limit) to base 64.
  var greatest: Int {
    assert(count > 0, "An empty set has no greatest member.")
    var index = 0
    for level in (0..<levels).reversed() {
      index = index << 6 | (63 - words[starts[level] + index].leadingZeroBitCount)
    }
    return index
  }
}
