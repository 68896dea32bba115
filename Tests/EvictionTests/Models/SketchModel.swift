import TestSupport
/// The frequency sketch as a dictionary from (row, counter) to count, and its doorkeeper as a set of bits.
struct SketchModel {
  struct Place: Hashable {
    var row: UInt32
    var counter: UInt32
  }

  let width: UInt32
  let doorWidth: UInt32
  let hasDoorkeeper: Bool
  var counts: [Place: Int] = [:]
  var door: Set<UInt32> = []
  var additions = 0

  init(entries: Int, counters: Int = 16, hasDoorkeeper: Bool = false) {
    width = Self.power(atLeast: max(16, Double(entries * counters) / 4))
    doorWidth = Self.power(atLeast: max(64, Double(entries * 64)))
    self.hasDoorkeeper = hasDoorkeeper
  }

  mutating func record(_ key: UInt32) {
    additions += 1
    if hasDoorkeeper {
      let bits = bits(key)
      let isNew = !bits.isSubset(of: door)
      door.formUnion(bits)
      if isNew { return }
    }
    let least = minimum(key)
    for place in places(key) where counts[place, default: 0] == least && least < 15 {
      counts[place] = least + 1
    }
  }

  func estimate(_ key: UInt32) -> Int {
    minimum(key) + (hasDoorkeeper && bits(key).isSubset(of: door) ? 1 : 0)
  }

  mutating func halve() {
    additions /= 2
    counts = counts.mapValues { $0 / 2 }
    door = []
  }

  private func minimum(_ key: UInt32) -> Int {
    places(key).map { counts[$0, default: 0] }.min() ?? 0
  }

  private func places(_ key: UInt32) -> [Place] {
    let (low, high) = halves(key)
    return (0..<4).map { Place(row: $0, counter: scaled(low &+ high &* $0, below: width)) }
  }

  private func bits(_ key: UInt32) -> Set<UInt32> {
    let (low, high) = halves(key)
    return Set((0..<4).map { scaled(high &+ low &* $0, below: doorWidth) })
  }

  private func halves(_ key: UInt32) -> (low: UInt32, high: UInt32) {
    var source = SplitMix(state: UInt64(key))
    let hash = source.next()
    return (UInt32(hash % (1 << 32)), UInt32(hash / (1 << 32)))
  }

  /// The upper bits of a word, as many as a power of two has.
  private func scaled(_ word: UInt32, below power: UInt32) -> UInt32 {
    UInt32(UInt64(word) * UInt64(power) / (1 << 32))
  }

  private static func power(atLeast count: Double) -> UInt32 {
    var power: UInt32 = 1
    while Double(power) < count { power *= 2 }
    return power
  }
}
