/// The words of a vocabulary by their bytes, for the longest word that a text goes on with.
///
/// A node's children are found by hashing (node, byte): open addressing, at most half full.
struct TokenTrie: Sendable {
  /// A place in the trie; 0 is the root.
  typealias Node = UInt32

  /// The token that ends at each node; `.max` where none does.
  private var tokens: [UInt32] = [.max]
  /// Node times 256 plus byte, by slot; `.max` in a free slot.
  private var keys: [UInt64]
  private var children: [Node]
  private var mask: Int

  init() {
    keys = [UInt64](repeating: .max, count: 16)
    children = [Node](repeating: 0, count: 16)
    mask = 15
  }

  /// The number of nodes.
  var count: Int { tokens.count }

  /// Adds a word; a word that is there already keeps its first token.
  ///
  /// - Complexity: O(length) on average.
  mutating func insert(_ word: some Sequence<UInt8>, token: UInt32) {
    var node: Node = 0
    for byte in word {
      if let next = child(of: node, byte) {
        node = next
      } else {
        node = append(node, byte)
      }
    }
    if tokens[Int(node)] == .max { tokens[Int(node)] = token }
  }

  /// The token that ends at a node, or nil.
  @inline(__always)
  func token(at node: Node) -> UInt32? {
    let token = tokens[Int(node)]
    return token == .max ? nil : token
  }

  /// The node one byte further, or nil.
  @inline(__always)
  func child(of node: Node, _ byte: UInt8) -> Node? {
    let key = UInt64(node) &<< 8 | UInt64(byte)
    var slot = Self.slot(key) & mask
    while true {
      let found = keys[slot]
      if found == key { return children[slot] }
      if found == .max { return nil }
      slot = (slot &+ 1) & mask
    }
  }

  /// The node that a word leads to, or nil.
  func node(of word: some Sequence<UInt8>) -> Node? {
    var node: Node = 0
    for byte in word {
      guard let next = child(of: node, byte) else { return nil }
      node = next
    }
    return node
  }

  /// The longest word from `start` on that begins below `node`.
  ///
  /// - Returns: its token and where it ends, or nil.
  /// - Complexity: O(length of the longest word).
  func longest(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int, below node: Node = 0) -> (
    token: UInt32, end: Int
  )? {
    var node = node
    var best: (token: UInt32, end: Int)?
    var place = start
    while place < bytes.count, let next = child(of: node, bytes[place]) {
      node = next
      place &+= 1
      let token = tokens[Int(node)]
      if token != .max { best = (token, place) }
    }
    return best
  }

  private mutating func append(_ parent: Node, _ byte: UInt8) -> Node {
    if tokens.count * 2 > keys.count { grow() }
    let node = Node(tokens.count)
    tokens.append(.max)
    store(UInt64(parent) << 8 | UInt64(byte), node)
    return node
  }

  private mutating func store(_ key: UInt64, _ node: Node) {
    var slot = Self.slot(key) & mask
    while keys[slot] != .max { slot = (slot + 1) & mask }
    keys[slot] = key
    children[slot] = node
  }

  private mutating func grow() {
    let old = (keys, children)
    keys = [UInt64](repeating: .max, count: old.0.count * 2)
    children = [Node](repeating: 0, count: old.0.count * 2)
    mask = keys.count - 1
    for (key, node) in zip(old.0, old.1) where key != .max { store(key, node) }
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood, OOPSLA 2014), its first half.
  @inline(__always)
  private static func slot(_ key: UInt64) -> Int {
    let mixed = (key ^ key &>> 30) &* 0xbf58_476d_1ce4_e5b9
    return Int(truncatingIfNeeded: mixed &>> 32)
  }
}
