/// Tells a key that stands twice in an object: a hash for each key of the objects that are open.
///
/// Small objects are looked through, which allocates nothing; large ones get a set.
struct JSONKeyMarks {
  /// Hashes of all keys.
  var count: Int { hashes.count }

  private var hashes: [UInt64] = []
  /// The keys of objects that are large, by where their hashes begin.
  private var large: [Int: Set<[UInt8]>] = [:]

  /// The most members of an object that is looked through.
  private static let smallLimit = 96

  /// Notes the next key of an object.
  ///
  /// - Parameters:
  ///   - hash: the key's hash as a member's.
  ///   - first: where the hashes of the object's keys begin.
  ///   - members: the object's members so far.
  ///   - bits: which of the hashes' highest bits the members have; a bit that is not set tells a new key.
  /// - Returns: whether the key stands there already.
  /// - Complexity: O(length of the key), on average.
  mutating func add(
    _ key: String, _ hash: UInt64, from first: Int, to members: [JSONMember], _ bits: inout UInt64
  ) -> Bool {
    let bit: UInt64 = 1 &<< (hash &>> 58)
    let isNew = bits & bit == 0
    bits |= bit
    if members.count >= Self.smallLimit {
      var set = large.removeValue(forKey: first) ?? Set(members.map { Array($0.key.utf8) })
      defer { large[first] = set }
      return !set.insert(Array(key.utf8)).inserted
    }
    if !isNew {
      for index in first..<hashes.count where hashes[index] == hash {
        if members[index - first].key.utf8.elementsEqual(key.utf8) { return true }
      }
    }
    hashes.append(hash)
    return false
  }

  /// Forgets the keys of an object that was closed.
  mutating func leave(_ first: Int) {
    hashes.removeLast(hashes.count - first)
    if !large.isEmpty { large[first] = nil }
  }
}
