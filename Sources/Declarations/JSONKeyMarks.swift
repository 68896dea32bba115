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
  private static let smallLimit = 48

  /// Notes the next key of an object.
  ///
  /// - Parameters:
  ///   - first: where the hashes of the object's keys begin.
  ///   - members: the object's members so far.
  /// - Returns: whether the key stands there already.
  /// - Complexity: O(length of the key), on average.
  mutating func add(_ key: String, from first: Int, to members: [JSONMember]) -> Bool {
    if members.count >= Self.smallLimit {
      var set = large.removeValue(forKey: first) ?? Set(members.map { Array($0.key.utf8) })
      defer { large[first] = set }
      return !set.insert(Array(key.utf8)).inserted
    }
    let hash = Self.hash(key)
    for index in first..<hashes.count where hashes[index] == hash {
      if members[index - first].key.utf8.elementsEqual(key.utf8) { return true }
    }
    hashes.append(hash)
    return false
  }

  /// Forgets the keys of an object that was closed.
  mutating func leave(_ first: Int) {
    hashes.removeLast(hashes.count - first)
    if !large.isEmpty { large[first] = nil }
  }

  private static func hash(_ key: String) -> UInt64 {
    var key = key
    return key.withUTF8 { bytes in
      let raw = UnsafeRawBufferPointer(bytes)
      guard raw.count >= 8 else { return raw.reduce(UInt64(raw.count)) { $0 << 8 | UInt64($1) } }
      // The ends tell most keys apart; the keys themselves are compared where they do not.
      let first = raw.loadUnaligned(fromByteOffset: 0, as: UInt64.self)
      let last = raw.loadUnaligned(fromByteOffset: raw.count - 8, as: UInt64.self)
      return (first &* 0x9E37_79B9_7F4A_7C15) ^ last &+ UInt64(raw.count)
    }
  }
}
